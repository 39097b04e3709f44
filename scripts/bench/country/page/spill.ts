import { openDuckDB } from '../../../../renderer/engine/duckdb.ts';
import { SPILL_FOLDER } from '../../../../renderer/engine/spill-files.ts';
import { remove, since } from './tools.ts';

const NAME = 'spill.duckdb';

/** Seconds of the sort, and bytes of what it had on the disk while it went on and once it is over. */
export interface Sorted {
  readonly seconds: number;
  readonly spilt: number;
  readonly left: number;
}

/** Sorts so many rows of texts in no order, within so much memory; throws when they are not sorted. */
export async function sortTexts(rows: number, memory: string): Promise<Sorted> {
  await remove(NAME);
  const engine = await openDuckDB(`opfs://${NAME}`, memory);
  const watching = watchSpilt();
  try {
    const started = performance.now();
    await engine.query(
      `CREATE TABLE sorted AS SELECT md5(CAST(range AS VARCHAR)) AS text, range AS n FROM range(${rows}) ORDER BY text`,
    );
    const seconds = since(started);
    const spilt = await watching.stop();
    const left = await spiltNow();
    const [found] = await engine.rows<{ rows: number; numbers: number; wrong: number }>(
      `SELECT count(*) AS rows, CAST(sum(n) AS DOUBLE) AS numbers, count(*) FILTER (text < former OR text <> md5(CAST(n AS VARCHAR))) AS wrong
       FROM (SELECT *, lag(text) OVER (ORDER BY rowid) AS former FROM sorted)`,
    );
    if (found?.rows !== rows || found.wrong > 0 || found.numbers !== (rows * (rows - 1)) / 2)
      throw new Error(`not sorted: ${JSON.stringify(found)}`);
    return { seconds, spilt, left };
  } finally {
    await watching.stop();
    await engine.close();
    await remove(NAME);
  }
}

/** Looks again and again, until it is stopped, what the engine has spilt; then tells the most it saw. */
function watchSpilt(): { stop(): Promise<number> } {
  let most = 0;
  let on = true;
  const watched = (async () => {
    while (on) {
      most = Math.max(most, await spiltNow());
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return most;
  })();
  return {
    stop: () => {
      on = false;
      return watched;
    },
  };
}

/** Bytes of the spilt files. */
async function spiltNow(): Promise<number> {
  const root = await navigator.storage.getDirectory();
  let bytes = 0;
  for await (const worker of (await root.getDirectoryHandle(SPILL_FOLDER)).values()) {
    if (worker.kind === 'file') continue;
    for await (const file of (worker as FileSystemDirectoryHandle).values())
      if (file.kind === 'file') bytes += (await (file as FileSystemFileHandle).getFile()).size;
  }
  return bytes;
}
