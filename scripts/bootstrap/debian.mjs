import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { quiet } from '../common/child.mjs';
import { withLock } from '../common/lock.mjs';
import { Refusal, say } from '../common/say.mjs';

const INSTALL = ['install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120'];

export const isDebian = () => existsSync('/var/lib/dpkg/status') && existsSync('/usr/bin/apt-get');

/**
 * A package also counts as there when another provides its name, as libgtk-3-0t64 does for libgtk-3-0.
 * @param {string[]} names
 */
function missing(names) {
  const format = `${['db:Status-Status', 'Package', 'Provides'].map((field) => `\${${field}}`).join('\t')}\n`;
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', format], { encoding: 'utf8', maxBuffer: 1 << 26 });
  const there = new Set();
  for (const line of stdout.split('\n')) {
    const [status, name, provides = ''] = line.split('\t');
    if (status !== 'installed') continue;
    there.add(name);
    for (const provided of provides.split(',')) there.add(provided.trim().split(' ')[0]);
  }
  return names.filter((name) => !there.has(name));
}

/** How this user may call apt-get, or nothing. */
function privilege() {
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : undefined;
}

/** @param {string} name */
const known = (name) => spawnSync('apt-cache', ['show', '--no-all-versions', name]).stdout?.length > 0;

/** @param {string[]} names */
async function install(names) {
  const byHand = `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`;
  const as = privilege();
  if (!as) throw new Refusal(`Debian packages are missing; run this once, then try again: ${byHand}`);

  say(`Installing Debian packages: ${names.join(' ')}…`);
  const aptGet = (/** @type {string[]} */ args) => {
    const [command, ...rest] = [...as, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
    return quiet(command, rest);
  };
  // An update that fails for one source of many need not matter: the install tells.
  const update = await aptGet(['update']);
  // Newer releases renamed some libraries, and a bare virtual name may have several providers.
  const real = names.map((name) => [name, `${name}t64`].find(known) ?? name);
  const { code, output } = await aptGet([...INSTALL, ...real]);
  if (code !== 0) {
    throw new Refusal(`${update.code === 0 ? '' : `${update.output}\n`}${output}\nThis failed: ${byHand}`);
  }
}

/** @param {string[]} names */
export async function ensureDebianPackages(names) {
  if (!missing(names).length) return;
  await withLock('Debian packages', async () => {
    const still = missing(names);
    if (still.length) await install(still);
  });
}
