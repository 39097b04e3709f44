import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../renderer/engine/engine.ts';
import {
  countPairings,
  type Pairing,
  readCandidates,
  readChoices,
  settle,
  standingChoice,
  undoChoice,
} from '../../renderer/matches/choices.ts';
import { derive, isDerived } from '../../renderer/rules/derive.ts';
import { openTestEngine } from '../support/engine.ts';
import { load, type Row, type Tables } from './fixture.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());

const yi = '91350100M000100Y43';
const bing = '91110000100006021A';
const body = 'CNCA-R-2021-751';
const plan: Row = {
  plan_no: 'R075101-24-1',
  org_uscc: yi,
  org_name: '乙公司',
  scheme_code: 'A01',
  activity_code: '03',
  plan_start: '2024-03-04 09:00',
  plan_end: '2024-03-05 17:00',
  team_members: '张三；李四',
};
const audit: Row = {
  cb_approval_no: body,
  cert_no: 'Q1',
  org_uscc: yi,
  org_name: '乙公司',
  org_name_old: null,
  scheme_code: 'A01',
  activity_code: '03',
  audit_start: '2024-03-04',
  audit_end: '2024-03-05',
  issue_date: '2023-04-01',
};
const bodies: Row[] = [{ cb_approval_no: body, cb_name: '甲认证' }];

interface Pair {
  plan_no: string;
  certificate: string;
  state: string;
  score: number;
  why: string;
}
async function pairs(tables: Tables): Promise<Pair[]> {
  await engine.query('DELETE FROM plan_choice');
  await load(engine, { certification_body: bodies, ...tables });
  return read();
}
async function read(): Promise<Pair[]> {
  const sql = `SELECT m.plan_no, m.certificate, m.state, c.score,
      match_reasons_zh(by_number, by_code, by_scheme, by_body, by_team, by_activity, days_apart, days_to_issue) AS why
    FROM plan_match AS m
    JOIN plan_candidate AS c ON c.plan_source = m.plan_source AND c.plan_row = m.plan_row AND c.audit_source = m.audit_source AND c.audit_row = m.audit_row
    ORDER BY m.plan_no, c.score DESC, m.certificate`;
  await derive(engine, sql);
  return engine.rows<Pair>(sql);
}
const makeListed = () => derive(engine, 'SELECT * FROM plan_pairing');
const short = (found: readonly Pair[]) => found.map((p) => `${p.plan_no} ${p.certificate} ${p.state}`);

