import { expect, test } from 'vitest';
import type { SourcedRow } from '../../../renderer/findings/lead.ts';
import { layoutSpans } from '../../../renderer/report/span-layout.ts';
import { layoutTimeline } from '../../../renderer/report/timeline-layout.ts';

const event = (date: string, label: string, emphasis = false) => ({ date, label, emphasis });

test('days are placed to scale', () => {
  const layout = layoutTimeline(
    [event('2026-03-01', 'a'), event('2026-03-05', 'b'), event('2026-03-11', 'c')],
    { from: '2026-03-01', to: '2026-03-05', days: 4 },
    ', ',
  );
  const [a, b, c] = layout?.flags.map((f) => f.x) ?? [];
  expect(((b ?? 0) - (a ?? 0)) / ((c ?? 0) - (a ?? 0))).toBeCloseTo(0.4, 2);
  expect(layout?.interval).toMatchObject({ from: a, to: b });
});

test('texts never cover each other, nor another pole', () => {
  const events = Array.from({ length: 9 }, (_, i) => event(`2026-03-0${i + 1}`, '认证决定日期'));
  const flags = layoutTimeline([...events, event('2026-09-01', '到期')], null, ', ')?.flags ?? [];
  for (const [i, flag] of flags.entries())
    for (const later of flags.slice(i + 1)) {
      const covers = later.x < flag.x + 120;
      if (covers) expect(flag.y).toBeLessThan(later.y);
    }
});

test('one day gets one flag, and one day alone is no timeline', () => {
  const same = [event('2026-03-01', '颁证'), event('2026-03-01', '决定', true)];
  expect(layoutTimeline(same, null, '、')).toBeNull();
  const layout = layoutTimeline([...same, event('2026-03-04', '到期')], null, '、');
  expect(layout?.flags).toMatchObject([
    { text: '颁证、决定 2026-03-01', emphasis: true },
    { text: '到期 2026-03-04', emphasis: false },
  ]);
  expect(layoutTimeline([], null, '、')).toBeNull();
});

const team = (cert_no: string, t_start: string, t_end: string): SourcedRow => ({
  dataset: 'audit_team',
  file: 'a.csv',
  sheet: null,
  row: 2,
  values: { cert_no, t_start, t_end },
  proves: true,
});

test('audits at the same time share a stretch', () => {
  const layout = layoutSpans(
    [team('A', '2026-03-12 08:00', '2026-03-12 18:00'), team('B', '2026-03-12 13:00', '2026-03-13 08:00')],
    0,
    240,
  );
  expect(layout?.overlap).toEqual({ from: 50, to: 100, text: '2026-03-12 13:00 – 18:00' });
  expect(layout?.lanes.map((l) => [l.from, l.to])).toEqual([
    [0, 100],
    [50, 240],
  ]);
});

test('one audit with several people, or audits one after the other, do not overlap', () => {
  const day = ['2026-03-12 08:00', '2026-03-12 17:00'] as const;
  expect(layoutSpans([team('A', ...day), team('A', ...day)], 0, 100)).toBeNull();
  expect(
    layoutSpans([team('A', ...day), team('B', '2026-03-12 17:00', '2026-03-12 18:00')], 0, 100),
  ).toBeNull();
});
