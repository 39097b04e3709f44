import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../renderer/engine/engine.ts';
import { readChanges } from '../../../renderer/import/changes.ts';
import { listSources, removeSource } from '../../../renderer/import/load.ts';
import { emptyWorkspace, openTestEngine } from '../../support/engine.ts';
import { type LoadText, loadText } from '../../support/load.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterEach(() => emptyWorkspace(engine));
afterAll(() => engine.close());

const load = (name: string, text: string, options: LoadText = {}) =>
  loadText(engine, text, { name, ...options });
const plans = (...rows: string[]) =>
  `审核计划编号,组织名称,审核开始日期,计划人日数\n${rows.map((r) => `${r}\n`).join('')}`;

const JANUARY = plans('1,甲,2024-01-01,2', '2,乙,2024-01-02,3', '3,丙,2024-01-03,4', ',无号,2024-01-04,1');
const FEBRUARY = plans('4,丁,2024-02-01,2', '3,丙,2024-01-09,5', ',无号,2024-02-04,1', '1,甲,2024/1/1,2.0');

const EXPECTED = [
  { kind: 'new', key: '4', row: 2, old_source: null, old_row: null, fields: [] },
  {
    kind: 'changed',
    key: '3',
    row: 3,
    old_source: 1,
    old_row: 4,
    fields: ['plan_start', 'plan_mandays'],
  },
  { kind: 'gone', key: '2', row: null, old_source: 1, old_row: 3, fields: [] },
];

describe('a newer export of the same report', () => {
  test('added: the rows of both stay, and the difference is found', async () => {
    await load('1.csv', JANUARY);
    const newer = await load('2.csv', FEBRUARY);
    expect((await readChanges(engine, newer.id)).counts).toEqual({
      new: 1,
      gone: 1,
      changed: 1,
      unkeyed: 1,
      against: [{ id: 1, file: '1.csv', sheet: null, replaced: false }],
    });
    expect((await readChanges(engine, newer.id)).changes).toEqual(EXPECTED);
    expect(await engine.rows('SELECT count(*) AS n FROM audit_plan')).toEqual([{ n: 8 }]);
    expect(await engine.rows('SELECT count(*) AS n FROM source_change')).toEqual([{ n: 0 }]);
  });

  test('replacing: the older goes, what has changed is remembered', async () => {
    const older = await load('1.csv', JANUARY);
    const newer = await load('2.csv', FEBRUARY, { replace: [older.id] });
    expect((await listSources(engine)).map((s) => s.file)).toEqual(['2.csv']);
    expect(await engine.rows('SELECT DISTINCT _source FROM audit_plan')).toEqual([{ _source: newer.id }]);
    expect((await readChanges(engine, newer.id)).counts).toEqual({
      new: 1,
      gone: 1,
      changed: 1,
      unkeyed: 1,
      against: [{ id: 1, file: '1.csv', sheet: null, replaced: true }],
    });
    expect((await readChanges(engine, newer.id)).changes).toEqual(EXPECTED);
    expect((await readChanges(engine, newer.id, { kind: 'gone' })).changes).toEqual(EXPECTED.slice(2));
    expect((await readChanges(engine, newer.id, { limit: 1 })).changes).toEqual(EXPECTED.slice(0, 1));
  });

  test('replacing with the same content is no change, and is known to have been compared', async () => {
    const older = await load('1.csv', JANUARY);
    const newer = await load('2.csv', `${JANUARY}\n`, { replace: [older.id] });
    expect((await readChanges(engine, newer.id)).counts).toMatchObject({ new: 0, gone: 0, changed: 0 });
    expect((await readChanges(engine, newer.id)).counts.against).toHaveLength(1);
  });

  test('the same bytes are loaded again only in the place of their own', async () => {
    const older = await load('1.csv', JANUARY);
    expect((await load('1.csv', JANUARY)).id).toBe(older.id);
    const again = await load('1.csv', JANUARY, { replace: [older.id] });
    expect(again.id).not.toBe(older.id);
    expect((await listSources(engine)).map((s) => s.id)).toEqual([again.id]);
  });

  test('a replacement that fails leaves the older one in', async () => {
    const older = await load('1.csv', JANUARY);
    const note = { row: 2, raw: '', reason: null as never };
    const failing = load('2.csv', FEBRUARY, { replace: [older.id], counts: { notes: [note] } });
    await expect(failing).rejects.toThrow();
    expect((await listSources(engine)).map((s) => s.id)).toEqual([older.id]);
    expect(await engine.rows('SELECT count(*) AS n FROM audit_plan')).toEqual([{ n: 4 }]);
  });
});

