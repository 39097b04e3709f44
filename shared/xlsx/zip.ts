import { Deflate } from 'fflate';

/** A zip container with the same bytes for the same content: fixed order, sizes known, every time 1980-01-01. */

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** What a 32-bit zip can hold; beyond that readers disagree. */
const LIMIT = 0xffffffff;
const FIRST_DAY = 0x21; // 1980-01-01 as a DOS date

export interface Part {
  readonly name: string;
  readonly chunks: Uint8Array[];
  readonly crc: number;
  readonly size: number;
  readonly packed: number;
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
    for (const byte of bytes) crc = (CRC[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8);
    size += bytes.length;
    deflate.push(bytes);
  }
  deflate.push(new Uint8Array(0), true);
  const packed = chunks.reduce((n, c) => n + c.length, 0);
  return { name, chunks, crc: ~crc >>> 0, size, packed };
}

/** The fields that the local header and the central directory share, then the name. */
function header(part: Part, signature: number, before: number[], after: number[]): Uint8Array {
  const name = new TextEncoder().encode(part.name);
  const fixed: [number, number][] = [
    [4, signature],
    ...before.map((v): [number, number] => [2, v]),
    [2, 20], // version needed
    [2, 0], // flags
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

/**
 * The archive of these parts, in this order.
 * @throws Error when it would pass the 4 GiB of a plain zip.
 */
export function zip(parts: readonly Part[]): Uint8Array {
  const out: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const part of parts) {
    const local = header(part, 0x04034b50, [], []);
    // comment length, disk, internal attributes; external attributes, offset
    directory.push(header(part, 0x02014b50, [20], [0, 0, 0, 0, offset]));
    out.push(local, ...part.chunks);
    offset += local.length + part.packed;
    if (offset > LIMIT || part.size > LIMIT) throw new Error('the workbook would be larger than 4 GiB');
  }
  const length = directory.reduce((n, d) => n + d.length, 0);
  const end = littleEndian([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, parts.length],
    [2, parts.length],
    [4, length],
    [4, offset],
    [2, 0],
  ]);
  return concat([...out, ...directory, end]);
}
