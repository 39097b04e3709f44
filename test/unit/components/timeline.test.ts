import fc from 'fast-check';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { LEVELS, type PlacedText, textWidth } from '../../../renderer/components/timeline/labels.ts';
import { layoutTimeline, type TimelineEvent } from '../../../renderer/components/timeline/layout.ts';
import { Timeline } from '../../../renderer/components/timeline/timeline.tsx';

const PLAN: TimelineEvent[] = [
  { date: '2024-02-20', label: '计划上报' },
  { date: '2024-03-01', label: '首次会议' },
  { date: '2024-03-02', label: '末次会议' },
  { date: '2024-03-05', label: '决定', emphasis: true },
  { date: '2024-03-01', label: '颁证', emphasis: true },
  { date: '2027-02-28', label: '到期' },
];
const EARLY = { from: '2024-03-05', to: '2024-03-01', label: '4 天' };

const lay = (events: TimelineEvent[], width = 640, interval?: typeof EARLY) =>
  layoutTimeline(events, interval, width);
const xs = (events: TimelineEvent[], width?: number) => lay(events, width).marks.map((m) => m.x);

describe('where things go', () => {
  test('distances are to scale when there is room', () => {
    const [a = 0, b = 0, c = 0] = xs([
      { date: '2024-01-01', label: 'a' },
      { date: '2024-01-11', label: 'b' },
      { date: '2024-01-31', label: 'c' },
    ]);
    expect((c - b) / (b - a)).toBeCloseTo(2, 6);
  });

  test('near events are kept apart, the rest stays to scale', () => {
    const [a = 0, b = 0, c = 0, d = 0] = xs([
      { date: '2024-01-01', label: 'a' },
      { date: '2024-01-02', label: 'b' },
      { date: '2024-02-01', label: 'c' },
      { date: '2024-04-01', label: 'd' },
    ]);
    expect(b - a).toBeGreaterThan(40);
    expect((d - c) / (c - b)).toBeCloseTo(2, 6);
  });

  test('what happened on one day shares a point and is stacked, the first named on top', () => {
    const { marks, levelsAbove } = lay(PLAN);
    const first = marks.find((m) => m.events.length === 2);
    expect(first?.labels.map((l) => [l.text, l.level])).toEqual([
      ['颁证', 0],
      ['首次会议', 1],
    ]);
    expect(levelsAbove).toBeGreaterThanOrEqual(2);
  });

  test('a stretch that would press everything flat is broken, but never the interval', () => {
    expect(lay(PLAN).breaks).toHaveLength(1);
    const two = [
      { date: '2020-01-01', label: 'a' },
      { date: '2020-01-03', label: 'b' },
      { date: '2024-01-01', label: 'c' },
    ];
    expect(lay(two).breaks).toHaveLength(1);
    expect(lay(two, 640, { from: '2020-01-03', to: '2024-01-01', label: '1459 天' }).breaks).toEqual([]);
  });

  test('the interval spans its two events, whichever is named first', () => {
    const { marks, interval } = lay(PLAN, 640, EARLY);
    const x = (label: string) => marks.find((m) => m.events.some((e) => e.label === label))?.x;
    expect(interval?.from).toBe(x('颁证'));
    expect(interval?.to).toBe(x('决定'));
    expect(interval?.label?.text).toBe('4 天');
  });

  test('an interval whose ends are no events gets points with dates of their own', () => {
    const { marks } = lay([{ date: '2024-03-03', label: 'a' }], 640, EARLY);
    expect(marks.map((m) => [m.date?.text, m.events.length])).toEqual([
      ['03-01', 0],
      ['03-03', 1],
      ['03-05', 0],
    ]);
  });

  test('one event lies in the middle; none is nothing; unreadable dates are left out', () => {
    expect(xs([{ date: '2024-03-01', label: 'a' }], 400)).toEqual([200]);
    expect(lay([]).marks).toEqual([]);
    expect(xs([{ date: '不详', label: 'a' }])).toEqual([]);
  });

  test('the year is written where it begins', () => {
    expect(lay(PLAN).marks.map((m) => m.date?.text)).toEqual([
      '2024-02-20',
      '03-01',
      '03-02',
      '03-05',
      '2027-02-28',
    ]);
  });

  test('within three days the time of day counts', () => {
    const { marks } = lay([
      { date: '2024-03-12 09:00', label: '甲地签到' },
      { date: '2024-03-12 10:30', label: '乙地签到' },
      { date: '2024-03-13 08:00', label: '返回' },
    ]);
    expect(marks.map((m) => m.date?.text)).toEqual(['03-12 09:00', '10:30', '03-13 08:00']);
  });
});

