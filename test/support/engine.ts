import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createDuckDB, NODE_RUNTIME, VoidLogger } from '@duckdb/duckdb-wasm/blocking';
import { type Connection, createEngine, type Engine } from '../../renderer/engine/engine.ts';
import { CONNECTION, lockStatements } from '../../renderer/engine/guard.ts';
import { prepareWorkspace, type WorkspaceTexts } from '../../renderer/engine/workspace.ts';
import { referenceTables } from '../../shared/reference/index.ts';
import { ident } from '../../shared/sql/quote.ts';

const dist = dirname(createRequire(import.meta.url).resolve('@duckdb/duckdb-wasm'));
const shared = join(import.meta.dirname, '../../shared');
const text = (file: string) => readFileSync(join(shared, file), 'utf8');

/** What the page is built with, read from the files. */
export const texts: WorkspaceTexts = {
  macros: [text('sql/read-values.sql'), text('sql/judging.sql'), text('sql/audit-time.sql')],
  reference: Object.fromEntries(
    referenceTables.map((t) => [t.name, text(`reference/${t.name.replace(/^ref_/, '')}.csv`)]),
  ),
};

/**
 * The same DuckDB-wasm build that ships, in this Node process, with an empty workspace in memory.
 * @param before statements that an earlier version of the program has left behind
 */
export async function openTestEngine(before: readonly string[] = []): Promise<Engine> {
  const db = await createDuckDB(
    {
      mvp: { mainModule: join(dist, 'duckdb-mvp.wasm'), mainWorker: '' },
      eh: { mainModule: join(dist, 'duckdb-eh.wasm'), mainWorker: '' },
    },
    new VoidLogger(),
    NODE_RUNTIME,
  );
  await db.instantiate();
  db.open({});
  const first = db.connect();
  const second = db.connect();
  const third = db.connect();
  for (const statement of CONNECTION.first) first.query(statement);
  for (const statement of CONNECTION.second) second.query(statement);
  for (const statement of CONNECTION.first) third.query(statement);
  for (const statement of lockStatements('http://127.0.0.1:9/no-extensions')) first.query(statement);
  const connected = (connection: typeof first): Connection => ({
    run: async (sql) => connection.query(sql),
    prepare: async (sql) => connection.prepare(sql).close(),
  });
  const engine = createEngine({
    ...connected(first),
    second: connected(second),
    third: connected(third),
    ready: async () => undefined,
    putFile: async (name, bytes) => db.registerFileBuffer(name, bytes),
    dropFile: async (name) => void db.dropFile(name),
    close: async () => {
      second.close();
      third.close();
      first.close();
      db.reset();
    },
  });
  for (const statement of before) await engine.query(statement);
  await prepareWorkspace(engine, texts);
  return engine;
}

/** Takes every row but the reference data out of a workspace: faster than opening another one. */
export async function emptyWorkspace(engine: Engine): Promise<void> {
  const tables = await engine.rows<{ name: string }>(
    "SELECT table_name AS name FROM duckdb_tables() WHERE NOT starts_with(table_name, 'ref_') AND NOT ends_with(table_name, '_shipped')",
  );
  for (const { name } of tables) await engine.query(`DELETE FROM ${ident(name)}`);
}
