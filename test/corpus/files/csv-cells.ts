import type { CorpusFile, Row, SheetResult } from '../corpus-file.ts';
import { certificates, keysOf, line, linesOf, rowsFrom, signIns, type Table, text } from '../tables.ts';

/*
 * Pollock (Vitagliano et al., VLDB 2023) damages one sign of a clean file at a time, at every place in turn. Its
 * kinds again, on small tables of our own: for each it is known which cells must come out, and where.
 */

const places = ({ header, records }: Table) =>
  [header, ...records].flatMap((cells, record) => cells.map((_, cell) => ({ record, cell })));

/** The lines of the table with one of them made differently. */
function withLine(table: Table, record: number, made: string): string {
  return linesOf(table)
    .map((cells, i) => (i === record ? made : line(cells)))
    .join('\n')
    .concat('\n');
}

const normal = ({ dataset, records }: Table): SheetResult => ({
  dataset,
  headerRow: 1,
  rows: rowsFrom(2, records),
});

/**
 * A second delimiter behind one cell: a record gets too wide and is rejected, or noted if nothing stands beyond the
 * header; below a header that got a gap every record is noted.
 */
function extraDelimiter(table: Table, { record, cell }: { record: number; cell: number }): CorpusFile {
  const { header, records, dataset } = table;
  const cells = linesOf(table)[record] as string[];
  const last = cell === header.length - 1;
  const made = cells.map((text, i) => (i === cell ? `${text},` : text)).join(',');
  const row = record + 1;
  let result: SheetResult;
  if (last) {
    const rows = rowsFrom(2, records).map((r): Row => (r[0] === row ? [...r, null] : r));
    result = { dataset, headerRow: 1, rows, notes: record > 0 ? [`${row} too-many-cells`] : [] };
  } else if (record > 0) {
    const rows = rowsFrom(2, records).filter(([n]) => n !== row);
    result = { dataset, headerRow: 1, rows, rejected: [`${row} too-many-cells`] };
  } else {
    const rows = rowsFrom(2, records);
    result = { dataset, headerRow: 1, rows, notes: rows.map(([n]) => `${n} too-few-cells`) };
  }
  return {
    name: `extra-delimiter-${dataset}-${record}-${cell}.csv`,
    content: withLine(table, record, made),
    sheets: [result],
    keys: keysOf(table),
  };
}

/** No delimiter behind one cell: a record is short, which is noted; the header lacks a field or is not known. */
function missingDelimiter(
  table: Table,
  { record, cell }: { record: number; cell: number },
  spoiled: readonly number[],
): CorpusFile[] {
  const { header, records, dataset } = table;
  if (cell === header.length - 1) return [];
  const cells = linesOf(table)[record] as string[];
  const made = cells.toSpliced(cell, 2, `${cells[cell]}${cells[cell + 1]}`);
  const row = record + 1;
  const rows = rowsFrom(2, records);
  let result: SheetResult = { dataset: null };
  if (record > 0) {
    const damaged = rows.map((r): Row => (r[0] === row ? [row, ...made] : r));
    result = { dataset, headerRow: 1, rows: damaged, notes: [`${row} too-few-cells`] };
  } else if (!spoiled.includes(cell)) {
    result = { dataset, headerRow: 1, rows: [], rejected: rows.map(([n]) => `${n} too-many-cells`) };
  }
  return [
    {
      name: `missing-delimiter-${dataset}-${record}-${cell}.csv`,
      content: withLine(table, record, line(made)),
      sheets: [result],
      keys: result.dataset ? keysOf(table).filter((key) => !made.join().includes(key) || record > 0) : [],
    },
  ];
}

const QUOTES = {
  /** Before a cell of a table without quotes. */
  'quote-before': { always: false, make: (cell: string) => `"${cell}`, read: (cell: string) => `"${cell}` },
  'quote-within': {
    always: true,
    make: (cell: string) => `"${cell.slice(0, 1)}"${cell.slice(1)}"`,
    read: (cell: string) => `${cell.slice(0, 1)}"${cell.slice(1)}`,
  },
  'no-opening-quote': {
    always: true,
    make: (cell: string) => `${cell}"`,
    read: (cell: string) => `${cell}"`,
  },
  'no-closing-quote': {
    always: true,
    make: (cell: string) => `"${cell}`,
    read: (cell: string) => `"${cell}`,
  },
} as const;

/** A quote too many or too few at one cell of a record: it stays in the cell, and no line vanishes. */
function strayQuote(
  table: Table,
  kind: keyof typeof QUOTES,
  { record, cell }: { record: number; cell: number },
): CorpusFile {
  const { dataset, records } = table;
  const { always, make, read } = QUOTES[kind];
  const how = { quoting: always ? ('always' as const) : ('needed' as const) };
  const lines = linesOf(table).map((cells, i) =>
    cells.map((text, j) => (i === record && j === cell ? make(text) : line([text], how))).join(','),
  );
  const rows = rowsFrom(2, records).map((r, i) => {
    const cells = r.slice(1).map((text, j) => (i === record - 1 && j === cell ? read(text as string) : text));
    return [r[0], ...cells] as Row;
  });
  return {
    name: `${kind}-${dataset}-${record}-${cell}.csv`,
    content: `${lines.join('\n')}\n`,
    sheets: [{ ...normal(table), rows }],
    keys: keysOf(table).map((key) => (kind === 'quote-within' ? key.slice(1) : key)),
  };
}

/** One record cut by another delimiter than the rest: it is one long cell, and noted. */
function otherDelimiter(table: Table, record: number, delimiter: string): CorpusFile {
  const { records, dataset } = table;
  const made = (records[record] as string[]).join(delimiter);
  const row = record + 2;
  const rows = rowsFrom(2, records).map((r): Row => (r[0] === row ? [row, made] : r));
  return {
    name: `record-${record}-cut-by-${delimiter.codePointAt(0)}.csv`,
    content: withLine(table, record + 1, made),
    sheets: [{ dataset, headerRow: 1, rows, notes: [`${row} too-few-cells`] }],
    keys: keysOf(table),
  };
}

const inRecords = (table: Table) => places(table).filter(({ record }) => record > 0);

export const csvCells: readonly CorpusFile[] = [
  {
    name: 'clean-sign-in.csv',
    content: text(linesOf(signIns)),
    sheets: [normal(signIns)],
    keys: keysOf(signIns),
  },
  ...places(signIns).map((at) => extraDelimiter(signIns, at)),
  ...places(signIns).flatMap((at) => missingDelimiter(signIns, at, [0, 2])),
  ...places(certificates).flatMap((at) => missingDelimiter(certificates, at, [0, 1, 2, 3])),
  ...(Object.keys(QUOTES) as (keyof typeof QUOTES)[]).flatMap((kind) =>
    inRecords(signIns).map((at) => strayQuote(signIns, kind, at)),
  ),
  ...[' ', ';', '\t', '|'].flatMap((delimiter) => [0, 3].map((n) => otherDelimiter(signIns, n, delimiter))),
];
