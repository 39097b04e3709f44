import { type Dataset, dataset } from '../../shared/datasets/index.ts';
import { ident, literal } from '../../shared/sql/quote.ts';
import type { Engine } from '../engine/engine.ts';
import {
  checkedUsccRows,
  duplicateRows,
  failedUsccRows,
  missingKeyRows,
  namingRows,
  orphanRows,
  RELATIONS,
  usccFields,
  type Where,
} from './profile-rows.ts';

/** The quality of one dataset over the whole workspace. The rows behind its numbers: see profile-rows.ts. */
export interface Profile {
  readonly rows: number;
  readonly sources: number;
  /** Keys that several rows have, and those rows. */
  readonly duplicateKeys: { readonly keys: number; readonly rows: number };
  /** Rows that lack a part of their key. */
  readonly missingKeys: number;
  /** Identifiers that a spreadsheet wrote in scientific notation; fields without any are left out. */
  readonly damaged: readonly { readonly field: string; readonly n: number }[];
  /** Credit codes that could be checked, and those that failed, in rows. */
  readonly uscc: readonly { readonly field: string; readonly checked: number; readonly failed: number }[];
  /** Rows that name a row of another dataset, and those that name one that is not there; only where both have rows. */
  readonly orphans: readonly {
    readonly field: string;
    readonly to: string;
    readonly rows: number;
    readonly orphans: number;
  }[];
  /** Every declared field, in the order of the declaration. */
  readonly fields: readonly { readonly field: string; readonly filled: number; readonly blank: number }[];
  /** Rows by month (`2024-03`) of each date and moment that has any. */
  readonly months: readonly { readonly field: string; readonly month: string; readonly n: number }[];
}

async function countRows(engine: Engine, table: string, where: Where): Promise<number> {
  const [count] = await engine.rows<{ n: number }>(
    `SELECT count(*) AS n FROM ${ident(table)} WHERE ${where.sql}`,
    where.params,
  );
  return count?.n ?? 0;
}

async function duplicateKeys(engine: Engine, d: Dataset): Promise<Profile['duplicateKeys']> {
  const [found] = await engine.rows<Profile['duplicateKeys']>(
    `SELECT count(*) AS keys, CAST(coalesce(sum(n), 0) AS BIGINT) AS "rows" FROM
      (SELECT count(*) AS n FROM ${ident(d.id)} WHERE ${duplicateRows(d.id).sql} GROUP BY ${d.keys.map(ident).join(', ')})`,
  );
  return found ?? { keys: 0, rows: 0 };
}

async function uscc(engine: Engine, d: Dataset): Promise<Profile['uscc']> {
  const found = [];
  for (const field of usccFields(d)) {
    const checked = await countRows(engine, d.id, checkedUsccRows(d.id, field));
    const failed = await countRows(engine, d.id, failedUsccRows(d.id, field));
    found.push({ field, checked, failed });
  }
  return found;
}

async function orphans(engine: Engine, d: Dataset): Promise<Profile['orphans']> {
  const found = [];
  for (const relation of RELATIONS.filter((r) => r.dataset === d.id)) {
    const { field, to } = relation;
    const rows = await countRows(engine, d.id, namingRows(relation));
    const there = await countRows(engine, to, { sql: 'TRUE' });
    if (rows === 0 || there === 0) continue;
    found.push({ field, to, rows, orphans: await countRows(engine, d.id, orphanRows(d.id, field, to)) });
  }
  return found;
}

function filledFields(engine: Engine, d: Dataset): Promise<Profile['fields'][number][]> {
  const counts = d.fields.map(
    ({ id }) =>
      `{'field': ${literal(id)}, 'filled': count(${ident(id)}), 'blank': count(*) - count(${ident(id)})}`,
  );
  return engine.rows(`SELECT f.* FROM (SELECT unnest([${counts.join(', ')}]) AS f FROM ${ident(d.id)})`);
}

/** Months are cut as dates and only then written, once for each: text for every row would take ten times as long. */
function months(engine: Engine, d: Dataset): Promise<Profile['months'][number][]> {
  const dates = d.fields.filter((f) => f.type === 'date' || f.type === 'moment');
  if (dates.length === 0) return Promise.resolve([]);
  const counts = dates.map(
    ({ id }, i) =>
      `SELECT ${literal(i)} AS place, ${literal(id)} AS field, date_trunc('month', ${ident(id)}) AS month, count(*) AS n FROM ${ident(d.id)} WHERE ${ident(id)} IS NOT NULL GROUP BY ALL`,
  );
  return engine.rows(
    `SELECT field, strftime(month, '%Y-%m') AS month, n FROM (${counts.join(' UNION ALL ')}) AS counted ORDER BY place, counted.month`,
  );
}

/** @throws Error for an id that no declaration has */
export async function profile(engine: Engine, datasetId: string): Promise<Profile> {
  const d = dataset(datasetId);
  const [of] = await engine.rows<{ rows: number; sources: number }>(
    `SELECT count(*) AS "rows", count(DISTINCT "_source") AS sources FROM ${ident(d.id)}`,
  );
  return {
    rows: of?.rows ?? 0,
    sources: of?.sources ?? 0,
    duplicateKeys: await duplicateKeys(engine, d),
    missingKeys: await countRows(engine, d.id, missingKeyRows(d.id)),
    damaged: await engine.rows(
      `SELECT field, count(*) AS n FROM problem WHERE reason = 'identifier' AND source IN (SELECT id FROM source WHERE dataset = $dataset)
       GROUP BY field ORDER BY n DESC, field`,
      { dataset: d.id },
    ),
    uscc: await uscc(engine, d),
    orphans: await orphans(engine, d),
    fields: await filledFields(engine, d),
    months: await months(engine, d),
  };
}
