import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../../renderer/engine/engine.ts';
import { prepareWorkspace } from '../../../renderer/engine/workspace.ts';
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
