import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { serialOf } from '../../shared/xlsx/cell.ts';
import { writeXlsx, type XlsxColumn, type XlsxSheet, xlsxPieces } from '../../shared/xlsx/writer.ts';
import { bytesOf, inPortions } from '../support/pieces.ts';

const columns: XlsxColumn[] = [
  { header: '证书编号', type: 'text' },
  { header: '颁证日期', type: 'date' },
  { header: '签到时间', type: 'moment' },
  { header: '人日', type: 'number' },
];
const rows: (string | number | null)[][] = [
  ['00123', '2024-03-05', '2024-03-05 09:30', 3.5],
  ['913401000000000000', '1970-01-01', '2024-03-05 09:30:15', -2],
  ['=HYPERLINK("http://x")', '2023112日', null, null],
];
const one = (cells: readonly (string | number | null)[][], cols = columns): XlsxSheet => ({
  name: '证书',
  columns: cols,
  rows: cells,
});

const parts = (bytes: Uint8Array, filter?: (file: { name: string }) => boolean) =>
  Object.fromEntries(
    Object.entries(unzipSync(bytes, filter && { filter })).map(([name, b]) => [name, strFromU8(b)]),
  );
const sheet = (bytes: Uint8Array, n = 1) => {
  const name = `xl/worksheets/sheet${n}.xml`;
  return parts(bytes, (file) => file.name === name)[name] ?? '';
};

/** Every cell of a sheet: reference → type, style and content. */
function cells(bytes: Uint8Array, n = 1) {
  const found = new Map<string, { type: string; style: number; value: string }>();
  const pattern =
    /<c r="([A-Z]+\d+)" s="(\d+)"(?: t="inlineStr"><is><t xml:space="preserve">([^<]*)<\/t><\/is>|><v>([^<]*)<\/v>)<\/c>/g;
  for (const [, ref, style, text, number] of sheet(bytes, n).matchAll(pattern)) {
    const value = (text ?? number ?? '')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&amp;/g, '&')
      .replace(/_x005F_/g, '_');
    found.set(ref as string, { type: text === undefined ? 'n' : 's', style: Number(style), value });
  }
  return found;
}

/** The `<xf>` of a cell. */
function look(bytes: Uint8Array, ref: string): string {
  const xfs = [
    ...((parts(bytes)['xl/styles.xml'] ?? '').split('<cellXfs')[1]?.matchAll(/<xf .*?<\/xf>/g) ?? []),
  ];
  return xfs[cells(bytes).get(ref)?.style ?? -1]?.[0] ?? '';
}

describe('cells', () => {
  const bytes = writeXlsx([one(rows)]);

  test('text stays text, to the last digit', () => {
    expect(cells(bytes).get('A2')).toMatchObject({ type: 's', value: '00123' });
    expect(cells(bytes).get('A3')).toMatchObject({ type: 's', value: '913401000000000000' });
    expect(look(bytes, 'A3')).toContain('numFmtId="49"');
  });

  test('dates and moments are true dates', () => {
    expect(cells(bytes).get('B2')).toMatchObject({ type: 'n', value: '45356' });
    expect(cells(bytes).get('B3')).toMatchObject({ type: 'n', value: '25569' });
    expect(Number(cells(bytes).get('C2')?.value)).toBeCloseTo(45356 + 9.5 / 24, 9);
    expect(look(bytes, 'B2')).toContain('numFmtId="164"');
    expect(look(bytes, 'C2')).toContain('numFmtId="165"');
    expect(look(bytes, 'C3')).toContain('numFmtId="166"');
    expect(parts(bytes)['xl/styles.xml']).toContain('<numFmt numFmtId="164" formatCode="yyyy-mm-dd"/>');
  });

  test('what is no date stays as it was written', () => {
    expect(cells(bytes).get('B4')).toMatchObject({ type: 's', value: '2023112日' });
    for (const text of ['2023-02-29', '2024-13-01', '1899-12-31', '2024-03-05 24:00']) {
      expect(serialOf(text)).toBeNull();
    }
  });

  test('numbers are numbers, null is no cell', () => {
    expect(cells(bytes).get('D2')).toMatchObject({ type: 'n', value: '3.5' });
    expect(cells(bytes).has('D4')).toBe(false);
    expect(cells(writeXlsx([one([['a', null, null, Number.NaN]])])).has('D2')).toBe(false);
    expect(cells(writeXlsx([one([['a', null, null, '3人']])])).get('D2')).toMatchObject({ type: 's' });
  });

  test('every row and cell says where it is', () => {
    expect(sheet(bytes)).not.toMatch(/<(row|c) (?!r=)/);
    expect(sheet(bytes).match(/<row r="\d+">/g)).toEqual([1, 2, 3, 4].map((n) => `<row r="${n}">`));
  });
});

