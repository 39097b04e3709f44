import { CellBudget, HeldSheet } from '../held.ts';
import { type Limits, MAX_COLUMNS, MAX_ROWS } from '../limits.ts';
import { UnreadableFile } from '../types.ts';
import { decodeEntities } from '../xlsx/entities.ts';
import { localAttributes, type Tag } from '../xlsx/xml.ts';
import { odsValue } from './cell.ts';
import type { OdsStyles } from './styles.ts';

type Attributes = ReadonlyMap<string, string>;

const CELL = /^(covered-)?table-cell$/;
const ROWS_AND_COLUMNS = /^table-((header-)?(rows|columns)|(row|column)(-group)?)$/;
/** Within a paragraph: texts that are not the cell's. */
const ASIDE = /^(note|annotation|ruby-text|frame|custom-shape|g)$/;

const repeats = (attributes: Attributes, name: string) =>
  Math.max(1, Number.parseInt(attributes.get(name) ?? '1', 10) || 1);

/** Whether an element is no part of the tables, with all that stands in it: change histories, drawings, notes. */
function isForeign(name: string, parent: string | undefined): boolean {
  if (parent === 'spreadsheet') return name !== 'table';
  if (parent === 'table' || /^table-(header-)?rows$|^table-row-group$/.test(parent ?? ''))
    return !ROWS_AND_COLUMNS.test(name);
  if (parent === 'table-row') return !CELL.test(name);
  if (parent !== undefined && CELL.test(parent)) return name !== 'p';
  return ASIDE.test(name);
}

/** Reads the sheets out of an OpenDocument spreadsheet's content, tag by tag. */
export class OdsTables {
  readonly sheets: HeldSheet[] = [];
  readonly #styles: OdsStyles;
  readonly #limits: Limits;
  readonly #budget: CellBudget;
  readonly #path: string[] = [];
  /** Length of the path within which all is passed over; 0 for none. */
  #foreign = 0;
  #isSpreadsheet = false;
  #row = 0;
  #rowTag: Attributes = new Map();
  #cells: (string | null)[] = [];
  #column = 0;
  #columnStyles: string[] = [];
  #cell: Attributes = new Map();
  /** An error's text is what it shows; its value is 0 or nothing. */
  #isError = false;
  #paragraphs: string[] = [];

  constructor(styles: OdsStyles, limits: Limits) {
    this.#styles = styles;
    this.#limits = limits;
    this.#budget = new CellBudget(limits);
  }

  /** @throws UnreadableFile when the text ended early, or is no spreadsheet */
  end(): void {
    if (this.#path.length > 0) throw new UnreadableFile('damaged', 'content.xml');
    if (!this.#isSpreadsheet || this.sheets.length === 0)
      throw new UnreadableFile('not-a-table', 'OpenDocument');
  }

  tag(tag: Tag, before: string): void {
    if (this.#foreign === 0 && this.#path.includes('p'))
      this.#addText(decodeEntities(before.replace(/[ \t\n\r]+/g, ' ')));
    if (!tag.closing) this.#enter(tag);
    if (tag.closing || tag.selfClosing) this.#leave(tag.name);
  }

  #enter({ name, source }: Tag): void {
    const foreign = this.#foreign > 0 || isForeign(name, this.#path[this.#path.length - 1]);
    this.#path.push(name);
    if (!foreign) this.#open(name, source);
    else if (this.#foreign === 0) this.#foreign = this.#path.length;
  }

  #leave(name: string): void {
    if (this.#path[this.#path.length - 1] !== name) throw new UnreadableFile('damaged', 'content.xml');
    if (this.#foreign === 0) this.#close(name);
    if (this.#foreign === this.#path.length) this.#foreign = 0;
    this.#path.pop();
  }

  #addText(text: string): void {
    this.#paragraphs[this.#paragraphs.length - 1] += text;
  }

  #open(name: string, source: string): void {
    const attributes = localAttributes(source);
    if (name === 'spreadsheet') this.#isSpreadsheet = true;
    else if (name === 'table') {
      const hidden = this.#styles.isHidden(attributes.get('style-name') ?? '');
      this.sheets.push(new HeldSheet(attributes.get('name') ?? '', hidden, this.#budget, this.#limits));
      this.#row = 0;
      this.#columnStyles = [];
    } else if (name === 'table-column') {
      const style = attributes.get('default-cell-style-name') ?? '';
      const most = MAX_COLUMNS - this.#columnStyles.length;
      for (let n = Math.min(repeats(attributes, 'number-columns-repeated'), most); n > 0; n--)
        this.#columnStyles.push(style);
    } else if (name === 'table-row') {
      this.#rowTag = attributes;
      this.#cells = [];
      this.#column = 0;
    } else if (CELL.test(name)) {
      this.#cell = attributes;
      this.#isError = /value-type\s*=\s*["']error["']/.test(source);
      this.#paragraphs = [];
    } else if (name === 'p') this.#paragraphs.push('');
    else if (this.#path.includes('p')) this.#addSign(name, attributes);
  }

  #addSign(name: string, attributes: Attributes): void {
    if (name === 's') this.#addText(' '.repeat(Math.min(repeats(attributes, 'c'), 32_767)));
    else if (name === 'tab') this.#addText('\t');
    else if (name === 'line-break') this.#addText('\n');
  }

  #close(name: string): void {
    if (name === 'table-row') this.#endRow();
    else if (CELL.test(name)) this.#endCell();
  }

  #endCell(): void {
    const style = this.#cell.get('style-name') ?? this.#rowTag.get('default-cell-style-name');
    const dateKind = this.#styles.dateKind(style ?? this.#columnStyles[this.#column] ?? '');
    const shown = this.#paragraphs.join('\n');
    const value = this.#isError ? shown : odsValue(this.#cell, shown, dateKind);
    const columns = repeats(this.#cell, 'number-columns-repeated');
    const rows = repeats(this.#cell, 'number-rows-spanned');
    const row = this.#row + 1;
    this.sheets.at(-1)?.addMerge({ column: this.#column, first: row, last: row + rows - 1 });
    if (value !== null && value !== '') {
      if (this.#column + columns > MAX_COLUMNS) throw new UnreadableFile('too-large', `row ${row}`);
      for (let n = 0; n < columns; n++) this.#cells[this.#column + n] = value;
    }
    this.#column += columns;
  }

  #endRow(): void {
    const sheet = this.sheets.at(-1) as HeldSheet;
    const hidden = /^(collapse|filter)$/.test(this.#rowTag.get('visibility') ?? '');
    const count = repeats(this.#rowTag, 'number-rows-repeated');
    const before = sheet.rows.length;
    sheet.addRow(this.#row + 1, this.#cells, hidden);
    const added = sheet.rows[before];
    if (added !== undefined && this.#row + count > MAX_ROWS)
      throw new UnreadableFile('too-large', `row ${this.#row + 1}`);
    if (added !== undefined) for (let n = 2; n <= count; n++) sheet.repeatRow(added, this.#row + n);
    this.#row += count;
  }
}
