import { isSpilt } from './spill-files.ts';

/** In the message of an error that comes from a full disk, or from a full share of it. */
export const NO_ROOM = 'no room on the disk for the workspace';

/** An open file of the browser's private file system. */
export interface Handle {
  getSize(): number;
  truncate(size: number): void;
  flush(): void;
}

/** The module of DuckDB-wasm; positions and lengths of its memory are plain numbers. */
interface Module {
  /** All of its memory. */
  readonly HEAPU8: Uint8Array;
  ccall(name: string, returns: null, types: readonly string[], values: readonly unknown[]): void;
}

/** What DuckDB-wasm calls for its files. */
export interface Files {
  _files?: Map<string, Handle>;
  getFileInfo(module: Module, file: number): { readonly fileName: string };
  openFile(module: Module, file: number, flags: number): number;
  closeFile(module: Module, file: number): void;
  writeFile(module: Module, file: number, bytes: number, length: number, at: number): number;
  truncateFile(module: Module, file: number, size: number): void;
}

/** The headers stand before everything else, and a checkpoint counts from the moment they are written. */
const HEADERS = 3 * 4096;
const LOG = /\.wal$/;
/** DuckDB's FILE_FLAGS_WRITE. */
const WRITE = 2;

/**
 * Mends what DuckDB-wasm does with the files of a database and its log. Without it
 *
 * - a log that is found is not added to: the next commit goes over its beginning, and with the start after that
 *   everything is lost that was in it. Here what is written to a log goes to its end.
 * - a log whose content is in the database is not removed: its old end follows what is written next, and after another
 *   checkpoint the database cannot be opened any more. Here it is emptied at once, and one that is empty is not found.
 * - nothing waits until the disk has what it was given, so that the power must not fail. Here the disk has the blocks
 *   before the log or the headers refer to them, and the headers before the log is emptied.
 * - a write that came up short is taken for a whole one: on a full disk an import seems to succeed, and the database
 *   cannot be opened any more. Here it fails, and from then on nothing is written: the files are as if the power had
 *   failed at that moment, which DuckDB is made to survive. Blocks that no commit and no checkpoint knows of yet are
 *   given back to the disk.
 */
export function mendFiles(files: Files): void {
  const { openFile, writeFile, truncateFile } = files;
  let full = false;
  /** Whether the disk may not have all of the database yet. */
  let unflushed = false;
  /** Of the database, without its log: how long it is, and how much of that a commit may refer to. */
  let size: number | null = null;
  let kept = 0;

  const nameOf = (module: Module, file: number) => files.getFileInfo(module, file).fileName;
  const handleOf = (name: string) => files._files?.get(name);
  const fail = (module: Module): number => {
    const error = { exception_type: 'IO', exception_message: NO_ROOM };
    module.ccall('duckdb_web_fail_with', null, ['string'], [JSON.stringify(error)]);
    return 0;
  };
  const isWhole = (module: Module, file: number, bytes: number, length: number, at: number): boolean => {
    try {
      return writeFile(module, file, bytes, length, at) === length;
    } catch {
      return false;
    }
  };

  const flush = (database: Handle | undefined) => {
    if (unflushed) database?.flush();
    unflushed = false;
  };

  files.openFile = (module, file, flags) => {
    const name = nameOf(module, file);
    // It would stay open for reading alone.
    if (LOG.test(name) && !(flags & WRITE) && handleOf(name)?.getSize() === 0) return 0;
    return openFile(module, file, flags);
  };

  files.writeFile = (module, file, bytes, length, at) => {
    if (full) return fail(module);
    const name = nameOf(module, file);
    if (isSpilt(name)) {
      if (isWhole(module, file, bytes, length, at)) return length;
      handleOf(name)?.truncate(0);
      return fail(module);
    }
    const isLog = LOG.test(name);
    const isHeader = !isLog && at < HEADERS;
    const database = handleOf(name.replace(LOG, ''));
    if (size === null) size = kept = database?.getSize() ?? 0;
    if (isLog || isHeader) flush(database);
    const place = isLog ? (handleOf(name)?.getSize() ?? at) : at;
    if (!isWhole(module, file, bytes, length, place)) {
      full = true;
      // What was written of it would leave the browser no room for what it notes of its own.
      if (isLog) handleOf(name)?.truncate(place);
      database?.truncate(kept);
      return fail(module);
    }
    if (!isLog) {
      size = Math.max(size, at + length);
      unflushed = true;
    }
    if (isLog || isHeader) kept = size;
    if (isHeader) {
      flush(database);
      handleOf(`${name}.wal`)?.truncate(0);
    }
    return length;
  };

  files.truncateFile = (module, file, to) => {
    if (full) return void fail(module);
    truncateFile(module, file, to);
    const name = nameOf(module, file);
    if (size === null || LOG.test(name) || isSpilt(name)) return;
    size = Math.min(size, to);
    kept = Math.min(kept, to);
  };
}
