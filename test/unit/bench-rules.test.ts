import { describe, expect, test } from 'vitest';
import { rules } from '../../renderer/rules/catalogue.ts';
import { median, table } from '../../scripts/bench/figures.ts';
import { readOptions } from '../../scripts/bench/rules/options.ts';

describe('options', () => {
  test('all rules, three seeds of the smallest size unless told', () => {
    expect(readOptions([], rules)).toEqual({
      certificates: [2000],
      seeds: [1, 2, 3],
      rules,
      json: undefined,
      asOf: '2026-03-31',
    });
  });

  test('rules in the order they were named', () => {
    const { rules: chosen, certificates } = readOptions(
      ['--rules', 'T05,d01', '--certificates', '2000,200000'],
      rules,
    );
    expect(chosen.map((r) => r.code)).toEqual(['T05', 'D01']);
    expect(certificates).toEqual([2000, 200000]);
  });

  test.each([
    [['--rules', 'D01,Z99'], /no rule Z99; there are .*D01, D02/],
    [['--seeds', '1,x'], /--seeds takes whole numbers from 1, such as 1,2,3, not "1,x"/],
    [['--certificates', '0'], /--certificates takes whole numbers/],
    [['--size', '3'], /Unknown option '--size'/],
  ])('%j is refused', (args, reason) => {
    expect(() => readOptions(args, rules)).toThrow(reason);
  });
});

test('columns line up where titles are Chinese, numbers to the right', () => {
  expect(
    table([
      ['rule', 'title', 'leads'],
      ['D01', '发证', '1'],
      ['D02', 'a', '1,200'],
    ]),
  ).toBe('rule  title  leads\nD01   发证       1\nD02   a      1,200');
});

test('the median of an even number of times lies between the middle two', () => {
  expect(median([9, 1, 3])).toBe(3);
  expect(median([1, 9, 2, 4])).toBe(3);
});
