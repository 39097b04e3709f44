import { grouped } from '../../../shared/grouped.ts';
import type { Rule } from '../../../shared/rule.ts';
import { evidenceKey } from '../evidence-rows.ts';
import type { FindingRow } from '../finding-rows.ts';
import { amount } from '../names.ts';
import { parameterTexts } from '../parameters.ts';
import { listedLeads, type ReportData, type RuleLeads } from '../report-data.ts';
import { Basis } from './basis.tsx';
import { useLanguage } from './context.ts';
import { ChartFigure, Count, partClass, SeverityMark, Table } from './pieces.tsx';
import { ruleName } from './rules-part.tsx';
import { SuppressedTable } from './suppressed-table.tsx';

/** Address of a lead sheet inside the document. */
export const sheetAnchor = (lead: FindingRow): string => `lead-${lead.rule_code}-${lead.finding_id}`;

interface StackProps {
  readonly parts: readonly (string | null)[];
  readonly mono?: boolean;
}

/** Values below each other, the first one strong; a dash when there is none. */
function Stack({ parts, mono }: StackProps) {
  const present = parts.filter((p): p is string => Boolean(p));
  if (present.length === 0) return <>—</>;
  return (
    <span className={mono ? 'mono' : undefined}>
      {present[0]}
      {present.slice(1).map((p) => (
        <span key={p} className="second">
          {p}
        </span>
      ))}
    </span>
  );
}

function LeadTable({ entry, sheets }: { entry: RuleLeads; sheets: ReadonlySet<string> }) {
  const { t } = useLanguage();
  return (
    <Table
      caption={t('report.leads.table', { code: entry.run.code })}
      columns={[
        { title: t('report.leads.number'), width: '11%' },
        { title: t('report.leads.whose'), width: '22%' },
        { title: t('report.leads.what'), width: '16.5%' },
        { title: t('report.leads.date'), width: '10.5%' },
        { title: t('report.leads.values'), width: '13%' },
        { title: t('report.leads.message'), width: '27%' },
      ]}
    >
      {entry.leads.map((lead, i) => (
        <tr key={lead.finding_id}>
          <td className="nowrap">
            <span className="no">
              {sheets.has(evidenceKey(lead)) ? <a href={`#${sheetAnchor(lead)}`}>{i + 1}</a> : i + 1}
            </span>{' '}
            <SeverityMark severity={lead.severity} />
          </td>
          <td>
            <Stack parts={[lead.cb_name ?? lead.cb_approval_no, lead.org_name ?? lead.org_uscc]} />
          </td>
          <td>
            <Stack mono parts={[lead.cert_no, lead.plan_no, lead.auditor_id]} />
          </td>
          <td className="nowrap">{lead.occurred_on ?? '—'}</td>
          <td>
            <Stack parts={[lead.measured, lead.expected]} />
          </td>
          <td>{lead.message}</td>
        </tr>
      ))}
    </Table>
  );
}

function RuleHead({ entry, asOf }: { entry: RuleLeads & { rule: Rule }; asOf: string | null }) {
  const { t, lang } = useLanguage();
  const { rule } = entry;
  const parameters = parameterTexts(entry.run, rule, lang);
  return (
    <>
      <p>
        <strong>{t('report.leads.logic')}</strong>　{rule.logic[lang]}
      </p>
      <h4>{t('report.leads.basis')}</h4>
      <Basis rule={rule} />
      <h4>{t('report.leads.parameters')}</h4>
      <p>
        {[
          ...parameters.map((p) => `${p.title} = ${p.value}`),
          ...(asOf ? [`${t('report.leads.asOf')} = ${asOf}`] : []),
        ].join(t('report.semicolon')) || t('report.leads.noParameters')}
      </p>
      <h4>{t('report.leads.falsePositives')}</h4>
      <ul>
        {rule.false_positives.map((f) => (
          <li key={f.zh}>{f[lang]}</li>
        ))}
      </ul>
    </>
  );
}

/** Of which rule's leads the tables below show how many, when they do not show all. */
function LeftOut({ data }: { data: ReportData }) {
  const { t, lang } = useLanguage();
  const shown = listedLeads(data);
  const all = data.totals.leads;
  if (shown >= all) return null;
  return (
    <section>
      <h3>{t('report.leads.listed')}</h3>
      <p className="notice">
        {t('report.leads.listedIntro', {
          all: amount(lang, 'lead', all),
          shown: grouped(shown),
          rest: grouped(all - shown),
        })}
      </p>
      <Table
        caption={t('report.leads.listed')}
        headed
        columns={[
          { title: t('report.rules.rule'), width: '58%' },
          { title: t('report.rules.leads'), width: '14%', kind: 'num' },
          { title: t('report.leads.shown'), width: '14%', kind: 'num' },
          { title: t('report.leads.rest'), width: '14%', kind: 'num' },
        ]}
        foot={
          <tr>
            <th scope="row">{t('report.leads.total')}</th>
            {[all, shown, all - shown].map((n, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: three columns that never move
              <td key={i} className="num">
                <Count n={n} />
              </td>
            ))}
          </tr>
        }
      >
        {data.byRule.map(({ run, rule, leads }) => (
          <tr key={run.code}>
            <th scope="row">
              <a href={`#rule-${run.code}`}>{ruleName(run.code, rule, run.id, lang)}</a>
            </th>
            <td className="num">
              <Count n={run.findings} />
            </td>
            <td className="num">
              <Count n={leads.length} />
            </td>
            <td className="num">
              <Count n={run.findings - leads.length} />
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

function RuleSection({ entry, data }: { entry: RuleLeads; data: ReportData }) {
  const { t, lang } = useLanguage();
  const { run, rule } = entry;
  const rest = run.findings - entry.leads.length;
  const sheets = new Set(data.sheets.map((s) => evidenceKey(s.lead)));
  return (
    <section className="rule">
      <h3 id={`rule-${run.code}`}>{ruleName(run.code, rule, run.id, lang)}</h3>
      {rule ? (
        <RuleHead entry={{ ...entry, rule }} asOf={data.run?.as_of ?? null} />
      ) : (
        <p>{t('report.leads.unknownRule')}</p>
      )}
      {entry.picture && (
        <ChartFigure picture={entry.picture} title={t('report.leads.byBody', { code: run.code })} />
      )}
      {entry.onlyBody && <p>{t('report.leads.oneBody', { name: entry.onlyBody })}</p>}
      <LeadTable entry={entry} sheets={sheets} />
      {rest > 0 && (
        <p className="notice">
          {t('report.leads.leftOut', { shown: grouped(entry.leads.length), rest: grouped(rest) })}
        </p>
      )}
    </section>
  );
}

export function LeadsPart({ data }: { data: ReportData }) {
  const { t } = useLanguage();
  return (
    <section className={partClass(data.byRule.length > 0)}>
      <h2>{t('report.leads.title')}</h2>
      {data.byRule.length === 0 && (
        <p>{t(data.runRules.length === 0 ? 'report.leads.notRun' : 'report.leads.none')}</p>
      )}
      {data.byRule.length > 0 && <p className="soft small">{t('report.leads.legend')}</p>}
      <LeftOut data={data} />
      {data.overview && <ChartFigure picture={data.overview} title={t('report.leads.overview')} />}
      {data.byRule.map((entry) => (
        <RuleSection key={entry.run.code} entry={entry} data={data} />
      ))}
      <SuppressedTable data={data} />
    </section>
  );
}
