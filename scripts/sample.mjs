import './bootstrap/node.mjs';
import { ensureDependencies } from './bootstrap/dependencies.mjs';
import { main } from './common/say.mjs';
import { withModule } from './common/vite.mjs';

main(async () => {
  await ensureDependencies();
  return withModule('scripts/sample-data/command.ts', (command) => command.run(process.argv.slice(2)));
});
