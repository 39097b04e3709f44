import { useTranslation } from 'react-i18next';
import { type Dataset, fieldTitle } from '../../../shared/datasets/index.ts';
import type { Lang } from '../../i18n/index.ts';
import type { SourceField } from '../problems.ts';

interface Props {
  readonly d: Dataset;
  readonly columns: readonly SourceField[];
  readonly lang: Lang;
}

/** Which source column fed which field. */
export function MappingTable({ d, columns, lang }: Props) {
  const { t } = useTranslation();
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">{t('importing.column')}</th>
          <th scope="col">{t('importing.field')}</th>
        </tr>
      </thead>
      <tbody>
        {columns.map((c) => (
          <tr key={c.field}>
            <td>{c.header}</td>
            <td>{fieldTitle(d, c.field, lang)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
