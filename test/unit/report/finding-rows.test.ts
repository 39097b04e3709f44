import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../../renderer/engine/engine.ts';
import { findingPortions, findingRows, sheetRows } from '../../../renderer/report/finding-rows.ts';
import { rowsOf } from '../../support/pieces.ts';
import { openFilled } from './fixture.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openFilled();
});
afterAll(() => engine.close());

const leads = (lang: 'zh' | 'en') => rowsOf(findingPortions(engine, lang, 'lead'));

test('leads come by rule, severity, date; rows that were not judged are not among them', async () => {
  const rows = await leads('zh');
  expect(rows).toHaveLength(27);
  const order = rows.map((r) => [r.rule_code, '高中低'.indexOf(r.severity), r.occurred_on ?? '9999']);
  expect(order).toEqual(order.toSorted((a, b) => (a.join() < b.join() ? -1 : a.join() > b.join() ? 1 : 0)));
  expect(await leads('zh')).toEqual(rows);
});

test('places follow the order of the evidence and name the sheet only where there is one', async () => {
  const [first] = await findingRows(engine, 'zh', 'P06', 1);
  expect(first?.source_refs).toBe('审核组.csv:12; 审核组.csv:11');
  const [other] = await findingRows(engine, 'zh', 'D01', 1);
  expect(other?.source_refs).toMatch(/^月报_202603\.xlsx#证书信息表:\d+$/);
});

test('a place that proves twice is named once', async () => {
  await engine.query(
    'INSERT INTO evidence SELECT rule_code, finding_id, 9, dataset, source, "row" FROM evidence WHERE finding_id = \'p060000000000001\' AND n = 1',
  );
  const [first] = await findingRows(engine, 'zh', 'P06', 1);
  expect(first?.source_refs).toBe('审核组.csv:12; 审核组.csv:11');
});

test('the message is in the language', async () => {
  const [zh] = await leads('zh');
  const [en] = await leads('en');
  expect(zh?.message).toContain('颁证早于认证决定');
  expect(en?.message).toContain('before the decision');
  expect(zh?.finding_id).toBe(en?.finding_id);
});

test('rows that could not be judged name what they lack', async () => {
  const rows = await rowsOf(findingPortions(engine, 'zh', 'undetermined'));
  expect(rows.map((r) => r.missing).sort()).toEqual([
    'certificate.issue_date',
    'decision_date',
    'decision_date',
  ]);
});

test('lead sheets take the most severe first, in turn from each rule', async () => {
  const few = await sheetRows(engine, 'zh', 20);
  expect(few.every((r) => r.severity === '高')).toBe(true);
  expect(await sheetRows(engine, 'zh', 26)).toHaveLength(26);
  await engine.query("UPDATE finding SET severity = '高' WHERE rule_code = 'P06'");
  const three = await sheetRows(engine, 'zh', 3);
  expect(three.map((r) => r.rule_code)).toEqual(['D01', 'D01', 'P06']);
});
