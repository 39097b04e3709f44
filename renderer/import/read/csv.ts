import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { type SourceRow, UnreadableFile } from './types.ts';

const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;
const NONE = Number.POSITIVE_INFINITY;

/** The text of a quoted field and the index behind it; or why it has none. */
type Quoted = { readonly value: string; readonly end: number } | 'unfinished' | 'not-quoted';

/**
 * Cuts delimited text into records, RFC 4180, piece by piece. Text that keeps the rules is read by the rules;
 * for text that breaks them nothing is dropped and no line disappears into another one's quotes:
 * - a quote within an unquoted field is text;
 * - a quote within a quoted field that is neither doubled nor before a delimiter or line end is text, as long as
 *   the field ends in its line (`"said "yes" twice"`);
 * - an opening quote that never closes, closes only after `limits.quoted` characters, or runs over a line end or
 *   delimiter into another field's opening quote, is text itself, and the record ends at its line end.
 */
export class CsvScanner {
  readonly #delimiter: string;
  readonly #delimiterCode: number;
  readonly #limits: Limits;
  #text = '';
  #final = false;
  #line = 1;
  // Next occurrence at or behind the place last asked for: every search goes over the text once.
  #nextLf = -1;
  #nextCr = -1;
  #nextQuote = -1;
  #nextDelimiter = -1;

  constructor(delimiter: string, limits: Limits = DEFAULT_LIMITS) {
    this.#delimiter = delimiter;
    this.#delimiterCode = delimiter.charCodeAt(0);
    this.#limits = limits;
  }

  /** The records that are complete with this piece. */
  push(piece: string): SourceRow[] {
    this.#text = this.#text === '' ? piece : this.#text + piece;
    return this.#scan();
  }

  /** The last record, when no line end closed it. */
  end(): SourceRow[] {
    this.#final = true;
    return this.#scan();
  }

  #scan(): SourceRow[] {
    this.#nextLf = this.#nextCr = this.#nextQuote = this.#nextDelimiter = -1;
    const rows: SourceRow[] = [];
    let at = 0;
    while (at < this.#text.length) {
      const cells: (string | null)[] = [];
      const lineEnd = this.#lineEnd(at);
      const end = this.#quote(at) < lineEnd ? this.#quotedRecord(at, cells) : this.#plainRecord(at, cells);
      if (end === NONE) break;
      rows.push({ row: this.#line, cells });
      this.#line += lineEnd < end ? 1 + this.#lineEndsWithin(lineEnd, end) : 1;
      at = this.#afterLineEnd(end);
    }
    this.#text = this.#text.slice(at);
    if (this.#text.length > this.#limits.record) throw new UnreadableFile('too-large', `line ${this.#line}`);
    return rows;
  }

  /** A record without quotes: all of one line. Gives the index of its line end, or NONE when that is still to come. */
  #plainRecord(at: number, cells: (string | null)[]): number {
    const end = this.#recordEnd(this.#lineEnd(at));
    if (end === NONE || end === at) return end;
    const parts: (string | null)[] = this.#text.slice(at, end).split(this.#delimiter);
    for (let i = 0; i < parts.length; i++) cells.push(parts[i] === '' ? null : (parts[i] as string));
    return end;
  }

  #quotedRecord(from: number, cells: (string | null)[]): number {
    let at = from;
    for (;;) {
      const quoted = this.#text.charCodeAt(at) === QUOTE ? this.#quotedField(at) : 'not-quoted';
      if (quoted === 'unfinished') return NONE;
      let end: number;
      if (quoted === 'not-quoted') {
        end = this.#recordEnd(Math.min(this.#lineEnd(at), this.#delimiterAt(at)));
        if (end === NONE) return NONE;
        cells.push(end === at ? null : this.#text.slice(at, end));
      } else {
        end = quoted.end;
        cells.push(quoted.value === '' ? null : quoted.value);
      }
      if (this.#text.charCodeAt(end) !== this.#delimiterCode) return this.#recordEnd(end);
      at = end + 1;
    }
  }

  #quotedField(start: number): Quoted {
    const text = this.#text;
    let doubled = false;
    let broken = false;
    for (let from = start + 1; ; ) {
      const quote = text.indexOf('"', from);
      const length = (quote < 0 ? text.length : quote) - start;
      if (length > this.#limits.quoted) return 'not-quoted';
      if (quote < 0) return this.#final ? 'not-quoted' : 'unfinished';
      // In a broken field, a quote in the next line or directly behind a delimiter opens another field.
      if (broken && this.#opensAnother(start, quote)) return 'not-quoted';
      if (text.charCodeAt(quote + 1) === QUOTE) {
        doubled = true;
        from = quote + 2;
        continue;
      }
      const end = this.#afterBlanks(quote + 1);
      if (end === text.length && !this.#final) return 'unfinished';
      if (this.#endsField(end)) {
        const value = text.slice(start + 1, quote);
        return { value: doubled ? value.replaceAll('""', '"') : value, end };
      }
      if (this.#opensAnother(start, quote)) return 'not-quoted';
      broken = true;
      from = quote + 1;
    }
  }

  #opensAnother(start: number, quote: number): boolean {
    return this.#endsField(quote - 1) || this.#lineEnd(start) < quote;
  }

  #afterBlanks(at: number): number {
    let end = at;
    while (this.#text.charCodeAt(end) === SPACE) end++;
    return end;
  }

  #endsField(at: number): boolean {
    if (at >= this.#text.length) return true;
    const code = this.#text.charCodeAt(at);
    return code === this.#delimiterCode || code === LF || code === CR;
  }

  /** `end`, unless more text may still belong to what ends there. */
  #recordEnd(end: number): number {
    const length = this.#text.length;
    if (end >= length) return this.#final ? length : NONE;
    const lfMayFollow = end === length - 1 && this.#text.charCodeAt(end) === CR && !this.#final;
    return lfMayFollow ? NONE : end;
  }

  #afterLineEnd(end: number): number {
    const crlf = this.#text.charCodeAt(end) === CR && this.#text.charCodeAt(end + 1) === LF;
    return end + (crlf ? 2 : 1);
  }

  #lineEndsWithin(from: number, to: number): number {
    let count = 0;
    for (let at = this.#firstLineEnd(from, to); at < to; at = this.#firstLineEnd(at, to)) {
      count++;
      at = this.#afterLineEnd(at);
    }
    return count;
  }

  #firstLineEnd(from: number, to: number): number {
    for (let at = from; at < to; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === LF || code === CR) return at;
    }
    return to;
  }

  #lineEnd(at: number): number {
    if (this.#nextLf < at) this.#nextLf = this.#find('\n', at);
    if (this.#nextCr < at) this.#nextCr = this.#find('\r', at);
    return Math.min(this.#nextLf, this.#nextCr);
  }

  #quote(at: number): number {
    if (this.#nextQuote < at) this.#nextQuote = this.#find('"', at);
    return this.#nextQuote;
  }

  #delimiterAt(at: number): number {
    if (this.#nextDelimiter < at) this.#nextDelimiter = this.#find(this.#delimiter, at);
    return this.#nextDelimiter;
  }

  #find(what: string, from: number): number {
    const at = this.#text.indexOf(what, from);
    return at < 0 ? NONE : at;
  }
}
