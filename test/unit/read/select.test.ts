import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasContent, RowSelector } from '../../../renderer/import/read/select.ts';
import type { SourceRow } from '../../../renderer/import/read/types.ts';

const rows = (...cells: (readonly (string | null)[])[]): SourceRow[] =>
  cells.map((c, i) => ({ row: i + 1, cells: c }));

test.each([
  [null, false],
  [undefined, false],
  ['', false],
  [' \t\r\n', false],
  ['\u00a0\u3000\u200b\ufeff', false],
  ['0', true],
  ['-', true],
  [' 无 ', true],
])('content of %j: %s', (cell, expected) => {
  expect(hasContent(cell)).toBe(expected);
});

describe('rows are loaded, skipped or rejected', () => {
  test('what stands above the header and the header itself are no records', () => {
    const selector = new RowSelector({ headerRow: 2, width: 2 });
    expect(selector.take(rows(['title'], ['a', 'b'], ['1', '2'], ['3']))).toEqual([
      { row: 3, cells: ['1', '2'] },
      { row: 4, cells: ['3'] },
    ]);
    expect(selector.counts()).toMatchObject({ records: 2, skipped: 0, rejected: [] });
  });

  test('blank lines and rows of white space are skipped, but counted', () => {
    const selector = new RowSelector({ headerRow: 1, width: 2 });
    expect(selector.take(rows(['a', 'b'], [], [null, null], ['', ' \u3000'], ['1']))).toEqual([
      { row: 5, cells: ['1'] },
    ]);
    expect(selector.counts()).toMatchObject({ records: 4, skipped: 3, rejected: [] });
  });

  test('content beyond the width is rejected; empty cells beyond it are not', () => {
    const selector = new RowSelector({ headerRow: 1, width: 2 });
    expect(
      selector.take(rows(['a', 'b'], ['1', '2', null, ' '], ['1', '2', '3'], [null, null, 'x'])),
    ).toEqual([{ row: 2, cells: ['1', '2', null, ' '] }]);
    expect(selector.counts().rejected).toEqual([
      { row: 3, raw: '1,2,3', reason: 'too-many-cells' },
      { row: 4, raw: ',,x', reason: 'too-many-cells' },
    ]);
  });

  test('the raw text of a rejected record can be read as a record again, and is not endless', () => {
    const selector = new RowSelector({ headerRow: 0, width: 1 });
    selector.take(rows(['a,b', 'say "x"\n'], ['y', 'z'.repeat(5000)]));
    const [first, second] = selector.counts().rejected;
    expect(first?.raw).toBe('"a,b","say ""x""\n"');
    expect(second?.raw).toHaveLength(1000);
  });

  test('whatever comes in whatever batches: records = loaded + skipped + rejected', () => {
    const cell = fc.constantFrom(null, '', ' ', 'x');
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.array(cell, { maxLength: 5 }))),
        fc.nat(9),
        fc.nat(4),
        (batches, header, width) => {
          const selector = new RowSelector({ headerRow: header, width });
          let row = 0;
          let loaded = 0;
          for (const batch of batches)
            loaded += selector.take(batch.map((cells) => ({ row: ++row, cells }))).length;
          const { records, skipped, rejected } = selector.counts();
          expect(records).toBe(Math.max(0, row - header));
          expect(loaded + skipped + rejected.length).toBe(records);
        },
      ),
    );
  });
});
