import { createSHA256 } from 'hash-wasm';
import { byteChunks, LARGE } from './byte-chunks.ts';
import { CsvScanner } from './csv.ts';
import type { Sample } from './delimiter.ts';
import { detectDialect } from './dialect.ts';
import { chosenEncoding, type Decoding, decodeChunks, detectEncoding, utf8Chunks } from './encoding.ts';
import type { Limits } from './limits.ts';
import { canBePlain, plainParts } from './plain-parts.ts';
import type { PlainForm } from './plain-records.ts';
import {
  type OpenedFile,
  type Part,
  type Progress,
  type SourceRow,
  type TextDialect,
  UnreadableFile,
} from './types.ts';

const SAMPLE = 256 * 1024;

async function sampleText(blob: Blob, decoding: Decoding): Promise<Sample> {
  let text = '';
  for await (const piece of decodeChunks(blob, decoding)) {
    text += piece;
    if (text.length > SAMPLE) return { text: text.slice(0, SAMPLE), complete: false };
  }
  return { text, complete: true };
}

/** Opens delimited text; what `dialect` does not say is found out. */
export async function openText(
  blob: Blob,
  head: Uint8Array,
  dialect: Partial<TextDialect>,
  limits: Limits,
  signal?: AbortSignal,
  progress?: Progress,
): Promise<OpenedFile> {
  const decoding: Decoding =
    dialect.encoding === undefined
      ? { encoding: await detectEncoding(blob, head, signal, progress), lenient: false }
      : { encoding: chosenEncoding(dialect.encoding), lenient: true };
  const { encoding } = decoding;
  const sample = await sampleText(blob, decoding);
  if (sample.text === '' && sample.complete) throw new UnreadableFile('empty');
  const cut = detectDialect(sample, dialect);

  async function* rows(
    _index: number,
    signal?: AbortSignal,
    progress?: Progress,
  ): AsyncGenerator<readonly SourceRow[]> {
    const scanner = new CsvScanner(cut, limits);
    for await (const text of decodeChunks(blob, decoding, signal, progress)) yield scanner.push(text);
    yield scanner.end();
  }

  let digest: string | undefined;
  async function* parts(
    behind: number,
    form: Omit<PlainForm, 'delimiter'>,
    signal?: AbortSignal,
    progress?: Progress,
  ): AsyncGenerator<Part> {
    const hash = await createSHA256();
    async function* hashed(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
      for await (const bytes of byteChunks(blob, signal, progress, LARGE)) {
        hash.update(bytes);
        yield bytes;
      }
    }
    yield* plainParts(utf8Chunks(hashed(), decoding), cut, limits, behind, form);
    digest = hash.digest('hex');
  }

  return {
    kind: 'text',
    encoding,
    dialect: { encoding, ...cut },
    sheets: [{ sheet: null, hidden: false }],
    rows,
    ...(canBePlain(cut) && { parts }),
    sha256: () => digest,
    merges: () => [],
    close: async () => undefined,
  };
}
