import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quiet } from '../common/child.mjs';
import { withLock } from '../common/lock.mjs';
import { bin, inRoot, root } from '../common/paths.mjs';
import { Refusal, say } from '../common/say.mjs';

const SOURCES = [
  'electron',
  'renderer',
  'shared',
  'sample-data',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'tsconfig.json',
];
const STAMP = inRoot('dist/.built-from');

/** @param {string} path relative to the root */
function filesOf(path) {
  if (!existsSync(inRoot(path))) return [];
  if (statSync(inRoot(path)).isFile()) return [path];
  const entries = readdirSync(inRoot(path), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Of the contents, not of times: a checkout sets times as it likes. */
function fingerprint() {
  const hash = createHash('sha1');
  for (const file of SOURCES.flatMap(filesOf).sort()) {
    const bytes = readFileSync(file);
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

const isBuiltFrom = (print) => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === print;

async function build() {
  const print = fingerprint();
  if (isBuiltFrom(print)) return;
  say('Building the app…');
  rmSync(STAMP, { force: true });
  const { code, output } = await quiet(process.execPath, [bin('electron-vite'), 'build'], { cwd: root });
  if (code !== 0) throw new Refusal(`${output}\nThe build failed.`);
  writeFileSync(STAMP, print);
}

export async function ensureBuild() {
  if (!isBuiltFrom(fingerprint())) await withLock(`build of ${root}`, build);
}
