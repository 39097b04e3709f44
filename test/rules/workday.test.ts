import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../renderer/engine/engine.ts';
import { judge } from '../../renderer/rules/judge.ts';
import { lastKnownDay, workdaysKnown } from '../../shared/reference/workday.ts';
import { parseRule } from '../../shared/rule.ts';
import { literal, type SqlValue } from '../../shared/sql/quote.ts';
import { openTestEngine } from '../support/engine.ts';
import { load } from './fixture.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());

/** The expression over the columns `a`, `b` (days) and `n`, as a rule uses it. */
async function of(expression: string, a: SqlValue, b: SqlValue = null, n: SqlValue = null): Promise<unknown> {
  const [row] = await engine.rows<{ v: unknown }>(
    `SELECT ${expression} AS v FROM (SELECT CAST(${literal(a)} AS DATE) AS a, CAST(${literal(b)} AS DATE) AS b, CAST(${literal(n)} AS INTEGER) AS n)`,
  );
  return row?.v;
}
const isWorkday = (day: string | null) => of('is_workday(a)', day);
const between = (from: string | null, to: string | null) => of('workdays_between(a, b)', from, to);
const add = (day: string | null, n: number | null) => of('CAST(add_workdays(a, n) AS VARCHAR)', day, null, n);

const { from, until } = workdaysKnown;
const shift = (day: string, days: number) =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
const known = fc.nat((Date.parse(until) - Date.parse(from)) / 86_400_000).map((days) => shift(from, days));

describe('the notices of the State Council', () => {
  test.each([
    // 2012: a day of the old year was shifted for the new one
    ['2011-12-31', true],
    ['2012-01-03', false],
    // 2015: the memorial day of 3 September came by a notice of its own
    ['2015-09-03', false],
    ['2015-09-04', false],
    ['2015-09-06', true],
    // 2019: so again; a later notice changed 1 May
    ['2018-12-29', true],
    ['2018-12-31', false],
    ['2019-05-02', false],
    ['2019-05-05', true],
    // 2020: Spring Festival was extended, and its shifted Saturday taken back
    ['2020-01-31', false],
    ['2020-02-01', false],
    ['2020-02-03', true],
    // 2024, as announced in October 2023
    ['2024-02-04', true],
    ['2024-02-09', true],
    ['2024-02-12', false],
    ['2024-02-18', true],
    ['2024-04-07', true],
    ['2024-09-14', true],
    ['2024-10-12', true],
    // 2025, 国办发明电〔2024〕12号
    ['2025-01-26', true],
    ['2025-02-04', false],
    ['2025-02-08', true],
    ['2025-10-08', false],
    ['2025-10-11', true],
    // 2026, as announced in November 2025
    ['2026-01-04', true],
    ['2026-02-23', false],
    ['2026-02-28', true],
    // no notice speaks of them
    ['2024-03-06', true],
    ['2024-03-09', false],
    ['2024-03-10', false],
  ])('%s: working day %s', async (day, workday) => {
    expect(await isWorkday(day)).toBe(workday);
  });

  test('every year has as many working days as the law leaves', async () => {
    // 365 or 366 days less weekends and 11 days of holidays (13 from 2025 on), give or take what shifts across New Year
    const rows = await engine.rows<{ year: number; n: number }>(
      'SELECT CAST(year(day) AS INTEGER) AS year, CAST(count(*) FILTER (workday) AS INTEGER) AS n FROM ref_workday GROUP BY ALL ORDER BY 1',
    );
    expect(rows.length).toBe(Number(until.slice(0, 4)) - Number(from.slice(0, 4)) + 1);
    expect(rows.filter(({ n }) => n < 245 || n > 254)).toEqual([]);
  });
});

