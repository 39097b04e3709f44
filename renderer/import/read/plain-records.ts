import type { FieldType } from '../../../shared/datasets/index.ts';
import {
  CLASS,
  CR,
  isBad,
  isDenseStart,
  isIdentifier,
  isNoDay,
  isSimple,
  LF,
  NUL,
  OTHER,
  QUOTE,
  QUOTED,
  STOP,
  WIDE,
} from './plain-cells.ts';

/** What comes next in the bytes: nothing more that is whole, one odd record, or no records at all. */
export type Found =
  | { readonly next: 'end'; readonly at: number }
  | { readonly next: 'odd'; readonly at: number; readonly to: number; readonly lines: number }
  | { readonly next: 'lost'; readonly at: number };

/** Plain records one after the other, and what their cells are. */
export interface Stretch {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly rows: number;
  /** Line of the first record. */
  readonly firstRow: number;
  /** Lines left out: behind so many records of the stretch, so many lines. */
  readonly gaps: readonly (readonly [after: number, lines: number])[];
  readonly delimiter: string;
  /** By position: how many cells hold something; a date that is the sign for none does not. */
  readonly filled: Uint32Array;
  /** By position: 1 where the plain cast of every cell is the value that the reading macros would give. */
  readonly simple: Uint8Array;
}

export interface PlainForm {
  /** One ASCII character. */
  readonly delimiter: string;
  /** What each position of a record is read as; null for one that nobody wants. Every record has so many cells. */
  readonly types: readonly (FieldType | null)[];
  /** Whether a record that begins with this text in this column might be no data (a total, a footnote, a header). */
  readonly mayBeAside: (text: string, column: number) => boolean;
}

/**
 * Finds the records of UTF-8 text that a plain CSV parser reads as CsvScanner does: RFC 4180 to the letter, each with
 * as many cells as the header, on one line, with content. Looks at bytes only; makes a string of a first cell that
 * might be the word for a total. Everything else is `odd`, to be read by itself by CsvScanner, or `lost`: from there
 * on the whole text is.
 */
export class PlainRecords {
  readonly #delimiter: number;
  readonly #class = CLASS.slice();
  readonly #types: PlainForm['types'];
  readonly #mayBeAside: PlainForm['mayBeAside'];
  /** By position, of the record looked at: EMPTY, VALUE or NOTHING. */
  readonly #has: Uint8Array;
  readonly #decoder = new TextDecoder();
  #out = new Uint8Array(1024 * 1024);
  #length = 0;
  #rows = 0;
  #taken = 0;
  #firstRow = 0;
  #gaps: [number, number][] = [];
  #crlf = false;
  #filled: Uint32Array;
  #simple: Uint8Array;

  /** @param line number of the first line that will be looked at */
  constructor(
    form: PlainForm,
    public line: number,
  ) {
    this.#delimiter = form.delimiter.charCodeAt(0);
    this.#class[this.#delimiter] = OTHER | STOP;
    this.#types = form.types;
    this.#mayBeAside = form.mayBeAside;
    this.#has = new Uint8Array(form.types.length);
    this.#filled = new Uint32Array(form.types.length);
    this.#simple = new Uint8Array(form.types.length).fill(1);
  }

  /** Whether some plain record ended in an empty cell. */
  endsEmpty = false;

  /** Bytes of the stretch under way. */
  get length(): number {
    return this.#length;
  }

  /** Plain records found, of all stretches. */
  get found(): number {
    return this.#taken + this.#rows;
  }

  get gaps(): number {
    return this.#gaps.length;
  }

