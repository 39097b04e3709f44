import { gb18030 } from './gb18030.ts';
import type { Cell } from './table.ts';

export interface CsvStyle {
  readonly delimiter: ',' | '\t';
  readonly newline: '\n' | '\r\n';
  readonly encoding: 'utf-8' | 'utf-8-bom' | 'gb18030';
}

const field = (cell: Cell, { delimiter }: CsvStyle): string => {
  const text = cell === null ? '' : String(cell);
  return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const csvLine = (cells: readonly Cell[], style: CsvStyle): string =>
  cells.map((c) => field(c, style)).join(style.delimiter);

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The bytes of a piece of text; a mark at the beginning is the caller's. */
export const encode = (text: string, { encoding }: CsvStyle): Uint8Array =>
  encoding === 'gb18030' ? gb18030(text) : utf8(text);

export const UTF8_BOM = '\ufeff';
