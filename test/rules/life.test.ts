import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../renderer/engine/engine.ts';
import { derive } from '../../renderer/rules/derive.ts';
import { openTestEngine } from '../support/engine.ts';
import { load, type Row } from './fixture.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());

/** What a derived table says of these certificate rows; days as text. */
async function read(certificate: readonly Row[], sql: string): Promise<Record<string, unknown>[]> {
  await load(engine, { certificate });
  await derive(engine, sql);
  return engine.rows(sql);
}

const body = 'CNCA-R-2021-751';
const row: Row = {
  cb_approval_no: body,
  cb_name: '甲认证',
  cert_no: 'Q1',
  org_name: '乙公司',
  scheme_code: 'A01',
  activity_code: '01',
  audit_start: '2024-02-01',
  audit_end: '2024-02-03',
  issue_date: '2024-03-01',
  expiry_date: '2027-02-28',
  status: '01',
  prev_cert_no: null,
  prev_cb: null,
  suspend_start: null,
  revoke_date: null,
  change_date: null,
  pull_start: null,
  pull_end: '2024-03-31',
};

describe('the months that reports cover', () => {
  const stretches = (rows: readonly Row[]) =>
    read(
      rows,
      'SELECT cb_approval_no AS body, CAST(covered_from AS VARCHAR) AS since, CAST(covered_to AS VARCHAR) AS until FROM reporting_coverage ORDER BY 1, 2',
    );
  const other = 'CNCA-R-2021-760';
  const window = (pull_start: string | null, pull_end: string | null, cb_approval_no = body): Row => ({
    ...row,
    cb_approval_no,
    pull_start,
    pull_end,
  });

  test('a file speaks for every body in it, and a gap parts what it says', async () => {
    expect(
      await stretches([
        window('2024-01-01', '2024-01-31'),
        window('2024-02-01', '2024-02-29', other),
        window('2024-04-01', '2024-05-31', other),
      ]),
    ).toEqual([
      { body, since: '2024-01-01', until: '2024-02-29' },
      { body, since: '2024-04-01', until: '2024-05-31' },
      { body: other, since: '2024-01-01', until: '2024-02-29' },
      { body: other, since: '2024-04-01', until: '2024-05-31' },
    ]);
  });

  test('another file speaks for its own bodies only, and both together without a gap', async () => {
    const form = { ...window('2024-03-01', '2024-03-31'), fee: 1 };
    expect(
      await stretches([window('2024-01-01', '2024-02-29'), form, window('2024-01-01', '2024-01-31', other)]),
    ).toEqual([
      { body, since: '2024-01-01', until: '2024-03-31' },
      { body: other, since: '2024-01-01', until: '2024-02-29' },
    ]);
  });

  test('without a beginning a window is the month of its end; a mistyped one too; without an end none', async () => {
    expect(
      await stretches([
        window(null, '2024-02-10'),
        window('1924-04-01', '2024-04-30'),
        window('2024-06-30', '2024-06-01'),
      ]),
    ).toEqual([
      { body, since: '2024-02-01', until: '2024-02-29' },
      { body, since: '2024-04-01', until: '2024-04-30' },
      { body, since: '2024-06-01', until: '2024-06-30' },
    ]);
    expect(await stretches([window('2024-02-01', null)])).toEqual([]);
  });
});

