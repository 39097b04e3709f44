import type { Engine } from '../engine/engine.ts';
import type { Text } from './load-sql.ts';

/** Has DuckDB know CSV as a file for as long as it is used. */
export async function withText<T>(
  tx: Engine,
  name: string,
  bytes: Uint8Array,
  use: (text: Text) => Promise<T>,
): Promise<T> {
  // Taken now: putting a file may hand its bytes over.
  const text = { name, size: bytes.length };
  await tx.putFile(name, bytes);
  try {
    return await use(text);
  } finally {
    await tx.dropFile(name);
  }
}