describe('nothing becomes a formula', () => {
  test.each(['=1+1', '+1', '-2+3', '@SUM(A1)', ' =1', '\t=1', '＝1', '\u00a0=1'])('%j', (text) => {
    const bytes = writeXlsx([one([[text, null, null, null]])]);
    expect(cells(bytes).get('A2')).toMatchObject({ type: 's', value: text });
    expect(look(bytes, 'A2')).toContain('quotePrefix="1"');
    expect(sheet(bytes)).not.toContain('<f>');
  });

  test('plain text is not marked', () => {
    expect(look(writeXlsx([one(rows)]), 'A2')).not.toContain('quotePrefix');
  });
});

describe('characters', () => {
  const written = (text: string) => cells(writeXlsx([one([[text, null, null, null]])])).get('A2')?.value;

  test.each([
    ['a\u0000b\u001fc', 'abc'],
    ['a\ufffeb\uffffc', 'abc'],
    ['a\ud800b\udc00c', 'abc'],
    ['𠮷\u{1f600}', '𠮷\u{1f600}'],
    ['a\r\nb\rc\nd\te', 'a\nb\nc\nd\te'],
    ['<a href="x">&amp;</a>', '<a href="x">&amp;</a>'],
    ['  周围有空格  ', '  周围有空格  '],
  ])('%j is kept as %j', (text, expected) => {
    expect(written(text)).toBe(expected);
  });

  test('a literal escape is escaped', () => {
    expect(sheet(writeXlsx([one([['_x000D_ _x_ _xAbCd_x0041_', null, null, null]])]))).toContain(
      '>_x005F_x000D_ _x_ _x005F_xAbCd_x005F_x0041_<',
    );
  });

  test('text is cut where Excel stops, and shows it', () => {
    expect(written('长'.repeat(32_767))).toHaveLength(32_767);
    expect(written('长'.repeat(40_000))).toBe(`${'长'.repeat(32_766)}…`);
    expect(written(`${'a'.repeat(32_765)}\u{1f600}${'b'.repeat(9)}`)).toBe(`${'a'.repeat(32_765)}…`);
  });

  test('any text comes back, or what XML can hold of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const kept = text
          // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that are dropped
          .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
          .replace(/\r\n?/g, '\n');
        expect(written(text) ?? '').toBe(kept);
      }),
      { numRuns: 300 },
    );
  });
});

