import { BarChart } from 'echarts/charts';
import { GridComponent, TitleComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';

use([BarChart, GridComponent, TitleComponent, TooltipComponent, CanvasRenderer, SVGRenderer]);

/** A chart as SVG text, drawn without a page. Names in it are escaped. */
export function chartSvg(option: EChartsCoreOption, width: number, height: number): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ ...option, animation: false });
    // The style sheet only serves the pointer, and would act on every other picture of the same document.
    return chart.renderToSVGString().replace(/<style\b[\s\S]*?<\/style>/g, '');
  } finally {
    chart.dispose();
  }
}

/** A chart as PNG; needs a page, and draws outside of it. `scale` 2 or more suits print. */
export async function chartPng(
  option: EChartsCoreOption,
  width: number,
  height: number,
  scale = 2,
): Promise<Uint8Array> {
  const chart = init(document.createElement('canvas'), null, { renderer: 'canvas', width, height });
  try {
    chart.setOption({ ...option, animation: false });
    const canvas = chart.renderToCanvas({ pixelRatio: scale });
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    if (!blob) throw new Error('the picture of the chart could not be made');
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    chart.dispose();
  }
}
