import type { SourcedRow } from '../findings/lead.ts';

/** Which two fields of a dataset say from when to when somebody was somewhere. */
const SPANS: Readonly<Record<string, readonly [start: string, end: string]>> = {
  audit_plan: ['plan_start', 'plan_end'],
  audit_team: ['t_start', 't_end'],
  sign_in: ['first_at', 'last_at'],
};

const MOST = 8;

export interface Lane {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** `2024-03-12 08:00 – 17:00`. */
  readonly text: string;
}

export interface SpanLayout {
  readonly lanes: readonly Lane[];
  /** The stretch that all of them share. */
  readonly overlap: { readonly from: number; readonly to: number; readonly text: string };
}

const at = (text: string) => Date.parse(`${text.replace(' ', 'T')}${text.length > 10 ? 'Z' : ''}`);

function between(start: string, end: string): string {
  const sameDay = start.slice(0, 10) === end.slice(0, 10);
  return `${start} – ${sameDay && end.length > 10 ? end.slice(11) : end}`;
}

/**
 * Lanes for rows of one dataset that overlap in time, between `left` and `right`; null when fewer than two do.
 * Where two are in question at the same time, hours tell more than a line of days.
 */
export function layoutSpans(rows: readonly SourcedRow[], left: number, right: number): SpanLayout | null {
  for (const [dataset, [first, last]] of Object.entries(SPANS)) {
    const spans = rows
      .filter((r) => r.dataset === dataset)
      .flatMap(({ values }) => {
        const [start, end] = [values[first], values[last]];
        if (typeof start !== 'string' || typeof end !== 'string' || start >= end) return [];
        return [{ name: String(values.plan_no ?? values.cert_no ?? ''), start, end }];
      })
      .slice(0, MOST);
    const from = spans
      .map((s) => s.start)
      .sort()
      .at(-1);
    const to = spans.map((s) => s.end).sort()[0];
    // Several people at one audit are at it together; only different audits are in each other's way.
    if (new Set(spans.map((s) => s.name)).size < 2 || !from || !to || from >= to) continue;
    const begin = Math.min(...spans.map((s) => at(s.start)));
    const length = Math.max(...spans.map((s) => at(s.end))) - begin;
    const x = (text: string) => Math.round((left + ((at(text) - begin) / length) * (right - left)) * 10) / 10;
    return {
      lanes: spans.map((s) => ({
        name: s.name,
        from: x(s.start),
        to: x(s.end),
        text: between(s.start, s.end),
      })),
      overlap: { from: x(from), to: x(to), text: between(from, to) },
    };
  }
  return null;
}