describe('sheets', () => {
  const named = (...names: string[]) => {
    const book = parts(writeXlsx(names.map((name) => ({ ...one([]), name }))))['xl/workbook.xml'] ?? '';
    return [...book.matchAll(/<sheet name="([^"]*)"/g)].map((m) => m[1]);
  };

  test('names are legal and unique', () => {
    expect(named('a[b]:*?/\\c', '', "'引'", 'History')).toEqual(['a b      c', 'Sheet', '引', 'History (2)']);
    expect(named('证书', '证书', 'ABC', 'abc')).toEqual(['证书', '证书 (2)', 'ABC', 'abc (2)']);
    const long = named('长'.repeat(40), '长'.repeat(40));
    expect(long).toEqual(['长'.repeat(31), `${'长'.repeat(27)} (2)`]);
    expect(named(`${'a'.repeat(30)}\u{1f600}`)).toEqual(['a'.repeat(30)]);
    expect(named('甲&乙')).toEqual(['甲&amp;乙']);
  });

  test('header bold, frozen, filtered, with widths', () => {
    const bytes = writeXlsx([
      one(rows, [{ header: '证书编号', type: 'text', width: 30 }, ...columns.slice(1)]),
    ]);
    expect(sheet(bytes)).toContain(
      '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>',
    );
    expect(sheet(bytes)).toContain('<autoFilter ref="A1:D4"/>');
    expect(sheet(bytes)).toContain('<col min="1" max="1" width="30" customWidth="1"/>');
    expect(look(bytes, 'A1')).toContain('fontId="1"');
    const plain = sheet(writeXlsx([{ ...one(rows), freezeHeader: false, autoFilter: false }]));
    expect(plain).not.toMatch(/<pane|<autoFilter/);
  });

  test('a title stands above, and the header where it is wanted', () => {
    const titled = writeXlsx([{ ...one(rows), preamble: [['机构名录'], ['截至', '2026-03-31']] }]);
    expect(cells(titled).get('B2')?.value).toBe('2026-03-31');
    expect(cells(titled).get('A3')?.value).toBe('证书编号');
    const moved = writeXlsx([{ ...one(rows), preamble: [['表']], startRow: 8, startColumn: 3 }]);
    expect(cells(moved).get('C8')?.value).toBe('证书编号');
    expect(cells(moved).get('C9')?.value).toBe('00123');
    expect(sheet(moved)).toContain('<autoFilter ref="C8:F11"/>');
  });

  test('a sheet goes on in a second one where Excel ends', () => {
    function* many() {
      for (let n = 1; n <= 1_048_576; n++) yield [n];
    }
    const bytes = writeXlsx([
      { name: '线索', preamble: [['题']], columns: [{ header: 'n', type: 'number' }], rows: many() },
      { ...one([]), name: '线索' },
    ]);
    const files = unzipSync(bytes);
    const text = (name: string, from = 0) => strFromU8((files[name] ?? new Uint8Array()).slice(from));
    const book = text('xl/workbook.xml');
    expect([...book.matchAll(/name="([^"]*)"/g)].map((m) => m[1])).toEqual(['线索', '线索 (2)', '线索 (3)']);
    expect(text('xl/worksheets/sheet1.xml', -200)).toContain('<row r="1048576">');
    expect([...cells(bytes, 2)].map(([ref, c]) => [ref, c.value])).toEqual([
      ['A1', 'n'],
      ['A2', '1048575'],
      ['A3', '1048576'],
    ]);
  });

  test('a workbook without sheets is refused', () => {
    expect(() => writeXlsx([])).toThrow('a workbook needs a sheet');
  });
});

test('the same sheets give the same bytes, whatever the day', () => {
  const first = writeXlsx([one(rows)]);
  expect(Buffer.from(writeXlsx([one(rows)])).equals(first)).toBe(true);
  // DOS time and date of the first local header: 00:00, 1980-01-01
  expect([...first.slice(10, 14)]).toEqual([0, 0, 0x21, 0]);
});

describe('in pieces', () => {
  const many = Array.from({ length: 23 }, (_, n): (string | number | null)[] => [
    `00${n}`,
    '2024-03-05',
    null,
    n,
  ]);
  const stream = (sheets: readonly XlsxSheet[], lastRow?: number) =>
    bytesOf(
      xlsxPieces(
        sheets.map(({ rows, ...s }) => ({ ...s, portions: inPortions([...rows], 3) })),
        lastRow,
      ),
    );

  test('it is the same workbook', async () => {
    const sheets = [{ ...one(rows), preamble: [['题']] }, one([]), one(many)];
    expect(parts(await stream(sheets))).toEqual(parts(writeXlsx(sheets)));
    expect(parts(await stream(sheets, 10))).toEqual(parts(writeXlsx(sheets, 10)));
  });

  test('a full sheet goes on in the next one, with its header and widths, and nothing is lost between', async () => {
    const bytes = await stream([one(many), { ...one(rows), name: '规则' }], 10);
    const book = parts(bytes)['xl/workbook.xml'] ?? '';
    expect([...book.matchAll(/<sheet name="([^"]*)"/g)].map((m) => m[1])).toEqual([
      '证书',
      '证书 (2)',
      '证书 (3)',
      '规则',
    ]);
    const found = [1, 2, 3].flatMap((n) => {
      expect(cells(bytes, n).get('A1')?.value).toBe('证书编号');
      expect(sheet(bytes, n)).toContain('<cols><col min="1"');
      return [...cells(bytes, n)].filter(([ref]) => /^A(?!1$)/.test(ref)).map(([, c]) => c.value);
    });
    expect(found).toEqual(many.map(([no]) => no));
    expect(cells(bytes, 3).get('A6')?.value).toBe('0022');
    // A sheet that is exactly full has no empty one after it.
    const full = parts(await stream([one(many.slice(0, 9))], 10));
    expect(Object.keys(full).filter((name) => name.includes('worksheets'))).toHaveLength(1);
  });

  test('rows are asked for only as the file is taken, and let go when nobody takes it any more', async () => {
    let asked = 0;
    let closed = false;
    const endless = async function* () {
      try {
        for (;;) {
          asked += 1;
          yield Array.from({ length: 1000 }, () => ['x'.repeat(100), null, null, Math.random()]);
        }
      } finally {
        closed = true;
      }
    };
    let size = 0;
    for await (const piece of xlsxPieces([{ name: '线索', columns, portions: endless() }])) {
      size += piece.length;
      if (size > 100_000) break;
    }
    expect(asked).toBeLessThan(200);
    expect(closed).toBe(true);
  });

  test('what goes wrong with the rows comes out as it is', async () => {
    const broken = async function* () {
      yield [['a', null, null, 1]];
      throw new Error('no more rows');
    };
    await expect(bytesOf(xlsxPieces([{ name: '线索', columns, portions: broken() }]))).rejects.toThrow(
      'no more rows',
    );
    await expect(bytesOf(xlsxPieces([]))).rejects.toThrow('a workbook needs a sheet');
  });
});

