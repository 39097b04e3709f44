import { CellBudget, heldFile } from '../held.ts';
import type { Limits } from '../limits.ts';
import { markupText } from '../markup.ts';
import { Pauses } from '../pause.ts';
import { type OpenedFile, UnreadableFile } from '../types.ts';
import { tagText, writtenText } from './cell-text.ts';
import { HtmlTable } from './tables.ts';
import { type HtmlTag, htmlTags } from './tags.ts';

/** The tables of a page in their order. One within a cell of another is a table of its own. */
class Tables {
  readonly all: HtmlTable[] = [];
  readonly #open: HtmlTable[] = [];
  readonly #make: (name: string) => HtmlTable;

  constructor(limits: Limits) {
    const budget = new CellBudget(limits);
    this.#make = (name) => new HtmlTable(name, budget, limits);
  }

  get #inner(): HtmlTable | undefined {
    return this.#open[this.#open.length - 1];
  }

  /** Whether text is of a cell now. */
  get inCell(): boolean {
    return this.#inner?.inCell ?? false;
  }

  text(text: string): void {
    this.#inner?.addText(text);
  }

  tag({ name, closing }: HtmlTag, source: () => string): void {
    if (name === 'table') {
      // One that begins outside of the other's cells ends that one.
      if (closing || this.#inner?.inCell === false) this.#open.pop()?.end();
      if (!closing) this.#begin();
      return;
    }
    const table = this.#inner;
    if (table === undefined) return;
    if (name === 'td' || name === 'th') closing ? table.endCell() : table.startCell(source());
    else if (name === 'tr') closing ? table.endRow() : table.startRow(source());
    else if (/^(thead|tbody|tfoot|caption|colgroup)$/.test(name)) table.endRow();
    else if (table.inCell) table.addText(tagText(name));
  }

  #begin(): void {
    this.#inner?.addText(tagText('table'));
    const table = this.#make(`表${this.all.length + 1}`);
    this.all.push(table);
    this.#open.push(table);
  }

  /** A page that stops within a table was cut off: what is missing cannot be known. */
  end(): void {
    if (this.#open.length > 0) throw new UnreadableFile('damaged', 'table');
  }
}

/**
 * Opens a page: each table with content is a sheet, its rows counted from the table's first. Cells are what a
 * browser shows, never guessed to be numbers or dates.
 * @throws UnreadableFile
 */
export async function openHtml(
  blob: Blob,
  head: Uint8Array,
  chosen: string | undefined,
  limits: Limits,
  signal?: AbortSignal,
): Promise<OpenedFile> {
  const { text, encoding } = await markupText(blob, head, chosen, limits, signal);
  const tables = new Tables(limits);
  const pauses = new Pauses();
  let at = 0;
  for (const tag of htmlTags(text)) {
    if (tables.inCell && tag.from > at) tables.text(writtenText(text.slice(at, tag.from)));
    tables.tag(tag, () => text.slice(tag.from, tag.to));
    at = tag.to;
    if (!pauses.stepped()) continue;
    await pauses.pause();
    signal?.throwIfAborted();
  }
  tables.end();
  const filled = tables.all.filter(({ sheet }) => sheet.rows.length > 0);
  const shown = filled.length > 0 ? filled : tables.all.filter(({ hasCells }) => hasCells).slice(0, 1);
  if (shown.length === 0) throw new UnreadableFile('not-a-table', 'HTML');
  return heldFile(
    'html',
    encoding,
    blob.size,
    shown.map(({ sheet }) => sheet),
  );
}
