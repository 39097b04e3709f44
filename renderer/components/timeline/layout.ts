import { type PlacedText, placeLabels } from './labels.ts';
import { scalePoints } from './scale.ts';

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

/** One point in time with all that happened then. */
export interface TimelineMark {
  readonly x: number;
  readonly events: readonly TimelineEvent[];
  readonly labels: readonly PlacedText[];
  readonly date: PlacedText | null;
}

export interface TimelineLayout {
  readonly marks: readonly TimelineMark[];
  readonly interval: { readonly from: number; readonly to: number; readonly label: PlacedText | null } | null;
  /** Middles of stretches drawn much shorter than they lasted. */
  readonly breaks: readonly number[];
  readonly levelsAbove: number;
  readonly levelsBelow: number;
}

const DAY = 24 * 60;

/** Minutes since 1970, or NaN. */
function minutes(date: string): number {
  const m = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d))?/.exec(date);
  if (!m) return Number.NaN;
  const [year, month, day, hour, minute] = m.slice(1).map((part) => Number(part ?? 0));
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute) / 60_000;
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
  const inside = (i: number) =>
    start !== undefined &&
    end !== undefined &&
    (times[i] ?? 0) >= point(start) &&
    (times[i + 1] ?? 0) <= point(end);
  const { xs, broken } = scalePoints(times, width, (gap) => !inside(gap));
  const xOf = (t: number) => xs[times.indexOf(point(t))] ?? 0;

  const grouped = times.map((t) => readable.filter((e) => point(minutes(e.date)) === t));
  const labels = placeLabels(
    grouped.map((group, i) => ({
      x: xs[i] ?? 0,
      // The first named lies on top.
      lines: group.map((e) => ({ text: e.label, emphasis: e.emphasis ?? false })).reverse(),
    })),
    width,
  );
  const dates = placeLabels(
    dateTexts(times, byMoment).map((text, i) => ({ x: xs[i] ?? 0, lines: [{ text, emphasis: false }] })),
    width,
  );
  const middle = start !== undefined && end !== undefined ? (xOf(start) + xOf(end)) / 2 : 0;
  const [[label] = []] = placeLabels(
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
      start !== undefined && end !== undefined
        ? { from: xOf(start), to: xOf(end), label: label ?? null }
        : null,
    breaks: [...broken].sort((a, b) => a - b).map((i) => ((xs[i] ?? 0) + (xs[i + 1] ?? 0)) / 2),
    levelsAbove: topLevel(labels),
    levelsBelow: topLevel(dates),
  };
}
