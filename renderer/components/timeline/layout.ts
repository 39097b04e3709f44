/** Where everything on a timeline goes. Pure arithmetic: text is measured by estimate, so it is the same in print. */

export interface TimelineEvent {
  /** `2024-03-05` or `2024-03-05 09:30`. */
  readonly date: string;
  readonly label: string;
  readonly emphasis?: boolean;
}

export interface TimelineInterval {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

/** A line of text; level 0 lies next to the axis. The text is cut when there was no room for all of it. */
export interface PlacedText {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly level: number;
  readonly emphasis: boolean;
}

/** One point in time with all that happened then. */
export interface TimelineMark {
  readonly x: number;
  readonly events: readonly TimelineEvent[];
  readonly labels: readonly PlacedText[];
  readonly date: PlacedText | null;
}

export interface TimelineLayout {
  readonly marks: readonly TimelineMark[];
  readonly interval: { readonly from: number; readonly to: number; readonly label: PlacedText } | null;
  /** Middles of stretches drawn much shorter than they lasted. */
  readonly breaks: readonly number[];
  readonly levelsAbove: number;
  readonly levelsBelow: number;
}

export const FONT_SIZE = 12;
export const LEVELS = 3;
const GAP = 8;
const EDGE = 20;
const MIN_DISTANCE = 52;
const DAY = 24 * 60;

/** Width of a text in pixels, a little on the generous side. */
export function textWidth(text: string): number {
  let em = 0;
  for (const c of text) {
    const code = c.codePointAt(0) ?? 0;
    if (code >= 0x2e80) em += 1;
    else if (/[A-Z@%&mw—]/.test(c)) em += 0.8;
    else if (/[ijl.,:;|'!()[\] ]/.test(c)) em += 0.36;
    else em += 0.6;
  }
  return Math.ceil(em * FONT_SIZE);
}

function shorten(text: string, width: number): string | null {
  if (textWidth(text) <= width) return text;
  const letters = [...text];
  while (letters.length > 2) {
    letters.pop();
    const cut = `${letters.join('').trimEnd()}…`;
    if (textWidth(cut) <= width) return cut;
  }
  return null;
}

/** Minutes since 1970, or NaN. */
function minutes(date: string): number {
  const m = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d))?/.exec(date);
  if (!m) return Number.NaN;
  const [year, month, day, hour, minute] = m.slice(1).map((part) => Number(part ?? 0));
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute) / 60_000;
}

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

interface Lines {
  readonly x: number;
  readonly lines: readonly { readonly text: string; readonly emphasis: boolean }[];
}

/** Gives each group of lines the level that moves it least from its point; one that fits nowhere is cut or left out. */
function place(groups: readonly Lines[], width: number): PlacedText[][] {
  const taken: number[] = [];
  return groups.map(({ x, lines }) => {
    if (lines.length === 0) return [];
    const wanted = Math.max(...lines.map((l) => textWidth(l.text)));
    const ideal = Math.max(0, Math.min(x - wanted / 2, width - wanted));
    let best = { base: 0, left: Number.POSITIVE_INFINITY, room: Number.NEGATIVE_INFINITY };
    for (let base = 0; base <= Math.max(0, LEVELS - lines.length); base += 1) {
      const ends = lines.map((_, i) => taken[base + i] ?? -GAP);
      const left = Math.max(ideal, Math.max(...ends) + GAP);
      const room = Math.min(wanted, width - left);
      if (room > best.room || (room === best.room && left < best.left)) best = { base, left, room };
    }
    if (best.left > x + GAP) return [];
    return lines.flatMap(({ text, emphasis }, i) => {
      const shown = shorten(text, best.room);
      if (shown === null) return [];
      const own = textWidth(shown);
      const left = Math.max(best.left, Math.min(x - own / 2, best.left + best.room - own));
      const level = best.base + i;
      taken[level] = left + own;
      return [{ text: shown, emphasis, level, left, right: left + own }];
    });
  });
}

