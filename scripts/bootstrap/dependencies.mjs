import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { npm } from '../common/child.mjs';
import { withLock } from '../common/lock.mjs';
import { inRoot, readJson, root } from '../common/paths.mjs';
import { Refusal, say } from '../common/say.mjs';

const LOCK = inRoot('package-lock.json');
const STAMP = inRoot('node_modules/.certscope-lock');
const INSTALLED = inRoot('node_modules/.package-lock.json');

const wanted = () => createHash('sha256').update(readFileSync(LOCK)).digest('hex');

const stamped = () => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted();

/** npm's own record of node_modules, for a tree that someone installed by hand. */
function installedByHand() {
  if (!existsSync(INSTALLED)) return false;
  const { '': _app, ...locked } = readJson(LOCK).packages;
  const { packages: installed } = readJson(INSTALLED);
  const asLocked = ([path, { integrity, optional }]) =>
    installed[path] ? installed[path].integrity === integrity : Boolean(optional);
  return Object.entries(locked).every(asLocked) && Object.keys(installed).every((path) => path in locked);
}

async function install() {
  if (stamped()) return;
  if (!installedByHand()) {
    say('Installing the dependencies that package-lock.json names (npm ci)…');
    // NODE_ENV=production or an .npmrc could leave out the very tools that build and run the app.
    const flags = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
    const { code, output } = await npm(['ci', ...flags], { cwd: root });
    if (code !== 0) throw new Refusal(`${output}\nnpm ci failed: the dependencies are not installed.`);
  }
  writeFileSync(STAMP, wanted());
}

export async function ensureDependencies() {
  if (!stamped()) await withLock(`dependencies of ${root}`, install);
}
