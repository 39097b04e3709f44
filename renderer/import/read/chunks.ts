import { encodeRows } from './csv-bytes.ts';
import type { LoadRequest } from './protocol.ts';
import { type Counts, RowSelector } from './select.ts';
import type { OpenedFile, Progress } from './types.ts';

const CHUNK = 4 * 1024 * 1024;

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** The rows to load as CSV bytes in chunks of about 4 MB; returns the counts at the end. */
export async function* csvChunks(
  file: OpenedFile,
  request: LoadRequest,
  signal?: AbortSignal,
  progress?: Progress,
): AsyncGenerator<{ bytes: Uint8Array<ArrayBuffer>; rows: number }, Counts> {
  const selector = new RowSelector(request);
  let pieces: Uint8Array[] = [];
  let length = 0;
  let rows = 0;
  const taken = () => {
    const chunk = { bytes: joined(pieces, length), rows };
    pieces = [];
    length = rows = 0;
    return chunk;
  };
  for await (const batch of file.rows(request.sheet, signal, progress)) {
    const loaded = selector.take(batch);
    if (loaded.length === 0) continue;
    const piece = encodeRows(loaded, request.columns);
    pieces.push(piece);
    length += piece.length;
    rows += loaded.length;
    if (length >= CHUNK) yield taken();
  }
  if (rows > 0) yield taken();
  const merges = file.merges(request.sheet).filter((m) => m.last > request.headerRow);
  return { ...selector.counts(), merges };
}
