import type { RowNote } from './select.ts';

/** By so many records it is decided what is usual. */
const ENOUGH = 1000;

/** Notes on records that are odd only as long as most others are not like them. */
class Exceptions {
  readonly #notes: RowNote[] = [];
  #count = 0;
  #usual: boolean | null = null;

  add(note: () => RowNote): void {
    this.#count++;
    if (!this.#usual) this.#notes.push(note());
  }

  /** `allows`: nothing else about the file speaks against it. */
  decide(seen: number, allows: boolean): void {
    this.#usual ??= allows && 2 * this.#count > seen;
    if (this.#usual) this.#notes.length = 0;
  }

  get notes(): readonly RowNote[] {
    return this.#notes;
  }
}

/**
 * Records of a text file with fewer or more cells than its header, loaded because they have nothing beyond it. Some
 * have lost or got a delimiter, and with it every value stands a column too far left or right; others are as their
 * program writes them all. Such a program
 * - leaves empty cells out at a line's end, as many as it likes: no record ends in an empty cell, they are of
 *   different lengths, and most are short (all of one length, but not the header's: then it is the header that has a
 *   delimiter too many); or
 * - ends every line with a delimiter or more: most records are longer than the header.
 * There no record is odd for it; in every other file each one is. That is decided at the end, or by the first
 * thousand records, so that not more than these need be kept.
 */
export class UnevenRecords {
  readonly #width: number;
  readonly #headerCells: number;
  readonly #short = new Exceptions();
  readonly #long = new Exceptions();
  #seen = 0;
  #shortest = Number.POSITIVE_INFINITY;
  #longest = 0;
  #endsEmpty = false;

  /** `headerCells` counts the header's own empty cells at its end too. */
  constructor(width: number, headerCells: number) {
    this.#width = width;
    this.#headerCells = Math.max(width, headerCells);
  }

  add(cells: number, endsEmpty: boolean, note: (reason: RowNote['reason']) => RowNote): void {
    this.#seen++;
    this.#shortest = Math.min(this.#shortest, cells);
    this.#longest = Math.max(this.#longest, cells);
    this.#endsEmpty ||= endsEmpty;
    if (cells < this.#width) this.#short.add(() => note('too-few-cells'));
    if (cells > this.#headerCells) this.#long.add(() => note('too-many-cells'));
    if (this.#seen >= ENOUGH) this.#decide();
  }

  /** Records with as many cells as the header; some of them end in an empty cell, or none. */
  addEven(records: number, endsEmpty: boolean): void {
    if (records === 0) return;
    this.#shortest = Math.min(this.#shortest, this.#headerCells);
    this.#longest = Math.max(this.#longest, this.#headerCells);
    this.#endsEmpty ||= endsEmpty;
    // What is usual is decided when a thousand have been seen, not later.
    const before = Math.min(records, Math.max(0, ENOUGH - this.#seen));
    for (const some of [before, records - before]) {
      this.#seen += some;
      if (some > 0 && this.#seen >= ENOUGH) this.#decide();
    }
  }

  #decide(): void {
    this.#short.decide(this.#seen, !this.#endsEmpty && this.#shortest < this.#longest);
    this.#long.decide(this.#seen, true);
  }

  notes(): readonly RowNote[] {
    this.#decide();
    return [...this.#short.notes, ...this.#long.notes];
  }
}
