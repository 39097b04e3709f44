import { describe, expect, test } from 'vitest';
import { encodeText } from './support/encode-text.ts';
import { makeXlsx, type WorkbookSource, workbookParts, worksheet, zip } from './support/make-xlsx.ts';
import { open, read, rowsOf } from './support/read.ts';

const rowsIn = async (source: WorkbookSource) => read(await makeXlsx(source));
/** The cells of one row whose XML is given. */
const cellsIn = async (cells: string, source: WorkbookSource = {}) => {
  const [row] = await rowsIn({ ...source, rows: `<row r="1">${cells}</row>` });
  return row?.slice(1) ?? [];
};
const text = (written: string) => `<c t="inlineStr"><is><t>${written}</t></is></c>`;

describe('text', () => {
  test('identifiers stay text', async () => {
    const strings = '<si><t>00012345678</t></si><si><t>913401000000000001</t></si>';
    expect(await cellsIn('<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>', { strings })).toEqual([
      '00012345678',
      '913401000000000001',
    ]);
  });

  test('spaces are kept, told to or not', async () => {
    const strings = '<si><t xml:space="preserve"> a </t></si><si><t> b </t></si>';
    expect(await cellsIn('<c t="s"><v>0</v></c><c t="s"><v>1</v></c>', { strings })).toEqual([' a ', ' b ']);
  });

  test('runs of rich text are joined, phonetic guides left out', async () => {
    const strings =
      '<si><r><t>合肥</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 公司</t></r></si>' +
      '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>' +
      '<si><r><t>a</t></r><rPh sb="0" eb="1"><t>x</t></rPh><r><t>b</t></r></si>';
    const cells = [0, 1, 2].map((i) => `<c t="s"><v>${i}</v></c>`).join('');
    expect(await cellsIn(cells, { strings })).toEqual(['合肥 公司', '東京', 'ab']);
    expect(await cellsIn('<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>')).toEqual(['ab']);
  });

  test('empty shared strings keep their place', async () => {
    const strings = '<si/><si><t/></si><si></si><si><t>d</t></si>';
    const cells = [0, 1, 2, 3].map((i) => `<c t="s"><v>${i}</v></c>`).join('');
    expect(await cellsIn(cells, { strings })).toEqual([null, null, null, 'd']);
  });

  test('entities, also when a whole text is made of them', async () => {
    expect(
      await cellsIn(
        text('a&amp;b &lt;&gt;&quot;&apos;') + text('&#35777;&#x4E66;&#x1F600;') + text('&amp;lt;'),
      ),
    ).toEqual(['a&b <>"\'', '证书😀', '&lt;']);
    expect(await cellsIn(text('a & b; &nbsp; &#0; &#xZZ;'))).toEqual(['a & b; &nbsp; &#0; &#xZZ;']);
  });

  test("Excel's escapes", async () => {
    expect(await cellsIn(text('a_x000D_\nb') + text('_x005F_x000D_') + text('_x00_ _xyzzy_'))).toEqual([
      'a\r\nb',
      '_x000D_',
      '_x00_ _xyzzy_',
    ]);
  });

  test('CDATA, comments and instructions', async () => {
    expect(
      await cellsIn(
        `${text('<![CDATA[<c r="Z9"><v>1</v></c> & </row>]]>')}<!-- <c><v>no</v></c> </row> --><?pi </row>?>${text('x<!-- y -->z')}`,
      ),
    ).toEqual(['<c r="Z9"><v>1</v></c> & </row>', 'xz']);
  });

  test('line ends are those of XML', async () => {
    expect(await cellsIn(text('a\r\nb\rc'))).toEqual(['a\nb\nc']);
  });
});

