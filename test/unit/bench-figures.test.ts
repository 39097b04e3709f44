import { expect, test } from 'vitest';
import { bars, change, median } from '../../scripts/bench/figures.ts';

test('a change is told in whole percent, with its sign', () => {
  expect(change(100, 112.4)).toBe('+12 %');
  expect(change(100, 85)).toBe('-15 %');
  expect(change(3, 3)).toBe('0 %');
});

test('bars are as long as their share of the largest, with names of any width before them', () => {
  const chart = bars('µs', [
    ['一', 200],
    ['half', 100],
    ['no', 0],
  ]);
  expect(chart.split('\n')).toEqual([
    '',
    'µs',
    `  一    ${'█'.repeat(40)} 200`,
    `  half  ${'█'.repeat(20)} 100`,
    '  no     0.00',
  ]);
});

test('the median is the middle one, or between the two in the middle', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([9, 1, 5, 7])).toBe(6);
});
