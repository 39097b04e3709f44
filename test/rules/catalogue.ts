import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../renderer/engine/engine.ts';
import { derive } from '../../renderer/rules/derive.ts';
import { boundSql } from '../../renderer/rules/judge.ts';
import { datasets, field } from '../../shared/datasets/index.ts';
import { parseRule } from '../../shared/rule.ts';
import { parameterNames } from '../../shared/sql/quote.ts';
import { openTestEngine } from '../support/engine.ts';
import { asWritten, type Case, type Fixture, load, type Tables, verdicts } from './fixture.ts';
import { accusations, isChinese, sources, texts, unquoted } from './wording.ts';

const folder = join(import.meta.dirname, '../../shared/rules');
const files = readdirSync(folder).sort();
export const rules = files.map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
const fixtures = import.meta.glob<Fixture>('./fixtures/*.ts', { import: 'default', eager: true });

const known = (need: string) => {
  const [dataset, name] = need.trim().split('.');
  return Boolean(field(dataset ?? '', name ?? ''));
};

/** Whether some row of the case has an empty cell. */
const hasNull = (story: Case) =>
  datasets.some((d) => story[d.id as keyof Tables]?.some((row) => Object.values(row).includes(null)));

/**
 * Tests every rule of these groups (the first letters of their codes): its head, its wording, and its fixture case by
 * case. In several files, which the cores share.
 */
export function testRules(groups: string): void {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openTestEngine();
  });
  afterAll(() => engine.close());

  describe.each(rules.filter((r) => groups.includes(r.file.charAt(0))))('$file', ({ file, text }) => {
    const rule = parseRule(text, file);
    const fixture = fixtures[`./fixtures/${rule.code}.ts`];

    test('is named by its code and id, and has a fixture', () => {
      expect(file).toBe(`${rule.code}-${rule.id}.sql`);
      expect(existsSync(join(import.meta.dirname, `fixtures/${rule.code}.ts`))).toBe(true);
    });

    test('needs fields that datasets have', () => {
      expect(rule.needs.flatMap((n) => n.split('|')).filter((n) => !known(n))).toEqual([]);
    });

    test('uses the parameters it declares, and no others', () => {
      expect(
        parameterNames(rule.sql)
          .filter((p) => p !== 'as_of')
          .sort(),
      ).toEqual(Object.keys(rule.params).sort());
    });

    test('binds, and gives the columns that its keys and messages name', async () => {
      const sql = boundSql(rule, '2024-12-31');
      await derive(engine, sql);
      await engine.query(`EXPLAIN ${sql}`);
      const columns = await engine.rows<{ column_name: string; column_type: string }>(`DESCRIBE ${sql}`);
      const types = Object.fromEntries(columns.map((c) => [c.column_name, c.column_type]));
      const named = [rule.message.zh, rule.message.en].flatMap((m) =>
        [...m.matchAll(/\{(\w+)\}/g)].map((p) => p[1]),
      );
      expect([...rule.keys, ...named].filter((c) => !types[c ?? ''])).toEqual([]);
      expect(types).toMatchObject({
        verdict: 'VARCHAR',
        missing: 'VARCHAR',
        occurred_on: 'DATE',
        measured: 'VARCHAR',
        expected: 'VARCHAR',
        evidence: 'STRUCT(dataset VARCHAR, "source" INTEGER, "row" INTEGER)[]',
      });
    });

    test('speaks both languages, each by itself', () => {
      for (const { at, zh, en } of texts(rule)) {
        expect(isChinese(zh), `${at}: ${zh}`).toBe(true);
        expect(isChinese(unquoted(en)), `${at}: Chinese beyond “…” and 《…》: ${en}`).toBe(false);
      }
      for (const { at, en } of sources(rule))
        expect(isChinese(unquoted(en)), `${at}: Chinese beyond “…” and 《…》: ${en}`).toBe(false);
      expect(rule.message.zh).not.toMatch(/\{\w+_en\}/);
      expect(rule.message.en).not.toMatch(/\{\w+_zh\}/);
    });

    test('speaks of leads, never of guilt', () => {
      expect(text.replace(/《[^》]*》/g, '')).not.toContain('违法');
      for (const { zh, en } of [rule.title, rule.logic, rule.message])
        expect([zh, en].flatMap(accusations)).toEqual([]);
      for (const { zh = '', en = '' } of (fixture?.cases ?? []).flatMap((c) => c.leads ?? []))
        expect([zh, en].flatMap(accusations)).toEqual([]);
    });

    test('every false positive is shown by a case that gives no lead, or is for people to check', () => {
      for (const note of rule.false_positives) {
        expect(Boolean(note.case) || note.by_hand, `neither case nor by_hand: ${note.en}`).toBe(true);
        for (const name of note.case ?? []) {
          const shown = fixture?.cases.find((c) => c.name === name);
          expect(shown, `no case is called: ${name}`).toBeDefined();
          expect(shown?.leads ?? [], `gives leads: ${name}`).toEqual([]);
        }
      }
    });

    test('its fixture has hits, misses and rows that cannot be judged', () => {
      const cases = fixture?.cases ?? [];
      expect(cases.some((c) => c.leads)).toBe(true);
      expect(cases.some((c) => !c.leads && !c.undetermined)).toBe(true);
      expect(cases.some((c) => c.undetermined && hasNull(c))).toBe(true);
      expect(cases.map((c) => c.name).filter((name, i, all) => all.indexOf(name) !== i)).toEqual([]);
      const leads = cases.flatMap((c) => c.leads ?? []);
      for (const part of ['evidence', 'zh', 'en'] as const) expect(leads.some((l) => l[part])).toBe(true);
    });

    test.each(fixture?.cases ?? [])('$name', async (story) => {
      const rows = await load(engine, story, fixture?.columns);
      const { judgement, leads, undetermined } = await verdicts(
        engine,
        rule,
        rows,
        story.as_of,
        story.params,
      );
      expect(judgement.error).toBeUndefined();
      expect(judgement).toMatchObject({ status: 'ran', missing: [] });
      expect({
        leads: asWritten(leads, story.leads),
        undetermined: asWritten(undetermined, story.undetermined),
      }).toEqual({ leads: story.leads ?? [], undetermined: story.undetermined ?? [] });
    });
  });
}
