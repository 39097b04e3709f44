/** What names a row of the regulation table, whatever its value is: parameter, scheme, first day, regulation. */
export const regulationKey = (t: string): string =>
  `concat_ws('|', ${t}.parameter, ${t}.scheme, coalesce(CAST(${t}.valid_from AS VARCHAR), ''), ${t}.regulation)`;

/**
 * The statements that lay the analyst's edits over the regulation table as shipped. The last edit of a row that is not
 * undone counts; rows that were added, or that a newer version ships no more, stay as they were edited.
 * @param shipped whether `ref_regulation` has just been read from its file
 */
export function overlayRegulation(shipped = false): string[] {
  const columns = [
    'regulation',
    'scheme',
    'parameter',
    'value',
    'valid_from',
    'valid_to',
    'source',
    'status',
  ];
  const either = columns.map((c) => `CASE WHEN e.row_key IS NULL THEN s.${c} ELSE e.${c} END AS ${c}`);
  return [
    ...(shipped
      ? [
          `CREATE OR REPLACE TABLE regulation_shipped AS SELECT *, ${regulationKey('r')} AS row_key FROM ref_regulation AS r`,
        ]
      : []),
    `CREATE OR REPLACE TABLE ref_regulation AS
     WITH edit AS (SELECT * FROM regulation_edit WHERE undone_at IS NULL QUALIFY row_number() OVER (PARTITION BY row_key ORDER BY id DESC) = 1)
     SELECT ${either.join(', ')} FROM regulation_shipped AS s LEFT JOIN edit AS e ON e.row_key = s.row_key
     UNION ALL SELECT ${columns.join(', ')} FROM edit WHERE row_key NOT IN (SELECT row_key FROM regulation_shipped)`,
  ];
}
