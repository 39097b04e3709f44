export type Cells = readonly (string | null)[];

// White space as the SQL side trims it (trim_all): zero-width characters are not content. Nor are control
// characters: old programs end a file with U+001A, or fill it up with NULs.
const CONTENT = /[^\s\p{Cc}\u200b-\u200d\u2060]/u;

export function hasContent(cell: string | null | undefined): boolean {
  return cell !== null && cell !== undefined && CONTENT.test(cell);
}

/** Index of the last cell with content; -1 for a blank record. */
export function lastContent(cells: Cells): number {
  let last = cells.length - 1;
  while (last >= 0 && !hasContent(cells[last])) last--;
  return last;
}

/** Index of the first cell with content; the number of cells for a blank record. */
export function firstContent(cells: Cells): number {
  let first = 0;
  while (first < cells.length && !hasContent(cells[first])) first++;
  return first;
}

/** The cells with content, and where they stand. */
export function contentOf(cells: Cells): { readonly text: string; readonly column: number }[] {
  return cells.flatMap((cell, column) => (hasContent(cell) ? [{ text: cell as string, column }] : []));
}
