import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuild } from '../bootstrap/build.mjs';
import { electronFolder, ensureElectron } from '../bootstrap/electron.mjs';
import { show } from '../common/child.mjs';
import { bin, readJson, root } from '../common/paths.mjs';
import { say } from '../common/say.mjs';
import { atEnd } from '../common/signals.mjs';
import { withDisplay } from '../display.mjs';
import { countPlaywright, countVitest, judge, NONE } from './tally.mjs';

/** @typedef {import('./tally.mjs').Counts} Counts */

/** Into a file or a pipe, as CI has it, colours are noise. */
const onTerminal = Boolean(process.stdout.isTTY);

/**
 * @param {string} script
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
const node = (script, args, env) =>
  show(process.execPath, [script, ...args], { cwd: root, env: { ...process.env, ...env } });

/**
 * A check has no tests to count: it is one, passed or failed.
 * @param {string} script
 * @param {string[]} args
 * @returns {Promise<Counts>}
 */
async function check(script, args) {
  const ok = (await node(script, args)) === 0;
  return { ...NONE, passed: Number(ok), failed: Number(!ok) };
}

/**
 * Runs a runner that shows its output and writes a JSON report beside it.
 * @param {string} name
 * @param {(report: string) => Promise<number | string>} run
 * @param {(report: any) => Counts} count
 */
async function counted(name, run, count) {
  const folder = mkdtempSync(join(tmpdir(), 'certscope-test-'));
  const clean = atEnd(() => rmSync(folder, { recursive: true, force: true }));
  try {
    const report = join(folder, 'report.json');
    const code = await run(report);
    const counts = existsSync(report) ? count(readJson(report)) : NONE;
    if (!counts.passed && !counts.failed) say(`${name} ran no test.`);
    return judge(counts, code);
  } finally {
    clean();
  }
}

/** @param {string[]} args */
export const types = (args) => check(bin('typescript', 'tsc'), ['--noEmit', '-p', 'tsconfig.json', ...args]);

/** Biome does not hear NO_COLOR. @param {string[]} args */
export const lint = (args) =>
  check(bin('@biomejs/biome', 'biome'), ['ci', '.', ...(onTerminal ? [] : ['--colors=off']), ...args]);

/** @param {string[]} args */
export const vitest = (args) =>
  counted(
    'Vitest',
    (report) => {
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      return node(bin('vitest'), ['run', ...reporters, ...args], onTerminal ? {} : { NO_COLOR: '1' });
    },
    countVitest,
  );

/** In the real Electron, and in Debian's Chromium where there is one. @param {string[]} args */
export async function e2e(args) {
  const CERTSCOPE_ELECTRON = await ensureElectron();
  await ensureBuild();
  const chromium = ['/usr/bin/chromium'].find((file) => existsSync(file));
  const env = {
    CERTSCOPE_ELECTRON,
    // Where the electron package, and through it Playwright, looks.
    ELECTRON_OVERRIDE_DIST_PATH: electronFolder(CERTSCOPE_ELECTRON),
    ...(chromium && { CERTSCOPE_CHROMIUM: chromium }),
  };
  return counted(
    'Playwright',
    (report) =>
      withDisplay(
        (display) =>
          node(bin('@playwright/test', 'playwright'), ['test', '--reporter=list,json', ...args], {
            ...env,
            ...display,
            PLAYWRIGHT_JSON_OUTPUT_FILE: report,
          }),
        { own: true },
      ),
    countPlaywright,
  );
}
