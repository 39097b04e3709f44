import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json: what Electron is given as the app. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** @param {string[]} parts */
export const inRoot = (...parts) => join(root, ...parts);

/** Things worth keeping between clones, such as a fetched Electron. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'certscope');

/** @param {string} file */
export const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * What to hand to Node to run a package's command: .bin holds shell scripts on Windows.
 * @param {string} name
 * @param {string} [command]
 */
export function bin(name, command = name) {
  const folder = inRoot('node_modules', ...name.split('/'));
  const { bin: commands } = readJson(join(folder, 'package.json'));
  return join(folder, typeof commands === 'string' ? commands : commands[command]);
}
