import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../renderer/import/read/limits.ts';
import { makeXlsx, type WorkbookSource, workbookParts, worksheet, zip } from './support/make-xlsx.ts';
import { fixture, refusal } from './support/read.ts';

const small = { rows: '<row><c t="inlineStr"><is><t>甲</t></is></c></row>' };
const made = async (source: WorkbookSource) => refusal(await makeXlsx(source));
const bytesOf = async (name: string) => new Uint8Array(await fixture(name).arrayBuffer());

describe('not a table', () => {
  const noise = (length: number) => Array.from({ length }, (_, i) => (i * 7919 + (i >> 3) * 104_729) & 255);
  test.each<[string, readonly number[] | string, string]>([
    ['no bytes', [], 'empty'],
    ['a PDF', '%PDF-1.7\n1 0 obj\n', 'not-a-table: PDF'],
    ['a PNG', [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52], 'not-a-table'],
    ['a JPEG', [0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, ...noise(200)], 'not-a-table'],
    ['noise', noise(5000), 'not-a-table'],
    ['zeros', new Array<number>(1000).fill(0), 'not-a-table'],
    [
      'little-endian numbers',
      Array.from({ length: 2000 }, (_, i) => (i % 4 < 1 ? i & 255 : 0)),
      'not-a-table',
    ],
    [
      'a page without a table',
      '\ufeff\n <!DOCTYPE html><html><body><p>请登录</p></body></html>',
      'not-a-table: HTML',
    ],
    ['a page that was cut off', '<table border=1><tr><td>1', 'damaged: table'],
    ['a frame set', '<?xml version="1.0"?><html xmlns="x"><frameset/></html>', 'not-a-table: HTML'],
    [
      'XML 2003 without sheets',
      '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook/>',
      'not-a-table: XML',
    ],
    ['other XML', '<?xml version="1.0"?><!-- a --><rows><row/></rows>', 'other-spreadsheet: XML'],
    ['Excel 4', [9, 4, 6, 0, 0, 0, 16, 0, 0, 0], 'legacy-xls'],
  ])('%s', async (_, content, expected) => {
    expect(await refusal(content)).toBe(expected);
  });

  test('text that begins like one of those is text', async () => {
    expect(await refusal('PK,编号\n1,2\n')).toBe('read 2 rows');
    expect(await refusal('<1万,>5万\n1,2\n')).toBe('read 2 rows');
    expect(await refusal('BM编号,a\n1,2\n')).toBe('read 2 rows');
  });

  test('a few NULs do not make a table binary', async () => {
    expect(await refusal(`id,name\n1,abc\0\0\n${'2,defgh\n'.repeat(20)}`)).toBe('read 22 rows');
  });

  test('zips that are no workbooks', async () => {
    expect(await refusal(await zip({ 'a.csv': 'a,b\n' }))).toBe('not-a-table: zip');
    expect(await refusal(await zip({}))).toBe('not-a-table: zip');
    const word = workbookParts(small)['_rels/.rels']?.replace('xl/workbook.xml', 'word/document.xml') ?? '';
    expect(await made({ ...small, parts: { '_rels/.rels': word } })).toBe('not-a-table: zip');
    const binary = workbookParts(small)['_rels/.rels']?.replace('xl/workbook.xml', 'xl/workbook.bin') ?? '';
    expect(await made({ ...small, parts: { '_rels/.rels': binary, 'xl/workbook.bin': 'x' } })).toBe(
      'other-spreadsheet: xlsb',
    );
  });

  test('a Word document, whose main part is there', async () => {
    const parts = workbookParts(small);
    const rels = parts['_rels/.rels']?.replace('xl/workbook.xml', 'word/document.xml') ?? '';
    const document = '<w:document xmlns:w="urn:w"><w:body><w:p/></w:body></w:document>';
    expect(await refusal(await zip({ ...parts, '_rels/.rels': rels, 'word/document.xml': document }))).toBe(
      'not-a-table: zip',
    );
  });

  test('a workbook of charts only', async () => {
    const rels =
      '<Relationships><Relationship Id="rId1" Type="x/chartsheet" Target="worksheets/sheet1.xml"/></Relationships>';
    expect(await made({ ...small, parts: { 'xl/_rels/workbook.xml.rels': rels } })).toBe('not-a-table: xlsx');
  });
});

describe('OLE2', () => {
  test('a Word document or a mail is no table', async () => {
    const bytes = await bytesOf('libreoffice.xls');
    const text = new TextDecoder('latin1').decode(bytes);
    const at = text.indexOf('W\0o\0r\0k\0b\0o\0o\0k\0');
    expect(at).toBeGreaterThan(0);
    bytes[at] = 'X'.charCodeAt(0);
    expect(await refusal(bytes)).toBe('not-a-table: OLE2');
  });

  test.each([100, 512, 1000])('cut after %d bytes', async (length) => {
    expect(await refusal((await bytesOf('libreoffice-locked.xlsx')).subarray(0, length))).toBe(
      'damaged: OLE2',
    );
  });

  test('a directory that runs in a circle ends', async () => {
    const bytes = await bytesOf('libreoffice.xls');
    const view = new DataView(bytes.buffer);
    const table = (view.getUint32(76, true) + 1) * 512;
    const directory = view.getUint32(48, true);
    view.setUint32(table + 4 * directory, directory, true);
    expect(await refusal(bytes)).toBe('damaged: OLE2');
  });
});

