import { type Limits, MAX_COLUMNS, MAX_ROWS } from './limits.ts';
import { Pauses } from './pause.ts';
import { type Merge, type OpenedFile, type Progress, type SourceRow, UnreadableFile } from './types.ts';

const BATCH = 1000;

/** How many more cells of a file may be held in memory: a few bytes can repeat one millions of times. */
export class CellBudget {
  #left: number;

  constructor(limits: Limits) {
    this.#left = limits.wholeCells;
  }

  take(cells: number): void {
    this.#left -= cells;
    if (this.#left < 0) throw new UnreadableFile('too-large', 'cells');
  }
}

/** A sheet of a format that has to be held whole in memory. */
export class HeldSheet {
  readonly sheet: string;
  hidden: boolean;
  readonly rows: SourceRow[] = [];
  readonly merges: Merge[] = [];
  readonly #budget: CellBudget;
  readonly #limits: Limits;

  constructor(sheet: string, hidden: boolean, budget: CellBudget, limits: Limits) {
    this.sheet = sheet;
    this.hidden = hidden;
    this.#budget = budget;
    this.#limits = limits;
  }

  /** Takes a row; one without content is left out, as a workbook leaves it out. */
  addRow(row: number, cells: (string | null)[], hidden: boolean): void {
    while (cells.length > 0 && (cells[cells.length - 1] ?? '') === '') cells.pop();
    if (cells.length === 0) return;
    if (row > MAX_ROWS || cells.length > MAX_COLUMNS) throw new UnreadableFile('too-large', `row ${row}`);
    this.#budget.take(cells.length);
    // Also makes the holes of a sparse row null.
    const whole = Array.from(cells, (cell) => cell || null);
    this.rows.push(hidden ? { row, cells: whole, hidden } : { row, cells: whole });
  }

  /** The same row once more, `row` farther down. */
  repeatRow(source: SourceRow, row: number): void {
    if (row > MAX_ROWS) throw new UnreadableFile('too-large', `row ${row}`);
    this.#budget.take(1);
    this.rows.push({ ...source, row });
  }

  /** Takes what is merged downwards; other merges change no value. */
  addMerge(merge: Merge): void {
    if (merge.last <= merge.first) return;
    if (this.merges.length === this.#limits.merges) throw new UnreadableFile('too-large', 'merges');
    this.merges.push({ ...merge, last: Math.min(merge.last, MAX_ROWS) });
  }
}

/** A file whose sheets are in memory already. */
export function heldFile(
  kind: OpenedFile['kind'],
  encoding: string | null,
  size: number,
  sheets: readonly HeldSheet[],
): OpenedFile {
  async function* rows(index: number, signal?: AbortSignal, progress?: Progress) {
    const { rows } = sheets[index] as HeldSheet;
    const pauses = new Pauses();
    for (let from = 0; from < rows.length; from += BATCH) {
      yield rows.slice(from, from + BATCH);
      progress?.(Math.round((size * Math.min(from + BATCH, rows.length)) / rows.length));
      await pauses.pause();
      signal?.throwIfAborted();
    }
  }
  return {
    kind,
    encoding,
    dialect: null,
    sheets: sheets.map(({ sheet, hidden }) => ({ sheet, hidden })),
    rows,
    merges: (index) => sheets[index]?.merges ?? [],
    close: async () => undefined,
  };
}
