import type { Dataset, Field } from '../../shared/datasets/index.ts';
import { ident, literal } from '../../shared/sql/quote.ts';
import { castExpression } from '../../shared/sql/schema.ts';
import type { FieldColumn } from './recognise.ts';

/** Raw text of the sheet being loaded: one VARCHAR column per mapped field, and the row number. */
export const STAGING = 'staging';

interface Mapped {
  readonly field: Field;
  readonly column: FieldColumn;
}

function mapped(d: Dataset, columns: readonly FieldColumn[]): Mapped[] {
  return columns.map((column) => {
    const field = d.fields.find((f) => f.id === column.field);
    if (!field) throw new Error(`${d.id} has no field ${column.field}`);
    return { field, column };
  });
}

export function createStaging(columns: readonly FieldColumn[]): string {
  const raw = columns.map((c) => `${ident(c.field)} VARCHAR`);
  return `CREATE OR REPLACE TEMP TABLE ${STAGING} ("_row" INTEGER, ${raw.join(', ')})`;
}

/** Appends a chunk of the reader's CSV. The dialect is fixed, so nothing is guessed a second time. */
export function appendChunk(file: string, columns: readonly FieldColumn[]): string {
  const types = ["'_row': 'INTEGER'", ...columns.map((c) => `${literal(c.field)}: 'VARCHAR'`)];
  return `INSERT INTO ${STAGING} SELECT * FROM read_csv(${literal(file)}, auto_detect=false, header=false, delim=',', quote='"', escape='"', new_line='\\n', strict_mode=true, max_line_size=40000000, columns={${types.join(', ')}})`;
}

export function insertTyped(d: Dataset, columns: readonly FieldColumn[], source: number): string {
  const fields = mapped(d, columns).map((m) => m.field);
  const names = fields.map((f) => ident(f.id)).join(', ');
  const values = fields.map((f) => castExpression(f, f.id)).join(', ');
  return `INSERT INTO ${ident(d.id)} (${names}, "_source", "_row") SELECT ${values}, ${literal(source)}, "_row" FROM ${STAGING}`;
}

/** Values that are there but cannot be read as their field's type; NULL for types that read anything. */
export function insertProblems(d: Dataset, columns: readonly FieldColumn[], source: number): string | null {
  const checks = mapped(d, columns)
    .filter((m) => m.field.type !== 'text')
    .map(({ field, column }) => {
      const raw = ident(field.id);
      const unreadable =
        field.type === 'identifier'
          ? `is_damaged_identifier(${raw})`
          : `NOT is_blank(${raw}) AND ${castExpression(field, field.id)} IS NULL`;
      return `SELECT ${literal(source)}, "_row", ${literal(column.header)}, ${literal(field.id)}, ${raw}, ${literal(field.type)} FROM ${STAGING} WHERE ${raw} IS NOT NULL AND ${unreadable}`;
    });
  return checks.length > 0 ? `INSERT INTO problem ${checks.join(' UNION ALL ')}` : null;
}