/** A Python that has openpyxl: the one on the path, or Debian's own. */
const python = ['python3', '/usr/bin/python3'].find((program) => {
  try {
    execFileSync(program, ['-c', 'import openpyxl'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});
if (!python)
  console.warn('SKIPPED: no python3 with openpyxl here, so no independent reader checks the writer');

const ways = [
  ['at once', async (sheets: XlsxSheet[]) => writeXlsx(sheets)],
  [
    'in pieces',
    (sheets: XlsxSheet[]) =>
      bytesOf(xlsxPieces(sheets.map(({ rows, ...s }) => ({ ...s, portions: [[...rows]] })))),
  ],
] as const;

test.skipIf(!python).each(ways)('openpyxl reads the same cells of a workbook made %s', async (_, write) => {
  const folder = mkdtempSync(join(tmpdir(), 'xlsx-'));
  try {
    const file = join(folder, 'book.xlsx');
    writeFileSync(file, await write([{ ...one(rows), preamble: [['题']] }, one([['x', null, null, 1]])]));
    const script = `
import json, sys, zipfile, openpyxl
assert zipfile.ZipFile(sys.argv[1]).testzip() is None
book = openpyxl.load_workbook(sys.argv[1])
sheet = book.worksheets[0]
print(json.dumps({
  'names': book.sheetnames, 'freeze': sheet.freeze_panes, 'filter': sheet.auto_filter.ref,
  'bold': sheet['A2'].font.b, 'quoted': bool(sheet['A5'].quotePrefix), 'format': sheet['B3'].number_format,
  'rows': [[[c.data_type, str(c.value)] for c in row] for row in sheet.iter_rows(min_row=3)],
}))`;
    const read = JSON.parse(execFileSync(python as string, ['-c', script, file], { encoding: 'utf8' }));
    expect(read).toEqual({
      names: ['证书', '证书 (2)'],
      freeze: 'A3',
      filter: 'A2:D5',
      bold: true,
      quoted: true,
      format: 'yyyy-mm-dd',
      rows: [
        [
          ['s', '00123'],
          ['d', '2024-03-05 00:00:00'],
          ['d', '2024-03-05 09:30:00'],
          ['n', '3.5'],
        ],
        [
          ['s', '913401000000000000'],
          ['d', '1970-01-01 00:00:00'],
          ['d', '2024-03-05 09:30:15'],
          ['n', '-2'],
        ],
        [
          ['s', '=HYPERLINK("http://x")'],
          ['s', '2023112日'],
          ['n', 'None'],
          ['n', 'None'],
        ],
      ],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
