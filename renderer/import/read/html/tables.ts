import { Covered } from '../covered.ts';
import { type CellBudget, HeldSheet } from '../held.ts';
import { type Limits, MAX_ROWS } from '../limits.ts';
import type { Merge } from '../types.ts';
import { shownText } from './cell-text.ts';
import { htmlAttributes } from './tags.ts';

/** HTML's own. */
const MAX_COLSPAN = 1000;

function span(written: string | undefined, most: number): number {
  const value = Number.parseInt(written ?? '', 10);
  return value >= 0 ? Math.min(value, most) : 1;
}

/** Lays the cells of one table out, as their rowspans and colspans say. Rows are counted as a person would. */
export class HtmlTable {
  readonly sheet: HeldSheet;
  hasCells = false;
  #row = 0;
  #inRow = false;
  #hidden = false;
  #cells: (string | null)[] = [];
  #column = 0;
  readonly #covered = new Covered();
  #merges: Merge[] = [];
  /** The open cell's text; null when none is open. */
  #text: string | null = null;
  #width = 1;
  #height = 1;

  constructor(name: string, budget: CellBudget, limits: Limits) {
    this.sheet = new HeldSheet(name, false, budget, limits);
  }

  get inCell(): boolean {
    return this.#text !== null;
  }

  addText(text: string): void {
    if (this.#text !== null) this.#text += text;
  }

  startRow(tag: string): void {
    this.endRow();
    const attributes = htmlAttributes(tag);
    this.#row++;
    this.#inRow = true;
    this.#hidden = attributes.has('hidden') || /display\s*:\s*none/i.test(attributes.get('style') ?? '');
    this.#column = 0;
    this.#cells = [];
  }

  endRow(): void {
    this.endCell();
    if (this.#inRow) this.sheet.addRow(this.#row, this.#cells, this.#hidden);
    this.#inRow = false;
  }

  startCell(tag: string): void {
    this.endCell();
    if (!this.#inRow) this.startRow('');
    this.hasCells = true;
    this.#column = this.#covered.next(this.#column, this.#row);
    const attributes = htmlAttributes(tag);
    this.#width = Math.max(1, span(attributes.get('colspan'), MAX_COLSPAN));
    // 0 reaches to the table's end.
    this.#height = span(attributes.get('rowspan'), MAX_ROWS) || MAX_ROWS;
    this.#text = '';
  }

  endCell(): void {
    if (this.#text === null) return;
    const text = shownText(this.#text);
    if (text !== '') this.#cells[this.#column] = text;
    const last = this.#row + this.#height - 1;
    if (this.#height > 1) {
      this.#merges.push({ column: this.#column, first: this.#row, last });
      this.#covered.cover(this.#column, this.#width, last);
    }
    this.#column += this.#width;
    this.#text = null;
  }

  /** A cell cannot reach beyond the last row. */
  end(): void {
    this.endRow();
    for (const merge of this.#merges)
      this.sheet.addMerge({ ...merge, last: Math.min(merge.last, this.#row) });
  }
}
