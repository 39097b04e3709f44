import { setTimeout as sleep } from 'node:timers/promises';
import { withoutNoise } from './chromium-noise.mjs';
import { ended, spawnBound } from './common/child.mjs';
import { root } from './common/paths.mjs';
import { say } from './common/say.mjs';
import { withDisplay } from './display.mjs';

/** Chromium refuses its sandbox to root, and only there may it be left out. */
const sandbox = () => (process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []);

/**
 * Chromium cannot open a file with a Chinese name in a locale that is not UTF-8 or not installed, as on many
 * servers. So the encoding is fixed, and the user's language travels in LANGUAGE, which the system asks first.
 * @param {NodeJS.ProcessEnv} env
 */
export function withUtf8(env) {
  if (process.platform !== 'linux') return env;
  const language = env.LANGUAGE || env.LC_ALL || env.LC_MESSAGES || env.LANG;
  return { ...env, LC_ALL: 'C.UTF-8', ...(language ? { LANGUAGE: language.replace(/\..*$/, '') } : {}) };
}

/** @param {NodeJS.ProcessEnv} extra */
function environment(extra) {
  const env = withUtf8({ ...process.env, ...extra });
  // An editor's terminal may have it set; Electron would then be a bare Node.
  delete env.ELECTRON_RUN_AS_NODE;
  return env;
}

/**
 * Runs the app in Electron as `electron . <args>` would, and answers its exit code.
 * @param {string} electron the executable
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>}
 */
export function runElectron(electron, args, { cwd = process.cwd(), env = {} } = {}) {
  return withDisplay(async (display) => {
    const child = spawnBound(electron, [...sandbox(), root, ...args], {
      cwd,
      env: environment({ ...env, ...display }),
      stdio: ['inherit', 'inherit', process.env.ELECTRON_ENABLE_LOGGING ? 'inherit' : 'pipe'],
    });
    child.stderr?.setEncoding('utf8').pipe(withoutNoise()).pipe(process.stderr, { end: false });
    const drained = new Promise((resolve) => child.once('close', resolve));
    const code = await ended(child, 'exit');
    // Chromium's helpers may keep the pipe open a little longer than the app lives.
    await Promise.race([drained, sleep(500, undefined, { ref: false })]);
    if (typeof code === 'number') return code;
    say(`Electron was ended by ${code}.`);
    return 1;
  });
}
