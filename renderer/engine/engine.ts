import type { Table } from 'apache-arrow';
import { bind, type SqlValue } from '../../shared/sql/quote.ts';
import { databaseError } from './database-error.ts';
import { plainRows } from './plain.ts';

export type Params = Readonly<Record<string, SqlValue>>;

/** What one DuckDB connection offers, whichever runtime it lives in. */
export interface Connection {
  /** Runs SQL text. Rejects with DuckDB's message; an aborted signal cancels the running statement. */
  run(sql: string, signal?: AbortSignal): Promise<Table>;
  /** Parses, binds and plans one statement, without running it. */
  prepare(sql: string): Promise<void>;
}

/** A database with its three connections. */
export interface Driver extends Connection {
  /** Sees what is committed, and none of the first one's temporary tables. */
  readonly second: Connection;
  /** As the second; what reads for long, so that what an analyst tries does not hold it up. */
  readonly third: Connection;
  /** Asked before each piece of work: makes it possible again after an error that ended the database. */
  ready(): Promise<void>;
  putFile(name: string, bytes: Uint8Array): Promise<void>;
  dropFile(name: string): Promise<void>;
  close(): Promise<void>;
}

/** What can be asked on the second and third connection. */
export type Reader = Pick<Engine, 'query' | 'rows' | 'prepare'>;

/**
 * The only way to the database. Statements run one after the other in the order they were asked for;
 * `$name` parameters are bound as quoted literals.
 */
export interface Engine {
  /** @throws Error with DuckDB's message, or an AbortError when the signal fired. */
  query(sql: string, params?: Params, signal?: AbortSignal): Promise<Table>;
  /** The result as plain objects: dates as `2024-03-05`, times as `2024-03-05 09:30`, counts as numbers. */
  rows<T = Record<string, unknown>>(sql: string, params?: Params, signal?: AbortSignal): Promise<T[]>;
  /** Parses, binds and plans one statement without running it. @throws DatabaseError that says where, if it can. */
  prepare(sql: string): Promise<void>;
  /**
   * Runs `work` between BEGIN and COMMIT; anything thrown rolls back. No other statement comes between. Read-only,
   * nothing but temporary tables can be written.
   */
  transaction<T>(work: (tx: Engine) => Promise<T>, mode?: 'READ ONLY'): Promise<T>;
  /** Runs `work` in a read-only transaction of the second connection, while other statements go on. */
  aside<T>(work: (reader: Reader) => Promise<T>): Promise<T>;
  /** As aside(), on the third connection: for exports, which read for minutes and wait for no preview. */
  snapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T>;
  putFile(name: string, bytes: Uint8Array): Promise<void>;
  dropFile(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Statements of one connection, without a queue. */
function connected(connection: Connection): Reader {
  const query: Reader['query'] = async (sql, params, signal) => {
    signal?.throwIfAborted();
    try {
      return await connection.run(params ? bind(sql, params) : sql, signal);
    } catch (error) {
      throw databaseError(error);
    }
  };
  return {
    query,
    async rows<T>(sql: string, params?: Params, signal?: AbortSignal) {
      return plainRows(await query(sql, params, signal)) as T[];
    },
    prepare: (sql) =>
      connection.prepare(sql).catch((error) => {
        throw databaseError(error);
      }),
  };
}

/** `work` between BEGIN and COMMIT; anything thrown rolls back. */
async function within<T>(connection: Connection, mode: string, work: () => Promise<T>): Promise<T> {
  await connection.run(`BEGIN TRANSACTION ${mode}`);
  try {
    const result = await work();
    await connection.run('COMMIT');
    return result;
  } catch (error) {
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** One thing after the other, in the order they were asked for; `ready` comes before each. */
function queue(ready: () => Promise<void>) {
  let tail: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const result = tail.then(ready).then(work);
    tail = result.catch(() => undefined);
    return result;
  };
}

export function createEngine(driver: Driver): Engine {
  const queued = queue(() => driver.ready());
  const queuedAside = queue(() => driver.ready());
  const queuedSnapshot = queue(() => driver.ready());
  const { second, third } = driver;
  const reader = connected(second);

  const direct: Engine = {
    ...connected(driver),
    transaction: (work, mode) =>
      within(driver, mode ?? '', () => work({ ...direct, transaction: (inner) => inner(direct) })),
    aside: (work) => within(second, 'READ ONLY', () => work(reader)),
    snapshot: (work) => within(third, 'READ ONLY', () => work(connected(third))),
    putFile: (name, bytes) => driver.putFile(name, bytes),
    dropFile: (name) => driver.dropFile(name),
    close: () => driver.close(),
  };

  return {
    query: (sql, params, signal) => queued(() => direct.query(sql, params, signal)),
    rows: <T>(sql: string, params?: Params, signal?: AbortSignal) =>
      queued(() => direct.rows<T>(sql, params, signal)),
    prepare: (sql) => queued(() => direct.prepare(sql)),
    transaction: (work, mode) => queued(() => direct.transaction(work, mode)),
    aside: (work) => queuedAside(() => direct.aside(work)),
    snapshot: (work) => queuedSnapshot(() => direct.snapshot(work)),
    putFile: (name, bytes) => queued(() => direct.putFile(name, bytes)),
    dropFile: (name) => queued(() => direct.dropFile(name)),
    close: () => queued(() => direct.close()),
  };
}
