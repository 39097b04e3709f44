import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Cell } from './table.ts';

/** Rows on their way into a workbook, which is written once they are all there. */
export interface Spool {
  readonly length: number;
  add(cells: readonly Cell[]): void;
  /** Every row, once; afterwards the spool is gone. */
  rows(): Iterable<readonly Cell[]>;
}

/** Where files go, piece by piece. */
export interface Target {
  append(name: string, bytes: Uint8Array): void;
  spool(): Spool;
}

/** Keeps everything in memory: for samples of one block. */
export function memoryTarget(): Target & { files(): Map<string, Uint8Array> } {
  const pieces = new Map<string, Uint8Array[]>();
  return {
    append(name, bytes) {
      const list = pieces.get(name);
      if (list) list.push(bytes);
      else pieces.set(name, [bytes]);
    },
    spool() {
      const rows: (readonly Cell[])[] = [];
      return {
        get length() {
          return rows.length;
        },
        add: (cells) => void rows.push(cells),
        rows: () => rows,
      };
    },
    files: () => new Map([...pieces].map(([name, list]) => [name, new Uint8Array(Buffer.concat(list))])),
  };
}

/** Writes into a folder, which is made; what it holds under these names is replaced. Close it at the end, bad or good. */
export function folderTarget(folder: string): Target & { close(): void } {
  mkdirSync(folder, { recursive: true });
  const open = new Map<string, number>();
  const spools: (Spool & { drop(): void })[] = [];
  return {
    append(name, bytes) {
      let file = open.get(name);
      if (file === undefined) {
        file = openSync(join(folder, name), 'w');
        open.set(name, file);
      }
      writeSync(file, bytes);
    },
    spool() {
      const spool = fileSpool(join(folder, `.rows-${spools.length}`));
      spools.push(spool);
      return spool;
    },
    close() {
      for (const file of open.values()) closeSync(file);
      for (const spool of spools) spool.drop();
      open.clear();
    },
  };
}

const PIECE = 1 << 20;

/** One row a line in a file beside the others, deleted once it is read. */
function fileSpool(path: string): Spool & { drop(): void } {
  const file = openSync(path, 'w+');
  let gone = false;
  let length = 0;
  let waiting = '';
  const flush = () => {
    writeSync(file, waiting);
    waiting = '';
  };
  return {
    get length() {
      return length;
    },
    add(cells) {
      waiting += `${JSON.stringify(cells)}\n`;
      length += 1;
      if (waiting.length > PIECE) flush();
    },
    *rows() {
      flush();
      for (const line of linesOf(file)) yield JSON.parse(line) as Cell[];
      this.drop();
    },
    drop() {
      if (gone) return;
      closeSync(file);
      rmSync(path);
      gone = true;
    },
  };
}

function* linesOf(file: number): Generator<string> {
  const buffer = Buffer.alloc(PIECE);
  const decoder = new TextDecoder();
  let rest = '';
  for (let at = 0; ; ) {
    const n = readSync(file, buffer, 0, PIECE, at);
    if (n === 0) return;
    at += n;
    const lines = (rest + decoder.decode(buffer.subarray(0, n), { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
