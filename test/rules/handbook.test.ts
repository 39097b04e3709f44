import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { rules } from '../../renderer/rules/catalogue.ts';
import { unfolded } from '../../renderer/rules/reads.ts';
import { bands } from '../../scripts/docs-rules/audit-time.ts';
import { pages } from '../../scripts/docs-rules/pages.ts';
import { inForce, inForceRows } from '../../scripts/docs-rules/regulation.ts';
import { sources, tags } from '../../scripts/docs-rules/sources.ts';
import { stale, write } from '../../scripts/docs-rules/write.ts';
import { regulationParameters } from '../../shared/reference/regulation-parameters.ts';

test('docs/rules is what the rule files say (if not: npm run docs:rules)', () => {
  expect(stale(join(import.meta.dirname, '../../docs/rules'))).toEqual({ written: [], removed: [] });
});

test('a page that is missing, stale or left over is seen, and put right', () => {
  const folder = mkdtempSync(join(tmpdir(), 'certscope-handbook-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  expect(write(folder).written).toEqual([...pages().keys()]);
  expect(stale(folder)).toEqual({ written: [], removed: [] });
  writeFileSync(join(folder, 'D01.md'), 'edited by hand');
  writeFileSync(join(folder, 'Z99.md'), 'a rule of old');
  rmSync(join(folder, 'T01.md'));
  expect(stale(folder)).toEqual({ written: ['D01.md', 'T01.md'], removed: ['Z99.md'] });
  write(folder);
  expect(stale(folder)).toEqual({ written: [], removed: [] });
});

test('every rule has a page and a line in the index, in both languages', () => {
  const book = pages();
  for (const rule of rules) {
    expect(book.get('README.md')).toContain(`[${rule.title.zh}](${rule.code}.md)`);
    expect(book.get('README.md')).toContain(`[${rule.title.en}](${rule.code}.md)`);
    const [chinese = '', english = ''] = book.get(`${rule.code}.md`)?.split('\n## English\n') ?? [];
    expect(chinese).toContain(rule.logic.zh);
    expect(english).toContain(rule.logic.en);
  }
});

test('what is not verified stands out', () => {
  const page = pages().get('P01.md') ?? '';
  expect(page).toContain('| 2022-10-27 的报道，未见原文 | **未核实** |');
  expect(page).toContain('**需人工核对**');
});

test('a statement’s look-ups are found by name, and by the start of a name that is put together', () => {
  const named = (sql: string) => [...new Set(inForceRows(sql).map((r) => r.parameter))];
  expect(named("SELECT in_force('max_cut', scheme, day)")).toEqual(['max_cut']);
  expect(named("in_force('time_share_' || activity, scheme, day)")).toEqual([
    'time_share_initial',
    'time_share_surveillance',
    'time_share_recertification',
  ]);
  expect(named("number_in_force('max_cut', scheme, day)")).toEqual(['max_cut']);
  expect(named('SELECT 1')).toEqual([]);
});

test('so are those of the macros and shared tables that it uses, but not those of their comments', () => {
  const named = (sql: string) => inForceRows(sql).map((r) => r.parameter);
  expect(named('SELECT time_share(activity, scheme, day)')).toContain('time_share_surveillance');
  expect(named('SELECT half_days_down(1.5)')).toEqual([]);
  expect(named("SELECT 1 -- in_force('max_cut', scheme, day)")).toEqual([]);
});

test('every parameter of the regulation table has a title, and every source a key', () => {
  expect(inForce.length).toBeGreaterThan(20);
  expect(inForce.map((r) => r.parameter).filter((p) => !regulationParameters[p])).toEqual([]);
  expect(
    [...inForce, ...bands].flatMap((r) => tags(r.source)).filter((t) => !sources.some((s) => s.tag === t)),
  ).toEqual([]);
});

test('a rule looks up only what the regulation table has', () => {
  for (const { code, sql } of rules)
    for (const [, name = ''] of unfolded(sql).matchAll(/in_force\(\s*'(\w+)'/g))
      expect(
        inForce.some((r) => r.parameter.startsWith(name)),
        `${code}: ${name}`,
      ).toBe(true);
});
