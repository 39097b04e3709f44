import { ident, literal } from '../../shared/sql/quote.ts';
import type { Engine } from '../engine/engine.ts';
import { encodedRows, STAGING } from './load-sql.ts';
import { withText } from './put-text.ts';
import { encodeRows } from './read/csv-bytes.ts';
import type { Merge } from './read/types.ts';
import type { FieldColumn } from './recognise.ts';

/** How many cells of a field were filled down. */
export interface Fill {
  readonly field: string;
  readonly cells: number;
}

/**
 * The merges whose top cell is data of a column that is loaded. One that begins in the header or above it is a title.
 */
export function mergesToFill(
  columns: readonly FieldColumn[],
  merges: readonly Merge[],
  headerRow: number,
): Merge[] {
  const positions = new Set(columns.map((c) => c.position));
  return merges.filter((m) => m.first > headerRow && m.last > m.first && positions.has(m.column));
}

/**
 * Gives the empty cells of vertically merged columns in staging the value of the top cell. A merge whose top row was
 * not loaded has no value to give. Runs in the caller's transaction.
 */
export async function fillDown(
  tx: Engine,
  columns: readonly FieldColumn[],
  merges: readonly Merge[],
): Promise<Fill[]> {
  const rows = merges.map((m) => ({ row: m.first, cells: [String(m.last), String(m.column)] }));
  await withText(tx, 'merges.csv', encodeRows(rows, [0, 1]), (text) =>
    tx.query(
      `CREATE OR REPLACE TEMP TABLE merged AS SELECT "_row" AS first, CAST(last AS INTEGER) AS last, CAST(position AS INTEGER) AS position FROM ${encodedRows(text, ['last', 'position'])}`,
    ),
  );

  const fills: Fill[] = [];
  for (const { field, position } of columns.filter((c) => merges.some((m) => m.column === c.position))) {
    const cell = ident(field);
    // Merges of one column do not overlap, so the nearest one above a row is the only one that can hold it.
    const filled = `SELECT s."_row" AS "row", top.value FROM ${STAGING} AS s ASOF JOIN
      (SELECT first, last, ${cell} AS value FROM merged JOIN ${STAGING} ON "_row" = first WHERE position = ${literal(position)} AND NOT is_empty_text(${cell})) AS top
      ON s."_row" > top.first WHERE s."_row" <= top.last AND is_empty_text(s.${cell})`;
    await tx.query(`CREATE OR REPLACE TEMP TABLE fill AS ${filled}`);
    await tx.query(
      `UPDATE ${STAGING} SET ${cell} = fill.value FROM fill WHERE ${STAGING}."_row" = fill."row"`,
    );
    const [count] = await tx.rows<{ n: number }>('SELECT count(*) AS n FROM fill');
    if (count && count.n > 0) fills.push({ field, cells: count.n });
    await tx.query('DROP TABLE fill');
  }
  await tx.query('DROP TABLE merged');
  return fills;
}
