/** Rows in the order of a text key; rows with the same key keep theirs. */
export function inOrderOf<R>(rows: readonly R[], key: (row: R) => string): R[] {
  return rows
    .map((row) => [key(row), row] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, row]) => row);
}
