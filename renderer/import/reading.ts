import type { Dataset } from '../../shared/datasets/index.ts';
import { type FieldColumn, mapTitles } from './columns.ts';
import { type HeaderRows, headerOf, headersEndingAt } from './header-rows.ts';
import { hasContent } from './read/content.ts';
import type { SourceRow } from './read/types.ts';

/** A header, read as one of a dataset. */
export interface Reading {
  readonly dataset: Dataset;
  readonly rows: HeaderRows;
  readonly columns: readonly FieldColumn[];
}

const read = (d: Dataset, rows: HeaderRows): Reading => ({
  dataset: d,
  rows,
  columns: mapTitles(d, rows.titles),
});

/** Whether it has what a file of its dataset must have. */
export function hasSignature({ dataset: d, columns }: Reading): boolean {
  return d.signature.every((group) => group.some((id) => columns.some((c) => c.field === id)));
}

/** A certificate number, a credit code, a date, an amount: what few headers say. */
const VALUE = /^(?=(?:.*\d){4})[\dA-Z .,:/\\_+-]+$/i;

const contentCount = ({ cells }: Pick<SourceRow, 'cells'>) => cells.filter(hasContent).length;

/**
 * A record may hold words that are headers elsewhere, in a list of fields for instance. It is told by the values
 * beside them and the header above it, with at least as many cells; and a header of two known words must be the
 * first line of several cells.
 */
export function looksLikeData({ rows, columns }: Reading, above: readonly SourceRow[]): boolean {
  const values = rows.cells.filter((cell) => VALUE.test(cell ?? '')).length;
  const wide = Math.max(0, ...above.map(contentCount));
  return (values * 4 > columns.length && wide >= contentCount(rows)) || (columns.length < 3 && wide > 1);
}

/**
 * The better of the readings of one place. Several rows must explain more columns than one alone, and none of
 * those may get lost that the upper rows explain: what stands below these would be the first record.
 */
export function best(readings: readonly Reading[], head: readonly SourceRow[]): Reading | null {
  let found: Reading | null = null;
  for (const reading of [...readings].sort((a, b) => a.rows.depth - b.rows.depth)) {
    if (found !== null && reading.columns.length <= found.columns.length) continue;
    if (holdsTogether(reading, head)) found = reading;
  }
  return found;
}

/**
 * Whether a header that ends `below` rows further down is to be taken instead: it says more, leaves no row out
 * between them, and is of the same dataset or has the first one's rows in it.
 */
export function outdoes({ dataset: d, rows, columns }: Reading, found: Reading, below: number): boolean {
  if (columns.length <= found.columns.length) return false;
  return rows.depth > below || (rows.depth === below && d === found.dataset);
}

/** Whether several rows are one header: they say more than the last one alone, and all that the upper ones say. */
function holdsTogether({ dataset: d, rows, columns }: Reading, head: readonly SourceRow[]): boolean {
  if (rows.depth === 1) return true;
  const last = head.findIndex(({ row }) => row === rows.row);
  const alone = read(d, headerOf([head[last] as SourceRow]));
  if (columns.length <= alone.columns.length) return false;
  const upper = readingsAt(head, last - 1, [d]).flatMap((reading) => reading.columns);
  return upper.every((c) => columns.some(({ position }) => position === c.position));
}

/** All readings of the headers that end in the row at `index`. */
export function readingsAt(head: readonly SourceRow[], index: number, among: readonly Dataset[]): Reading[] {
  return headersEndingAt(head, index).flatMap((rows) => among.map((d) => read(d, rows)));
}

/** A sheet without a header: columns go by their place. */
export function headless(head: readonly SourceRow[], row: number, d: Dataset): Reading {
  const width = Math.max(0, ...head.filter((r) => r.row > row).map(({ cells }) => cells.length));
  return { dataset: d, rows: { row, cells: [], titles: [], width, depth: 1 }, columns: [] };
}
