import { field } from '../../../shared/datasets/index.ts';
import { grouped } from '../../../shared/grouped.ts';
import { isReconciled } from '../../import/load.ts';
import { amount, datasetTitle, openSources } from '../names.ts';
import { listedLeads, type ReportData } from '../report-data.ts';
import { type Language, useLanguage } from './context.ts';
import { Pairs } from './pieces.tsx';

export interface CoverFacts {
  readonly workspace: string;
  readonly generatedAt: string;
  readonly author?: string;
}

/** What was read, run and found, as sentences. */
export function summarySentences(data: ReportData, { lang, t }: Language): string[] {
  const { totals } = data;
  const listed = listedLeads(data);
  const read = data.sources.filter((s) => s.dataset !== null);
  const off = read.filter((s) => !isReconciled(s)).length;
  const unread = data.sources.length - read.length;
  const count = (status: string) => data.runRules.filter((r) => r.status === status).length;
  const records = read.reduce((n, s) => n + s.records, 0);
  const rest = [
    count('not-runnable') > 0 ? t('report.cover.notRunnable', { n: count('not-runnable') }) : '',
    count('failed') > 0 ? t('report.cover.failed', { n: count('failed') }) : '',
  ].join('');
  return [
    read.length > 0
      ? t('report.cover.read', {
          files: amount(lang, 'file', read.length),
          records: amount(lang, 'record', records),
          balance: off === 0 ? t('report.cover.balanced') : t('report.cover.unbalanced', { n: off }),
        })
      : t('report.cover.nothingRead'),
    unread > 0 ? t('report.cover.unread', { n: unread }) : '',
    data.runRules.length > 0
      ? t('report.cover.ran', { rules: amount(lang, 'rule', count('ran')), rest })
      : `${t('report.rules.none')}`,
    totals.leads > 0
      ? t('report.cover.found', {
          leads: amount(lang, 'lead', totals.leads),
          high: grouped(totals.high),
          medium: grouped(totals.medium),
          low: grouped(totals.low),
          bodies: amount(lang, 'body', totals.bodies),
          organisations: amount(lang, 'organisation', totals.organisations),
        })
      : data.runRules.length > 0
        ? t('report.cover.foundNothing')
        : '',
    listed < totals.leads
      ? t('report.cover.listed', { shown: grouped(listed), rest: grouped(totals.leads - listed) })
      : '',
    totals.undetermined > 0
      ? t('report.cover.undetermined', { rows: amount(lang, 'row', totals.undetermined) })
      : '',
    totals.suppressed > 0
      ? t('report.cover.suppressed', { leads: amount(lang, 'lead', totals.suppressed) })
      : '',
    totals.leads > 0 ? t('report.cover.people') : '',
  ].filter(Boolean);
}

export function Cover({ data, facts }: { data: ReportData; facts: CoverFacts }) {
  const language = useLanguage();
  const { lang, t } = language;
  const open = openSources(data.sources, lang);
  const periods = data.periods.map((p) =>
    t('report.cover.span', {
      dataset: datasetTitle(p.dataset, lang),
      field: field(p.dataset, p.field)?.[lang] ?? p.field,
      from: p.from,
      to: p.to,
    }),
  );
  return (
    <section className="cover">
      <p className="product">CertScope 证察</p>
      <h1>{t('report.title')}</h1>
      <Pairs
        items={[
          [t('report.cover.asOf'), data.run?.as_of ?? t('report.cover.notRun')],
          [t('report.cover.workspace'), facts.workspace],
          [
            t('report.cover.period'),
            periods.length > 0 ? periods.map((p) => <div key={p}>{p}</div>) : t('report.cover.noPeriod'),
          ],
          [t('report.cover.author'), facts.author],
          [t('report.cover.generated'), facts.generatedAt],
          [t('report.cover.software'), data.run ? `${data.run.app} · ${data.run.engine}` : null],
        ]}
      />
      {open && <p className="notice">{t('report.openNotice', { open })}</p>}
      {data.importedSince && data.run && (
        <p className="notice">
          {t('report.cover.stale', { imported: data.importedSince, started: data.run.started_at })}
        </p>
      )}
      <div className="summary">
        <h2>{t('report.cover.summary')}</h2>
        <p>{summarySentences(data, language).join(lang === 'zh' ? '' : ' ')}</p>
      </div>
      <p className="disclaimer">{t('report.disclaimer')}</p>
    </section>
  );
}
