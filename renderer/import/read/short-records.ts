import { type Cells, hasContent } from './content.ts';
import type { RowNote } from './select.ts';

/** By so many records it is decided. */
const ENOUGH = 1000;

/**
 * Records of a text file with fewer cells than its header: some have lost a delimiter, and with it every value
 * stands a column too far left; others were written by a program that leaves empty cells out at a line's end,
 * as many as it likes. A file of that kind is known by two things: none of its records ends in an empty cell, and
 * most of them are short. There no short record is odd; in every other file each one is. That is decided at the
 * end, or by the first thousand records, so that not more than these need be kept. Where the header has a column
 * without a title, it may be the header that has a delimiter too many: then every short record is odd.
 */
export class ShortRecords {
  readonly #width: number;
  readonly #notes: RowNote[] = [];
  #seen = 0;
  #short = 0;
  #endsEmpty = false;
  #trims: boolean | null = null;

  constructor(width: number, header: Cells) {
    this.#width = width;
    if (header.slice(0, width).some((title) => !hasContent(title))) this.#trims = false;
  }

  add(cells: number, endsEmpty: boolean, note: () => RowNote): void {
    this.#seen++;
    this.#endsEmpty ||= endsEmpty;
    if (cells < this.#width) {
      this.#short++;
      if (!this.#trims) this.#notes.push(note());
    }
    if (this.#trims === null && this.#seen >= ENOUGH) this.#trims = this.#leavesOut();
    if (this.#trims) this.#notes.length = 0;
  }

  #leavesOut(): boolean {
    return !this.#endsEmpty && 2 * this.#short > this.#seen;
  }

  notes(): readonly RowNote[] {
    return (this.#trims ?? this.#leavesOut()) ? [] : this.#notes;
  }
}
