import sourcesCsv from '../../shared/reference/sources.csv?raw';
import { parseCsv } from '../../test/support/csv.ts';
import { table } from './markdown.ts';
import { type Lang, words } from './words.ts';

export const sources = parseCsv(sourcesCsv) as unknown as readonly { tag: string; zh: string; en: string }[];

/** `[OLD, GCERTI]` in the text of a source: the tags of sources.csv. */
export const tags = (source: string): string[] =>
  [...source.matchAll(/\[([A-Z][\w, ]*)\]/g)].flatMap((m) =>
    (m[1] ?? '').split(',').map((tag) => tag.trim()),
  );

/** What the tags in these texts stand for. */
export function sourceKey(lang: Lang, texts: readonly string[]): string {
  const used = new Set(texts.flatMap(tags));
  return table(
    words[lang].key,
    sources.filter((s) => used.has(s.tag)).map((s) => [s.tag, s[lang]]),
  );
}
