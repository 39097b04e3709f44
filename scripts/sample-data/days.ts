/** A calendar day, counted from 1970-01-01. */
export type Day = number;
/** Half a day: `2 * day` is the morning, `2 * day + 1` the afternoon. */
export type Half = number;

const MS = 86_400_000;

/** The same days come again and again. */
const days = new Map<string, Day>();
const written = new Map<Day, string>();

export function day(isoDay: string): Day {
  let d = days.get(isoDay);
  if (d === undefined) {
    d = Date.parse(`${isoDay}T00:00:00Z`) / MS;
    days.set(isoDay, d);
  }
  return d;
}

export function iso(d: Day): string {
  let text = written.get(d);
  if (text === undefined) {
    text = new Date(d * MS).toISOString().slice(0, 10);
    written.set(d, text);
  }
  return text;
}

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

/** Days off by the notices of the State Council, weekends in between included. */
const HOLIDAYS: readonly (readonly [string, string])[] = [
  ['2018-12-30', '2019-01-01'],
  ['2019-02-04', '2019-02-10'],
  ['2019-04-05', '2019-04-07'],
  ['2019-05-01', '2019-05-04'],
  ['2019-06-07', '2019-06-09'],
  ['2019-09-13', '2019-09-15'],
  ['2019-10-01', '2019-10-07'],
  ['2020-01-01', '2020-01-01'],
  ['2020-01-24', '2020-02-02'],
  ['2020-04-04', '2020-04-06'],
  ['2020-05-01', '2020-05-05'],
  ['2020-06-25', '2020-06-27'],
  ['2020-10-01', '2020-10-08'],
  ['2021-01-01', '2021-01-03'],
  ['2021-02-11', '2021-02-17'],
  ['2021-04-03', '2021-04-05'],
  ['2021-05-01', '2021-05-05'],
  ['2021-06-12', '2021-06-14'],
  ['2021-09-19', '2021-09-21'],
  ['2021-10-01', '2021-10-07'],
  ['2022-01-01', '2022-01-03'],
  ['2022-01-31', '2022-02-06'],
  ['2022-04-03', '2022-04-05'],
  ['2022-04-30', '2022-05-04'],
  ['2022-06-03', '2022-06-05'],
  ['2022-09-10', '2022-09-12'],
  ['2022-10-01', '2022-10-07'],
  ['2022-12-31', '2023-01-02'],
  ['2023-01-21', '2023-01-27'],
  ['2023-04-05', '2023-04-05'],
  ['2023-04-29', '2023-05-03'],
  ['2023-06-22', '2023-06-24'],
  ['2023-09-29', '2023-10-06'],
  ['2023-12-30', '2024-01-01'],
  ['2024-02-10', '2024-02-17'],
  ['2024-04-04', '2024-04-06'],
  ['2024-05-01', '2024-05-05'],
  ['2024-06-10', '2024-06-10'],
  ['2024-09-15', '2024-09-17'],
  ['2024-10-01', '2024-10-07'],
  ['2025-01-01', '2025-01-01'],
  ['2025-01-28', '2025-02-04'],
  ['2025-04-04', '2025-04-06'],
  ['2025-05-01', '2025-05-05'],
  ['2025-05-31', '2025-06-02'],
  ['2025-10-01', '2025-10-08'],
  ['2026-01-01', '2026-01-03'],
  ['2026-02-15', '2026-02-23'],
  ['2026-04-04', '2026-04-06'],
];
const HOLIDAY_DAYS = new Set(
  HOLIDAYS.flatMap(([from, to]) => Array.from({ length: day(to) - day(from) + 1 }, (_, i) => day(from) + i)),
);

/** Weekend days on which people work instead (调休). */
const SHIFTED = new Set(
  [
    '2018-12-29 2019-02-02 2019-02-03 2019-04-28 2019-05-05 2019-09-29 2019-10-12',
    '2020-01-19 2020-04-26 2020-05-09 2020-06-28 2020-09-27 2020-10-10',
    '2021-02-07 2021-02-20 2021-04-25 2021-05-08 2021-09-18 2021-09-26 2021-10-09',
    '2022-01-29 2022-01-30 2022-04-02 2022-04-24 2022-05-07 2022-10-08 2022-10-09',
    '2023-01-28 2023-01-29 2023-04-23 2023-05-06 2023-06-25 2023-10-07 2023-10-08',
    '2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12',
    '2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11',
    '2026-01-04 2026-02-14 2026-02-28',
  ].flatMap((year) => year.split(' ').map(day)),
);

const isWeekend = (d: Day): boolean => [0, 6].includes(new Date(d * MS).getUTCDay());

/** Whether the State Council lets people work: shifted weekends count. */
export const isOfficialWorkday = (d: Day): boolean =>
  SHIFTED.has(d) || (!isWeekend(d) && !HOLIDAY_DAYS.has(d));

/** The n-th official working day after `d`. */
export function workdaysAfter(d: Day, n: number): Day {
  let at = d;
  for (let left = n; left > 0; ) if (isOfficialWorkday(++at)) left -= 1;
  return at;
}

/** Official working days after `from` up to and including `to`. */
export function workdaysBetween(from: Day, to: Day): number {
  let n = 0;
  for (let d = from + 1; d <= to; d++) if (isOfficialWorkday(d)) n += 1;
  return n;
}

/** A day on which the sample's people audit and decide; they keep their weekends, shifted or not. */
export function isWorkday(d: Day): boolean {
  return !isWeekend(d) && !HOLIDAY_DAYS.has(d);
}

/** `d` itself or the next day people work. */
export function workday(d: Day): Day {
  let at = d;
  while (!isWorkday(at)) at += 1;
  return at;
}

export const compact = (isoDay: string): string => isoDay.replaceAll('-', '');
export const chinese = (isoDay: string): string => isoDay.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日');
export const slashed = (isoDay: string): string => isoDay.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1/$2/$3');
