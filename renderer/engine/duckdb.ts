import { AsyncDuckDB, type AsyncDuckDBConnection, DuckDBAccessMode, VoidLogger } from '@duckdb/duckdb-wasm';
import workerUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import { type RecordBatch, Table } from 'apache-arrow';
import { literal } from '../../shared/sql/quote.ts';
import { bytesLeft } from './bytes-left.ts';
import { NoRoom, WorkspaceInUse } from './database-error.ts';
import { type Connection, createEngine, type Driver, type Engine, IDLE_MS } from './engine.ts';
import { CONNECTION, lockStatements } from './guard.ts';
import { memorySize } from './memory-size.ts';
import { NO_ROOM } from './opfs-files.ts';
import { SPILL } from './spill-files.ts';

/** A CSP without 'wasm-unsafe-eval' makes instantiate wait for ever without an error. */
const START_LIMIT_MS = 60_000;
/** A worker that was ended, of this page or of one that crashed, lets go of its files a little later. */
const RELEASE_LIMIT_MS = 1500;
/** They were ours a moment ago: what an analyst has asked meanwhile shall not fail because the machine is busy. */
const OWN_RELEASE_LIMIT_MS = 10_000;
const RELEASE_STEP_MS = 100;

/**
 * So much of the disk must be free for a start: its checkpoint takes a block. Files are made before that, and Chromium,
 * which notes each in a log of its own, ends the whole program when half of such a note has no room.
 */
const STARTING_BYTES = 256 * 2 ** 10;

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

/**
 * So much of WebAssembly's memory may stay when it is left alone. A workspace that was opened takes 16 MiB, a new one 81, a
 * small import with a few rules about 150, the sample with all rules 350 to 420, the whole country some 2,300. To start
 * anew takes about a second, with four million rows too.
 */
const KEPT_BYTES = 128 * 2 ** 20;

/**
 * Starts DuckDB-wasm in its own worker, and anew over the same file
 *
 * - when it ran out of room on the disk: it cannot go on then, and what was committed is read from the file again;
 * - when it was left alone after work that took much memory, which WebAssembly gives back in no other way.
 *
 * What is asked meanwhile waits. Temporary tables are gone then.
 * @param path OPFS file such as `opfs://workspace.duckdb`; kept across restarts
 * @param memory that DuckDB may take before it goes to the disk
 * @param idle milliseconds that it must have been left alone
 * @throws WorkspaceInUse when another window holds the file; NoRoom when the disk has too little even for opening it.
 */
export async function openDuckDB(path: string, memory = MEMORY, idle = IDLE_MS): Promise<Engine> {
  let database = await start(path, memory, RELEASE_LIMIT_MS);
  let starting: Promise<void> | null = null;
  let closed = false;
  const restart = async () => {
    database = await start(path, memory, OWN_RELEASE_LIMIT_MS);
  };
  const ready = async () => {
    if (closed || !database.ended()) return;
    starting ??= restart().finally(() => {
      starting = null;
    });
    await starting;
  };
  const connection = (which: 'first' | 'second' | 'third'): Connection => ({
    run: (sql, signal) => database.answer(run(database[which], sql, signal)),
    prepare: (sql) => database.answer(database[which].prepare(sql).then((statement) => statement.close())),
  });
  const driver: Driver = {
    ...connection('first'),
    second: connection('second'),
    third: connection('third'),
    ready,
    putFile: (name, bytes) => database.answer(database.db.registerFileBuffer(name, bytes)),
    dropFile: async (name) => void (await database.answer(database.db.dropFile(name))),
    async giveBack() {
      if (database.ended() || (await database.memory()) <= KEPT_BYTES) return;
      await database.end();
      await ready();
    },
    async close() {
      closed = true;
      await starting?.catch(() => undefined);
      if (!database.ended()) await database.end();
    },
  };
  return createEngine(driver, idle);
}

interface Database {
  readonly db: AsyncDuckDB;
  readonly first: AsyncDuckDBConnection;
  readonly second: AsyncDuckDBConnection;
  readonly third: AsyncDuckDBConnection;
  /** Bytes that WebAssembly holds. */
  memory(): Promise<number>;
  /** Writes everything to its file and ends the worker. It goes on as before when that cannot be done. */
  end(): Promise<void>;
  /** Whether the worker was ended, by that or because there was no room. */
  ended(): boolean;
  /** What a call comes to. Those that are under way when the worker is ended would wait for ever. */
  answer<T>(call: Promise<T>): Promise<T>;
}

async function start(path: string, memory: string, releaseLimit: number): Promise<Database> {
  const deadline = performance.now() + releaseLimit;
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
  if ((await bytesLeft()) < STARTING_BYTES) throw new NoRoom();
  const worker = new Worker(new URL('./database.worker.ts', import.meta.url), { name: workerUrl });
  const db = new AsyncDuckDB(new VoidLogger(), worker);
  /** Ends the waiting for calls that are under way. (To race each of them with one promise would keep every answer there.) */
  const waiting = new Set<(reason: Error) => void>();
  let end: Error | null = null;
  const terminate = (reason: Error) => {
    end ??= reason;
    worker.terminate();
    for (const giveUp of waiting) giveUp(end);
  };
  const answer = async <T>(call: Promise<T>): Promise<T> => {
    if (end) throw end;
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    waiting.add(reject);
    call.then(resolve, reject);
    try {
      return await promise;
    } catch (error) {
      if (!String(error).includes(NO_ROOM)) throw error;
      terminate(new NoRoom());
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
    return {
      ...{ db, first, second, third, answer },
      memory: () => answer(memorySize(worker)),
      async end() {
        await answer(first.query('CHECKPOINT'));
        for (const connection of [second, third, first])
          await answer(connection.close()).catch(() => undefined);
        terminate(new Error('the database was closed'));
      },
      ended: () => end !== null,
    };
  } catch (error) {
    worker.terminate();
    if (/access handle|NoModificationAllowed/i.test(String(error))) throw new WorkspaceInUse(error);
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
