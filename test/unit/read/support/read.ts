import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type OpenOptions, openFile } from '../../../../renderer/import/read/open.ts';
import { type OpenedFile, type SourceRow, UnreadableFile } from '../../../../renderer/import/read/types.ts';

export function fixture(name: string): Blob {
  return new Blob([new Uint8Array(readFileSync(join(import.meta.dirname, '../fixtures', name)))]);
}

export function blobOf(content: string | Uint8Array | readonly number[]): Blob {
  return new Blob([typeof content === 'string' ? content : new Uint8Array(content)]);
}

export function open(content: Blob | string | Uint8Array | readonly number[], options?: OpenOptions) {
  return openFile(content instanceof Blob ? content : blobOf(content), 'named.anything', options);
}

export async function rowsOf(file: OpenedFile, sheet = 0, signal?: AbortSignal): Promise<SourceRow[]> {
  const batches: (readonly SourceRow[])[] = [];
  for await (const batch of file.rows(sheet, signal)) batches.push(batch);
  return batches.flat();
}

/** All rows of a file as `[row, ...cells]`. */
export async function read(content: Blob | string | Uint8Array | readonly number[], options?: OpenOptions) {
  const file = await open(content, options);
  return (await rowsOf(file)).map(({ row, cells }) => [row, ...cells]);
}

/** The code and detail a file is refused with, at opening or while its rows are read; what it gave if it was not. */
export async function refusal(
  content: Blob | string | Uint8Array | readonly number[],
  options?: OpenOptions,
) {
  try {
    const file = await open(content, options);
    const counts = [];
    for (const index of file.sheets.keys()) counts.push((await rowsOf(file, index)).length);
    return `read ${counts.join(' + ')} rows`;
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return error.detail === undefined ? error.code : `${error.code}: ${error.detail}`;
  }
}
