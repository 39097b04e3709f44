import type { Dataset, Field } from '../../shared/datasets/index.ts';
import { ident, literal } from '../../shared/sql/quote.ts';
import { castExpression, storedTable } from '../../shared/sql/schema.ts';
import type { StretchForm } from './read/protocol.ts';
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

/** CSV that was put as a file, and its bytes. */
export interface Text {
  readonly name: string;
  readonly size: number;
}

/** CSV whose dialect is known: nothing is guessed a second time. `types` says what each column is read as. */
function csvRows({ name, size }: Text, delimiter: string, types: readonly string[]): string {
  // Unless told DuckDB takes 32 MB for each reading, however short the text. One byte more than there are tells it the end.
  const room = `max_line_size=${size + 1}, buffer_size=${size + 1}`;
  return `read_csv(${literal(name)}, auto_detect=false, header=false, delim=${literal(delimiter)}, quote='"', escape='"', new_line='\\n', strict_mode=true, ${room}, columns={${types.join(', ')}})`;
}

const asText = (name: string) => `${literal(name)}: 'VARCHAR'`;

/**
 * The rows of a text that `encodeRows` wrote, as a table expression: `_row` and then the named text columns.
 */
export function encodedRows(text: Text, names: readonly string[]): string {
  return csvRows(text, ',', ["'_row': 'INTEGER'", ...names.map(asText)]);
}

export function createStaging(columns: readonly FieldColumn[]): string {
  const raw = columns.map((c) => `${ident(c.field)} VARCHAR`);
  return `CREATE OR REPLACE TEMP TABLE ${STAGING} ("_row" INTEGER, ${raw.join(', ')})`;
}

/**
 * Staging that is the chunk itself: nothing is copied. A table would not do for a file of gigabytes, because what
 * is dropped within a transaction stays in memory until its end.
 */
export function stageChunk(text: Text, columns: readonly FieldColumn[]): string {
  const names = columns.map((c) => c.field);
  return `CREATE OR REPLACE TEMP VIEW ${STAGING} AS SELECT * FROM ${encodedRows(text, names)}`;
}

/** A plain stretch of the file itself as a table expression, its rows numbered by their lines. */
export function stretchRows(text: Text, columns: readonly FieldColumn[], form: StretchForm): string {
  const names = Array.from(form.filled, (_, i) => `c${i}`);
  const wanted = columns.map((c) => `${ident(names[c.position] ?? '')} AS ${ident(c.field)}`);
  let lines = 0;
  const gaps = form.gaps.map(([after, more]) => {
    lines += more;
    return `WHEN n > ${after} THEN ${lines}`;
  });
  const behind = gaps.length > 0 ? ` + CASE ${gaps.reverse().join(' ')} ELSE 0 END` : '';
  return `(SELECT CAST(${literal(form.firstRow)} - 1 + n${behind} AS INTEGER) AS "_row", ${wanted.join(', ')}
    FROM (SELECT *, row_number() OVER () AS n FROM ${csvRows(text, form.delimiter, names.map(asText))}))`;
}

/** Appends a chunk of the reader's CSV to the table that createStaging made. */
export function appendChunk(text: Text, columns: readonly FieldColumn[]): string {
  const names = columns.map((c) => c.field);
  return `INSERT INTO ${STAGING} SELECT * FROM ${encodedRows(text, names)}`;
}

/**
 * @param from where the raw rows are
 * @param simple whether the plain cast of a column gives what its reading macro would
 */
export function insertTyped(
  d: Dataset,
  columns: readonly FieldColumn[],
  source: number,
  from = STAGING,
  simple: (column: FieldColumn) => boolean = () => false,
): string {
  const all = mapped(d, columns);
  const names = all.map(({ field }) => ident(field.id)).join(', ');
  const values = all
    .map(({ field, column }) => (simple(column) ? simpleCast(field) : typed(field)))
    .join(', ');
  return `INSERT INTO ${storedTable(d)} (${names}, "_source", "_row") SELECT ${values}, ${literal(source)}, "_row" FROM ${from}`;
}

/** The value of a raw text column that is named as its field; NULL when it cannot be read. */
export const typed = (f: Field): string => castExpression(f, f.id);

