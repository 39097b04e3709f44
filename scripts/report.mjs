import './bootstrap/node.mjs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare } from './bootstrap/prepare.mjs';
import { main } from './common/say.mjs';
import { atEnd } from './common/signals.mjs';
import { runElectron } from './electron.mjs';

/** npm moves to the package's folder; relative paths are meant from where the user typed the command. */
const typedIn = () => (process.env.npm_lifecycle_event === 'report' && process.env.INIT_CWD) || process.cwd();

/** Chromium writes into its profile until its very end, so only who outlives it can remove it. */
function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'certscope-'));
  const remove = atEnd(() =>
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  );
  return { folder, remove };
}

main(async () => {
  const cwd = typedIn();
  const { electron } = await prepare();
  const { folder, remove } = temporaryFolder();
  const env = { CERTSCOPE_CWD: cwd, TMPDIR: folder, TEMP: folder, TMP: folder };
  try {
    return await runElectron(electron, ['report', ...process.argv.slice(2)], { cwd, env });
  } finally {
    remove();
  }
});
