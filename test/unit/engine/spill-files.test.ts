import { expect, test, vi } from 'vitest';
import { type Files, type Handle, mendFiles, NO_ROOM } from '../../../renderer/engine/opfs-files.ts';
import { lendFiles, SPILL } from '../../../renderer/engine/spill-files.ts';

const failed = vi.fn();
const module = { ccall: failed } as unknown as Parameters<Files['writeFile']>[0];

/** Files of which each is known by its number, on a disk with so much room for each. */
function runtime(room = Number.POSITIVE_INFINITY) {
  const names = new Map<number, string>();
  const files: Files = {
    _files: new Map(),
    getFileInfo: (_module, file) => ({ fileName: names.get(file) ?? '' }),
    openFile: (_module, file) => (files._files?.has(names.get(file) ?? '') ? file : 0),
    closeFile: vi.fn(),
    writeFile: (_module, _file, _bytes, length) => Math.min(length, room),
    truncateFile: () => undefined,
  };
  return { names, files };
}

const handle = () => ({ getSize: vi.fn(), truncate: vi.fn(), flush: vi.fn() }) satisfies Handle;

test('a file that DuckDB makes is one of those that are open, emptied and free again when it is closed', () => {
  const { names, files } = runtime();
  const [one, two] = [handle(), handle()];
  const free: Handle[] = [one, two];
  lendFiles(files, free);
  names.set(1, `${SPILL}/duckdb_temp_storage_DEFAULT-0`);
  names.set(2, `${SPILL}/duckdb_temp_storage_S32K-0`);
  names.set(3, `${SPILL}/duckdb_temp_storage_S64K-0`);

  expect(files.openFile(module, 1, 15)).toBe(1);
  // Opened once more it is the same.
  expect(files.openFile(module, 1, 15)).toBe(1);
  expect(free).toEqual([one]);
  expect(files.openFile(module, 2, 15)).toBe(2);
  expect(free).toEqual([]);
  // There is no third: DuckDB hears that it cannot be opened.
  expect(files.openFile(module, 3, 15)).toBe(0);

  files.closeFile(module, 1);
  expect(two.truncate).toHaveBeenCalledExactlyOnceWith(0);
  expect(one.truncate).not.toHaveBeenCalled();
  expect(free).toEqual([two]);
  expect(files.openFile(module, 3, 15)).toBe(3);
});

test('other files are left alone', () => {
  const { names, files } = runtime();
  const database = handle();
  const free: Handle[] = [handle()];
  names.set(1, 'opfs://workspace.duckdb');
  names.set(2, 'chunk.csv');
  files._files?.set('opfs://workspace.duckdb', database);
  lendFiles(files, free);
  expect(files.openFile(module, 1, 7)).toBe(1);
  expect(files.openFile(module, 2, 1)).toBe(0);
  files.closeFile(module, 1);
  files.closeFile(module, 2);
  expect(database.truncate).not.toHaveBeenCalled();
  expect(free).toHaveLength(1);
  expect(files._files?.has('opfs://workspace.duckdb')).toBe(true);
});

test('a disk that has no room for them is said, and the workspace is left as it was', () => {
  const { names, files } = runtime(1000);
  const database = { ...handle(), getSize: () => 500_000 };
  names.set(1, `${SPILL}/duckdb_temp_storage_DEFAULT-0`);
  names.set(2, 'opfs://workspace.duckdb');
  files._files?.set('opfs://workspace.duckdb', database);
  lendFiles(files, [handle()]);
  mendFiles(files);
  files.openFile(module, 1, 15);
  expect(files.writeFile(module, 1, 0, 900, 0)).toBe(900);
  expect(failed).not.toHaveBeenCalled();
  expect(files.writeFile(module, 1, 0, 262_144, 900)).toBe(0);
  expect(JSON.stringify(failed.mock.calls[0])).toContain(NO_ROOM);
  expect(database.truncate).not.toHaveBeenCalled();
});
