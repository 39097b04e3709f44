import { formatKind, type NumberKind } from '../xlsx/number-format.ts';

/** Formats that XML-2003 calls by name. */
const NAMED: ReadonlyMap<string, NumberKind> = new Map([
  ['General Date', 'datetime'],
  ['Long Date', 'date'],
  ['Medium Date', 'date'],
  ['Short Date', 'date'],
  ['Long Time', 'time'],
  ['Medium Time', 'time'],
  ['Short Time', 'time'],
  ...['General Number', 'Currency', 'Euro Currency', 'Fixed', 'Standard', 'Percent', 'Scientific'].map(
    (name) => [name, 'number'] as const,
  ),
  ...['Yes/No', 'True/False', 'On/Off'].map((name) => [name, 'number'] as const),
]);

/** The styles of an XML-2003 workbook: what the numbers of each mean. */
export class Xml2003Styles {
  readonly #kinds = new Map<string, NumberKind>();
  #last = '';

  /** A style; without a format of its own it has that of its parent. */
  start(id: string, parent: string | undefined): void {
    this.#last = id;
    this.#kinds.set(id, this.kind(parent));
  }

  /** The format of the style that was started last. */
  format(code: string): void {
    this.#kinds.set(this.#last, NAMED.get(code) ?? formatKind(code));
  }

  kind(id: string | undefined): NumberKind {
    return this.#kinds.get(id ?? 'Default') ?? 'number';
  }
}
