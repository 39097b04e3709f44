import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Chart } from '../components/chart.tsx';
import { chartPng, chartSvg } from '../components/chart-image.ts';
import { useRead } from '../engine/use-read.ts';
import type { Lang } from '../i18n/index.ts';
import { type BodyCounts, leadsByBody, leadsByPeriod, type PeriodCounts } from './chart-data.ts';
import { bodyChart, type Chart as ChartSpec, chartThemes, periodChart } from './charts.ts';

interface Props {
  readonly rule: string | null;
  readonly lang: Lang;
  readonly dark: boolean;
  readonly generation: number;
  /** On the leads page the charts stand side by side above the grid and share its height. */
  readonly height?: number;
  onSave(name: string, bytes: Uint8Array): void;
}

const PICTURE_WIDTH = 960;

/** Whose leads, and when: of one rule, or of all. */
export function LeadCharts({ rule, lang, dark, generation, height, onSave }: Props) {
  const { t } = useTranslation();
  const counts = useRead<{ body: BodyCounts; period: PeriodCounts } | null>(
    null,
    async (engine) => {
      const [body, period] = await Promise.all([
        leadsByBody(engine, rule ?? undefined),
        leadsByPeriod(engine, rule ?? undefined),
      ]);
      return { body, period };
    },
    [rule, generation],
  );
  if (!counts) return null;

  const theme = chartThemes[dark ? 'dark' : 'light'];
  const name = (what: string) => `${rule ?? 'leads'}-${what}`;
  const box = (
    what: 'body' | 'month',
    title: string,
    draw: (look: { lang: Lang; theme: typeof theme; title?: string }) => ChartSpec,
  ) => (
    <ChartBox
      title={title}
      chart={draw({ lang, theme })}
      picture={() => draw({ lang, theme: chartThemes.light, title: rule ? `${rule} · ${title}` : title })}
      name={name(what)}
      tall={what === 'body'}
      dark={dark}
      height={height}
      onSave={onSave}
    />
  );
  return (
    <div className="charts">
      {box('body', t('findings.chartBody'), (look) => bodyChart(counts.body, look))}
      {counts.period.periods.length > 0 &&
        box('month', t('findings.chartMonth'), (look) => periodChart(counts.period, look))}
    </div>
  );
}

interface BoxProps {
  readonly title: string;
  readonly chart: ChartSpec;
  /** The chart as it stands alone, on white with a title. */
  picture(): ChartSpec;
  readonly name: string;
  readonly dark: boolean;
  readonly height?: number;
  /** Keeps the chart's own height when that is more, and scrolls. */
  readonly tall?: boolean;
  onSave(name: string, bytes: Uint8Array): void;
  /** The name on the axis that was clicked. */
  onSelect?(name: string): void;
}

/** A chart with its title and the two ways to take it along. */
export function ChartBox({
  title,
  chart,
  picture,
  name,
  dark,
  height,
  tall = false,
  onSave,
  onSelect,
}: BoxProps) {
  const { t } = useTranslation();
  const svg = () => {
    const { option, height: tall } = picture();
    onSave(`${name}.svg`, new TextEncoder().encode(chartSvg(option, PICTURE_WIDTH, Math.max(tall, 240))));
  };
  const png = async () => {
    const { option, height: tall } = picture();
    onSave(`${name}.png`, await chartPng(option, PICTURE_WIDTH, Math.max(tall, 240)));
  };
  return (
    <section className="chart-box">
      <header>
        <h3>{title}</h3>
        <Button type="text" size="small" aria-label={`${t('findings.saveChart')} ${title} SVG`} onClick={svg}>
          {t('findings.saveSvg')}
        </Button>
        <Button
          type="text"
          size="small"
          aria-label={`${t('findings.saveChart')} ${title} PNG`}
          onClick={() => void png()}
        >
          {t('findings.savePng')}
        </Button>
      </header>
      <div className="chart-scroll" style={height ? { height } : undefined}>
        <Chart
          option={chart.option}
          height={height && !tall ? height : Math.max(height ?? 0, chart.height)}
          ariaLabel={chart.label}
          dark={dark}
          onSelect={onSelect && ((datum) => onSelect(datum.name))}
        />
      </div>
    </section>
  );
}
