import calendar from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { literal } from '../sql/quote.ts';

/** Before 2006 the data lacks a shifted day (2005-12-31, which the notice of 2006 made a working day). */
const FIRST_YEAR = 2006;

/**
 * The last day that the notices of these holidays (by ISO date) settle. A year has its notice when 国庆节 is
 * arranged; a neighbour's notice can reach into a year, but not as far as that. 29 to 31 December belong to the
 * next year's notice, which may still shift them, as those of 2007, 2008, 2012 and 2019 did.
 */
export function lastKnownDay(holidays: Readonly<Record<string, string>>): string {
  let year = FIRST_YEAR;
  while (`${year + 1}-10-01` in holidays) year += 1;
  return `${year}-12-28`;
}

/** The first and last day (ISO dates) that the calendar knows, by 国务院办公厅关于部分节假日安排的通知. */
export const workdaysKnown = {
  from: `${FIRST_YEAR}-01-01`,
  until: lastKnownDay(calendar.holidays),
} as const;

/**
 * The statement that makes `ref_workday(day DATE, workday BOOLEAN, ordinal INTEGER)`: every known day, whether it
 * is a working day (shifted weekends, 调休, included), and how many working days there were up to it. Their
 * difference is the number of working days between two days.
 */
export function workdayTable(): string {
  const days = (named: Readonly<Record<string, string>>) =>
    `(SELECT CAST(unnest([${Object.keys(named).map(literal).join(', ')}]) AS DATE) AS day)`;
  return `CREATE OR REPLACE TABLE ref_workday AS
    SELECT day, workday, CAST(count(*) FILTER (workday) OVER (ORDER BY day) AS INTEGER) AS ordinal
    FROM (SELECT every.day, shifted.day IS NOT NULL OR (isodow(every.day) < 6 AND holiday.day IS NULL) AS workday
      FROM (SELECT CAST(unnest(generate_series(TIMESTAMP ${literal(workdaysKnown.from)}, TIMESTAMP ${literal(workdaysKnown.until)}, INTERVAL 1 DAY)) AS DATE) AS day) AS every
      LEFT JOIN ${days(calendar.workdays)} AS shifted ON shifted.day = every.day
      LEFT JOIN ${days(calendar.holidays)} AS holiday ON holiday.day = every.day)`;
}
