import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../renderer/engine/engine.ts';
import { encodeRows } from '../../../renderer/import/read/csv-bytes.ts';
import { openTestEngine } from '../../support/engine.ts';

const text = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

test('the row number, then the chosen cells in the order asked for', () => {
  const rows = [
    { row: 2, cells: ['a', 'b', 'c'] },
    { row: 10, cells: ['', null] },
  ];
  expect(text(encodeRows(rows, [2, 0, 0]))).toBe('2,"c","a","a"\n10,,"",""\n');
  expect(text(encodeRows(rows, []))).toBe('2\n10\n');
  expect(encodeRows([], [0])).toHaveLength(0);
});

test('quotes are doubled, line ends and delimiters kept, NULs left out', () => {
  expect(text(encodeRows([{ row: 1, cells: ['a"b,\r\n', '""', '\0x\0'] }], [0, 1, 2]))).toBe(
    '1,"a""b,\r\n","""""","x"\n',
  );
});

test('every character as TextEncoder writes it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (cell) => {
      const expected = new TextEncoder().encode(`7,"${cell.replaceAll('"', '""').replaceAll('\0', '')}"\n`);
      expect(encodeRows([{ row: 7, cells: [cell] }], [0])).toEqual(new Uint8Array(expected));
    }),
    { numRuns: 1000 },
  );
  expect(text(encodeRows([{ row: 1, cells: ['a\ud800b', '\udc00'] }], [0, 1]))).toBe(
    '1,"a\ufffdb","\ufffd"\n',
  );
});

test('more than the buffer begins with', () => {
  const long = '"证'.repeat(1_500_000);
  expect(text(encodeRows([{ row: 1, cells: [long, 'x'] }], [0, 1]))).toBe(
    `1,"${long.replaceAll('"', '""')}","x"\n`,
  );
});

describe('in DuckDB', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openTestEngine();
  });
  afterAll(() => engine.close());

  async function roundTrip(cells: readonly (string | null)[][]) {
    const rows = cells.map((row, i) => ({ row: i + 1, cells: row }));
    await engine.putFile('chunk.csv', encodeRows(rows, [0, 1]));
    const read = await engine.rows<{ row: number; a: string | null; b: string | null }>(
      `SELECT * FROM read_csv('chunk.csv', columns={row: 'BIGINT', a: 'VARCHAR', b: 'VARCHAR'}, auto_detect=false,
        header=false, delim=',', quote='"', escape='"', new_line='\\n', allow_quoted_nulls=false, max_line_size=16777216)
        ORDER BY row`,
    );
    await engine.dropFile('chunk.csv');
    return read.map(({ a, b }) => [a, b]);
  }

  test('every cell comes back', async () => {
    const cells = [
      ['001', null],
      [null, ' 证书 '],
      ['a"b', 'a,b'],
      ['a\nb', 'a\r\nb\rc'],
      ['"', '""'],
      ['NULL', 'nan'],
      ['', '\\'],
      ["'; DROP TABLE x; --", '#comment'],
      ['㐂𠮷①', '\u00a0\u3000'],
    ];
    expect(await roundTrip(cells)).toEqual(cells);
  });

  test('any cells come back', async () => {
    const cell = fc.oneof(
      fc.constant(null),
      fc.string({ unit: fc.constantFrom(...'a1",;\t\n\r\\\'证\u3000𠮷 #-'), maxLength: 6 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), async (cells) => {
        expect(await roundTrip(cells)).toEqual(cells);
      }),
      { numRuns: 60 },
    );
  });

  test('a cell of a million characters', async () => {
    const long = '证"\n'.repeat(350_000);
    expect(await roundTrip([[long, 'x']])).toEqual([[long, 'x']]);
  });
});
