import type { FieldType } from '../../../shared/datasets/index.ts';

/* What the bytes of one cell say, without a string of it. */

export const QUOTE = 34;
export const LF = 10;
export const CR = 13;
const HASH = 35;
const DASH = 45;
const DOT = 46;
const SLASH = 47;
const COLON = 58;
const BLANK = 32;

/** What a byte is, as bits that a cell collects. */
const DIGIT = 1;
const E = 2;
const POINT = 4;
/** ASCII that is none of these. */
export const OTHER = 8;
/** Part of a character beyond ASCII. */
const HIGH = 16;
/** May begin a full-width form, an ideographic blank or the replacement character. */
export const WIDE = 32;
export const NUL = 64;
/** A quote, which within text is odd. */
export const QUOTED = 128;
/** Ends a cell that is not quoted. */
export const STOP = 256;

export const CLASS = Uint16Array.from({ length: 256 }, (_, byte) => {
  if (byte === 0) return NUL;
  if (byte === QUOTE) return OTHER | QUOTED;
  if (byte === LF || byte === CR) return OTHER | STOP;
  if (byte >= 48 && byte <= 57) return DIGIT;
  if (byte === 69 || byte === 101) return E;
  if (byte === DOT) return POINT;
  if (byte < 128) return OTHER;
  return byte === 0xe3 || byte === 0xef ? HIGH | WIDE : HIGH;
});

const LETTER_P = 112;
/** The last letters of rows, row, affected, selected, and the full stop. */
const ROWS_END: readonly number[] = [115, 119, 100, DOT | BLANK];

/**
 * Whether a cell is surely an identifier and no word for a total or a footnote: it is ASCII with figures in it, and no
 * Page 12, 12 rows or text with a colon.
 */
export function isIdentifier(bytes: Uint8Array, from: number, to: number, mask: number): boolean {
  if (mask & HIGH || !(mask & DIGIT)) return false;
  const first = (bytes[from] as number) | BLANK;
  const last = (bytes[to - 1] as number) | BLANK;
  if (first === LETTER_P || (first < 58 && ROWS_END.includes(last))) return false;
  return !bytes.subarray(from, to).includes(COLON);
}

/** NUL, or the sign for a character that could not be read. */
export function isBad(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    if (bytes[at] === 0) return true;
    if (bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) return true;
  }
  return false;
}

/** Surely no white space: printing ASCII, or three bytes that are no ideographic blank, byte order mark or the like. */
const isDense = (lead: number, second: number, third: number): boolean =>
  lead < 128
    ? lead > BLANK && lead < 127
    : lead >= 0xe3 &&
      lead < 0xf0 &&
      !(lead === 0xe3 && second === 0x80 && third === 0x80) &&
      !(lead === 0xef && second === 0xbb);

export const isDenseStart = (bytes: Uint8Array, from: number): boolean =>
  isDense(bytes[from] as number, bytes[from + 1] as number, bytes[from + 2] as number);

function hasDenseEnds(bytes: Uint8Array, from: number, to: number): boolean {
  if (!isDenseStart(bytes, from)) return false;
  const last = bytes[to - 1] as number;
  if (last < 128) return isDense(last, 0, 0);
  // The end of a character of three bytes, not of two behind an ASCII one.
  const lead = bytes[to - 3] as number;
  return to - from >= 3 && lead >= 0xe0 && isDense(lead, bytes[to - 2] as number, last);
}

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 48 && byte <= 57;

/** `2024-03-05` */
function isDay(bytes: Uint8Array, from: number): boolean {
  if (bytes[from + 4] !== DASH || bytes[from + 7] !== DASH) return false;
  for (let i = 0; i < 10; i++) if (i !== 4 && i !== 7 && !isDigit(bytes[from + i])) return false;
  return true;
}

/** `2024-03-05` or, as Excel writes it, `2024/3/5`: of both the cast gives what the macro would, whether there is such a day or not. */
function isDate(bytes: Uint8Array, from: number, to: number): boolean {
  const sign = bytes[from + 4];
  const day = from + (bytes[from + 6] === sign ? 7 : 8);
  if ((sign !== DASH && sign !== SLASH) || bytes[day - 1] !== sign) return false;
  if (to <= day || to > day + 2) return false;
  for (let at = from; at < to; at++)
    if (at !== from + 4 && at !== day - 1 && !isDigit(bytes[at])) return false;
  return true;
}

const NO_DAY = [...'0000-00-00'].map((sign) => sign.charCodeAt(0));

/** Whether a date is what exports write for none. */
export const isNoDay = (type: FieldType, bytes: Uint8Array, from: number, to: number): boolean =>
  type === 'date' && to - from === NO_DAY.length && NO_DAY.every((byte, i) => bytes[from + i] === byte);

/** ` 09:30` or ` 09:30:00` */
function isClock(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from !== 6 && to - from !== 9) return false;
  for (let i = 0; from + i < to; i++) {
    const wanted = i === 0 ? BLANK : i % 3 === 0 ? COLON : 0;
    if (wanted === 0 ? !isDigit(bytes[from + i]) : bytes[from + i] !== wanted) return false;
  }
  return true;
}

/** Whether the plain cast of this cell, which holds something, is what the macros of read-values.sql would give. */
export function isSimple(
  type: FieldType,
  bytes: Uint8Array,
  from: number,
  to: number,
  mask: number,
): boolean {
  const length = to - from;
  switch (type) {
    case 'text':
      return bytes[from] !== HASH && hasDenseEnds(bytes, from, to);
    case 'identifier':
      // Scientific notation and full-width forms are what the macro is for.
      return (
        !(mask & WIDE) &&
        bytes[from] !== HASH &&
        hasDenseEnds(bytes, from, to) &&
        !(mask & E && isDigit(bytes[from]) && (CLASS[bytes[from + 1] as number] as number) & (E | POINT))
      );
    case 'date':
      return isDate(bytes, from, to);
    case 'moment':
      return length > 10 && isDay(bytes, from) && isClock(bytes, from + 10, to);
    case 'integer':
      return mask === DIGIT && length < 10;
    case 'decimal':
      return !(mask & ~(DIGIT | POINT)) && length < 17;
    case 'boolean':
      return false;
  }
}
