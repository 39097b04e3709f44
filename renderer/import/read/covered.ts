import { MAX_COLUMNS } from './limits.ts';

/** The places that cells from rows above reach into: in HTML and XML-2003 the cells of a row go around them. */
export class Covered {
  /** By column, the last row that is reached into. */
  readonly #last: number[] = [];

  cover(from: number, columns: number, lastRow: number): void {
    for (let column = from; column < Math.min(from + columns, MAX_COLUMNS); column++)
      this.#last[column] = lastRow;
  }

  /** The first free column of a row at or behind `column`. */
  next(column: number, row: number): number {
    let free = column;
    while (free < MAX_COLUMNS && (this.#last[free] ?? 0) >= row) free++;
    return free;
  }
}
