import type { Progress } from './types.ts';

const SLICE = 2 * 1024 * 1024;

/** The bytes of a file in order, one slice read ahead of the one being worked on. */
export async function* byteChunks(
  blob: Blob,
  signal?: AbortSignal,
  progress?: Progress,
  sliceBytes = SLICE,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const read = (from: number) => {
    const bytes = blob.slice(from, from + sliceBytes).arrayBuffer();
    // Handled where it is awaited; without this an early return would leave an unhandled rejection.
    bytes.catch(() => undefined);
    return bytes;
  };
  let next = blob.size > 0 ? read(0) : null;
  for (let from = 0; next !== null; from += sliceBytes) {
    const bytes: ArrayBuffer = await next;
    signal?.throwIfAborted();
    next = from + sliceBytes < blob.size ? read(from + sliceBytes) : null;
    yield new Uint8Array(bytes);
    progress?.(Math.min(from + sliceBytes, blob.size));
  }
}
