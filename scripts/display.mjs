import { spawnBound } from './common/child.mjs';
import { Refusal } from './common/say.mjs';
import { atEnd } from './common/signals.mjs';

export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** The server itself chooses a free number and says it when it is ready: no polling, unlike xvfb-run. */
async function startXvfb() {
  const args = ['-displayfd', '3', '-screen', '0', '2560x1440x24', '-nolisten', 'tcp', '-noreset'];
  const server = spawnBound('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  const stop = atEnd(() => server.kill());
  let complaint = '';
  server.stderr?.setEncoding('utf8').on('data', (text) => {
    complaint += text;
  });
  const number = new Promise((resolve, reject) => {
    let said = '';
    server.stdio[3]?.on('data', (bytes) => {
      said += bytes;
      if (said.includes('\n')) resolve(said.trim());
    });
    server.once('error', () =>
      reject(new Refusal('There is no display here and no Xvfb to stand in for one.')),
    );
    server.once('close', () => reject(new Refusal(`Xvfb did not start. ${complaint.trim()}`)));
  });
  return { display: `:${await number}`, stop };
}

/**
 * Runs work with the environment it needs to open windows: the user's display, or an own Xvfb.
 * @template T
 * @param {(env: Record<string, string>) => Promise<T>} work
 * @param {{ own?: boolean }} [options] own: hide from the user's display too, as tests should
 * @returns {Promise<T>}
 */
export async function withDisplay(work, { own = false } = {}) {
  if (process.platform !== 'linux' || (hasDisplay() && !own)) return work({});
  const { display, stop } = await startXvfb();
  try {
    return await work({ DISPLAY: display, WAYLAND_DISPLAY: '', XDG_SESSION_TYPE: 'x11' });
  } finally {
    stop();
  }
}
