import type { Progress } from './types.ts';

/** Where each slice is worked on for long, or only the first is wanted. */
const SLICE = 1024 * 1024;
/** For who goes through a file fast: each read of a Blob takes a while of its own, whatever its size. */
export const LARGE = 8 * 1024 * 1024;
const AHEAD = 2;

/** What was left of a piece, and the next one. */
export function joined(held: Uint8Array, piece: Uint8Array): Uint8Array {
  if (held.length === 0) return piece;
  const both = new Uint8Array(held.length + piece.length);
  both.set(held);
  both.set(piece, held.length);
  return both;
}

/** The bytes of a file in order, the next slices being read while one is worked on. */
export async function* byteChunks(
  blob: Blob,
  signal?: AbortSignal,
  progress?: Progress,
  sliceBytes = SLICE,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reads: Promise<ArrayBuffer>[] = [];
  let asked = 0;
  const ask = () => {
    if (asked >= blob.size) return;
    const bytes = blob.slice(asked, asked + sliceBytes).arrayBuffer();
    // Handled where it is awaited; without this an early return would leave an unhandled rejection.
    bytes.catch(() => undefined);
    reads.push(bytes);
    asked += sliceBytes;
  };
  for (let i = 0; i < AHEAD; i++) ask();
  for (let done = sliceBytes; ; done += sliceBytes) {
    const read = reads.shift();
    if (read === undefined) return;
    const bytes = await read;
    signal?.throwIfAborted();
    ask();
    yield new Uint8Array(bytes);
    progress?.(Math.min(done, blob.size));
  }
}