describe('cycles', () => {
  const cycles = (rows: readonly Row[]) =>
    read(
      rows,
      `SELECT cert_no AS number, CAST(granted_on AS VARCHAR) AS since, CAST(expiry_date AS VARCHAR) AS until, granted_by AS how
       FROM certificate_life ORDER BY certificate, cycle`,
    );
  const one = { number: 'Q1', since: '2024-03-01', until: '2027-02-28', how: 'initial' };
  const change = { ...row, activity_code: '05' };

  test.each([
    ['surveillance repeats the dates', { ...row, activity_code: '03', audit_end: '2025-02-01' }, one],
    ['a re-issue moves the issue date', { ...change, issue_date: '2025-01-10' }, one],
    [
      'an extension moves the expiry',
      { ...change, expiry_date: '2027-08-28' },
      { ...one, until: '2027-08-28' },
    ],
    [
      'a re-issue corrects the expiry by some months',
      { ...change, issue_date: '2025-01-10', expiry_date: '2027-08-28' },
      { ...one, until: '2027-08-28' },
    ],
    ['a row without dates', { ...change, issue_date: null, expiry_date: null }, one],
    ['a row without approval number', { ...row, cb_approval_no: null }, one],
  ])('%s: one cycle', async (_, second, cycle) => {
    expect(await cycles([row, second])).toEqual([cycle]);
  });

  test('recertified under the same number: two', async () => {
    const renewed = { ...row, activity_code: '02', issue_date: '2027-02-10', expiry_date: '2030-02-28' };
    expect(await cycles([row, renewed, { ...renewed, activity_code: '03' }])).toEqual([
      one,
      { number: 'Q1', since: '2027-02-10', until: '2030-02-28', how: 'recertification' },
    ]);
  });

  test('what a certificate followed, and what took its place', async () => {
    const renewed = {
      ...row,
      cert_no: 'Q2',
      prev_cert_no: 'Q1',
      activity_code: '02',
      audit_start: '2027-01-10',
      audit_end: '2027-01-12',
      issue_date: '2027-02-10',
      expiry_date: '2030-02-28',
    };
    const moved = {
      ...renewed,
      cb_approval_no: 'CNCA-R-2021-760',
      cb_name: '丙认证',
      cert_no: 'X1',
      prev_cert_no: 'Q2',
      prev_cb: '甲认证',
      activity_code: '01',
      audit_start: '2028-01-05',
      issue_date: '2028-02-01',
    };
    const found = await read(
      [row, renewed, moved],
      `SELECT cert_no AS number, transferred, CAST(succeeded_on AS VARCHAR) AS succeeded, CAST(successor_audited_on AS VARCHAR) AS audited, CAST(previous_expiry AS VARCHAR) AS previous
       FROM certificate_life ORDER BY granted_on`,
    );
    expect(found).toEqual([
      { number: 'Q1', transferred: false, succeeded: '2027-02-10', audited: '2027-01-10', previous: null },
      {
        number: 'Q2',
        transferred: false,
        succeeded: '2028-02-01',
        audited: '2028-01-05',
        previous: '2027-02-28',
      },
      { number: 'X1', transferred: true, succeeded: null, audited: null, previous: '2030-02-28' },
    ]);
  });

  test.each([
    ['02', { suspend_start: '2025-01-10' }, '暂停', '2025-01-10'],
    ['03', { revoke_date: '2025-01-11' }, '撤销', '2025-01-11'],
    ['04', { change_date: '2025-01-12' }, '注销', '2025-01-12'],
    ['05', {}, '过期失效', '2027-02-28'],
    ['01', { change_date: '2025-01-12' }, '有效', null],
  ])('the newest report tells the status (%s) and since when', async (status, dates, state, since) => {
    const newest = { ...row, ...dates, activity_code: '05', status, pull_end: '2025-01-31' };
    const sql = 'SELECT state, CAST(state_since AS VARCHAR) AS since FROM certificate_life';
    expect(await read([newest, row], sql)).toEqual([{ state, since }]);
  });

  test('a change dated decades ahead is no later than its report', async () => {
    const [life] = await read(
      [
        { ...row, pull_end: '2024-03-31', change_date: '2052-03-11' },
        { ...row, pull_end: '2025-03-31', status: '04', change_date: '2025-03-19' },
      ],
      'SELECT state, CAST(reported_on AS VARCHAR) AS reported_on FROM certificate_life',
    );
    expect(life).toEqual({ state: '注销', reported_on: '2025-03-31' });
  });
});

