import { type CellObject, utils, write } from '@e965/xlsx';
import { describe, expect, test, vi } from 'vitest';
import { DEFAULT_LIMITS } from '../../../renderer/import/read/limits.ts';
import { blobOf, fixture, open, read, refusal, rowsOf } from './support/read.ts';

type Cells = readonly (readonly (CellObject | string | number | boolean | null)[])[];

/** A workbook by the library's own writer, for what LibreOffice does not write. */
function written(sheets: Readonly<Record<string, Cells>>, bookType: 'biff8' | 'biff5' = 'biff8') {
  const book = utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = utils.aoa_to_sheet(rows.map((row) => row.map((cell) => cell)));
    utils.book_append_sheet(book, sheet, name);
  }
  return new Uint8Array(write(book, { type: 'array', bookType }) as ArrayBuffer);
}

const bytesOf = async (name: string) => new Uint8Array(await fixture(name).arrayBuffer());

/** Where a record with this type and length stands in a file whose workbook stream is in one piece. */
function recordAt(bytes: Uint8Array, type: number, length: number, from = 512): number {
  const view = new DataView(bytes.buffer);
  for (let at = from; at < bytes.length - 4; at++)
    if (view.getUint16(at, true) === type && view.getUint16(at + 2, true) === length) return at;
  throw new Error(`no record ${type.toString(16)}`);
}

describe('cells', () => {
  const formatted = (v: number, z: string): CellObject => ({ t: 'n', v, z });

  test.each<[string, CellObject | string | number | boolean, string]>([
    ['text that looks like a number', '00123', '00123'],
    ['a text all of spaces', '  ', '  '],
    ['a number too long for Excel', 913401e12, '9.13401E+17'],
    ['fifteen digits', 123456789012345, '123456789012345'],
    ['a decimal as a file holds it', 4.5999999999999996, '4.6'],
    ['hundredths, packed', 12.34, '12.34'],
    ['a negative whole number, packed', -7, '-7'],
    ['a date', formatted(45356, 'yyyy/m/d'), '2024-03-05'],
    ['a date of Chinese Excel', formatted(45356, 'yyyy"年"m"月"d"日"'), '2024-03-05'],
    ['a date with its clock', formatted(45356.395833333336, 'yyyy-mm-dd hh:mm'), '2024-03-05 09:30:00'],
    ['midnight with its clock', formatted(45356, 'yyyy-mm-dd hh:mm:ss'), '2024-03-05 00:00:00'],
    ['one second to midnight', formatted(45356.999988425923, 'm/d/yy h:mm'), '2024-03-05 23:59:59'],
    ['the first day', formatted(1, 'm/d/yy'), '1900-01-01'],
    ['the day that never was', formatted(60, 'm/d/yy'), '1900-02-29'],
    ['a time', formatted(0.34375, 'h:mm'), '08:15:00'],
    ['a length of time', formatted(1.5, '[h]:mm'), '36:00:00'],
    ['a percentage', formatted(0.15, '0%'), '0.15'],
    ['yes', true, '1'],
    ['no', false, '0'],
    ['an error', { t: 'e', v: 0x17 }, '#REF!'],
  ])('%s', async (_, cell, expected) => {
    // Beside a text: a row of one number alone would be packed otherwise.
    expect(await read(written({ 一: [[cell, 'x', 1, 2]] }))).toEqual([[1, expected, 'x', '1', '2']]);
  });

  test("formats that Excel knows by number alone, such as Chinese Excel's 31", async () => {
    const bytes = await bytesOf('libreoffice.xls');
    const view = new DataView(bytes.buffer);
    // Every cell format that shows dates is made one of format 31.
    for (let at = 512; at < bytes.length - 24; at++)
      if (
        view.getUint16(at, true) === 0xe0 &&
        view.getUint16(at + 2, true) === 20 &&
        view.getUint16(at + 6, true) >= 164
      )
        view.setUint16(at + 6, 31, true);
    const changed = (await read(blobOf(bytes)))[1];
    expect(changed?.slice(3, 5)).toEqual(['2024-03-05', '2024-03-05 09:30:00']);
  });

  test('what one file calls its formats is not what the next does', async () => {
    const date = written({ 一: [[{ t: 'n', v: 45356, z: 'yyyy"x"mm' }, 'a']] });
    const number = written({ 一: [[{ t: 'n', v: 45356, z: '0.000' }, 'a']] });
    for (const [bytes, expected] of [
      [date, '2024-03-05'],
      [number, '45356'],
      [date, '2024-03-05'],
    ] as const)
      expect(await read(bytes)).toEqual([[1, expected, 'a']]);
  });

  test('long texts that run over many records, in letters of one byte and of two', async () => {
    const expected = Array.from({ length: 60 }, (_, i) => [
      i + 1,
      (i % 3 === 0 ? 'abc' : '证书编号').repeat((i * 7) % 90) + i,
    ]);
    expect(await read(fixture('libreoffice-long.xls'))).toEqual(expected);
  });
});

