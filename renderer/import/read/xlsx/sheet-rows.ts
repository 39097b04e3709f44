import { type Limits, MAX_COLUMNS, MAX_ROWS } from '../limits.ts';
import { type Merge, type SourceRow, UnreadableFile } from '../types.ts';
import { type CellContext, cellValue } from './cell.ts';
import { CellTag } from './cell-tag.ts';
import { ElementScanner } from './element-scanner.ts';
import { MergeCells } from './merge-cells.ts';
import { richText } from './text.ts';
import { findTag, isTag, TagNames, tagEnd } from './xml.ts';

const SLASH = 47;

type Cells = (string | null)[];

/** Reads the rows and merged cells out of a worksheet's XML, given piece by piece. Rows without content are left out. */
export class SheetRows {
  readonly #context: CellContext;
  readonly #scanner: ElementScanner;
  readonly #tag = new CellTag();
  #names = new TagNames('');
  #mergeCells: MergeCells;
  #rows: SourceRow[] = [];
  #row = 0;
  #column = 0;
  /** The row that the first reference among the cells names; 0 for none. */
  #namedRow = 0;

  constructor(context: CellContext, limits: Limits) {
    this.#context = context;
    this.#mergeCells = new MergeCells('', limits);
    this.#scanner = new ElementScanner('worksheet', 'sheetData', 'row', limits, (prefix) => {
      this.#names = new TagNames(prefix);
      this.#mergeCells = new MergeCells(prefix, limits);
      return (text, start, from) => this.#readRow(text, start, from);
    });
  }

  push(piece: string): SourceRow[] {
    this.#rows = [];
    this.#scanner.push(piece);
    // They stand behind the rows; the piece with the last rows may hold the first of them.
    if (this.#scanner.closed) this.#mergeCells.push(piece);
    return this.#rows;
  }

  /** Complete when all pieces were pushed. */
  get merges(): readonly Merge[] {
    return this.#mergeCells.merges;
  }

  end(): void {
    this.#scanner.end();
  }

  #readRow(text: string, start: number, from: number): number {
    this.#tag.read(text, start + this.#names.row.length);
    const { hidden } = this.#tag;
    const written = this.#tag.hasReference ? this.#tag.row() : 0;
    this.#namedRow = 0;
    const cells: Cells = [];
    const end = from < 0 ? from : this.#readCells(text, from, cells);
    // Rows and cells may go without a reference: then they follow the one before.
    this.#row = written || this.#namedRow || this.#row + 1;
    if (this.#row > MAX_ROWS) throw new UnreadableFile('damaged', `row ${this.#row}`);
    while (cells.length > 0 && cells[cells.length - 1] === null) cells.pop();
    if (cells.length > 0)
      this.#rows.push(hidden ? { row: this.#row, cells, hidden } : { row: this.#row, cells });
    return end;
  }

  /** Reads cells up to the row's end tag, and gives its index. */
  #readCells(text: string, from: number, cells: Cells): number {
    const { cell, rowEnd } = this.#names;
    this.#column = -1;
    for (let at = text.indexOf('<', from); at >= 0; at = text.indexOf('<', at + 1)) {
      if (isTag(text, cell, at)) {
        at = this.#tag.read(text, at + cell.length);
        this.#moveTo(cells);
        if (text.charCodeAt(at - 1) !== SLASH) at = this.#readContent(text, at + 1, cells);
      } else if (isTag(text, rowEnd, at)) return at;
    }
    throw this.#damaged();
  }

  #moveTo(cells: Cells): void {
    this.#column = this.#tag.hasReference ? this.#tag.column() : this.#column + 1;
    if (this.#column >= MAX_COLUMNS) throw new UnreadableFile('damaged', `row ${this.#row}`);
    if (this.#namedRow === 0 && this.#tag.hasReference) this.#namedRow = this.#tag.row();
    while (cells.length < this.#column) cells.push(null);
  }

  /** Puts the value of the cell whose content begins at `from` into `cells`; gives the index of its end tag. */
  #readContent(text: string, from: number, cells: Cells): number {
    const { cellEnd, value, inline, inlineEnd, rowEnd } = this.#names;
    for (let at = text.indexOf('<', from); at >= 0; at = text.indexOf('<', at + 1)) {
      if (isTag(text, cellEnd, at)) return at;
      if (isTag(text, rowEnd, at)) break;
      const isValue = isTag(text, value, at);
      if (!isValue && !isTag(text, inline, at)) continue;
      const tag = tagEnd(text, at);
      at = tag;
      if (text.charCodeAt(tag - 1) === SLASH) continue;
      // The loop goes on behind the `<` of the value's end tag.
      at = isValue ? text.indexOf('<', tag) : findTag(text, inlineEnd, tag);
      if (at < 0) break;
      const content = text.slice(tag + 1, at);
      cells[this.#column] = isValue
        ? cellValue(content, this.#tag.type, this.#tag.style, this.#context)
        : richText(content, this.#names) || null;
    }
    throw this.#damaged();
  }

  #damaged(): UnreadableFile {
    return new UnreadableFile('damaged', `row ${this.#row + 1}`);
  }
}
