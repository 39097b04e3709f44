import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { createInflateRaw } from 'node:zlib';

interface Entry {
  readonly name: string;
  readonly packed: number;
  readonly offset: number;
}

/** The directory of a zip without a comment; nothing of our own zip code is used here. */
async function entriesOf(path: string): Promise<Entry[]> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const end = Buffer.alloc(22);
    await file.read(end, 0, 22, size - 22);
    const directory = Buffer.alloc(end.readUInt32LE(12));
    await file.read(directory, 0, directory.length, end.readUInt32LE(16));
    const entries: Entry[] = [];
    for (let at = 0; at < directory.length; ) {
      const named = directory.readUInt16LE(at + 28);
      entries.push({
        name: directory.toString('utf8', at + 46, at + 46 + named),
        packed: directory.readUInt32LE(at + 20),
        offset: directory.readUInt32LE(at + 42),
      });
      at += 46 + named + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    }
    return entries;
  } finally {
    await file.close();
  }
}

async function inflated(path: string, name: string) {
  const entry = (await entriesOf(path)).find((e) => e.name === name);
  if (!entry) throw new Error(`no ${name} in ${path}`);
  const start = entry.offset + 30 + Buffer.byteLength(name);
  return createReadStream(path, { start, end: start + entry.packed - 1 }).pipe(createInflateRaw());
}

/** Names of the sheets of a workbook of ours, in their order. */
export async function sheetNames(path: string): Promise<string[]> {
  const xml = (await buffer(await inflated(path, 'xl/workbook.xml'))).toString('utf8');
  return [...xml.matchAll(/<sheet name="([^"]*)"/g)].map((m) => m[1] ?? '');
}

/** The texts of one column of a sheet, row by row, the header too; a sheet of any length, read as a stream. */
export async function* columnOf(path: string, sheet: number, column: string): AsyncGenerator<string> {
  const stream = (await inflated(path, `xl/worksheets/sheet${sheet}.xml`)).setEncoding('utf8');
  const cell = new RegExp(`<c r="${column}\\d+"[^>]*>.*?<t[^>]*>(.*?)</t>`, 's');
  let rest = '';
  for await (const chunk of stream) {
    const rows = (rest + chunk).split('</row>');
    rest = rows.pop() ?? '';
    for (const row of rows) yield cell.exec(row)?.[1] ?? '';
  }
}
