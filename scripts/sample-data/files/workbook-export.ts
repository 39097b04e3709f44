import { writeXlsx, type XlsxSheet } from '../../../shared/xlsx/writer.ts';
import type { World } from '../world.ts';
import { type Column, cellsOf, type Export, type ImportTruth, notRecognised, Tally } from './table.ts';
import type { Spool, Target } from './target.ts';

/** A sheet of a workbook; `rows` are a block's. */
export interface SheetDefinition<R extends object> {
  readonly name: string;
  readonly dataset: string;
  readonly rows: (world: World) => readonly R[];
  readonly columns: readonly Column<R>[];
  readonly preamble?: readonly (readonly string[])[];
  /** 1-based cell of the header; by default below the preamble, in the first column. */
  readonly startRow?: number;
  readonly startColumn?: number;
}

// biome-ignore lint/suspicious/noExplicitAny: the sheets of one workbook have rows of different kinds
type AnySheet = SheetDefinition<any>;

/** Below Excel's 1,048,576 rows; beyond, another workbook is begun. */
const MOST_ROWS = 1_000_000;

/** `name.xlsx`, `name_2.xlsx` … */
export const numbered = (name: string) => (part: number) => `${name}${part === 1 ? '' : `_${part}`}.xlsx`;

interface Filling {
  readonly sheet: AnySheet;
  readonly spool: Spool;
  readonly tally: Tally;
}

/** A workbook, or as many as its rows need: `name(1)`, `name(2)` … */
export function workbookExport(
  target: Target,
  name: (part: number) => string,
  sheets: readonly AnySheet[],
  others: readonly XlsxSheet[] = [],
): Export {
  const truths: ImportTruth[] = [];
  let part = 1;
  const begin = (): Filling[] =>
    sheets.map((sheet) => ({
      sheet,
      spool: target.spool(),
      tally: new Tally({ file: name(part), sheet: sheet.name, dataset: sheet.dataset }),
    }));
  const write = (filled: readonly Filling[]) => {
    const made = filled.map(
      ({ sheet, spool }): XlsxSheet => ({
        name: sheet.name,
        columns: sheet.columns.map(({ header, type = 'text' }) => ({ header, type })),
        rows: spool.rows(),
        ...(sheet.preamble && { preamble: sheet.preamble }),
        ...(sheet.startRow && { startRow: sheet.startRow }),
        ...(sheet.startColumn && { startColumn: sheet.startColumn }),
      }),
    );
    target.append(name(part), writeXlsx([...made, ...others]));
    truths.push(...filled.map(({ tally }) => tally.truth()));
    truths.push(...others.map((other) => notRecognised(name(part), other.name)));
    part += 1;
  };
  let filling = begin();
  return {
    add(world) {
      const blocks = filling.map(({ sheet }) => sheet.rows(world));
      if (filling.some(({ spool }, i) => spool.length + (blocks[i] as object[]).length > MOST_ROWS)) {
        write(filling);
        filling = begin();
      }
      for (const [i, { sheet, spool, tally }] of filling.entries()) {
        const top = sheet.startRow ?? (sheet.preamble?.length ?? 0) + 1;
        for (const row of blocks[i] as object[]) {
          spool.add(cellsOf(world, row, sheet.columns, tally.records));
          tally.add(world, row, sheet.columns, top + 1 + tally.records);
        }
      }
    },
    finish() {
      write(filling);
      return truths;
    },
  };
}
