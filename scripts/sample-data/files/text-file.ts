import type { World } from '../world.ts';
import { type CsvStyle, csv, csvLine, UTF8_BOM, utf8 } from './csv.ts';
import { gb18030 } from './gb18030.ts';
import { type Cell, type Column, cellsOf, type ExportFile, importTruth } from './table.ts';

export interface TextStyle extends CsvStyle {
  readonly encoding: 'utf-8' | 'utf-8-bom' | 'gb18030';
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

/** A delimited text file of one dataset. */
export function textFile<R extends object>(
  world: World,
  file: string,
  dataset: string,
  rows: readonly R[],
  columns: readonly Column<R>[],
  style: TextStyle,
): ExportFile {
  const records = cellsOf(world, rows, columns).map((cells) => csvLine(cells, style));
  const { text, lines } = csv(
    columns.map((c) => c.header),
    records,
    style,
  );
  const at = { file, sheet: null, dataset };
  const bytes =
    style.encoding === 'gb18030'
      ? gb18030(text)
      : utf8((style.encoding === 'utf-8-bom' ? UTF8_BOM : '') + text);
  return { name: file, bytes, imports: [importTruth(world, at, rows, columns, lines)] };
}
