import { CsvScanner } from './csv.ts';
import { detectDelimiter } from './delimiter.ts';
import { decodeChunks, detectEncoding, type Encoding } from './encoding.ts';
import type { Limits } from './limits.ts';
import { type OpenedFile, type Progress, type SourceRow, type TextDialect, UnreadableFile } from './types.ts';

const SAMPLE = 256 * 1024;

async function sampleText(blob: Blob, encoding: Encoding): Promise<{ sample: string; complete: boolean }> {
  let sample = '';
  for await (const text of decodeChunks(blob, encoding)) {
    sample += text;
    if (sample.length > SAMPLE) return { sample: sample.slice(0, SAMPLE), complete: false };
  }
  return { sample, complete: true };
}

/** Opens delimited text; what `dialect` does not say is found out. */
export async function openText(
  blob: Blob,
  head: Uint8Array,
  dialect: Partial<TextDialect>,
  limits: Limits,
  signal?: AbortSignal,
): Promise<OpenedFile> {
  const encoding = (dialect.encoding as Encoding | undefined) ?? (await detectEncoding(blob, head, signal));
  const { sample, complete } = await sampleText(blob, encoding);
  if (sample === '' && complete) throw new UnreadableFile('empty');
  const delimiter = dialect.delimiter ?? detectDelimiter(sample, complete);

  async function* rows(
    _index: number,
    signal?: AbortSignal,
    progress?: Progress,
  ): AsyncGenerator<readonly SourceRow[]> {
    const scanner = new CsvScanner(delimiter, limits);
    for await (const text of decodeChunks(blob, encoding, signal, progress)) yield scanner.push(text);
    yield scanner.end();
  }

  return {
    kind: 'text',
    encoding,
    dialect: { encoding, delimiter, quote: '"' },
    sheets: [{ sheet: null, hidden: false }],
    rows,
    merges: () => [],
    close: async () => undefined,
  };
}
