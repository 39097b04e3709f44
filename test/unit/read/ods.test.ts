import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../renderer/import/read/limits.ts';
import { zip } from './support/make-xlsx.ts';
import { fixture, open, refusal, rowsOf } from './support/read.ts';

const NAMES =
  'xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:number="n" xmlns:calcext="c"';
const content = (body: string, styles = '') =>
  `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${NAMES}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${body}</office:spreadsheet></office:body></office:document-content>`;
const table = (rows: string, attributes = 'table:name="一"') =>
  `<table:table ${attributes}>${rows}</table:table>`;
const ods = (xml: string, more: Record<string, string> = {}) =>
  zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': xml, ...more });
const text = (written: string, attributes = '') =>
  `<table:table-cell office:value-type="string" ${attributes}><text:p>${written}</text:p></table:table-cell>`;

const rowsIn = async (rows: string, styles = '') =>
  rowsOf(await open(await ods(content(table(rows), styles))));
const cellIn = async (cell: string, styles = '') =>
  (await rowsIn(`<table:table-row>${cell}</table:table-row>`, styles))[0]?.cells[0];

describe('values', () => {
  test.each([
    ['office:value-type="float" office:value="4.5999999999999996"', '4.6'],
    ['office:value-type="float" office:value="9.13401000000000E+017"', '9.13401E+17'],
    ['office:value-type="percentage" office:value="0.15"', '0.15'],
    ['office:value-type="currency" office:currency="CNY" office:value="1234.5"', '1234.5'],
    ['office:value-type="boolean" office:boolean-value="true"', '1'],
    ['office:value-type="boolean" office:boolean-value="false"', '0'],
    ['office:value-type="date" office:date-value="2024-03-05"', '2024-03-05'],
    ['office:value-type="date" office:date-value="2024-03-05T09:30:00"', '2024-03-05 09:30:00'],
    ['office:value-type="date" office:date-value="2024-03-05T23:59:59.999999999"', '2024-03-06'],
    ['office:value-type="date" office:date-value="1900-02-28"', '1900-02-28'],
    ['office:value-type="date" office:date-value="-0044-03-15"', '-0044-03-15'],
    ['office:value-type="time" office:time-value="PT08H15M00S"', '08:15:00'],
    ['office:value-type="time" office:time-value="PT36H00M00.000S"', '36:00:00'],
    ['office:value-type="string" office:string-value="00123"', '00123'],
    ['office:value-type="float" office:value="0" calcext:value-type="error"', 'shown'],
    ['table:formula="of:=[.A1]"', 'shown'],
  ])('%s', async (attributes, expected) => {
    const cell = `<table:table-cell ${attributes}><text:p>shown</text:p></table:table-cell>`;
    expect(await cellIn(cell)).toBe(expected);
  });

  test.each([
    ['a formula without a value', '<table:table-cell table:formula="of:=[.A1]"/>', undefined],
    [
      'paragraphs',
      '<table:table-cell><text:p>a</text:p><text:p/><text:p>b</text:p></table:table-cell>',
      'a\n\nb',
    ],
    [
      'signs',
      text('<text:s text:c="2"/>a<text:s/> b<text:tab/>c<text:line-break/>d &amp; &#35777; '),
      '  a  b\tc\nd & 证 ',
    ],
    ['runs and links', text('<text:span>合</text:span><text:a>肥</text:a>'), '合肥'],
    ['white space of the file', text('a \n  b'), 'a b'],
    [
      'a comment',
      '<table:table-cell><office:annotation><text:p>no</text:p></office:annotation><text:p>a</text:p></table:table-cell>',
      'a',
    ],
    [
      'a drawing',
      '<table:table-cell><draw:frame><draw:text-box><text:p>no</text:p></draw:text-box></draw:frame><text:p>a<text:note><text:p>no</text:p></text:note></text:p></table:table-cell>',
      'a',
    ],
  ])('%s', async (_, cell, expected) => {
    expect(await cellIn(cell)).toBe(expected);
  });

  test('a midnight in a format that shows the clock, by cell, row and column', async () => {
    const styles =
      '<number:date-style style:name="N1"><number:year/><number:hours/></number:date-style><number:date-style style:name="N2"><number:year/></number:date-style>' +
      '<style:style style:name="clock" style:family="table-cell" style:data-style-name="N1"/><style:style style:name="day" style:family="table-cell" style:data-style-name="N2"/>';
    const midnight = (style = '') =>
      `<table:table-cell ${style} office:value-type="date" office:date-value="2024-03-05"/>`;
    const rows =
      `<table:table-column/><table:table-column table:number-columns-repeated="1000000" table:default-cell-style-name="clock"/>` +
      `<table:table-row>${midnight('table:style-name="clock"')}${midnight()}${midnight('table:style-name="day"')}</table:table-row>` +
      `<table:table-row table:default-cell-style-name="clock">${midnight()}</table:table-row><table:table-row>${midnight()}</table:table-row>`;
    const clock = '2024-03-05 00:00:00';
    expect((await rowsIn(rows, styles)).map(({ cells }) => cells)).toEqual([
      [clock, clock, '2024-03-05'],
      [clock],
      ['2024-03-05'],
    ]);
  });
});