describe('numbers', () => {
  test.each([
    ['12', '12'],
    ['3.5', '3.5'],
    ['-0.25', '-0.25'],
    ['1E+05', '100000'],
    ['1.5E-3', '0.0015'],
    ['1.0000000000000001E-7', '0.0000001'],
    ['4.5999999999999996', '4.6'],
    ['0.30000000000000004', '0.3'],
    ['12.0', '12'],
    ['123456789012345', '123456789012345'],
    ['9.13401E+17', '9.13401E+17'],
    ['913401000000000001', '9.13401E+17'],
    ['1234567890123456', '1.234567890123456E+15'],
    ['-1E+20', '-1E+20'],
    ['007', '007'],
    ['-0', '0'],
    ['1E-300', '1E-300'],
    ['1E+999', '1E+999'],
    ['abc', 'abc'],
    ['', null],
  ])('%s is %s', async (written, expected) => {
    expect(await cellsIn(`<c><v>${written}</v></c><c t="n"><v>1</v></c>`)).toEqual([expected, '1']);
  });

  test('a number in a percent or money format is its value', async () => {
    const styles =
      '<numFmts><numFmt numFmtId="164" formatCode="&quot;d&quot;#,##0.00"/></numFmts><cellXfs><xf numFmtId="10"/><xf numFmtId="164"/></cellXfs>';
    expect(await cellsIn('<c s="0"><v>0.15</v></c><c s="1"><v>1234.5</v></c>', { styles })).toEqual([
      '0.15',
      '1234.5',
    ]);
  });
});

test('booleans, errors, formulas, texts of formulas', async () => {
  expect(
    await cellsIn(
      '<c t="b"><v>1</v></c><c t="b"><v>FALSE</v></c><c t="e"><v>#N/A</v></c><c t="e"><v>#DIV/0!</v></c>' +
        '<c><f>SUM(A1:A2)&lt;3</f><v>7</v></c><c t="str"><f>A1&amp;"x"</f><v>a&amp;x</v></c><c><f>A1</f></c><c t="str"><f>A1</f><v></v></c><c><f>A1</f><v/></c><c><v>9</v></c>',
    ),
  ).toEqual(['1', '0', '#N/A', '#DIV/0!', '7', 'a&x', null, null, null, '9']);
});

