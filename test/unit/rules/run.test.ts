import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { NoRoom } from '../../../renderer/engine/database-error.ts';
import type { Engine } from '../../../renderer/engine/engine.ts';
import { listSources, removeSource } from '../../../renderer/import/load.ts';
import { derive, isDerived } from '../../../renderer/rules/derive.ts';
import type { ParameterValues } from '../../../renderer/rules/judge.ts';
import { runRules } from '../../../renderer/rules/run.ts';
import type { Rule } from '../../../shared/rule.ts';
import { load } from '../../rules/fixture.ts';
import { openTestEngine } from '../../support/engine.ts';
import { importFiles } from '../../support/import.ts';
import { AS_OF, builtInRules, good, template } from './own.ts';

let engine: Engine;
/** Statements that filled `verdicts` since the last look: each is a rule that really ran. */
let ran: string[] = [];
/** Whether the disk is full when the next rule runs. */
let full = false;
beforeAll(async () => {
  const real = await openTestEngine();
  engine = {
    ...real,
    query: (sql, params, signal) => {
      if (sql.startsWith('CREATE OR REPLACE TEMP TABLE verdicts')) {
        ran.push(sql);
        if (full) return Promise.reject(new NoRoom());
      }
      return real.query(sql, params, signal);
    },
    transaction: (work, mode) => {
      if (mode === 'READ ONLY') ran.push('own');
      return real.transaction(work, mode);
    },
  };
});
afterAll(() => engine.close());
beforeEach(async () => {
  await load(engine, {
    certificate: [
      {
        cert_no: 'A1',
        cb_approval_no: 'CNCA-R-2003-001',
        org_uscc: '91690402W00000001C',
        org_name: '岚州一号机械有限公司',
        scheme_code: 'A01',
        activity_code: '01',
        audit_start: day('2024-03-01'),
        audit_end: day('2024-03-03'),
        decision_date: day('2024-03-20'),
        issue_date: day('2024-03-21'),
        expiry_date: day('2028-03-20'),
      },
    ],
  });
  for (const table of ['run', 'run_rule', 'finding', 'evidence']) await engine.query(`DELETE FROM ${table}`);
  await run();
  ran = [];
});

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const rules = builtInRules.filter((r) => ['L03', 'L10', 'L11'].includes(r.code));
const own = { ...good({ name: 'X01-a.sql', text: template }) };
const run = (
  values: Record<string, ParameterValues> = {},
  asOf = AS_OF,
  chosen: readonly Rule[] = rules,
  signal?: AbortSignal,
  onResult?: () => void,
) => runRules(engine, { asOf, values, rules: chosen, app: 'test' }, onResult, signal);
const kept = () =>
  Promise.all([
    engine.rows('SELECT * FROM run_rule ORDER BY code'),
    engine.rows('SELECT * FROM finding ORDER BY ALL'),
    engine.rows('SELECT * FROM evidence ORDER BY ALL'),
    engine.rows('SELECT as_of FROM run'),
  ]);

test('nothing changed: no rule runs again, and all results stand', async () => {
  const before = await kept();
  const judgements = await run();
  expect(ran).toEqual([]);
  expect(judgements.map((j) => j.code)).toEqual(['L03', 'L10', 'L11']);
  expect(await kept()).toEqual(before);
});

test('one parameter changed: that rule alone runs again', async () => {
  expect(await engine.rows("SELECT code, findings FROM run_rule WHERE code = 'L03'")).toEqual([
    { code: 'L03', findings: 1 },
  ]);
  const judgements = await run({ L03: { slack_days: 366 } });
  expect(ran.length).toBe(1);
  expect(judgements.map((j) => [j.code, j.findings])).toContainEqual(['L03', 0]);
});

test('other data or other law: all run again; another as-of date: those that ask for it', async () => {
  const dated = rules.filter((r) => r.sql.includes('$as_of'));
  expect(dated.length).toBeLessThan(rules.length);
  await run({}, '2023-12-31');
  expect(ran.length).toBe(dated.length);
  ran = [];
  await engine.query("UPDATE source SET loaded = loaded + 1 WHERE dataset = 'certificate'");
  await run({}, '2023-12-31');
  expect(ran.length).toBe(rules.length);
  ran = [];
  await engine.query("UPDATE ref_regulation SET value = '9' WHERE parameter = 'validity_years'");
  await run({}, '2023-12-31');
  expect(ran.length).toBe(rules.length);
});

test('another file under the number of one that was removed is other data', async () => {
  const text = (holder: string) =>
    `认证证书号,认证机构批准号,组织名称,认证项目代码,认证审核活动代码,颁证日期,证书截止日期\nA1,CNCA-R-2003-001,${holder},A01,01,2024-03-21,2027-03-20\n`;
  const replaceBy = async (holder: string) => {
    for (const source of await listSources(engine)) await removeSource(engine, source);
    await importFiles(engine, [new File([text(holder)], '月报.csv')]);
    return (await listSources(engine)).map((source) => [source.id, source.loaded]);
  };
  const before = await replaceBy('岚州一号机械有限公司');
  await derive(engine, 'FROM certificate_life');
  await run();
  ran = [];
  expect(await isDerived(engine, 'FROM certificate_life')).toBe(true);
  expect(await replaceBy('岚州二号机械有限公司')).toEqual(before);
  expect(await isDerived(engine, 'FROM certificate_life')).toBe(false);
  await run();
  expect(ran.length).toBe(rules.length);
});

test('a rule that is not asked for leaves with its results, and comes back by running', async () => {
  await run({}, AS_OF, rules.slice(0, 1));
  expect(ran).toEqual([]);
  expect(await engine.rows('SELECT DISTINCT code FROM run_rule')).toEqual([{ code: 'L03' }]);
  await run();
  expect(ran.length).toBe(rules.length - 1);
});

test('an own rule may read anything, and always runs', async () => {
  await run({}, AS_OF, [...rules, own]);
  expect(ran.length).toBe(1);
  await run({}, AS_OF, [...rules, own]);
  expect(ran.length).toBe(2);
});

test('a run that is cancelled or breaks off leaves the former one as it was', async () => {
  const before = await kept();
  const controller = new AbortController();
  const cancelled = run({ L03: { slack_days: 366 } }, AS_OF, rules, controller.signal, () =>
    controller.abort(),
  );
  await expect(cancelled).rejects.toThrow(/abort/i);
  expect(ran.length).toBe(1);
  expect(await kept()).toEqual(before);
  expect(
    await engine.rows("SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'pending%'"),
  ).toEqual([]);
});

test('a disk that is full is no failure of the rule: the run ends, and the former one is there', async () => {
  const before = await kept();
  full = true;
  try {
    await expect(run({ L03: { slack_days: 366 } })).rejects.toThrow(NoRoom);
  } finally {
    full = false;
  }
  expect(await kept()).toEqual(before);
});

test('runs give back the room that they took', async () => {
  // A checkpoint gives back what was deleted before the one before it.
  for (const slack_days of [1, 2]) {
    await run({ L03: { slack_days } });
    await engine.query('CHECKPOINT');
  }
  expect(await engine.rows("SELECT max(count) AS n FROM pragma_storage_info('run_rule')")).toEqual([
    { n: rules.length },
  ]);
});
