import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../renderer/engine/engine.ts';
import { CsvScanner } from '../../../renderer/import/read/csv.ts';
import { DEFAULT_LIMITS } from '../../../renderer/import/read/limits.ts';
import { plainParts } from '../../../renderer/import/read/plain-parts.ts';
import { PlainRecords, type Stretch } from '../../../renderer/import/read/plain-records.ts';
import type { SourceRow } from '../../../renderer/import/read/types.ts';
import type { FieldType } from '../../../shared/datasets/index.ts';
import { openTestEngine } from '../../support/engine.ts';
import { directReader } from '../../support/reader.ts';
import { carefulReader, HEADER, imported, line } from './support/sign-ins.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());

describe('plain stretches', () => {
  test('leave in the workspace what a look at every record leaves', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 30 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        async (lines, end, last) => {
          const text = [HEADER, ...lines].join(end) + (last ? end : '');
          expect(await imported(engine, text, directReader())).toEqual(
            await imported(engine, text, carefulReader()),
          );
        },
      ),
      { numRuns: 80 },
    );
  }, 240_000);

  test('days however they are written, among them the signs for none', async () => {
    const day = fc.constantFrom(
      ...'2024/3/5,2024/03/05,2024/3/15,2024-3-5,2024-03-05,2024/3-5,2024/13/1,2024/2/30,2024-02-30,2024/3/,2024/3/5 ,24/3/5,2024/003/5,2024/3/005,2024//5,0000-00-00,0000/00/00,0000/0/0,0000-00-00 ,0000-00-000,0001/1/1,9999/12/31,20240305,45356,2024.3.5,2024年3月5日,待定,无,'.split(
        ',',
      ),
    );
    const header = '认证机构批准号,组织名称,认证证书号,认证项目代码,审核开始日期,颁证日期,证书截止日期';
    const record = fc.tuple(day, day, day).map((days) => `C-1,甲公司,8,A01,${days.join(',')}`);
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 3 }), async (records) => {
        const text = [header, ...records].join('\n');
        expect(await imported(engine, text, directReader())).toEqual(
          await imported(engine, text, carefulReader()),
        );
      }),
      { numRuns: 60 },
    );
  }, 240_000);

  test('values of every kind, in a file that is plain throughout', async () => {
    const text = [
      HEADER,
      '007,甲公司,张,2024-03-05 09:00,2024-03-06 16:30:20,1.5,30',
      '"008","乙,公司",李,2024/3/7 9:05,,,29.5',
      '009,丙（岚州）公司,王,待定,无,１.5,x',
      '',
    ].join('\n');
    const { source, rows, problems } = await imported(engine, text, directReader());
    expect(source).toMatchObject({ records: 3, loaded: 3, skipped: 0, problems: 2 });
    expect(rows).toMatchObject([
      {
        _row: 2,
        plan_no: '007',
        first_at: '2024-03-05 09:00',
        last_at: '2024-03-06 16:30:20',
        deviation_km: 1.5,
      },
      { _row: 3, plan_no: '008', org_name: '乙,公司', first_at: '2024-03-07 09:05', last_at: null },
      { _row: 4, org_name: '丙（岚州）公司', first_at: null, deviation_km: 1.5 },
    ]);
    expect(problems).toMatchObject([
      { row: 4, field: 'first_at', raw: '待定', reason: 'moment' },
      { row: 4, raw: 'x' },
    ]);
  });
});

const TYPES: FieldType[] = ['identifier', 'text', 'date', 'decimal'];

/** The parts of a text given in pieces of so many bytes; rows of stretches are read back with their lines. */
async function parts(text: string, size = 1 << 20, mayBeAside = (_: string) => false) {
  const bytes = new TextEncoder().encode(text);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
  }
  const rows: SourceRow[] = [];
  const stretches: Stretch[] = [];
  let plain = 0;
  const cut = { delimiter: ',', quote: '"' } as const;
  for await (const part of plainParts(pieces(), cut, DEFAULT_LIMITS, 1, { types: TYPES, mayBeAside })) {
    if ('rows' in part) {
      for (const row of part.rows) rows.push(row);
      plain += part.plain;
      continue;
    }
    const { stretch } = part;
    stretches.push(stretch);
    const scanner = new CsvScanner(cut);
    const found = [...scanner.push(new TextDecoder().decode(stretch.bytes)), ...scanner.end()];
    expect(found).toHaveLength(stretch.rows);
    for (const [i, { cells }] of found.entries()) {
      const gaps = stretch.gaps.filter(([after]) => i >= after).reduce((sum, [, lines]) => sum + lines, 0);
      rows.push({ row: stretch.firstRow + i + gaps, cells });
    }
  }
  expect(plain).toBe(stretches.reduce((sum, s) => sum + s.rows, 0));
  rows.sort((a, b) => a.row - b.row);
  return { rows, stretches };
}

const HEAD = 'a,b,c,d\n';

