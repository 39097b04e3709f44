import type { Title } from './columns.ts';
import { normaliseHeader } from './header-text.ts';
import { type Cells, hasContent } from './read/content.ts';
import type { SourceRow } from './read/types.ts';

/** One to three rows that together may be a sheet's header. */
export interface HeaderRows {
  /** Row of the last of them, as a person sees it. */
  readonly row: number;
  /** The last one's cells. */
  readonly cells: Cells;
  readonly titles: readonly (Title | null)[];
  /** Up to the last column with a title. */
  readonly width: number;
  /** How many rows. */
  readonly depth: number;
}

/** Rows of a header at most. */
export const DEEPEST = 3;

const textAt = (row: SourceRow, column: number) =>
  hasContent(row.cells[column]) ? (row.cells[column] as string).trim() : '';

/**
 * The texts above one another of each column, without repetitions. A title that was merged over several columns
 * stands in the first of them only, so it holds for the empty cells to its right, as long as there is a title
 * below, and one below itself: without that it was merged downwards and is the title of its own column.
 */
function stacks(rows: readonly SourceRow[], width: number): string[][] {
  const stacked: string[][] = Array.from({ length: width }, () => []);
  for (const [level, row] of rows.entries()) {
    const below = (column: number) => rows.slice(level + 1).some((r) => textAt(r, column) !== '');
    let group = '';
    for (const [column, stack] of stacked.entries()) {
      const text = textAt(row, column);
      if (text !== '') group = below(column) ? text : '';
      const title = text !== '' ? text : below(column) ? group : '';
      if (!below(column) && text === '') group = '';
      if (title !== '' && stack.at(-1) !== title) stack.push(title);
    }
  }
  return stacked;
}

function titleOf(stack: readonly string[]): Title | null {
  if (stack.length === 0) return null;
  const normal = stack.map(normaliseHeader);
  return { written: stack.join(' / '), names: normal.map((_, from) => normal.slice(from).join('')) };
}

/** The rows read as one header. */
export function headerOf(rows: readonly SourceRow[]): HeaderRows {
  const last = rows.at(-1) as SourceRow;
  const longest = Math.max(0, ...rows.map((r) => r.cells.length));
  const titles = stacks(rows, longest).map(titleOf);
  while (titles.length > 0 && titles.at(-1) === null) titles.pop();
  return { row: last.row, cells: last.cells, titles, width: titles.length, depth: rows.length };
}

/** Whether `next` stands right below: a workbook leaves blank rows out, and text counts the lines within quotes. */
function isBelow(next: SourceRow, row: SourceRow): boolean {
  const lines = row.cells.join('').match(/\r\n|\r|\n/g)?.length ?? 0;
  return row.cells.some(hasContent) && (next.row === row.row + 1 || next.row === row.row + 1 + lines);
}

/** Every header that ends in the row at `index`: alone, and with the rows right above it. */
export function headersEndingAt(head: readonly SourceRow[], index: number): HeaderRows[] {
  const headers: HeaderRows[] = [];
  for (let from = index; from >= 0 && index - from < DEEPEST; from--) {
    if (from < index && !isBelow(head[from + 1] as SourceRow, head[from] as SourceRow)) break;
    headers.push(headerOf(head.slice(from, index + 1)));
  }
  return headers;
}
