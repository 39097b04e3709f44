import { AsyncDuckDB, DuckDBAccessMode, DuckDBDataProtocol, VoidLogger } from '@duckdb/duckdb-wasm';
import workerUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import { openDuckDB } from '../../../../renderer/engine/duckdb.ts';
import { texts } from '../../../../renderer/engine/texts.ts';
import { prepareWorkspace } from '../../../../renderer/engine/workspace.ts';
import { inspectFile } from '../../../../renderer/import/inspect.ts';
import { isReconciled, loadSheet } from '../../../../renderer/import/load.ts';
import { startReader } from '../../../../renderer/import/read/client.ts';
import { chosen, remove, since, sizeOf } from './tools.ts';

/** Seconds for each file, and bytes of the database on disk. */
export interface Measured {
  readonly seconds: readonly number[];
  /** Of these, for the look at the file before the import. */
  readonly looking: readonly number[];
  readonly rows: number;
  readonly disk: number;
}

/** DuckDB alone: `read_csv` of each file, as it guesses it, into a table of a database in OPFS. */
export async function bare(): Promise<Measured> {
  await remove('bare.duckdb');
  const worker = new Worker(workerUrl);
  const db = new AsyncDuckDB(new VoidLogger(), worker);
  await db.instantiate(wasmUrl);
  await db.open({ path: 'opfs://bare.duckdb', accessMode: DuckDBAccessMode.READ_WRITE });
  const connection = await db.connect();
  const seconds: number[] = [];
  let rows = 0;
  for (const [i, file] of chosen().entries()) {
    await db.registerFileHandle('file.csv', file, DuckDBDataProtocol.BROWSER_FILEREADER, true);
    const started = performance.now();
    await connection.query(`CREATE TABLE t${i} AS SELECT * FROM read_csv('file.csv')`);
    seconds.push(since(started));
    const counted = await connection.query(`SELECT count(*)::INTEGER AS n FROM t${i}`);
    rows += Number(counted.get(0)?.n);
    await db.dropFile('file.csv');
  }
  await connection.query('CHECKPOINT');
  await connection.close();
  await db.terminate();
  const disk = await sizeOf('bare.duckdb');
  await remove('bare.duckdb');
  return { seconds, looking: seconds.map(() => 0), rows, disk };
}

/** The import of the program, from the look at each file to its books. */
export async function ours(): Promise<Measured> {
  await remove('ours.duckdb');
  const engine = await openDuckDB('opfs://ours.duckdb');
  await prepareWorkspace(engine, texts);
  const reader = startReader();
  const seconds: number[] = [];
  const looking: number[] = [];
  let rows = 0;
  for (const file of chosen()) {
    const started = performance.now();
    const [candidate] = await inspectFile(reader, file);
    looking.push(since(started));
    if (!candidate?.recognition) throw new Error(`${file.name}: ${candidate?.reason}`);
    const source = await loadSheet(engine, reader, { ...candidate, recognition: candidate.recognition });
    seconds.push(since(started));
    if (!isReconciled(source) || source.problems > 0)
      throw new Error(`${file.name}: ${JSON.stringify(source)}`);
    rows += source.loaded;
  }
  reader.terminate();
  await engine.close();
  const disk = await sizeOf('ours.duckdb');
  await remove('ours.duckdb');
  return { seconds, looking, rows, disk };
}
