import { openDuckDB } from '../../../../renderer/engine/duckdb.ts';
import { remove, since } from './tools.ts';

const NAME = 'spill.duckdb';

/** Sorts so many rows of texts in no order, within so much memory; answers seconds, and throws when they are not sorted. */
export async function sortTexts(rows: number, memory: string): Promise<number> {
  await remove(NAME);
  const engine = await openDuckDB(`opfs://${NAME}`, memory);
  try {
    const started = performance.now();
    await engine.query(
      `CREATE TABLE sorted AS SELECT md5(CAST(range AS VARCHAR)) AS text, range AS n FROM range(${rows}) ORDER BY text`,
    );
    const seconds = since(started);
    const [found] = await engine.rows<{ rows: number; numbers: number; wrong: number }>(
      `SELECT count(*) AS rows, CAST(sum(n) AS DOUBLE) AS numbers, count(*) FILTER (text < former OR text <> md5(CAST(n AS VARCHAR))) AS wrong
       FROM (SELECT *, lag(text) OVER (ORDER BY rowid) AS former FROM sorted)`,
    );
    if (found?.rows !== rows || found.wrong > 0 || found.numbers !== (rows * (rows - 1)) / 2)
      throw new Error(`not sorted: ${JSON.stringify(found)}`);
    return seconds;
  } finally {
    await engine.close();
    await remove(NAME);
  }
}
