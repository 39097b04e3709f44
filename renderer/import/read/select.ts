import type { SourceRow } from './types.ts';

export interface RejectedRow {
  readonly row: number;
  /** The record's cells as comma separated text, cut at 1,000 characters. */
  readonly raw: string;
  readonly reason: 'too-many-cells';
}

/** The reader's own count: records = loaded + skipped + rejected. */
export interface Counts {
  /** All data records after the header, blank ones included. */
  readonly records: number;
  /** Records without any content. */
  readonly skipped: number;
  /** Records with content beyond the header's width: structurally broken. */
  readonly rejected: readonly RejectedRow[];
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

/** Sorts the rows below `headerRow` into those to load, the skipped and the rejected, and counts them. */
export class RowSelector {
  readonly #headerRow: number;
  readonly #width: number;
  readonly #rejected: RejectedRow[] = [];
  #records = 0;
  #skipped = 0;

  constructor(headerRow: number, width: number) {
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
    return { records: this.#records, skipped: this.#skipped, rejected: this.#rejected };
  }
}
