import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

export interface InputFiles {
  readonly paths: string[];
  readonly unreadable: { readonly file: string; readonly reason: string }[];
}

/** Office lock files, and files that desktops leave behind. */
const NOISE = /^(\.|~\$|Thumbs\.db$|desktop\.ini$)/i;

/** The files behind `--in`: files as given, folders walked in name order. What cannot be read is named, not fatal. */
export async function listInputFiles(inputs: readonly string[]): Promise<InputFiles> {
  const result: InputFiles = { paths: [], unreadable: [] };
  for (const input of inputs) await collect(input, result);
  return result;
}

async function collect(path: string, into: InputFiles): Promise<void> {
  try {
    const info = await stat(path);
    if (info.isFile()) into.paths.push(path);
    else if (info.isDirectory()) {
      const names = (await readdir(path))
        .filter((name) => !NOISE.test(name))
        .sort((a, b) => (a < b ? -1 : 1));
      for (const name of names) await collect(join(path, name), into);
    } else into.unreadable.push({ file: basename(path), reason: 'not a file' });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    into.unreadable.push({ file: basename(path), reason: code });
  }
}
