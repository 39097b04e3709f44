import type { Write } from '../../shared/pieces.ts';

/** The whole of a file that is made in pieces. */
export async function bytesOf(file: Write | AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  if (typeof file === 'function') await file(async (piece) => void pieces.push(piece));
  else for await (const piece of file) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

/** Everything of some portions. */
export async function rowsOf<Row>(portions: AsyncIterable<readonly Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const portion of portions) rows.push(...portion);
  return rows;
}

/** Rows as they would come from the workspace, so many at a time. */
export async function* inPortions<Row>(rows: readonly Row[], size = 2): AsyncGenerator<Row[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size);
}
