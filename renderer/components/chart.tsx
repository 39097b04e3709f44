import { BarChart, LineChart } from 'echarts/charts';
import {
  AriaComponent,
  DatasetComponent,
  GridComponent,
  LegendComponent,
  TitleComponent,
  TooltipComponent,
} from 'echarts/components';
import { type ECharts, type EChartsCoreOption, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { chartTheme } from './chart-theme.ts';

use([
  BarChart,
  LineChart,
  GridComponent,
  TooltipComponent,
  TitleComponent,
  LegendComponent,
  DatasetComponent,
  AriaComponent,
  CanvasRenderer,
]);

/** What was clicked: its name on the axis and the datum as it was given. */
export interface ChartDatum {
  readonly name: string;
  readonly data: unknown;
  readonly seriesName?: string;
  readonly dataIndex: number;
}

export interface ChartProps {
  readonly option: EChartsCoreOption;
  readonly height: number | string;
  readonly ariaLabel: string;
  readonly dark: boolean;
  readonly onSelect?: (datum: ChartDatum) => void;
}

/** An ECharts canvas as wide as its box. */
export function Chart({ option, height, ariaLabel, dark, onSelect }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const select = useRef(onSelect);
  select.current = onSelect;

  useEffect(() => {
    if (!box.current) return;
    const made = init(box.current, chartTheme(box.current, dark), { renderer: 'canvas' });
    chart.current = made;
    made.on('click', ({ name, data, seriesName, dataIndex }) => {
      // ECharts makes up a name with a NUL in it for a series that has none.
      const series = seriesName?.includes('\0') ? undefined : seriesName;
      select.current?.({ name, data, seriesName: series, dataIndex });
    });
    const resized = new ResizeObserver(() => made.resize());
    resized.observe(box.current);
    return () => {
      resized.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, [dark]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a chart made anew for another theme needs its option again
  useEffect(() => {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    chart.current?.setOption(
      {
        animation: !still,
        animationDuration: 250,
        aria: { enabled: true, label: { description: ariaLabel } },
        ...option,
      },
      { notMerge: true },
    );
  }, [option, ariaLabel, dark]);

  return (
    <div
      ref={box}
      role="img"
      aria-label={ariaLabel}
      data-theme={dark ? 'dark' : 'light'}
      style={{ width: '100%', height }}
    />
  );
}
