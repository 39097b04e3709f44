import type { Limits } from '../limits.ts';
import { UnreadableFile } from '../types.ts';
import { findTag, isTag, tagEnd } from './xml.ts';

/**
 * An element found in `text`: its tag at `start`, its content from `from`; the whole of it is there. Gives the index
 * of its end tag, which a visitor that reads the content comes upon anyway. `from` is -1 for one without content.
 */
export type Visit = (text: string, start: number, from: number) => number;

const MAX_TAG = 1024 * 1024;
/** How much of the text before a piece is looked at again for an end tag cut in two. */
const SEAM = 256;
const SLASH = 47;

function unfinished(text: string, from: number): string {
  if (text.length - from > MAX_TAG) throw new UnreadableFile('damaged', 'XML');
  return text.slice(from);
}

/** Index of the last end tag that is whole; -1 for none. */
function lastTag(text: string, tag: string): number {
  let at = text.lastIndexOf(tag);
  while (at >= 0 && !(isTag(text, tag, at) && text.indexOf('>', at) >= 0))
    at = at > 0 ? text.lastIndexOf(tag, at - 1) : -1;
  return at;
}

/**
 * Finds, in plain XML given piece by piece, the elements `name` within the element `container` under the root,
 * whatever prefix the file writes. Each is handed over whole, so one that spans many pieces is kept in pieces and
 * joined once. The container must be closed: a cut file is refused, not read as a short one.
 */
export class ElementScanner {
  readonly #root: string;
  readonly #container: string;
  readonly #name: string;
  readonly #limits: Limits;
  readonly #visit: (prefix: string) => Visit;
  #prefix: string | null = null;
  #visitor: Visit = (_text, _start, from) => from;
  #closed = false;
  #pieces: string[] = [];
  #length = 0;
  #seam = '';
  #rest = '';

  constructor(
    root: string,
    container: string,
    name: string,
    limits: Limits,
    visit: (prefix: string) => Visit,
  ) {
    this.#root = root;
    this.#container = container;
    this.#name = name;
    this.#limits = limits;
    this.#visit = visit;
  }

  /** The container was closed: no more elements come. */
  get closed(): boolean {
    return this.#closed;
  }

  push(piece: string): void {
    if (this.#closed) return;
    if (this.#pieces.length > 0) this.#continueElement(piece);
    else this.#rest = this.#scan(this.#rest + piece);
  }

  /** @throws UnreadableFile when the text ended early */
  end(): void {
    if (!this.#closed) throw new UnreadableFile('damaged', this.#root);
  }

  /** Looks for the open element's end in the new piece only: one giant element must not be searched again and again. */
  #continueElement(piece: string): void {
    const close = `</${this.#prefix}${this.#name}`;
    const around = this.#seam + piece;
    this.#addPiece(piece);
    const at = findTag(around, close, 0);
    if (at < 0 || around.indexOf('>', at) < 0) return;
    const whole = this.#pieces.join('');
    this.#pieces = [];
    this.#rest = this.#scan(whole);
  }

  #addPiece(piece: string): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
    this.#seam = (this.#seam + piece.slice(-SEAM)).slice(-SEAM);
    if (this.#length > this.#limits.element) throw new UnreadableFile('too-large', this.#name);
  }

  /** Visits the elements that are whole; gives the text that is to be looked at again with the next piece. */
  #scan(text: string): string {
    let at = 0;
    if (this.#prefix === null) {
      at = this.#readRoot(text);
      if (at < 0) return unfinished(text, 0);
    }
    const open = `<${this.#prefix}${this.#name}`;
    const lastEnd = lastTag(text, `</${this.#prefix}${this.#name}`);
    for (;;) {
      const start = findTag(text, open, at);
      if (start < 0) return this.#withoutElements(text, at);
      const tag = tagEnd(text, start + open.length);
      if (tag < 0) return unfinished(text, start);
      if (text.charCodeAt(tag - 1) === SLASH) {
        this.#visitor(text, start, -1);
        at = tag + 1;
      } else if (tag > lastEnd) {
        this.#seam = '';
        this.#length = 0;
        this.#addPiece(text.slice(start));
        return '';
      } else {
        at = text.indexOf('>', this.#visitor(text, start, tag + 1)) + 1;
      }
    }
  }

  #readRoot(text: string): number {
    const start = text.indexOf('<');
    const end = start < 0 ? -1 : tagEnd(text, start + 1);
    if (end < 0) return -1;
    const [, prefix, name] = /^<([^\s/>:]*:)?([^\s/>]*)/.exec(text.slice(start, end)) ?? [];
    if (name !== this.#root) throw new UnreadableFile('damaged', this.#root);
    this.#prefix = prefix ?? '';
    this.#visitor = this.#visit(this.#prefix);
    this.#closed = this.#container === this.#root && text.charCodeAt(end - 1) === SLASH;
    return end + 1;
  }

  #withoutElements(text: string, from: number): string {
    const container = `${this.#prefix}${this.#container}`;
    const empty = this.#container === this.#root ? -1 : findTag(text, `<${container}`, from);
    const end = empty < 0 ? -1 : tagEnd(text, empty);
    this.#closed ||=
      findTag(text, `</${container}`, from) >= 0 || (end >= 0 && text.charCodeAt(end - 1) === SLASH);
    if (this.#closed) return '';
    const last = text.lastIndexOf('<');
    return last >= from && tagEnd(text, last) < 0 ? unfinished(text, last) : '';
  }
}