describe('sheets', () => {
  test('names that are words of JavaScript', async () => {
    const names = ['constructor', 'toString', 'hasOwnProperty'];
    const file = await open(written(Object.fromEntries(names.map((name) => [name, [[name]]]))));
    expect(file.sheets.map(({ sheet }) => sheet)).toEqual(names);
    for (const [index, name] of names.entries())
      expect(await rowsOf(file, index)).toEqual([{ row: 1, cells: [name] }]);
    expect({}.constructor).toBe(Object);
  });

  test('an empty one', async () => {
    const file = await open(written({ 空: [], 满: [[1]] }));
    expect([await rowsOf(file, 0), await rowsOf(file, 1)]).toEqual([[], [{ row: 1, cells: ['1'] }]]);
  });

  test('reading can be stopped', async () => {
    const file = await open(written({ 一: Array.from({ length: 5000 }, (_, i) => [i]) }));
    const stop = new AbortController();
    const rows = file.rows(0, stop.signal);
    await rows.next();
    stop.abort();
    await expect(rows.next()).rejects.toThrow('abort');
  });
});

describe('refusals', () => {
  test('a workbook of Excel 5 or 95', async () => {
    expect(await refusal(written({ 一: [['a']] }, 'biff5'))).toBe('legacy-xls');
  });

  test('a file beyond what is held whole, and one with more cells', async () => {
    const bytes = written({ 一: [['a', 'b'], ['c']] });
    expect(await refusal(bytes, { limits: { ...DEFAULT_LIMITS, wholeFile: 1000 } })).toBe('too-large');
    expect(await refusal(bytes, { limits: { ...DEFAULT_LIMITS, wholeCells: 2 } })).toBe('too-large: cells');
    expect(await refusal(bytes, { limits: { ...DEFAULT_LIMITS, wholeCells: 3 } })).toBe('read 2 rows');
  });

  test('cut anywhere, it is never read as a shorter file', async () => {
    const bytes = await bytesOf('libreoffice.xls');
    for (let length = 600; length < bytes.length; length += 331) {
      const answer = await refusal(bytes.slice(0, length));
      // Only what stands behind the workbook stream may be missing.
      expect(answer, `${length} bytes`).toMatch(/^(damaged: .*|read 4 \+ 1 rows)$/);
    }
  });

  test('a record whose length lies', async () => {
    const bytes = await bytesOf('libreoffice.xls');
    const at = recordAt(bytes, 0x208, 16);
    new DataView(bytes.buffer).setUint16(at + 2, 17, true);
    expect(await refusal(bytes)).toMatch(/^damaged: /);
  });

  test('a text that is not there', async () => {
    const bytes = await bytesOf('libreoffice.xls');
    new DataView(bytes.buffer).setUint32(recordAt(bytes, 0xfd, 10) + 10, 9999, true);
    expect(await refusal(bytes)).toBe('damaged: Workbook');
  });

  test('cells that the library leaves out are missed', async () => {
    // Two cells in one place: the library keeps the last.
    const bytes = await bytesOf('libreoffice.xls');
    const first = recordAt(bytes, 0xfd, 10);
    const second = recordAt(bytes, 0xfd, 10, first + 4);
    bytes.copyWithin(second + 4, first + 4, first + 8);
    expect(await refusal(bytes)).toBe('damaged: 证书信息表');
  });

  test('a sheet that is listed and not there', async () => {
    const bytes = await bytesOf('libreoffice.xls');
    const view = new DataView(bytes.buffer);
    const listed = new TextDecoder('utf-16le').decode(bytes.subarray(1, bytes.length - 1)).indexOf('隐藏');
    const at = listed >= 0 ? 1 + 2 * listed : 0;
    const even = new TextDecoder('utf-16le').decode(bytes.subarray(0, bytes.length & ~1)).indexOf('隐藏');
    const name = at || 2 * even;
    // Four bytes of place, state, kind, length and flags stand before the name.
    view.setUint32(name - 8, view.getUint32(name - 8, true) + 2, true);
    expect(await refusal(bytes)).toBe('damaged: 隐藏');
  });

  test('nothing is said to the console', async () => {
    const spies = (['log', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name));
    await read(fixture('libreoffice.xls'));
    for (const spy of spies) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });
});
