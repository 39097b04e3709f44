import type { Dataset } from '../../shared/datasets/index.ts';
import { columnOf, createView, storedTable } from '../../shared/sql/schema.ts';
import type { Engine } from './engine.ts';

async function columnsOf(engine: Engine, d: Dataset): Promise<Set<string>> {
  const columns = await engine.rows<{ name: string }>(
    'SELECT column_name AS name FROM duckdb_columns() WHERE table_name = $table',
    { table: storedTable(d) },
  );
  return new Set(columns.map((c) => c.name));
}

/** Makes the view of a dataset: all its fields, whether they are stored or not. */
export async function showAll(engine: Engine, d: Dataset): Promise<void> {
  await engine.query(createView(d, await columnsOf(engine, d)));
}

/** Gives the stored table of a dataset the columns of these fields, and its view with them. */
export async function feed(engine: Engine, d: Dataset, fields: readonly string[]): Promise<void> {
  const stored = await columnsOf(engine, d);
  const lacking = d.fields.filter((f) => fields.includes(f.id) && !stored.has(f.id));
  for (const f of lacking) await engine.query(`ALTER TABLE ${storedTable(d)} ADD COLUMN ${columnOf(f)}`);
  if (lacking.length > 0) await showAll(engine, d);
}
