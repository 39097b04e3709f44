import type { CorpusFile, Row, SheetResult } from '../corpus-file.ts';
import {
  certificates,
  keysOf,
  line,
  linesOf,
  quoted,
  rowsFrom,
  signIns,
  type Table,
  text,
  type Writing,
} from '../tables.ts';

/* Pollock's pollutions of a file or table as a whole: its ends, its header, its signs, more than one table. */

const lines = linesOf(signIns);
const body = text(lines);
const keys = keysOf(signIns);
const sheet = (first: number, more: Partial<SheetResult> = {}, table: Table = signIns): SheetResult => ({
  dataset: table.dataset,
  headerRow: first - 1,
  rows: rowsFrom(first, table.records),
  ...more,
});

const ends: readonly CorpusFile[] = [
  { name: 'no-byte.csv', content: '', refused: 'empty' },
  { name: 'byte-order-mark-only.csv', content: '\ufeff', refused: 'empty' },
  { name: 'line-ends-only.csv', content: '\n\r\n\n', sheets: [{ dataset: null }] },
  { name: 'blanks-only.csv', content: '   \n \t \n', sheets: [{ dataset: null }] },
  { name: 'header-only.csv', content: text([signIns.header]), sheets: [sheet(2, { rows: [] })] },
  {
    name: 'header-only-no-line-end.csv',
    content: signIns.header.join(),
    sheets: [sheet(2, { rows: [] })],
  },
  {
    name: 'one-record.csv',
    content: text(lines.slice(0, 2)),
    sheets: [sheet(2, { rows: rowsFrom(2, signIns.records.slice(0, 1)) })],
  },
  { name: 'no-last-line-end.csv', content: body.trimEnd(), sheets: [sheet(2)], keys },
  { name: 'two-last-line-ends.csv', content: `${body}\n`, sheets: [sheet(2, { blank: 1 })], keys },
  {
    name: 'many-last-lines.csv',
    content: `${body}${'\r\n'.repeat(5)}`,
    sheets: [sheet(2, { blank: 5 })],
    keys,
  },
  {
    name: 'delimiters-as-last-lines.csv',
    content: `${body},,,\n,,,\n`,
    sheets: [sheet(2, { blank: 2 })],
    keys,
  },
  { name: 'zero-bytes-at-the-end.csv', content: `${body}\0\0\0`, sheets: [sheet(2, { blank: 1 })], keys },
  { name: 'end-of-file-sign.csv', content: `${body}\u001a`, sheets: [sheet(2, { blank: 1 })], keys },
  {
    name: 'blank-lines-between.csv',
    content: text(lines, { lineEnd: '\n\n' }),
    keys,
    sheets: [
      {
        dataset: 'sign_in',
        headerRow: 1,
        rows: signIns.records.map((r, i): Row => [3 + 2 * i, ...r]),
        blank: 5,
      },
    ],
  },
];

