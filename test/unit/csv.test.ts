import { describe, expect, test } from 'vitest';
import { csvBytes, guardFormula } from '../../shared/csv.ts';

describe('text that a spreadsheet program would evaluate', () => {
  test.each([
    '=1+1',
    '=HYPERLINK("http://x")',
    '+1+1',
    '-2+3',
    '-4 天',
    '@SUM(A1)',
    ' =1+1',
    '\u00a0=1+1',
    '\u3000=1+1',
    '\ufeff=1+1',
    '＝1+1',
    '＋1',
    '－1',
    '＠SUM(A1)',
    '\t=1+1',
    '\ttext',
    '\rtext',
    '\ntext',
    '\0=1+1',
    '-1,000',
    '+1e5',
    "-2.5=cmd|'/c calc'!A0",
  ])('%j gets an apostrophe', (text) => expect(guardFormula(text)).toBe(`'${text}`));

  test.each([
    '',
    '0',
    '-2.5',
    '+3',
    '-0',
    '2026-03-01',
    '≥ 2026-03-05',
    'a=b',
    '1-2',
    '50023Q0001',
    "'=1",
    '≠1',
  ])('%j stays', (text) => expect(guardFormula(text)).toBe(text));
});

test('fields are quoted only where RFC 4180 asks for it', () => {
  const bytes = csvBytes([['a', 'b,c', 'd"e', 'f\ng', null, '', -2, '=x,y']]);
  expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)).toBe(
    '\ufeffa,"b,c","d""e","f\ng",,,-2,"\'=x,y"\r\n',
  );
});
