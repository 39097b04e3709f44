import { grouped } from '../../../shared/grouped.ts';
import type { ReportData } from '../report-data.ts';
import { useLanguage } from './context.ts';
import { Table } from './pieces.tsx';

/** What the whitelist keeps out of the leads: not hidden, but said apart, with who, why and until when. */
export function SuppressedTable({ data }: { data: ReportData }) {
  const { t } = useLanguage();
  const { suppressed, totals } = data;
  if (suppressed.length === 0) return null;
  const rest = totals.suppressed - suppressed.length;
  return (
    <section className="rule">
      <h3>{t('report.leads.suppressed')}</h3>
      <p>{t('report.leads.suppressedIntro')}</p>
      <Table
        caption={t('report.leads.suppressed')}
        headed
        columns={[
          { title: t('report.columns.rule_code'), width: '9%' },
          { title: t('report.leads.message'), width: '46%' },
          { title: t('report.columns.whitelist_reason'), width: '23%' },
          { title: t('report.columns.whitelist_author'), width: '10%' },
          { title: t('report.columns.whitelist_until'), width: '12%' },
        ]}
      >
        {suppressed.map((row) => (
          <tr key={`${row.rule_code} ${row.finding_id}`}>
            <td>{row.rule_code}</td>
            <td>{row.message}</td>
            <td>{row.whitelist_reason}</td>
            <td>{row.whitelist_author}</td>
            <td className="nowrap">{row.whitelist_until}</td>
          </tr>
        ))}
      </Table>
      {rest > 0 && (
        <p className="notice">
          {t('report.leads.suppressedLeftOut', { shown: grouped(suppressed.length), rest: grouped(rest) })}
        </p>
      )}
    </section>
  );
}
