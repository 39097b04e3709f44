import { useTranslation } from 'react-i18next';
import { type Dataset, dataset } from '../../shared/datasets/index.ts';
import type { Lang } from '../i18n/index.ts';

interface MappedColumn {
  readonly field: string;
  readonly header: string;
  readonly sample?: readonly string[];
}

/** Which source column feeds which field, with a few values. */
export function MappingTable({
  d,
  columns,
  lang,
}: {
  readonly d: Dataset;
  readonly columns: readonly MappedColumn[];
  readonly lang: Lang;
}) {
  const { t } = useTranslation();
  const title = (id: string) => dataset(d.id).fields.find((f) => f.id === id)?.[lang] ?? id;
  const withSample = columns.some((c) => c.sample);
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">{t('importing.column')}</th>
          <th scope="col">{t('importing.field')}</th>
          {withSample && <th scope="col">{t('importing.sample')}</th>}
        </tr>
      </thead>
      <tbody>
        {columns.map((c) => (
          <tr key={c.field}>
            <td>{c.header}</td>
            <td>{title(c.field)}</td>
            {withSample && <td className="mono clip">{c.sample?.join(' · ')}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
