import { grouped } from '../../../shared/grouped.ts';
import { parameterTexts } from '../parameters.ts';
import type { ReportData } from '../report-data.ts';
import { ChoicesTable } from './choices-table.tsx';
import { useLanguage } from './context.ts';
import { FileName } from './data-part.tsx';
import { LawTable } from './law-table.tsx';
import { Pairs, partClass, Table } from './pieces.tsx';
import { ruleName } from './rules-part.tsx';

/** All it takes to get every number again. */
export function Appendix({ data }: { data: ReportData }) {
  const { t, lang } = useLanguage();
  const { run } = data;
  return (
    <section className={partClass(data.sources.length + data.runRules.length > 0)}>
      <h2>{t('report.appendix.title')}</h2>
      {run && <p>{t('report.appendix.intro')}</p>}
      <h3>{t('report.appendix.versions')}</h3>
      {run ? (
        <Pairs
          items={[
            [t('report.appendix.app'), run.app],
            [t('report.appendix.engine'), run.engine],
            [t('report.appendix.asOf'), run.as_of],
            [t('report.appendix.started'), run.started_at],
            [t('report.appendix.duration'), t('report.appendix.milliseconds', { n: grouped(run.ms) })],
          ]}
        />
      ) : (
        <p>{t('report.appendix.noSql')}</p>
      )}
      {data.sources.length > 0 && (
        <>
          <h3>{t('report.appendix.hashes')}</h3>
          <Table
            caption={t('report.appendix.hashes')}
            headed
            columns={[
              { title: t('report.data.file'), width: '38%' },
              { title: t('report.data.sha256'), width: '62%' },
            ]}
          >
            {data.sources.map((s) => (
              <tr key={s.id}>
                <th scope="row">
                  <FileName source={s} />
                </th>
                <td className="mono">{s.sha256 ?? t('report.appendix.noHash')}</td>
              </tr>
            ))}
          </Table>
        </>
      )}
      <LawTable data={data} />
      <ChoicesTable data={data} />
      {data.runRules.length > 0 && (
        <>
          <h3>{t('report.appendix.sql')}</h3>
          <p>{t('report.appendix.sqlNote')}</p>
        </>
      )}
      {data.runRules.map((r) => (
        <section key={r.code}>
          <h4>{ruleName(r.code, data.rules.get(r.code), r.id, lang)}</h4>
          <p className="small soft">
            {[
              r.id,
              t('report.appendix.version', { n: r.version }),
              t(`report.status.${r.status}`),
              ...parameterTexts(r, data.rules.get(r.code) ?? null, lang).map((p) => `${p.name} = ${p.value}`),
            ].join(' · ')}
          </p>
          <pre>{r.sql}</pre>
        </section>
      ))}
    </section>
  );
}
