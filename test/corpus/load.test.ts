import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../renderer/engine/engine.ts';
import { inspectFile } from '../../renderer/import/inspect.ts';
import { isReconciled, loadSheet, removeSource } from '../../renderer/import/load.ts';
import { openTestEngine } from '../support/engine.ts';
import { directReader } from '../support/reader.ts';
import type { CorpusFile, SheetResult } from './corpus-file.ts';
import { csvCells } from './files/csv-cells.ts';
import { corpus } from './files/index.ts';
import { blobOf } from './run.ts';

/*
 * The whole way, into DuckDB, for every file that needs no word of the analyst; of those that differ by the place of
 * one sign only, for one in five. One engine for all of them: each sheet is taken out again.
 */

let engine: Engine;
const reader = directReader();
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());

const alike = new Set(csvCells.filter((_, i) => i % 5 > 0));
const asFound = corpus.filter((f) => f.sheets && !f.dialect && !f.decision && !alike.has(f));

async function loadAndCheck(
  candidate: Awaited<ReturnType<typeof inspectFile>>[number],
  expected: SheetResult,
) {
  const { recognition } = candidate;
  expect(recognition?.dataset.id ?? null).toBe(expected.dataset);
  if (!recognition) return expect(candidate.reason).toMatch(/^(empty-sheet|not-recognised)$/);
  const source = await loadSheet(engine, reader, { ...candidate, recognition });
  const loaded = expected.rows?.length ?? expected.loaded ?? 0;
  expect(source).toMatchObject({ loaded, rejected: expected.rejected?.length ?? 0 });
  expect(isReconciled(source)).toBe(true);
  if (expected.problems !== undefined) expect(source.problems).toBe(expected.problems);
  const rows = await engine.rows<{ _row: number }>(
    `SELECT * FROM "${recognition.dataset.id}" WHERE _source = $id ORDER BY _row`,
    { id: source.id },
  );
  expect(rows).toHaveLength(loaded);
  if (expected.rows) expect(rows.map(({ _row }) => _row)).toEqual(expected.rows.map(([row]) => row));
  if (expected.typed) expect(rows).toMatchObject(expected.typed);
  await removeSource(engine, source);
}

async function check(file: CorpusFile) {
  const candidates = await inspectFile(reader, await blobOf(file));
  expect(candidates.map(({ sheet }) => sheet)).toEqual(file.sheets?.map(({ sheet }) => sheet ?? null));
  for (const [i, expected] of (file.sheets ?? []).entries()) {
    await loadAndCheck(candidates[i] as (typeof candidates)[number], expected);
  }
}

describe('loaded into the workspace', () => {
  test.each(asFound.map((file) => [file.name, file] as const))('%s', (_, file) => check(file));
});
