/** Reference data that rules read: one CSV file per table beside this one, each row with source and status. */
export interface ReferenceTable {
  /** Table name; the file is `<name>.csv` without the `ref_`. */
  readonly name: string;
  /** Column → DuckDB type, in the file's order. */
  readonly columns: Readonly<Record<string, string>>;
}

export const referenceTables: readonly ReferenceTable[] = [];
