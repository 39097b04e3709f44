import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../../renderer/engine/engine.ts';
import type { SourceRow } from '../../../renderer/import/read/types.ts';
import { mapColumns } from '../../../renderer/import/recognise.ts';
import { readShares } from '../../../renderer/import/shares.ts';
import { dataset } from '../../../shared/datasets/index.ts';
import { openTestEngine } from '../../support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());

const signIn = dataset('sign_in');
const columns = mapColumns(signIn, ['备注', '审核计划编号', '组织名称', '首次会议签到时间', '偏差距离']);
const rows = (...cells: (string | null)[][]): SourceRow[] => cells.map((c, i) => ({ row: i + 1, cells: c }));

const objects = () =>
  engine.rows('SELECT table_name FROM duckdb_tables() WHERE temporary ORDER BY table_name');

test('counts what is there and what can be read, column by column', async () => {
  const shares = await readShares(
    engine,
    signIn,
    columns,
    rows(
      ['x', '1', '甲', '2024-03-05', '1.5'],
      ['x', '9.13E+17', '#REF!', '昨天', '无'],
      ['x', ' ', '无', '0000-00-00', '5公里'],
      ['x', '\u3000', "'); DROP TABLE source; --", null],
    ),
  );
  expect(Object.fromEntries(shares)).toEqual({
    plan_no: { filled: 2, read: 1 },
    org_name: { filled: 4, read: 3 },
    first_at: { filled: 2, read: 1 },
    deviation_km: { filled: 2, read: 1 },
  });
  expect(await objects()).toEqual([]);
});

test('no rows and no columns are no trouble', async () => {
  expect(Object.fromEntries(await readShares(engine, signIn, columns.slice(0, 1), []))).toEqual({
    plan_no: { filled: 0, read: 0 },
  });
  expect(await readShares(engine, signIn, [], rows(['1']))).toEqual(new Map());
});

test('looks at a thousand rows, and again as often as it is asked', async () => {
  const many = rows(...Array.from({ length: 1500 }, (_, i) => [null, String(i)]));
  for (let n = 0; n < 2; n++)
    expect((await readShares(engine, signIn, columns, many)).get('plan_no')).toEqual({
      filled: 1000,
      read: 1000,
    });
});

test('a failure leaves nothing behind', async () => {
  const twice = [...columns, ...columns];
  await expect(readShares(engine, signIn, twice, rows(['x', '1']))).rejects.toThrow();
  expect(await objects()).toEqual([]);
  expect((await readShares(engine, signIn, columns, rows(['x', '1']))).get('plan_no')?.read).toBe(1);
});