const headers: readonly CorpusFile[] = [
  { name: 'no-header.csv', content: text(signIns.records), sheets: [{ dataset: null }] },
  {
    name: 'no-header-as-the-analyst-says.csv',
    content: text(signIns.records),
    decision: { dataset: 'sign_in', headerRow: 0 },
    sheets: [sheet(1)],
    keys,
  },
  {
    name: 'header-twice.csv',
    content: text([signIns.header, ...lines]),
    sheets: [sheet(3, { headerRow: 1, notes: ['2 repeated-header'] })],
    keys,
  },
  {
    name: 'header-in-two-rows.csv',
    content: `审核计划编号,组织名称,签到人,首次会议,\n,,,签到时间,签到位置\n${text(signIns.records.map((r) => [...r, '东路1号']))}`,
    sheets: [
      {
        ...sheet(3),
        rows: rowsFrom(
          3,
          signIns.records.map((r) => [...r, '东路1号']),
        ),
      },
    ],
    keys,
  },
  {
    name: 'header-in-three-rows.csv',
    content: `审核计划编号,签到,,\n,组织,首次会议,\n,名称,签到时间,签到位置\nR1,甲,2024-03-05 09:00,东路\n`,
    sheets: [{ dataset: 'sign_in', headerRow: 3, rows: [[4, 'R1', '甲', '2024-03-05 09:00', '东路']] }],
  },
  {
    name: 'duplicated-names.csv',
    content: `组织名称,审核计划编号,组织名称,首次签到时间,组织名称\n甲,R1,乙,2024-03-05 09:00,丙\n`,
    sheets: [{ dataset: 'sign_in', rows: [[2, '甲', 'R1', '乙', '2024-03-05 09:00', '丙']] }],
  },
  {
    name: 'empty-names.csv',
    content: `,审核计划编号,,首次签到时间\n1,R1,x,2024-03-05 09:00\n2,R2\n`,
    sheets: [
      {
        dataset: 'sign_in',
        rows: [
          [2, '1', 'R1', 'x', '2024-03-05 09:00'],
          [3, '2', 'R2'],
        ],
        notes: ['3 too-few-cells'],
      },
    ],
  },
  {
    name: 'numbered-names-with-marks.csv',
    content: `"1. 审核计划\n编号*",（2）组织名称（必填）,3、签到人：,④首次会议 签到时间\n${text(signIns.records)}`,
    sheets: [sheet(3, { headerRow: 1 })],
    keys,
  },
  {
    name: 'english-names.csv',
    content: `plan_no,ORG_NAME,Signer_Name,first_at\n${text(signIns.records)}`,
    sheets: [sheet(2)],
    keys,
  },
  {
    name: 'title-lines.csv',
    content: `签到情况一览表\n单位：岚州认证有限公司,日期：2024-03-31\n\n${body}`,
    sheets: [sheet(5)],
    keys,
  },
  {
    name: 'title-lines-as-wide-as-the-table.csv',
    content: `签到情况一览表,,,\n导出人,张三,导出时间,2024-04-01\n,,,\n${body}`,
    sheets: [sheet(5)],
    keys,
  },
  {
    name: 'a-page-of-title-lines.csv',
    content: `${Array.from({ length: 30 }, (_, i) => `说明第${i + 1}条`).join('\n')}\n${body}`,
    sheets: [sheet(32)],
    keys,
  },
  {
    name: 'header-beyond-what-is-looked-at.csv',
    content: `${'说明\n'.repeat(60)}${body}`,
    sheets: [{ dataset: null }],
  },
  {
    name: 'first-record-as-the-analyst-says.csv',
    content: text([signIns.header, ['示例', '示例公司', '示例', '2024-01-01 09:00'], ...signIns.records]),
    decision: { headerRow: 1, dataRow: 3 },
    sheets: [sheet(3, { headerRow: 1, notes: ['2 before-data'] })],
    keys: [...keys, '示例公司'],
  },
];

const [plan = '', org = '', person = '', at = ''] = signIns.header;

const several: readonly CorpusFile[] = [
  {
    name: 'the-same-table-twice.csv',
    content: `${body}\n${body}`,
    sheets: [
      sheet(2, {
        rows: [...rowsFrom(2, signIns.records), ...rowsFrom(8, signIns.records)],
        notes: ['7 repeated-header'],
        blank: 1,
      }),
    ],
    keys,
  },
  {
    name: 'a-wider-table-below.csv',
    content: `${body}\n${text(linesOf(certificates))}`,
    sheets: [
      sheet(2, {
        blank: 1,
        rejected: [7, 8, 9, 10].map((row) => `${row} too-many-cells`),
      }),
    ],
    keys: [...keys, ...keysOf(certificates)],
  },
  {
    name: 'a-narrower-table-below.csv',
    content: `${body}\n名称,电话\n岚州五谷粮油厂,000-1234\n`,
    sheets: [
      sheet(2, {
        blank: 1,
        rows: [...rowsFrom(2, signIns.records), [7, '名称', '电话'], [8, '岚州五谷粮油厂', '000-1234']],
        notes: ['7 too-few-cells', '8 too-few-cells'],
      }),
    ],
    keys: [...keys, '岚州五谷粮油厂'],
  },
  {
    name: 'a-smaller-table-above.csv',
    content: `月份,份数\n2024-03,4\n\n${body}`,
    sheets: [sheet(5)],
    keys,
  },
  {
    name: 'pages-with-header-subtotal-and-foot.csv',
    content: [
      ...[lines[0], lines[1], lines[2]].map((cells) => (cells ?? []).join()),
      '本页小计,2,,',
      '第1页/共2页,,,',
      ...[lines[0], lines[3], lines[4]].map((cells) => (cells ?? []).join()),
      '本 页 小 计：,2,,',
      '总计,4,,',
      '制表人：张三,,审核人：李四,',
    ].join('\n'),
    sheets: [
      {
        dataset: 'sign_in',
        headerRow: 1,
        rows: [2, 3, 7, 8].map((row, i): Row => [row, ...(signIns.records[i] ?? [])]),
        notes: [
          '4 total-line',
          '5 footnote',
          '6 repeated-header',
          '9 total-line',
          '10 total-line',
          '11 footnote',
        ],
      },
    ],
    keys: [...keys, '张三', '总计'],
  },
  {
    name: 'foot-lines-without-delimiters.csv',
    content: `${body}合计：4\n共 4 条记录\n注：签到时间以系统为准。\n数据来源：认证审核签到系统\n`,
    sheets: [sheet(2, { notes: ['6 total-line', '7 footnote', '8 footnote', '9 footnote'] })],
    keys: [...keys, '系统为准'],
  },
  {
    name: 'names-that-look-like-totals.csv',
    content: `${plan},${org},${person},${at}\nR1,总计量检测有限公司,合计,2024-03-05 09:00\n总计量,注：甲,乙,2024-03-05 09:00\n`,
    sheets: [
      {
        dataset: 'sign_in',
        rows: [
          [2, 'R1', '总计量检测有限公司', '合计', '2024-03-05 09:00'],
          [3, '总计量', '注：甲', '乙', '2024-03-05 09:00'],
        ],
      },
    ],
  },
  {
    name: 'one-column-with-everything.csv',
    content: '证书编号\n合计\n注：甲\n共 3 条\n证书编号\n制表人：乙\n',
    decision: { dataset: 'certificate', headerRow: 1 },
    sheets: [
      {
        dataset: 'certificate',
        rows: [
          [2, '合计'],
          [3, '注：甲'],
          [4, '共 3 条'],
          [5, '证书编号'],
          [6, '制表人：乙'],
        ],
      },
    ],
  },
  {
    name: 'empty-cells-left-out.csv',
    content: `${plan},${org},${person},${at},异常类型,异常说明\n${text(signIns.records)}R5,戊,己,2024-03-05 09:00,未签到,忘了\n`,
    sheets: [
      {
        dataset: 'sign_in',
        rows: [...rowsFrom(2, signIns.records), [6, 'R5', '戊', '己', '2024-03-05 09:00', '未签到', '忘了']],
      },
    ],
    keys,
  },
];

