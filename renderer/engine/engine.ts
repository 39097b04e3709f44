import type { Table } from 'apache-arrow';
import { bind, type SqlValue } from '../../shared/sql/quote.ts';
import { databaseError } from './database-error.ts';
import { plainRows } from './plain.ts';

/**
 * How long a database must have been left alone until it is asked to give memory back: longer than the pauses of someone
 * who clicks from lead to lead, and far longer than any between statements that follow from each other, such as those of
 * a rule, which leave temporary tables to the next.
 */
export const IDLE_MS = 30_000;

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
  /**
   * Gives back the memory that work has left behind, if that is much. Asked when it is left alone; what comes meanwhile
   * waits. Temporary tables may be gone afterwards.
   */
  giveBack?(): Promise<void>;
  close(): Promise<void>;
}

/** What can be asked on the second and third connection. */
export type Reader = Pick<Engine, 'query' | 'rows' | 'prepare'>;

/**
 * The only way to the database. Statements run one after the other in the order they were asked for;
 * `$name` parameters are bound as quoted literals.
 */
export interface Engine {
  /**
   * For work: what memory it took is given back when the database is left alone.
   * @throws Error with DuckDB's message, or an AbortError when the signal fired.
   */
  query(sql: string, params?: Params, signal?: AbortSignal): Promise<Table>;
  /** For looking at something. The result as plain objects: dates as `2024-03-05`, times as `2024-03-05 09:30`, counts as numbers. */
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

/** What `promise` comes to, or the signal's reason as soon as it fires. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** Has the driver give memory back when it was left alone after work. */
function idleWatch(driver: Driver, idle: number) {
  /** Pieces of work that are queued or under way. */
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let givingBack = Promise.resolve();
  const watch = {
    /** Whether anything was done since memory was given back. To look at something again would only take it again. */
    worked: false,
    /** Files that were put and are not dropped: they would be gone. */
    files: new Set<string>(),
    /** Until memory is given back, if it just is. */
    awake: () => givingBack,
    begin() {
      asked += 1;
      clearTimeout(timer);
    },
    end() {
      asked -= 1;
      if (driver.giveBack && asked === 0 && watch.worked && watch.files.size === 0)
        timer = setTimeout(giveBack, idle);
    },
  };
  const giveBack = () => {
    watch.worked = false;
    // Whoever asks next makes it possible again, or hears why that cannot be.
    givingBack = driver.giveBack?.().catch(() => undefined) ?? givingBack;
  };
  return watch;
}

type Watch = ReturnType<typeof idleWatch>;

/**
 * One thing after the other, in the order they were asked for; `ready` comes before each. What is aborted while it waits
 * is left out at once.
 */
function queue(watch: Watch, ready: () => Promise<void>) {
  let tail: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>, signal?: AbortSignal, before = ready): Promise<T> => {
    watch.begin();
    const turn = tail.then(before);
    const result = orAborted(turn, signal).then(work);
    tail = turn
      .then(() => result)
      .catch(() => undefined)
      .finally(watch.end);
    return result;
  };
}

/** @param idle milliseconds that the driver must have been left alone to be asked to give memory back */
export function createEngine(driver: Driver, idle = IDLE_MS): Engine {
  const watch = idleWatch(driver, idle);
  const ready = async () => {
    await watch.awake();
    await driver.ready();
  };
  const queued = queue(watch, ready);
  const queuedAside = queue(watch, ready);
  const queuedSnapshot = queue(watch, ready);
  const { second, third } = driver;
  const reader = connected(second);
  const first = connected(driver);

  const direct: Engine = {
    ...first,
    query(...asked) {
      watch.worked = true;
      return first.query(...asked);
    },
    transaction(work, mode) {
      watch.worked = true;
      return within(driver, mode ?? '', () => work({ ...direct, transaction: (inner) => inner(direct) }));
    },
    aside: (work) => within(second, 'READ ONLY', () => work(reader)),
    snapshot(work) {
      watch.worked = true;
      return within(third, 'READ ONLY', () => work(connected(third)));
    },
    putFile(name, bytes) {
      watch.files.add(name);
      return driver.putFile(name, bytes);
    },
    dropFile(name) {
      watch.files.delete(name);
      return driver.dropFile(name);
    },
    close: () => driver.close(),
  };

  return {
    query: (sql, params, signal) => queued(() => direct.query(sql, params, signal), signal),
    rows: <T>(sql: string, params?: Params, signal?: AbortSignal) =>
      queued(() => direct.rows<T>(sql, params, signal), signal),
    prepare: (sql) => queued(() => direct.prepare(sql)),
    transaction: (work, mode) => queued(() => direct.transaction(work, mode)),
    aside: (work) => queuedAside(() => direct.aside(work)),
    snapshot: (work) => queuedSnapshot(() => direct.snapshot(work)),
    putFile: (name, bytes) => queued(() => direct.putFile(name, bytes)),
    dropFile: (name) => queued(() => direct.dropFile(name)),
    // What has ended need not be started to be closed.
    close: () => queued(() => direct.close(), undefined, watch.awake),
  };
}
