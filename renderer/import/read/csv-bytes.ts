import type { SourceRow } from './types.ts';

const QUOTE = 34;
const COMMA = 44;
const LINE_END = 10;
const REPLACEMENT = 0xfffd;

/** Writes UTF-8 by hand into a growing buffer: four times faster than joining strings and encoding them. */
class Utf8 {
  bytes = new Uint8Array(1024 * 1024);
  length = 0;

  byte(value: number): void {
    this.#reserve(1);
    this.bytes[this.length++] = value;
  }

  digits(value: number): void {
    for (const digit of String(value)) this.byte(digit.charCodeAt(0));
  }

  /** Text between quotes, its quotes doubled, its NULs left out. */
  quoted(text: string): void {
    this.#reserve(3 * text.length + 2);
    const { bytes } = this;
    let at = this.length;
    bytes[at++] = QUOTE;
    for (let i = 0; i < text.length; i++) {
      let code = text.charCodeAt(i);
      if (code < 0x80) {
        if (code === 0) continue;
        if (code === QUOTE) bytes[at++] = QUOTE;
        bytes[at++] = code;
        continue;
      }
      if (code >= 0xd800 && code < 0xe000) {
        code = text.codePointAt(i) as number;
        if (code > 0xffff) i++;
        else code = REPLACEMENT;
      }
      if (code < 0x800) bytes[at++] = 0xc0 | (code >> 6);
      else {
        if (code < 0x10000) bytes[at++] = 0xe0 | (code >> 12);
        else {
          bytes[at++] = 0xf0 | (code >> 18);
          bytes[at++] = 0x80 | ((code >> 12) & 0x3f);
        }
        bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
      }
      bytes[at++] = 0x80 | (code & 0x3f);
    }
    bytes[at++] = QUOTE;
    this.length = at;
  }

  /** Room for `size` bytes more; a doubled quote takes two bytes for one character, less than the three assumed. */
  #reserve(size: number): void {
    if (this.length + size <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.bytes.length, this.length + size));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

/**
 * Rows as UTF-8 CSV for DuckDB: the row number, then the chosen cells; text always quoted with "" escapes, null
 * as nothing, no header, lines ended by \n. NUL characters are left out: DuckDB text cannot hold them.
 */
export function encodeRows(rows: readonly SourceRow[], columns: readonly number[]): Uint8Array<ArrayBuffer> {
  const out = new Utf8();
  for (const { row, cells } of rows) {
    out.digits(row);
    for (const column of columns) {
      out.byte(COMMA);
      const cell = cells[column];
      if (cell !== null && cell !== undefined) out.quoted(cell);
    }
    out.byte(LINE_END);
  }
  return out.bytes.slice(0, out.length);
}
