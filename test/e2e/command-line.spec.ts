import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { withUtf8 } from '../../scripts/electron.mjs';
import { parseCsv } from '../support/csv.ts';
import { readTruth, wrongLeads } from '../support/truth.ts';
import { electronArguments, electronPath, root, temporaryFolder } from './workbench.ts';

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `npm run report -- …` starts, with the working directory given. */
function report(cwd: string, ...args: string[]): Promise<Outcome> {
  const child = spawn(electronPath(), electronArguments(temporaryFolder(), 'report', ...args), {
    cwd,
    env: withUtf8({ ...process.env, CERTSCOPE_CWD: cwd, TMPDIR: temporaryFolder() }),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  // Chromium's own log lines are the launcher's to filter.
  const own = () =>
    stderr
      .split('\n')
      .filter((line) => line && !/^\[\d+:\d+\/|^\(|dbus|Gtk|GLib|libva|vaInit|MESA|Xlib/i.test(line))
      .join('\n');
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr: own() })));
}

const summarySchema = z.strictObject({
  asOf: z.iso.date(),
  app: z.string().regex(/^CertScope \d/),
  engine: z.string().regex(/^DuckDB v1\.4\.3/),
  imports: z.array(
    z.strictObject({
      file: z.string(),
      sheet: z.string().nullable(),
      dataset: z.string().nullable(),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .nullable(),
      encoding: z.string().nullable(),
      records: z.number(),
      loaded: z.number(),
      rejected: z.number(),
      skipped: z.number(),
      problems: z.number(),
      ms: z.number(),
      reconciled: z.boolean(),
      signed: z.null(),
      reason: z.string().optional(),
    }),
  ),
  rules: z.array(
    z.strictObject({
      code: z.string(),
      id: z.string(),
      status: z.enum(['ran', 'not-runnable', 'failed']),
      missing: z.array(z.string()),
      findings: z.number(),
      undetermined: z.number(),
      ms: z.number(),
    }),
  ),
  totalMs: z.number().positive(),
});

