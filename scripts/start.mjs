import './bootstrap/node.mjs';
import { prepare } from './bootstrap/prepare.mjs';
import { main, say } from './common/say.mjs';
import { hasDisplay } from './display.mjs';
import { runElectron } from './electron.mjs';

main(async () => {
  if (!hasDisplay()) {
    say('There is no display to open the workbench on; `npm run report` does the same job without one.');
    return 1;
  }
  const { electron } = await prepare();
  return runElectron(electron, process.argv.slice(2));
});
