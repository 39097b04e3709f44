import { isUtf8 } from 'node:buffer';
import { mkdir, open, readdir, stat, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { shell } from 'electron';
import { type BridgeReply, OWN_RULES } from '../../shared/bridge.ts';
import { positionAt } from '../../shared/rule-error.ts';
import type { Handlers } from './handle.ts';

type Listing = BridgeReply<'listRules'>;

/**
 * The calls on the folder that an analyst puts rules into.
 * @param folder null when a job has none
 */
export function rulesIn(folder: string | null): Pick<Handlers, 'listRules' | 'addRule' | 'openRulesFolder'> {
  const made = async () => {
    if (folder === null) throw new Error('this job has no rules folder');
    await mkdir(folder, { recursive: true });
    return folder;
  };
  return {
    listRules: () => (folder === null ? { folder, files: [], left: 0 } : listRules(folder)),
    async addRule({ name, text }) {
      try {
        await writeFile(join(await made(), name), text, { flag: 'wx' });
        return { added: true };
      } catch (error) {
        if (codeOf(error) === 'EEXIST') return { added: false };
        throw error;
      }
    },
    async openRulesFolder() {
      const failed = await shell.openPath(await made());
      if (failed) throw new Error(failed);
    },
  };
}

/** The `.sql` files right in the folder, by name. One that cannot be read is listed with the reason. */
async function listRules(folder: string): Promise<Listing> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  const names = entries
    .filter((entry) => !entry.isDirectory() && extname(entry.name).toLowerCase() === '.sql')
    .map((entry) => entry.name)
    .filter((name) => !/^[.~]/.test(name))
    .sort((a, b) => (a < b ? -1 : 1));
  const files: Listing['files'] = [];
  for (const name of names.slice(0, OWN_RULES.files)) files.push(await readFile(join(folder, name), name));
  return { folder, files, left: Math.max(0, names.length - OWN_RULES.files) };
}

async function readFile(path: string, name: string): Promise<Listing['files'][number]> {
  const unread = { name, line: 1, column: 1, detail: '' };
  let bytes: Uint8Array;
  try {
    bytes = await readUpTo(path, OWN_RULES.bytes + 1);
  } catch (error) {
    return { ...unread, why: 'unreadable', detail: codeOf(error) };
  }
  if (bytes.length > OWN_RULES.bytes) return { ...unread, why: 'too-large' };
  const text = new TextDecoder().decode(bytes);
  const wrong = isUtf8(bytes) ? text.indexOf('\0') : text.indexOf('\ufffd');
  return wrong < 0 ? { name, text } : { ...unread, why: 'not-utf8', ...positionAt(text, wrong) };
}

async function readUpTo(path: string, limit: number): Promise<Uint8Array> {
  // Opening a pipe would wait for its writer.
  if (!(await stat(path)).isFile()) throw Object.assign(new Error(path), { code: 'not a file' });
  const file = await open(path);
  try {
    const bytes = new Uint8Array(limit);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(bytes, length, limit - length);
      length += bytesRead;
      if (bytesRead === 0 || length === limit) return bytes.subarray(0, length);
    }
  } finally {
    await file.close();
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);
