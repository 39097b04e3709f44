import { Covered } from '../covered.ts';
import { CellBudget, HeldSheet } from '../held.ts';
import { type Limits, MAX_COLUMNS, MAX_ROWS } from '../limits.ts';
import { UnreadableFile } from '../types.ts';
import { localAttributes, type Tag } from '../xlsx/xml.ts';
import { Xml2003Styles } from './styles.ts';
import { xml2003Value } from './value.ts';

type Attributes = ReadonlyMap<string, string>;

/** The place that an `Index` names, from 1; `next` without one. */
function place(attributes: Attributes, next: number, most: number): number {
  const index = attributes.get('Index');
  const at = index === undefined ? next : Number(index);
  if (!(Number.isInteger(at) && at >= 1)) throw new UnreadableFile('damaged', `Index ${index}`);
  if (at > most) throw new UnreadableFile('too-large', `Index ${at}`);
  return at;
}

const count = (written: string | undefined) => Math.max(0, Number.parseInt(written ?? '0', 10) || 0);

/** Reads the sheets out of an XML-2003 workbook, tag by tag. */
export class Xml2003Workbook {
  readonly sheets: HeldSheet[] = [];
  readonly #limits: Limits;
  readonly #budget: CellBudget;
  readonly #styles = new Xml2003Styles();
  /** The names of the elements that are open. */
  readonly #path: string[] = [];
  #date1904 = false;
  #row = 0;
  #rowSpan = 0;
  #hidden = false;
  #rowStyle: string | undefined;
  #columnStyles: (string | undefined)[] = [];
  #cells: (string | null)[] = [];
  #column = 0;
  #covered = new Covered();
  #cell: Attributes = new Map();
  #type = '';
  /** The text of the open Data or Visible; null outside of one. */
  #text: string | null = null;
  /** Elements within a cell that hold other texts than its value. */
  #aside = 0;
  closed = false;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#budget = new CellBudget(limits);
  }

  tag(tag: Tag, before: string): void {
    if (this.#text !== null) this.#text += before;
    if (tag.closing && this.#path.pop() !== tag.name) throw new UnreadableFile('damaged', tag.name);
    if (/^(Comment|PhoneticText|PhoneticData)$/.test(tag.name)) {
      if (!tag.selfClosing) this.#aside += tag.closing ? -1 : 1;
    } else if (this.#aside === 0) {
      if (!tag.closing) this.#open(tag.name, localAttributes(tag.source));
      if (tag.closing || tag.selfClosing) this.#close(tag.name);
    }
    if (!tag.closing && !tag.selfClosing) this.#path.push(tag.name);
  }

  get #sheet(): HeldSheet {
    const sheet = this.sheets[this.sheets.length - 1];
    if (sheet === undefined) throw new UnreadableFile('damaged', 'Worksheet');
    return sheet;
  }

  #open(name: string, attributes: Attributes): void {
    switch (name) {
      case 'Style':
        this.#styles.start(attributes.get('ID') ?? '', attributes.get('Parent'));
        return;
      case 'NumberFormat':
        this.#styles.format(attributes.get('Format') ?? '');
        return;
      case 'Worksheet':
        this.sheets.push(new HeldSheet(attributes.get('Name') ?? '', false, this.#budget, this.#limits));
        this.#row = 0;
        this.#covered = new Covered();
        this.#columnStyles = [];
        return;
      case 'Column':
        this.#columnStyle(attributes);
        return;
      case 'Row':
        this.#row = place(attributes, this.#row + 1, MAX_ROWS);
        this.#rowSpan = count(attributes.get('Span'));
        this.#hidden = attributes.get('Hidden') === '1';
        this.#rowStyle = attributes.get('StyleID');
        this.#cells = [];
        this.#column = 0;
        return;
      case 'Cell':
        if (this.#path[this.#path.length - 1] !== 'Row') throw new UnreadableFile('damaged', 'Cell');
        this.#column = place(attributes, this.#covered.next(this.#column, this.#row) + 1, MAX_COLUMNS);
        this.#cell = attributes;
        return;
      case 'Data':
        if (this.#path[this.#path.length - 1] !== 'Cell') throw new UnreadableFile('damaged', 'Data');
        this.#type = attributes.get('Type') ?? 'String';
        this.#text = '';
        return;
      case 'Visible':
        this.#text = '';
    }
  }

  #close(name: string): void {
    switch (name) {
      case 'Workbook':
        this.closed = true;
        return;
      case 'Date1904':
        this.#date1904 = true;
        return;
      case 'Row':
        this.#sheet.addRow(this.#row, this.#cells, this.#hidden);
        this.#row += this.#rowSpan;
        return;
      case 'Cell':
        this.#endCell(count(this.#cell.get('MergeAcross')), count(this.#cell.get('MergeDown')));
        return;
      case 'Data':
        this.#cells[this.#column - 1] = this.#value(this.#text ?? '');
        this.#text = null;
        return;
      case 'Visible':
        if (this.#text?.trim() !== 'SheetVisible') this.#sheet.hidden = true;
        this.#text = null;
    }
  }

  #endCell(across: number, down: number): void {
    const column = this.#column - 1;
    const last = this.#row + down;
    this.#sheet.addMerge({ column, first: this.#row, last });
    if (down > 0) this.#covered.cover(column, across + 1, last);
    this.#column += across;
  }

  #columnStyle(attributes: Attributes): void {
    const from = place(attributes, this.#columnStyles.length + 1, MAX_COLUMNS);
    const last = Math.min(from + count(attributes.get('Span')), MAX_COLUMNS);
    for (let column = from; column <= last; column++)
      this.#columnStyles[column - 1] = attributes.get('StyleID');
  }

  #value(written: string): string | null {
    const style = this.#cell.get('StyleID') ?? this.#rowStyle ?? this.#columnStyles[this.#column - 1];
    return xml2003Value(written, this.#type, this.#styles.kind(style), this.#date1904);
  }
}