/** The same for cells of which the reader knows that nothing is to be cleaned or guessed. */
function simpleCast({ id, type }: Field): string {
  // A failing cast takes ten times as long as one that does not, and this is what exports write for no day.
  if (type === 'date') return `TRY_CAST(nullif(${ident(id)}, '0000-00-00') AS DATE)`;
  const cast = { moment: 'TIMESTAMP', integer: 'INTEGER', decimal: 'DOUBLE' } as const;
  return type in cast ? `TRY_CAST(${ident(id)} AS ${cast[type as keyof typeof cast]})` : ident(id);
}

/** Whether a raw cell says anything. Words like 无 are nothing to a number or a date; in a text they are text. */
export function isFilled(f: Field): string {
  const blank = f.type === 'text' || f.type === 'identifier' ? 'is_empty_text' : 'is_blank';
  return `NOT ${blank}(${ident(f.id)})`;
}

const counts = (columns: readonly FieldColumn[]) =>
  columns.map((c) => `count(${ident(c.field)}) AS ${ident(c.field)}`).join(', ');

/** What is in staging: its first and last row (`_first`, `_last`), and by field id how many cells hold something. */
export function countStaged(columns: readonly FieldColumn[]): string {
  return `SELECT min("_row") AS "_first", max("_row") AS "_last", ${counts(columns)} FROM ${STAGING}`;
}

/** The rows of a source that are in staging. */
export interface Staged {
  readonly source: number;
  readonly first: number;
  readonly last: number;
}

const isStaged = ({ source, first, last }: Staged) =>
  `"_source" = ${literal(source)} AND "_row" BETWEEN ${literal(first)} AND ${literal(last)}`;

/**
 * By field id, how many of the staged rows have a value in the typed table.
 * @param scattered whether other rows of the source may lie between them: then only those in staging count
 */
export function countTyped(
  d: Dataset,
  columns: readonly FieldColumn[],
  staged: Staged,
  scattered: boolean,
): string {
  const only = scattered ? ` AND "_row" IN (SELECT "_row" FROM ${STAGING})` : '';
  return `SELECT ${counts(columns)} FROM ${ident(d.id)} WHERE ${isStaged(staged)}${only}`;
}

/** Why a value of this field that is there cannot be read. */
const unreadAs = ({ id, type }: Field): string =>
  `CASE WHEN is_error_cell(${ident(id)}) THEN 'error-cell' ELSE ${literal(type)} END`;

/** Keeps the values of a stretch that cannot be read, in one pass over it. */
export function insertStretchProblems(
  d: Dataset,
  columns: readonly FieldColumn[],
  source: number,
  from: string,
): string {
  const unread = mapped(d, columns).map(({ field, column }) => {
    const raw = ident(field.id);
    return {
      test: `(${raw} IS NOT NULL AND ${typed(field)} IS NULL AND ${isFilled(field)})`,
      kept: `{'header': ${literal(column.header)}, 'field': ${literal(field.id)}, 'raw': ${raw}, 'reason': ${unreadAs(field)}}`,
    };
  });
  const lists = unread.map((u) => `CASE WHEN ${u.test} THEN ${u.kept} END`);
  return `INSERT INTO problem SELECT ${literal(source)}, "_row", p.header, p.field, p.raw, p.reason
    FROM (SELECT "_row", unnest([${lists.join(', ')}]) AS p FROM ${from} WHERE ${unread.map((u) => u.test).join(' OR ')}) WHERE p IS NOT NULL`;
}

/**
 * Keeps every value of staging that is there and became NULL in the typed table, with its place; the reason is
 * the type it should have had, or `error-cell`. Comes after `insertTyped`: nothing is cast a second time.
 */
export function insertProblems(d: Dataset, columns: readonly FieldColumn[], staged: Staged): string {
  const checks = mapped(d, columns).map(({ field, column }) => {
    const raw = ident(field.id);
    const unread = `SELECT "_row" FROM ${ident(d.id)} WHERE ${isStaged(staged)} AND ${raw} IS NULL`;
    return `SELECT ${literal(staged.source)}, "_row", ${literal(column.header)}, ${literal(field.id)}, ${raw}, ${unreadAs(field)}
      FROM ${STAGING} SEMI JOIN (${unread}) AS u USING ("_row") WHERE ${raw} IS NOT NULL AND ${isFilled(field)}`;
  });
  return `INSERT INTO problem ${checks.join(' UNION ALL ')}`;
}

/** Keeps what was said of whole records, from a text of (row, raw, reason). */
export function insertRowNotes(text: Text, source: number): string {
  return `INSERT INTO problem SELECT ${literal(source)}, "_row", NULL, NULL, raw, reason FROM ${encodedRows(text, ['raw', 'reason'])}`;
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
