import { eitherLanguage } from '../../../shared/reference/either-language.ts';
import { parameterTitle } from '../../../shared/reference/regulation-parameters.ts';
import { inWords } from '../../rules/regulation/edits.ts';
import { valueText } from '../../rules/regulation/texts.ts';
import type { ReportData } from '../report-data.ts';
import { useLanguage } from './context.ts';
import { Table } from './pieces.tsx';

/** What was in force when, of what the rules read; what is not verified is marked, and what the analyst changed. */
export function LawTable({ data }: { data: ReportData }) {
  const { t, lang } = useLanguage();
  if (data.law.length === 0) return null;
  return (
    <>
      <h3>{t('report.appendix.law')}</h3>
      <p>{t('report.appendix.lawNote')}</p>
      <Table
        caption={t('report.appendix.law')}
        headed
        columns={[
          { title: t('rules.law.parameter'), width: '27%' },
          { title: t('rules.law.scheme'), width: '10%' },
          { title: t('rules.law.value'), width: '11%' },
          { title: t('rules.law.from'), width: '11%' },
          { title: t('rules.law.to'), width: '11%' },
          { title: t('rules.law.regulation'), width: '30%' },
        ]}
      >
        {data.law.map((r) => (
          <tr key={r.row_key}>
            <td>{parameterTitle(r.parameter, lang)}</td>
            <td>{r.scheme === '*' ? t('rules.law.every') : r.scheme}</td>
            <td className="nowrap">{valueText(r.value, t)}</td>
            <td className="nowrap">{r.valid_from ?? '—'}</td>
            <td className="nowrap">{r.valid_to ?? '—'}</td>
            <td>
              {eitherLanguage(r.regulation, lang)}
              <span className="second">
                {r.status === 'verified' ? '' : `[${t(`rules.status.${r.status}`)}] `}
                {r.edited ? `[${t('rules.law.edited')}] ` : ''}
                {eitherLanguage(r.source, lang)}
              </span>
            </td>
          </tr>
        ))}
      </Table>
      {data.edits.length > 0 && (
        <ul>
          {data.edits.map((e) => (
            <li key={e.id}>
              {e.edited_at.slice(0, 16)} {e.author}: {parameterTitle(e.parameter, lang)} ({e.scheme}){' '}
              {e.before ?? '—'} → {inWords(e)} — {e.reason}
              {e.undone_at &&
                ` [${t('rules.law.undone', { by: e.undone_by ?? '', at: e.undone_at.slice(0, 10) })}]`}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
