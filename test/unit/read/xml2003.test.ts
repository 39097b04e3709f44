import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../renderer/import/read/limits.ts';
import { encodeText } from './support/encode-text.ts';
import { open, refusal, rowsOf } from './support/read.ts';

const head = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n';
const workbook = (content: string) =>
  `${head}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">${content}</Workbook>`;
const sheet = (rows: string, name = '一', options = '') =>
  `<Worksheet ss:Name="${name}"><Table>${rows}</Table>${options}</Worksheet>`;
const styles = (...formats: string[]) =>
  `<Styles>${formats.map((f, i) => `<Style ss:ID="s${i}"><NumberFormat ss:Format="${f}"/></Style>`).join('')}</Styles>`;
const data = (type: string, value: string, style = '') =>
  `<Cell${style && ` ss:StyleID="${style}"`}><Data ss:Type="${type}">${value}</Data></Cell>`;

const rowsIn = async (rows: string, before = '') => rowsOf(await open(workbook(before + sheet(rows))));
const cellIn = async (cell: string, before = '') => (await rowsIn(`<Row>${cell}</Row>`, before))[0]?.cells[0];

describe('values', () => {
  test.each([
    ['String', '00123', '00123'],
    ['String', ' a &amp; b&#10;c ', ' a & b\nc '],
    ['String', '<B xmlns="x">合</B><Font>肥</Font>', '合肥'],
    ['String', '<![CDATA[<a> & b]]>', '<a> & b'],
    ['String', '_x000D_', '_x000D_'],
    ['Number', '4.5999999999999996', '4.6'],
    ['Number', '913401000000000001', '9.13401E+17'],
    ['Number', '123456789012345', '123456789012345'],
    ['Boolean', '1', '1'],
    ['Boolean', '0', '0'],
    ['Error', '#N/A', '#N/A'],
    ['DateTime', '2024-03-05T00:00:00.000', '2024-03-05'],
    ['DateTime', '2024-03-05T09:30:00.000', '2024-03-05 09:30:00'],
    ['DateTime', '不详', '不详'],
  ])('%s %j is %j', async (type, value, expected) => {
    expect(await cellIn(data(type, value))).toBe(expected);
  });

  test.each([
    ['Short Date', 'DateTime', '2024-03-05T00:00:00.000', '2024-03-05'],
    ['General Date', 'DateTime', '2024-03-05T00:00:00.000', '2024-03-05 00:00:00'],
    ['yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;', 'DateTime', '2024-03-05T00:00:00.000', '2024-03-05'],
    ['yyyy-mm-dd hh:mm', 'DateTime', '2024-03-05T23:59:59.000', '2024-03-05 23:59:59'],
    ['Short Time', 'DateTime', '1899-12-31T08:15:00.000', '08:15:00'],
    ['h:mm', 'DateTime', '1899-12-30T08:15:00.000', '08:15:00'],
    ['[h]:mm', 'DateTime', '1900-01-01T12:00:00.000', '36:00:00'],
    ['Short Date', 'DateTime', '1900-01-01T00:00:00.000', '1900-01-01'],
    ['Short Date', 'DateTime', '1900-02-28T00:00:00.000', '1900-02-28'],
    ['Short Date', 'DateTime', '1900-03-01T00:00:00.000', '1900-03-01'],
    ['Short Date', 'Number', '45356', '2024-03-05'],
    ['Percent', 'Number', '0.15', '0.15'],
    ['Standard', 'Number', '45356', '45356'],
  ])('in format %s, %s %s is %s', async (format, type, value, expected) => {
    expect(await cellIn(data(type, value, 's0'), styles(format))).toBe(expected);
  });

  test('of dates counted from 1904', async () => {
    const before = `<x:ExcelWorkbook><x:Date1904/></x:ExcelWorkbook>${styles('Short Date')}`;
    expect(await cellIn(data('DateTime', '2024-03-05T00:00:00.000', 's0'), before)).toBe('2024-03-05');
    expect(await cellIn(data('Number', '43894', 's0'), before)).toBe('2024-03-05');
  });

  test('styles of rows, columns and parents', async () => {
    const before =
      '<Styles><Style ss:ID="a"><NumberFormat ss:Format="General Date"/></Style><Style ss:ID="b" ss:Parent="a"/></Styles>';
    const midnight = data('DateTime', '2024-03-05T00:00:00.000');
    const rows = `<Column ss:Index="2" ss:Span="1" ss:StyleID="b"/><Column/><Row>${midnight.repeat(4)}</Row><Row ss:StyleID="a">${midnight}</Row>`;
    const clock = '2024-03-05 00:00:00';
    expect((await rowsIn(rows, before)).map(({ cells }) => cells)).toEqual([
      ['2024-03-05', clock, clock, '2024-03-05'],
      [clock],
    ]);
  });

  test('a formula without a value, comments and phonetic guides give none', async () => {
    const cells =
      '<Cell ss:Formula="=R1C1"/><Cell ss:Formula="=1+1"><Data ss:Type="Number">2</Data></Cell>' +
      '<Cell><Data ss:Type="String">a</Data><Comment><ss:Data xmlns="x"><Font>no</Font></ss:Data></Comment><PhoneticText>no</PhoneticText></Cell>';
    expect(await rowsIn(`<Row>${cells}</Row>`)).toEqual([{ row: 1, cells: [null, '2', 'a'] }]);
  });
});

