import './bootstrap/node.mjs';
import { ensureDebianPackages, isDebian } from './bootstrap/debian.mjs';
import { ensureDependencies } from './bootstrap/dependencies.mjs';
import { main, Refusal } from './common/say.mjs';
import { withModule } from './common/vite.mjs';

/** What `node scripts/bench.mjs <name>` can name, with the Debian packages it compares with. */
const BENCHES = { import: ['python3-openpyxl'], rules: [] };

main(async () => {
  const [name = '', ...args] = process.argv.slice(2);
  if (!(name in BENCHES)) throw new Refusal(`a bench is one of ${Object.keys(BENCHES).join(', ')}`);
  await ensureDependencies();
  if (isDebian() && BENCHES[name].length > 0) await ensureDebianPackages(BENCHES[name]);
  return withModule(`scripts/bench/${name}.ts`, async (bench) => (await bench.run(args)) ?? 0);
});