describe('what belongs together', () => {
  test('by code, scheme, days and the body in the number, in words', async () => {
    expect(await pairs({ audit_plan: [plan], certificate: [audit] })).toEqual([
      {
        plan_no: 'R075101-24-1',
        certificate: 'Q1',
        state: 'matched',
        score: 97,
        why: '统一社会信用代码相同；认证项目代码相同；计划日期在审核日期之内；计划编号前缀与机构相符；审核类型相同',
      },
    ]);
  });

  test.each<[string, Record<string, string | null>, Record<string, string | null>, string[]]>([
    ['another organisation', { org_uscc: bing, org_name: '丙公司' }, {}, []],
    ['another scheme', { scheme_code: 'A02' }, {}, []],
    [
      'another body by the number',
      { plan_no: 'R076001-24-1' },
      { cb_approval_no: 'CNCA-R-2021-760' },
      ['R076001-24-1 Q1 matched'],
    ],
    [
      'a number of a body that is not the audit’s',
      { plan_no: 'R075101-24-2' },
      { cb_approval_no: 'CNCA-R-2021-760' },
      [],
    ],
    [
      '15 days before',
      { plan_start: '2024-02-17 09:00', plan_end: '2024-02-18 17:00' },
      {},
      ['R075101-24-1 Q1 matched'],
    ],
    ['16 days before', { plan_start: '2024-02-16 09:00', plan_end: '2024-02-17 17:00' }, {}, []],
    ['the scheme in finer detail', { scheme_code: 'A010201' }, {}, ['R075101-24-1 Q1 matched']],
    ['no scheme in the plan', { scheme_code: null }, {}, ['R075101-24-1 Q1 matched']],
    [
      'no code in the plan, the name in other brackets',
      { org_uscc: null, org_name: '乙 公司' },
      {},
      ['R075101-24-1 Q1 matched'],
    ],
    [
      'the name of before',
      { org_uscc: null, org_name: '老乙公司' },
      { org_name_old: '老乙公司' },
      ['R075101-24-1 Q1 matched'],
    ],
    ['cancelled', { cancelled: 'true' }, {}, []],
    ['no day in the plan', { plan_start: null }, {}, []],
    [
      'no audit days: issued 120 days after',
      {},
      { audit_start: null, audit_end: null, issue_date: '2024-07-03' },
      ['R075101-24-1 Q1 matched'],
    ],
    [
      'no audit days: issued 121 days after',
      {},
      { audit_start: null, audit_end: null, issue_date: '2024-07-04' },
      [],
    ],
    [
      'no audit days: issued before',
      {},
      { audit_start: null, audit_end: null, issue_date: '2024-03-04' },
      [],
    ],
    ['a change is no audit', {}, { activity_code: '05' }, []],
    [
      'nothing but the name and days agrees',
      {
        org_uscc: null,
        scheme_code: null,
        plan_no: 'X1',
        plan_start: '2024-02-17 09:00',
        plan_end: '2024-02-18 17:00',
      },
      {},
      [],
    ],
  ])('%s', async (_, ofPlan, ofAudit, expected) => {
    expect(
      short(await pairs({ audit_plan: [{ ...plan, ...ofPlan }], certificate: [{ ...audit, ...ofAudit }] })),
    ).toEqual(expected);
  });

  test('the audit of that year, not of the next', async () => {
    const next = { ...audit, audit_start: '2025-03-03', audit_end: '2025-03-04' };
    const found = await pairs({
      audit_plan: [
        plan,
        { ...plan, plan_no: 'R075101-25-1', plan_start: '2025-03-03 09:00', plan_end: '2025-03-04 17:00' },
      ],
      certificate: [audit, next],
    });
    expect(short(found)).toEqual(['R075101-24-1 Q1 matched', 'R075101-25-1 Q1 matched']);
  });

  test('two plans, one for each stage of an initial audit', async () => {
    const initial = { ...audit, activity_code: '01', audit_start: '2024-02-20', audit_end: '2024-03-05' };
    const found = await pairs({
      audit_plan: [
        { ...plan, activity_code: '01' },
        {
          ...plan,
          activity_code: '01',
          plan_no: 'R075101-24-0',
          plan_start: '2024-02-20 09:00',
          plan_end: '2024-02-20 17:00',
        },
      ],
      certificate: [initial],
    });
    expect(short(found)).toEqual(['R075101-24-0 Q1 matched', 'R075101-24-1 Q1 matched']);
  });

  test('a plan without scheme announces one audit of each scheme', async () => {
    const found = await pairs({
      audit_plan: [{ ...plan, scheme_code: null }],
      certificate: [audit, { ...audit, cert_no: 'E1', scheme_code: 'A02' }],
    });
    expect(short(found)).toEqual(['R075101-24-1 E1 matched', 'R075101-24-1 Q1 matched']);
  });

  test('the finer scheme code decides between two certificates', async () => {
    const found = await pairs({
      audit_plan: [{ ...plan, scheme_code: 'A010201' }],
      certificate: [audit, { ...audit, cert_no: 'Q2', scheme_code: 'A010201' }],
    });
    expect(short(found)).toEqual(['R075101-24-1 Q2 matched']);
  });
});

describe('exact keys win', () => {
  test('the certificate number that plans carried until 2021', async () => {
    const found = await pairs({
      audit_plan: [{ ...plan, cert_no: 'q 1' }],
      certificate: [audit, { ...audit, cert_no: 'Q2' }],
    });
    expect(short(found)).toEqual(['R075101-24-1 Q1 exact']);
  });
  test('a team sheet that names the plan and the certificate', async () => {
    const member = {
      cert_no: 'Q2',
      plan_no: plan.plan_no ?? null,
      auditor_name: '张三',
      auditor_id: '340104198001011234',
      role: '01',
      stage_code: '03',
      t_start: '2024-03-04 00:00',
      t_end: '2024-03-05 23:59',
    };
    const found = await pairs({
      audit_plan: [plan],
      certificate: [audit, { ...audit, cert_no: 'Q2' }],
      audit_team: [member],
    });
    expect(short(found)).toEqual(['R075101-24-1 Q2 exact']);
  });
  test('a number that no certificate of those days has leaves the plan to the rest', async () => {
    const found = await pairs({ audit_plan: [{ ...plan, cert_no: 'Q9' }], certificate: [audit] });
    expect(short(found)).toEqual(['R075101-24-1 Q1 matched']);
  });
});