describe('differences', () => {
  test.each([
    ['2024-03-06', '2024-03-06', 0],
    ['2024-03-06', '2024-03-07', 1],
    ['2024-03-08', '2024-03-11', 1],
    ['2024-03-08', '2024-03-10', 0],
    ['2024-03-09', '2024-03-11', 1],
    // Spring Festival 2024 (10 to 17 February), with the Sundays on either side
    ['2024-02-03', '2024-02-04', 1],
    ['2024-02-09', '2024-02-17', 0],
    ['2024-02-09', '2024-02-18', 1],
    ['2024-02-02', '2024-02-23', 12],
    ['2024-02-18', '2024-02-09', -1],
    // New Year 2019
    ['2018-12-28', '2019-01-02', 2],
  ])('%s to %s: %s', async (a, b, n) => {
    expect(await between(a, b)).toBe(n);
  });

  test.each([
    ['2024-02-09', 1, '2024-02-18'],
    ['2024-02-12', 1, '2024-02-18'],
    ['2024-02-09', 5, '2024-02-22'],
    ['2024-02-09', 0, '2024-02-09'],
    ['2024-02-12', 0, '2024-02-09'],
    ['2024-02-09', -1, null],
  ])('%s and %s working days: %s', async (day, n, then) => {
    expect(await add(day, n)).toBe(then);
  });

  test('times count by their day', async () => {
    const [row] = await engine.rows(
      `SELECT is_workday(t) AS workday, workdays_between(t, u) AS n, CAST(add_workdays(t, 1) AS VARCHAR) AS next
       FROM (SELECT TIMESTAMP '2024-02-09 23:59' AS t, TIMESTAMP '2024-02-18 00:00' AS u)`,
    );
    expect(row).toEqual({ workday: true, n: 1, next: '2024-02-18' });
  });

  test('counts the working days one by one, and adding takes them back', async () => {
    await fc.assert(
      fc.asyncProperty(known, fc.nat(600), async (day, n) => {
        const [one] = await engine.rows<{ then: string | null; left: number }>(
          `SELECT CAST(add_workdays(a, ${n}) AS VARCHAR) AS then, CAST((SELECT count(*) FROM ref_workday WHERE workday AND day > DATE ${literal(day)}) AS INTEGER) AS "left"
           FROM (SELECT DATE ${literal(day)} AS a)`,
        );
        if (one === undefined || one.then === null) {
          // Not to be known only where too few working days follow (or, for 0, none came before).
          expect(n === 0 ? (await of('workday_ordinal(a)', day)) === 0 : (one?.left ?? 0) < n).toBe(true);
          return;
        }
        expect(await isWorkday(one.then)).toBe(true);
        expect(await between(day, one.then)).toBe(n);
        const [counted] = await engine.rows<{ n: number }>(
          `SELECT CAST(count(*) AS INTEGER) AS n FROM ref_workday WHERE workday AND day > DATE ${literal(day)} AND day <= DATE ${literal(one.then)}`,
        );
        expect(counted?.n).toBe(n);
      }),
      { numRuns: 60 },
    );
  });
});

describe('what the calendar does not know', () => {
  const before = shift(from, -1);
  const after = shift(until, 1);

  test('it says where it begins and ends', async () => {
    expect(await of('CAST(workdays_known_from() AS VARCHAR)', from)).toBe(from);
    expect(await of('CAST(workdays_known_until() AS VARCHAR)', from)).toBe(until);
    expect(await isWorkday(from)).toBe(false);
    expect(await isWorkday(until)).not.toBe(null);
    expect(await between(from, until)).toBeGreaterThan(5000);
  });

  test.each([before, after, null])('%s is no day to count with', async (day) => {
    expect(await isWorkday(day)).toBe(null);
    expect(await between(day, '2024-03-06')).toBe(null);
    expect(await between('2024-03-06', day)).toBe(null);
    expect(await add(day, 1)).toBe(null);
  });

  test('a step beyond the end, and no step at all', async () => {
    expect(await add(until, 1)).toBe(null);
    expect(await add('2024-03-06', null)).toBe(null);
  });

  test('a year counts once it has its own notice', () => {
    const notice = (year: number) => ({ [`${year}-01-01`]: '元旦', [`${year}-10-01`]: '国庆节' });
    expect(lastKnownDay({ ...notice(2006), ...notice(2007), '2008-01-01': '元旦' })).toBe('2007-12-28');
    expect(lastKnownDay({ ...notice(2006), ...notice(2008) })).toBe('2006-12-28');
  });

  test('a rule that lacks the day says so with the days that are covered', async () => {
    const rule = parseRule(
      `/*---
code: D99
id: beyond_the_calendar
version: 1
title: { zh: 日历之外, en: Beyond the calendar }
severity: 低
evidence: E2
subject: certificate
keys: [cert_no]
needs: [certificate.cert_no]
basis: [{ zh: 无, en: None, source: 无, status: unverified }]
logic: { zh: 无, en: None }
false_positives: [{ zh: 无, en: None }]
message: { zh: '{cert_no}', en: '{cert_no}' }
---*/
SELECT 'undetermined' AS verdict, 'Q1' AS cert_no, 'ref_workday.day' AS missing, [ref('certificate', 1, 2)] AS evidence`,
      'D99-beyond_the_calendar.sql',
    );
    await load(engine, { certificate: [{ cert_no: 'Q1' }] });
    expect(await judge(engine, rule, '2024-12-31')).toMatchObject({ status: 'ran', undetermined: 1 });
    const [found] = await engine.rows<{ message_zh: string; message_en: string }>('SELECT * FROM finding');
    expect(found?.message_zh).toBe(`无法判定：缺少工作日历（国务院放假安排，覆盖 ${from} 至 ${until}）`);
    expect(found?.message_en).toBe(
      `Cannot be judged: lacks the calendar of working days (State Council notices, covers ${from} to ${until})`,
    );
  });
});

test('two hundred thousand rows are counted by joins, not one by one', async () => {
  await engine.query(
    `CREATE OR REPLACE TEMP TABLE many AS SELECT DATE '2020-01-01' + CAST(i * 7919 % 2300 AS INTEGER) AS a, CAST(i % 9 AS INTEGER) AS n FROM range(200000) AS r(i)`,
  );
  const started = performance.now();
  const [sum] = await engine.rows<{ off: number }>(
    'SELECT CAST(count(*) FILTER (workdays_between(a, due) IS DISTINCT FROM n) AS INTEGER) AS off FROM (SELECT *, add_workdays(a, n) AS due FROM many)',
  );
  expect(sum?.off).toBe(0);
  expect(performance.now() - started).toBeLessThan(5000);
});
