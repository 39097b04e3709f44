import { byteChunks, LARGE } from './byte-chunks.ts';
import { type Progress, UnreadableFile } from './types.ts';
import { Utf8Check } from './utf8-check.ts';
import { utf16Pattern } from './utf16.ts';

/** Bytes after which UTF-8 is taken for sure when they hold Chinese; the rest is checked while it is loaded. */
const SURE = 16 * 1024 * 1024;

export type Encoding = 'UTF-8' | 'UTF-8 BOM' | 'GB18030' | 'UTF-16LE' | 'UTF-16BE';

const LABELS: Record<Encoding, string> = {
  'UTF-8': 'utf-8',
  'UTF-8 BOM': 'utf-8',
  // Never `gbk`: its strict decoder refuses the four-byte characters of names.
  GB18030: 'gb18030',
  'UTF-16LE': 'utf-16le',
  'UTF-16BE': 'utf-16be',
};

const MARKS: readonly (readonly [Encoding, readonly number[]])[] = [
  ['UTF-8 BOM', [0xef, 0xbb, 0xbf]],
  ['GB18030', [0x84, 0x31, 0x95, 0x33]],
  ['UTF-16LE', [0xff, 0xfe]],
  ['UTF-16BE', [0xfe, 0xff]],
];

/** The encoding a byte order mark at the start names. */
export function markedEncoding(head: Uint8Array): Encoding | null {
  return MARKS.find(([, mark]) => mark.every((byte, i) => head[i] === byte))?.[0] ?? null;
}

/** An encoding that was guessed must fit to the last byte; one that the analyst chose need not. */
export interface Decoding {
  readonly encoding: Encoding;
  /** U+FFFD for what is wrong, instead of a refusal. */
  readonly lenient: boolean;
}

/** The encoding that an analyst named. @throws UnreadableFile('encoding') for one that is not read here */
export function chosenEncoding(name: string): Encoding {
  if (Object.hasOwn(LABELS, name)) return name as Encoding;
  throw new UnreadableFile('encoding', name);
}

/** The text of bytes in pieces, without its byte order mark. @throws UnreadableFile('encoding') at a wrong byte */
async function* decoded(
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
  { encoding, lenient }: Decoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(LABELS[encoding], { fatal: !lenient });
  const decode = (bytes?: Uint8Array<ArrayBuffer>) => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw new UnreadableFile('encoding', encoding);
    }
  };
  let first = true;
  for await (const bytes of chunks) {
    const text = decode(bytes);
    // Only the UTF decoders take the mark away themselves.
    yield first && text.startsWith('\ufeff') ? text.slice(1) : text;
    first = false;
  }
  yield decode();
}

/**
 * A file's bytes as UTF-8 text, without its byte order mark; what is UTF-8 already comes as it is.
 * @throws UnreadableFile('encoding') at a wrong byte
 */
export async function* utf8Chunks(
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
  decoding: Decoding,
): AsyncGenerator<Uint8Array> {
  if (!decoding.lenient && LABELS[decoding.encoding] === 'utf-8') {
    const check = new Utf8Check();
    const wrong = () => new UnreadableFile('encoding', decoding.encoding);
    let skip = decoding.encoding === 'UTF-8 BOM' ? 3 : 0;
    for await (const bytes of chunks) {
      if (!check.push(bytes)) throw wrong();
      yield bytes.subarray(skip);
      skip = 0;
    }
    if (!check.end()) throw wrong();
    return;
  }
  const encoder = new TextEncoder();
  // Half of a surrogate pair never ends a piece: decoders give whole characters.
  for await (const text of decoded(chunks, decoding)) yield encoder.encode(text);
}

/** The text of a file in pieces, without its byte order mark. @throws UnreadableFile('encoding') at a wrong byte */
export function decodeChunks(
  blob: Blob,
  decoding: Decoding,
  signal?: AbortSignal,
  progress?: Progress,
): AsyncGenerator<string> {
  return decoded(byteChunks(blob, signal, progress), decoding);
}

async function fits(
  blob: Blob,
  encoding: Encoding,
  signal?: AbortSignal,
  progress?: Progress,
): Promise<boolean> {
  if (LABELS[encoding] === 'utf-8') {
    const check = new Utf8Check();
    let read = 0;
    for await (const bytes of byteChunks(blob, signal, progress, LARGE)) {
      if (!check.push(bytes)) return false;
      read += bytes.length;
      if (read >= SURE && check.beyondAscii) {
        progress?.(blob.size);
        return true;
      }
    }
    return check.end();
  }
  try {
    for await (const _ of decodeChunks(blob, { encoding, lenient: false }, signal, progress));
    return true;
  } catch (error) {
    if (error instanceof UnreadableFile) return false;
    throw error;
  }
}

/**
 * The encoding in which the whole file, not a sample, can be read: byte order mark, zero pattern of UTF-16,
 * strict UTF-8, strict GB18030. Text that two of them could read is decided by this order. Of long UTF-8 text with Chinese
 * in its first megabytes the rest is checked while it is loaded, for nothing else would be found to fit.
 * @throws UnreadableFile('encoding') when none fits
 */
export async function detectEncoding(
  blob: Blob,
  head: Uint8Array,
  signal?: AbortSignal,
  progress?: Progress,
): Promise<Encoding> {
  const marked = markedEncoding(head);
  const candidates = marked ? [marked] : [utf16Pattern(head), 'UTF-8' as const, 'GB18030' as const];
  for (const encoding of candidates) {
    if (encoding !== null && (await fits(blob, encoding, signal, progress))) return encoding;
  }
  throw new UnreadableFile('encoding', marked ?? undefined);
}