describe('what is as good is left to the analyst', () => {
  const twins = { audit_plan: [plan], certificate: [audit, { ...audit, cert_no: 'Q2' }] };
  test('both candidates are shown, none counts', async () => {
    expect(short(await pairs(twins))).toEqual(['R075101-24-1 Q1 ambiguous', 'R075101-24-1 Q2 ambiguous']);
  });
  test('people in common tell them apart', async () => {
    const member = {
      cert_no: 'Q2',
      auditor_name: '李四',
      auditor_id: '340104198001011234',
      role: '01',
      stage_code: '03',
      t_start: '2024-03-04 00:00',
      t_end: '2024-03-05 23:59',
    };
    const other = { ...member, cert_no: 'Q1', auditor_name: '王五', auditor_id: '340104198001014321' };
    expect(short(await pairs({ ...twins, audit_team: [member, other] }))).toEqual([
      'R075101-24-1 Q2 matched',
    ]);
  });
  const plan1 = { plan: 'R075101-24-1', scheme: 'QMS' };
  const day = '2024-03-05';
  const signed = { reason: ' 已查档案 ', author: ' 王 ' };
  const choose = (certificate: string | null, audited_on: string | null = certificate && day) =>
    settle(engine, { ...plan1, certificate, audited_on, ...signed });

  test.each([
    ['Q2', ['R075101-24-1 Q2 settled']],
    [null, []],
  ])('what the analyst chose stands: %s', async (choice, expected) => {
    await pairs(twins);
    await choose(choice);
    expect(short(await read())).toEqual(expected);
  });
  test('the last word counts; undone, the plan is open again, and everything stays on record', async () => {
    await pairs(twins);
    await choose('Q2');
    await choose('Q1');
    expect(short(await read())).toEqual(['R075101-24-1 Q1 settled']);
    await undoChoice(engine, plan1, ' 李 ');
    expect(short(await read())).toEqual(['R075101-24-1 Q1 ambiguous', 'R075101-24-1 Q2 ambiguous']);
    expect(await readChoices(engine)).toMatchObject([
      { id: 2, certificate: 'Q1', audited_on: day, reason: '已查档案', author: '王', undone_by: '李' },
      { id: 1, certificate: 'Q2', undone_by: '李' },
    ]);
  });
  test('a choice whose audit is no longer a candidate does not count, and is not forgotten', async () => {
    await pairs(twins);
    await choose('Q2');
    await load(engine, {
      certification_body: bodies,
      ...twins,
      certificate: [audit, { ...audit, cert_no: 'Q3' }],
    });
    expect(short(await read())).toEqual(['R075101-24-1 Q1 ambiguous', 'R075101-24-1 Q3 ambiguous']);
    expect(await standingChoice(engine, plan1)).toMatchObject({ certificate: 'Q2' });
  });
  test('one scheme settled leaves the other as it is', async () => {
    const e = { ...audit, cert_no: 'E1', scheme_code: 'A02' };
    await pairs({
      ...twins,
      audit_plan: [{ ...plan, scheme_code: null }],
      certificate: [...twins.certificate, e],
    });
    await choose('Q1');
    expect(short(await read())).toEqual(['R075101-24-1 E1 matched', 'R075101-24-1 Q1 settled']);
  });
  test('two audits of one certificate are told apart by their last day', async () => {
    const again = { ...audit, audit_start: '2024-03-05', audit_end: '2024-03-06' };
    await pairs({ audit_plan: [plan], certificate: [audit, again] });
    expect((await read()).map((p) => p.state)).toEqual(['ambiguous', 'ambiguous']);
    await choose('Q1', '2024-03-06');
    expect(await engine.rows('SELECT CAST(audit_row AS INTEGER) AS row FROM plan_match')).toHaveLength(1);
  });
  test('what the screen lists: each plan once, with its state, and its candidates with place and words', async () => {
    const lone = {
      ...plan,
      plan_no: 'R075101-25-1',
      plan_start: '2025-03-03 09:00',
      plan_end: '2025-03-04 17:00',
    };
    const next = { ...audit, cert_no: 'Q3', audit_start: '2025-03-03', audit_end: '2025-03-04' };
    await pairs({ audit_plan: [plan, lone], certificate: [...twins.certificate, next] });
    await makeListed();
    const list = () => engine.rows<Pairing>('SELECT * FROM plan_pairing ORDER BY plan');
    expect(await list()).toMatchObject([
      {
        plan: 'R075101-24-1',
        scheme: 'QMS',
        state: 'ambiguous',
        candidates: 2,
        certificates: 'Q1; Q2',
        first_day: '2024-03-04',
      },
      { plan: 'R075101-25-1', state: 'matched', candidates: 1, certificates: 'Q3' },
    ]);
    expect(await countPairings(engine)).toEqual({ ambiguous: 1, settled: 0, none: 0, matched: 1, exact: 0 });
    const [first] = await list();
    const { plan: row, candidates } = await readCandidates(engine, first as Pairing);
    expect(row).toMatchObject({
      plan_no: 'R075101-24-1',
      activity_zh: '监督审核',
      team_members: '张三；李四',
    });
    expect(candidates.map((c) => [c.certificate, c.audited_on, c.activity_en])).toEqual([
      ['Q1', day, 'surveillance audit'],
      ['Q2', day, 'surveillance audit'],
    ]);
    expect(candidates[0]?.reasons_zh).toContain('统一社会信用代码相同');
    await choose(null);
    expect(await countPairings(engine)).toMatchObject({ ambiguous: 0, none: 1 });
    expect((await list())[0]).toMatchObject({ state: 'none', candidates: 2 });
  });
  test('tables that do not hang on what was settled are not made again', async () => {
    await pairs(twins);
    await makeListed();
    await choose('Q1');
    expect(await isDerived(engine, 'SELECT * FROM plan_candidate')).toBe(true);
    await undoChoice(engine, plan1, '王');
    await engine.query(`UPDATE plan_choice SET reason = '别的'`);
    expect(await isDerived(engine, 'SELECT * FROM plan_candidate')).toBe(true);
    expect(await isDerived(engine, 'SELECT * FROM plan_match')).toBe(false);
  });
});

