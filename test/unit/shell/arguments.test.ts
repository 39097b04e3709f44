import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ArgumentError, parseReportCommand } from '../../../electron/arguments.ts';
import { listInputFiles } from '../../../electron/input-files.ts';

describe('report arguments', () => {
  test('nothing given means the sample, in the system language, into out', () => {
    expect(parseReportCommand([], 'en')).toEqual({
      inputs: [],
      out: 'out',
      rulesDir: null,
      job: { lang: 'en', asOf: null, rules: null, set: [], sample: true },
    });
  });

  test('everything given', () => {
    const args = [
      '--in',
      'a.csv',
      '--in=b',
      '--out',
      'o',
      '--lang',
      'zh',
      '--as-of',
      '2026-03-31',
      '--rules',
      'd01, P06',
      '--rules-dir',
      'own',
      '--set',
      'D01.tolerance_days=3',
    ];
    expect(parseReportCommand(args, 'en')).toEqual({
      inputs: ['a.csv', 'b'],
      out: 'o',
      rulesDir: 'own',
      job: {
        lang: 'zh',
        asOf: '2026-03-31',
        rules: ['D01', 'P06'],
        set: [{ code: 'D01', param: 'tolerance_days', value: '3' }],
        sample: false,
      },
    });
  });

  test.each([
    [['--lang', 'fr'], '--lang'],
    [['--as-of', '2026-02-30'], '--as-of'],
    [['--as-of', 'today'], '--as-of'],
    [['--rules', 'X'], '--rules'],
    [['--rules', ','], '--rules'],
    [['--set', 'D01=3'], '--set'],
    [['--what'], '--what'],
    [['--in'], '--in'],
    [['--rules-dir'], '--rules-dir'],
    [['stray'], 'stray'],
  ])('%j is refused by name', (args, named) => {
    expect(() => parseReportCommand(args, 'zh')).toThrow(ArgumentError);
    expect(() => parseReportCommand(args, 'zh')).toThrow(named);
  });
});

test('folders are walked in name order, desktop noise left out, what is missing is named', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'certscope-'));
  mkdirSync(join(folder, 'sub'));
  for (const name of ['b.csv', 'a.xlsx', '~$a.xlsx', '.DS_Store', 'Thumbs.db', 'sub/c.csv'])
    writeFileSync(join(folder, name), 'x');
  const { paths, unreadable } = await listInputFiles([folder, join(folder, 'gone.csv')]);
  expect(paths.map((p) => basename(p))).toEqual(['a.xlsx', 'b.csv', 'c.csv']);
  expect(unreadable).toEqual([{ file: 'gone.csv', reason: 'ENOENT' }]);
});
