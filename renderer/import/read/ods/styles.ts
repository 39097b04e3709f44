import type { NumberKind } from '../xlsx/number-format.ts';
import { localAttributes, type Tag } from '../xlsx/xml.ts';

/** What the styles of an OpenDocument file say about cells and sheets; collected tag by tag. */
export class OdsStyles {
  /** Formats of dates that show a clock too. */
  readonly #clocks = new Set<string>();
  /** Cell style to format. */
  readonly #formats = new Map<string, string>();
  readonly #hiddenSheets = new Set<string>();
  #format = '';
  #style = '';

  tag({ name, closing, source }: Tag): void {
    if (closing) return;
    if (name === 'date-style') this.#format = localAttributes(source).get('name') ?? '';
    else if (name === 'hours') this.#clocks.add(this.#format);
    else if (name === 'style') {
      const style = localAttributes(source);
      this.#style = style.get('name') ?? '';
      if (style.get('family') === 'table-cell')
        this.#formats.set(this.#style, style.get('data-style-name') ?? '');
    } else if (name === 'table-properties' && localAttributes(source).get('display') === 'false')
      this.#hiddenSheets.add(this.#style);
  }

  /** How a date in a cell of this style is shown: a midnight with or without its clock. */
  dateKind(style: string): NumberKind {
    return this.#clocks.has(this.#formats.get(style) ?? '') ? 'datetime' : 'date';
  }

  isHidden(style: string): boolean {
    return this.#hiddenSheets.has(style);
  }
}
