import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pages } from './pages.ts';

/** What in the folder is not what the rule files say: pages to be written, and files that are no page. */
export function stale(folder: string): { written: string[]; removed: string[] } {
  const wanted = pages();
  const there = existsSync(folder) ? readdirSync(folder) : [];
  const differs = ([name, text]: [string, string]) =>
    !there.includes(name) || readFileSync(join(folder, name), 'utf8') !== text;
  return {
    written: [...wanted].filter(differs).map(([name]) => name),
    removed: there.filter((name) => !wanted.has(name)),
  };
}

/** Brings the folder up to date, and says what changed. */
export function write(folder: string): ReturnType<typeof stale> {
  const wanted = pages();
  const change = stale(folder);
  mkdirSync(folder, { recursive: true });
  for (const name of change.written) writeFileSync(join(folder, name), wanted.get(name) ?? '');
  for (const name of change.removed) rmSync(join(folder, name));
  return change;
}
