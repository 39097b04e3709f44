import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type FileHandle, open, realpath, rename, rm } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { BrowserWindow, dialog, type WebContents } from 'electron';
import type { Handlers } from './handle.ts';

/** Where a file of that name goes; null when the user thought better of it. */
type Place = (name: string, sender: WebContents) => Promise<string | null>;

/** Asks where to put the file. */
export const askForPlace: Place = async (name, sender) => {
  const extension = extname(name).slice(1);
  const options = {
    defaultPath: name,
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
  };
  const window = BrowserWindow.fromWebContents(sender);
  const { canceled, filePath } = window
    ? await dialog.showSaveDialog(window, options)
    : await dialog.showSaveDialog(options);
  return canceled || !filePath ? null : filePath;
};

/** A job's out folder. The name cannot leave it: the contract allows no separators. */
export const placeIn =
  (folder: string): Place =>
  async (name) =>
    join(folder, name);

/** A file that stands under another name beside its place until it is whole. */
interface Unfinished {
  readonly place: string;
  readonly part: string;
  readonly file: FileHandle;
  readonly sender: WebContents;
}

/** The file itself where a link stands; fails early where it is there and cannot be replaced. */
async function writablePlace(path: string): Promise<string> {
  try {
    await (await open(path, 'r+')).close();
    return await realpath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return path;
    throw error;
  }
}

/**
 * Saves that are written piece by piece. What was there before stays until the last piece is written, and whatever comes
 * between, a refusal, a cancel, a page that goes away, leaves no half file.
 */
export function saves(placeFor: Place): Pick<Handlers, 'openSave' | 'appendSave' | 'closeSave'> {
  const unfinished = new Map<number, Unfinished>();
  const watched = new WeakSet<WebContents>();
  let last = 0;

  const take = (id: number, sender: WebContents): Unfinished => {
    const save = unfinished.get(id);
    if (!save || save.sender !== sender) throw new Error('no such save is open');
    return save;
  };
  const dropAll = (sender: WebContents) => {
    for (const [id, save] of unfinished) {
      if (save.sender !== sender) continue;
      unfinished.delete(id);
      // At once, because the program may be about to end; where open files cannot be removed, after they are closed.
      try {
        rmSync(save.part, { force: true });
      } catch {}
      void save.file
        .close()
        .then(() => rm(save.part, { force: true }))
        .catch(() => undefined);
    }
  };

  return {
    async openSave({ name }, sender) {
      const wanted = await placeFor(name, sender);
      if (wanted === null) return { id: null };
      const place = await writablePlace(wanted);
      const part = join(dirname(place), `.certscope-${randomUUID()}.part`);
      const file = await open(part, 'wx');
      if (!watched.has(sender)) {
        watched.add(sender);
        sender.on('destroyed', () => dropAll(sender));
        sender.on('render-process-gone', () => dropAll(sender));
      }
      last += 1;
      unfinished.set(last, { place, part, file, sender });
      return { id: last };
    },
    async appendSave({ id, bytes }, sender) {
      await take(id, sender).file.appendFile(bytes);
    },
    async closeSave({ id, keep }, sender) {
      const { place, part, file } = take(id, sender);
      unfinished.delete(id);
      try {
        try {
          if (keep) await file.sync();
        } finally {
          await file.close();
        }
        if (keep) await rename(part, place);
        return { path: keep ? place : null };
      } finally {
        await rm(part, { force: true });
      }
    },
  };
}
