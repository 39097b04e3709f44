import type { Dataset } from '../../shared/datasets/index.ts';
import { ident } from '../../shared/sql/quote.ts';
import { columnOf, createView, storedTable } from '../../shared/sql/schema.ts';
import type { Engine } from './engine.ts';

/** Gives the stored table of a dataset the columns of these fields, and the dataset a view that shows what is stored. */
export async function feed(engine: Engine, d: Dataset, fields: readonly string[]): Promise<void> {
  const columns = await engine.rows<{ name: string }>(
    'SELECT column_name AS name FROM duckdb_columns() WHERE table_name = $table',
    { table: storedTable(d) },
  );
  const stored = new Set(columns.map((c) => c.name));
  for (const f of d.fields.filter((one) => fields.includes(one.id) && !stored.has(one.id))) {
    await engine.query(`ALTER TABLE ${ident(storedTable(d))} ADD COLUMN ${columnOf(f)}`);
    stored.add(f.id);
  }
  await engine.query(createView(d, stored));
}
