import { useTranslation } from 'react-i18next';
import type { Lang } from '../i18n/index.ts';
import type { Candidate } from './inspect.ts';
import { MappingTable } from './mapping-table.tsx';

const SAMPLES = 3;
const RAW_ROWS = 20;

/** A sheet before import: what its columns were taken for, and its first rows as they are. */
export function CandidatePanel({ candidate, lang }: { readonly candidate: Candidate; readonly lang: Lang }) {
  const { t } = useTranslation();
  const { recognition, head } = candidate;
  const body = recognition ? head.filter((r) => r.row > recognition.headerRow) : [];
  const sample = (position: number) =>
    body
      .flatMap((r) => (r.cells[position]?.trim() ? [r.cells[position]?.trim() ?? ''] : []))
      .slice(0, SAMPLES);
  return (
    <div className="panels">
      {recognition && (
        <section>
          <h3>{t('importing.mapping')}</h3>
          <MappingTable
            d={recognition.dataset}
            columns={recognition.columns.map((c) => ({ ...c, sample: sample(c.position) }))}
            lang={lang}
          />
          {recognition.unmapped.length > 0 && (
            <p className="soft">
              {t('importing.unmapped')}: {recognition.unmapped.join(lang === 'zh' ? '、' : ', ')}
            </p>
          )}
        </section>
      )}
      <section className="wide">
        <h3>{t('importing.rawHead')}</h3>
        <table className="plain raw">
          <tbody>
            {head.slice(0, RAW_ROWS).map((r) => (
              <tr key={r.row} className={r.row === recognition?.headerRow ? 'row-header' : ''}>
                <th scope="row">{r.row}</th>
                {r.cells.slice(0, 60).map((cell, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name
                  <td key={i}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
