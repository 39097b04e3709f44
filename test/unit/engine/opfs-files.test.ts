import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type Files, mendFiles, NO_ROOM } from '../../../renderer/engine/opfs-files.ts';

const DATABASE = 1;
const LOG = 2;
/** Where DuckDB-wasm finds what is said of an opened file. */
const OPENED = 1000;
/** DuckDB's flags for reading what may not be there, and for appending. */
const READ = 129;
const APPEND = 42;

/** A disk with so much room, and files of which only the length counts. */
function disk(room: number) {
  const lengths: Record<string, number> = { 'opfs://w.duckdb': 0, 'opfs://w.duckdb.wal': 0 };
  const used = () => Object.values(lengths).reduce((a, b) => a + b, 0);
  const written: [string, number, number][] = [];
  const nameOf = (file: number) => (file === LOG ? 'opfs://w.duckdb.wal' : 'opfs://w.duckdb');
  const flushed: string[] = [];
  const handle = (name: string) => ({
    getSize: () => lengths[name] ?? 0,
    truncate: (size: number) => {
      lengths[name] = size;
    },
    flush: () => void flushed.push(`${name}: ${written.length}`),
  });
  const files: Files = {
    _files: new Map(Object.keys(lengths).map((name) => [name, handle(name)])),
    getFileInfo: (_module, file) => ({ fileName: nameOf(file) }),
    openFile: (_module, file) => OPENED + file,
    closeFile: () => undefined,
    writeFile(_module, file, _bytes, length, at) {
      const name = nameOf(file);
      const grown = Math.max(0, at + length - (lengths[name] ?? 0));
      const short = Math.max(0, used() + grown - room);
      lengths[name] = Math.max(lengths[name] ?? 0, at + length - short);
      written.push([name, at, length - short]);
      return length - short;
    },
    truncateFile: (_module, file, size) => {
      lengths[nameOf(file)] = size;
    },
  };
  return { files, lengths, written, flushed };
}

const failed = vi.fn();
const module = { ccall: failed } as unknown as Parameters<Files['writeFile']>[0];
beforeEach(() => failed.mockReset());

describe('a log', () => {
  test('that is found is added to at its end, whatever position DuckDB-wasm counts from', () => {
    const { files, lengths, written } = disk(1e6);
    lengths['opfs://w.duckdb.wal'] = 500;
    mendFiles(files);
    expect(files.openFile(module, LOG, READ)).toBe(OPENED + LOG);
    files.writeFile(module, LOG, 0, 40, 0);
    files.writeFile(module, LOG, 0, 60, 40);
    expect(written).toEqual([
      ['opfs://w.duckdb.wal', 500, 40],
      ['opfs://w.duckdb.wal', 540, 60],
    ]);
  });

  test('is emptied by each checkpoint, so that none is left when the next one comes without a log', () => {
    const { files, lengths } = disk(1e6);
    mendFiles(files);
    files.writeFile(module, LOG, 0, 900, 0);
    expect(lengths['opfs://w.duckdb.wal']).toBe(900);
    files.writeFile(module, DATABASE, 0, 262_144, 12_288);
    expect(lengths['opfs://w.duckdb.wal']).toBe(900);
    files.writeFile(module, DATABASE, 0, 4096, 4096);
    expect(lengths['opfs://w.duckdb.wal']).toBe(0);
    files.writeFile(module, LOG, 0, 10, 0);
    expect(lengths['opfs://w.duckdb.wal']).toBe(10);
  });

  test('that is empty is not found by who wants to read it', () => {
    const { files } = disk(1e6);
    mendFiles(files);
    expect(files.openFile(module, LOG, READ)).toBe(0);
    expect(files.openFile(module, LOG, APPEND)).toBe(OPENED + LOG);
    files.writeFile(module, LOG, 0, 10, 0);
    expect(files.openFile(module, LOG, READ)).toBe(OPENED + LOG);
  });

  test('and headers come to the disk behind what they refer to', () => {
    const { files, flushed } = disk(1e6);
    mendFiles(files);
    const database = (writes: number) => `opfs://w.duckdb: ${writes}`;
    files.writeFile(module, DATABASE, 0, 262_144, 12_288);
    expect(flushed).toEqual([]);
    files.writeFile(module, LOG, 0, 10, 0);
    files.writeFile(module, LOG, 0, 10, 10);
    expect(flushed).toEqual([database(1)]);
    files.writeFile(module, DATABASE, 0, 262_144, 274_432);
    files.writeFile(module, DATABASE, 0, 4096, 4096);
    expect(flushed).toEqual([database(1), database(4), database(5)]);
  });
});

describe('a disk without room', () => {
  test('ends the statement, and nothing is written any more', () => {
    const { files, written, lengths } = disk(20_000);
    mendFiles(files);
    files.writeFile(module, DATABASE, 0, 12_288, 0);
    expect(files.writeFile(module, DATABASE, 0, 10_000, 12_288)).toBe(0);
    expect(failed).toHaveBeenCalledOnce();
    expect(JSON.stringify(failed.mock.calls[0])).toContain(NO_ROOM);
    const before = written.length;
    files.writeFile(module, LOG, 0, 10, 0);
    files.writeFile(module, DATABASE, 0, 4096, 4096);
    files.truncateFile(module, LOG, 0);
    expect(failed).toHaveBeenCalledTimes(4);
    expect(written).toHaveLength(before);
    expect(lengths['opfs://w.duckdb']).toBe(12_288);
  });

  test('gets back what no commit knows of, and nothing else', () => {
    const { files, lengths } = disk(40_000);
    mendFiles(files);
    files.writeFile(module, DATABASE, 0, 12_288, 0);
    files.writeFile(module, DATABASE, 0, 5000, 12_288);
    // A commit may refer to the blocks that stand there now.
    files.writeFile(module, LOG, 0, 100, 0);
    files.writeFile(module, DATABASE, 0, 5000, 17_288);
    files.writeFile(module, DATABASE, 0, 90_000, 22_288);
    expect(lengths).toEqual({ 'opfs://w.duckdb': 17_288, 'opfs://w.duckdb.wal': 100 });
  });

  test('has what was written of a commit that does not fit taken out of the log', () => {
    const { files, lengths } = disk(13_000);
    mendFiles(files);
    files.writeFile(module, DATABASE, 0, 12_288, 0);
    files.writeFile(module, LOG, 0, 100, 0);
    expect(files.writeFile(module, LOG, 0, 900, 100)).toBe(0);
    expect(lengths).toEqual({ 'opfs://w.duckdb': 12_288, 'opfs://w.duckdb.wal': 100 });
  });

  test('also when the browser throws instead of writing less', () => {
    const { files } = disk(1e6);
    files.writeFile = () => {
      throw new DOMException('no space', 'QuotaExceededError');
    };
    mendFiles(files);
    files.writeFile(module, DATABASE, 0, 100, 0);
    expect(failed).toHaveBeenCalledOnce();
  });
});
