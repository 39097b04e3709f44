import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { overlayAuditTime } from '../../renderer/engine/audit-time.ts';
import type { Engine } from '../../renderer/engine/engine.ts';
import { rules } from '../../renderer/rules/catalogue.ts';
import { editRegulation, readRegulation } from '../../renderer/rules/regulation/edits.ts';
import type { Rule } from '../../shared/rule.ts';
import { literal } from '../../shared/sql/quote.ts';
import { openTestEngine } from '../support/engine.ts';
import { load, verdicts } from './fixture.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());

async function value(expression: string): Promise<unknown> {
  const [row] = await engine.rows<{ v: unknown }>(`SELECT ${expression} AS v`);
  return row?.v;
}
const DAY = "DATE '2024-03-01'";
const share = (parameter: string) => `number_in_force('${parameter}', 'QMS', ${DAY})`;

test('making everything a second time changes nothing', async () => {
  await engine.query(readFileSync(join(import.meta.dirname, '../../shared/sql/audit-time.sql'), 'utf8'));
  expect(await value("audit_time('IAF-MD5', 'QMS', NULL, '中', 60)")).toBe(5);
});

describe('the worked check: 60 people', () => {
  const table = (scheme: string) => `audit_time('IAF-MD5', '${scheme}', '中', '中', 60)`;
  const cut = `least_time(${table('QMS')}, ${share('max_cut')})`;
  const sum = `${table('QMS')} + ${table('EMS')} + ${table('OHSMS')}`;
  const combined = `combined_time(${sum}, ${share('integration_cut')})`;

  test.each([
    ['QMS takes 5 days', table('QMS'), 5],
    ['the floor after 30 % is 3.5', `half_days_down(${cut})`, 3.5],
    ['on site at least 4 where nothing is cut', `onsite_time(${table('QMS')}, ${share('onsite_share')})`, 4],
    ['2.8 at the largest cut', `round(onsite_time(${cut}, ${share('onsite_share')}), 2)`, 2.8],
    ['which rounds to 3', `nearest_half_day(onsite_time(${cut}, ${share('onsite_share')}))`, 3],
    ['surveillance 1.67', `round(${table('QMS')} * time_share('surveillance', 'QMS', ${DAY}), 2)`, 1.67],
    ['rounded 1.5', `nearest_half_day(${table('QMS')} * time_share('surveillance', 'QMS', ${DAY}))`, 1.5],
    [
      'recertification 3.33',
      `round(${table('QMS')} * time_share('recertification', 'QMS', ${DAY}), 2)`,
      3.33,
    ],
    ['rounded 3.5', `nearest_half_day(${table('QMS')} * time_share('recertification', 'QMS', ${DAY}))`, 3.5],
    ['an initial audit takes all of it', `time_share('initial', 'QMS', ${DAY})`, 1],
    ['EMS of medium risk 6', table('EMS'), 6],
    ['OHSMS of medium risk 6', table('OHSMS'), 6],
    ['all three 17', sum, 17],
    ['integrated 13.6', `round(${combined}, 2)`, 13.6],
    ['rounded 13.5', `nearest_half_day(${combined})`, 13.5],
    ['after 30 % as well 9.5', `nearest_half_day(least_time(${combined}, ${share('max_cut')}))`, 9.5],
    ['and as a floor 9.5', `half_days_down(least_time(${combined}, ${share('max_cut')}))`, 9.5],
    ['a sampled site half of its own time', `sampled_site_time(5, ${share('sampled_site_cut')})`, 2.5],
  ])('%s', async (_, expression, days) => {
    expect(await value(expression)).toBe(days);
  });
});

