import { bind, ident, literal } from '../../shared/sql/quote.ts';
import { NoRoom } from './database-error.ts';
import type { Params, Reader } from './engine.ts';

export interface Sort {
  readonly column: string;
  readonly descending?: boolean;
}

type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** One condition on one column. Dates are days, `2024-03-05`; ranges include both ends; text ignores case. */
export type ColumnFilter = { readonly column: string } & (
  | {
      readonly kind: 'text';
      readonly op: 'contains' | 'notContains' | 'equals' | 'starts';
      readonly value: string;
    }
  | { readonly kind: 'number'; readonly op: Comparison; readonly value: number }
  | { readonly kind: 'number'; readonly op: 'between'; readonly from: number; readonly to: number }
  | { readonly kind: 'date'; readonly op: Comparison; readonly value: string }
  | { readonly kind: 'date'; readonly op: 'between'; readonly from: string; readonly to: string }
  | { readonly kind: 'values'; readonly values: readonly (string | null)[] }
  | { readonly kind: 'blank' }
  | { readonly kind: 'notBlank' }
);

export interface WindowSpec {
  /** A table or a view. */
  readonly table: string;
  /** Columns computed from the table's own, which can be sorted and filtered like them: new name → SQL. */
  readonly select?: Readonly<Record<string, { readonly sql: string; readonly params?: Params }>>;
  readonly where?: { readonly sql: string; readonly params?: Params };
  readonly sort: readonly Sort[];
  readonly filters: readonly ColumnFilter[];
}

/** Rows of one query in one order, read a stretch at a time. It shows the table as it was when opened or, when the database was started anew, since. */
export interface RowWindow {
  readonly count: number;
  /** Rows `start` to before `end`, fewer at the edges. */
  rows<T = Record<string, unknown>>(start: number, end: number, signal?: AbortSignal): Promise<T[]>;
  /** Frees the index; a second call does nothing. */
  close(): Promise<void>;
}

// A name no dataset has, so that it is never ambiguous beside the table's own columns.
const KEY = ident('_window_key');
let opened = 0;

function comparison(kind: 'number' | 'date', f: ColumnFilter & { kind: 'number' | 'date' }): string {
  const type = kind === 'number' ? 'DOUBLE' : 'DATE';
  const column = `TRY_CAST(${ident(f.column)} AS ${type})`;
  const value = (v: string | number) => `CAST(${literal(v)} AS ${type})`;
  if (f.op === 'between') return `${column} BETWEEN ${value(f.from)} AND ${value(f.to)}`;
  // "Not 5" means a blank too, as it does in a spreadsheet.
  return `${column} ${f.op === '<>' ? 'IS DISTINCT FROM' : f.op} ${value(f.value)}`;
}

function textCondition(f: ColumnFilter & { kind: 'text' }): string {
  const column = `lower(CAST(${ident(f.column)} AS VARCHAR))`;
  const value = `lower(${literal(f.value)})`;
  switch (f.op) {
    case 'contains':
      return `contains(${column}, ${value})`;
    case 'notContains':
      return `NOT coalesce(contains(${column}, ${value}), FALSE)`;
    case 'equals':
      return `${column} = ${value}`;
    case 'starts':
      return `starts_with(${column}, ${value})`;
  }
}

/** The SQL of one filter; every value and name in it is quoted. */
export function filterCondition(f: ColumnFilter): string {
  const blank = `coalesce(trim(CAST(${ident(f.column)} AS VARCHAR)), '') = ''`;
  switch (f.kind) {
    case 'text':
      return textCondition(f);
    case 'number':
    case 'date':
      return comparison(f.kind, f);
    case 'values': {
      const texts = f.values.filter((v) => v !== null);
      const listed = `coalesce(CAST(${ident(f.column)} AS VARCHAR) IN (${texts.map(literal).join(', ')}), FALSE)`;
      const parts = [...(texts.length ? [listed] : []), ...(texts.length < f.values.length ? [blank] : [])];
      return parts.length ? `(${parts.join(' OR ')})` : 'FALSE';
    }
    case 'blank':
      return blank;
    case 'notBlank':
      return `NOT (${blank})`;
  }
}

/** `, (sql) AS "name"` for each computed column; the line break ends a comment that the SQL may end with. */
function computed(spec: WindowSpec, only: (name: string) => boolean = () => true): string {
  return Object.entries(spec.select ?? {})
    .filter(([name]) => only(name))
    .map(([name, e]) => `, (${bind(e.sql, e.params ?? {})}\n) AS ${ident(name)}`)
    .join('');
}

