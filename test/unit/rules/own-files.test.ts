import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Engine } from '../../../renderer/engine/engine.ts';
import { judge } from '../../../renderer/rules/judge.ts';
import { isOwn } from '../../../renderer/rules/own/own-rule.ts';
import { knownRules, reportedRules, runnableRules } from '../../../renderer/rules/own/own-store.ts';
import { keepRan, readRan } from '../../../renderer/rules/own/ran.ts';
import { newRule } from '../../../renderer/rules/own/template.ts';
import { bindOwn } from '../../../renderer/rules/own/try-own.ts';
import { bridge } from '../../../shared/bridge.ts';
import { openTestEngine } from '../../support/engine.ts';
import { AS_OF, bound, builtInRules, changed, good, loadCertificates, template } from './own.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());
beforeEach(() => loadCertificates(engine));

test('a new rule takes the first code that no file and no rule uses, and can be used as it is', async () => {
  expect(newRule([], [])).toEqual({ name: 'X01-my_rule.sql', text: template });
  const second = newRule(['X01-a.sql', 'x03-broken.sql'], ['X02']);
  expect(second?.name).toBe('X04-my_rule_4.sql');
  expect(bridge.addRule.request.safeParse(second).success).toBe(true);
  const { rules, broken } = await bound(
    engine,
    { name: 'X01-my_rule.sql', text: template },
    { name: second?.name ?? '', text: second?.text ?? '' },
  );
  expect(broken).toEqual([]);
  expect(rules.map((r) => [r.code, r.id])).toEqual([
    ['X01', 'my_rule'],
    ['X04', 'my_rule_4'],
  ]);
});

test('a file that is still the same is not asked about again', async () => {
  const read = { rules: [good({ name: 'X01-a.sql', text: template })], broken: [] };
  const bound = await bindOwn(engine, read);
  let asked = 0;
  const counting: Engine = {
    ...engine,
    aside: (work) => {
      asked += 1;
      return engine.aside(work);
    },
  };
  expect(await bindOwn(counting, read, bound.rules)).toEqual(bound);
  expect(asked).toBe(0);
  await bindOwn(counting, { ...read, rules: [good(changed('90', '91'))] }, bound.rules);
  expect(asked).toBe(1);
});

test('of ninety-nine codes there is no hundredth', () => {
  const all = Array.from({ length: 99 }, (_, i) => `X${String(i + 1).padStart(2, '0')}-a.sql`);
  expect(newRule(all.slice(0, 98), [])?.name).toBe('X99-my_rule_99.sql');
  expect(newRule(all, [])).toBeNull();
});

const texts = (rules: readonly unknown[]) =>
  (rules as Parameters<typeof isOwn>[0][]).flatMap((r) => (isOwn(r) ? [r.title.en] : []));

test('what ran is kept as it was, whatever becomes of its file', async () => {
  const then = good({ name: 'X01-a.sql', text: template });
  const never = good({ name: 'X02-b.sql', text: template.replace('X01', 'X02').replace('my_rule', 'two') });
  await keepRan(engine, [...builtInRules, then, never]);
  await judge(engine, then, AS_OF);
  const ran = await readRan(engine);
  expect(ran.map((r) => [r.code, r.from.file, r.from.text])).toEqual([['X01', 'X01-a.sql', template]]);

  const now = good(changed('Certificate about to expire', 'Something else'));
  for (const [rules, screen, report, run] of [
    [
      [now],
      ['Something else (example)'],
      ['Certificate about to expire (example)'],
      ['Something else (example)'],
    ],
    [[], ['Certificate about to expire (example)'], ['Certificate about to expire (example)'], []],
  ] as const) {
    const state = { rules, ran };
    expect(texts(knownRules(state))).toEqual(screen);
    expect(texts(reportedRules(state))).toEqual(report);
    expect(texts(runnableRules(state))).toEqual(run);
  }
  expect(knownRules({ rules: [now], ran }).map((r) => r.code)).toEqual([
    ...builtInRules.map((r) => r.code).sort(),
    'X01',
  ]);
});

test('a rule of an earlier version that can no longer be read keeps nothing from opening', async () => {
  await engine.query("INSERT OR REPLACE INTO setting VALUES ('own_rules', $value)", {
    value: JSON.stringify([{ file: 'X01-a.sql', text: 'no rule' }]),
  });
  expect(await readRan(engine)).toEqual([]);
  await engine.query("DELETE FROM setting WHERE name = 'own_rules'");
  expect(await readRan(engine)).toEqual([]);
});