describe('whatever the events', () => {
  const day = fc.integer({ min: 0, max: 4000 }).map((n) => new Date(n * 86_400_000 + 1.5e12).toISOString());
  const event = fc.record({
    date: fc.oneof(
      day.map((d) => d.slice(0, 10)),
      fc
        .tuple(day, fc.integer({ min: 0, max: 23 }))
        .map(([d, h]) => `${d.slice(0, 10)} ${String(h).padStart(2, '0')}:15`),
    ),
    label: fc.oneof(
      fc.constantFrom(
        '颁证',
        '首次会议',
        '再认证审核计划上报',
        'Decision',
        'Certificate issued to the organisation',
      ),
      fc.string({ maxLength: 40 }),
    ),
    emphasis: fc.boolean(),
  });
  const events = fc.array(event, { minLength: 1, maxLength: 14 });
  const width = fc.integer({ min: 120, max: 1600 });
  const interval = fc.option(
    fc.record({
      from: day.map((d) => d.slice(0, 10)),
      to: day.map((d) => d.slice(0, 10)),
      label: fc.constant('12 天'),
    }),
    { nil: undefined },
  );

  function noOverlap(texts: readonly PlacedText[]): void {
    for (const level of new Set(texts.map((t) => t.level))) {
      const row = texts.filter((t) => t.level === level);
      // They come in the order of their points, so this also says that the order is kept.
      row.forEach((t, i) => {
        expect(t.left).toBeGreaterThanOrEqual(i === 0 ? 0 : (row[i - 1]?.right ?? 0));
      });
    }
  }

  test('texts never overlap, keep their order and stay inside; points too', () => {
    fc.assert(
      fc.property(events, interval, width, (list, span, w) => {
        const { marks, interval: placed } = layoutTimeline(list, span, w);
        noOverlap(marks.flatMap((m) => m.labels));
        noOverlap(marks.flatMap((m) => m.date ?? []));
        const all = [
          ...marks.flatMap((m) => [...m.labels, ...(m.date ? [m.date] : [])]),
          ...(placed?.label ? [placed.label] : []),
        ];
        for (const t of all) {
          expect(t.left).toBeGreaterThanOrEqual(0);
          expect(t.right).toBeLessThanOrEqual(w + 1e-6);
          expect(textWidth(t.text)).toBeLessThanOrEqual(t.right - t.left + 1e-6);
        }
        marks.forEach((m, i) => {
          expect(m.x).toBeGreaterThanOrEqual(0);
          expect(m.x).toBeLessThanOrEqual(w + 1e-6);
          if (i > 0) expect(m.x).toBeGreaterThan(marks[i - 1]?.x ?? 0);
          expect(m.date?.level ?? 0).toBeLessThan(LEVELS);
          if (m.events.length <= LEVELS) for (const l of m.labels) expect(l.level).toBeLessThan(LEVELS);
        });
        expect(marks.flatMap((m) => m.events)).toHaveLength(list.length);
        if (span) expect(placed?.from).toBeLessThanOrEqual(placed?.to ?? 0);
      }),
      { numRuns: 500 },
    );
  });

  test('with room enough every label is whole', () => {
    const roomy = fc.uniqueArray(event, { minLength: 1, maxLength: 4, selector: (e) => e.date.slice(0, 10) });
    fc.assert(
      fc.property(roomy, (list) => {
        const { marks } = layoutTimeline(list, undefined, 1600);
        expect(marks.flatMap((m) => m.labels.map((l) => l.text)).sort()).toEqual(
          list.map((e) => e.label).sort(),
        );
      }),
    );
  });
});

test('the picture says everything in words', () => {
  const html = renderToStaticMarkup(
    createElement(Timeline, { events: PLAN, interval: EARLY, width: 640, ariaLabel: '时间线' }),
  );
  expect(html).toContain('role="img"');
  for (const e of PLAN) expect(html).toContain(`${e.date} ${e.label}`);
  expect(html).toContain('2024-03-05 – 2024-03-01: 4 天');
  expect(html).not.toMatch(/NaN|Infinity/);
});
