import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../../renderer/engine/engine.ts';
import { openWindow } from '../../../renderer/engine/window.ts';
import { removeSource } from '../../../renderer/import/load.ts';
import { dataset } from '../../../shared/datasets/index.ts';
import { storedTable } from '../../../shared/sql/schema.ts';
import { openTestEngine } from '../../support/engine.ts';
import { loadText } from '../../support/load.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());

const columns = (table: string) =>
  engine
    .rows<{ name: string; type: string }>(
      'SELECT column_name AS name, data_type AS type FROM duckdb_columns() WHERE table_name = $table',
      { table },
    )
    .then((found) => Object.fromEntries(found.map((c) => [c.name, c.type])));

test('only fed fields are stored; the dataset shows all of them, each with its type', async () => {
  const signIn = dataset('sign_in');
  const shown = await columns('sign_in');
  expect(Object.keys(shown)).toEqual([...signIn.fields.map((f) => f.id), '_source', '_row', '_id']);
  expect(await columns(storedTable(signIn))).toEqual({ _source: 'INTEGER', _row: 'INTEGER' });

  const first = await loadText(engine, '审核计划编号,签到人证件号码\n1,甲\n', { name: 'a.csv' });
  expect(Object.keys(await columns(storedTable(signIn)))).toEqual([
    '_source',
    '_row',
    'plan_no',
    'signer_id',
  ]);
  await loadText(engine, '审核计划编号,首次签到时间\n2,2024-03-05 09:00\n', { name: 'b.csv' });
  expect(await columns('sign_in')).toEqual(shown);
  expect(
    await engine.rows(
      'SELECT plan_no, signer_id, CAST(first_at AS VARCHAR) AS first_at, last_at FROM sign_in ORDER BY plan_no',
    ),
  ).toEqual([
    { plan_no: '1', signer_id: '甲', first_at: null, last_at: null },
    { plan_no: '2', signer_id: null, first_at: '2024-03-05 09:00:00', last_at: null },
  ]);

  // Sorted and filtered by what is stored and what is not, and read by the places of its rows.
  const window = await openWindow(engine, {
    table: 'sign_in',
    sort: [{ column: 'last_at' }, { column: 'plan_no', descending: true }],
    filters: [{ column: 'last_at', kind: 'blank' }],
  });
  expect((await window.rows<{ plan_no: string }>(0, 9)).map((r) => r.plan_no)).toEqual(['2', '1']);
  await window.close();

  await removeSource(engine, first);
  expect(await engine.rows('SELECT plan_no FROM sign_in')).toEqual([{ plan_no: '2' }]);
});

test('columns of an import that failed are not there', async () => {
  const before = await columns('stored_sign_in');
  const loading = loadText(engine, '审核计划编号,首次签到时间,末次签到时间\n3,2024-03-05 09:00,\n', {
    signal: AbortSignal.abort(),
  });
  await expect(loading).rejects.toThrow(/abort/i);
  expect(await columns('stored_sign_in')).toEqual(before);
  expect(await columns('sign_in')).toMatchObject({ last_at: 'TIMESTAMP' });
});
