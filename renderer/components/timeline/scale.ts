const DAY = 24 * 60;
const EDGE = 20;
const MIN_DISTANCE = 52;

/** Gaps at least three times as long as all shorter ones together, which would press everything else flat. */
function tooLong(gaps: readonly number[], mayBreak: (i: number) => boolean): Set<number> {
  const order = gaps.map((_, i) => i).sort((a, b) => (gaps[b] ?? 0) - (gaps[a] ?? 0));
  for (let count = Math.min(3, gaps.length - 1); count > 0; count -= 1) {
    const longest = order.slice(0, count);
    const rest = order.slice(count).reduce((sum, i) => sum + (gaps[i] ?? 0), 0);
    if (longest.every((i) => (gaps[i] ?? 0) > 3 * rest && (gaps[i] ?? 0) > 60 * DAY && mayBreak(i))) {
      return new Set(longest);
    }
  }
  return new Set();
}

/** Lengths in proportion to `weights` that add up to `total`, none below `least`. */
function stretch(weights: readonly number[], total: number, least: number): number[] {
  const fixed = new Set<number>();
  for (;;) {
    const free = weights.reduce((sum, w, i) => (fixed.has(i) ? sum : sum + w), 0);
    const scale = free > 0 ? (total - least * fixed.size) / free : 0;
    const short = weights.flatMap((w, i) => (!fixed.has(i) && w * scale < least ? [i] : []));
    if (short.length === 0) return weights.map((w, i) => (fixed.has(i) ? least : w * scale));
    for (const i of short) fixed.add(i);
  }
}

export interface Scale {
  readonly xs: readonly number[];
  /** Which gaps, by the index of their first point, are drawn much shorter than they lasted. */
  readonly broken: ReadonlySet<number>;
}

/** Places of points in time, in minutes and ascending: to scale, but never closer than their dates need. */
export function scalePoints(
  times: readonly number[],
  width: number,
  mayBreak: (gap: number) => boolean,
): Scale {
  if (times.length === 1) return { xs: [width / 2], broken: new Set() };
  const gaps = times.slice(1).map((t, i) => t - (times[i] ?? 0));
  const broken = tooLong(gaps, mayBreak);
  const kept = gaps.reduce((sum, g, i) => (broken.has(i) ? sum : sum + g), 0);
  const weights = gaps.map((g, i) => (broken.has(i) ? kept * 0.3 : g));

  const edge = Math.min(EDGE, width / 4);
  const usable = width - 2 * edge;
  const lengths = stretch(weights, usable, Math.min(MIN_DISTANCE, usable / gaps.length));
  const xs = times.map((_, i) => edge + lengths.slice(0, i).reduce((sum, l) => sum + l, 0));
  return { xs, broken };
}