describe('the records that are found', () => {
  const messy = `${HEAD}1,甲,2024-01-01,1\r\n\n"2","乙 ""x""",,\n3,"a\nb",,4\n4,x"y,,\n5,,,\n6,a,b,c,d\n7,a\n8,"甲,乙",2024-01-02,2`;

  test('are the same however the bytes come', async () => {
    const whole = await parts(messy);
    const scanner = new CsvScanner({ delimiter: ',' });
    expect(whole.rows).toEqual([...scanner.push(messy), ...scanner.end()]);
    for (const size of [1, 2, 3, 5, 8, 13, 64]) expect((await parts(messy, size)).rows).toEqual(whole.rows);
  });

  test('are plain unless something is odd about one, which alone is looked at', async () => {
    const { stretches } = await parts(messy);
    expect(stretches.map((s) => [s.firstRow, s.rows, s.gaps])).toEqual([
      [
        2,
        4,
        [
          [1, 1],
          [2, 3],
          [3, 2],
        ],
      ],
    ]);
  });

  test('end where the quotes do not: from there on everything is looked at', async () => {
    const broken = `${HEAD}1,a,,\n2,"b"x,,\n3,c,,\n`;
    const { rows, stretches } = await parts(broken);
    expect(stretches.map((s) => s.rows)).toEqual([1]);
    const scanner = new CsvScanner({ delimiter: ',' });
    expect(rows).toEqual([...scanner.push(broken), ...scanner.end()]);
    expect((await parts(`${HEAD}1,a,,\r2,b,,\r`)).stretches).toEqual([]);
  });

  test('do not gather a file behind a quote that nobody closes', async () => {
    const open = `${HEAD}1,a,,\n2,"b,,\n${'3,c,,\n'.repeat(300_000)}`;
    const { rows, stretches } = await parts(open, 1 << 16);
    expect(stretches.map((s) => s.rows)).toEqual([1]);
    const scanner = new CsvScanner({ delimiter: ',' });
    expect(rows).toHaveLength([...scanner.push(open), ...scanner.end()].length);
  });

  test('that might be a total are asked about by their first cell only', async () => {
    const asked: string[] = [];
    await parts(`${HEAD}R0751-1,甲,,\n,合计,,\n合计,,,3\n12 rows,,,\nTotal,,,\n`, 1 << 20, (text) => {
      asked.push(text);
      return false;
    });
    expect(asked).toEqual(['合计', '合计', '12 rows', 'Total']);
  });

  test('are counted by column where they hold a value: the sign for no day is none, and no empty cell either', async () => {
    const { stretches } = await parts(`${HEAD}0000-00-00,0000-00-00,0000-00-00,1\nx,,2024/3/5,2\n`);
    expect(stretches.map((s) => [...s.filled])).toEqual([[2, 1, 1, 2]]);
    const types: FieldType[] = ['text', 'date'];
    const form = { types, delimiter: ',', mayBeAside: () => false };
    for (const [cell, endsEmpty] of [
      ['0000-00-00', false],
      ['', true],
    ] as const) {
      const records = new PlainRecords(form, 1);
      records.scan(new TextEncoder().encode(`x,${cell}\n`), 0, true);
      expect(records.endsEmpty).toBe(endsEmpty);
      expect([...records.take().filled]).toEqual([1, 0]);
    }
  });

  test.each([
    ['identifier', ['007', 'R0751-1', 'XE5', 'a.b'], ['1E5', '1.2E+5', ' 7', '7 ', '１', '#N/A']],
    [
      'text',
      ['甲', 'a b', '（甲）x', '3#'],
      [' 甲', '甲 ', '\u3000甲', '甲\u3000', '\ufeff甲', '#REF!', 'é', 'ab\u00a0', 'ab\u2003', '甲\u200b'],
    ],
    [
      'date',
      ['2024-03-05', '2024-02-30', '2024/03/05', '2024-3-5', '2024/12/5', '0000-00-00'],
      [
        '20240305',
        '2024-0a-05',
        '无',
        '2024/3-5',
        '2024//5',
        '2024/3/',
        '2024/3/5 ',
        '2024/003/5',
        '2024.3.5',
      ],
    ],
    ['decimal', ['1', '1.5', '.5'], ['-1', '1,5', '1e3', '１', '1 ']],
  ] as const)('a column of the type %s is simple as long as each cell is', async (type, simple, other) => {
    const at = TYPES.indexOf(type);
    const flag = async (cell: string) => {
      const cells = ['x', '', '', ''];
      cells[at] = cell.includes(',') ? `"${cell}"` : cell;
      if (at !== 0) cells[0] = 'x';
      const { stretches } = await parts(`${HEAD}${cells.join(',')}\n`);
      // A first cell that begins with a blank makes its record odd.
      return stretches[0]?.simple[at] ?? 0;
    };
    for (const cell of simple) expect([cell, await flag(cell)]).toEqual([cell, 1]);
    for (const cell of other) expect([cell, await flag(cell)]).toEqual([cell, 0]);
  });
});
