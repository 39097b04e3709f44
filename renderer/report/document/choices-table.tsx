import { grouped } from '../../../shared/grouped.ts';
import { choiceText } from '../../matches/choice-text.ts';
import type { ReportData } from '../report-data.ts';
import { useLanguage } from './context.ts';
import { Table } from './pieces.tsx';

/** What the analyst settled of which plan announced which audit, since leads rest on it. */
export function ChoicesTable({ data }: { data: ReportData }) {
  const { t } = useLanguage();
  const { choices, choicesInAll } = data;
  if (choices.length === 0) return null;
  return (
    <>
      <h3>{t('report.appendix.choices')}</h3>
      <p>{t('report.appendix.choicesNote')}</p>
      <Table
        caption={t('report.appendix.choices')}
        headed
        columns={[
          { title: t('matches.plan'), width: '22%' },
          { title: t('matches.what'), width: '30%' },
          { title: t('matches.reason'), width: '24%' },
          { title: t('matches.author'), width: '10%' },
          { title: t('matches.at'), width: '14%' },
        ]}
      >
        {choices.map((c) => (
          <tr key={c.id}>
            <td>
              {c.plan} {c.scheme}
            </td>
            <td>{choiceText(c, t)}</td>
            <td>{c.reason}</td>
            <td>{c.author}</td>
            <td className="nowrap">{c.chosen_at.slice(0, 16)}</td>
          </tr>
        ))}
      </Table>
      {choicesInAll > choices.length && (
        <p className="notice">
          {t('report.appendix.choicesLeftOut', {
            shown: grouped(choices.length),
            rest: grouped(choicesInAll - choices.length),
          })}
        </p>
      )}
    </>
  );
}