describe('the tables, by bands', () => {
  test.each([
    ['EMS', '高', 60, 8],
    ['EMS', '低', 60, 4.5],
    ['EMS', '有限', 700, 6.5],
    ['EMS', null, 60, 6],
    ['OHSMS', '有限', 60, 6],
    ['QMS', '低', 1500, 14],
    ['QMS', null, 1, 1.5],
    ['QMS', null, 10700, 22],
    ['QMS', null, 10701, null],
    ['QMS', null, 0, null],
    ['QMS', null, null, null],
    ['MS', null, 60, null],
  ])('%s, risk %s, %s people: %s', async (scheme, risk, staff, days) => {
    const asked = `'IAF-MD5', '${scheme}', ${literal(risk)}, '中', ${literal(staff)}`;
    expect(await value(`audit_time(${asked})`)).toBe(days);
  });

  test('another version has other figures, or none', async () => {
    expect(await value("audit_time('CNCA-2025', 'QMS', NULL, '中', 60)")).toBeNull();
  });

  test('every class of the table has each headcount up to 10,700 once', async () => {
    expect(
      await engine.rows(
        `SELECT scheme, risk, count(*) AS n, min(staff_from) AS low, max(staff_to) AS high, sum(staff_to - staff_from + 1) AS people
         FROM ref_audit_time GROUP BY ALL HAVING n <> 23 OR low <> 1 OR high <> 10700 OR people <> 10700`,
      ),
    ).toEqual([]);
  });
});

