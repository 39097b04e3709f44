import type { Dataset } from '../../shared/datasets/index.ts';
import { ident, literal } from '../../shared/sql/quote.ts';
import type { Engine } from '../engine/engine.ts';
import { encodedRows, isFilled, mapped, typed } from './load-sql.ts';
import { withText } from './put-text.ts';
import { encodeRows } from './read/csv-bytes.ts';
import type { SourceRow } from './read/types.ts';
import type { FieldColumn } from './recognise.ts';

/** Of a column's sample cells: how many hold something, and how many of those can be read as the field's type. */
export interface Share {
  readonly filled: number;
  readonly read: number;
}

const MOST_ROWS = 1000;

/**
 * Tries a mapping on sample rows, with the very expressions that a load would use, and leaves nothing behind.
 * Of more than 1,000 rows the first are taken.
 * @returns by field id, for every mapped column
 */
export async function readShares(
  engine: Engine,
  d: Dataset,
  columns: readonly FieldColumn[],
  rows: readonly SourceRow[],
): Promise<Map<string, Share>> {
  if (columns.length === 0) return new Map();
  const bytes = encodeRows(
    rows.slice(0, MOST_ROWS),
    columns.map((c) => c.position),
  );
  if (bytes.length === 0) return new Map(columns.map((c) => [c.field, { filled: 0, read: 0 }]));
  const counted = mapped(d, columns).map(
    ({ field }) =>
      `{'field': ${literal(field.id)}, 'filled': count(*) FILTER (${isFilled(field)}), 'read': count(*) FILTER (${isFilled(field)} AND ${typed(field)} IS NOT NULL)}`,
  );
  const names = columns.map((c) => c.field);
  const shares = await engine.transaction((tx) =>
    withText(tx, 'sample.csv', bytes, async (text) => {
      // A table of its own: each column is looked at more than once, the file is read only once.
      await tx.query(
        `CREATE TEMP TABLE sample AS SELECT ${names.map(ident).join(', ')} FROM ${encodedRows(text, names)}`,
      );
      const found = await tx.rows<Share & { field: string }>(
        `SELECT s.* FROM (SELECT unnest([${counted.join(', ')}]) AS s FROM sample)`,
      );
      await tx.query('DROP TABLE sample');
      return found;
    }),
  );
  return new Map(shares.map(({ field, filled, read }) => [field, { filled, read }]));
}
