/**
 * The house style as an ECharts theme. Canvases cannot use the variables of tokens.css, so they are read as they
 * are at `element`.
 * @param dark only marks the theme as dark for ECharts' own shading
 */
export function chartTheme(element: Element, dark: boolean): object {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const text = { color: token('text'), fontFamily: token('font') };
  const muted = { color: token('text-muted'), fontFamily: token('font'), fontSize: 12 };
  const axis = {
    axisLine: { lineStyle: { color: token('line-strong') } },
    axisTick: { show: false },
    axisLabel: muted,
    nameTextStyle: muted,
    splitLine: { lineStyle: { color: token('line') } },
  };
  return {
    darkMode: dark,
    backgroundColor: 'transparent',
    color: [1, 2, 3, 4, 5].map((i) => token(`series-${i}`)),
    textStyle: text,
    title: { left: 0, textStyle: { ...text, fontSize: 13, fontWeight: 600 }, subtextStyle: muted },
    legend: { textStyle: muted },
    categoryAxis: { ...axis, splitLine: { show: false } },
    valueAxis: { ...axis, axisLine: { show: false } },
    timeAxis: { ...axis, splitLine: { show: false } },
    line: { symbol: 'circle', symbolSize: 5, lineStyle: { width: 2 } },
    bar: { label: { ...text, textBorderWidth: 0 } },
    tooltip: {
      backgroundColor: token('surface-raised'),
      borderColor: token('line-strong'),
      textStyle: { ...text, fontSize: 12 },
      extraCssText: 'box-shadow: var(--shadow)',
    },
  };
}
