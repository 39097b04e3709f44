import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  hasContent,
  type RowReason,
  RowSelector,
  type Selection,
} from '../../../renderer/import/read/select.ts';
import type { SourceRow } from '../../../renderer/import/read/types.ts';

const rows = (...cells: (readonly (string | null)[])[]): SourceRow[] =>
  cells.map((c, i) => ({ row: i + 1, cells: c }));

test.each([
  [null, false],
  [undefined, false],
  ['', false],
  [' \t\r\n', false],
  ['\u00a0\u3000\u200b\ufeff', false],
  ['\0\0\u001a', false],
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
    const words = [null, '', ' ', 'x', '1', '合计', '总 计：', '制表人：甲', '注：乙', 'a', 'b', '\ufffd'];
    const record = fc.array(fc.constantFrom(...words), { maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(fc.array(record)),
        fc.record({
          headerRow: fc.nat(9),
          width: fc.nat(5),
          header: fc.option(record, { nil: undefined }),
          dataRow: fc.option(fc.nat(20), { nil: undefined }),
          text: fc.boolean(),
        }),
        (batches, selection) => {
          const selector = new RowSelector(selection);
          let row = 0;
          const loaded: number[] = [];
          for (const batch of batches) {
            const taken = selector.take(batch.map((cells) => ({ row: ++row, cells })));
            loaded.push(...taken.map((r) => r.row));
          }
          const { records, skipped, blank, rejected, notes } = selector.counts();
          expect(records).toBe(Math.max(0, row - selection.headerRow));
          expect(loaded.length + skipped + rejected.length).toBe(records);
          // Every skipped record with content has its note, and no row is told of twice as lost.
          const aside = notes.filter((n) => !loaded.includes(n.row));
          expect(aside).toHaveLength(skipped - blank);
          const lost = [...aside, ...rejected].map((n) => n.row);
          expect(new Set([...lost, ...loaded]).size).toBe(records - blank);
          expect(notes.map((n) => n.row)).toEqual(notes.map((n) => n.row).sort((x, y) => x - y));
        },
      ),
      { numRuns: 500 },
    );
  });
});

const HEADER = ['证书编号', '组织名称', '认证范围', '人日', '费用', '颁证日期'];

/** What becomes of one record below a header of six columns. */
function reasonOf(
  cells: readonly (string | null)[],
  selection: Partial<Selection> = {},
): RowReason | 'loaded' {
  const selector = new RowSelector({ headerRow: 1, header: HEADER, width: HEADER.length, ...selection });
  const loaded = selector.take(rows(HEADER, cells));
  const { notes, rejected, skipped } = selector.counts();
  expect(loaded.length + rejected.length + skipped).toBe(1);
  return notes[0]?.reason ?? rejected[0]?.reason ?? 'loaded';
}

