import { expect, test } from 'vitest';
import { parseRule } from '../../shared/rule.ts';
import { rules } from './catalogue.ts';

test('every rule belongs to a group that one of the files tests, and no two test the same', () => {
  const files = import.meta.glob<string>('./rules-*.test.ts', {
    query: '?raw',
    import: 'default',
    eager: true,
  });
  const groups = Object.values(files).flatMap((text) => [...(/testRules\('(\w+)'\)/.exec(text)?.[1] ?? '')]);
  expect(groups.filter((group, i) => groups.indexOf(group) !== i)).toEqual([]);
  expect(rules.map((r) => r.file).filter((file) => !groups.includes(file.charAt(0)))).toEqual([]);
  expect(rules.length).toBeGreaterThanOrEqual(42);
});

test('a false positive that a case shows is not one for people to check', () => {
  const [{ file, text } = { file: '', text: '' }] = rules;
  const both = text.replace('    case:', '    by_hand: true\n    case:');
  expect(() => parseRule(text, file)).not.toThrow();
  expect(() => parseRule(both, file)).toThrow(/false_positives\.0: .*not both/);
});
