import { DEFAULT_LIMITS, HARD_LIMITS, type Limits } from './limits.ts';
import { oleRefusal } from './ole.ts';
import { sniff } from './sniff.ts';
import { openText } from './text-file.ts';
import type { OpenedFile, TextDialect } from './types.ts';
import { openXlsx } from './xlsx/open-xlsx.ts';

const HEAD = 1024 * 1024;

export interface OpenOptions {
  /** What the analyst corrected; the rest is found out. */
  readonly dialect?: Partial<TextDialect>;
  readonly limits?: Limits;
  /** Go to HARD_LIMITS: the analyst trusts the file. */
  readonly trusted?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Opens a file by what its bytes say, never by its name: half of the world's ".xls" are something else.
 * @throws UnreadableFile
 */
export async function openFile(blob: Blob, _name: string, options: OpenOptions = {}): Promise<OpenedFile> {
  const { dialect = {}, signal } = options;
  const limits = options.limits ?? (options.trusted ? HARD_LIMITS : DEFAULT_LIMITS);
  const head = new Uint8Array(await blob.slice(0, HEAD).arrayBuffer());
  signal?.throwIfAborted();
  switch (sniff(head)) {
    case 'zip':
      return openXlsx(blob, limits);
    case 'ole':
      throw await oleRefusal(blob);
    case 'text':
      return openText(blob, head, dialect, limits, signal);
  }
}
