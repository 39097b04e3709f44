import { describe, expect, test } from 'vitest';
import type { CorpusFile, SheetResult } from './corpus-file.ts';
import { corpus } from './files/index.ts';
import { readCorpusFile, type SheetRead } from './run.ts';

const told = (notes: SheetRead['counts']['notes']) => notes.map(({ row, reason }) => `${row} ${reason}`);

function checkSheet(found: SheetRead | undefined, expected: SheetResult): void {
  const { dataset = null, rows, loaded, rejected = [], notes = [], blank = 0 } = expected;
  expect(found?.sheet).toBe(expected.sheet ?? null);
  expect(found?.recognition?.dataset.id ?? null).toBe(dataset);
  if (dataset === null || !found) return;
  const { counts } = found;
  if (expected.headerRow !== undefined) expect(found.recognition?.headerRow).toBe(expected.headerRow);
  if (rows) expect(found.rows.map(({ row, cells }) => [row, ...cells])).toEqual(rows);
  if (loaded !== undefined) expect(found.rows).toHaveLength(loaded);
  expect(told(counts.rejected)).toEqual(rejected);
  expect(told(counts.notes)).toEqual(notes);
  expect(counts.blank).toBe(blank);
  expect(found.rows.length + counts.rejected.length + counts.skipped).toBe(counts.records);
}

/** No record is lost in silence: its text is in a loaded row, a rejected record or a note. */
function checkKeys(sheets: readonly SheetRead[], keys: CorpusFile['keys'] = []): void {
  const texts = sheets.flatMap(({ rows, counts }) => [
    ...rows.map(({ cells }) => cells.join('\u0000')),
    ...[...counts.rejected, ...counts.notes].map(({ raw }) => raw),
  ]);
  for (const key of keys) expect(texts.filter((text) => text.includes(key)).length, key).toBeGreaterThan(0);
}

test('the corpus holds at least 150 files, each of its own', () => {
  expect(corpus.length).toBeGreaterThanOrEqual(150);
  expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length);
  for (const { name, refused, sheets } of corpus)
    expect(Boolean(refused) !== Boolean(sheets), name).toBe(true);
});

describe('read to rows or refused', () => {
  test.each(corpus.map((file) => [file.name, file] as const))('%s', async (_, file) => {
    const found = await readCorpusFile(file);
    expect(found.refused).toBe(file.refused ?? null);
    if (file.encoding) expect(found.encoding).toBe(file.encoding);
    expect(found.sheets).toHaveLength(file.sheets?.length ?? 0);
    for (const [i, expected] of (file.sheets ?? []).entries()) checkSheet(found.sheets[i], expected);
    checkKeys(found.sheets, file.keys);
  });
});
