import { datasets } from '../../shared/datasets/index.ts';
import { referenceTables } from '../../shared/reference/index.ts';
import { workdayTable } from '../../shared/reference/workday.ts';
import { ident } from '../../shared/sql/quote.ts';
import { schema, storedTable } from '../../shared/sql/schema.ts';
import { overlayAuditTime } from './audit-time.ts';
import type { Engine } from './engine.ts';
import { overlayRegulation } from './regulation.ts';
import { showAll } from './stored.ts';

export interface WorkspaceTexts {
  /** Macro files of shared/sql, in the order they build on each other. */
  readonly macros: readonly string[];
  /** Reference files of shared/reference by table name. */
  readonly reference: Readonly<Record<string, string>>;
}

/** Raised when `make` itself comes to make something else. */
const FORM = 1;

/**
 * Makes the tables, macros and reference data of a workspace, or brings an existing one up to this version: all of it
 * or nothing. One that was made from the same is only read, so that opening it takes no time.
 */
export async function prepareWorkspace(engine: Engine, texts: WorkspaceTexts): Promise<void> {
  const from = await fingerprint(texts);
  const made = await engine
    .rows<{ value: string }>("SELECT value FROM setting WHERE name = 'made_from'")
    // A new workspace has no settings yet.
    .catch(() => []);
  if (made[0]?.value === from) return;
  await engine.transaction(async (tx) => {
    await make(tx, texts);
    await tx.query("INSERT OR REPLACE INTO setting VALUES ('made_from', $from)", { from });
  });
}

/** Of all that a workspace is made from. */
async function fingerprint(texts: WorkspaceTexts): Promise<string> {
  const all = JSON.stringify([FORM, schema, datasets, referenceTables, workdayTable(), texts]);
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(all));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function make(engine: Engine, texts: WorkspaceTexts): Promise<void> {
  await renameStored(engine);
  for (const statement of schema) await engine.query(statement);
  await dropViews(engine);
  for (const d of datasets) await showAll(engine, d);
  for (const table of referenceTables) {
    const text = texts.reference[table.name];
    if (text === undefined) throw new Error(`no reference file for ${table.name}`);
    const columns = Object.entries(table.columns).map(([name, type]) => `'${name}': '${type}'`);
    await engine.putFile('reference.csv', new TextEncoder().encode(text));
    await engine.query(
      `CREATE OR REPLACE TABLE ${ident(table.name)} AS SELECT * FROM read_csv('reference.csv', auto_detect=false, header=true, delim=',', quote='"', escape='"', columns={${columns.join(', ')}})`,
    );
    await engine.dropFile('reference.csv');
  }
  for (const statement of overlayRegulation(true)) await engine.query(statement);
  await engine.query(workdayTable());
  for (const text of texts.macros) await engine.query(text);
  await overlayAuditTime(engine, true);
}

/** Earlier versions had the rows of a dataset in a table of its own name. */
async function renameStored(engine: Engine): Promise<void> {
  const tables = await engine.rows<{ name: string }>('SELECT table_name AS name FROM duckdb_tables()');
  for (const d of datasets.filter((one) => tables.some((t) => t.name === one.id)))
    await engine.query(`ALTER TABLE ${ident(d.id)} RENAME TO ${storedTable(d)}`);
}

/** Views of earlier versions stand where derived tables will be; those of datasets are made anew. */
async function dropViews(engine: Engine): Promise<void> {
  const views = await engine.rows<{ name: string }>(
    'SELECT view_name AS name FROM duckdb_views() WHERE NOT internal',
  );
  for (const { name } of views) await engine.query(`DROP VIEW ${ident(name)}`);
}
