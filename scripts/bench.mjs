import './bootstrap/node.mjs';
import { ensureDebianPackages, isDebian } from './bootstrap/debian.mjs';
import { ensureDependencies } from './bootstrap/dependencies.mjs';
import { electronFolder, ensureElectron } from './bootstrap/electron.mjs';
import { ensureLibraries } from './bootstrap/libraries.mjs';
import { main, Refusal } from './common/say.mjs';
import { withModule } from './common/vite.mjs';
import { withDisplay } from './display.mjs';

/** What `node scripts/bench.mjs <name>` can name, with the Debian packages it compares with. */
const BENCHES = { import: ['python3-openpyxl'], rules: [], country: [] };

/** Of these, those that open windows: with Electron, and a display for it. */
const IN_ELECTRON = ['country'];

/** @param {() => Promise<number>} work */
async function inElectron(work) {
  const electron = await ensureElectron();
  // Where the electron package, and through it Playwright, looks.
  process.env.ELECTRON_OVERRIDE_DIST_PATH = electronFolder(electron);
  return withDisplay(
    (display) => {
      Object.assign(process.env, display);
      return work();
    },
    { own: true },
  );
}

main(async () => {
  const [name = '', ...args] = process.argv.slice(2);
  if (!(name in BENCHES)) throw new Refusal(`a bench is one of ${Object.keys(BENCHES).join(', ')}`);
  if (IN_ELECTRON.includes(name)) await ensureLibraries({ tests: true });
  await ensureDependencies();
  if (isDebian() && BENCHES[name].length > 0) await ensureDebianPackages(BENCHES[name]);
  const work = () => withModule(`scripts/bench/${name}.ts`, async (bench) => (await bench.run(args)) ?? 0);
  return IN_ELECTRON.includes(name) ? inElectron(work) : work();
});
