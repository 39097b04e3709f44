import type { TimelineEvent, TimelineInterval } from '../findings/events.ts';

export const TIMELINE_WIDTH = 660;
export const FLAG = { font: 10, row: 15, gap: 10 } as const;

export interface Flag {
  readonly x: number;
  /** Baseline of its text. */
  readonly y: number;
  readonly text: string;
  readonly emphasis: boolean;
}

export interface TimelineLayout {
  readonly height: number;
  /** Height of the axis. */
  readonly axis: number;
  readonly flags: readonly Flag[];
  readonly interval: {
    readonly from: number;
    readonly to: number;
    readonly label: number;
    readonly anchor: 'start' | 'middle' | 'end';
  } | null;
}

const MARGIN = 8;

/** Width of a text in a proportional face, Chinese characters a full em. */
const textWidth = (text: string) => [...text].reduce((w, c) => w + FLAG.font * (c > '\u2e7f' ? 1 : 0.58), 0);

/**
 * Places dated events to scale; null when there are fewer than two days to show. Every text is a flag that flies
 * to the right of its day, and from right to left each one goes above those it would cover: so no text is ever
 * crossed, neither by a text nor by a pole.
 */
export function layoutTimeline(
  events: readonly TimelineEvent[],
  interval: TimelineInterval | null,
  and: string,
): TimelineLayout | null {
  const days = new Map<string, { labels: string[]; emphasis: boolean }>();
  for (const { date, label, emphasis } of events) {
    const day = days.get(date) ?? { labels: [], emphasis: false };
    days.set(date, { labels: [...day.labels, label], emphasis: day.emphasis || emphasis });
  }
  const all = [...days.keys(), ...(interval ? [interval.from, interval.to] : [])].map((d) => Date.parse(d));
  const first = Math.min(...all);
  const span = Math.max(...all) - first;
  if (days.size === 0 || span === 0) return null;

  const texts = [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, day]) => ({ date, text: `${day.labels.join(and)} ${date}`, emphasis: day.emphasis }));
  const widest = Math.max(...texts.map((t) => textWidth(t.text)));
  const usable = TIMELINE_WIDTH - 2 * MARGIN - Math.min(widest, TIMELINE_WIDTH / 2);
  const at = (date: string) => Math.round((MARGIN + ((Date.parse(date) - first) / span) * usable) * 10) / 10;

  const placed: { x: number; level: number; text: string; emphasis: boolean }[] = [];
  for (const { date, text, emphasis } of texts.toReversed()) {
    const x = at(date);
    const covered = placed.filter((p) => p.x < x + textWidth(text) + FLAG.gap);
    placed.push({ x, text, emphasis, level: Math.max(-1, ...covered.map((p) => p.level)) + 1 });
  }
  const levels = Math.max(...placed.map((p) => p.level)) + 1;
  const axis = levels * FLAG.row + 10;
  const bar = interval && { from: at(interval.from), to: at(interval.to) };
  const middle = bar ? (bar.from + bar.to) / 2 : 0;
  const anchor = middle < 110 ? 'start' : middle > TIMELINE_WIDTH - 110 ? 'end' : 'middle';
  return {
    axis,
    height: axis + (bar ? 22 : 8),
    flags: placed.toReversed().map((p) => ({
      x: p.x,
      y: axis - 8 - p.level * FLAG.row,
      text: p.text,
      emphasis: p.emphasis,
    })),
    interval: bar && {
      ...bar,
      anchor,
      label: anchor === 'start' ? bar.from : anchor === 'end' ? bar.to : middle,
    },
  };
}