describe('what is no record', () => {
  test.each<[RowReason, (string | null)[]]>([
    ['total-line', ['合计', null, null, '12.5', '30,000.00']],
    ['total-line', ['合　计：', '', '', '12']],
    ['total-line', ['本页小计', null, null, '3']],
    ['total-line', [null, '总计', null, '12', '￥3000']],
    ['total-line', ['累 计', '12家', null, '5人日']],
    ['total-line', ['合计：123']],
    ['total-line', ['共计', null, null, null, null, '制表人：张三']],
    ['total-line', ['Grand Total', null, null, '5']],
    ['total-line', ['subtotal:', null, null, '5']],
    ['footnote', ['制表人：张三']],
    ['footnote', ['填表日期:2024年1月5日']],
    ['footnote', [null, null, null, '审核人：', '李四']],
    ['footnote', ['单位负责人（签字）：', null, '填表人：王五', null, '2024年1月']],
    ['footnote', ['注：1.本表由机构填报；2.人日保留一位小数。']],
    ['footnote', ['附注2：略']],
    ['footnote', ['备 注：', '无']],
    ['footnote', ['数据来源：统一上报平台']],
    ['footnote', ['共 123 条记录']],
    ['footnote', ['合计12家机构']],
    ['footnote', ['打印时间：2024-01-05 09:30']],
    ['footnote', ['第1页/共3页']],
    ['footnote', ['共3页，第1页']],
    ['footnote', ['————以下空白————']],
    ['footnote', ['Prepared by: Zhang']],
    ['repeated-header', HEADER],
    ['repeated-header', ['1.证书编号', ' 组织\n名称', '认证范围*', null, null, '颁证日期：']],
  ])('%s: %j', (reason, cells) => {
    expect(reasonOf(cells)).toBe(reason);
    expect(reasonOf([...cells, ...HEADER.slice(cells.length).map(() => null)])).toBe(reason);
  });

  test.each([
    [['总计量检测有限公司', null, null, '1']],
    [['合计', '甲公司', '注塑件的生产', '1']],
    [['A1', '合计', null, '1', '1', '2024-01-01']],
    [['注塑件的生产']],
    [['说明书的印刷', '乙公司']],
    [['备注：补发', '甲公司', '注塑', '2', '1', '2024-01-05']],
    [['审核人日', '3']],
    [['共12条生产线的维护']],
    [['证书编号']],
    [['证书编号', '甲公司', '认证范围']],
    [['组织名称', '证书编号']],
  ])('a record, if an odd one: %j', (cells) => {
    expect(reasonOf(cells)).toBe('loaded');
  });

  test('a list of one column, or of two, holds no notes', () => {
    for (const line of ['合计', '制表人：张三', '注：略', '共 3 条', '证书编号', '第1页']) {
      expect(reasonOf([line], { header: ['证书编号'], width: 1, text: true }), line).toBe('loaded');
    }
    expect(reasonOf(['注：略'], { header: ['证书编号', '备注'], width: 2 })).toBe('loaded');
    expect(reasonOf(['合计', '5'], { header: ['组织名称', '人数'], width: 2 })).toBe('total-line');
  });

  test('title lines and upper header rows that stand on every page', () => {
    const selector = new RowSelector({ headerRow: 3, header: [null, '二', '三'], width: 3 });
    const page = [['签到情况表'], ['一', '二三', null], [null, '二', '三']];
    const loaded = selector.take(
      rows(...page, ['1', '2', '3'], ...page, ['2', '3', '4'], ['一'], ['签到情况表', '5']),
    );
    expect(loaded.map(({ row }) => row)).toEqual([4, 8, 9, 10]);
    expect(selector.counts().notes.map(({ row, reason }) => `${row} ${reason}`)).toEqual([
      '5 repeated-header',
      '6 repeated-header',
      '7 repeated-header',
    ]);
  });

  test('rows above the one where data begin, if the analyst said so', () => {
    expect(reasonOf(['1', '2', '3', '4', '5', '6'], { dataRow: 3 })).toBe('before-data');
    expect(reasonOf(['1', '2', '3', '4', '5', '6'], { dataRow: 2 })).toBe('loaded');
  });
});

describe('what is odd about a record that is loaded', () => {
  /** Reasons by row of records below a header of three columns. */
  function odd(records: readonly (readonly (string | null)[])[], text = true) {
    const selector = new RowSelector({ headerRow: 1, header: ['a', 'b', 'c'], width: 3, text });
    expect(selector.take(rows(['a', 'b', 'c'], ...records))).toHaveLength(records.length);
    return selector.counts().notes.map(({ row, reason }) => `${row} ${reason}`);
  }
  const full = ['1', '2', '3'];

  test('fewer cells than the header has, in text only', () => {
    expect(odd([full, ['1', '2'], full])).toEqual(['3 too-few-cells']);
    expect(odd([full, ['1', '2'], full], false)).toEqual([]);
  });

  test('nothing, where a program leaves out what is empty at the end of most records', () => {
    expect(odd([full, ['1', '2'], ['1'], ['1', '2']])).toEqual([]);
    expect(odd([['1', '2', null], ['1', '2'], ['1'], ['1', '2']])).toHaveLength(3);
  });

  test('all of them, where each is of one length and the header of another', () => {
    const selector = new RowSelector({ headerRow: 1, header: ['a', null, 'b', 'c'], width: 4, text: true });
    selector.take(rows([], full, full, full));
    expect(selector.counts().notes).toHaveLength(3);
  });

  test('more cells than the header has, though empty ones, unless most records have them', () => {
    expect(odd([full, ['1', null, '2', null], full])).toEqual(['3 too-many-cells']);
    expect(odd([full, ['1', null, '2', null], full], false)).toEqual([]);
    expect(odd([[...full, null], ['1', '2', null, null], full])).toEqual([]);
  });

  test('it is decided by the first thousand, and not taken back', () => {
    const short = ['1', '2'];
    const many = (n: number, record: readonly string[]) => Array.from({ length: n }, () => record);
    expect(odd([...many(600, short), ...many(400, full), ...many(50, short)])).toEqual([]);
    expect(odd([...many(600, full), ...many(400, short), ...many(2000, short)])).toHaveLength(2400);
  });

  test('signs that could not be read', () => {
    expect(odd([full, ['1', '\ufffd', '3']])).toEqual(['3 bad-characters']);
    expect(odd([full, full, ['1', 'x\ufffd']])).toEqual(['4 bad-characters', '4 too-few-cells']);
  });

  test('hidden rows are counted when they are loaded', () => {
    const selector = new RowSelector({ headerRow: 0, width: 2 });
    selector.take([
      { row: 1, cells: ['1'], hidden: true },
      { row: 2, cells: [], hidden: true },
      { row: 3, cells: ['1'] },
    ]);
    expect(selector.counts()).toMatchObject({ records: 3, blank: 1, hidden: 1 });
  });
});
