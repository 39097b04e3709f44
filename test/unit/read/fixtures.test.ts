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
])('%s', (name, sixth) => {
  test('every cell', async () => {
    expect(await read(fixture(name))).toEqual([HEADER, SECOND, THIRD, sixth]);
  });

  test('the hidden sheet, whose data starts at C8', async () => {
    const file = await open(fixture(name));
    expect(file.sheets).toEqual([
      { sheet: '证书信息表', hidden: false },
      { sheet: '隐藏', hidden: true },
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

test.each([
  ['libreoffice-locked.xlsx', 'encrypted'],
  ['libreoffice.xls', 'legacy-xls'],
  ['libreoffice.ods', 'other-spreadsheet: ods'],
  ['libreoffice-html.xls', 'other-spreadsheet: html'],
])('%s is refused as %s', async (name, expected) => {
  expect(await refusal(fixture(name))).toBe(expected);
});