/** The whole table in one way of writing it. */
function written(name: string, how: Writing, more: Partial<CorpusFile> = {}, table = quoted): CorpusFile {
  return {
    name: `written-${name}.csv`,
    content: text(linesOf(table), how),
    sheets: [{ dataset: table.dataset, headerRow: 1, rows: rowsFrom(2, table.records) }],
    keys: keysOf(table),
    ...more,
  };
}

const dialects: readonly CorpusFile[] = [
  ...[',', ';', '\t', '|'].flatMap((delimiter) => [
    written(`with-${delimiter.codePointAt(0)}`, { delimiter }),
    written(`with-${delimiter.codePointAt(0)}-all-quoted`, { delimiter, quoting: 'always' }),
    written(`with-${delimiter.codePointAt(0)}-single-quotes`, { delimiter, quote: "'", quoting: 'always' }),
    written(`with-${delimiter.codePointAt(0)}-backslashes`, {
      delimiter,
      quoting: 'always',
      escape: 'backslash',
    }),
  ]),
  ...[' ', '^', '\u0001', '~', '，'].map((delimiter) =>
    written(`with-chosen-${delimiter.codePointAt(0)}`, { delimiter }, { dialect: { delimiter } }),
  ),
  written('crlf', { lineEnd: '\r\n' }),
  written('cr', { lineEnd: '\r' }),
  written('cr-all-quoted', { lineEnd: '\r', quoting: 'always' }),
  written('without-quotes', { delimiter: '\t', quoting: 'never' }, { dialect: { quote: '' } }, signIns),
  written('unescaped', { quoting: 'always', escape: 'none' }),
  {
    // Cells keep the blank; the typed table trims it.
    ...written('comma-and-blank', { delimiter: ', ' }, {}, signIns),
    sheets: [
      sheet(2, {
        rows: rowsFrom(
          2,
          signIns.records.map(([first = '', ...rest]) => [first, ...rest.map((c) => ` ${c}`)]),
        ),
      }),
    ],
  },
  {
    ...written('told-by-its-first-line', { delimiter: '|' }, {}, signIns),
    content: `sep=|\n${text(lines, { delimiter: '|' })}`,
    sheets: [sheet(3)],
  },
  {
    name: 'line-ends-mixed.csv',
    content: lines.map((cells, i) => line(cells) + ['\n', '\r\n', '\r'][i % 3]).join(''),
    sheets: [sheet(2)],
    keys,
  },
  ...signIns.records.map(
    (_, n): CorpusFile => ({
      name: `record-${n}-in-single-quotes.csv`,
      content: lines
        .map((cells, i) => `${line(cells, i === n + 1 ? { quote: "'", quoting: 'always' } : {})}\n`)
        .join(''),
      dialect: { quote: '"' },
      sheets: [
        sheet(2, {
          rows: rowsFrom(
            2,
            signIns.records.map((r, i) => (i === n ? r.map((c) => `'${c}'`) : r)),
          ),
        }),
      ],
      keys,
    }),
  ),
  ...signIns.records.map(
    (_, n): CorpusFile => ({
      name: `record-${n}-all-quoted.csv`,
      content: lines.map((cells, i) => `${line(cells, i === n + 1 ? { quoting: 'always' } : {})}\n`).join(''),
      sheets: [sheet(2)],
      keys,
    }),
  ),
];

export const csvFiles: readonly CorpusFile[] = [...ends, ...headers, ...several, ...dialects];
