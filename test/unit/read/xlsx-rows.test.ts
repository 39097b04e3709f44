import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS, HARD_LIMITS, type Limits } from '../../../renderer/import/read/limits.ts';
import { makeXlsx, worksheet } from './support/make-xlsx.ts';
import { open, refusal, rowsOf } from './support/read.ts';

const cell = (value: string) => `<c><v>${value}</v></c>`;
/** A sheet whose rows are followed by what is given. */
const followed = (rows: string, after: string) =>
  worksheet(rows).replace('</sheetData>', `</sheetData>${after}`);

async function mergesOf(refs: readonly string[], prefixed = false, limits?: Limits) {
  const list = `<mergeCells count="${refs.length}">${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
  let xml = followed(`<row>${cell('1')}</row>`, list);
  if (prefixed) xml = xml.replaceAll(/<(\/?)(?=[a-zA-Z])/g, '<$1x:').replace('xmlns=', 'xmlns:x=');
  const file = await open(await makeXlsx({ sheets: [{ xml }] }), limits ? { limits } : {});
  await rowsOf(file);
  return file.merges(0);
}

describe('merged cells', () => {
  test('downwards: the left column, rows as Excel numbers them', async () => {
    const merges = [
      { column: 0, first: 3, last: 7 },
      { column: 27, first: 2, last: 3 },
    ];
    expect(await mergesOf(['A3:A7', 'AB2:AC3', 'A1:D1'])).toEqual(merges);
    expect(await mergesOf(['A3:A7', 'AB2:AC3', 'A1:D1'], true)).toEqual(merges);
  });

  test('the whole sheet is one range, not a list of cells', async () => {
    expect(await mergesOf(['A1:XFD1048576'])).toEqual([{ column: 0, first: 1, last: 1_048_576 }]);
  });

  test('what is no range is none', async () => {
    expect(await mergesOf(['', 'A1', 'A0:A5', 'A5:A1', 'A1:A1048577', 'XFE1:XFE2', 'A:A', '1:2'])).toEqual(
      [],
    );
  });

  test('none before the rows were read, and each sheet its own', async () => {
    const sheet = (ref: string) => ({
      xml: followed(
        `<row>${cell('1')}</row>`,
        `<mergeCells><mergeCell ref="${ref}"></mergeCell></mergeCells>`,
      ),
    });
    const file = await open(await makeXlsx({ sheets: [sheet('A1:A2'), sheet('B1:B9')] }));
    expect(file.merges(0)).toEqual([]);
    await rowsOf(file, 1);
    await rowsOf(file, 0);
    expect([file.merges(0), file.merges(1)]).toEqual([
      [{ column: 0, first: 1, last: 2 }],
      [{ column: 1, first: 1, last: 9 }],
    ]);
    await rowsOf(file, 0);
    expect(file.merges(0)).toHaveLength(1);
  });

  test('many of them are found over the pieces of a long part, and have a limit', async () => {
    const refs = Array.from({ length: 100_000 }, (_, i) => `C${2 * i + 1}:C${2 * i + 2}`);
    const merges = await mergesOf(refs);
    expect([merges.length, merges.at(-1)]).toEqual([100_000, { column: 2, first: 199_999, last: 200_000 }]);
    const limits = { ...DEFAULT_LIMITS, merges: 10 };
    await expect(mergesOf(refs, false, limits)).rejects.toMatchObject({
      code: 'too-large',
      detail: 'mergeCells',
    });
  });

  test('a tag that does not end', async () => {
    const xml = followed('', `<mergeCells><mergeCell ref="${'A'.repeat(5000)}`);
    expect(await refusal(await makeXlsx({ sheets: [{ xml }] }))).toBe('damaged: mergeCells');
  });
});

test('hidden rows are read, and told', async () => {
  const rows =
    `<row r="1">${cell('1')}</row><row r="2" hidden="1">${cell('2')}</row><row r="3" ht="0" hidden='true' s="1">${cell('3')}</row>` +
    `<row r="4" hidden="0" customHeight="1">${cell('4')}</row><row r="5" hidden = "1"/><row r="6" x:hidden="1">${cell('6')}</row>`;
  const file = await open(await makeXlsx({ rows }));
  expect(await rowsOf(file)).toEqual([
    { row: 1, cells: ['1'] },
    { row: 2, cells: ['2'], hidden: true },
    { row: 3, cells: ['3'], hidden: true },
    { row: 4, cells: ['4'] },
    { row: 6, cells: ['6'] },
  ]);
});

