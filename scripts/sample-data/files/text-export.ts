import type { World } from '../world.ts';
import { type CsvStyle, csvLine, encode, UTF8_BOM } from './csv.ts';
import { type Cell, type Column, cellsOf, type Export, Tally } from './table.ts';
import type { Target } from './target.ts';

export interface TextDefinition<R extends object> {
  readonly file: string;
  readonly dataset: string;
  readonly style: CsvStyle;
  /** A block's rows in the order of the file. */
  readonly rows: (world: World) => readonly R[];
  readonly columns: readonly Column<R>[] | ((world: World) => readonly Column<R>[]);
  /** Breaks a line on its way into the file, so that it will be rejected. */
  readonly broken?: (world: World, row: R) => ((line: string) => string) | undefined;
}

/** A delimited text file of one dataset, the rows of one block after those of the other. */
export function textExport<R extends object>(target: Target, def: TextDefinition<R>): Export {
  const { file, style } = def;
  const tally = new Tally({ file, sheet: null, dataset: def.dataset });
  let line = 1;
  return {
    add(world) {
      const columns = typeof def.columns === 'function' ? def.columns(world) : def.columns;
      let text = '';
      if (line === 1) {
        text =
          (style.encoding === 'utf-8-bom' ? UTF8_BOM : '') +
          csvLine(
            columns.map((c) => c.header),
            style,
          );
        text += style.newline;
        line = 2;
      }
      for (const row of def.rows(world)) {
        const change = def.broken?.(world, row);
        const record = csvLine(cellsOf(world, row, columns, tally.records), style);
        tally.add(world, row, columns, line);
        if (change) tally.reject();
        line += record.split('\n').length;
        text += (change ? change(record) : record) + style.newline;
      }
      target.append(file, encode(text, style));
    },
    finish: () => [tally.truth()],
  };
}

/** Columns as `header → field`, or with a value of their own. */
export function columnsOf<R extends object>(
  fields: Readonly<Record<string, (keyof R & string) | readonly [field: string, value: (row: R) => Cell]>>,
): Column<R>[] {
  return Object.entries(fields).map(([header, given]) => {
    if (typeof given !== 'string') return { header, field: given[0], value: given[1] };
    return {
      header,
      field: given,
      value: (row) => {
        const value = row[given] as Cell | boolean;
        return typeof value === 'boolean' ? (value ? '是' : '否') : value;
      },
    };
  });
}