describe('damaged containers', () => {
  test.each([0.1, 0.5, 0.9, 0.99])('cut at %d of its length', async (share) => {
    const bytes = await bytesOf('libreoffice.xlsx');
    expect(await refusal(bytes.subarray(0, Math.floor(bytes.length * share)))).toBe('damaged: zip');
  });

  test('any single wrong byte in the data of a part is noticed, stored or deflated', async () => {
    for (const level of [0, 6]) {
      const bytes = await makeXlsx({ rows: small.rows.repeat(300), zip: { level } });
      const text = new TextDecoder('latin1').decode(bytes);
      const header = text.indexOf('xl/worksheets/sheet1.xml');
      const end =
        text.indexOf('PK\x03\x04', header) < 0
          ? text.indexOf('PK\x01\x02', header)
          : text.indexOf('PK', header);
      const from = header + 40;
      for (let at = from; at < end - 20; at += Math.max(1, Math.floor((end - 20 - from) / 25))) {
        const wrong = bytes.slice();
        wrong[at] = (wrong[at] ?? 0) ^ 1;
        expect(await refusal(wrong), `byte ${at}`).toMatch(/^damaged: xl\/worksheets\/sheet1.xml/);
      }
    }
  });

  test('a password on the zip itself', async () => {
    expect(await made({ ...small, zip: { password: 'secret', zipCrypto: true } })).toBe('encrypted');
    expect(await made({ ...small, zip: { password: 'secret' } })).toBe('encrypted');
  });
});

describe('damaged parts', () => {
  const part = (name: string, text: string | null) => made({ ...small, parts: { [name]: text } });
  const sheet = worksheet(small.rows);

  test.each<[string, string, string | null, string]>([
    ['the workbook is missing', 'xl/workbook.xml', null, 'damaged: xl/workbook.xml'],
    ['its relations are missing', 'xl/_rels/workbook.xml.rels', null, 'damaged: xl/_rels/workbook.xml.rels'],
    ['a sheet is missing', 'xl/worksheets/sheet1.xml', null, 'damaged: Sheet1'],
    ['the shared strings are missing', 'xl/sharedStrings.xml', null, 'damaged: xl/sharedStrings.xml'],
    ['a sheet is empty', 'xl/worksheets/sheet1.xml', '', 'damaged: worksheet'],
    ['a sheet is something else', 'xl/worksheets/sheet1.xml', '<html></html>', 'damaged: worksheet'],
    [
      'a sheet ends in a row',
      'xl/worksheets/sheet1.xml',
      sheet.slice(0, sheet.indexOf('</row>')),
      'damaged: worksheet',
    ],
    [
      'a sheet ends behind a row',
      'xl/worksheets/sheet1.xml',
      sheet.slice(0, sheet.indexOf('</sheetData>')),
      'damaged: worksheet',
    ],
    [
      'a sheet without data',
      'xl/worksheets/sheet1.xml',
      sheet.replace(/<sheetData>.*<\/sheetData>/, ''),
      'damaged: worksheet',
    ],
    ['a cell that does not end', 'xl/worksheets/sheet1.xml', sheet.replace('</c>', ''), 'damaged: row 1'],
    ['a comment that does not end', 'xl/worksheets/sheet1.xml', `${sheet}<!-- `, 'damaged: XML'],
    [
      'a document type',
      'xl/worksheets/sheet1.xml',
      sheet.replace('<worksheet', '<!DOCTYPE x [<!ENTITY a "b">]><worksheet'),
      'damaged: XML',
    ],
    ['a document type in the workbook', 'xl/workbook.xml', '<!DOCTYPE x><workbook/>', 'damaged: XML'],
    ['a workbook that is none', 'xl/workbook.xml', '<a/>', 'damaged: workbook'],
    ['a tag that does not end', 'xl/styles.xml', '<styleSheet', 'damaged: XML'],
    ['the shared strings are cut', 'xl/sharedStrings.xml', '<sst><si><t>a</t></si>', 'damaged: sst'],
  ])('%s', async (_, name, text, expected) => {
    expect(await part(name, text)).toBe(expected);
  });

  test('bytes that are no UTF-8', async () => {
    const parts = { ...workbookParts(small), 'xl/worksheets/sheet1.xml': new Uint8Array([0x3c, 0x61, 0xff]) };
    expect(await refusal(await zip(parts))).toBe('damaged: xl/worksheets/sheet1.xml');
  });

  test.each([
    ['a string that is not there', '<row><c t="s"><v>0</v></c></row>', 'damaged: sharedStrings'],
    ['a string without a number', '<row><c t="s"><v>a</v></c></row>', 'damaged: sharedStrings'],
    ['a column beyond the last', '<row><c r="XFE1"><v>1</v></c></row>', 'damaged: XFE1'],
    ['a row beyond the last', '<row r="1048577"><c><v>1</v></c></row>', 'damaged: 1048577'],
    ['a row that is no number', '<row r="x"><c><v>1</v></c></row>', 'damaged: x'],
    ['rows beyond the last by counting', '<row r="1048576"/><row/>', 'damaged: row 1048577'],
    ['too many cells in a row', `<row>${'<c/>'.repeat(16_385)}</row>`, 'damaged: row 0'],
  ])('%s', async (_, rows, expected) => {
    expect(await made({ rows })).toBe(expected);
  });
});

