import type { BarSeriesOption } from 'echarts/charts';
import type { GridComponentOption, TitleComponentOption, TooltipComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import type { Engine } from '../engine/engine.ts';
import { type Lang, textIn } from '../i18n/index.ts';

export interface BodyCount {
  /** Null when the leads name no body. */
  readonly name: string | null;
  readonly leads: number;
}

export interface BodyCounts {
  readonly bodies: readonly BodyCount[];
  /** What lies beyond the top bodies. */
  readonly others: { readonly bodies: number; readonly leads: number } | null;
  /** Some lead concerns several bodies and counts once for each. */
  readonly shared: boolean;
}

export interface PeriodCounts {
  readonly unit: 'month' | 'year';
  /** Every period from the first to the last: `2024-03`, or `2024` when there would be too many months. */
  readonly periods: readonly { readonly period: string; readonly leads: number }[];
  readonly undated: number;
}

export interface RuleCount {
  readonly code: string;
  readonly title?: string;
  readonly leads: number;
}

const TOP = 15;
const MOST_MONTHS = 60;

const LEADS = "FROM finding WHERE verdict = 'lead' AND ($rule IS NULL OR rule_code = $rule)";

/** Leads of one rule, or of all, by certification body. */
export async function leadsByBody(
  engine: Engine,
  rule: string | null = null,
  top = TOP,
): Promise<BodyCounts> {
  const rows = await engine.rows<{ name: string | null; leads: number; shared: boolean }>(
    `WITH lead AS (SELECT string_split(coalesce(cb_approval_no, cb_name, ''), '; ') AS nos, cb_name ${LEADS}),
      one AS (SELECT unnest(nos) AS no, len(nos) > 1 AS shared, CASE WHEN len(nos) = 1 THEN cb_name END AS cb_name FROM lead),
      known AS (SELECT cb_approval_no AS no, max(cb_name) AS name FROM certification_body GROUP BY ALL)
    SELECT coalesce(max(k.name), max(one.cb_name), nullif(one.no, '')) AS name, count(*) AS leads, bool_or(shared) AS shared
    FROM one LEFT JOIN known k ON k.no = one.no GROUP BY one.no ORDER BY leads DESC, name, one.no`,
    { rule },
  );
  const rest = rows.slice(top);
  return {
    bodies: rows.slice(0, top).map(({ name, leads }) => ({ name, leads })),
    others: rest.length > 0 ? { bodies: rest.length, leads: rest.reduce((n, r) => n + r.leads, 0) } : null,
    shared: rows.some((r) => r.shared),
  };
}

/** Leads of one rule, or of all, over time. */
export async function leadsByPeriod(engine: Engine, rule: string | null = null): Promise<PeriodCounts> {
  const rows = await engine.rows<{ month: number | null; leads: number }>(
    `SELECT year(occurred_on) * 12 + month(occurred_on) - 1 AS month, count(*) AS leads ${LEADS} GROUP BY ALL`,
    { rule },
  );
  const dated = rows.flatMap(({ month, leads }) => (month === null ? [] : [{ month, leads }]));
  const undated = rows.find((r) => r.month === null)?.leads ?? 0;
  const months = dated.map((d) => d.month);
  const unit =
    months.length > 0 && Math.max(...months) - Math.min(...months) >= MOST_MONTHS ? 'year' : 'month';
  const at = (month: number) => (unit === 'year' ? Math.floor(month / 12) : month);
  const name = (n: number) =>
    unit === 'year' ? String(n) : `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`;
  const first = months.length > 0 ? at(Math.min(...months)) : 0;
  const last = months.length > 0 ? at(Math.max(...months)) : -1;
  const periods = Array.from({ length: last - first + 1 }, (_, i) => ({
    period: name(first + i),
    leads: dated.filter((d) => at(d.month) === first + i).reduce((n, d) => n + d.leads, 0),
  }));
  return { unit, periods, undated };
}

/** Leads per rule that ran, in the order of the codes. */
export function leadsByRule(engine: Engine): Promise<RuleCount[]> {
  return engine.rows<RuleCount>(
    "SELECT code, findings AS leads FROM run_rule WHERE status = 'ran' ORDER BY code",
  );
}

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
  return {
    label: spoken(title, bars, look.lang),
    height: bars.length * BAR_ROW + top + 28,
    option: {
      ...frame(look),
      grid: { left: Math.ceil(names) + 14, right: 48, top, bottom: 28, outerBoundsMode: 'none' },
      xAxis: value,
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
          label: { show: true, position: 'right', color: look.theme.text, fontFamily: FONTS },
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
        right: 16,
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
            formatter: ({ value }) => (value ? String(value) : ''),
          },
          data: counts.periods.map((p) => p.leads),
        },
      ],
    },
  };
}
