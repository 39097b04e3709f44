import type { Limits } from '../limits.ts';
import { UnreadableFile } from '../types.ts';
import { ElementScanner } from './element-scanner.ts';
import { richText } from './text.ts';
import { findTag, TagNames } from './xml.ts';

/** Reads the shared strings in their order; empty ones as null. */
export class SharedStrings {
  readonly strings: (string | null)[] = [];
  readonly #scanner: ElementScanner;
  #length = 0;

  constructor(limits: Limits) {
    this.#scanner = new ElementScanner('sst', 'sst', 'si', limits, (prefix) => {
      const names = new TagNames(prefix);
      return (text, _start, from) => {
        const to = from < 0 ? -1 : findTag(text, names.stringEnd, from);
        this.#add(from < 0 ? '' : richText(text.slice(from, to), names), limits);
        return to;
      };
    });
  }

  #add(string: string, limits: Limits): void {
    this.strings.push(string || null);
    this.#length += string.length;
    if (this.#length > limits.sharedText) throw new UnreadableFile('too-large', 'sharedStrings');
  }

  push(piece: string): void {
    this.#scanner.push(piece);
  }

  end(): void {
    this.#scanner.end();
  }
}