const readSummary = (folder: string) =>
  summarySchema.parse(JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')));

test('the sample: files, counts and leads are those of its truth', async () => {
  const cwd = temporaryFolder();
  const truth = readTruth();
  const { code, stdout, stderr } = await report(cwd, '--lang', 'zh');
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toContain('已写出');

  const out = join(cwd, 'out');
  const rows = parseCsv(readFileSync(join(out, 'findings.csv'), 'utf8').slice(1));
  expect(wrongLeads(truth, rows)).toEqual({ missed: [], unexpected: [] });

  const summary = readSummary(out);
  const counts = summary.imports.map(
    ({ sha256: _h, encoding: _e, ms: _m, reason: _r, reconciled: _b, signed: _s, ...rest }) => rest,
  );
  const order = (a: { file: string; sheet: string | null }, b: typeof a) =>
    `${a.file}${a.sheet}` < `${b.file}${b.sheet}` ? -1 : 1;
  expect(counts.sort(order)).toEqual(
    truth.imports.map(({ unreadable: _cells, ...rest }) => rest).sort(order),
  );
  for (const i of summary.imports)
    expect([i.reconciled, i.records]).toEqual([true, i.loaded + i.rejected + i.skipped]);
  const undetermined = Object.fromEntries(
    summary.rules.filter((r) => r.undetermined > 0).map((r) => [r.code, r.undetermined]),
  );
  expect(undetermined).toEqual(
    Object.fromEntries(Object.entries(truth.undetermined).filter(([, n]) => n > 0)),
  );
  expect(readFileSync(join(out, 'report.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  expect(readFileSync(join(out, 'findings.xlsx')).subarray(0, 2).toString()).toBe('PK');
});

test('own files, one rule, a parameter, an as-of date, English', async () => {
  const cwd = temporaryFolder();
  const header = '认证机构批准号,认证证书号,组织名称,认证项目代码,认证审核活动代码,认证决定日期,颁证日期';
  mkdirSync(join(cwd, 'exports'));
  writeFileSync(
    join(cwd, 'exports', 'a.csv'),
    `${header}\nCNCA-R-2003-9001,C1,甲,A01,01,2024-03-05,2024-03-01\nCNCA-R-2003-9001,C2,乙,A01,01,2024-03-20,2024-03-01\n`,
  );
  writeFileSync(join(cwd, 'exports', 'b.txt'), 'just a note');
  const { code, stdout } = await report(
    cwd,
    '--in',
    'exports',
    '--in',
    'gone.csv',
    '--out',
    'o/p',
    '--lang',
    'en',
    '--as-of',
    '2026-03-31',
    '--rules',
    'D01',
    '--set',
    'D01.tolerance_days=10',
  );
  expect(code).toBe(0);
  expect(stdout).toContain('D01 cert_issued_before_decision: 1 leads');
  const summary = readSummary(join(cwd, 'o/p'));
  expect(summary.asOf).toBe('2026-03-31');
  expect(summary.rules.map((r) => r.code)).toEqual(['D01']);
  expect(summary.imports).toMatchObject([
    { file: 'a.csv', dataset: 'certificate', loaded: 2 },
    { file: 'gone.csv', dataset: null, reason: expect.stringContaining('could not be opened') },
    { file: 'b.txt', dataset: null, reason: expect.stringContaining('no known dataset') },
  ]);
  const [lead, ...others] = parseCsv(readFileSync(join(cwd, 'o/p/findings.csv'), 'utf8').slice(1));
  expect(others).toEqual([]);
  expect(lead).toMatchObject({ rule_code: 'D01', severity: 'high', cert_no: 'C2', source_refs: 'a.csv:3' });
});

test('own rules from a folder: the good one runs, the broken one is named with its place', async () => {
  const cwd = temporaryFolder();
  const template = readFileSync(join(root, 'shared/own-rule-template.sql'), 'utf8');
  mkdirSync(join(cwd, 'own'));
  writeFileSync(join(cwd, 'own', 'X01-soon.sql'), template);
  writeFileSync(join(cwd, 'own', 'X02-wrong.sql'), template.replace('code: X01', 'code: D01'));
  writeFileSync(
    join(cwd, 'a.csv'),
    '机构批准号,认证证书号,组织名称,认证项目代码,颁证日期,证书截止日期\nCNCA-R-2003-9001,C1,甲,A01,2024-03-01,2026-04-30\nCNCA-R-2003-9001,C2,乙,A01,2024-03-01,2027-03-20\n',
  );
  const { code, stdout, stderr } = await report(
    cwd,
    ...['--in', 'a.csv', '--lang', 'en', '--as-of', '2026-03-31', '--rules-dir', 'own', '--rules', 'X01,D01'],
    ...['--set', 'X01.days=60'],
  );
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('not used X02-wrong.sql:4:1: The code of an own rule is X01 to X99, not D01.');
  expect(stdout).toContain('X01 my_rule: 1 leads');
  const [lead, ...others] = parseCsv(readFileSync(join(cwd, 'out/findings.csv'), 'utf8').slice(1));
  expect(others).toEqual([]);
  expect(lead).toMatchObject({ rule_code: 'X01', cert_no: 'C1', source_refs: 'a.csv:2' });
});

for (const [args, code, says] of [
  [['--lang', 'fr'], 2, '--lang'],
  [['--rules', 'Z99'], 2, 'Z99'],
  [['--set', 'D01.nothing=1'], 2, 'nothing'],
  [['--set', 'D01.tolerance_days=many'], 2, 'tolerance_days'],
  [['--rules', 'X01'], 2, 'X01'],
  [['--rules-dir', 'nowhere'], 2, '--rules-dir nowhere: ENOENT'],
  [['--in', 'note.txt'], 3, 'none of 1'],
  [['--in', 'nowhere'], 3, 'none of 1'],
] as const) {
  test(`${args.join(' ')} ends with ${code} and one line that says why`, async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'note.txt'), 'just a note');
    const lang = args[0] === '--lang' ? [] : ['--lang', 'en'];
    const outcome = await report(cwd, ...args, ...lang);
    expect(outcome.code).toBe(code);
    expect(outcome.stderr.split('\n')).toHaveLength(1);
    expect(outcome.stderr).toContain(says);
  });
}
