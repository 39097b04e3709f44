import { createHash } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './say.mjs';
import { atEnd } from './signals.mjs';

/** @param {number} pid */
function alive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * A link appears with its content whole, so nobody can read a lock without its owner.
 * @param {string} lock
 */
function claim(lock) {
  const mine = `${lock}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(mine);
  }
}

/** @param {string} lock */
function dropIfStale(lock) {
  try {
    if (!alive(Number(readFileSync(lock, 'utf8')))) rmSync(lock);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

/**
 * Two commands typed at once in one clone must not install or build over each other.
 * @template T
 * @param {string} name what is locked, for this machine
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
  const lock = join(tmpdir(), `certscope-${createHash('sha1').update(name).digest('hex').slice(0, 12)}.lock`);
  for (let told = false; !claim(lock); told = true) {
    if (!told) say('Waiting for another CertScope command to finish preparing…');
    dropIfStale(lock);
    await sleep(200);
  }
  const release = atEnd(() => rmSync(lock, { force: true }));
  try {
    return await work();
  } finally {
    release();
  }
}
