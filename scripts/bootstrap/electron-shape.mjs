import { cpSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../common/paths.mjs';

/** What belongs to the product that the package was made for, its startup snapshot included. */
const FOREIGN = ['resources/app', 'resources/app-update.yml', 'browser_v8_context_snapshot.bin'];

/**
 * Turns the unpacked product into a plain Electron: `electron <folder>` runs any app.
 * @param {string} folder
 */
export async function makeElectronOf(folder) {
  for (const path of FOREIGN) rmSync(join(folder, path), { recursive: true, force: true });
  cpSync(inRoot('scripts/bootstrap/default-app'), join(folder, 'resources/app'), { recursive: true });
  // Under this name Electron knows that it runs an app that is not packaged.
  const executable = join(folder, 'electron');
  renameSync(join(folder, 'Cypress'), executable);

  const { FuseV1Options, FuseVersion, flipFuses } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true, // Playwright drives the app through it
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}
