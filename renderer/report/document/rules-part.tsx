import type { Rule } from '../../../shared/rule.ts';
import { errorText } from '../../rules/fault-text.ts';
import { missingText } from '../../rules/needs.ts';
import { lackedField } from '../names.ts';
import type { ReportData } from '../report-data.ts';
import type { RunRule } from '../run-rules.ts';
import { useLanguage } from './context.ts';
import { Count, partClass, SeverityMark, Table } from './pieces.tsx';

/** Code and title; the id stands in for a title when the rule file is gone. */
export function ruleName(code: string, rule: Rule | null | undefined, id: string, lang: 'zh' | 'en'): string {
  return `${code} ${rule?.title[lang] ?? id}`;
}

function Ran({ data, ran }: { data: ReportData; ran: readonly RunRule[] }) {
  const { t, lang } = useLanguage();
  return (
    <Table
      caption={t('report.rules.ran')}
      columns={[
        { title: t('report.rules.rule'), width: '52%' },
        { title: t('report.rules.severity'), width: '14%' },
        { title: t('report.rules.grade'), width: '10%' },
        { title: t('report.rules.leads'), width: '11%', kind: 'num' },
        { title: t('report.rules.undetermined'), width: '13%', kind: 'num' },
      ]}
    >
      {ran.map((r) => {
        const rule = data.rules.get(r.code);
        const name = ruleName(r.code, rule, r.id, lang);
        return (
          <tr key={r.code}>
            <th scope="row">{r.findings > 0 ? <a href={`#rule-${r.code}`}>{name}</a> : name}</th>
            <td>{rule && <SeverityMark severity={rule.severity} />}</td>
            <td>{rule?.evidence}</td>
            <td className="num">
              <Count n={r.findings} />
            </td>
            <td className="num">
              <Count n={r.undetermined} />
            </td>
          </tr>
        );
      })}
    </Table>
  );
}

interface Reason {
  readonly code: string;
  readonly name: string;
  readonly text: string;
}

function Reasons({ caption, column, rows }: { caption: string; column: string; rows: readonly Reason[] }) {
  const { t } = useLanguage();
  return (
    <Table
      caption={caption}
      headed
      columns={[
        { title: t('report.rules.rule'), width: '40%' },
        { title: column, width: '60%' },
      ]}
    >
      {rows.map((r) => (
        <tr key={r.code}>
          <th scope="row">{r.name}</th>
          <td>{r.text}</td>
        </tr>
      ))}
    </Table>
  );
}

function Undetermined({ data }: { data: ReportData }) {
  const { t, lang } = useLanguage();
  const ids = new Map(data.runRules.map((r) => [r.code, r.id]));
  return (
    <>
      <h3>{t('report.rules.undeterminedTitle')}</h3>
      <p>{t('report.rules.undeterminedIntro')}</p>
      <Table
        caption={t('report.rules.undeterminedTitle')}
        headed
        columns={[
          { title: t('report.rules.rule'), width: '40%' },
          { title: t('report.columns.missing'), width: '48%' },
          { title: t('report.rules.rows'), width: '12%', kind: 'num' },
        ]}
      >
        {data.lacks.map((lack) => {
          const rule = data.rules.get(lack.rule_code);
          return (
            <tr key={`${lack.rule_code}|${lack.missing}`}>
              <th scope="row">{ruleName(lack.rule_code, rule, ids.get(lack.rule_code) ?? '', lang)}</th>
              <td>{lackedField(lack.missing, rule?.subject, lang) || '—'}</td>
              <td className="num">
                <Count n={lack.rows} />
              </td>
            </tr>
          );
        })}
      </Table>
    </>
  );
}

export function RulesPart({ data }: { data: ReportData }) {
  const { t, lang } = useLanguage();
  const withStatus = (status: RunRule['status']) => data.runRules.filter((r) => r.status === status);
  const imported = new Set(data.sources.flatMap((s) => s.dataset ?? []));
  const named = (r: RunRule, text: string): Reason => ({
    code: r.code,
    name: ruleName(r.code, data.rules.get(r.code), r.id, lang),
    text,
  });
  const lacking = withStatus('not-runnable').map((r) => named(r, missingText(r.missing, imported, lang)));
  const failed = withStatus('failed').map((r) => named(r, errorText(r.error, lang)));
  const ran = withStatus('ran');
  return (
    <section className={partClass(data.runRules.length > 0)}>
      <h2>{t('report.rules.title')}</h2>
      {data.runRules.length === 0 && <p>{t('report.rules.none')}</p>}
      {ran.length > 0 && <Ran data={data} ran={ran} />}
      {data.runRules.length > 0 && lacking.length + failed.length === 0 && (
        <p>{t('report.rules.allRunnable')}</p>
      )}
      {lacking.length > 0 && (
        <>
          <h3>{t('report.rules.notRunnable')}</h3>
          <p>{t('report.rules.notRunnableIntro')}</p>
          <Reasons
            caption={t('report.rules.notRunnable')}
            column={t('report.rules.missing')}
            rows={lacking}
          />
        </>
      )}
      {failed.length > 0 && (
        <>
          <h3>{t('report.rules.failed')}</h3>
          <Reasons caption={t('report.rules.failed')} column={t('report.rules.error')} rows={failed} />
        </>
      )}
      {data.runRules.length > 0 && data.notRun.length > 0 && (
        <>
          <h3>{t('report.rules.notRun')}</h3>
          <p>{data.notRun.map((r) => `${r.code} ${r.title[lang]}`).join(t('report.and'))}</p>
        </>
      )}
      {data.lacks.length > 0 && <Undetermined data={data} />}
    </section>
  );
}
