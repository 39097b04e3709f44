import type { World } from '../world.ts';

export type Cell = string | number | null;

export interface Column<R> {
  readonly header: string;
  /** Field of the dataset; '' for what no dataset knows. */
  readonly field: string;
  readonly type?: 'text' | 'number' | 'date' | 'moment';
  /** `n` counts the rows of the file from 0. */
  readonly value: (row: R, n: number) => Cell;
}

export interface Unreadable {
  readonly row: number;
  readonly header: string;
  readonly raw: string;
}

/** What an import of one file or sheet must come to. Records stand below the header, blank ones included. */
export interface ImportTruth {
  readonly file: string;
  readonly sheet: string | null;
  readonly dataset: string | null;
  readonly records: number;
  readonly loaded: number;
  readonly rejected: number;
  readonly skipped: number;
  /** Values that cannot be read as their field's type. */
  readonly problems: number;
  readonly unreadable: readonly Unreadable[];
}

/** A file, or several, that grow block by block. */
export interface Export {
  add(world: World): void;
  /** Writes what is left to write, and says what importing it must come to. */
  finish(): ImportTruth[];
}

/** The cells of a row, damaged ones as they stand in the file. */
export function cellsOf<R extends object>(
  world: World,
  row: R,
  columns: readonly Column<R>[],
  n: number,
): Cell[] {
  const spoiled = world.spoiled.get(row);
  return columns.map((c) => spoiled?.[c.field] ?? c.value(row, n));
}

/** Counts the records of one file or sheet as they are written. */
export class Tally {
  records = 0;
  readonly #unreadable: Unreadable[] = [];
  #rejected = 0;

  constructor(readonly at: Pick<ImportTruth, 'file' | 'sheet' | 'dataset'>) {}

  /** `line`: the row in which the record begins, as a person sees it. */
  add<R extends object>(world: World, row: R, columns: readonly Column<R>[], line: number): void {
    this.records += 1;
    for (const [field, raw] of Object.entries(world.spoiled.get(row) ?? {})) {
      // An empty cell is nothing that could not be read.
      if (raw === '') continue;
      const column = columns.find((c) => c.field === field);
      if (column) this.#unreadable.push({ row: line, header: column.header, raw });
    }
  }

  reject(): void {
    this.#rejected += 1;
  }

  truth(): ImportTruth {
    return {
      ...this.at,
      records: this.records,
      loaded: this.records - this.#rejected,
      rejected: this.#rejected,
      skipped: 0,
      problems: this.#unreadable.length,
      unreadable: this.#unreadable,
    };
  }
}

/** A file or sheet that is no dataset. */
export const notRecognised = (file: string, sheet: string | null): ImportTruth => ({
  file,
  sheet,
  dataset: null,
  records: 0,
  loaded: 0,
  rejected: 0,
  skipped: 0,
  problems: 0,
  unreadable: [],
});
