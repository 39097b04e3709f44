import type { BarSeriesOption } from 'echarts/charts';
import type { GridComponentOption, TitleComponentOption, TooltipComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import { grouped } from '../../shared/grouped.ts';
import { type Lang, textIn } from '../i18n/index.ts';
import type { BodyCounts, PeriodCounts, RuleCount } from './chart-data.ts';

export type ChartOption = ComposeOption<
  BarSeriesOption | GridComponentOption | TitleComponentOption | TooltipComponentOption
>;

/** A chart ready to draw, with what a person who cannot see it is told. */
export interface Chart {
  readonly option: ChartOption;
  readonly label: string;
  /** Height that suits the number of bars. */
  readonly height: number;
  /** What the bars cannot show, to be written below. */
  readonly note?: string;
}

export interface ChartTheme {
  readonly bar: string;
  /** For what is lumped together. */
  readonly muted: string;
  readonly text: string;
  readonly line: string;
  readonly background: string;
}

/** Colours of components/tokens.css, and greys for paper. */
export const chartThemes: Readonly<Record<'light' | 'dark' | 'print', ChartTheme>> = {
  light: { bar: '#0b5a78', muted: '#8a959f', text: '#1a2127', line: '#e4e7ea', background: '#ffffff' },
  dark: { bar: '#66bcdc', muted: '#68737c', text: '#e3e8eb', line: '#2a3238', background: '#161b1f' },
  print: { bar: '#45525c', muted: '#b4bcc3', text: '#1a2127', line: '#d8dce0', background: '#ffffff' },
};

export interface ChartLook {
  readonly lang: Lang;
  readonly theme: ChartTheme;
  /** Drawn above the bars: for a picture that stands alone. */
  readonly title?: string;
  /** Widest name beside a bar, in pixels; the tooltip has the whole name. */
  readonly nameWidth?: number;
}

const FONTS = 'PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif';
const BAR_ROW = 21;
const TITLE_SPACE = 40;
const NAME_WIDTH = 200;

/** Generous width of a character at 12 px; ECharts' own guess without a page is too small for some faces. */
const pixels = (char: string) => (char > '\u2e7f' ? 12 : 7.6);
const textWidth = (text: string) => [...text].reduce((w, c) => w + pixels(c), 0);

/** Text that fits a width in pixels, cut with an ellipsis. */
export function shorten(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = '';
  let used = pixels('…') * 2;
  for (const char of text) {
    used += pixels(char);
    if (used > width) break;
    kept += char;
  }
  return `${kept}…`;
}

function frame(look: ChartLook): ChartOption {
  const { theme, title } = look;
  return {
    animation: false,
    backgroundColor: theme.background,
    textStyle: { fontFamily: FONTS, fontSize: 12, color: theme.text },
    // The built-in tooltip escapes names; a formatter that returns HTML would not.
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, confine: true },
    ...(title
      ? {
          title: {
            text: title,
            left: 8,
            top: 8,
            textStyle: { fontFamily: FONTS, fontSize: 14, color: theme.text },
          },
        }
      : {}),
  };
}

function axes({ theme }: ChartLook) {
  const text = { color: theme.text, fontFamily: FONTS };
  return {
    value: {
      type: 'value' as const,
      minInterval: 1,
      axisLabel: text,
      splitLine: { lineStyle: { color: theme.line } },
    },
    category: {
      type: 'category' as const,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: theme.line } },
      axisLabel: text,
    },
  };
}

function spoken(title: string, items: readonly { name: string; leads: number }[], lang: Lang): string {
  const t = textIn(lang);
  const text = items.map((i) => t('report.chart.item', { name: i.name, n: i.leads })).join(t('report.and'));
  return t('report.chart.label', { title, items: text || t('report.chart.nothing') });
}

interface Bar {
  readonly name: string;
  readonly leads: number;
  readonly muted?: boolean;
}

