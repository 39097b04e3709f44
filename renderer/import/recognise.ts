import { type Dataset, dataset, datasets } from '../../shared/datasets/index.ts';
import type { FieldColumn } from './columns.ts';
import { DEEPEST } from './header-rows.ts';
import { normaliseHeader } from './header-text.ts';
import type { SourceRow } from './read/types.ts';
import { best, hasSignature, headless, looksLikeData, outdoes, type Reading, readingsAt } from './reading.ts';

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
 * The first header with a dataset's signature, not the best: a later one belongs to another table of the sheet, and
 * the rows before it would not even be counted.
 */
function firstHeader(head: readonly SourceRow[], among: readonly Dataset[]): Reading | null {
  let found: Reading | null = null;
  let at = 0;
  for (const index of head.keys()) {
    if (found && index - at >= DEEPEST) break;
    const readings = readingsAt(head, index, among).filter(
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
  return found;
}

/**
 * The dataset a sheet holds, from its first rows: the header may stand below title lines, and in up to three rows.
 * Null when no row carries a dataset's signature.
 */
export function recognise(head: readonly SourceRow[]): Recognition | null {
  const found = firstHeader(head, datasets);
  return found && recognition(found);
}

/** What an analyst decided about a sheet; the rest is found out. */
export interface Decision {
  readonly dataset?: string;
  /** Row of the (last) header row; 0 when the sheet has none. */
  readonly headerRow?: number;
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
    const readings = [...head.keys()].flatMap((index) => readingsAt(head, index, among));
    const found = firstHeader(head, among) ?? best(readings, head);
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
