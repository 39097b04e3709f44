import type { Table } from 'apache-arrow';
import { bind, type SqlValue } from '../../shared/sql/quote.ts';
import { plainRows } from './plain.ts';

export type Params = Readonly<Record<string, SqlValue>>;

/** What one DuckDB connection offers, whichever runtime it lives in. */
export interface Driver {
  /** Runs SQL text. Rejects with DuckDB's message; an aborted signal cancels the running statement. */
  run(sql: string, signal?: AbortSignal): Promise<Table>;
  putFile(name: string, bytes: Uint8Array): Promise<void>;
  dropFile(name: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * The only way to the database. Statements run one after the other in the order they were asked for;
 * `$name` parameters are bound as quoted literals.
 */
export interface Engine {
  /** @throws Error with DuckDB's message, or an AbortError when the signal fired. */
  query(sql: string, params?: Params, signal?: AbortSignal): Promise<Table>;
  /** The result as plain objects: dates as `2024-03-05`, times as `2024-03-05 09:30`, counts as numbers. */
  rows<T = Record<string, unknown>>(sql: string, params?: Params, signal?: AbortSignal): Promise<T[]>;
  /** Runs `work` between BEGIN and COMMIT; anything thrown rolls back. No other statement comes between. */
  transaction<T>(work: (tx: Engine) => Promise<T>): Promise<T>;
  putFile(name: string, bytes: Uint8Array): Promise<void>;
  dropFile(name: string): Promise<void>;
  close(): Promise<void>;
}

/** DuckDB's sentence out of the JSON that some of its errors come as. */
function plainError(error: unknown): unknown {
  if (!(error instanceof Error) || !error.message.startsWith('{')) return error;
  const message = /"exception_message":"((?:[^"\\]|\\.)*)"/.exec(error.message)?.[1];
  return message === undefined ? error : new Error(JSON.parse(`"${message}"`), { cause: error });
}

export function createEngine(driver: Driver): Engine {
  let tail: Promise<unknown> = Promise.resolve();
  const queued = <T>(work: () => Promise<T>): Promise<T> => {
    const result = tail.then(work, work);
    tail = result.catch(() => undefined);
    return result;
  };

  const direct: Engine = {
    async query(sql, params, signal) {
      signal?.throwIfAborted();
      try {
        return await driver.run(params ? bind(sql, params) : sql, signal);
      } catch (error) {
        throw plainError(error);
      }
    },
    async rows<T>(sql: string, params?: Params, signal?: AbortSignal) {
      return plainRows(await direct.query(sql, params, signal)) as T[];
    },
    async transaction(work) {
      await driver.run('BEGIN');
      try {
        const result = await work({ ...direct, transaction: (inner) => inner(direct) });
        await driver.run('COMMIT');
        return result;
      } catch (error) {
        await driver.run('ROLLBACK').catch(() => undefined);
        throw error;
      }
    },
    putFile: (name, bytes) => driver.putFile(name, bytes),
    dropFile: (name) => driver.dropFile(name),
    close: () => driver.close(),
  };

  return {
    query: (sql, params, signal) => queued(() => direct.query(sql, params, signal)),
    rows: <T>(sql: string, params?: Params, signal?: AbortSignal) =>
      queued(() => direct.rows<T>(sql, params, signal)),
    transaction: (work) => queued(() => direct.transaction(work)),
    putFile: (name, bytes) => queued(() => direct.putFile(name, bytes)),
    dropFile: (name) => queued(() => direct.dropFile(name)),
    close: () => queued(() => direct.close()),
  };
}
