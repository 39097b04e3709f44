import { type Limits, MAX_COLUMNS, MAX_ROWS } from '../limits.ts';
import { type Merge, UnreadableFile } from '../types.ts';
import { attributes, findTag, tagEnd } from './xml.ts';

const MAX_TAG = 1024;

function column(letters: string): number {
  let value = 0;
  for (const letter of letters.toUpperCase()) value = value * 26 + letter.charCodeAt(0) - 64;
  return value - 1;
}

/** What a range such as `B3:C7` merges downwards: its left column. null for one of a single row. */
function vertical(ref: string): Merge | null {
  const [, left, first, last] =
    /^\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?[A-Za-z]{1,3}\$?(\d{1,7})$/.exec(ref) ?? [];
  if (left === undefined) return null;
  const merge = { column: column(left), first: Number(first), last: Number(last) };
  const known = merge.column < MAX_COLUMNS && merge.first >= 1 && merge.last <= MAX_ROWS;
  return known && merge.first < merge.last ? merge : null;
}

/** Collects the merged cells out of what stands behind a worksheet's rows, given piece by piece. */
export class MergeCells {
  readonly merges: Merge[] = [];
  readonly #tag: string;
  readonly #limits: Limits;
  #rest = '';

  constructor(prefix: string, limits: Limits) {
    this.#tag = `<${prefix}mergeCell`;
    this.#limits = limits;
  }

  push(piece: string): void {
    const text = this.#rest + piece;
    let at = 0;
    for (let start = findTag(text, this.#tag, 0); start >= 0; start = findTag(text, this.#tag, at)) {
      const end = tagEnd(text, start);
      if (end < 0) {
        // Nothing but a hostile file has such a tag.
        if (text.length - start > MAX_TAG) throw new UnreadableFile('damaged', 'mergeCells');
        this.#rest = text.slice(start);
        return;
      }
      this.#add(attributes(text.slice(start, end)).get('ref') ?? '');
      at = end + 1;
    }
    // A tag may be cut in two, or its name not be known to end yet.
    this.#rest = text.slice(Math.max(at, text.length - this.#tag.length));
  }

  #add(ref: string): void {
    const merge = vertical(ref);
    if (merge === null) return;
    if (this.merges.length === this.#limits.merges) throw new UnreadableFile('too-large', 'mergeCells');
    this.merges.push(merge);
  }
}
