import type { Dataset } from '../../shared/datasets/index.ts';
import { ident, literal } from '../../shared/sql/quote.ts';
import type { Engine } from '../engine/engine.ts';

/** The temporary table that a comparison leaves to the rest of its transaction; its columns are those of Change. */
export const FOUND = 'found_changes';

/** Whether a row has every part of its key. */
export const isKeyed = (d: Dataset): string => d.keys.map((k) => `${ident(k)} IS NOT NULL`).join(' AND ');

export const idList = (ids: readonly number[]): string => ids.map((id) => literal(id)).join(', ');

interface Compared {
  readonly field: string;
  /** The older sources that have the field at all: a missing column is no difference. */
  readonly olds: readonly number[];
}

async function comparedFields(
  tx: Engine,
  d: Dataset,
  source: number,
  older: readonly number[],
): Promise<Compared[]> {
  const known = await tx.rows<{ source: number; field: string }>(
    `SELECT source, field FROM source_field WHERE source IN (${idList([source, ...older])})`,
  );
  const has = (id: number, field: string) => known.some((k) => k.source === id && k.field === field);
  return d.fields
    .filter((f) => !d.keys.includes(f.id) && has(source, f.id))
    .map((f) => ({ field: f.id, olds: older.filter((id) => has(id, f.id)) }))
    .filter((c) => c.olds.length > 0);
}

/**
 * Compares by the dataset's keys into a temporary table. Rows that lack a part of the key are left out. Where
 * several older sources have a key, the newest of them speaks. Where several rows of one source share a key (a
 * certificate has a row for each audit), each field is compared as the set of its values, so that neither the
 * order of rows nor repeated rows count as a change.
 */
export async function compare(
  tx: Engine,
  d: Dataset,
  source: number,
  older: readonly number[],
): Promise<void> {
  const table = ident(d.id);
  const keys = d.keys.map(ident);
  const sameKey = (a: string, b: string) => keys.map((k) => `${a}.${k} = ${b}.${k}`).join(' AND ');
  const compared = await comparedFields(tx, d, source, older);
  const digest =
    compared.length > 0
      ? `bit_xor(DISTINCT hash(${compared.map((c) => ident(c.field)).join(', ')}))`
      : 'CAST(0 AS UBIGINT)';
  const digests = (where: string) =>
    `SELECT ${keys.join(', ')}, "_source" AS source, min("_row") AS "row", ${digest} AS digest FROM ${table} WHERE ${where} AND ${isKeyed(d)} GROUP BY ALL`;
  const newest = `QUALIFY source = max(source) OVER (PARTITION BY ${keys.join(', ')})`;
  await tx.query(
    `CREATE OR REPLACE TEMP TABLE fresh AS ${digests(`"_source" = ${literal(source)}`)};
     CREATE OR REPLACE TEMP TABLE former AS SELECT * FROM (${digests(`"_source" IN (${idList(older)})`)}) ${older.length > 1 ? newest : ''};
     CREATE OR REPLACE TEMP TABLE suspect AS
       SELECT ${keys.map((k) => `fresh.${k}`).join(', ')}, fresh."row", former.source AS old_source, former."row" AS old_row
       FROM fresh JOIN former ON ${sameKey('fresh', 'former')} WHERE fresh.digest <> former.digest`,
  );
  // Only keys whose rows differ as wholes are taken apart by field.
  const sets = (from: string) =>
    `SELECT ${keys.map((k) => `suspect.${k}`).join(', ')}${compared.map((c) => `, bit_xor(DISTINCT hash(r.${ident(c.field)})) AS ${ident(c.field)}`).join('')}
     FROM suspect JOIN ${table} AS r ON ${sameKey('suspect', 'r')} AND r."_source" = ${from} GROUP BY ${keys.map((k) => `suspect.${k}`).join(', ')}`;
  const differing = compared.map(
    ({ field, olds }) =>
      `CASE WHEN now.${ident(field)} <> before.${ident(field)}${olds.length < older.length ? ` AND suspect.old_source IN (${idList(olds)})` : ''} THEN ${literal(field)} END`,
  );
  const key = (from: string) => `concat_ws(' · ', ${keys.map((k) => `${from}.${k}`).join(', ')})`;
  const noFields = 'CAST([] AS VARCHAR[])';
  await tx.query(
    `CREATE OR REPLACE TEMP TABLE ${FOUND} AS
     SELECT 'new' AS kind, ${key('fresh')} AS key, fresh."row", CAST(NULL AS INTEGER) AS old_source, CAST(NULL AS INTEGER) AS old_row, ${noFields} AS fields
     FROM fresh ANTI JOIN former ON ${sameKey('fresh', 'former')}
     UNION ALL
     SELECT 'gone', ${key('former')}, NULL, former.source, former."row", ${noFields} FROM former ANTI JOIN fresh ON ${sameKey('fresh', 'former')}
     ${
       compared.length > 0
         ? `UNION ALL
     SELECT * FROM (
       SELECT 'changed', ${key('suspect')}, suspect."row", suspect.old_source, suspect.old_row,
         list_filter([${differing.join(', ')}], lambda f: f IS NOT NULL) AS fields
       FROM suspect JOIN (${sets(literal(source))}) AS now ON ${sameKey('suspect', 'now')}
         JOIN (${sets('suspect.old_source')}) AS before ON ${sameKey('suspect', 'before')}
     ) WHERE len(fields) > 0`
         : ''
     };
     DROP TABLE fresh; DROP TABLE former; DROP TABLE suspect`,
  );
}
