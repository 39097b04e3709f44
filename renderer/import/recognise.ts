import { type Dataset, dataset, datasets } from '../../shared/datasets/index.ts';
import { type FieldColumn, mapTitles } from './columns.ts';
import { DEEPEST, type HeaderRows, headerOf, headersEndingAt } from './header-rows.ts';
import { normaliseHeader } from './header-text.ts';
import { hasContent } from './read/content.ts';
import type { SourceRow } from './read/types.ts';

export { type FieldColumn, mapColumns } from './columns.ts';
export { normaliseHeader } from './header-text.ts';

export interface Recognition {
  readonly dataset: Dataset;
  /** Row of the header, the last one of several, as a person sees it. */
  readonly headerRow: number;
  /** Its cells as written. */
  readonly header: readonly (string | null)[];
  /** What each column is called, over all rows of the header: `审核 / 开始日期`. */
  readonly titles: readonly (string | null)[];
  /** Cells of the header up to its last non-empty one. */
  readonly width: number;
  readonly columns: readonly FieldColumn[];
  /** Headers no field of the dataset takes. */
  readonly unmapped: readonly string[];
  /**
   * Share of the headers that were understood, 0–1, but not more than the share of the fields that make a row of
   * this dataset useful: its keys, and one of each group of its signature.
   */
  readonly confidence: number;
}

/** A header, read as one of a dataset. */
interface Reading {
  readonly dataset: Dataset;
  readonly rows: HeaderRows;
  readonly columns: readonly FieldColumn[];
}

const read = (d: Dataset, rows: HeaderRows): Reading => ({
  dataset: d,
  rows,
  columns: mapTitles(d, rows.titles),
});

function hasSignature({ dataset: d, columns }: Reading): boolean {
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
function looksLikeData({ rows, columns }: Reading, above: readonly SourceRow[]): boolean {
  const values = rows.cells.filter((cell) => VALUE.test(cell ?? '')).length;
  const wide = Math.max(0, ...above.map(contentCount));
  return (values * 4 > columns.length && wide >= contentCount(rows)) || (columns.length < 3 && wide > 1);
}

/**
 * The better of the readings of one place. Several rows must explain more columns than one alone, and none of
 * those may get lost that the upper rows explain: what stands below these would be the first record.
 */
function best(readings: readonly Reading[], head: readonly SourceRow[]): Reading | null {
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
function outdoes({ dataset: d, rows, columns }: Reading, found: Reading, below: number): boolean {
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
function readingsAt(head: readonly SourceRow[], index: number, among: readonly Dataset[]): Reading[] {
  return headersEndingAt(head, index).flatMap((rows) => among.map((d) => read(d, rows)));
}

function recognition({ dataset: d, rows, columns }: Reading): Recognition {
  const fields = new Set(columns.map((c) => c.field));
  const needed = [...d.keys.map((key) => [key]), ...d.signature];
  const there = needed.filter((group) => group.some((id) => fields.has(id))).length;
  const written = rows.titles.flatMap((title, position) =>
    title === null ? [] : [{ text: title.written, position }],
  );
  return {
    dataset: d,
    headerRow: rows.row,
    header: rows.cells,
    titles: rows.titles.map((title) => title?.written ?? null),
    width: rows.width,
    columns,
    unmapped: written.filter((w) => !columns.some((c) => c.position === w.position)).map((w) => w.text),
    confidence: Math.min(columns.length / Math.max(1, written.length), there / needed.length),
  };
}

/**
 * The dataset a sheet holds, from its first rows: the header may stand below title lines, and in up to three rows.
 * Null when no row carries a dataset's signature. The first header is taken, not the best: a later one belongs to
 * another table of the sheet, and the rows before it would not even be counted.
 */
export function recognise(head: readonly SourceRow[]): Recognition | null {
  let found: Reading | null = null;
  let at = 0;
  for (const index of head.keys()) {
    if (found && index - at >= DEEPEST) break;
    const readings = readingsAt(head, index, datasets).filter(
      (reading) =>
        hasSignature(reading) &&
        !looksLikeData(reading, head.slice(0, index + 1 - reading.rows.depth)) &&
        (!found || outdoes(reading, found, index - at)),
    );
    const better = best(readings, head);
    if (better === null) continue;
    found = better;
    at = index;
  }
  return found && recognition(found);
}

/** What an analyst decided about a sheet; the rest is found out. */
export interface Decision {
  readonly dataset?: string;
  /** Row of the (last) header row; 0 when the sheet has none. */
  readonly headerRow?: number;
}

/** A sheet without a header: columns go by their place. */
function headless(head: readonly SourceRow[], row: number, d: Dataset): Reading {
  const width = Math.max(0, ...head.filter((r) => r.row > row).map(({ cells }) => cells.length));
  return { dataset: d, rows: { row, cells: [], titles: [], width, depth: 1 }, columns: [] };
}

/**
 * Reads a sheet as the analyst says: as the dataset named, even without its signature, and with the header where
 * they say it is. Never null when `headerRow` is given; else null when no row has a header of the dataset.
 */
export function recogniseAs(head: readonly SourceRow[], decision: Decision): Recognition | null {
  const { headerRow } = decision;
  if (decision.dataset === undefined && headerRow === undefined) return recognise(head);
  const among = decision.dataset === undefined ? datasets : [dataset(decision.dataset)];
  const first = among[0] as Dataset;
  if (headerRow === undefined) {
    const found = best(
      [...head.keys()].flatMap((index) => readingsAt(head, index, among)),
      head,
    );
    return found && found.columns.length > 0 ? recognition(found) : null;
  }
  const index = head.findIndex(({ row }) => row === headerRow);
  const readings = index < 0 ? [] : readingsAt(head, index, among);
  const signed = readings.filter(hasSignature);
  const found = best(signed.length > 0 ? signed : readings, head);
  // A row number that a workbook does not have is a blank row: a header without any title.
  const whole = found && found.rows.width > 0 ? found : headless(head, headerRow, first);
  return recognition(whole);
}

/**
 * By what a header is known again next month: its texts without numbering, marks, white space, width and case. What
 * an analyst decided about one sheet holds for every sheet with the same.
 */
export function headerFingerprint(header: readonly (string | null)[]): string {
  const texts = header.map((cell) => normaliseHeader(cell ?? ''));
  while (texts.at(-1) === '') texts.pop();
  return texts.join('\u001f');
}