function horizontalBars(bars: readonly Bar[], title: string, look: ChartLook): Chart {
  const { value, category } = axes(look);
  const t = textIn(look.lang);
  const top = look.title ? TITLE_SPACE : 8;
  const short = (name: string) => shorten(name, look.nameWidth ?? NAME_WIDTH);
  const names = Math.max(0, ...bars.map((b) => textWidth(short(b.name))));
  const numbers = Math.max(0, ...bars.map((b) => textWidth(grouped(b.leads))));
  return {
    label: spoken(title, bars, look.lang),
    height: bars.length * BAR_ROW + top + 8,
    option: {
      ...frame(look),
      grid: {
        left: Math.ceil(names) + 14,
        right: Math.max(48, Math.ceil(numbers) + 12),
        top,
        bottom: 8,
        outerBoundsMode: 'none',
      },
      // Every bar carries its number; a scale below would say it twice.
      xAxis: { ...value, axisLabel: { show: false } },
      yAxis: {
        ...category,
        inverse: true,
        data: bars.map((b) => b.name),
        axisLabel: { ...category.axisLabel, interval: 0, formatter: short },
      },
      series: [
        {
          type: 'bar',
          name: t('report.chart.leads'),
          barMaxWidth: 14,
          label: {
            show: true,
            position: 'right',
            color: look.theme.text,
            fontFamily: FONTS,
            formatter: ({ value }) => grouped(Number(value)),
          },
          data: bars.map((b) => ({
            value: b.leads,
            itemStyle: { color: b.muted ? look.theme.muted : look.theme.bar },
          })),
        },
      ],
    },
  };
}

/** Horizontal bars, most leads first; what lies beyond the top ones is one muted bar. */
export function bodyChart(counts: BodyCounts, look: ChartLook): Chart {
  const t = textIn(look.lang);
  const bars: Bar[] = counts.bodies.map((b) => ({
    name: b.name ?? t('report.chart.noBody'),
    leads: b.leads,
  }));
  if (counts.others) {
    const { bodies, leads } = counts.others;
    bars.push({ name: t('report.chart.other', { n: bodies }), leads, muted: true });
  }
  const chart = horizontalBars(bars, t('report.chart.byBody'), look);
  return counts.shared ? { ...chart, note: t('report.chart.shared') } : chart;
}

/** Horizontal bars in the order of the rules' codes. */
export function ruleChart(counts: readonly RuleCount[], look: ChartLook): Chart {
  const bars = counts.map((r) => ({ name: r.title ? `${r.code} ${r.title}` : r.code, leads: r.leads }));
  return horizontalBars(bars, textIn(look.lang)('report.chart.byRule'), look);
}

/** Columns over an axis without gaps, so that a quiet month shows as quiet. */
export function periodChart(counts: PeriodCounts, look: ChartLook): Chart {
  const { value, category } = axes(look);
  const t = textIn(look.lang);
  const title = t(counts.unit === 'month' ? 'report.chart.byMonth' : 'report.chart.byYear');
  const busy = counts.periods.filter((p) => p.leads > 0).map((p) => ({ name: p.period, leads: p.leads }));
  return {
    label: spoken(title, busy, look.lang),
    note: counts.undated > 0 ? t('report.chart.undated', { n: counts.undated }) : undefined,
    height: 220 + (look.title ? TITLE_SPACE - 8 : 0),
    option: {
      ...frame(look),
      grid: {
        left: 48,
        // Half of the last month's name reaches beyond its column.
        right: 28,
        top: look.title ? TITLE_SPACE + 16 : 24,
        bottom: 28,
        outerBoundsMode: 'none',
      },
      xAxis: { ...category, data: counts.periods.map((p) => p.period) },
      yAxis: value,
      series: [
        {
          type: 'bar',
          name: t('report.chart.leads'),
          barMaxWidth: 28,
          itemStyle: { color: look.theme.bar },
          label: {
            show: counts.periods.length <= 24,
            position: 'top',
            color: look.theme.text,
            fontFamily: FONTS,
            formatter: ({ value }) => (value ? grouped(Number(value)) : ''),
          },
          data: counts.periods.map((p) => p.leads),
        },
      ],
    },
  };
}
