import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { track } from './signals.mjs';

/** @typedef {import('node:child_process').SpawnOptions} SpawnOptions */

const SETPRIV = '/usr/bin/setpriv';

/**
 * A command that the kernel ends when this process dies, even by kill -9. It gets a process group of its own,
 * so that Ctrl-C in a terminal reaches us alone and is passed on once.
 * @param {string} command
 * @param {string[]} args
 * @param {SpawnOptions} options
 */
export function spawnBound(command, args, options) {
  const detached = process.platform !== 'win32';
  return process.platform === 'linux' && existsSync(SETPRIV)
    ? spawn(SETPRIV, ['--pdeathsig', 'TERM', command, ...args], { ...options, detached })
    : spawn(command, args, { ...options, detached });
}

/**
 * Waits for a child; resolves to its exit code, or to the name of the signal that ended it.
 * @param {import('node:child_process').ChildProcess} child
 * @param {'exit' | 'close'} event 'close' waits for its output too
 * @returns {Promise<number | string>}
 */
export function ended(child, event = 'close') {
  const untrack = track(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once(event, (code, signal) => resolve(code ?? signal));
  }).finally(untrack);
}

/**
 * Runs a command in the user's sight.
 * @param {string} command
 * @param {string[]} args
 * @param {SpawnOptions} [options]
 */
export const show = (command, args, options) => ended(spawn(command, args, { stdio: 'inherit', ...options }));

/**
 * Runs a command out of sight and keeps what it wrote.
 * @param {string} command
 * @param {string[]} args
 * @param {SpawnOptions} [options]
 */
export async function quiet(command, args, options) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const code = await ended(child);
  return { code, output: stripVTControlCharacters(output).trim() };
}

/**
 * npm, as the user has set it up: the one that started us if it did.
 * To some failures it adds stacks and its manual; the reason comes first, and is kept.
 * @param {string[]} args
 * @param {SpawnOptions} [options]
 */
export async function npm(args, options) {
  const own = process.env.npm_execpath;
  const { code, output } =
    own && basename(own).startsWith('npm-cli')
      ? await quiet(process.execPath, [own, ...args], options)
      : await quiet('npm', args, { shell: process.platform === 'win32', ...options });
  const lines = output.split('\n').filter((line) => !/^npm error(\s*| +at .*)$/.test(line));
  return { code, output: lines.slice(0, 10).join('\n') };
}
