import { Deflate } from 'fflate';

/** A zip container with the same bytes for the same content: fixed order, every time 1980-01-01. */

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** What a 32-bit zip can hold; beyond that readers disagree. */
const LIMIT = 0xffffffff;
const FIRST_DAY = 0x21; // 1980-01-01 as a DOS date

/** What the directory at the end says of a part. */
interface Entry {
  readonly name: string;
  readonly crc: number;
  readonly size: number;
  readonly packed: number;
}

export interface Part extends Entry {
  readonly chunks: Uint8Array[];
}

/** A part whose text is still to be made. */
export interface TextPart {
  readonly name: string;
  readonly pieces: Iterable<string> | AsyncIterable<string>;
}

/** The checksum of `bytes` after `crc`; it begins with -1, and its complement counts. */
function crcAfter(crc: number, bytes: Uint8Array): number {
  let c = crc;
  for (let i = 0; i < bytes.length; i++) c = (CRC[(c ^ (bytes[i] as number)) & 0xff] as number) ^ (c >>> 8);
  return c;
}

/** Packs one part while its text is still being made, so that a sheet never exists unpacked as a whole. */
export function packPart(name: string, pieces: Iterable<string>): Part {
  const encoder = new TextEncoder();
  const chunks: Uint8Array[] = [];
  const deflate = new Deflate({ level: 6 }, (chunk) => chunks.push(chunk));
  let crc = -1;
  let size = 0;
  for (const piece of pieces) {
    const bytes = encoder.encode(piece);
    crc = crcAfter(crc, bytes);
    size += bytes.length;
    deflate.push(bytes);
  }
  deflate.push(new Uint8Array(0), true);
  const packed = chunks.reduce((n, c) => n + c.length, 0);
  return { name, chunks, crc: ~crc >>> 0, size, packed };
}

/** Sizes and checksum follow the part, because they are not known before it. */
const FOLLOWS = 8;

/** The fields that the local header and the central directory share, then the name. */
function header(
  part: Entry,
  flags: number,
  signature: number,
  before: number[],
  after: number[],
): Uint8Array {
  const name = new TextEncoder().encode(part.name);
  const fixed: [number, number][] = [
    [4, signature],
    ...before.map((v): [number, number] => [2, v]),
    [2, 20], // version needed
    [2, flags],
    [2, 8], // deflate
    [2, 0], // time
    [2, FIRST_DAY],
    [4, part.crc],
    [4, part.packed],
    [4, part.size],
    [2, name.length],
    [2, 0], // no extra field
    ...after.map((v, i): [number, number] => [i < 3 ? 2 : 4, v]),
  ];
  return concat([littleEndian(fixed), name]);
}

function littleEndian(fields: readonly [bytes: number, value: number][]): Uint8Array {
  const out = new Uint8Array(fields.reduce((n, [bytes]) => n + bytes, 0));
  const view = new DataView(out.buffer);
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += bytes;
  }
  return out;
}

function concat(chunks: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(chunks.reduce((n, c) => n + c.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}

/** The part as the directory at the end lists it. */
const listed = (part: Entry, flags: number, offset: number) =>
  // comment length, disk, internal attributes; external attributes, offset
  header(part, flags, 0x02014b50, [20], [0, 0, 0, 0, offset]);

function endOf(directory: readonly Uint8Array[], offset: number): Uint8Array {
  const length = directory.reduce((n, d) => n + d.length, 0);
  const end = littleEndian([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, directory.length],
    [2, directory.length],
    [4, length],
    [4, offset],
    [2, 0],
  ]);
  return concat([...directory, end]);
}

function checkSize(...sizes: readonly number[]): void {
  if (sizes.some((size) => size > LIMIT)) throw new Error('the workbook would be larger than 4 GiB');
}

/**
 * The archive of these parts, in this order.
 * @throws Error when it would pass the 4 GiB of a plain zip.
 */
export function zip(parts: readonly Part[]): Uint8Array {
  const out: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const part of parts) {
    const local = header(part, 0, 0x04034b50, [], []);
    directory.push(listed(part, 0, offset));
    out.push(local, ...part.chunks);
    offset += local.length + part.packed;
    checkSize(offset, part.size);
  }
  return concat([...out, endOf(directory, offset)]);
}

/** Packs one part with the platform's own deflate; what is packed comes out as soon as it is there. */
async function* packed(part: TextPart): AsyncGenerator<Uint8Array, Entry> {
  const encoder = new TextEncoder();
  const packer = new CompressionStream('deflate-raw');
  const writer = packer.writable.getWriter();
  const ready: Uint8Array[] = [];
  const reader = packer.readable.getReader();
  const drained = (async () => {
    for (let next = await reader.read(); !next.done; next = await reader.read()) ready.push(next.value);
  })();
  // An error comes out of the write that caused it.
  drained.catch(() => undefined);
  let crc = -1;
  let size = 0;
  let length = 0;
  const taken = function* () {
    for (const chunk of ready.splice(0)) {
      length += chunk.length;
      yield chunk;
    }
  };
  try {
    for await (const piece of part.pieces) {
      const bytes = encoder.encode(piece);
      crc = crcAfter(crc, bytes);
      size += bytes.length;
      checkSize(size);
      await writer.write(bytes);
      yield* taken();
    }
    await writer.close();
    await drained;
    yield* taken();
    return { name: part.name, crc: ~crc >>> 0, size, packed: length };
  } finally {
    // After the end there is nothing to abort.
    await writer.abort().catch(() => undefined);
  }
}

/**
 * The archive of these parts in this order, written front to back: nothing of it is kept but the directory. A part is
 * asked for when the one before it is written.
 * @throws Error when it would pass the 4 GiB of a plain zip.
 */
export async function* zipPieces(
  parts: Iterable<TextPart> | AsyncIterable<TextPart>,
): AsyncGenerator<Uint8Array> {
  const directory: Uint8Array[] = [];
  let offset = 0;
  for await (const part of parts) {
    const local = header({ name: part.name, crc: 0, size: 0, packed: 0 }, FOLLOWS, 0x04034b50, [], []);
    yield local;
    const entry = yield* packed(part);
    yield littleEndian([
      [4, 0x08074b50],
      [4, entry.crc],
      [4, entry.packed],
      [4, entry.size],
    ]);
    directory.push(listed(entry, FOLLOWS, offset));
    offset += local.length + entry.packed + 16;
    checkSize(offset);
  }
  yield endOf(directory, offset);
}
