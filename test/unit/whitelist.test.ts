import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Engine } from '../../renderer/engine/engine.ts';
import {
  addToWhitelist,
  applyWhitelist,
  readWhitelist,
  revokeFromWhitelist,
  type WhitelistWish,
  wouldSuppress,
} from '../../renderer/rules/whitelist.ts';
import { emptyWorkspace, openTestEngine } from '../support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());

const LEADS = [
  ['a', 'D01', "'CNCA-R-2021-751', 'U1', 'Q1', NULL, NULL"],
  ['b', 'D01', "'CNCA-R-2021-751', 'U2', 'Q2', NULL, NULL"],
  ['c', 'P06', "'CNCA-R-2021-751; CNCA-R-2021-760', 'U2; U3', NULL, 'P1; P2', 'Z'"],
] as const;

beforeEach(async () => {
  await emptyWorkspace(engine);
  await engine.query(
    "INSERT INTO run VALUES (DATE '2026-03-31', TIMESTAMP '2026-04-01', 'app', 'engine', 1)",
  );
  for (const code of ['D01', 'P06'])
    await engine.query(
      `INSERT INTO run_rule VALUES ('${code}', 'x', 1, 'ran', [], 9, 1, 1, '{}', '', NULL, NULL)`,
    );
  for (const [id, code, subject] of LEADS)
    await engine.query(
      `INSERT INTO finding SELECT '${id}', 'lead', '${code}', 'x', '高', 'E1', cb, NULL, org, NULL, cert, plan, person, NULL, NULL, NULL, NULL, '', '', NULL
       FROM (VALUES (${subject})) AS t(cb, org, cert, plan, person)`,
    );
  await engine.query(
    "INSERT INTO finding SELECT 'u', 'undetermined', 'D01', 'x', '高', 'E1', NULL, NULL, 'U1', NULL, 'Q1', NULL, NULL, NULL, NULL, NULL, NULL, '', '', NULL",
  );
});

const wish: WhitelistWish = {
  rule_code: 'D01',
  field: 'cert_no',
  value: 'Q1',
  reason: ' 已核实，系统录入错误 ',
  author: '王',
  expires_on: '2027-03-31',
};
const suppressed = async () =>
  (
    await engine.rows<{ id: string }>(
      "SELECT finding_id AS id FROM finding WHERE verdict = 'suppressed' ORDER BY finding_id",
    )
  ).map((f) => f.id);

test('an entry suppresses its lead, keeps it, and the rule counts one less', async () => {
  expect(await wouldSuppress(engine, wish)).toBe(1);
  await addToWhitelist(engine, wish);
  expect(await suppressed()).toEqual(['a']);
  expect(await engine.rows('SELECT code, findings, undetermined FROM run_rule ORDER BY code')).toEqual([
    { code: 'D01', findings: 1, undetermined: 1 },
    { code: 'P06', findings: 1, undetermined: 1 },
  ]);
  expect(await readWhitelist(engine)).toMatchObject([
    {
      id: 1,
      reason: '已核实，系统录入错误',
      author: '王',
      expires_on: '2027-03-31',
      revoked_at: null,
      suppresses: 1,
    },
  ]);
});

test.each<[string, Partial<WhitelistWish>, string[]]>([
  ['one lead', { field: 'finding_id', value: 'b' }, ['b']],
  ['one lead of another rule', { field: 'finding_id', value: 'c' }, []],
  ['an organisation under one rule', { field: 'org_uscc', value: 'U2' }, ['b']],
  [
    'an organisation under every rule, also where it is one of two',
    { rule_code: null, field: 'org_uscc', value: 'U2' },
    ['b', 'c'],
  ],
  ['a body under every rule', { rule_code: null, field: 'cb_approval_no', value: 'CNCA-R-2021-760' }, ['c']],
  ['a plan', { rule_code: 'P06', field: 'plan_no', value: 'P2' }, ['c']],
  ['a person', { rule_code: 'P06', field: 'auditor_id', value: 'Z' }, ['c']],
  ['the as-of date is its last day', { expires_on: '2026-03-31' }, ['a']],
  ['it expired the day before', { expires_on: '2026-03-30' }, []],
  ['part of a number', { value: 'Q' }, []],
  ['a value that would break out', { value: "Q1' OR '1'='1" }, []],
])('%s', async (_, change, expected) => {
  await addToWhitelist(engine, { ...wish, ...change });
  expect(await suppressed()).toEqual(expected);
});

test('what cannot be judged is never suppressed', async () => {
  await addToWhitelist(engine, { ...wish, rule_code: null, field: 'org_uscc', value: 'U1' });
  expect(await engine.rows("SELECT verdict FROM finding WHERE finding_id = 'u'")).toEqual([
    { verdict: 'undetermined' },
  ]);
});

test('a revoked entry stays in the list, with who and why, and its leads are open again', async () => {
  await addToWhitelist(engine, wish);
  await addToWhitelist(engine, { ...wish, value: 'Q2' });
  await revokeFromWhitelist(engine, 1, { author: '李', reason: '复核后不成立' });
  expect(await suppressed()).toEqual(['b']);
  const entries = await readWhitelist(engine);
  expect(entries.map((e) => [e.id, e.revoked_by, e.revoke_reason, e.suppresses])).toEqual([
    [2, null, null, 1],
    [1, '李', '复核后不成立', 0],
  ]);
  await revokeFromWhitelist(engine, 1, { author: '赵', reason: '再次' });
  expect((await readWhitelist(engine))[1]?.revoked_by).toBe('李');
});

test('of two entries that fit, the first is named; applying again changes nothing', async () => {
  await addToWhitelist(engine, wish);
  await addToWhitelist(engine, { ...wish, rule_code: null, field: 'org_uscc', value: 'U1' });
  await applyWhitelist(engine);
  expect(
    await engine.rows("SELECT finding_id, suppressed_by FROM finding WHERE verdict = 'suppressed'"),
  ).toEqual([{ finding_id: 'a', suppressed_by: 1 }]);
});
