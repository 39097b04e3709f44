import { afterAll, beforeAll, expect, test } from 'vitest';
import { chartSvg } from '../../../renderer/components/chart-image.ts';
import type { Engine } from '../../../renderer/engine/engine.ts';
import { leadsByBody, leadsByPeriod, leadsByRule } from '../../../renderer/findings/chart-data.ts';
import {
  bodyChart,
  chartThemes,
  periodChart,
  ruleChart,
  shorten,
} from '../../../renderer/findings/charts.ts';
import { startI18n } from '../../../renderer/i18n/index.ts';
import { HOSTILE, openFilled } from './fixture.ts';

const look = { lang: 'zh', theme: chartThemes.light } as const;

let engine: Engine;
beforeAll(async () => {
  await startI18n('zh');
  engine = await openFilled();
});
afterAll(() => engine.close());

test('bodies come with most leads first; the rest is one bar that says how many they are', async () => {
  const counts = await leadsByBody(engine, 'D01');
  expect(counts.bodies).toHaveLength(15);
  expect(counts.bodies[0]).toEqual({ name: HOSTILE, leads: 5 });
  expect(counts.others).toEqual({ bodies: 6, leads: 6 });
  expect(counts.shared).toBe(false);
  const total = counts.bodies.reduce((n, b) => n + b.leads, 0) + (counts.others?.leads ?? 0);
  expect(total).toBe(25);
  const { option, label } = bodyChart(counts, look);
  expect(option).toMatchObject({ yAxis: { inverse: true }, xAxis: { minInterval: 1 }, animation: false });
  expect(option).not.toHaveProperty('legend');
  const names = (option.yAxis as { data: string[] }).data;
  expect(names).toHaveLength(16);
  expect(names.at(-1)).toBe('其他 6 家');
  expect(label).toContain('其他 6 家 6');
  expect((bodyChart(counts, { ...look, lang: 'en' }).option.yAxis as { data: string[] }).data.at(-1)).toBe(
    'other 6',
  );
});

test('a lead that names two bodies counts for both, under their names', async () => {
  const counts = await leadsByBody(engine, 'P06');
  expect(counts).toEqual({
    bodies: [
      { name: '岚州第1认证有限公司', leads: 2 },
      { name: HOSTILE, leads: 1 },
    ],
    others: null,
    shared: true,
  });
  expect(bodyChart(counts, look).note).toBe('涉及多家机构的线索对每家各计一次');
});

test('months have no gaps, and leads without a date are counted apart', async () => {
  await engine.query(
    "UPDATE finding SET occurred_on = DATE '2025-11-30' WHERE finding_id = 'd010000000000001'",
  );
  const counts = await leadsByPeriod(engine);
  expect(counts.unit).toBe('month');
  expect(counts.periods.map((p) => p.period)).toEqual([
    '2025-11',
    '2025-12',
    '2026-01',
    '2026-02',
    '2026-03',
  ]);
  expect(counts.periods[1]?.leads).toBe(0);
  expect(counts.undated).toBe(1);
  expect(counts.periods.reduce((n, p) => n + p.leads, 0) + counts.undated).toBe(27);
  const { option } = periodChart(counts, look);
  expect((option.xAxis as { data: string[] }).data).toHaveLength(5);
  expect(periodChart(counts, look).note).toBe('另有 1 条线索没有日期');
});

test('a single early date turns months into years', async () => {
  await engine.query(
    "UPDATE finding SET occurred_on = DATE '2003-01-01' WHERE finding_id = 'd010000000000002'",
  );
  const counts = await leadsByPeriod(engine);
  expect(counts.unit).toBe('year');
  expect(counts.periods[0]).toEqual({ period: '2003', leads: 1 });
  expect(counts.periods.at(-1)?.period).toBe('2026');
  expect(counts.periods).toHaveLength(24);
});

test('a rule without leads gives an empty chart, not an error', async () => {
  expect(await leadsByBody(engine, 'X99')).toEqual({ bodies: [], others: null, shared: false });
  expect(await leadsByPeriod(engine, 'X99')).toEqual({ unit: 'month', periods: [], undated: 0 });
  const chart = periodChart(await leadsByPeriod(engine, 'X99'), look);
  expect(chart.label).toBe('线索按月份：没有线索');
  expect(chartSvg(chart.option, 400, 200)).toMatch(/^<svg[\s\S]*<\/svg>\s*$/);
});

test('rules keep the order of their codes', async () => {
  const counts = await leadsByRule(engine);
  expect(counts).toEqual([
    { code: 'D01', leads: 25 },
    { code: 'P06', leads: 2 },
  ]);
  const { option } = ruleChart(
    counts.map((c) => ({ ...c, title: '标题' })),
    look,
  );
  expect((option.yAxis as { data: string[] }).data).toEqual(['D01 标题', 'P06 标题']);
});

test('the picture escapes what names contain and carries no style sheet or script', async () => {
  const { option, height } = bodyChart(await leadsByBody(engine, 'D01'), { ...look, nameWidth: 900 });
  const svg = chartSvg(option, 1200, height);
  expect(svg).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(svg).not.toMatch(/<script|<style|<animate/i);
  expect(svg).toContain('width="1200"');
  expect(chartSvg(option, 1200, height)).toHaveLength(svg.length);
});

test('a long name is cut to its place and kept whole on the axis', () => {
  expect(shorten('岚州认证', 100)).toBe('岚州认证');
  expect(shorten('岚州认证有限责任公司', 75)).toBe('岚州认证…');
  expect(shorten('certification body', 62)).toBe('certif…');
});
