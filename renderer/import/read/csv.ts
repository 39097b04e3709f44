import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { type SourceRow, type TextDialect, UnreadableFile } from './types.ts';

const LF = 10;
const CR = 13;
const SPACE = 32;
const BACKSLASH = 92;
/** The signs that cut a text; quotes are " and doubled unless told. */
export type Cut = Pick<TextDialect, 'delimiter'> & Partial<Pick<TextDialect, 'quote' | 'escape'>>;

/** Not an index: more text is needed; the quote is text. */
const UNFINISHED = -1;
const NOT_QUOTED = -2;

/**
 * Cuts delimited text into records, RFC 4180, piece by piece. Text that keeps the rules is read by the rules;
 * for text that breaks them nothing is dropped and no line disappears into another one's quotes:
 * - a quote within an unquoted field is text;
 * - a quote within a quoted field that is neither doubled nor before a delimiter or line end is text, as long as
 *   the field ends in its line (`"said "yes" twice"`);
 * - an opening quote that never closes, closes only after `limits.quoted` characters, or runs over a line end or
 *   delimiter into another field's opening quote, is text itself, and the record ends at its line end.
 * Where the dialect escapes with backslashes, one before a quote or another backslash in a quoted field goes.
 */
export class CsvScanner {
  readonly #delimiterCode: number;
  readonly #quote: string;
  /** NaN when quotes are text: no character equals it. */
  readonly #quoteCode: number;
  readonly #escapes: boolean;
  readonly #limits: Limits;
  #text = '';
  #final = false;
  #line: number;
  #inner = 0;

  /** @param line number of the first line that it gets */
  constructor({ delimiter, quote = '"', escape: sign }: Cut, limits: Limits = DEFAULT_LIMITS, line = 1) {
    this.#line = line;
    this.#delimiterCode = delimiter.charCodeAt(0);
    this.#quote = quote;
    this.#quoteCode = quote.charCodeAt(0);
    this.#escapes = sign === '\\';
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
    const rows: SourceRow[] = [];
    let at = 0;
    while (at < this.#text.length) {
      const cells: (string | null)[] = [];
      const end = this.#readRecord(at, cells);
      if (end === UNFINISHED) break;
      rows.push({ row: this.#line, cells });
      this.#line += 1 + this.#inner;
      at = this.#afterLineEnd(end);
    }
    this.#text = this.#text.slice(at);
    if (this.#text.length > this.#limits.record) throw new UnreadableFile('too-large', `line ${this.#line}`);
    return rows;
  }

  /** Reads one record into `cells` and its line ends within quotes into `#inner`; gives the index of its line end. */
  #readRecord(from: number, cells: (string | null)[]): number {
    this.#inner = 0;
    for (let at = from; ; at++) {
      let end = this.#text.charCodeAt(at) === this.#quoteCode ? this.#readQuoted(at, cells) : NOT_QUOTED;
      if (end === UNFINISHED) return UNFINISHED;
      if (end === NOT_QUOTED) {
        end = this.#fieldEnd(at);
        cells.push(end === at ? null : this.#text.slice(at, end));
      }
      if (this.#text.charCodeAt(end) === this.#delimiterCode) {
        at = end;
        continue;
      }
      if (!this.#isWhole(end)) return UNFINISHED;
      // A line without anything has no cells, not one empty cell.
      if (end === from) cells.pop();
      return end;
    }
  }

  /** Whether a record that ends here can get nothing more: its line end is there, a \r with the \n that may follow. */
  #isWhole(end: number): boolean {
    const { length } = this.#text;
    return this.#final || end < length - 1 || (end === length - 1 && this.#text.charCodeAt(end) !== CR);
  }

  /** Reads a quoted field; gives the index behind it, or why there is none. */
  #readQuoted(start: number, cells: (string | null)[]): number {
    const text = this.#text;
    let doubled = false;
    let broken = false;
    let lines = 0;
    for (let from = start + 1; ; ) {
      const quote = text.indexOf(this.#quote, from);
      const length = (quote < 0 ? text.length : quote) - start;
      if (length > this.#limits.quoted) return NOT_QUOTED;
      if (quote < 0) return this.#final ? NOT_QUOTED : UNFINISHED;
      lines += this.#lineEnds(from, quote);
      if (this.#escapes && this.#isEscaped(quote, start)) {
        from = quote + 1;
        continue;
      }
      // Such a quote opens another field, unless it is doubled or closes ours by the rules.
      const opens = lines > 0 || this.#endsField(quote - 1);
      if (broken && opens) return NOT_QUOTED;
      if (text.charCodeAt(quote + 1) === this.#quoteCode) {
        doubled = true;
        from = quote + 2;
        continue;
      }
      const end = this.#afterBlanks(quote + 1);
      if (this.#endsField(end)) {
        let value = text.slice(start + 1, quote);
        if (doubled) value = value.replaceAll(this.#quote + this.#quote, this.#quote);
        // With escapes, a backslash is doubled also where no quote follows.
        if (this.#escapes) value = value.replace(/\\([\\"'])/g, '$1');
        cells.push(value === '' ? null : value);
        this.#inner += lines;
        return end;
      }
      if (opens) return NOT_QUOTED;
      broken = true;
      from = quote + 1;
    }
  }

  /** An odd number of backslashes stands before the quote. */
  #isEscaped(quote: number, start: number): boolean {
    let at = quote - 1;
    while (at > start && this.#text.charCodeAt(at) === BACKSLASH) at--;
    return (quote - 1 - at) % 2 === 1;
  }

  #afterBlanks(at: number): number {
    let end = at;
    // Where blanks delimit, each ends its field.
    if (this.#delimiterCode === SPACE) return end;
    while (this.#text.charCodeAt(end) === SPACE) end++;
    return end;
  }

  #endsField(at: number): boolean {
    if (at >= this.#text.length) return true;
    const code = this.#text.charCodeAt(at);
    return code === this.#delimiterCode || code === LF || code === CR;
  }

  #afterLineEnd(end: number): number {
    const crlf = this.#text.charCodeAt(end) === CR && this.#text.charCodeAt(end + 1) === LF;
    return end + (crlf ? 2 : 1);
  }

  #fieldEnd(from: number): number {
    const text = this.#text;
    const delimiter = this.#delimiterCode;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === delimiter || code === LF || code === CR) return at;
    }
    return text.length;
  }

  #lineEnds(from: number, to: number): number {
    const text = this.#text;
    let count = 0;
    for (let at = from; at < to; at++) {
      const code = text.charCodeAt(at);
      if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) count++;
    }
    return count;
  }
}