describe('serials above 999 share their prefix with older bodies', () => {
  const both: Row[] = [
    { cb_approval_no: 'CNCA-R-2002-040', cb_name: '老' },
    { cb_approval_no: 'CNCA-R-2022-1040', cb_name: '新' },
  ];
  const shared = { ...plan, plan_no: 'R004001-24-1' };
  const bodyOf = async (tables: Tables) => {
    await pairs({ certification_body: both, ...tables });
    return engine.rows('SELECT cb_approval_no, body_by FROM current_plan');
  };
  const held = { ...audit, cb_approval_no: 'CNCA-R-2022-1040' };
  test('the body whose people are in the team', async () => {
    const people = [
      { cb_approval_no: 'CNCA-R-2022-1040', auditor_name: '张三', reg_no: '1', reg_to: '2025-01-01' },
    ];
    expect(await bodyOf({ audit_plan: [shared], auditor: people })).toEqual([
      { cb_approval_no: 'CNCA-R-2022-1040', body_by: 'team' },
    ]);
  });
  test('the body that certified the organisation', async () => {
    expect(await bodyOf({ audit_plan: [shared], certificate: [held] })).toEqual([
      { cb_approval_no: 'CNCA-R-2022-1040', body_by: 'holder' },
    ]);
    expect(short(await read())).toEqual(['R004001-24-1 Q1 matched']);
  });
  test('nobody, where both fit as well', async () => {
    const other = {
      ...held,
      cb_approval_no: 'CNCA-R-2002-040',
      cert_no: 'Q2',
      audit_start: '2023-01-01',
      audit_end: '2023-01-01',
    };
    expect(await bodyOf({ audit_plan: [shared], certificate: [held, other] })).toEqual([
      { cb_approval_no: null, body_by: null },
    ]);
    expect(short(await read())).toEqual(['R004001-24-1 Q1 matched']);
  });
});