describe('places', () => {
  test('repeated cells and rows, empty and full', async () => {
    const rows =
      `<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/>${text('a', 'table:number-columns-repeated="2"')}<table:table-cell table:number-columns-repeated="16380"/></table:table-row>` +
      `<table:table-row table:number-rows-repeated="10"><table:table-cell/></table:table-row><table:table-header-rows><table:table-row table:visibility="filter">${text('b')}</table:table-row></table:table-header-rows>` +
      `<table:table-row-group><table:table-row table:visibility="collapse">${text('c')}</table:table-row></table:table-row-group><table:table-row table:number-rows-repeated="1048561"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`;
    expect(await rowsIn(rows)).toEqual([
      { row: 1, cells: [null, null, 'a', 'a'] },
      { row: 2, cells: [null, null, 'a', 'a'] },
      { row: 13, cells: ['b'], hidden: true },
      { row: 14, cells: ['c'], hidden: true },
    ]);
  });

  test('sheets, hidden ones told; histories, links and drawings are none', async () => {
    const styles =
      '<style:style style:name="ta" style:family="table"><style:table-properties table:display="false"/></style:style>';
    const no = table(`<table:table-row>${text('no')}</table:table-row>`);
    const body =
      `<table:tracked-changes><table:deletion><table:table-cell><text:p>no</text:p></table:table-cell></table:deletion></table:tracked-changes>` +
      table(`<table:shapes>${no}</table:shapes><table:table-row>${text('a')}</table:table-row>`) +
      table(`<table:table-row>${text('b')}</table:table-row>`, 'table:name="二" table:style-name="ta"') +
      `<table:dde-links><table:dde-link>${no}</table:dde-link></table:dde-links>`;
    const file = await open(await ods(content(body, styles)));
    expect(file).toMatchObject({ kind: 'ods', encoding: null });
    expect(file.sheets).toEqual([
      { sheet: '一', hidden: false },
      { sheet: '二', hidden: true },
    ]);
    expect([await rowsOf(file, 0), await rowsOf(file, 1)]).toEqual([
      [{ row: 1, cells: ['a'] }],
      [{ row: 1, cells: ['b'] }],
    ]);
  });

  test('the flat form, one XML text', async () => {
    const flat = content(table(`<table:table-row>${text('联通')}</table:table-row>`)).replaceAll(
      'document-content',
      'document',
    );
    const file = await open(flat);
    expect(file).toMatchObject({ kind: 'ods', encoding: 'UTF-8' });
    expect(await rowsOf(file)).toEqual([{ row: 1, cells: ['联通'] }]);
  });
});

describe('refusals', () => {
  const whole = content(table(`<table:table-row>${text('a')}</table:table-row>`));

  test.each([
    ['a text document', whole.replaceAll('office:spreadsheet', 'office:text'), 'not-a-table: OpenDocument'],
    ['no sheets', content(''), 'not-a-table: OpenDocument'],
    ['cut behind a row', whole.slice(0, whole.indexOf('</table:table>')), 'damaged: content.xml'],
    ['cut in a tag', whole.slice(0, -5), 'damaged: XML'],
    ['tags that do not match', whole.replace('</text:p>', '</text:q>'), 'damaged: content.xml'],
    [
      'too many columns',
      content(
        table(`<table:table-row>${text('a', 'table:number-columns-repeated="16385"')}</table:table-row>`),
      ),
      'too-large: row 1',
    ],
    [
      'too many rows',
      content(table(`<table:table-row table:number-rows-repeated="1048577">${text('a')}</table:table-row>`)),
      'too-large: row 1',
    ],
  ])('%s', async (_, xml, expected) => {
    expect(await refusal(await ods(xml))).toBe(expected);
  });

  test('a bomb of repeated cells', async () => {
    const row = `<table:table-row>${text('a', 'table:number-columns-repeated="16384"')}</table:table-row>`;
    const limits = { ...DEFAULT_LIMITS, wholeCells: 100_000 };
    expect(await refusal(await ods(content(table(row.repeat(7)))), { limits })).toBe('too-large: cells');
    const rows = `<table:table-row table:number-rows-repeated="1000000">${text('a')}</table:table-row>`;
    expect(await refusal(await ods(content(table(rows))), { limits })).toBe('too-large: cells');
    expect(await refusal(await ods(content(table(rows))))).toBe('read 1000000 rows');
  });

  test('limits of what is held whole', async () => {
    const limits = { ...DEFAULT_LIMITS, wholeFile: 300 };
    expect(await refusal(await ods(whole), { limits })).toBe('too-large: content.xml');
  });

  test('a wrong byte in its content', async () => {
    const bytes = new Uint8Array(await fixture('libreoffice.ods').arrayBuffer());
    const at = new TextDecoder('latin1').decode(bytes).indexOf('content.xml') + 200;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    expect(await refusal(bytes)).toBe('damaged: content.xml');
  });
});
