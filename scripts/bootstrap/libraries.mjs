import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { say } from '../common/say.mjs';
import { hasDisplay } from '../display.mjs';
import { ensureDebianPackages, isDebian } from './debian.mjs';

const PACKAGES = [
  'libgtk-3-0',
  'libnss3',
  'libgbm1',
  'libasound2',
  'libxss1',
  'libxtst6',
  'libdrm2',
  'fonts-noto-cjk',
];
const FOR_TESTS = ['xvfb', 'chromium', 'poppler-utils'];

const SONAMES = [
  'libgtk-3.so.0',
  'libnss3.so',
  'libgbm.so.1',
  'libasound.so.2',
  'libXss.so.1',
  'libXtst.so.6',
  'libdrm.so.2',
];

/** On a Linux we cannot install for: name what is missing and let Electron try. */
function nameWhatIsMissing() {
  const ldconfig = ['/sbin/ldconfig', '/usr/sbin/ldconfig'].find((file) => existsSync(file)) ?? 'ldconfig';
  const cached = spawnSync(ldconfig, ['-p'], { encoding: 'utf8' }).stdout ?? '';
  const absent = SONAMES.filter((soname) => !cached.includes(soname));
  if (absent.length) {
    say(
      `Electron needs libraries that were not found here, in case it does not start: ${absent.join(', ')}.`,
    );
  }
}

/**
 * What Electron needs from the system, and what the tests need besides.
 * @param {{ tests: boolean }} options
 */
export async function ensureLibraries({ tests }) {
  if (process.platform !== 'linux') return;
  if (!isDebian()) return nameWhatIsMissing();
  const display = hasDisplay() ? [] : ['xvfb'];
  await ensureDebianPackages([...new Set([...PACKAGES, ...display, ...(tests ? FOR_TESTS : [])])]);
}
