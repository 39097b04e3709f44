import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Lang } from '../../i18n/index.ts';
import { type Candidate, headerCells } from '../candidate.ts';
import { useImport } from '../import-store.ts';
import type { Recognition } from '../recognise.ts';
import { ReadsWell } from './reads-well.tsx';

const SAMPLES = 3;
const NOT_USED = '';

interface Props {
  readonly candidate: Candidate;
  readonly recognition: Recognition;
  readonly lang: Lang;
}

/** Which source column feeds which field, with sample values and how well they read; each can be changed. */
export function MappingEditor({ candidate, recognition, lang }: Props) {
  const { t } = useTranslation();
  const mapColumn = useImport((s) => s.mapColumn);
  const { dataset, columns } = recognition;
  const fields = [
    { value: NOT_USED, label: t('importing.notUsed') },
    ...dataset.fields.map((f) => ({ value: f.id, label: f[lang] })),
  ];
  const body = candidate.head.filter((r) => r.row >= (candidate.dataRow ?? recognition.headerRow + 1));
  const sample = (position: number) => {
    const values = body.flatMap((r) => r.cells[position]?.trim() || []);
    return [...new Set(values.slice(0, 50))].slice(0, SAMPLES).join(' · ');
  };
  return (
    <>
      <h3>
        {t('importing.mapping')}{' '}
        {candidate.remembered && <span className="soft">{t('importing.remembered')}</span>}
      </h3>
      <table className="plain mapping">
        <thead>
          <tr>
            <th scope="col">{t('importing.column')}</th>
            <th scope="col">{t('importing.sample')}</th>
            <th scope="col">{t('importing.field')}</th>
            <th scope="col">{t('importing.type')}</th>
            <th scope="col">{t('importing.readsWell')}</th>
          </tr>
        </thead>
        <tbody>
          {headerCells(recognition).map(({ position, text }) => {
            const mapped = columns.find((c) => c.position === position);
            const field = dataset.fields.find((f) => f.id === mapped?.field);
            return (
              <tr key={position}>
                <td className="clip" title={text}>
                  {text}
                </td>
                <td className="mono clip" title={sample(position)}>
                  {sample(position)}
                </td>
                <td>
                  <Select
                    size="small"
                    variant="borderless"
                    aria-label={`${t('importing.field')} ${text}`}
                    className={field ? undefined : 'soft'}
                    style={{ width: 200 }}
                    showSearch={{ optionFilterProp: 'label' }}
                    popupMatchSelectWidth={false}
                    value={field?.id ?? NOT_USED}
                    options={fields}
                    onChange={(id) => void mapColumn(candidate, position, id === NOT_USED ? null : id)}
                  />
                </td>
                <td className="soft">{field && t(`importing.types.${field.type}`)}</td>
                <td>{field && <ReadsWell share={candidate.shares.get(field.id)} rows={body.length} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
