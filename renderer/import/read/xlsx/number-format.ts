/** What a cell's number means by its format. */
export type NumberKind = 'number' | 'date' | 'datetime' | 'time' | 'elapsed';

const ranges = (kind: NumberKind, ...spans: readonly (readonly [number, number])[]) =>
  spans.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => [from + i, kind] as const));

/** Formats a file names by number alone. 27–36 and 50–58 are those of Chinese Excel: 31 is yyyy"年"m"月"d"日". */
const BUILT_IN = new Map<number, NumberKind>([
  ...ranges('date', [14, 17], [27, 31], [36, 36], [50, 54], [57, 58]),
  ...ranges('time', [18, 21], [32, 35], [45, 45], [47, 47], [55, 56]),
  ...ranges('datetime', [22, 22]),
  ...ranges('elapsed', [46, 46]),
]);

export function builtInKind(id: number): NumberKind {
  return BUILT_IN.get(id) ?? 'number';
}

/** Reads a format code such as `yyyy"年"m"月"d"日";@` or `[h]:mm` for what its first section shows. */
export function formatKind(code: string): NumberKind {
  let elapsed = false;
  const bare = code
    .replace(/"[^"]*"?|\\.|[_*]./gs, '')
    .replace(/\[([^\]]*)\]/g, (_, inner: string) => {
      if (/^(h+|m+|s+)$/i.test(inner)) elapsed = true;
      return '';
    })
    .split(';', 1)[0]
    ?.replace(/am\/pm|a\/p|general/gi, '')
    .replace(/(s+)\.0+/gi, '$1');
  if (bare === undefined || /[0#?]/.test(bare)) return 'number';
  const date = /[yd]/i.test(bare);
  const time = /[hs]/i.test(bare);
  if (date) return time ? 'datetime' : 'date';
  if (elapsed) return 'elapsed';
  if (time) return 'time';
  return /m/i.test(bare) ? 'date' : 'number';
}
