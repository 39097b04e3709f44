import type { Merge, SourceRow } from './types.ts';

/**
 * What is said of a whole record. Rejected: `too-many-cells`. Skipped: `total-line`, `footnote`, `repeated-header`,
 * `before-data` (above the first row that the analyst wants). Loaded all the same: `too-few-cells`, `bad-characters`.
 */
export type RowReason =
  | 'too-many-cells'
  | 'total-line'
  | 'footnote'
  | 'repeated-header'
  | 'before-data'
  | 'too-few-cells'
  | 'bad-characters';

export interface RowNote {
  readonly row: number;
  /** The record's cells as comma separated text, cut at 1,000 characters. */
  readonly raw: string;
  readonly reason: RowReason;
}

/** The reader's own count: records = loaded + skipped + rejected. */
export interface Counts {
  /** All data records after the header, blank ones included. */
  readonly records: number;
  /** Records without any content, and those that are no data (see `notes`). */
  readonly skipped: number;
  /** Of the skipped, those without any content. */
  readonly blank: number;
  /** Records with content beyond the header's width: structurally broken. */
  readonly rejected: readonly RowNote[];
  /** Records that were skipped with content, or loaded though something is odd about them. */
  readonly notes: readonly RowNote[];
  /** Loaded rows that are hidden in the workbook. */
  readonly hidden: number;
  /** Vertically merged cells below the header, to be filled down. */
  readonly merges: readonly Merge[];
}

const RAW_LENGTH = 1000;
// White space as the SQL side trims it (trim_all): zero-width characters are not content.
const CONTENT = /[^\s\u200b-\u200d\u2060]/;

export function hasContent(cell: string | null | undefined): boolean {
  return cell !== null && cell !== undefined && CONTENT.test(cell);
}

function rawText(cells: SourceRow['cells']): string {
  return cells
    .map((cell) => cell ?? '')
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',')
    .slice(0, RAW_LENGTH);
}

function lastContent(cells: SourceRow['cells']): number {
  let last = cells.length - 1;
  while (last >= 0 && !hasContent(cells[last])) last--;
  return last;
}

/** Which rows of a sheet are data. */
export interface Selection {
  /** Rows with this number and those above are not data. */
  readonly headerRow: number;
  /** The last header row's cells, by which a repetition of it is known. */
  readonly header?: readonly (string | null)[];
  /** The first row with data, when the analyst said so; else the one behind the header. */
  readonly dataRow?: number;
  /** The header's number of columns: content beyond it makes a record broken. */
  readonly width: number;
  /** A record of a text file that is shorter than the header is odd; in a workbook it is not. */
  readonly text?: boolean;
}

/** Sorts the rows below `headerRow` into those to load, the skipped and the rejected, and counts them. */
export class RowSelector {
  readonly #headerRow: number;
  readonly #width: number;
  readonly #rejected: RowNote[] = [];
  #records = 0;
  #skipped = 0;

  constructor({ headerRow, width }: Selection) {
    this.#headerRow = headerRow;
    this.#width = width;
  }

  /** The rows of this batch that are to be loaded. */
  take(batch: readonly SourceRow[]): SourceRow[] {
    const loaded: SourceRow[] = [];
    for (const row of batch) {
      if (row.row <= this.#headerRow) continue;
      this.#records++;
      const last = lastContent(row.cells);
      if (last < 0) this.#skipped++;
      else if (last < this.#width) loaded.push(row);
      else this.#rejected.push({ row: row.row, raw: rawText(row.cells), reason: 'too-many-cells' });
    }
    return loaded;
  }

  counts(): Counts {
    return {
      records: this.#records,
      skipped: this.#skipped,
      blank: this.#skipped,
      rejected: this.#rejected,
      notes: [],
      hidden: 0,
      merges: [],
    };
  }
}
