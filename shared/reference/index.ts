/** Reference data that rules read: one CSV file per table beside this one, each row with source and status. */
export interface ReferenceTable {
  /** Table name; the file is `<name>.csv` without the `ref_`. */
  readonly name: string;
  /** Column → DuckDB type, in the file's order. */
  readonly columns: Readonly<Record<string, string>>;
}

export const referenceTables: readonly ReferenceTable[] = [
  {
    /** Man-days of an initial audit by headcount. Risk `*`: the scheme has one column only. */
    name: 'ref_audit_time',
    columns: {
      table_version: 'VARCHAR',
      scheme: 'VARCHAR',
      risk: 'VARCHAR',
      staff_from: 'INTEGER',
      staff_to: 'INTEGER',
      mandays: 'DOUBLE',
      source: 'VARCHAR',
      status: 'VARCHAR',
    },
  },
  {
    /**
     * What was in force when. Scheme `*`: every management system. A row without a value is a slot for a text
     * that could not be read yet; until it is filled, what was in force before goes on applying. `regulation` and
     * `source` hold `中文 | English` where the two differ; `[TAG]` is explained in sources.csv, and
     * regulation-parameters.ts says what a parameter is called.
     */
    name: 'ref_regulation',
    columns: {
      regulation: 'VARCHAR',
      scheme: 'VARCHAR',
      parameter: 'VARCHAR',
      value: 'VARCHAR',
      valid_from: 'DATE',
      valid_to: 'DATE',
      source: 'VARCHAR',
      status: 'VARCHAR',
    },
  },
  {
    /**
     * What exports write and what it means. `matched`: the whole cell (leading zeros aside), its start, or a
     * part of it; a whole match wins, then the longest.
     */
    name: 'ref_vocabulary',
    columns: {
      vocabulary: 'VARCHAR',
      written: 'VARCHAR',
      matched: 'VARCHAR',
      meaning: 'VARCHAR',
      source: 'VARCHAR',
      status: 'VARCHAR',
    },
  },
  {
    /**
     * Phrases that rules look for in what people write, as plain_text() leaves them: capitals, no spaces. `list` is
     * the question, `role` the phrase's part in it (what is looked for, what denies it, what is something else).
     */
    name: 'ref_phrase',
    columns: {
      list: 'VARCHAR',
      role: 'VARCHAR',
      phrase: 'VARCHAR',
      meaning: 'VARCHAR',
      source: 'VARCHAR',
      status: 'VARCHAR',
    },
  },
  {
    /**
     * What needs a CCC certificate (`certificate`), or a declaration instead (`declaration`), from when to when. Known by
     * the end of a shop's category (`matched` whole: by all of it). Not the whole catalogue: what shops sell most.
     */
    name: 'ref_ccc_catalogue',
    columns: {
      catalogue: 'VARCHAR',
      product_code: 'VARCHAR',
      product: 'VARCHAR',
      keyword: 'VARCHAR',
      matched: 'VARCHAR',
      regime: 'VARCHAR',
      valid_from: 'DATE',
      valid_to: 'DATE',
      source: 'VARCHAR',
      status: 'VARCHAR',
    },
  },
];
