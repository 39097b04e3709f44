import { field } from '../../shared/datasets/index.ts';
import type { Lang } from '../i18n/index.ts';
import type { Lead, SourcedRow } from './lead.ts';

export interface TimelineEvent {
  readonly date: string;
  readonly label: string;
  readonly emphasis: boolean;
}

export interface TimelineInterval {
  readonly from: string;
  readonly to: string;
  readonly days: number;
}

/** What happened to a certificate, in the order it should happen. */
const STEPS: readonly (readonly [dataset: string, field: string])[] = [
  ['audit_plan', 'reported_at'],
  ['audit_plan', 'plan_start'],
  ['audit_plan', 'plan_end'],
  ['sign_in', 'first_at'],
  ['sign_in', 'last_at'],
  ['audit_team', 't_start'],
  ['audit_team', 't_end'],
  ['certificate', 'audit_start'],
  ['certificate', 'audit_end'],
  ['decision', 'nc_closed_on'],
  ['decision', 'decision_date'],
  ['certificate', 'decision_date'],
  ['certificate', 'issue_date'],
  ['certificate', 'expiry_date'],
];

/** A lead that rests on many rows shows what lies around its own days. */
const CROWDED = 8;
const NEAR_MS = 45 * 86_400_000;

const daysIn = (text: string | null): string[] => text?.match(/\d{4}-\d{2}-\d{2}/g) ?? [];

/** The stretch between what was measured and what was expected, when both are dates. */
export function offendingInterval(lead: Lead): TimelineInterval | null {
  const [a] = daysIn(lead.measured);
  const [b] = daysIn(lead.expected);
  if (!a || !b || a === b) return null;
  const [from, to] = a < b ? [a, b] : [b, a];
  return { from, to, days: Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) };
}

/** Dated events of a lead's evidence, each day and label once; days named by the lead are emphasised. */
export function timelineEvents(lead: Lead, rows: readonly SourcedRow[], lang: Lang): TimelineEvent[] {
  const proving = rows.filter((r) => r.proves);
  const interval = offendingInterval(lead);
  const days = [lead.occurred_on, interval?.from, interval?.to].filter((day) => typeof day === 'string');
  const named = new Set(days);
  const withExpiry =
    interval !== null &&
    rows.some((r) => [interval.from, interval.to].includes(String(r.values.expiry_date)));
  const events = new Map<string, TimelineEvent>();
  for (const [datasetId, fieldId] of STEPS) {
    if (fieldId === 'expiry_date' && !withExpiry) continue;
    const label = field(datasetId, fieldId)?.[lang] ?? fieldId;
    for (const row of proving.filter((r) => r.dataset === datasetId)) {
      const value = row.values[fieldId];
      if (typeof value !== 'string') continue;
      const day = value.slice(0, 10);
      const key = `${day}|${label}`;
      if (!events.has(key)) events.set(key, { date: day, label, emphasis: named.has(day) });
    }
  }
  const all = [...events.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
  const shown = all.filter((e) =>
    days.some((day) => Math.abs(Date.parse(e.date) - Date.parse(day)) <= NEAR_MS),
  );
  return all.length > CROWDED && shown.length > 1 ? shown : all;
}