describe('what counts as a change', () => {
  test('nothing older: nothing to compare with', async () => {
    const only = await load('1.csv', JANUARY);
    expect((await readChanges(engine, only.id)).counts).toEqual({
      new: 0,
      gone: 0,
      changed: 0,
      unkeyed: 0,
      against: [],
    });
    expect((await readChanges(engine, only.id)).changes).toEqual([]);
  });

  test('of several older sources the newest that has the key speaks', async () => {
    await load('1.csv', plans('1,甲,2024-01-01,2', '2,乙,2024-01-02,3'));
    await load('2.csv', plans('1,甲,2024-02-01,2'));
    const newest = await load('3.csv', plans('1,甲,2024-02-01,2', '2,乙,2024-01-02,4'));
    expect((await readChanges(engine, newest.id)).changes).toEqual([
      { kind: 'changed', key: '2', row: 3, old_source: 1, old_row: 3, fields: ['plan_mandays'] },
    ]);
  });

  test('a column that one of them lacks is no difference', async () => {
    await load('1.csv', plans('1,甲,2024-01-01,2'));
    const newer = await load('2.csv', '审核计划编号,组织名称,审核开始日期,审核地址\n1,甲,2024-01-01,某路\n');
    expect((await readChanges(engine, newer.id)).counts).toMatchObject({ changed: 0 });
    const third = await load('3.csv', plans('1,甲,2024-01-01,9', '2,乙,2024-01-01,1'));
    // The second file speaks for plan 1 and knows nothing of man-days.
    expect((await readChanges(engine, third.id)).counts).toMatchObject({ new: 1, changed: 0 });
  });

  test('rows that share a key are compared as sets of values', async () => {
    const rows = ['1,甲,2024-01-01,2', '1,甲,2024-01-05,3', '1,甲,2024-01-09,3'];
    await load('1.csv', plans(...rows));
    const shuffled = await load('2.csv', plans(...rows.toReversed(), rows[0] ?? ''));
    expect((await readChanges(engine, shuffled.id)).counts).toMatchObject({ new: 0, gone: 0, changed: 0 });
    const more = await load('3.csv', plans(...rows, '1,甲,2024-01-12,3'));
    expect((await readChanges(engine, more.id)).changes).toMatchObject([
      { kind: 'changed', key: '1', fields: ['plan_start'] },
    ]);
  });

  test('a value that appears or goes is a change', async () => {
    await load('1.csv', plans('1,甲,2024-01-01,', '2,,2024-01-01,1'));
    const newer = await load('2.csv', plans('1,甲,2024-01-01,0', '2,乙,2024-01-01,'));
    expect((await readChanges(engine, newer.id)).changes.map((c) => c.fields)).toEqual([
      ['plan_mandays'],
      ['org_name', 'plan_mandays'],
    ]);
  });

  test('a key of several parts is shown whole', async () => {
    const head = '认证机构批准号,证书编号,发证日期,证书状态';
    await load('1.csv', `${head}\nCNCA-R-2003-021,50023Q0001,2024-01-01,01\n,50023Q0002,2024-01-01,01\n`);
    const newer = await load('2.csv', `${head}\nCNCA-R-2003-021,50023Q0001,2024-01-01,02\n`);
    expect((await readChanges(engine, newer.id)).changes).toMatchObject([
      { kind: 'changed', key: 'CNCA-R-2003-021 · 50023Q0001', fields: ['status'] },
    ]);
  });

  test('an older source that is taken out is not compared with any more', async () => {
    const older = await load('1.csv', JANUARY);
    const newer = await load('2.csv', FEBRUARY);
    await removeSource(engine, older);
    expect((await readChanges(engine, newer.id)).counts).toEqual({
      new: 0,
      gone: 0,
      changed: 0,
      unkeyed: 0,
      against: [],
    });
  });
});

test('a hundred thousand plans are compared in seconds', async () => {
  const rows = (n: number) =>
    Array.from({ length: 100_000 }, (_, i) => `${i + n},组织${i},2024-01-0${1 + (i % 9)},${i % 7}`);
  const older = await load('1.csv', plans(...rows(0)));
  const before = performance.now();
  const newer = await load('2.csv', plans(...rows(3)), { replace: [older.id] });
  expect((await readChanges(engine, newer.id)).counts).toMatchObject({ new: 3, gone: 3, changed: 99_997 });
  expect(performance.now() - before).toBeLessThan(20_000);
});
