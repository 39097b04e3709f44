import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRule } from '../../../shared/rule.ts';
import { positionAt, RuleError } from '../../../shared/rule-error.ts';

const template = readFileSync(join(import.meta.dirname, '../../../shared/own-rule-template.sql'), 'utf8');

/** Line and column of a piece of text, counted as an editor does. */
function placeOf(text: string, piece: string) {
  const before = text.slice(0, text.indexOf(piece));
  expect(text).toContain(piece);
  return {
    line: before.split('\n').length,
    column: before.length - before.lastIndexOf('\n'),
  };
}

function faultOf(text: string) {
  try {
    readRule(text, 'X01-a.sql');
  } catch (error) {
    if (error instanceof RuleError) return error.fault;
  }
  throw new Error('no fault');
}

test('the template is a rule', () => {
  const { rule } = readRule(template, 'X01-my_rule.sql');
  expect(rule).toMatchObject({ code: 'X01', id: 'my_rule', params: { days: { default: 90 } } });
  expect(rule.sql).toMatch(/^-- 一条 SELECT[\s\S]*\$days$/);
});

test('places are those of the file, whatever comes before', () => {
  for (const text of [template, `\n\n   ${template}`, template.replaceAll('\n', '\r\n')]) {
    const { at, atSql, rule } = readRule(text, 'X01-a.sql');
    expect(at(['code'])).toEqual(placeOf(text, 'code: X01'));
    expect(at(['needs', 1])).toEqual(placeOf(text, 'certificate.expiry_date'));
    expect(at(['params', 'days', 'max'])).toEqual(placeOf(text, 'max: 3660'));
    expect(at(['message', 'en'])).toEqual(placeOf(text, 'en: Certificate {cert_no}'));
    expect(at(['params', 'absent', 'max'])).toEqual(placeOf(text, 'params:'));
    expect(atSql(0)).toEqual(placeOf(text, '-- 一条 SELECT'));
    expect(atSql(rule.sql.indexOf('FROM certificate'))).toEqual(placeOf(text, 'FROM certificate'));
  }
});

describe('what is wrong is said with its place', () => {
  const cases: [string, string, string, string, string][] = [
    // what, from, to, kind, place (a piece of the changed text)
    ['a misspelt key', 'severity: 低', 'severty: 低', 'unknown-field', 'severty'],
    ['a value of another kind', 'version: 1', 'version: one', 'field', 'version: one'],
    ['a value not in the list', 'severity: 低', 'severity: 很高', 'field', 'severity: 很高'],
    ['a code in no form', 'code: X01', 'code: Rule1', 'field', 'code: Rule1'],
    ['a default of another type', 'default: 90', 'default: many', 'field', 'default: many'],
    [
      'a half title',
      'title: { zh: 多少天内到期, en: Expires within (days) }',
      'title: { zh: 多少天内到期 }',
      'missing-field',
      'title: { zh: 多少天内到期 }',
    ],
    ['an empty list', 'keys: [cb_approval_no, cert_no]', 'keys: []', 'field', 'keys: []'],
    ['the same key twice', 'evidence: E1', 'severity: 中', 'yaml', 'severity: 中'],
    [
      'a bracket that never ends',
      'keys: [cb_approval_no, cert_no]',
      'keys: [cb_approval_no, cert_no',
      'yaml',
      'needs:',
    ],
    ['a full-width colon', 'logic:', 'logic：', 'yaml', 'logic：'],
    ['an unknown alias', 'version: 1', 'version: *v', 'yaml', '# 自有规则'],
    ['no statement', template.slice(template.indexOf('---*/') + 5), '\n', 'no-statement', '\n\n'],
  ];
  test.each(cases)('%s', (_what, from, to, kind, piece) => {
    const text = template.replace(from, to);
    expect(text).not.toBe(template);
    const fault = faultOf(text);
    expect(fault).toMatchObject({ kind, file: 'X01-a.sql' });
    if (piece.trim()) expect([fault.line, fault.column]).toEqual(Object.values(placeOf(text, piece)));
  });

  test.each(['', 'SELECT 1', '/*---\ncode: X01\n', '-- X01\nSELECT 1'])('%j has no head', (text) => {
    expect(faultOf(text)).toMatchObject({ kind: 'no-head', line: 1, column: 1 });
  });

  test('a head that is a list or a word', () => {
    for (const yaml of ['- code', 'code'])
      expect(faultOf(`/*---\n${yaml}\n---*/\nSELECT 1`)).toMatchObject({ kind: 'field', line: 2, column: 1 });
  });

  test('a key that is missing is looked for where it should be', () => {
    const text = template.replace(/severity: .*\n/, '');
    expect(faultOf(text)).toMatchObject({ kind: 'missing-field', values: { field: 'severity' }, line: 2 });
  });

  test('in both languages, and for developers in one line', () => {
    const fault = faultOf(template.replace('severity: 低', 'severity: 很高'));
    expect(fault.values.detail).toEqual({
      zh: expect.stringContaining('高'),
      en: expect.stringContaining('expected one of'),
    });
    expect(new RuleError(fault).message).toMatch(/^X01-a\.sql:\d+:1: field: severity: Invalid option/);
  });
});

test('beyond the text a place is its end', () => {
  expect(positionAt('a\nbc', 99)).toEqual({ line: 2, column: 3 });
  expect(positionAt('', 0)).toEqual({ line: 1, column: 1 });
});
