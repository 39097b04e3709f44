import './bootstrap/node.mjs';
import { prepare } from './bootstrap/prepare.mjs';
import { main } from './common/say.mjs';
import { runElectron } from './electron.mjs';

/** npm moves to the package's folder; relative paths are meant from where the user typed the command. */
const typedIn = () => (process.env.npm_lifecycle_event === 'report' && process.env.INIT_CWD) || process.cwd();

main(async () => {
  const cwd = typedIn();
  const { electron } = await prepare();
  return runElectron(electron, ['report', ...process.argv.slice(2)], { cwd, env: { CERTSCOPE_CWD: cwd } });
});
