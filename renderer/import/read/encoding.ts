import { byteChunks, joined, LARGE } from './byte-chunks.ts';
import { gb18030ToUtf8 } from './gb18030.ts';
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

/** The platform's decoder; without bytes it is at the end. @throws UnreadableFile('encoding') at a wrong byte */
function decoderOf({ encoding, lenient }: Decoding): (bytes?: Uint8Array) => string {
  const decoder = new TextDecoder(LABELS[encoding], { fatal: !lenient });
  return (bytes) => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw new UnreadableFile('encoding', encoding);
    }
  };
}

/** The text of bytes in pieces, without its byte order mark. @throws UnreadableFile('encoding') at a wrong byte */
async function* decoded(chunks: AsyncIterable<Uint8Array>, decoding: Decoding): AsyncGenerator<string> {
  const decode = decoderOf(decoding);
  let first = true;
  for await (const bytes of chunks) {
    const text = decode(bytes);
    // Only the UTF decoders take the mark away themselves.
    yield first && text.startsWith('\ufeff') ? text.slice(1) : text;
    first = false;
  }
  yield decode();
}

/** UTF-8 as it is. @throws UnreadableFile('encoding') at a wrong byte */
async function* checked(chunks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<Uint8Array> {
  const check = new Utf8Check();
  for await (const bytes of chunks) {
    if (!check.push(bytes)) throw new UnreadableFile('encoding', encoding);
    yield bytes;
  }
  if (!check.end()) throw new UnreadableFile('encoding', encoding);
}

/** Another encoding, or one with wrong bytes in it, as UTF-8. @throws UnreadableFile('encoding') at a wrong byte */
async function* encoded(chunks: AsyncIterable<Uint8Array>, decoding: Decoding): AsyncGenerator<Uint8Array> {
  const decode = decoderOf(decoding);
  const encoder = new TextEncoder();
  let known = decoding.encoding === 'GB18030';
  let held: Uint8Array = new Uint8Array(0);
  for await (const piece of chunks) {
    let bytes = joined(held, piece);
    if (known) {
      const { utf8, read } = gb18030ToUtf8(bytes);
      yield utf8;
      bytes = bytes.subarray(read);
      // More than a character that goes on in the next piece: from here on the platform says what is meant.
      known = bytes.length < 4;
    }
    held = known ? bytes : new Uint8Array(0);
    // Half of a surrogate pair never ends a piece: decoders give whole characters.
    if (!known) yield encoder.encode(decode(bytes));
  }
  yield encoder.encode(decode(held) + decode());
}

/**
 * A file's bytes as UTF-8 text, without its byte order mark; what is UTF-8 already comes as it is.
 * @throws UnreadableFile('encoding') at a wrong byte
 */
export async function* utf8Chunks(
  chunks: AsyncIterable<Uint8Array>,
  decoding: Decoding,
): AsyncGenerator<Uint8Array> {
  const { encoding, lenient } = decoding;
  const pieces =
    lenient || LABELS[encoding] !== 'utf-8' ? encoded(chunks, decoding) : checked(chunks, encoding);
  let first = true;
  for await (const bytes of pieces) {
    if (bytes.length === 0) continue;
    const marked = first && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    yield marked ? bytes.subarray(3) : bytes;
    first = false;
  }
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
  const strict: Decoding = { encoding, lenient: false };
  const chunks = byteChunks(blob, signal, progress, LARGE);
  try {
    // The faster of the two ways for each.
    for await (const _ of encoding === 'GB18030' ? utf8Chunks(chunks, strict) : decoded(chunks, strict));
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
