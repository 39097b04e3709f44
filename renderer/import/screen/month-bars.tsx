import { Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Dataset, fieldTitle } from '../../../shared/datasets/index.ts';
import { Chart } from '../../components/chart.tsx';
import type { Lang } from '../../i18n/index.ts';
import type { Profile } from '../profile.ts';

const HEIGHT = 200;

interface Props {
  readonly months: Profile['months'];
  readonly d: Dataset;
  readonly lang: Lang;
  readonly dark: boolean;
}

/** All months from the first to the last, so that a gap shows as a gap. */
function everyMonth(first: string, last: string): string[] {
  const months: string[] = [];
  const [year = 0, month = 1] = first.split('-').map(Number);
  for (let n = year * 12 + month - 1; months.length < 1200; n++) {
    const name = `${String(Math.floor(n / 12)).padStart(4, '0')}-${String((n % 12) + 1).padStart(2, '0')}`;
    months.push(name);
    if (name >= last) break;
  }
  return months;
}

/** How many rows a date field has in each month; the field can be chosen. */
export function MonthBars({ months, d, lang, dark }: Props) {
  const { t } = useTranslation();
  const fields = [...new Set(months.map((m) => m.field))];
  const [chosen, setChosen] = useState<string | null>(null);
  const field = chosen && fields.includes(chosen) ? chosen : fields[0];
  const option = useMemo(() => {
    const counts = new Map(months.filter((m) => m.field === field).map((m) => [m.month, m.n]));
    const names = [...counts.keys()].sort();
    const axis = names.length > 0 ? everyMonth(names[0] ?? '', names.at(-1) ?? '') : [];
    return {
      animation: false,
      grid: { left: 56, right: 12, top: 12, bottom: 28, outerBoundsMode: 'none' as const },
      tooltip: { trigger: 'axis' as const, confine: true },
      xAxis: { type: 'category' as const, data: axis },
      yAxis: { type: 'value' as const, minInterval: 1 },
      series: [
        {
          type: 'bar' as const,
          name: t('importing.records'),
          data: axis.map((m) => counts.get(m) ?? 0),
        },
      ],
    };
  }, [months, field, t]);
  if (!field) return <p className="soft">{t('importing.profile.none')}</p>;
  const title = (id: string) => fieldTitle(d, id, lang);
  return (
    <>
      <Select
        size="small"
        aria-label={t('importing.profile.months')}
        style={{ width: 180 }}
        value={field}
        options={fields.map((id) => ({ value: id, label: title(id) }))}
        onChange={setChosen}
      />
      <Chart
        option={option}
        height={HEIGHT}
        ariaLabel={`${title(field)} ${t('importing.profile.months')}`}
        dark={dark}
      />
    </>
  );
}
