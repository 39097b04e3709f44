import { AsyncDuckDB, type AsyncDuckDBConnection, DuckDBAccessMode, VoidLogger } from '@duckdb/duckdb-wasm';
import workerUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import { type RecordBatch, Table } from 'apache-arrow';
import { literal } from '../../shared/sql/quote.ts';
import { NoRoom } from './database-error.ts';
import { type Connection, createEngine, type Engine } from './engine.ts';
import { CONNECTION, lockStatements } from './guard.ts';
import { NO_ROOM } from './opfs-files.ts';
import { SPILL } from './spill-files.ts';

/** A CSP without 'wasm-unsafe-eval' makes instantiate wait for ever without an error. */
const START_LIMIT_MS = 60_000;
/** A worker that was ended, of this page or of one that crashed, lets go of its files a little later. */
const RELEASE_LIMIT_MS = 1500;
const RELEASE_STEP_MS = 100;

/**
 * What DuckDB may take of the 4 GB that WebAssembly can have; what needs more goes to the disk in part. The size there is
 * what the disk has: DuckDB-wasm cannot ask for it, and takes it for none.
 */
const MEMORY = '2GiB';
const spilling = (memory: string) => [
  `SET memory_limit=${literal(memory)}`,
  `SET temp_directory=${literal(SPILL)}`,
  "SET max_temp_directory_size='1TiB'",
];

export class WorkspaceInUse extends Error {}

/**
 * Starts DuckDB-wasm in its own worker, and once more when it ran out of room on the disk: it cannot go on then, and
 * what was committed is read from the file again.
 * @param path OPFS file such as `opfs://workspace.duckdb`; kept across restarts
 * @param memory that DuckDB may take before it goes to the disk
 * @throws WorkspaceInUse when another window holds the file; NoRoom when even opening it needs more than there is.
 */
export async function openDuckDB(path: string, memory = MEMORY): Promise<Engine> {
  let database = await start(path, memory);
  let starting: Promise<void> | null = null;
  const restart = async () => {
    database = await start(path, memory);
  };
  const connection = (which: 'first' | 'second' | 'third'): Connection => ({
    run: (sql, signal) => database.answer(run(database[which], sql, signal)),
    prepare: (sql) => database.answer(database[which].prepare(sql).then((statement) => statement.close())),
  });
  return createEngine({
    ...connection('first'),
    second: connection('second'),
    third: connection('third'),
    async ready() {
      if (!database.lost()) return;
      starting ??= restart().finally(() => {
        starting = null;
      });
      await starting;
    },
    putFile: (name, bytes) => database.answer(database.db.registerFileBuffer(name, bytes)),
    dropFile: async (name) => void (await database.answer(database.db.dropFile(name))),
    async close() {
      const { first, second, third, db } = database;
      await second.close();
      await third.close();
      await first.query('CHECKPOINT');
      await first.close();
      await db.terminate();
    },
  });
}

interface Database {
  readonly db: AsyncDuckDB;
  readonly first: AsyncDuckDBConnection;
  readonly second: AsyncDuckDBConnection;
  readonly third: AsyncDuckDBConnection;
  /** Whether the worker was ended, because there was no room. */
  lost(): boolean;
  /** What a call comes to. Those that are under way when the worker is ended would wait for ever. */
  answer<T>(call: Promise<T>): Promise<T>;
}

async function start(path: string, memory: string): Promise<Database> {
  const deadline = performance.now() + RELEASE_LIMIT_MS;
  for (;;) {
    try {
      return await open(path, memory);
    } catch (error) {
      if (!(error instanceof WorkspaceInUse) || performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, RELEASE_STEP_MS));
    }
  }
}

async function open(path: string, memory: string): Promise<Database> {
  const worker = new Worker(new URL('./database.worker.ts', import.meta.url), { name: workerUrl });
  const db = new AsyncDuckDB(new VoidLogger(), worker);
  /** Ends the waiting for calls that are under way. (To race each of them with one promise would keep every answer there.) */
  const waiting = new Set<(reason: NoRoom) => void>();
  let end: NoRoom | null = null;
  const answer = async <T>(call: Promise<T>): Promise<T> => {
    if (end) throw end;
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    waiting.add(reject);
    call.then(resolve, reject);
    try {
      return await promise;
    } catch (error) {
      if (!String(error).includes(NO_ROOM)) throw error;
      end ??= new NoRoom();
      worker.terminate();
      for (const giveUp of waiting) giveUp(end);
      throw end;
    } finally {
      waiting.delete(reject);
    }
  };
  try {
    await withLimit(db.instantiate(wasmUrl), START_LIMIT_MS);
    await answer(db.open({ path, accessMode: DuckDBAccessMode.READ_WRITE }));
    const first = await db.connect();
    const second = await db.connect();
    const third = await db.connect();
    for (const statement of CONNECTION.first) await answer(first.query(statement));
    for (const statement of CONNECTION.second) await answer(second.query(statement));
    for (const statement of CONNECTION.first) await answer(third.query(statement));
    for (const statement of spilling(memory)) await answer(first.query(statement));
    for (const statement of lockStatements(new URL('/no-extensions', location.href).href))
      await answer(first.query(statement));
    // So that a log is always one that this connection began: of another one DuckDB-wasm does not know the length.
    await answer(first.query('CHECKPOINT'));
    return { db, first, second, third, lost: () => end !== null, answer };
  } catch (error) {
    worker.terminate();
    if (/access handle|NoModificationAllowed/i.test(String(error))) throw new WorkspaceInUse(String(error));
    throw error;
  }
}

async function run(connection: AsyncDuckDBConnection, sql: string, signal?: AbortSignal): Promise<Table> {
  if (!signal) return (await connection.query(sql)) as unknown as Table;
  const cancel = () => void connection.cancelSent();
  signal.addEventListener('abort', cancel);
  try {
    const batches: RecordBatch[] = [];
    const reader = await connection.send(sql);
    for await (const batch of reader) batches.push(batch as unknown as RecordBatch);
    return batches.length > 0 ? new Table(batches) : new Table();
  } catch (error) {
    throw signal.aborted && !String(error).includes(NO_ROOM) ? signal.reason : error;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

async function withLimit<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the database engine did not start')), ms);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
