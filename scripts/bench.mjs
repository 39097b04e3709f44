import './bootstrap/node.mjs';
import { ensureDebianPackages, isDebian } from './bootstrap/debian.mjs';
import { ensureDependencies } from './bootstrap/dependencies.mjs';
import { inRoot, root } from './common/paths.mjs';
import { main, Refusal } from './common/say.mjs';

/** What `node scripts/bench.mjs <name>` can name, with the Debian packages it compares with. */
const BENCHES = { import: ['python3-openpyxl'], rules: [] };

main(async () => {
  const [name = '', ...args] = process.argv.slice(2);
  if (!(name in BENCHES)) throw new Refusal(`a bench is one of ${Object.keys(BENCHES).join(', ')}`);
  await ensureDependencies();
  if (isDebian() && BENCHES[name].length > 0) await ensureDebianPackages(BENCHES[name]);
  const { createServer } = await import('vite');
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, ws: false },
  });
  try {
    const bench = await server.ssrLoadModule(inRoot(`scripts/bench/${name}.ts`));
    return (await bench.run(args)) ?? 0;
  } finally {
    await server.close();
  }
});
