import { AsyncDuckDB, type AsyncDuckDBConnection, DuckDBAccessMode, VoidLogger } from '@duckdb/duckdb-wasm';
import workerUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import { type RecordBatch, Table } from 'apache-arrow';
import { type Connection, createEngine, type Engine } from './engine.ts';
import { CONNECTION, lockStatements } from './guard.ts';

/** A CSP without 'wasm-unsafe-eval' makes instantiate wait for ever without an error. */
const START_LIMIT_MS = 60_000;

export class WorkspaceInUse extends Error {}

/**
 * Starts DuckDB-wasm in its own worker.
 * @param path OPFS file such as `opfs://workspace.duckdb`; kept across restarts
 * @throws WorkspaceInUse when another window holds the file.
 */
export async function openDuckDB(path: string): Promise<Engine> {
  const worker = new Worker(workerUrl);
  const db = new AsyncDuckDB(new VoidLogger(), worker);
  await withLimit(db.instantiate(wasmUrl), START_LIMIT_MS);
  try {
    await db.open({ path, accessMode: DuckDBAccessMode.READ_WRITE });
  } catch (error) {
    worker.terminate();
    if (/access handle|NoModificationAllowed/i.test(String(error))) throw new WorkspaceInUse(String(error));
    throw error;
  }
  const first = await db.connect();
  const second = await db.connect();
  for (const statement of CONNECTION.first) await first.query(statement);
  for (const statement of CONNECTION.second) await second.query(statement);
  for (const statement of lockStatements(new URL('/no-extensions', location.href).href))
    await first.query(statement);

  return createEngine({
    ...connected(first),
    second: connected(second),
    putFile: (name, bytes) => db.registerFileBuffer(name, bytes),
    dropFile: async (name) => void (await db.dropFile(name)),
    async close() {
      await second.close();
      await first.query('CHECKPOINT');
      await first.close();
      await db.terminate();
    },
  });
}

function connected(connection: AsyncDuckDBConnection): Connection {
  return {
    async run(sql, signal) {
      if (!signal) return (await connection.query(sql)) as unknown as Table;
      const cancel = () => void connection.cancelSent();
      signal.addEventListener('abort', cancel);
      try {
        const batches: RecordBatch[] = [];
        const reader = await connection.send(sql);
        for await (const batch of reader) batches.push(batch as unknown as RecordBatch);
        return batches.length > 0 ? new Table(batches) : new Table();
      } catch (error) {
        throw signal.aborted ? signal.reason : error;
      } finally {
        signal.removeEventListener('abort', cancel);
      }
    },
    prepare: async (sql) => (await connection.prepare(sql)).close(),
  };
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