describe('dates', () => {
  const code = (...codes: string[]) =>
    `<numFmts>${codes.map((c, i) => `<numFmt numFmtId="${164 + i}" formatCode="${c.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts><cellXfs>${codes.map((_, i) => `<xf numFmtId="${164 + i}"/>`).join('')}</cellXfs>`;
  const builtIn = (id: number) => `<cellXfs><xf numFmtId="${id}"/></cellXfs>`;
  const dated = async (serial: string, styles: string, date1904 = false) =>
    (await cellsIn(`<c s="0"><v>${serial}</v></c>`, { styles, date1904 }))[0];

  test.each([
    [14, '45356', '2024-03-05'],
    [14, '45356.395833333336', '2024-03-05 09:30:00'],
    [22, '45356', '2024-03-05 00:00:00'],
    [22, '45356.395833333336', '2024-03-05 09:30:00'],
    [27, '45356', '2024-03-05'],
    [31, '45351', '2024-02-29'],
    [57, '45351', '2024-02-29'],
    [58, '45351', '2024-02-29'],
    [20, '0.39583333333333331', '09:30:00'],
    [32, '0.5', '12:00:00'],
    [46, '1.5', '36:00:00'],
    [20, '45356.395833333336', '2024-03-05 09:30:00'],
    [14, '45356.999994212965', '2024-03-06'],
    [22, '45356.999988425923', '2024-03-05 23:59:59'],
    [22, '45356.938703703703', '2024-03-05 22:31:44'],
    [14, '1', '1900-01-01'],
    [14, '59', '1900-02-28'],
    [14, '60', '1900-02-29'],
    [14, '61', '1900-03-01'],
    [14, '0', '1900-01-00'],
    [14, '2958465', '9999-12-31'],
    [14, '2958466', '2958466'],
    [14, '-1', '-1'],
    [14, '不详', '不详'],
    [0, '45356', '45356'],
    [49, '45356', '45356'],
  ])('built-in format %d, %s is %s', async (id, serial, expected) => {
    expect(await dated(serial, builtIn(id))).toBe(expected);
  });

  test('every day from 1900 to 2200 agrees with the calendar', async () => {
    const from = 61;
    const days = 109_572;
    const rows = Array.from({ length: days }, (_, i) => `<row><c s="0"><v>${from + i}</v></c></row>`).join(
      '',
    );
    const read = await rowsIn({ rows, styles: builtIn(14) });
    const wrong = read.filter(
      ([, cell], i) => cell !== new Date(Date.UTC(1900, 2, 1 + i)).toISOString().slice(0, 10),
    );
    expect([read.length, wrong]).toEqual([days, []]);
  });

  test.each([
    ['0', '1904-01-01'],
    ['1', '1904-01-02'],
    ['43894', '2024-03-05'],
    ['43894.5', '2024-03-05 12:00:00'],
  ])('1904 system, %s is %s', async (serial, expected) => {
    expect(await dated(serial, builtIn(14), true)).toBe(expected);
  });

  test.each([
    ['yyyy"年"m"月"d"日";@', '2024-03-05'],
    ['yyyy\\-mm\\-dd', '2024-03-05'],
    ['[$-804]yyyy/m/d', '2024-03-05'],
    ['[Red]d mmm yy', '2024-03-05'],
    ['mmm', '2024-03-05'],
    ['yyyy-mm-dd hh:mm:ss.000', '2024-03-05 00:00:00'],
    ['[DBNum1][$-804]yyyy"年"m"月"', '2024-03-05'],
    ['General', '45356'],
    ['#,##0.00', '45356'],
    ['0.00E+00', '45356'],
    ['"day "0', '45356'],
    ['0\\d', '45356'],
    ['[Red]0', '45356'],
    ['_d0', '45356'],
    ['0;yyyy', '45356'],
    ['@', '45356'],
  ])('format code %s', async (format, expected) => {
    expect(await dated('45356', code(format))).toBe(expected);
  });

  test.each([
    ['h:mm', '09:30:00'],
    ['上午/下午h"时"mm"分"', '09:30:00'],
    ['h:mm AM/PM', '09:30:00'],
    ['[h]:mm:ss', '09:30:00'],
    ['mm:ss.0', '09:30:00'],
  ])('format code %s of a time', async (format, expected) => {
    expect(await dated('0.39583333333333331', code(format))).toBe(expected);
  });

  test('formats of lists that cells do not point to are not theirs', async () => {
    const styles =
      '<numFmts><numFmt numFmtId="164" formatCode="0.0"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
      '<cellXfs><xf numFmtId="164"><alignment/></xf><xf numFmtId="14"/></cellXfs><dxfs><dxf><numFmt numFmtId="164" formatCode="yyyy"/></dxf></dxfs>';
    expect(await cellsIn('<c s="0"><v>45356</v></c><c s="1"><v>45356</v></c>', { styles })).toEqual([
      '45356',
      '2024-03-05',
    ]);
  });

  test('ISO cells', async () => {
    const iso = (value: string) => `<c t="d"><v>${value}</v></c>`;
    expect(
      await cellsIn(
        iso('2024-03-05') +
          iso('2024-03-05T00:00:00') +
          iso('2024-03-05T09:30:00.000Z') +
          iso('09:30') +
          iso('2024'),
      ),
    ).toEqual(['2024-03-05', '2024-03-05', '2024-03-05 09:30:00', '09:30:00', '2024']);
  });
});