function dateTexts(times: readonly number[], byMoment: boolean): string[] {
  const iso = times.map((t) => new Date(t * 60_000).toISOString());
  const oneYear = new Set(iso.map((d) => d.slice(0, 4))).size === 1;
  return iso.map((d, i) => {
    const before = i > 0 ? (iso[i - 1] ?? '') : null;
    const yearToo = before === null ? !oneYear : before.slice(0, 4) !== d.slice(0, 4);
    const day = yearToo ? d.slice(0, 10) : d.slice(5, 10);
    if (!byMoment) return day;
    const time = d.slice(11, 16);
    return before?.slice(0, 10) === d.slice(0, 10) ? time : `${day} ${time}`;
  });
}

const topLevel = (rows: readonly (readonly PlacedText[])[]) =>
  Math.max(0, ...rows.flat().map((t) => t.level + 1));

/**
 * Points lie to scale, but never closer than their dates need. What happened on one day shares a point, unless all
 * of it happened within three days or the interval lies within one: then the time of day counts.
 * Events whose date cannot be read are left out.
 */
export function layoutTimeline(
  events: readonly TimelineEvent[],
  interval: TimelineInterval | undefined,
  width: number,
): TimelineLayout {
  const readable = events.filter((e) => !Number.isNaN(minutes(e.date)));
  const bounds = interval ? [minutes(interval.from), minutes(interval.to)].sort((a, b) => a - b) : [];
  const ends = bounds.some(Number.isNaN) ? [] : bounds;
  const every = [...readable.map((e) => minutes(e.date)), ...ends];
  if (every.length === 0) return { marks: [], interval: null, breaks: [], levelsAbove: 0, levelsBelow: 0 };

  const [start, end] = ends;
  const withinDay = start !== undefined && end !== undefined && start !== end && end - start < DAY;
  const span = Math.max(...every) - Math.min(...every);
  const timed = every.some((t) => t % DAY !== 0);
  const byMoment = timed && (span < 3 * DAY || withinDay);
  const point = (t: number) => (byMoment ? t : Math.floor(t / DAY) * DAY);

  const times = [...new Set(every.map(point))].sort((a, b) => a - b);
  const gaps = times.slice(1).map((t, i) => t - (times[i] ?? 0));
  const inside = (i: number) =>
    start !== undefined &&
    end !== undefined &&
    (times[i] ?? 0) >= point(start) &&
    (times[i + 1] ?? 0) <= point(end);
  const broken = tooLong(gaps, (i) => !inside(i));
  const kept = gaps.reduce((sum, g, i) => (broken.has(i) ? sum : sum + g), 0);
  const weights = gaps.map((g, i) => (broken.has(i) ? kept * 0.3 : g));

  const edge = Math.min(EDGE, width / 4);
  const usable = width - 2 * edge;
  const lengths = stretch(weights, usable, Math.min(MIN_DISTANCE, usable / Math.max(1, gaps.length)));
  const xs = times.map((_, i) =>
    times.length === 1 ? width / 2 : edge + lengths.slice(0, i).reduce((sum, l) => sum + l, 0),
  );
  const xOf = (t: number) => xs[times.indexOf(point(t))] ?? 0;

  const grouped = times.map((t) => readable.filter((e) => point(minutes(e.date)) === t));
  const labels = place(
    grouped.map((group, i) => ({
      x: xs[i] ?? 0,
      // The first named lies on top.
      lines: group.map((e) => ({ text: e.label, emphasis: e.emphasis ?? false })).reverse(),
    })),
    width,
  );
  const dates = place(
    dateTexts(times, byMoment).map((text, i) => ({ x: xs[i] ?? 0, lines: [{ text, emphasis: false }] })),
    width,
  );
  const middle = start !== undefined && end !== undefined ? (xOf(start) + xOf(end)) / 2 : 0;
  const [[label] = []] = place(
    [{ x: middle, lines: [{ text: interval?.label ?? '', emphasis: true }] }],
    width,
  );

  return {
    marks: times.map((_, i) => ({
      x: xs[i] ?? 0,
      events: grouped[i] ?? [],
      labels: labels[i] ?? [],
      date: dates[i]?.[0] ?? null,
    })),
    interval:
      start !== undefined && end !== undefined && label ? { from: xOf(start), to: xOf(end), label } : null,
    breaks: [...broken].sort((a, b) => a - b).map((i) => ((xs[i] ?? 0) + (xs[i + 1] ?? 0)) / 2),
    levelsAbove: topLevel(labels),
    levelsBelow: topLevel(dates),
  };
}