describe('kinds of workbooks', () => {
  const rows = `<row>${cell('1')}</row>`;

  test.each([
    ['with macros', 'application/vnd.ms-excel.sheet.macroEnabled.main+xml'],
    ['a template', 'application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml'],
  ])('%s', async (_, type) => {
    const types = `<Types><Override PartName="/xl/workbook.xml" ContentType="${type}"/></Types>`;
    const parts = { '[Content_Types].xml': types, 'xl/vbaProject.bin': 'not ours' };
    expect(await refusal(await makeXlsx({ rows, parts }))).toBe('read 1 rows');
  });

  test('strict Office XML names its relations otherwise', async () => {
    const strict = 'http://purl.oclc.org/ooxml/officeDocument/relationships';
    const bytes = await makeXlsx({
      strings: '<si><t>甲</t></si>',
      parts: {
        '_rels/.rels': `<Relationships><Relationship Id="a" Type="${strict}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
        'xl/workbook.xml': `<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:q="${strict}" conformance="strict"><sheets><sheet name="一" sheetId="1" q:id="b"/></sheets></workbook>`,
        'xl/_rels/workbook.xml.rels':
          `<Relationships><Relationship Id="b" Type="${strict}/worksheet" Target="worksheets/sheet1.xml"/>` +
          `<Relationship Id="c" Type="${strict}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
        'xl/worksheets/sheet1.xml': worksheet('<row><c t="s"><v>0</v></c></row>'),
      },
    });
    const file = await open(bytes);
    expect(file.sheets).toEqual([{ sheet: '一', hidden: false }]);
    expect(await rowsOf(file)).toEqual([{ row: 1, cells: ['甲'] }]);
  });
});

test('thousands of styled, empty rows at the end are no rows', async () => {
  const empty = Array.from(
    { length: 20_000 },
    (_, i) =>
      `<row r="${i + 3}" s="1" customFormat="1" ht="14"><c r="A${i + 3}" s="1"/><c r="B${i + 3}" s="2" t="s"/></row>`,
  ).join('');
  const file = await open(await makeXlsx({ rows: `<row r="2">${cell('1')}</row>${empty}` }));
  expect(await rowsOf(file)).toEqual([{ row: 2, cells: ['1'] }]);
});

describe('files that the analyst trusts', () => {
  // 19 MB of XML that deflates to some 60 KB: a ratio far beyond 100.
  const bomb = makeXlsx({ rows: `<row>${cell('1')}</row>`.repeat(800_000) });

  test('a ratio that is refused is read when trusted', async () => {
    expect(await refusal(await bomb)).toBe('too-large: xl/worksheets/sheet1.xml');
    expect(await refusal(await bomb, { trusted: true })).toBe('read 800000 rows');
  });

  test('the hard limits hold all the same', async () => {
    const limits = { ...HARD_LIMITS, inflatedBytes: 10_000_000 };
    expect(await refusal(await bomb, { trusted: true, limits })).toBe('too-large: xlsx');
    expect(HARD_LIMITS.inflatedBytes).toBeLessThan(Number.POSITIVE_INFINITY);
    expect(HARD_LIMITS.element).toBe(DEFAULT_LIMITS.element);
  });
});

test('workbooks that are open together and read in turn keep to their own shared strings', async () => {
  const workbook = async (text: string) =>
    open(await makeXlsx({ rows: '<row><c t="s"><v>0</v></c></row>', strings: `<si><t>${text}</t></si>` }));
  const [one, other] = [await workbook('甲'), await workbook('乙')];
  const read = async (file: typeof one) => (await rowsOf(file))[0]?.cells;
  expect([await read(one), await read(other), await read(one)]).toEqual([['甲'], ['乙'], ['甲']]);
  await other.close();
  expect(await read(one)).toEqual(['甲']);
  // Also while the rows of one are under way.
  const third = await workbook('丙');
  expect(await Promise.all([read(one), read(third), read(one)])).toEqual([['甲'], ['丙'], ['甲']]);
});
