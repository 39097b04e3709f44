import { createSHA256 } from 'hash-wasm';
import { byteChunks, LARGE } from './byte-chunks.ts';
import type { Progress } from './types.ts';

/** SHA-256 of a file's bytes in hex, read as a stream. */
export async function sha256(blob: Blob, signal?: AbortSignal, progress?: Progress): Promise<string> {
  const hash = await createSHA256();
  for await (const bytes of byteChunks(blob, signal, progress, LARGE)) hash.update(bytes);
  signal?.throwIfAborted();
  return hash.digest('hex');
}
