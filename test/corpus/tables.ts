import type { Row } from './corpus-file.ts';

export interface Table {
  readonly dataset: string;
  readonly header: readonly string[];
  readonly records: readonly (readonly string[])[];
}

/** Fictional throughout: no such body, number or person. */
export const signIns: Table = {
  dataset: 'sign_in',
  header: ['审核计划编号', '组织名称', '签到人', '首次会议签到时间'],
  records: [
    ['R090101-001', '霂川鎏金制造有限公司', '甲一', '2024-03-05 09:00'],
    ['R090101-002', '岚州第二仪表厂', '乙二', '2024-03-06 08:45'],
    ['R090101-003', '岚州三江食品有限公司', '丙三', '2024-03-07 09:10'],
    ['R090101-004', '霂川四方物流有限公司', '丁四', '2024-03-08 13:30'],
  ],
};

export const certificates: Table = {
  dataset: 'certificate',
  header: ['认证机构批准号', '认证证书号', '组织名称', '颁证日期', '认证依据'],
  records: [
    ['CNCA-R-2003-9001', '900124Q10001R0S', '霂川鎏金制造有限公司', '2024-03-05', 'GB/T 19001-2016'],
    ['CNCA-R-2003-9001', '900124Q10002R0S', '岚州第二仪表厂', '2024-03-06', 'GB/T 24001-2016'],
    ['CNCA-R-2003-9001', '900124Q10003R1M', '岚州三江食品有限公司', '2024-03-07', 'GB/T 22000-2006'],
  ],
};

/** Values that make a writer quote: delimiters, quotes, line ends. */
export const quoted: Table = {
  ...signIns,
  records: [
    ['R090101-001', '霂川,鎏金;制造|有限公司', '甲一', '2024-03-05 09:00'],
    ['R090101-002', '岚州"第二"仪表厂', '乙二', '2024-03-06 08:45'],
    ['R090101-003', '岚州三江\n食品有限公司', '丙三', '2024-03-07 09:10'],
    ['R090101-004', "霂川'四方'物流", '丁四', '2024-03-08 13:30'],
  ],
};

export const linesOf = ({ header, records }: Table): readonly (readonly string[])[] => [header, ...records];

/** A text of each record that stands nowhere else in the table. */
export const keysOf = ({ records }: Table): string[] =>
  records.map((record) => record.find((cell) => /\d{3}/.test(cell) && !cell.startsWith('CNCA')) as string);

/** The records as rows, from line `first` on. */
export function rowsFrom(first: number, records: Table['records']): Row[] {
  let row = first;
  return records.map((record) => {
    const read: Row = [row, ...record];
    row += 1 + record.join('').split('\n').length - 1;
    return read;
  });
}

export interface Writing {
  readonly delimiter?: string;
  readonly quote?: string;
  readonly escape?: 'double' | 'backslash' | 'none';
  readonly quoting?: 'needed' | 'always' | 'never';
  readonly lineEnd?: string;
  readonly lastLineEnd?: boolean;
}

/** One record as text. */
export function line(cells: readonly string[], how: Writing = {}): string {
  const { delimiter = ',', quote = '"', escape: sign = 'double', quoting = 'needed' } = how;
  const escaped = (cell: string) => {
    if (sign === 'none') return cell;
    if (sign === 'double') return cell.replaceAll(quote, quote + quote);
    return cell.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
  };
  return cells
    .map((cell) => {
      const needed = [delimiter, quote, '\r', '\n'].some((s) => cell.includes(s));
      return quoting === 'always' || (quoting === 'needed' && needed) ? quote + escaped(cell) + quote : cell;
    })
    .join(delimiter);
}

/** Records as a text. */
export function text(lines: readonly (readonly string[])[], how: Writing = {}): string {
  const { lineEnd = '\n', lastLineEnd = true } = how;
  return lines.map((cells) => line(cells, how)).join(lineEnd) + (lastLineEnd ? lineEnd : '');
}
