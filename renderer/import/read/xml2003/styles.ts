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

/** The styles of an XML-2003 workbook: what the numbers of each mean, by an index as cells of an .xlsx have it. */
export class Xml2003Styles {
  readonly kinds: NumberKind[] = [];
  readonly #indices = new Map<string, number>();

  /** A style; without a format of its own it has that of its parent. */
  start(id: string, parent: string | undefined): void {
    this.#indices.set(id, this.kinds.length);
    this.kinds.push(this.kinds[this.index(parent)] ?? 'number');
  }

  /** The format of the style that was started last. */
  format(code: string): void {
    if (this.kinds.length > 0) this.kinds[this.kinds.length - 1] = NAMED.get(code) ?? formatKind(code);
  }

  /** -1 for one that is not there. */
  index(id: string | undefined): number {
    return this.#indices.get(id ?? 'Default') ?? -1;
  }
}
