import { writeXlsx, type XlsxSheet } from '../../../shared/xlsx/writer.ts';
import { makeXlsx, type WorkbookSource } from '../../unit/read/support/make-xlsx.ts';
import type { CorpusFile, SheetResult } from '../corpus-file.ts';
import { certificates, keysOf, rowsFrom, signIns, type Table } from '../tables.ts';

const keys = keysOf(signIns);
const sheetOf = (table: Table, more: Partial<XlsxSheet> = {}): XlsxSheet => ({
  name: '签到',
  columns: table.header.map((header) => ({ header, type: 'text' })),
  rows: table.records,
  ...more,
});
const result = (first: number, more: Partial<SheetResult> = {}): SheetResult => ({
  sheet: '签到',
  dataset: 'sign_in',
  headerRow: first - 1,
  rows: rowsFrom(first, signIns.records),
  ...more,
});

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
/** A row by hand: text as inline strings, other cells as their XML. */
const row = (n: number, cells: readonly (string | null)[], attributes = '') =>
  `<row r="${n}"${attributes}>${cells
    .map((cell, i) => {
      const ref = `r="${String.fromCharCode(65 + i)}${n}"`;
      if (cell === null) return '';
      if (cell.startsWith('<c')) return cell.replace('<c', `<c ${ref}`);
      return `<c ${ref} t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
    })
    .join('')}</row>`;
const number = (value: number | string, style = 0) => `<c s="${style}"><v>${value}</v></c>`;

/** Rows by hand below the sign-in header in row 1. */
const byHand = (name: string, rows: string, expected: Partial<SheetResult>, source: WorkbookSource = {}) => ({
  name,
  content: makeXlsx({ ...source, sheets: [{ name: '签到', rows: row(1, signIns.header) + rows }] }),
  sheets: [{ sheet: '签到', dataset: 'sign_in', headerRow: 1, ...expected }],
});

const written: readonly CorpusFile[] = [
  { name: 'plain.xlsx', content: writeXlsx([sheetOf(signIns)]), sheets: [result(2)], keys },
  {
    name: 'title-lines.xlsx',
    content: writeXlsx([sheetOf(signIns, { preamble: [['签到情况一览表'], ['单位：', '岚州认证'], []] })]),
    sheets: [result(5)],
    keys,
  },
  {
    name: 'from-c8.xlsx',
    content: writeXlsx([sheetOf(signIns, { startRow: 7, startColumn: 3, preamble: [['签到']] })]),
    sheets: [result(8, { rows: signIns.records.map((r, i) => [8 + i, null, null, ...r]) })],
    keys,
  },
  {
    name: 'header-only.xlsx',
    content: writeXlsx([sheetOf(signIns, { rows: [] })]),
    sheets: [result(2, { rows: [] })],
  },
  {
    name: 'totals-and-foot.xlsx',
    content: writeXlsx([
      sheetOf(signIns, {
        rows: [
          ...signIns.records,
          ['合 计', null, null, '4'],
          ['注：签到时间以系统为准'],
          ['制表人：张三', null, '审核人：李四'],
          [null, '数据来源：签到系统'],
        ],
      }),
    ]),
    sheets: [
      result(2, {
        notes: ['6 total-line', '7 footnote', '8 footnote', '9 footnote'],
      }),
    ],
    keys: [...keys, '张三'],
  },
  {
    name: 'two-datasets-and-an-empty-sheet.xlsx',
    content: writeXlsx([
      sheetOf(signIns),
      { name: '空', columns: [], rows: [] },
      sheetOf(certificates, { name: '证书' }),
      { name: '说明', columns: [], rows: [], preamble: [['本表由机构填报'], ['证书编号', '必填']] },
    ]),
    sheets: [
      result(2),
      { sheet: '空', dataset: null },
      { sheet: '证书', dataset: 'certificate', headerRow: 1, rows: rowsFrom(2, certificates.records) },
      { sheet: '说明', dataset: null },
    ],
    keys: [...keys, ...keysOf(certificates)],
  },
  {
    name: 'dates-true-and-as-text.xlsx',
    content: writeXlsx([
      sheetOf(signIns, {
        columns: signIns.header.map((header, i) => ({ header, type: i === 3 ? 'moment' : 'text' })),
        rows: [
          ['R1', '甲', '子', '2024-03-05 09:00'],
          ['R2', '乙', '丑', '2024-03-05'],
          ['R3', '丙', '寅', '2024年3月5日 9:00'],
          ['R4', '丁', '卯', '20240305 A'],
          ['R5', '戊', '辰', '0000-00-00'],
        ],
      }),
    ]),
    sheets: [
      result(2, {
        rows: [
          [2, 'R1', '甲', '子', '2024-03-05 09:00:00'],
          [3, 'R2', '乙', '丑', '2024-03-05'],
          [4, 'R3', '丙', '寅', '2024年3月5日 9:00'],
          [5, 'R4', '丁', '卯', '20240305 A'],
          [6, 'R5', '戊', '辰', '0000-00-00'],
        ],
        typed: [
          { plan_no: 'R1', first_at: '2024-03-05 09:00' },
          { plan_no: 'R2' },
          { plan_no: 'R3', first_at: '2024-03-05 09:00' },
          { plan_no: 'R4' },
          { plan_no: 'R5', first_at: null },
        ],
      }),
    ],
  },
];

const hand: readonly CorpusFile[] = [
  byHand(
    'more-digits-than-a-number-holds.xlsx',
    row(2, [number('913401234567890123'), '甲', '子']) +
      row(3, [number('9.13401234567890E+17'), '乙', '丑']) +
      row(4, [number('123456789012345'), '丙', '寅']) +
      row(5, ['00913401234567890123', '丁', '卯']),
    {
      rows: [
        [2, '9.134012345678902E+17', '甲', '子'],
        [3, '9.1340123456789E+17', '乙', '丑'],
        [4, '123456789012345', '丙', '寅'],
        [5, '00913401234567890123', '丁', '卯'],
      ],
      problems: 2,
      typed: [
        { plan_no: null },
        { plan_no: null },
        { plan_no: '123456789012345' },
        { plan_no: '00913401234567890123' },
      ],
    },
  ),
  byHand(
    'error-cells.xlsx',
    row(2, ['R1', '<c t="e"><v>#N/A</v></c>', '<c t="e"><v>#REF!</v></c>', '<c t="e"><v>#DIV/0!</v></c>']),
    { rows: [[2, 'R1', '#N/A', '#REF!', '#DIV/0!']], problems: 3 },
  ),
  byHand(
    'formulas-with-their-last-values.xlsx',
    row(2, ['<c t="str"><f>A9&amp;"x"</f><v>R1</v></c>', '甲', '子', '<c><f>1+1</f><v>45356.375</v></c>']),
    { rows: [[2, 'R1', '甲', '子', '45356.375']] },
  ),
  byHand(
    'dates-of-1904.xlsx',
    row(2, ['R1', '甲', '子', number('43894.375', 1)]),
    { rows: [[2, 'R1', '甲', '子', '2024-03-05 09:00:00']] },
    { date1904: true, styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs>' },
  ),
  byHand(
    'hidden-rows.xlsx',
    row(2, ['R1', '甲']) + row(3, ['R2', '乙'], ' hidden="1"') + row(4, ['R3', '丙']),
    {
      rows: [
        [2, 'R1', '甲'],
        [3, 'R2', '乙'],
        [4, 'R3', '丙'],
      ],
    },
  ),
  byHand(
    'rows-far-apart.xlsx',
    row(2, ['R1', '甲']) + row(500, ['R2', '乙']) + row(1_048_576, ['R3', '丙']),
    {
      rows: [
        [2, 'R1', '甲'],
        [500, 'R2', '乙'],
        [1_048_576, 'R3', '丙'],
      ],
    },
  ),
  byHand(
    'cells-of-white-space.xlsx',
    row(2, ['R1', '甲']) + row(3, ['　', ' ', '\u00a0']) + row(4, ['R2', '乙']),
    {
      rows: [
        [2, 'R1', '甲'],
        [4, 'R2', '乙'],
      ],
      blank: 1,
    },
  ),
  byHand(
    'content-beside-the-table.xlsx',
    row(2, ['R1', '甲', '子', '2024-03-05', null, '批注']) + row(3, ['R2', '乙']),
    { rows: [[3, 'R2', '乙']], rejected: ['2 too-many-cells'] },
  ),
  byHand(
    'header-on-every-page.xlsx',
    row(2, ['R1', '甲']) +
      row(3, ['小计', '1']) +
      row(4, signIns.header) +
      row(5, ['R2', '乙']) +
      row(6, ['总计', null, '2']),
    {
      rows: [
        [2, 'R1', '甲'],
        [5, 'R2', '乙'],
      ],
      notes: ['3 total-line', '4 repeated-header', '6 total-line'],
    },
  ),
  byHand('line-breaks-and-quotes-in-cells.xlsx', row(2, ['R1', '甲\n"乙",丙', ' 子 ']), {
    rows: [[2, 'R1', '甲\n"乙",丙', ' 子 ']],
  }),
  {
    name: 'two-row-header-on-every-page.xlsx',
    content: makeXlsx({
      sheets: [
        {
          name: '签到',
          rows:
            row(1, ['签到情况']) +
            row(2, ['1.审核计划编号', '2.组织名称', '3.首次会议', null, '4.末次会议']) +
            row(3, [null, null, '签到时间', '签到位置', '签到时间', '签到位置']) +
            row(4, ['R1', '甲', '2024-03-05 09:00', '东路', '2024-03-06 16:00', '西路']) +
            row(5, ['签到情况']) +
            row(6, ['1.审核计划编号', '2.组织名称', '3.首次会议', null, '4.末次会议']) +
            row(7, [null, null, '签到时间', '签到位置', '签到时间', '签到位置']) +
            row(8, ['合计', '1']),
        },
      ],
    }),
    sheets: [
      {
        sheet: '签到',
        dataset: 'sign_in',
        headerRow: 3,
        rows: [[4, 'R1', '甲', '2024-03-05 09:00', '东路', '2024-03-06 16:00', '西路']],
        notes: ['5 repeated-header', '6 repeated-header', '7 repeated-header', '8 total-line'],
        typed: [{ plan_no: 'R1', last_at: '2024-03-06 16:00', last_place: '西路' }],
      },
    ],
  },
  {
    name: 'shared-strings-with-reading-aids.xlsx',
    content: makeXlsx({
      sheets: [
        {
          name: '签到',
          rows: `<row r="1">${[0, 1, 2, 3].map((n) => `<c t="s"><v>${n}</v></c>`).join('')}</row><row r="2"><c t="s"><v>4</v></c><c t="s"><v>5</v></c></row>`,
        },
      ],
      strings: `${signIns.header.map((title) => `<si><t>${title}</t></si>`).join('')}<si><r><t>R</t></r><r><t>1</t></r></si><si><t>甲</t><rPh sb="0" eb="1"><t>jia</t></rPh></si>`,
    }),
    sheets: [{ sheet: '签到', dataset: 'sign_in', rows: [[2, 'R1', '甲']] }],
  },
  {
    name: 'a-hidden-sheet.xlsx',
    content: makeXlsx({
      sheets: [
        { name: '封面', rows: row(1, ['封面']) },
        { name: '签到', state: 'veryHidden', rows: row(1, signIns.header) + row(2, ['R1', '甲']) },
      ],
    }),
    sheets: [
      { sheet: '封面', dataset: null },
      { sheet: '签到', dataset: 'sign_in', rows: [[2, 'R1', '甲']] },
    ],
  },
];

export const workbooks: readonly CorpusFile[] = [...written, ...hand];
