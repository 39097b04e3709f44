import { workdayTable } from '../../shared/reference/workday.ts';
import { ident } from '../../shared/sql/quote.ts';
import type { Engine } from '../engine/engine.ts';
import { texts } from '../engine/texts.ts';

const files = import.meta.glob<string>('../../shared/derived/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The SELECT behind each derived table, by its name. */
export const derived: ReadonlyMap<string, string> = new Map(
  Object.entries(files).map(([path, text]) => [path.replace(/^.*\/|\.sql$/g, ''), text.trim()]),
);

/** Names in comments are only words. */
const uses = (sql: string) => {
  const code = sql.replace(/--.*/g, '');
  return [...derived.keys()].filter((name) => new RegExp(`\\b${name}\\b`).test(code));
};

/** The derived tables that a statement reads, each after those it is made of. */
export function derivedFor(sql: string): string[] {
  const ordered = new Set<string>();
  const visit = (name: string) => {
    for (const other of uses(derived.get(name) ?? '')) if (other !== name) visit(other);
    ordered.add(name);
  };
  for (const name of uses(sql)) visit(name);
  return [...ordered];
}

/**
 * What every derived table hangs on, and what only those hang on that read what the analyst settled. The number of a source
 * that was removed is given again, so that a source is known by its bytes and its moment, too.
 */
const STATE = `SELECT md5(concat_ws('|',
    (SELECT string_agg(concat_ws(':', id, dataset, loaded, sha256, imported_at), ',' ORDER BY id) FROM source WHERE dataset IS NOT NULL),
    (SELECT bit_xor(hash(f)) FROM source_field AS f),
    (SELECT bit_xor(hash(r)) FROM ref_regulation AS r), (SELECT bit_xor(hash(v)) FROM ref_vocabulary AS v))) AS data,
  (SELECT bit_xor(hash(c)) FROM plan_choice AS c) AS settled`;

/** Told once: what this program makes the tables from. */
let program: Promise<string> | null = null;
/** A newer program may make the same tables otherwise: then those of an older one count no more. */
function versionOfTexts(engine: Engine): Promise<string> {
  program ??= engine
    .rows<{ v: string }>('SELECT md5($text) AS v', {
      text: [...derived.values(), ...texts.macros, ...Object.values(texts.reference), workdayTable()].join(
        '\n',
      ),
    })
    .then(([row]) => row?.v ?? '');
  return program;
}

/**
 * What the answer of a statement over the imports, the reference data and the derived tables hangs on: while its state is
 * the same, so is the answer.
 */
export async function stateNow(engine: Engine): Promise<(sql: string) => string> {
  const [now] = await engine.rows<{ data: string; settled: string | null }>(STATE);
  const program = await versionOfTexts(engine);
  const readsChoices = (sql: string) =>
    [sql, ...derivedFor(sql).map((name) => derived.get(name))].some((text) =>
      text?.includes('FROM plan_choice'),
    );
  return (sql) => [now?.data, program, ...(readsChoices(sql) ? [now?.settled ?? ''] : [])].join(' ');
}

/** Which of the derived tables are missing or of another state, each with the state it would be of when made now. */
async function stale(engine: Engine, names: readonly string[]): Promise<{ name: string; state: string }[]> {
  if (names.length === 0) return [];
  const state = await stateNow(engine);
  const wanted = names.map((name) => ({ name, state: state(derived.get(name) ?? '') }));
  const kept = await engine.rows<{ name: string; state: string }>('SELECT name, state FROM derived');
  return wanted.filter((w) => !kept.some((k) => k.name === w.name && k.state === w.state));
}

/** Whether the derived tables that a statement reads are there and of the present state. */
export async function isDerived(engine: Engine, sql: string): Promise<boolean> {
  return (await stale(engine, derivedFor(sql))).length === 0;
}

/**
 * Makes the derived tables that a statement reads, so that rules share what they share. Each is made once and kept in
 * the workspace until an import, the reference data or, for those that read it, what the analyst settled changes.
 */
export async function derive(engine: Engine, sql: string, signal?: AbortSignal): Promise<void> {
  for (const { name, state } of await stale(engine, derivedFor(sql))) {
    await engine.query(`CREATE OR REPLACE TABLE ${ident(name)} AS ${derived.get(name)}`, undefined, signal);
    await engine.query('INSERT OR REPLACE INTO derived VALUES ($name, $state)', { name, state });
  }
}

/** Makes the derived tables that a statement reads, without rows, where they are not there yet: enough to bind it. */
export async function deriveShapes(engine: Engine, sql: string): Promise<void> {
  const names = derivedFor(sql);
  if (names.length === 0) return;
  const there = await engine.rows<{ name: string }>('SELECT table_name AS name FROM duckdb_tables()');
  for (const name of names.filter((n) => !there.some((t) => t.name === n)))
    await engine.query(`CREATE TABLE ${ident(name)} AS SELECT * FROM (\n${derived.get(name)}\n) LIMIT 0`);
}
