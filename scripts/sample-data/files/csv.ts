import type { Cell } from './table.ts';

export interface CsvStyle {
  readonly delimiter: ',' | '\t';
  readonly newline: '\n' | '\r\n';
}

const field = (cell: Cell, { delimiter }: CsvStyle): string => {
  const text = cell === null ? '' : String(cell);
  return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const csvLine = (cells: readonly Cell[], style: CsvStyle): string =>
  cells.map((c) => field(c, style)).join(style.delimiter);

/** The text of a file and the line in which each record begins. */
export function csv(header: readonly string[], records: readonly string[], style: CsvStyle) {
  const lines: number[] = [];
  let at = 2;
  for (const record of records) {
    lines.push(at);
    at += record.split('\n').length;
  }
  const text = [csvLine(header, style), ...records].map((r) => r + style.newline).join('');
  return { text, lines };
}

export const UTF8_BOM = '\ufeff';
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
