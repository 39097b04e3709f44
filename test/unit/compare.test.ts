import { expect, test } from 'vitest';
import { compareLeads, compareOpen, precision, recall } from '../../scripts/sample-data/compare.ts';

const planted = { rule: 'D01', cert_no: 'Q1', occurred_on: '2024-03-05', note: 'four days early' };
const found = {
  rule_code: 'D01',
  cert_no: 'Q1',
  plan_no: null,
  occurred_on: '2024-03-05',
  measured: '2024-03-05',
};

test('a lead is known by the columns that the truth gives, and by no others', () => {
  const right = compareLeads([planted], [found]);
  expect(right).toEqual({ planted: 1, found: 1, hits: 1, missed: [], unexpected: [] });
  expect([precision(right), recall(right)]).toEqual([1, 1]);
});

test.each([
  ['another day', { ...found, occurred_on: '2024-03-06' }],
  ['no day', { ...found, occurred_on: null }],
  ['another certificate', { ...found, cert_no: 'Q10' }],
  ['another rule', { ...found, rule_code: 'D03' }],
])('%s is another lead', (_, other) => {
  expect(compareLeads([planted], [other])).toEqual({
    planted: 1,
    found: 1,
    hits: 0,
    missed: [planted],
    unexpected: [other],
  });
});

test('each planted lead is found once: a second finding of it is one too many, a second plant is missed', () => {
  expect(compareLeads([planted], [found, found])).toMatchObject({ hits: 1, missed: [], unexpected: [found] });
  expect(compareLeads([planted, planted], [found])).toMatchObject({ hits: 1, missed: [planted] });
});

test('who gives more columns chooses first', () => {
  const vague = { rule: 'D01', cert_no: 'Q1' };
  const later = { ...found, occurred_on: '2025-03-05' };
  for (const truth of [
    [vague, planted],
    [planted, vague],
  ])
    expect(compareLeads(truth, [found, later])).toMatchObject({ hits: 2, missed: [], unexpected: [] });
});

test('nothing planted and nothing found is right; nothing planted and something found is not', () => {
  expect([compareLeads([], [])].map((c) => [precision(c), recall(c)])).toEqual([[1, 1]]);
  expect([compareLeads([], [found])].map((c) => [precision(c), recall(c)])).toEqual([[0, 1]]);
  expect([compareLeads([planted], [])].map((c) => [precision(c), recall(c)])).toEqual([[1, 0]]);
});

test('a row that cannot be judged is known by one of its columns', () => {
  const open = { rule: 'P06', subject: '340104198001011234' };
  const row = { rule_code: 'P06', auditor_id: '340104198001011234; 340104198001015678' };
  expect(compareOpen([open], [row])).toMatchObject({ hits: 1, missed: [], unexpected: [] });
  expect(compareOpen([open], [{ ...row, auditor_id: '1' }])).toMatchObject({ hits: 0, missed: [open] });
  expect(compareOpen([open], [row, row])).toMatchObject({ hits: 1, unexpected: [row] });
});

test('a row without any name is paired with what its rule still expects', () => {
  const open = { rule: 'S08', subject: '9.13E+17' };
  const nameless = { rule_code: 'S08', org_name: '乙公司', cert_no: null };
  expect(compareOpen([open], [nameless])).toMatchObject({ hits: 1, missed: [], unexpected: [] });
  expect(compareOpen([open], [{ ...nameless, rule_code: 'D01' }])).toMatchObject({ hits: 0, missed: [open] });
  expect(compareOpen([], [nameless])).toMatchObject({ hits: 0, unexpected: [nameless] });
});