/** What fills the index: one key per row of the result, in its order. */
function ordered(spec: WindowSpec, key: string, keep: string): string {
  const where = spec.where ? ` WHERE (${bind(spec.where.sql, spec.where.params ?? {})}\n)` : '';
  // What neither sorts nor filters need not be computed for every row.
  const used = new Set([...spec.sort, ...spec.filters].map((c) => c.column));
  const needed = computed(spec, (name) => keep === '*' || used.has(name));
  const rows = `SELECT ${key} AS ${KEY}, *${needed} FROM ${ident(spec.table)}${where}`;
  const filters = spec.filters.map((f) => ` AND (${filterCondition(f)})`).join('');
  const sort = spec.sort.map((s) => `${ident(s.column)} ${s.descending ? 'DESC' : 'ASC'} NULLS LAST`);
  return `SELECT ${keep} FROM (${rows}) WHERE TRUE${filters} ORDER BY ${[...sort, KEY].join(', ')}`;
}

/** By what a row of a table or of a dataset is found again; null for another view, whose rows have no number. */
async function idOf(engine: Reader, table: string, signal?: AbortSignal): Promise<string | null> {
  const [found] = await engine.rows<{ view: boolean; id: boolean }>(
    `SELECT EXISTS (FROM duckdb_views() WHERE lower(view_name) = lower($table)) AS view,
      EXISTS (FROM duckdb_columns() WHERE lower(table_name) = lower($table) AND column_name = '_id') AS id`,
    { table },
    signal,
  );
  if (found?.id) return ident('_id');
  return found?.view ? null : 'rowid';
}

/**
 * Sorts and filters once, into a temporary table whose own row numbers are the positions, so that a page costs
 * the same wherever it lies. For a table or a dataset only row ids are kept; another view has none, so its rows are.
 * When the database was started anew since, the temporary table is made again by the next page.
 * @throws Error with DuckDB's message, or an AbortError when the signal fired.
 */
export async function openWindow(engine: Reader, spec: WindowSpec, signal?: AbortSignal): Promise<RowWindow> {
  opened += 1;
  const name = `_window_${opened}`;
  const index = ident(name);
  const id = await idOf(engine, spec.table, signal);
  const source = ident(spec.table);
  const fill = id === null ? ordered(spec, 'row_number() OVER ()', '*') : ordered(spec, id, KEY);
  const page =
    id === null
      ? `SELECT * EXCLUDE (${KEY}) FROM ${index}`
      : `SELECT ${source}.*${computed(spec)} FROM ${index} JOIN ${source} ON ${source}.${id} = ${index}.${KEY}`;

  // All of it is asked as looking at something: what it takes would be taken again at once.
  const make = async (by?: AbortSignal) => {
    await engine.rows(`CREATE OR REPLACE TEMP TABLE ${index} AS ${fill}`, undefined, by);
    // Within a transaction the row numbers of a new table begin beyond what a JavaScript number can hold.
    const [made] = await engine.rows<{ n: number; first: string }>(
      `SELECT count(*) AS n, CAST(coalesce(min(rowid), 0) AS VARCHAR) AS first FROM ${index}`,
      undefined,
      by,
    );
    return { n: made?.n ?? 0, first: made?.first ?? '0' };
  };
  const isThere = async () =>
    (await engine.rows('SELECT 1 FROM duckdb_tables() WHERE table_name = $name', { name })).length > 0;
  const drop = () => engine.rows(`DROP TABLE IF EXISTS temp.${index}`);

  let open = true;
  let total: Awaited<ReturnType<typeof make>>;
  let mending: Promise<boolean> | null = null;
  /** Makes the index again if it is gone. @returns whether it was */
  const mend = async () => {
    // In a transaction that has failed nothing can be asked, and nothing is gone.
    if (await isThere().catch(() => true)) return false;
    total = await make();
    return true;
  };
  try {
    total = await make(signal);
  } catch (error) {
    await drop().catch(() => undefined);
    throw error;
  }
  return {
    get count() {
      return total.n;
    },
    async rows<T>(start: number, end: number, pageSignal?: AbortSignal) {
      const from = Math.max(0, Math.trunc(start));
      const to = Math.trunc(end);
      const read = async () => {
        if (!open) throw new Error('the window is closed');
        if (!(from < to)) return [];
        const at = (row: number) => `${total.first} + ${literal(row)}`;
        const stretch = `${index}.rowid >= ${at(from)} AND ${index}.rowid < ${at(to)}`;
        return engine.rows<T>(`${page} WHERE ${stretch} ORDER BY ${index}.rowid`, undefined, pageSignal);
      };
      try {
        return await read();
      } catch (error) {
        if (!open || pageSignal?.aborted || error instanceof NoRoom) throw error;
        mending ??= mend().finally(() => {
          mending = null;
        });
        if (!(await mending)) throw error;
        return read();
      }
    },
    async close() {
      if (!open) return;
      open = false;
      await mending?.catch(() => undefined);
      await drop();
    },
  };
}

/** Rows that are read at once, by what leaves the program: few enough for memory, many enough to be worth a statement. */
const PORTION = 20_000;

/** All rows of a window in its order, a portion at a time; the window is closed at the end, however it comes. */
export async function* inPortions<T>(window: RowWindow, size = PORTION): AsyncGenerator<T[]> {
  try {
    for (let at = 0; at < window.count; at += size) yield await window.rows<T>(at, at + size);
  } finally {
    await window.close();
  }
}
