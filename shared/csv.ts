/**
 * Would a spreadsheet program evaluate this text on opening a CSV? It does for a leading = + - @, also in full
 * width (East Asian Excel) and behind white space, and TAB or CR may end a cell early. A plain number is only a number.
 */
const FORMULA = /^[\s\0]*[=+\-@＝＋－＠]|^[\t\r\n\0]/;
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** Text that no spreadsheet program takes for a formula; what could be one gets a leading apostrophe. */
export function guardFormula(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

/** One field, quoted as RFC 4180 asks. */
function field(value: string | number | null): string {
  if (value === null) return '';
  const text = typeof value === 'number' ? String(value) : guardFormula(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

type Line = readonly (string | number | null)[];

/** Lines of a CSV file, each with CRLF after it. */
function csvLines(lines: Iterable<Line>): string {
  let text = '';
  for (const line of lines) text += `${line.map(field).join(',')}\r\n`;
  return text;
}

/** By this Excel knows that a CSV file is UTF-8. */
const BOM = '\ufeff';

/** A CSV file as Excel opens it rightly: UTF-8 with BOM, CRLF after every line. */
export function csvBytes(lines: Iterable<Line>): Uint8Array {
  return new TextEncoder().encode(BOM + csvLines(lines));
}

/** The same file in pieces, for more lines than memory should hold. */
export async function* csvPieces(
  header: Line,
  portions: AsyncIterable<Iterable<Line>>,
): AsyncGenerator<Uint8Array> {
  yield csvBytes([header]);
  const encoder = new TextEncoder();
  for await (const lines of portions) yield encoder.encode(csvLines(lines));
}