describe('suspensions', () => {
  const report = (pull_end: string, change: Row = {}): Row => ({
    ...row,
    activity_code: '05',
    pull_end,
    ...change,
  });
  const suspended = (pull_end: string, suspend_start: string | null = '2025-01-10') =>
    report(pull_end, { status: '02', suspend_start });
  const spans = (...rows: Row[]) =>
    read(
      rows,
      `SELECT CAST(suspended_from AS VARCHAR) AS since, CAST(seen_from AS VARCHAR) AS seen, CAST(seen_until AS VARCHAR) AS still, CAST(ended_by AS VARCHAR) AS over
       FROM certificate_suspension ORDER BY 1`,
    );

  test('open as far as the reports go', async () => {
    expect(await spans(row, suspended('2025-01-31'), suspended('2025-03-31'))).toEqual([
      { since: '2025-01-10', seen: '2025-01-31', still: '2025-03-31', over: null },
    ]);
  });
  test('over between two reports', async () => {
    expect(await spans(row, suspended('2025-01-31'), report('2025-06-30'))).toEqual([
      { since: '2025-01-10', seen: '2025-01-31', still: '2025-01-31', over: '2025-06-30' },
    ]);
  });
  test.each([
    ['restored', { change_date: '2025-06-05' }],
    ['withdrawn', { status: '03', revoke_date: '2025-06-05' }],
    ['given up', { status: '04', change_date: '2025-06-05' }],
  ])('%s on a day that is told', async (_, change) => {
    expect(await spans(row, suspended('2025-01-31'), report('2025-06-30', change))).toEqual([
      { since: '2025-01-10', seen: '2025-01-31', still: '2025-06-05', over: '2025-06-05' },
    ]);
  });
  test('a day that cannot be the end is not taken', async () => {
    expect(
      await spans(row, suspended('2025-01-31'), report('2025-06-30', { change_date: '2024-12-01' })),
    ).toEqual([{ since: '2025-01-10', seen: '2025-01-31', still: '2025-01-31', over: '2025-06-30' }]);
  });
  test('rows that do not say since when belong to the one that the reports around them date', async () => {
    expect(
      await spans(row, suspended('2025-01-31', null), suspended('2025-02-28'), suspended('2025-03-31', null)),
    ).toEqual([{ since: '2025-01-10', seen: '2025-01-31', still: '2025-03-31', over: null }]);
  });
  test('two of them', async () => {
    expect(
      await spans(
        row,
        suspended('2025-01-31'),
        report('2025-04-30', { change_date: '2025-04-02' }),
        suspended('2025-09-30', '2025-09-01'),
      ),
    ).toEqual([
      { since: '2025-01-10', seen: '2025-01-31', still: '2025-04-02', over: '2025-04-02' },
      { since: '2025-09-01', seen: '2025-09-30', still: '2025-09-30', over: null },
    ]);
  });
  test('a valid row that remembers one', async () => {
    expect(await spans(row, report('2025-06-30', { suspend_start: '2025-01-10' }))).toEqual([
      { since: '2025-01-10', seen: null, still: '2025-01-10', over: '2025-06-30' },
    ]);
  });
});

describe('when surveillance falls due', () => {
  /** The last day for the audit that follows one that ended on this day. */
  async function dueAfter(on: string, scheme_code = 'A01'): Promise<string | null> {
    const granted = new Date(`${on}T00:00:00Z`);
    granted.setUTCDate(granted.getUTCDate() - 300);
    const issue_date = granted.toISOString().slice(0, 10);
    const certificate = {
      ...row,
      scheme_code,
      issue_date,
      expiry_date: '2030-01-01',
      audit_start: null,
      audit_end: null,
    };
    const sql = `SELECT CAST(due_on AS VARCHAR) AS due FROM surveillance_due WHERE since = DATE '${on}'`;
    const found = await read(
      [certificate, { ...certificate, activity_code: '03', audit_start: on, audit_end: on }],
      sql,
    );
    return (found[0]?.due as string) ?? null;
  }

  describe('fifteen months, twelve for QMS from 2026; no calendar year asked for', () => {
    beforeAll(() =>
      engine
        .query(`UPDATE ref_regulation SET value = NULL WHERE parameter = 'surveillance_calendar_year'`)
        .then(() => {}),
    );
    test.each([
      ['2023-01-31', '2024-04-30', 'fifteen months from a month’s end'],
      ['2024-09-30', '2025-12-30', 'it fell due before the change'],
      [
        '2024-10-01',
        '2026-01-01',
        'the twelve months had passed when they came into force: fifteen go on applying',
      ],
      ['2024-11-30', '2026-02-28', 'the same, to the end of February'],
      ['2024-12-31', '2026-03-31', 'the last day for which fifteen months go on applying'],
      ['2025-01-01', '2026-01-01', 'twelve months that end on the day of the change'],
      ['2025-02-28', '2026-02-28', 'twelve months'],
    ])('%s → %s: %s', async (on, due) => {
      expect(await dueAfter(on)).toBe(due);
    });

    test('tables are made anew when the reference data change: a longer time counts where it is in force by then', async () => {
      expect(await dueAfter('2025-01-01', 'A02')).toBe('2026-04-01');
      await engine.query(
        `INSERT INTO ref_regulation VALUES ('test', 'EMS', 'surveillance_next_months', '24', DATE '2026-03-01', NULL, 'test', 'unverified')`,
      );
      expect(await dueAfter('2025-01-01', 'A02')).toBe('2027-01-01');
      expect(await dueAfter('2024-06-01', 'A02')).toBe('2025-09-01');
    });
  });

  test('with a calendar year asked for', async () => {
    await engine.query(
      `UPDATE ref_regulation SET value = 'required' WHERE parameter = 'surveillance_calendar_year'`,
    );
    expect(await dueAfter('2024-10-01')).toBe('2025-12-31');
    expect(await dueAfter('2024-09-30')).toBe('2025-12-30');
  });
});
