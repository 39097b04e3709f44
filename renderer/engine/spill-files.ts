import type { Files, Handle } from './opfs-files.ts';

/** Where DuckDB puts what it has no room for in memory: a folder of which it takes the files to be the browser's. */
export const SPILL = 'opfs://spill';

export const isSpilt = (name: string): boolean => name.startsWith(`${SPILL}/`);

/** The folder in OPFS that holds a folder for each worker. */
export const SPILL_FOLDER = 'spill';
/** DuckDB has a file for each of eight sizes of blocks, and one more when one holds a gigabyte, and one for each larger block. */
const FILES = 32;

/** The types of a page do not know what only workers can. */
interface WorkerFile {
  createSyncAccessHandle(): Promise<Handle>;
}

/**
 * Opens files for what DuckDB has no room for in memory: before it starts, because a file is opened in a turn of the event
 * loop, and DuckDB leaves none. What a worker that crashed has left is removed. None when the disk gives none.
 */
export async function openSpillFiles(): Promise<Handle[]> {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(SPILL_FOLDER, {
    create: true,
  });
  // That of a worker which lives is locked, and stays.
  for await (const name of folder.keys())
    await folder.removeEntry(name, { recursive: true }).catch(() => undefined);
  const own = await folder.getDirectoryHandle(crypto.randomUUID(), { create: true });
  const names = Array.from({ length: FILES }, (_, i) => String(i));
  return Promise.all(
    names.map(async (name) => {
      const file: unknown = await own.getFileHandle(name, { create: true });
      return (file as WorkerFile).createSyncAccessHandle();
    }),
  );
}

/**
 * Lends DuckDB one of the open files for each that it makes in the folder `SPILL`; when it closes one, its room is given
 * back. DuckDB-wasm alone knows no file that the page has not registered.
 */
export function lendFiles(files: Files, free: Handle[]): void {
  const { openFile, closeFile } = files;
  files.openFile = (module, file, flags) => {
    const { fileName } = files.getFileInfo(module, file);
    if (isSpilt(fileName) && !files._files?.has(fileName)) {
      const handle = free.pop();
      // Without one DuckDB says that the file is not there, and the statement fails.
      if (handle) files._files?.set(fileName, handle);
    }
    return openFile(module, file, flags);
  };
  files.closeFile = (module, file) => {
    const { fileName } = files.getFileInfo(module, file);
    const handle = isSpilt(fileName) ? files._files?.get(fileName) : undefined;
    handle?.truncate(0);
    closeFile(module, file);
    if (!handle) return;
    files._files?.delete(fileName);
    free.push(handle);
  };
}
