import { expect, test } from 'vitest';
import { parseRule } from '../../shared/rule.ts';
import { rules, testRules } from './catalogue.ts';

test('every rule belongs to a group that one of the two files tests', () => {
  expect(rules.map((r) => r.file).filter((file) => !/^[A-T]\d\d-/.test(file))).toEqual([]);
  expect(rules.length).toBeGreaterThanOrEqual(42);
});

test('a false positive that a case shows is not one for people to check', () => {
  const [{ file, text } = { file: '', text: '' }] = rules;
  const both = text.replace('    case:', '    by_hand: true\n    case:');
  expect(() => parseRule(text, file)).not.toThrow();
  expect(() => parseRule(both, file)).toThrow(/false_positives\.0: .*not both/);
});

testRules('ABCDEFGHIJKL');