  /** The plain records so far; the next ones make another stretch. */
  take(): Stretch {
    const stretch: Stretch = {
      bytes: this.#withoutCr(),
      rows: this.#rows,
      firstRow: this.#firstRow,
      gaps: this.#gaps,
      delimiter: String.fromCharCode(this.#delimiter),
      filled: this.#filled,
      simple: this.#simple,
    };
    this.#taken += this.#rows;
    this.#length = this.#rows = 0;
    this.#gaps = [];
    this.#filled = new Uint32Array(this.#types.length);
    this.#simple = new Uint8Array(this.#types.length).fill(1);
    return stretch;
  }

  /** Goes on behind an odd record of so many lines. */
  skip(lines: number): void {
    const last = this.#gaps.at(-1);
    if (last?.[0] === this.#rows) last[1] += lines;
    else if (this.#rows > 0) this.#gaps.push([this.#rows, lines]);
    this.line += lines;
  }

  /** Takes the plain records from `at` on, as far as they are whole. `final`: no bytes come behind these. */
  scan(bytes: Uint8Array, at: number, final: boolean): Found {
    let copied = at;
    const keep = (to: number) => {
      this.#append(bytes, copied, to);
      copied = to;
    };
    for (let from = at; ; ) {
      if (from >= bytes.length) {
        keep(from);
        return { next: 'end', at: from };
      }
      const to = this.#record(bytes, from, final);
      if (to === INCOMPLETE || to === LOST) {
        keep(from);
        // A quote that nobody closes must not gather the rest of the file.
        const lost = to === LOST || bytes.length - from > LONGEST;
        return { next: lost ? 'lost' : 'end', at: from };
      }
      if (this.#odd) {
        keep(from);
        return { next: 'odd', at: from, to, lines: this.#lines };
      }
      if (this.#rows === 0) this.#firstRow = this.line;
      this.#rows++;
      this.line++;
      from = to;
      // The last line of a file may lack its end.
      if (to === bytes.length && bytes[to - 1] !== LF) {
        keep(to);
        this.#append(LINE_END, 0, 1);
        return { next: 'end', at: to };
      }
    }
  }

  /** The stretch with \n alone behind its lines: DuckDB loses records that end in \r\n. */
  #withoutCr(): Uint8Array<ArrayBuffer> {
    if (!this.#crlf) return this.#out.slice(0, this.#length);
    const plain = new Uint8Array(this.#length);
    let to = 0;
    for (let at = 0; at < this.#length; at++) {
      const byte = this.#out[at] as number;
      if (byte !== CR) plain[to++] = byte;
    }
    return plain.slice(0, to);
  }

  #append(bytes: Uint8Array, from: number, to: number): void {
    const size = to - from;
    if (this.#length + size > this.#out.length) {
      const larger = new Uint8Array(Math.max(2 * this.#out.length, this.#length + size));
      larger.set(this.#out.subarray(0, this.#length));
      this.#out = larger;
    }
    this.#out.set(bytes.subarray(from, to), this.#length);
    this.#length += size;
  }

  /** Of the record looked at last: not plain, and on how many lines it stands. */
  #odd = false;
  #lines = 1;

  /** Reads one record; gives the index behind its line end, or why there is none. */
  #record(bytes: Uint8Array, start: number, final: boolean): number {
    const end = bytes.length;
    const delimiter = this.#delimiter;
    const cells = this.#types.length;
    const has = this.#has;
    const classes = this.#class;
    let odd = false;
    let lines = 1;
    let column = 0;
    let filled = 0;
    let at = start;
    for (; ; at++, column++) {
      let mask = 0;
      let from = at;
      let to: number;
      if (bytes[at] === QUOTE) {
        from = ++at;
        for (; ; at++) {
          if (at >= end) return final ? LOST : INCOMPLETE;
          const byte = bytes[at] as number;
          if (byte === QUOTE) {
            if (bytes[at + 1] !== QUOTE) break;
            at++;
          } else if (byte === LF || byte === CR) {
            odd = true;
            if (byte === LF || bytes[at + 1] !== LF) lines++;
          }
          mask |= CLASS[byte] as number;
        }
        to = at++;
        if (at >= end && !final) return INCOMPLETE;
        if (at < end && bytes[at] !== delimiter && bytes[at] !== LF && bytes[at] !== CR) return LOST;
        if (to - from > LONGEST) return LOST;
      } else {
        for (; at < end; at++) {
          const kind = classes[bytes[at] as number] as number;
          if (kind & STOP) break;
          mask |= kind;
        }
        to = at;
        if (at >= end && !final) return INCOMPLETE;
        if (mask & QUOTED) odd = true;
      }
      if (column >= cells) odd = true;
      else if (to > from) {
        const type = this.#types[column];
        has[column] = type && isNoDay(type, bytes, from, to) ? NOTHING : VALUE;
        if (filled++ === 0 && !this.#begins(bytes, from, to, column, mask)) odd = true;
        if (mask & (NUL | WIDE) && isBad(bytes, from, to)) odd = true;
        if (type && this.#simple[column] && !isSimple(type, bytes, from, to, mask)) this.#simple[column] = 0;
      } else has[column] = EMPTY;
      if (at >= end || bytes[at] !== delimiter) break;
    }
    if (at - start > LONGEST) return LOST;
    if (bytes[at] === CR) {
      if (at + 1 >= end && !final) return INCOMPLETE;
      // A lone \r ends a line too, but not for every parser.
      if (bytes[at + 1] !== LF) return LOST;
      this.#crlf = true;
      at++;
    }
    if (column !== cells - 1 || filled === 0) odd = true;
    if (!odd) this.#count();
    this.#odd = odd;
    this.#lines = lines;
    return Math.min(at + 1, end);
  }

  /** Counts the cells of a plain record. */
  #count(): void {
    const { length } = this.#has;
    for (let column = 0; column < length; column++)
      if (this.#has[column] === VALUE) this.#filled[column] = (this.#filled[column] as number) + 1;
    this.endsEmpty ||= this.#has[length - 1] === EMPTY;
  }

  /** Whether a record that begins with this cell is surely data. */
  #begins(bytes: Uint8Array, from: number, to: number, column: number, mask: number): boolean {
    if (!isDenseStart(bytes, from)) return false;
    if (isIdentifier(bytes, from, to, mask)) return true;
    return !this.#mayBeAside(this.#decoder.decode(bytes.subarray(from, to)), column);
  }
}

const EMPTY = 0;
const VALUE = 1;
const NOTHING = 2;
const INCOMPLETE = -1;
const LOST = -2;
/** Of a record or quoted cell, in bytes; what is longer is read with more care. */
const LONGEST = 1024 * 1024;
const LINE_END = Uint8Array.of(LF);
