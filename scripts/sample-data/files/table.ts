import type { World } from '../world.ts';

export type Cell = string | number | null;

export interface Column<R> {
  readonly header: string;
  /** Field of the dataset; '' for what no dataset knows. */
  readonly field: string;
  readonly type?: 'text' | 'number' | 'date' | 'moment';
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

export interface ExportFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly imports: readonly ImportTruth[];
}

/** The cells of a table, damaged ones as they stand in the file. */
export function cellsOf<R extends object>(
  world: World,
  rows: readonly R[],
  columns: readonly Column<R>[],
): Cell[][] {
  return rows.map((row, n) => columns.map((c) => world.spoiled.get(row)?.[c.field] ?? c.value(row, n)));
}

/** `lines[n]`: the row in which record n begins, as a person sees it. */
export function importTruth<R extends object>(
  world: World,
  at: Pick<ImportTruth, 'file' | 'sheet' | 'dataset'>,
  rows: readonly R[],
  columns: readonly Column<R>[],
  lines: readonly number[],
  rejected = 0,
): ImportTruth {
  const unreadable = rows.flatMap((row, n) =>
    Object.entries(world.spoiled.get(row) ?? {}).flatMap(([field, raw]) => {
      const column = columns.find((c) => c.field === field);
      return column ? [{ row: lines[n] as number, header: column.header, raw }] : [];
    }),
  );
  return {
    ...at,
    records: rows.length,
    loaded: rows.length - rejected,
    rejected,
    skipped: 0,
    problems: unreadable.length,
    unreadable,
  };
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
