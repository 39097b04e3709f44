import { expect, test } from 'vitest';
import { isOpen, listSources } from '../../../renderer/import/load.ts';
import { openTestEngine } from '../../support/engine.ts';
import { loadText } from '../../support/load.ts';

// As version 0.1.0 made it.
const BEFORE = [
  `CREATE TABLE source (
    id INTEGER PRIMARY KEY, file VARCHAR NOT NULL, sheet VARCHAR, dataset VARCHAR, sha256 VARCHAR, bytes BIGINT,
    encoding VARCHAR, header_row INTEGER, records INTEGER NOT NULL, loaded INTEGER NOT NULL, rejected INTEGER NOT NULL,
    skipped INTEGER NOT NULL, problems INTEGER NOT NULL, ms INTEGER NOT NULL, imported_at TIMESTAMP NOT NULL, reason VARCHAR)`,
  `INSERT INTO source VALUES (7, '旧.csv', NULL, 'sign_in', 'ab', 10, 'UTF-8', 1, 2, 2, 0, 0, 0, 5, TIMESTAMP '2026-01-02 03:04:00', NULL)`,
  'CREATE TABLE sign_in (plan_no VARCHAR, _source INTEGER NOT NULL, _row INTEGER NOT NULL)',
  "INSERT INTO sign_in VALUES ('0', 7, 2)",
];

test('a workspace of an earlier version opens, keeps its rows and takes new ones', async () => {
  const engine = await openTestEngine(BEFORE);
  const [old] = await listSources(engine);
  expect(old).toMatchObject({ id: 7, file: '旧.csv', loaded: 2, kind: null, blank: null, signed_at: null });
  expect(old && isOpen(old)).toBe(false);
  const source = await loadText(engine, '审核计划编号,签到人证件号码\n1,2\n');
  expect(source).toMatchObject({ id: 8, blank: 0 });
  expect(await listSources(engine)).toHaveLength(2);
  expect(await engine.rows('SELECT plan_no, signer_id, _source FROM sign_in ORDER BY plan_no')).toEqual([
    { plan_no: '0', signer_id: null, _source: 7 },
    { plan_no: '1', signer_id: '2', _source: 8 },
  ]);
  await engine.close();
});
