import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, root, temporaryFolder, test } from './workbench.ts';

const bench = (...args: string[]) =>
  spawnSync(process.execPath, ['scripts/bench.mjs', 'country', ...args], {
    cwd: root,
    encoding: 'utf8',
    timeout: 480_000,
  });

test('every part of the bench runs at a small scale and says what it measured', () => {
  test.setTimeout(500_000);
  const json = join(temporaryFolder(), 'bench.json');
  const args = ['--scale', '0.001', '--rounds', '1', '--cycles', '3', '--rest', '1', '--json', json];
  const { status, stdout, stderr } = bench(...args);
  expect(status, stderr).toBe(0);
  // Every row arrived on every way, or the bench would have ended with an error.
  const figures = JSON.parse(readFileSync(json, 'utf8'));
  expect(Object.keys(figures)).toEqual(['import', 'open', 'rules', 'sample', 'spill', 'workbooks', 'soak']);

  expect(stdout).toContain('ours/bare');
  expect(stdout).toContain('Peak of the page, MB');
  const [imported] = figures.import;
  expect(imported).toMatchObject({ scale: 0.001, rows: 14_069 });
  expect(imported.ours.peak.page).toBeGreaterThan(0);
  expect(imported.disk).toBeGreaterThan(0);

  const [empty, opened] = figures.open;
  expect(empty).toMatchObject({ scale: 0, rows: 0 });
  expect(opened).toMatchObject({ scale: 0.001, rows: 6397 });
  expect(opened.ready).toBeGreaterThan(0);
  expect(stdout).toMatch(/scale 0\.001: answers (within|LATER THAN) 3 s of its window/);

  // Of the four exports only some rules have what they need; a sample feeds all of them.
  for (const [part, anew] of [
    ['rules', 'L11'],
    ['sample', 'L03'],
  ] as const) {
    const [judged] = figures[part];
    type Judged = { name: string; rows: number; failed?: string }[];
    const found = (rules: Judged) => rules.map((r) => [r.name, r.rows, r.failed]);
    expect(found(judged.ours.rules)).toEqual(found(judged.native.rules));
    expect(judged.again.anew).toEqual([anew]);
    const failed = (judged.ours.rules as Judged).flatMap((r) => r.failed ?? []);
    if (part === 'sample') expect(failed).toEqual([]);
    else expect(new Set(failed)).toEqual(new Set(['not-runnable']));
  }
  expect(stdout).toContain('both find the same');

  // Sorted with room for every row and with too little: then they were on the disk in the meantime.
  const [inMemory, spilt] = figures.spill;
  expect(inMemory).toMatchObject({ rows: 500_000, memory: '2GiB' });
  expect(spilt).toMatchObject({ rows: 500_000, memory: '32MiB' });
  expect([inMemory.spilt, inMemory.left, spilt.left]).toEqual([0, 0, 0]);
  expect(spilt.spilt).toBeGreaterThan(1);

  const kinds = figures.workbooks.map((w: { texts: string; rows: number }) => [w.texts, w.rows]);
  expect(kinds).toEqual([
    ['inline', 4000],
    ['shared', 4000],
  ]);

  // Each cycle ends with nothing left of what it imported.
  expect(figures.soak.rows.map((r: { cycle: number }) => r.cycle)).toEqual([2, 3]);
  expect(stdout).toContain('size of the database');
});

test('an option of the bench that makes no sense ends it with one sentence', () => {
  const { status, stderr } = bench('--scale', 'all');
  expect(status).toBe(1);
  expect(stderr).toContain('--scale takes numbers above 0');
});

test('a part that the bench does not have ends it with one sentence', () => {
  const { status, stderr } = bench('--parts', 'imports');
  expect(status).toBe(1);
  expect(stderr).toContain('--parts takes names of import, open, rules, sample, spill, workbooks, soak');
});
