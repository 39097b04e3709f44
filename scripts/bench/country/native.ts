import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { Table } from 'apache-arrow';
import { type Connection, createEngine, type Engine } from '../../../renderer/engine/engine.ts';
import { bind } from '../../../shared/sql/quote.ts';

/** What DuckDB-wasm may take before it goes to the disk. */
const MEMORY = '2GiB';

/**
 * A workspace in native DuckDB with one thread and the memory that DuckDB-wasm has: the same statements over the same
 * file, in another build, of the next patch. Reads and writes; it has no files of its own.
 */
export async function openNative(path: string, memory = MEMORY): Promise<Engine> {
  const instance = await DuckDBInstance.create(path, { threads: '1', memory_limit: memory });
  const connected = (connection: DuckDBConnection): Connection => ({
    async run(sql) {
      await connection.run(sql);
      return new Table();
    },
    prepare: async (sql) => void (await connection.prepare(sql)),
  });
  const [first, second, third] = [
    await instance.connect(),
    await instance.connect(),
    await instance.connect(),
  ];
  const none = () => Promise.reject(new Error('no files here'));
  const engine = createEngine({
    ...connected(first),
    second: connected(second),
    third: connected(third),
    ready: async () => undefined,
    putFile: none,
    dropFile: none,
    async close() {
      second.closeSync();
      third.closeSync();
      first.closeSync();
      instance.closeSync();
    },
  });
  return {
    ...engine,
    /** Counts as numbers; of other types what the driver makes of them. */
    async rows<T>(sql: string, params?: Parameters<Engine['rows']>[1]) {
      const reader = await first.runAndReadAll(params ? bind(sql, params) : sql);
      return reader
        .getRowObjectsJS()
        .map((row) =>
          Object.fromEntries(
            Object.entries(row).map(([name, v]) => [name, typeof v === 'bigint' ? Number(v) : v]),
          ),
        ) as T[];
    },
  };
}
