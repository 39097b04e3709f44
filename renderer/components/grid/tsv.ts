/** Characters that make a spreadsheet take a pasted text for a formula (OWASP ASVS 1.2.10). */
const FORMULA = /^[=+\-@\t\r\0＝＋－＠]/;

/** One cell of pasted text: no line breaks or tabs, and never a formula; numbers stay numbers. */
export function tsvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  const text = String(value);
  return (FORMULA.test(text) ? `'${text}` : text).replace(/[\t\r\n\0]+/g, ' ');
}

/** Rows with their headers, as a spreadsheet takes them from the clipboard. */
export function tsv(headers: readonly string[], rows: readonly (readonly unknown[])[]): string {
  return [headers, ...rows].map((cells) => cells.map(tsvCell).join('\t')).join('\r\n');
}
