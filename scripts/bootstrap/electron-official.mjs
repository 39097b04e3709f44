import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ended } from '../common/child.mjs';
import { cacheFolder, inRoot, readJson } from '../common/paths.mjs';
import { say } from '../common/say.mjs';
import { atEnd } from '../common/signals.mjs';

const FIRST_BYTE_S = 20;
const STALL_S = 30;
const TOTAL_S = 600;
const TELL_EVERY_S = 10;

/** @param {string} folder */
function bytesIn(folder) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  } catch {
    return 0; // not there yet, or moving under our eyes
  }
}

/**
 * Ends a download that does not move: behind a firewall it would otherwise sit for minutes.
 * @param {import('node:child_process').ChildProcess} child
 * @param {() => number} size
 */
function watch(child, size) {
  const moved = { at: 0, size: 0 };
  let seconds = 0;
  const timer = setInterval(() => {
    seconds += 1;
    const now = size();
    if (now !== moved.size) Object.assign(moved, { at: seconds, size: now });
    if (now && seconds % TELL_EVERY_S === 0) say(`… ${Math.round(now / 1e6)} MB`);
    const patience = moved.size ? STALL_S : FIRST_BYTE_S;
    if (seconds - moved.at >= patience || seconds >= TOTAL_S) child.kill('SIGKILL');
  }, 1000);
  return () => clearInterval(timer);
}

/** @param {string} stderr */
const reasonIn = (stderr) => /^\w*Error: (.+)$/m.exec(stderr)?.[1] ?? 'no answer';

/**
 * The electron package's own download, which honours ELECTRON_MIRROR.
 * @returns {Promise<string>} why it failed, if it did
 */
export async function downloadOfficial() {
  const { version } = readJson(inRoot('node_modules/electron/package.json'));
  say(`Downloading Electron ${version}…`);
  mkdirSync(cacheFolder, { recursive: true });
  // A temporary folder of its own shows whether bytes arrive, and leaves nothing behind.
  const temporary = mkdtempSync(join(cacheFolder, 'download-'));
  const clean = atEnd(() => rmSync(temporary, { recursive: true, force: true }));
  const child = spawn(process.execPath, [inRoot('node_modules/electron/install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      TMPDIR: temporary,
      TEMP: temporary,
      TMP: temporary,
      ELECTRON_GET_NO_PROGRESS: '1',
    },
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  const unwatch = watch(child, () => bytesIn(temporary) + bytesIn(inRoot('node_modules/electron/dist')));
  try {
    return (await ended(child)) === 0 ? '' : reasonIn(stderr);
  } finally {
    unwatch();
    clean();
  }
}
