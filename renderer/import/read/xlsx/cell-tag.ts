import { MAX_COLUMNS, MAX_ROWS } from '../limits.ts';
import { UnreadableFile } from '../types.ts';

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 9 || code === 13;
}

/**
 * Reads the attributes `r`, `s`, `t` and `hidden` of a cell's or row's tag. Written by hand and kept in one object: a file
 * has millions of them.
 */
export class CellTag {
  /** Where the `r` attribute's value stands in the text; 0, 0 when there is none. */
  #from = 0;
  #to = 0;
  #text = '';
  type = '';
  style = 0;
  hidden = false;

  /** Reads from behind the tag's name; gives the index of its `>`. */
  read(text: string, from: number): number {
    this.#text = text;
    this.#from = this.#to = 0;
    this.type = '';
    this.style = 0;
    this.hidden = false;
    for (let at = from; ; at++) {
      const code = text.charCodeAt(at);
      if (code === 62) return at;
      if (isSpace(code) || code === 47) continue;
      const equals = text.indexOf('=', at);
      let quote = equals + 1;
      while (isSpace(text.charCodeAt(quote))) quote++;
      const sign = text.charCodeAt(quote);
      const end =
        sign === 34 ? text.indexOf('"', quote + 1) : sign === 39 ? text.indexOf("'", quote + 1) : -1;
      if (equals < 0 || end < 0) throw new UnreadableFile('damaged', 'cell');
      const next = text.charCodeAt(at + 1);
      if (next === 61 || isSpace(next)) this.#take(code, quote + 1, end);
      else if (code === 104 && text.slice(at, equals).trimEnd() === 'hidden')
        this.hidden = /^(1|true)$/.test(text.slice(quote + 1, end));
      at = end;
    }
  }

  #take(name: number, from: number, to: number): void {
    if (name === 114) {
      this.#from = from;
      this.#to = to;
    } else if (name === 115) this.style = Number(this.#text.slice(from, to));
    else if (name === 116) this.type = this.#text.slice(from, to);
  }

  get hasReference(): boolean {
    return this.#to > 0;
  }

  /** The `r` of a row, or the number in that of a cell: 12 for `12` and for `AB12`. */
  row(): number {
    let at = this.#from;
    while (at < this.#to && this.#text.charCodeAt(at) > 57) at++;
    const row = Number(this.#text.slice(at, this.#to));
    if (!(Number.isInteger(row) && row >= 1 && row <= MAX_ROWS)) throw this.#damaged();
    return row;
  }

  /** The column in the `r` of a cell, from 0: 27 for `AB12`. @throws UnreadableFile beyond Excel's last */
  column(): number {
    let column = 0;
    for (let at = this.#from; at < this.#to; at++) {
      const letter = this.#text.charCodeAt(at) & 0xdf;
      if (letter < 65 || letter > 90) break;
      column = column * 26 + letter - 64;
    }
    if (column < 1 || column > MAX_COLUMNS) throw this.#damaged();
    return column - 1;
  }

  #damaged(): UnreadableFile {
    return new UnreadableFile('damaged', this.#text.slice(this.#from, this.#to));
  }
}
