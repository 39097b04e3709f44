import { Heading, isFootnote, isTotalLine, mayBeAside } from './aside.ts';
import { type Cells, lastContent } from './content.ts';
import type { Merge, SourceRow } from './types.ts';
import { UnevenRecords } from './uneven-records.ts';

export { hasContent } from './content.ts';

/**
 * What is said of a whole record. Rejected: `too-many-cells`. Skipped: `total-line`, `footnote`, `repeated-header`
 * (or a line above the header, once more), `before-data` (above the first row that the analyst wants). Loaded all
 * the same: `too-few-cells`, `bad-characters`, and `too-many-cells` where nothing stands in those beyond the header,
 * but other records do not have them.
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

function rawText(cells: Cells): string {
  return cells
    .map((cell) => cell ?? '')
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',')
    .slice(0, RAW_LENGTH);
}

const noted = ({ row, cells }: SourceRow, reason: RowReason): RowNote => ({
  row,
  raw: rawText(cells),
  reason,
});

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
  readonly #selection: Selection;
  readonly #heading: Heading;
  readonly #rejected: RowNote[] = [];
  readonly #notes: RowNote[] = [];
  readonly #uneven: UnevenRecords | null;
  #records = 0;
  #blank = 0;
  #aside = 0;
  #hidden = 0;

  constructor(selection: Selection) {
    this.#selection = selection;
    const { header = [], text = false, width } = selection;
    this.#heading = new Heading(header, width);
    this.#uneven = text && width > 1 ? new UnevenRecords(width, header.length) : null;
  }

  /** The rows of this batch that are to be loaded. */
  take(batch: readonly SourceRow[]): SourceRow[] {
    const loaded: SourceRow[] = [];
    for (const row of batch) {
      if (row.row <= this.#selection.headerRow) {
        if (row.row < this.#selection.headerRow) this.#heading.addAbove(row.cells);
        continue;
      }
      this.#records++;
      if (this.#isRecord(row)) {
        this.#look(row);
        loaded.push(row);
      }
    }
    return loaded;
  }

  /** Counts records that are surely data and are loaded without a look at each. */
  addPlain(records: number, endsEmpty: boolean): void {
    this.#records += records;
    this.#uneven?.addEven(records, endsEmpty);
  }

  /** Whether a record that begins with this cell may be none: for those that are not even cut into cells. */
  mayBeAside(text: string, column: number): boolean {
    return mayBeAside(text) || this.#heading.mayBegin(text, column);
  }

  /** Whether the row is to be loaded; if not, it is counted and, with content, noted. */
  #isRecord(row: SourceRow): boolean {
    const last = lastContent(row.cells);
    if (last < 0) this.#blank++;
    else {
      const reason = this.#asideReason(row);
      if (reason !== null) {
        this.#aside++;
        this.#notes.push(noted(row, reason));
      } else if (last >= this.#selection.width) this.#rejected.push(noted(row, 'too-many-cells'));
      else return true;
    }
    return false;
  }

  /** Why a row with content is no data. */
  #asideReason({ row, cells }: SourceRow): RowReason | null {
    const { dataRow = 0, width } = this.#selection;
    if (row < dataRow) return 'before-data';
    if (this.#heading.isRepeatedBy(cells)) return 'repeated-header';
    if (isTotalLine(cells, width)) return 'total-line';
    return isFootnote(cells, width) ? 'footnote' : null;
  }

  /** What is odd about a row that is loaded all the same. */
  #look(row: SourceRow): void {
    const { cells } = row;
    if (row.hidden) this.#hidden++;
    if (!this.#selection.text) return;
    // Also where the file itself holds the sign: whoever wrote it could not read what stood there.
    if (cells.some((cell) => cell?.includes('\ufffd'))) this.#notes.push(noted(row, 'bad-characters'));
    this.#uneven?.add(cells.length, cells.at(-1) === null, (reason) => noted(row, reason));
  }

  counts(): Counts {
    const notes = [...this.#notes, ...(this.#uneven?.notes() ?? [])].sort((a, b) => a.row - b.row);
    return {
      records: this.#records,
      skipped: this.#blank + this.#aside,
      blank: this.#blank,
      rejected: this.#rejected,
      notes,
      hidden: this.#hidden,
      merges: [],
    };
  }
}
