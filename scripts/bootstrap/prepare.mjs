import { ensureBuild } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureElectron } from './electron.mjs';
import { ensureLibraries } from './libraries.mjs';

/**
 * Everything a fresh clone on a fresh machine lacks before the app can run; silent when nothing is lacking.
 * @param {{ tests?: boolean }} [options]
 * @returns {Promise<{ electron: string }>} the executable
 */
export async function prepare({ tests = false } = {}) {
  await ensureLibraries({ tests });
  await ensureDependencies();
  const electron = await ensureElectron();
  await ensureBuild();
  return { electron };
}
