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

/** A CSV file as Excel opens it rightly: UTF-8 with BOM, CRLF after every line. */
export function csvBytes(lines: Iterable<readonly (string | number | null)[]>): Uint8Array {
  let text = '\ufeff';
  for (const line of lines) text += `${line.map(field).join(',')}\r\n`;
  return new TextEncoder().encode(text);
}