describe('places', () => {
  test('cells and rows without a reference follow the one before', async () => {
    const rows = `<row>${text('a')}${text('b')}</row><row r="5"><c r="C5"><v>1</v></c><c><v>2</v></c></row><row>${text('c')}</row>`;
    expect(await rowsIn({ rows })).toEqual([
      [1, 'a', 'b'],
      [5, null, null, '1', '2'],
      [6, 'c'],
    ]);
  });

  test('a row without a reference takes it from its cells', async () => {
    expect(await rowsIn({ rows: '<row><c r="B7"><v>1</v></c></row><row><c><v>2</v></c></row>' })).toEqual([
      [7, null, '1'],
      [8, '2'],
    ]);
  });

  test('cells out of order find their column', async () => {
    expect(await cellsIn('<c r="C1"><v>3</v></c><c r="A1"><v>1</v></c>')).toEqual(['1', null, '3']);
  });

  test('the last cell of a sheet', async () => {
    const [row, ...more] = await rowsIn({
      rows: '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    });
    expect([row?.[0], row?.length, row?.at(-1), more.length]).toEqual([1_048_576, 16_385, '1', 0]);
  });

  test('rows and cells without content are left out', async () => {
    const empty = Array.from(
      { length: 5000 },
      (_, i) => `<row r="${i + 10}" spans="1:2"><c r="A${i + 10}" s="0"/><c r="B${i + 10}"></c></row>`,
    ).join('');
    const rows = `<row r="2"><c r="A2"><v>1</v></c><c r="B2"/></row><row r="3"/><row r="4"></row><row r="5">\n</row>${empty}`;
    expect(await rowsIn({ rows })).toEqual([[2, '1']]);
  });

  test('a lying dimension is ignored', async () => {
    const xml = worksheet('<row><c><v>1</v></c></row>').replace('A1:B2', 'A1:XFD1048576');
    expect(await rowsIn({ sheets: [{ xml }] })).toEqual([[1, '1']]);
  });

  test('merged cells have their value in the first', async () => {
    const xml = worksheet('<row><c r="A1"><v>1</v></c><c r="B1"/><c r="C1"><v>2</v></c></row>').replace(
      '</sheetData>',
      '</sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>',
    );
    expect(await rowsIn({ sheets: [{ xml }] })).toEqual([[1, '1', null, '2']]);
  });

  test('page breaks and controls are no rows', async () => {
    const xml = worksheet('<row><c><v>1</v></c></row>').replace(
      '</sheetData>',
      '</sheetData><rowBreaks count="1"><brk id="1"/></rowBreaks><controls><xdr:row>3</xdr:row></controls>',
    );
    expect(await rowsIn({ sheets: [{ xml }] })).toEqual([[1, '1']]);
  });

  test('an empty sheet has no rows', async () => {
    expect(await rowsIn({ rows: '' })).toEqual([]);
    expect(
      await rowsIn({ sheets: [{ xml: worksheet('').replace('<sheetData></sheetData>', '<sheetData/>') }] }),
    ).toEqual([]);
  });
});

describe('ways of writing', () => {
  test('prefixed XML, as .NET writes it', async () => {
    const prefixed = (xml: string) =>
      xml.replaceAll(/<(\/?)(?=[a-zA-Z])/g, '<$1x:').replace('xmlns=', 'xmlns:x=');
    const source = {
      rows: `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45356</v></c>${text('001')}</row>`,
      strings: '<si><r><t>甲</t></r><rPh><t>no</t></rPh></si>',
      styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
    };
    const parts = Object.fromEntries(
      Object.entries(workbookParts(source)).map(([name, xml]) => [
        name,
        name.startsWith('xl/') ? prefixed(xml) : xml,
      ]),
    );
    expect(await read(await zip(parts))).toEqual([[1, '甲', '2024-03-05', '001']]);
  });

  test('absolute, dotted and back-slashed part names, and other letter case', async () => {
    const rels =
      '<Relationships xmlns="x"><Relationship Id="rId1" Type="x/worksheet" Target="/XL/Sheets/One.xml"/>' +
      '<Relationship Id="rId2" Type="x/worksheet" Target="../other/./two.xml"/><Relationship Id="h" Type="x/hyperlink" Target="http://nowhere/" TargetMode="External"/></Relationships>';
    const bytes = await makeXlsx({
      sheets: [{ name: 'one' }, { name: 'two' }],
      parts: {
        'xl/_rels/workbook.xml.rels': rels,
        'xl/worksheets/sheet1.xml': null,
        'xl/worksheets/sheet2.xml': null,
        'xl\\sheets\\one.xml': worksheet('<row><c><v>1</v></c></row>'),
        'other/two.xml': worksheet('<row><c><v>2</v></c></row>'),
      },
    });
    const file = await open(bytes);
    expect([await rowsOf(file, 0), await rowsOf(file, 1)]).toEqual([
      [{ row: 1, cells: ['1'] }],
      [{ row: 1, cells: ['2'] }],
    ]);
  });

  test('strict Office XML, single quotes, blanks in tags, unknown attributes', async () => {
    const xml =
      "<worksheet xmlns='http://purl.oclc.org/ooxml/spreadsheetml/main'><sheetData >\n<row r = '3' x14ac:dyDescent='0.2' note='a>b'>" +
      "<c\n r='B3' note='>>' t = 'str' ><v >a</v ></c ></row ></sheetData ></worksheet>";
    expect(await rowsIn({ sheets: [{ xml }] })).toEqual([[3, null, 'a']]);
  });

  test('UTF-16 parts', async () => {
    const parts = workbookParts({ rows: `<row>${text('证书')}</row>` });
    const xml = (parts['xl/worksheets/sheet1.xml'] as string).replace('UTF-8', 'UTF-16');
    const bytes = await zip({ ...parts, 'xl/worksheets/sheet1.xml': encodeText(xml, 'UTF-16LE BOM') });
    expect(await read(bytes)).toEqual([[1, '证书']]);
  });

  test('stored, streamed with data descriptors, and zip64 containers', async () => {
    for (const container of [
      { level: 0 },
      { dataDescriptor: true },
      { zip64: true },
      { zip64: true, dataDescriptor: true },
    ]) {
      expect(await rowsIn({ rows: `<row>${text('a')}</row>`, zip: container })).toEqual([[1, 'a']]);
    }
  });

  test('no styles, no shared strings', async () => {
    expect(
      await rowsIn({
        rows: '<row><c s="3"><v>45356</v></c></row>',
        parts: {
          'xl/styles.xml': null,
          'xl/sharedStrings.xml': null,
          'xl/_rels/workbook.xml.rels':
            '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        },
      }),
    ).toEqual([[1, '45356']]);
  });
});

test('sheets in their order, hidden ones told, charts left out', async () => {
  const rels =
    '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/chartsheet" Target="worksheets/sheet2.xml"/>' +
    '<Relationship Id="rId3" Type="x/worksheet" Target="worksheets/sheet3.xml"/><Relationship Id="rId4" Type="x/worksheet" Target="worksheets/sheet4.xml"/></Relationships>';
  const file = await open(
    await makeXlsx({
      sheets: [
        { name: '证书&amp;计划', rows: '<row><c><v>1</v></c></row>' },
        { name: '图' },
        { name: 'b', state: 'hidden', rows: '<row><c><v>3</v></c></row>' },
        { name: 'c', state: 'veryHidden' },
      ],
      parts: { 'xl/_rels/workbook.xml.rels': rels },
    }),
  );
  expect(file).toMatchObject({
    kind: 'xlsx',
    encoding: null,
    sheets: [
      { sheet: '证书&计划', hidden: false },
      { sheet: 'b', hidden: true },
      { sheet: 'c', hidden: true },
    ],
  });
  expect(await rowsOf(file, 1)).toEqual([{ row: 1, cells: ['3'] }]);
  expect(await rowsOf(file, 2)).toEqual([]);
  expect(await rowsOf(file, 0)).toEqual([{ row: 1, cells: ['1'] }]);
  await file.close();
});
