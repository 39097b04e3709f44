import './bootstrap/node.mjs';
import { ensureDebianPackages, isDebian } from './bootstrap/debian.mjs';
import { ensureDependencies } from './bootstrap/dependencies.mjs';
import { electronFolder, ensureElectron } from './bootstrap/electron.mjs';
import { ensureLibraries } from './bootstrap/libraries.mjs';
import { main, Refusal } from './common/say.mjs';
import { withModule } from './common/vite.mjs';
import { withDisplay } from './display.mjs';

/** What `node scripts/bench.mjs <name>` can name: the Debian packages it compares with, and whether it opens windows. */
const BENCHES = {
  import: { packages: ['python3-openpyxl'], windows: false },
  rules: { packages: [], windows: false },
  country: { packages: [], windows: true },
};

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
  const { packages, windows } = BENCHES[name];
  if (windows) await ensureLibraries({ tests: true });
  await ensureDependencies();
  if (isDebian() && packages.length > 0) await ensureDebianPackages(packages);
  const work = () => withModule(`scripts/bench/${name}.ts`, async (bench) => (await bench.run(args)) ?? 0);
  return windows ? inElectron(work) : work();
});
