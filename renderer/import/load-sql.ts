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

/** The fields that the columns feed. @throws Error for a field that the dataset does not declare */
export function mapped(d: Dataset, columns: readonly FieldColumn[]): Mapped[] {
  return columns.map((column) => {
    const field = d.fields.find((f) => f.id === column.field);
    if (!field) throw new Error(`${d.id} has no field ${column.field}`);
    return { field, column };
  });
}

/**
 * The rows of a file that `encodeRows` wrote, as a table expression: `_row` and then the named text columns.
 * The dialect is fixed, so nothing is guessed a second time.
 */
export function encodedRows(file: string, names: readonly string[]): string {
  const types = ["'_row': 'INTEGER'", ...names.map((name) => `${literal(name)}: 'VARCHAR'`)];
  return `read_csv(${literal(file)}, auto_detect=false, header=false, delim=',', quote='"', escape='"', new_line='\\n', strict_mode=true, max_line_size=40000000, columns={${types.join(', ')}})`;
}

export function createStaging(columns: readonly FieldColumn[]): string {
  const raw = columns.map((c) => `${ident(c.field)} VARCHAR`);
  return `CREATE OR REPLACE TEMP TABLE ${STAGING} ("_row" INTEGER, ${raw.join(', ')})`;
}

/** Appends a chunk of the reader's CSV. */
export function appendChunk(file: string, columns: readonly FieldColumn[]): string {
  const names = columns.map((c) => c.field);
  return `INSERT INTO ${STAGING} SELECT * FROM ${encodedRows(file, names)}`;
}

export function insertTyped(d: Dataset, columns: readonly FieldColumn[], source: number): string {
  const fields = mapped(d, columns).map((m) => m.field);
  const names = fields.map((f) => ident(f.id)).join(', ');
  const values = fields.map(typed).join(', ');
  return `INSERT INTO ${ident(d.id)} (${names}, "_source", "_row") SELECT ${values}, ${literal(source)}, "_row" FROM ${STAGING}`;
}

/** The value of a raw text column that is named as its field; NULL when it cannot be read. */
export const typed = (f: Field): string => castExpression(f, f.id);

/** Whether a raw cell says anything. Words like 无 are nothing to a number or a date; in a text they are text. */
export function isFilled(f: Field): string {
  const blank = f.type === 'text' || f.type === 'identifier' ? 'is_empty_text' : 'is_blank';
  return `NOT ${blank}(${ident(f.id)})`;
}

/** Whether raw text is there but cannot be read as the field's type; error cells aside, text always can. */
function unreadable(f: Field): string {
  const raw = ident(f.id);
  if (f.type === 'text') return `is_error_cell(${raw})`;
  if (f.type === 'identifier') return `is_error_cell(${raw}) OR is_damaged_identifier(${raw})`;
  return `${isFilled(f)} AND ${typed(f)} IS NULL`;
}

/**
 * The mapped fields that hold any value that cannot be read, as rows of `field`: those with fewer values than
 * filled cells. Counting is cheap; only these columns need to be read a second time.
 */
export function fieldsWithProblems(d: Dataset, columns: readonly FieldColumn[], source: number): string {
  const fields = mapped(d, columns).map((m) => m.field);
  const filled = fields.map((f) => `count(*) FILTER (${isFilled(f)}) AS ${ident(f.id)}`);
  const read = fields.map((f) => `count(${ident(f.id)}) AS ${ident(f.id)}`);
  const short = fields.map(
    (f) => `CASE WHEN filled.${ident(f.id)} > read.${ident(f.id)} THEN ${literal(f.id)} END`,
  );
  return `SELECT field FROM (SELECT unnest([${short.join(', ')}]) AS field
    FROM (SELECT ${filled.join(', ')} FROM ${STAGING}) AS filled, (SELECT ${read.join(', ')} FROM ${ident(d.id)} WHERE "_source" = ${literal(source)}) AS read)
    WHERE field IS NOT NULL`;
}

/** Keeps every value that cannot be read, with its place; the reason is the type it should have had, or `error-cell`. */
export function insertProblems(d: Dataset, columns: readonly FieldColumn[], source: number): string {
  const checks = mapped(d, columns).map(({ field, column }) => {
    const raw = ident(field.id);
    const reason = `CASE WHEN is_error_cell(${raw}) THEN 'error-cell' ELSE ${literal(field.type)} END`;
    return `SELECT ${literal(source)}, "_row", ${literal(column.header)}, ${literal(field.id)}, ${raw}, ${reason} FROM ${STAGING} WHERE ${raw} IS NOT NULL AND (${unreadable(field)})`;
  });
  return `INSERT INTO problem ${checks.join(' UNION ALL ')}`;
}

/** Keeps what was said of whole records, from a file of (row, raw, reason). */
export function insertRowNotes(file: string, source: number): string {
  return `INSERT INTO problem SELECT ${literal(source)}, "_row", NULL, NULL, raw, reason FROM ${encodedRows(file, ['raw', 'reason'])}`;
}

/** Control totals of every number and date that the source brought, in one pass; sums of numbers only. */
export function insertTotals(d: Dataset, columns: readonly FieldColumn[], source: number): string | null {
  const totals = mapped(d, columns).flatMap(({ field: { id, type } }) => {
    const isNumber = type === 'integer' || type === 'decimal';
    if (!isNumber && type !== 'date' && type !== 'moment') return [];
    const value = ident(id);
    // 3.0 and 09:30:00 as people write them.
    const edge = (which: string) =>
      `regexp_replace(CAST(${which}(${value}) AS VARCHAR), '(\\.0|(:\\d\\d):00)$', '\\2')`;
    // Compensated: the sum must not depend on the order of the rows. One beyond all bounds is none.
    const added = `fsum(CAST(${value} AS DOUBLE))`;
    const sum = isNumber ? `CASE WHEN isfinite(${added}) THEN ${added} END` : 'CAST(NULL AS DOUBLE)';
    return `{'field': ${literal(id)}, 'filled': count(${value}), 'blank': count(*) - count(${value}), 'min': ${edge('min')}, 'max': ${edge('max')}, 'sum': ${sum}}`;
  });
  if (totals.length === 0) return null;
  return `INSERT INTO source_total SELECT ${literal(source)}, t.* FROM (SELECT unnest([${totals.join(', ')}]) AS t FROM ${ident(d.id)} WHERE "_source" = ${literal(source)})`;
}
