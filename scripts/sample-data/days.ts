/** A calendar day, counted from 1970-01-01. */
export type Day = number;
/** Half a day: `2 * day` is the morning, `2 * day + 1` the afternoon. */
export type Half = number;

const MS = 86_400_000;

export const day = (iso: string): Day => Date.parse(`${iso}T00:00:00Z`) / MS;
export const iso = (d: Day): string => new Date(d * MS).toISOString().slice(0, 10);
export const morning = (d: Day): Half => 2 * d;
export const dayOf = (h: Half): Day => Math.floor(h / 2);
export const isAfternoon = (h: Half): boolean => h % 2 === 1;

/** The same day of the month `n` months on, or that month's last day. */
export function addMonths(d: Day, n: number): Day {
  const from = new Date(d * MS);
  const first = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + n, 1);
  const last = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + n + 1, 0)).getUTCDate();
  return first / MS + Math.min(from.getUTCDate(), last) - 1;
}

/** Long holidays, roughly: nobody audits then. */
const HOLIDAYS: readonly (readonly [string, string])[] = [
  ['2021-10-01', '2021-10-07'],
  ['2022-01-01', '2022-01-01'],
  ['2022-01-31', '2022-02-06'],
  ['2022-05-01', '2022-05-04'],
  ['2022-10-01', '2022-10-07'],
  ['2023-01-01', '2023-01-01'],
  ['2023-01-21', '2023-01-27'],
  ['2023-05-01', '2023-05-03'],
  ['2023-09-29', '2023-10-06'],
  ['2024-01-01', '2024-01-01'],
  ['2024-02-09', '2024-02-17'],
  ['2024-05-01', '2024-05-05'],
  ['2024-10-01', '2024-10-07'],
  ['2025-01-01', '2025-01-01'],
  ['2025-01-28', '2025-02-04'],
  ['2025-05-01', '2025-05-05'],
  ['2025-10-01', '2025-10-08'],
  ['2026-01-01', '2026-01-03'],
  ['2026-02-15', '2026-02-23'],
];
const HOLIDAY_DAYS = new Set(
  HOLIDAYS.flatMap(([from, to]) => Array.from({ length: day(to) - day(from) + 1 }, (_, i) => day(from) + i)),
);

export function isWorkday(d: Day): boolean {
  const weekday = new Date(d * MS).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !HOLIDAY_DAYS.has(d);
}

/** `d` itself or the next day people work. */
export function workday(d: Day): Day {
  let at = d;
  while (!isWorkday(at)) at += 1;
  return at;
}

/** Every day from `from` to `to`. */
export const daysBetween = (from: Day, to: Day): Day[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

export const compact = (isoDay: string): string => isoDay.replaceAll('-', '');
export const chinese = (isoDay: string): string => isoDay.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日');
export const slashed = (isoDay: string): string => isoDay.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1/$2/$3');
