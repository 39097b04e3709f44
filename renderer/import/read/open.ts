import { openHtml } from './html/open-html.ts';
import { DEFAULT_LIMITS, HARD_LIMITS, type Limits } from './limits.ts';
import { openZip } from './open-zip.ts';
import { sniff } from './sniff.ts';
import { openText } from './text-file.ts';
import type { OpenedFile, Progress, TextDialect } from './types.ts';
import { openXls } from './xls/open-xls.ts';
import { openXml } from './xml2003/open-xml.ts';

const HEAD = 1024 * 1024;

export interface OpenOptions {
  /** What the analyst corrected; the rest is found out. */
  readonly dialect?: Partial<TextDialect>;
  readonly limits?: Limits;
  /** Go to HARD_LIMITS: the analyst trusts the file. */
  readonly trusted?: boolean;
  readonly signal?: AbortSignal;
  /** Bytes looked at so far; text is read to its end to know its encoding. */
  readonly progress?: Progress;
}

/**
 * Opens a file by what its bytes say, never by its name: half of the world's ".xls" are something else.
 * @throws UnreadableFile
 */
export async function openFile(blob: Blob, _name: string, options: OpenOptions = {}): Promise<OpenedFile> {
  const { dialect = {}, signal, progress } = options;
  const limits = options.limits ?? (options.trusted ? HARD_LIMITS : DEFAULT_LIMITS);
  const head = new Uint8Array(await blob.slice(0, HEAD).arrayBuffer());
  signal?.throwIfAborted();
  switch (sniff(head)) {
    case 'zip':
      return openZip(blob, limits, signal);
    case 'ole':
      return openXls(blob, limits, signal);
    case 'html':
      return openHtml(blob, head, dialect.encoding, limits, signal);
    case 'xml':
      return openXml(blob, head, dialect.encoding, limits, signal);
    case 'text':
      return openText(blob, head, dialect, limits, signal, progress);
  }
}
