import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../../renderer/engine/engine.ts';
import { forgetRuns, prepareWorkspace } from '../../../renderer/engine/workspace.ts';
import { openTestEngine, texts } from '../../support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());

const words = async () => {
  const [count] = await engine.rows<{ n: number }>('SELECT count(*) AS n FROM ref_vocabulary');
  return count?.n;
};
const [first = '', ...others] = texts.macros;
const newer = { ...texts, macros: [`${first}\n-- another version`, ...others] };

test('a workspace that was made from the same is left as it is, one of another version is made anew', async () => {
  const all = await words();
  expect(all).toBeGreaterThan(0);
  await engine.query('DELETE FROM ref_vocabulary');
  await prepareWorkspace(engine, texts);
  expect(await words()).toBe(0);
  await prepareWorkspace(engine, newer);
  expect(await words()).toBe(all);
  // And that is now what it is made from.
  await engine.query('DELETE FROM ref_vocabulary');
  await prepareWorkspace(engine, newer);
  expect(await words()).toBe(0);
});

test('a making that fails leaves nothing half made, and is tried again', async () => {
  await engine.query('DELETE FROM ref_vocabulary');
  const broken = { ...texts, macros: [...texts.macros, 'CREATE OR REPLACE MACRO'] };
  await expect(prepareWorkspace(engine, broken)).rejects.toThrow();
  expect(await words()).toBe(0);
  await expect(prepareWorkspace(engine, broken)).rejects.toThrow();
  await prepareWorkspace(engine, texts);
  expect(await words()).toBeGreaterThan(0);
});

test('runs are forgotten with the room that they took, and the table still has its key', async () => {
  const run = () =>
    engine.query(
      "INSERT OR REPLACE INTO run_rule VALUES ('D01', 'd', 1, 'ran', [], 0, 0, 1, '{}', 'SELECT 1', NULL)",
    );
  const stored = async () => {
    const [found] = await engine.rows<{ n: number }>(
      "SELECT coalesce(max(count), 0) AS n FROM pragma_storage_info('run_rule')",
    );
    return found?.n;
  };
  for (let i = 0; i < 5; i++) await run();
  expect(await stored()).toBeGreaterThan(1);
  await forgetRuns(engine);
  expect(await engine.rows('SELECT code FROM run_rule')).toEqual([]);
  await run();
  expect(await stored()).toBe(1);
});