describe('the tables, by lines', () => {
  const line = (scheme: string, staff: number | null, risk: string | null = null) =>
    value(`audit_time_between('IAF-MD5', '${scheme}', ${literal(risk)}, '中', ${literal(staff)})`);

  test.each([
    ['QMS', null, 1, 1.5],
    ['QMS', null, 3, 1.5],
    ['QMS', null, 8, 2],
    ['QMS', null, 60, 5.225],
    ['QMS', null, 9600, 21.9997],
    ['QMS', null, 10700, 22],
    ['QMS', null, 10701, null],
    ['QMS', null, 0, null],
    ['QMS', null, null, null],
    ['EMS', '高', 150, 11.9889],
    ['EMS', '低', 13, 3],
    ['OHSMS', '有限', 60, 6.225],
    ['MS', null, 60, null],
  ])('%s, risk %s, %s people: %s', async (scheme, risk, staff, days) => {
    const found = await line(scheme, staff, risk);
    if (days === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(days, 3);
  });

  test('never fall, meet the steps in the middle of each band, and stay between the neighbours', async () => {
    const [row] = await engine.rows(
      `WITH asked AS (
         SELECT scheme, risk, staff, audit_time('IAF-MD5', scheme, risk, risk, staff) AS step,
           audit_time_between('IAF-MD5', scheme, risk, risk, staff) AS line
         FROM (SELECT DISTINCT scheme, risk FROM ref_audit_time), (SELECT unnest(range(1, 10701)) AS staff)
       ), seen AS (
         SELECT *, lag(line) OVER (PARTITION BY scheme, risk ORDER BY staff) AS before FROM asked
       )
       SELECT count(*) AS people, count(*) FILTER (line IS NULL) AS without, count(*) FILTER (line < before - 1e-9) AS falls,
         (SELECT count(*) FROM seen JOIN ref_audit_time AS t ON t.scheme = seen.scheme AND t.risk = seen.risk
            WHERE 2 * staff = staff_from + staff_to AND abs(line - mandays) > 1e-9) AS off,
         count(*) FILTER (abs(line - step) > 2) AS far
       FROM seen`,
    );
    expect(row).toEqual({ people: 85_600, without: 0, falls: 0, off: 0, far: 0 });
  });
});

describe('half days', () => {
  test.each([
    ['nearest_half_day(5.3)', 5.5],
    ['nearest_half_day(5.2)', 5],
    ['nearest_half_day(5.25)', 5.5],
    ['nearest_half_day(NULL)', null],
    ['half_days_down(5.49)', 5],
    ['half_days_down(5.5)', 5.5],
    // No day is lost to binary fractions.
    ['half_days_down(5 * 0.7)', 3.5],
    ['half_days_down(15 * 0.1 + 15 * 0.2)', 4.5],
    ['half_days_down(4 * 0.7)', 2.5],
  ])('%s is %s', async (expression, days) => {
    expect(await value(expression)).toBe(days);
  });
});

test('a caller may name its columns as the tables do', async () => {
  expect(
    await engine.rows(
      `SELECT audit_time(version_, scheme, risk, '中', staff) AS step, audit_time_between(version_, scheme, risk, '中', staff) AS line,
         time_share(activity, scheme, on_day) AS share
       FROM (VALUES ('IAF-MD5', 'QMS', NULL, 8, 'initial', ${DAY})) AS t(version_, scheme, risk, staff, activity, on_day)`,
    ),
  ).toEqual([{ step: 2, line: 2, share: 1 }]);
});

describe('a table of the analyst’s own', () => {
  const T01 = rules.find((r) => r.code === 'T01') as Rule;
  const audit = {
    cb_approval_no: 'CNCA-R-2021-751',
    cert_no: 'Q1',
    org_name: '乙公司',
    scheme_code: 'A01',
    activity_code: '01',
    audit_start: '2026-03-01',
    audit_end: '2026-03-05',
    staff_system: 60,
    risk_level: null,
    mandays: 4,
    combined_type: '01',
  };
  const tables = {
    certificate: [
      audit,
      { ...audit, cert_no: 'Q2', org_name: '丙公司', audit_start: '2025-12-30', audit_end: '2025-12-31' },
      // Energy management: a system without a table in force, whatever is imported.
      { ...audit, cert_no: 'N1', org_name: '丁公司', scheme_code: '能源管理体系' },
    ],
    audit_time: [
      { table_version: '自有-2026', scheme: 'QMS', risk: null, staff_from: 1, staff_to: 50, mandays: 6 },
      { table_version: '自有-2026', scheme: 'QMS', risk: null, staff_from: 51, staff_to: null, mandays: 8 },
      {
        table_version: '自有-2026',
        scheme: '能源管理体系',
        risk: null,
        staff_from: 1,
        staff_to: 9,
        mandays: 6,
      },
    ],
  };
  const judged = async () => {
    const { leads, undetermined } = await verdicts(engine, T01, new Map(), '2026-12-31');
    return {
      leads: leads.map(({ cert_no, expected, zh, en }) => ({ cert_no, expected, zh, en })),
      undetermined,
    };
  };

  test('changes nothing before the slot names it, and is what T01 judges by and names from its day on', async () => {
    await load(engine, tables);
    await overlayAuditTime(engine);
    expect(await judged()).toEqual({ leads: [], undetermined: [] });

    const slot = (await readRegulation(engine)).find(
      (r) => r.regulation === 'CNCA-QMS-01:2025' && r.parameter === 'audit_time_table',
    );
    if (!slot) throw new Error('no slot');
    await editRegulation(engine, slot.row_key, { ...slot, value: '自有-2026', reason: '附录', author: '王' });
    expect(await judged()).toEqual({
      leads: [
        {
          cert_no: 'Q1',
          expected: '≥ 5.5',
          zh: '证书 Q1（QMS，初次认证审核，覆盖 60 人）报送审核人日 4，低于下限 5.5（按 自有-2026 应有 8，已扣足可减幅度）',
          en: 'Certificate Q1 (QMS, initial audit, 60 people covered) reports 4 man-days, below the floor of 5.5 (自有-2026 asks for 8; the largest cuts are already taken)',
        },
      ],
      undetermined: [],
    });
  });

  test('taken away while it is in force: what it covered cannot be judged', async () => {
    await load(engine, { certificate: tables.certificate });
    await overlayAuditTime(engine);
    expect(await judged()).toMatchObject({
      leads: [],
      undetermined: [{ cert_no: 'Q1', missing: 'ref_audit_time.mandays' }],
    });
  });
});
