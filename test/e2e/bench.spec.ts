import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, root, temporaryFolder, test } from './workbench.ts';

test('the bench of the country runs at a small scale and says what it measured', () => {
  const json = join(temporaryFolder(), 'bench.json');
  const args = ['--scale', '0.001', '--rounds', '1', '--cycles', '3', '--json', json];
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/bench.mjs', 'country', ...args], {
    cwd: root,
    encoding: 'utf8',
    timeout: 150_000,
  });
  expect(status, stderr).toBe(0);
  expect(stdout).toContain('ours/bare');
  expect(stdout).toContain('Peak of the page, MB');
  const { import: imported } = JSON.parse(readFileSync(json, 'utf8'));
  // Every row of the four exports arrived on both ways, or the bench would have ended with an error.
  const [row] = imported;
  expect(row).toMatchObject({ scale: 0.001, rows: 14_069 });
  expect(row.ours.peak.page).toBeGreaterThan(0);
  expect(row.disk).toBeGreaterThan(0);
});

test('an option of the bench that makes no sense ends it with one sentence', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/bench.mjs', 'country', '--scale', 'all'], {
    cwd: root,
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(status).toBe(1);
  expect(stderr).toContain('--scale takes numbers above 0');
});