describe('too large', () => {
  const text = (length: number) => `<row><c t="inlineStr"><is><t>${'x'.repeat(length)}</t></is></c></row>`;

  test('a bomb by its ratio', async () => {
    const rows = `<row><c><v>1</v></c></row>`.repeat(500_000);
    expect(await made({ rows })).toBe('too-large: xl/worksheets/sheet1.xml');
    const limits = { ...DEFAULT_LIMITS, ratio: 10_000 };
    expect(await refusal(await makeXlsx({ rows }), { limits })).toBe('read 500000 rows');
  });

  test('by the sizes it states, before a part is read', async () => {
    const limits = { ...DEFAULT_LIMITS, inflatedBytes: 2000 };
    expect(await refusal(await makeXlsx({ rows: text(3000) }), { limits })).toBe('too-large: xlsx');
  });

  test('sizes that lie are found out', async () => {
    const bytes = await makeXlsx({ rows: text(100_000) });
    const view = new DataView(bytes.buffer);
    const latin = new TextDecoder('latin1').decode(bytes);
    const central = latin.lastIndexOf('xl/worksheets/sheet1.xml') - 46;
    expect(latin.slice(central, central + 4)).toBe('PK\x01\x02');
    view.setUint32(central + 24, 1000, true);
    expect(await refusal(bytes)).toBe('damaged: xl/worksheets/sheet1.xml');
  });

  test('a cell beyond what Excel holds', async () => {
    expect(await made({ rows: text(196_602) })).toBe('read 1 rows');
    expect(await made({ rows: text(196_603) })).toBe('too-large: cell');
  });

  test('one giant cell is refused in time', async () => {
    const limits = { ...DEFAULT_LIMITS, ratio: 1e9, element: 20_000_000 };
    const started = performance.now();
    expect(await refusal(await makeXlsx({ rows: text(60_000_000) }), { limits })).toBe('too-large: row');
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test('more shared text than memory should hold', async () => {
    const limits = { ...DEFAULT_LIMITS, sharedText: 1000 };
    const strings = '<si><t>0123456789</t></si>'.repeat(101);
    expect(await refusal(await makeXlsx({ ...small, strings }), { limits })).toBe('too-large: sharedStrings');
  });

  test('a part that is read whole', async () => {
    const limits = { ...DEFAULT_LIMITS, smallPart: 5000 };
    const styles = '<cellXfs/>'.repeat(1000);
    expect(await refusal(await makeXlsx({ ...small, styles }), { limits })).toBe('too-large: xl/styles.xml');
  });
});

describe('hostile sheets are read in time', () => {
  const n = 300_000;
  test.each([
    ['empty rows with white space', '<row> </row>'.repeat(n), 'read 0 rows'],
    ['empty rows', '<row></row>'.repeat(n), 'read 0 rows'],
    ['unknown elements', `<row>${'<a/>'.repeat(n)}<c><v>1</v></c></row>`, 'read 1 rows'],
    ['comments', `<row>${'<!-- -->'.repeat(n)}<c><v>1</v></c></row>`, 'read 1 rows'],
    ['ampersands', `<row><c t="str"><v>${'&'.repeat(190_000)}</v></c></row>`, 'read 1 rows'],
    [
      'rich text of many runs',
      `<row><c t="inlineStr"><is>${'<r><t>a</t></r>'.repeat(150_000)}</is></c></row>`,
      'read 1 rows',
    ],
    [
      'many phonetic guides',
      `<row><c t="inlineStr"><is>${'<rPh><t>a</t></rPh>'.repeat(n)}</is></c></row>`,
      'read 0 rows',
    ],
    ['attributes', `<row><c ${'a="" '.repeat(n)}><v>1</v></c></row>`, 'read 1 rows'],
  ])('%s', async (_, rows, expected) => {
    const limits = { ...DEFAULT_LIMITS, ratio: 1e9 };
    const started = performance.now();
    expect(await refusal(await makeXlsx({ rows }), { limits })).toBe(expected);
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
