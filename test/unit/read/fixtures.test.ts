import { describe, expect, test } from 'vitest';
import { fixture, open, read, refusal, rowsOf } from './support/read.ts';

// Written by Python and LibreOffice (fixtures/make.py), not by us: what we misunderstand they do not share.

const HEADER = [
  1,
  '证书编号',
  '组织名称',
  '颁证日期',
  '到场时间',
  '首次会议',
  '人日',
  '件数',
  '有效',
  '备注',
  '18位数',
];
const SECOND = [
  2,
  '00012345678',
  '合肥市第一测试有限公司',
  '2024-03-05',
  '2024-03-05 09:30:00',
  '08:15:00',
  '4.6',
  '12',
  '1',
  ' 前后空格 ',
  '9.13401E+17',
];
const THIRD = [
  3,
  '=1+1',
  'A & B <c>',
  '1999-12-31',
  '2024-02-29 23:59:59',
  '00:00:00',
  '0.1',
  '-3',
  '0',
  '第一行\n第二行',
  '123456789012345',
];

describe.each([
  ['openpyxl.xlsx', [6, null, '第六行', null, '#N/A']],
  ['openpyxl-1904.xlsx', [6, null, '第六行', null, '#N/A']],
  ['libreoffice.xlsx', [6, null, '第六行', '第六行x', '#N/A']],
  ['libreoffice.xls', [6, null, '第六行', '第六行x', '#N/A']],
  ['libreoffice-1904.xls', [6, null, '第六行', '第六行x', '#N/A']],
  ['libreoffice.ods', [6, null, '第六行', '第六行x', '#N/A']],
  ['libreoffice-2003.xls', [6, null, '第六行', '第六行x', '#N/A']],
])('%s', (name, sixth) => {
  test('every cell', async () => {
    expect(await read(fixture(name))).toEqual([HEADER, SECOND, THIRD, sixth]);
  });

  test('the hidden sheet, whose data starts at C8', async () => {
    const file = await open(fixture(name));
    expect(file.sheets).toEqual([
      { sheet: '证书信息表', hidden: false },
      // LibreOffice's stylesheets for XML-2003 do not say it.
      { sheet: '隐藏', hidden: name !== 'libreoffice-2003.xls' },
    ]);
    expect(await rowsOf(file, 1)).toEqual([{ row: 8, cells: [null, null, '数据'] }]);
  });
});

test('openpyxl-stream.xlsx', async () => {
  const rows = await read(fixture('openpyxl-stream.xlsx'));
  expect(rows).toHaveLength(50);
  expect(rows[31]).toEqual([32, '0000000000000000031', '中文', '2024-02-01', '3.1']);
});

test.each([
  ['python-gb18030.csv', 'GB18030'],
  ['python-utf-16-le.csv', 'UTF-16LE'],
  ['python-utf-16-be.csv', 'UTF-16BE'],
  ['python-utf-16.csv', 'UTF-16LE'],
  ['python-utf-8-sig.csv', 'UTF-8 BOM'],
])('%s', async (name, encoding) => {
  expect((await open(fixture(name))).encoding).toBe(encoding);
  expect(await read(fixture(name))).toEqual([
    [1, '证书编号', '组织名称', '备注'],
    [2, '001', '合肥市第一测试有限公司', '㐂𠮷①€'],
    [3, '002', 'a "b", c', null],
  ]);
});

test('libreoffice-html.xls: what a browser shows', async () => {
  const file = await open(fixture('libreoffice-html.xls'));
  expect(file).toMatchObject({ kind: 'html', encoding: 'UTF-8', sheets: [{ sheet: '表1', hidden: false }] });
  expect(await read(fixture('libreoffice-html.xls'))).toEqual([
    HEADER,
    [
      ...SECOND.slice(0, 3),
      ...['2024年3月5日', '2024-03-05 9:30:00', '8:15:00', '4.6', '12', '1', '前后空格', '9.13401E+017'],
    ],
    [...THIRD.slice(0, 5), '0:00:00', ...THIRD.slice(6)],
    [6, null, '第六行', '第六行x', '#N/A'],
  ]);
});

test.each([
  ['openpyxl-merged.xlsx', 'xlsx'],
  ['libreoffice-merged.xlsx', 'xlsx'],
  ['libreoffice-merged.xls', 'xls'],
  ['libreoffice-merged.ods', 'ods'],
  ['libreoffice-merged.xml', 'xml'],
])('%s: a header of two rows, merged and hidden rows', async (name, kind) => {
  const file = await open(fixture(name));
  expect(file).toMatchObject({ kind, sheets: [{ sheet: '计划', hidden: false }] });
  expect(await rowsOf(file)).toEqual([
    { row: 1, cells: ['机构', '审核计划', null, '提交时间'] },
    { row: 2, cells: [null, '开始', '人日'] },
    { row: 3, cells: ['机构甲', '2024-03-05', '2.5', '2024-03-01 00:00:00'] },
    { row: 4, cells: [null, '2024-03-06', '1', '2024-03-01 23:59:59'], hidden: true },
    { row: 5, cells: [null, '2024-03-07', '0.5'] },
    { row: 6, cells: ['机构乙', '2024-03-08'] },
    { row: 7, cells: ['机构丙'], hidden: true },
    { row: 8, cells: [null, null, null, null, '36:00:00'] },
  ]);
  expect(file.merges(0).toSorted((a, b) => a.first - b.first || a.column - b.column)).toEqual([
    { column: 0, first: 1, last: 2 },
    { column: 3, first: 1, last: 2 },
    { column: 0, first: 3, last: 5 },
    { column: 1, first: 6, last: 7 },
  ]);
});

test('python-gbk-html.xls: a page that names GB2312 and holds more', async () => {
  const file = await open(fixture('python-gbk-html.xls'));
  expect(file).toMatchObject({ kind: 'html', encoding: 'GB18030' });
  expect(await rowsOf(file)).toEqual([
    { row: 1, cells: ['证书编号', '组织名称', '备注'] },
    { row: 2, cells: ['00012345678', '合肥市第一测试有限公司', '联通\u00a0&证\n㐂'] },
    { row: 3, cells: ['002', 'a <b>'] },
  ]);
});

test('python-gbk-tsv.xls: text between tabs', async () => {
  const file = await open(fixture('python-gbk-tsv.xls'));
  expect(file).toMatchObject({ kind: 'text', encoding: 'GB18030', dialect: { delimiter: '\t' } });
  expect(await rowsOf(file)).toEqual([
    { row: 1, cells: ['证书编号', '组织名称', '备注'] },
    { row: 2, cells: ['00012345678', '合肥市第一测试有限公司', '联通'] },
  ]);
});

test.each([
  ['libreoffice-locked.xlsx', 'encrypted'],
  ['libreoffice-locked.xls', 'encrypted'],
  ['libreoffice-locked.ods', 'encrypted'],
])('%s is refused as %s', async (name, expected) => {
  expect(await refusal(fixture(name))).toBe(expected);
});
