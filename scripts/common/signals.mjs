import { constants } from 'node:os';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

const PATIENCE_MS = 2000;

/** @type {Set<ChildProcess>} */
const children = new Set();
/** @type {Set<() => void>} */
const closers = new Set();
/** @type {{ signal: NodeJS.Signals, at: number } | undefined} */
let caught;

/** @param {NodeJS.Signals} signal */
const leave = (signal) => process.exit(128 + constants.signals[signal]);

/**
 * npm and the terminal may both send the same Ctrl-C, so the first signal counts and its echoes do not;
 * a user who presses it again later means it.
 * @param {NodeJS.Signals} signal
 */
function onSignal(signal) {
  if (!children.size) leave(signal);
  if (caught && Date.now() - caught.at < PATIENCE_MS) return;
  const last = caught !== undefined;
  caught ??= { signal, at: Date.now() };
  for (const child of children) child.kill(last ? 'SIGKILL' : signal);
}

/**
 * While a child is tracked, signals go to it first, and we leave when it has left.
 * @param {ChildProcess} child
 */
export function track(child) {
  children.add(child);
  return () => {
    children.delete(child);
    if (caught && !children.size) leave(caught.signal);
  };
}

/**
 * Registers what must not outlive this process; the answer unregisters and does it now.
 * @param {() => void} close
 */
export function atEnd(close) {
  closers.add(close);
  return () => {
    if (closers.delete(close)) close();
  };
}

process.on('exit', () => {
  for (const close of closers) close();
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, onSignal);