describe('places', () => {
  test('rows and cells by index, spans of empty rows', async () => {
    const one = data('Number', '1');
    expect(
      await rowsIn(
        `<Row ss:Index="3"><Cell ss:Index="2"><Data ss:Type="Number">1</Data></Cell>${one}</Row><Row ss:Span="4"/><Row ss:Hidden="1">${one}</Row>`,
      ),
    ).toEqual([
      { row: 3, cells: [null, '1', '1'] },
      { row: 9, cells: ['1'], hidden: true },
    ]);
  });

  test('merged cells', async () => {
    const rows =
      '<Row><Cell ss:MergeAcross="1" ss:MergeDown="2"><Data ss:Type="String">a</Data></Cell><Cell><Data ss:Type="String">b</Data></Cell></Row>' +
      '<Row><Cell ss:Index="3"><Data ss:Type="String">c</Data></Cell></Row><Row><Cell><Data ss:Type="String">d</Data></Cell></Row>';
    const file = await open(workbook(sheet(rows)));
    expect((await rowsOf(file)).map(({ cells }) => cells)).toEqual([
      ['a', null, 'b'],
      [null, null, 'c'],
      [null, null, 'd'],
    ]);
    expect(file.merges(0)).toEqual([{ column: 0, first: 1, last: 3 }]);
  });

  test('sheets, hidden ones told', async () => {
    const options = '<x:WorksheetOptions><x:Visible>SheetVeryHidden</x:Visible></x:WorksheetOptions>';
    const file = await open(
      workbook(sheet('', '甲&amp;乙') + sheet(`<Row>${data('Number', '1')}</Row>`, '__proto__', options)),
    );
    expect(file).toMatchObject({ kind: 'xml', encoding: 'UTF-8' });
    expect(file.sheets).toEqual([
      { sheet: '甲&乙', hidden: false },
      { sheet: '__proto__', hidden: true },
    ]);
    expect([await rowsOf(file, 0), await rowsOf(file, 1)]).toEqual([[], [{ row: 1, cells: ['1'] }]]);
  });
});

test('prefixed, and in the encoding it names', async () => {
  const xml =
    '<?xml version="1.0" encoding="gb2312"?><ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><ss:Worksheet ss:Name="一"><ss:Table><ss:Row><ss:Cell><ss:Data ss:Type="String">联通</ss:Data></ss:Cell></ss:Row></ss:Table></ss:Worksheet></ss:Workbook>';
  const file = await open(encodeText(xml, 'GB18030'));
  expect(file.encoding).toBe('GB18030');
  expect(await rowsOf(file)).toEqual([{ row: 1, cells: ['联通'] }]);
});

describe('refusals', () => {
  const whole = workbook(sheet(`<Row>${data('String', 'a').repeat(3)}</Row>`));
  test.each([0.5, 0.8, 0.95])('cut at %d of its length', async (share) => {
    expect(await refusal(whole.slice(0, Math.floor(whole.length * share)))).toMatch(/^damaged: /);
  });

  test.each([
    ['an index of nothing', '<Row ss:Index="x"/>', 'damaged: Index x'],
    ['a row beyond the last', '<Row ss:Index="1048577"/>', 'too-large: Index 1048577'],
    ['a column beyond the last', '<Row><Cell ss:Index="16385"/></Row>', 'too-large: Index 16385'],
    ['a document type', '<!DOCTYPE x>', 'damaged: XML'],
    ['a cell outside of a row', '<Row/><Cell/>', 'damaged: Cell'],
    ['a row that was never opened', '</Row>', 'damaged: Row'],
    ['a value outside of a cell', '<Row><Data>1</Data></Row>', 'damaged: Data'],
  ])('%s', async (_, rows, expected) => {
    expect(await refusal(workbook(sheet(rows)))).toBe(expected);
  });

  test('limits', async () => {
    expect(await refusal(whole, { limits: { ...DEFAULT_LIMITS, wholeFile: 100 } })).toBe('too-large');
    expect(await refusal(whole, { limits: { ...DEFAULT_LIMITS, wholeCells: 2 } })).toBe('too-large: cells');
  });
});
