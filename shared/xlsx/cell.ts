import { cutText, UNHOLDABLE } from './characters.ts';
import { type CellStyle, styleIndex } from './styles.ts';

/** Excel's limit on the text of one cell. */
export const LONGEST_TEXT = 32_767;

/** Excel and WPS show text-formatted cells beyond this length as `####`. */
const LONGEST_TEXT_FORMAT = 255;

/** Text as a cell can hold it: unholdable characters dropped, line breaks as LF, cut with an ellipsis. */
export function cellText(text: string): string {
  const clean = text.replace(UNHOLDABLE, '').replace(/\r\n?/g, '\n');
  return clean.length > LONGEST_TEXT ? `${cutText(clean, LONGEST_TEXT - 1)}…` : clean;
}

const ENTITY: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const xmlText = (text: string): string =>
  /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (c) => ENTITY[c] as string) : text;

/** 1 → A, 27 → AA. */
export function columnName(column: number): string {
  let name = '';
  for (let n = column; n > 0; n = Math.floor((n - 1) / 26)) {
    name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
  }
  return name;
}

const MOMENT = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?$/;
const DAY = 86_400_000;
const EPOCH = Date.UTC(1899, 11, 30);
const FIRST_SAFE = Date.UTC(1900, 2, 1); // before it, serials differ between programs (the false 1900-02-29)

/** `2024-03-05`, `2024-03-05 09:30[:15]` as serial number and the form it was given in; null if it is no such day. */
export function serialOf(text: string): { serial: number; form: 'date' | 'minute' | 'second' } | null {
  const m = MOMENT.exec(text);
  if (!m) return null;
  const [year, month, day, hour, minute, second] = m.slice(1).map((v) => Number(v ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const at = Date.UTC(year, month - 1, day);
  const real = new Date(at).getUTCMonth() === month - 1 && new Date(at).getUTCDate() === day;
  if (!real || at < FIRST_SAFE || hour > 23 || minute > 59 || second > 59) return null;
  const seconds = hour * 3600 + minute * 60 + second;
  const form = m[4] === undefined ? 'date' : m[6] === undefined ? 'minute' : 'second';
  return { serial: (at - EPOCH) / DAY + seconds / 86_400, form };
}

const FORMULA = /^[\s\u00a0]*[=+\-@＝＋－＠]/;

/** A text cell. What a spreadsheet might read as a formula is marked as text for good (quotePrefix). */
export function textCell(ref: string, raw: string, look?: Partial<CellStyle>): string {
  const text = cellText(raw);
  if (text === '') return '';
  const style = styleIndex({
    format: text.length > LONGEST_TEXT_FORMAT ? 'general' : 'text',
    quoted: FORMULA.test(text) || /^[\t\n]/.test(text),
    ...look,
  });
  // `_x000D_` is how the format escapes characters, so a literal one has to be escaped itself.
  const escaped = xmlText(text).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
  return `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped}</t></is></c>`;
}

/** A number or a date. */
export function numberCell(ref: string, value: number, format: CellStyle['format']): string {
  if (!Number.isFinite(value)) return '';
  return `<c r="${ref}" s="${styleIndex({ format })}"><v>${value}</v></c>`;
}
