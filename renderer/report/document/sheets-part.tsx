import { Fragment } from 'react';
import { grouped } from '../../../shared/grouped.ts';
import type { Rule } from '../../../shared/rule.ts';
import { placeOf, type SourcedRow } from '../../findings/lead.ts';
import { factsOf } from '../facts.ts';
import { datasetTitle } from '../names.ts';
import type { LeadSheet, ReportData } from '../report-data.ts';
import { layoutSpans } from '../span-layout.ts';
import { ShortBasis } from './basis.tsx';
import { useLanguage } from './context.ts';
import { sheetAnchor } from './leads-part.tsx';
import { OVERLAP, Overlap } from './overlap.tsx';
import { Pairs, partClass, SeverityMark, Table } from './pieces.tsx';
import { ruleName } from './rules-part.tsx';
import { Timeline } from './timeline.tsx';

interface FactsProps {
  readonly row: SourcedRow;
  readonly rule: Rule | null;
  /** Values that the lead is about. */
  readonly telling: ReadonlySet<string>;
}

function Facts({ row, rule, telling }: FactsProps) {
  const { t, lang } = useLanguage();
  return factsOf(row, rule, lang).map((f, i) => (
    <Fragment key={f.title}>
      {i > 0 && t('report.semicolon')}
      <span className="soft">{f.title}</span>{' '}
      <span className={telling.has(f.value) ? 'telling' : f.identifier && !f.empty ? 'mono' : undefined}>
        {f.value}
      </span>
    </Fragment>
  ));
}

function EvidenceTable({ sheet }: { sheet: LeadSheet }) {
  const { t, lang } = useLanguage();
  const { rows, total } = sheet.evidence;
  if (rows.length === 0) return <p>{t('report.sheets.noEvidence')}</p>;
  const { measured, expected } = sheet.lead;
  const telling = new Set([measured ?? '', ...(expected?.match(/\d{4}-\d\d-\d\d/g) ?? [])]);
  return (
    <>
      <Table
        caption={t('report.sheets.evidence')}
        headed
        columns={[
          { title: t('report.sheets.dataset'), width: '12%' },
          { title: t('report.sheets.values'), width: '58%' },
          { title: t('report.sheets.place'), width: '30%' },
        ]}
      >
        {rows.map((row) => (
          <tr key={`${row.dataset}|${placeOf(row)}`}>
            <th scope="row">{datasetTitle(row.dataset, lang)}</th>
            <td>
              <Facts row={row} rule={sheet.rule} telling={telling} />
            </td>
            <td className="mono">{placeOf(row)}</td>
          </tr>
        ))}
      </Table>
      {total > rows.length && (
        <p>{t('report.sheets.moreEvidence', { rest: grouped(total - rows.length) })}</p>
      )}
    </>
  );
}

const both = (...parts: readonly (string | null)[]) => parts.filter(Boolean).join(' · ');

function Sheet({ sheet }: { sheet: LeadSheet }) {
  const { t, lang } = useLanguage();
  const { lead, rule } = sheet;
  const spans = layoutSpans(sheet.evidence.rows, OVERLAP.left, OVERLAP.right);
  const mono = (text: string | null) => text && <span className="mono">{text}</span>;
  return (
    <article className="sheet" id={sheetAnchor(lead)}>
      <div className="identity">
        {t('report.sheets.identity')} {mono(lead.finding_id)}
      </div>
      <h3>{ruleName(lead.rule_code, rule, lead.rule_id, lang)}</h3>
      <p className="sentence">
        <SeverityMark severity={lead.severity} /> · {lead.evidence_grade}　{lead.message}
      </p>
      <Pairs
        items={[
          [t('report.sheets.body'), both(lead.cb_name, lead.cb_approval_no)],
          [t('report.sheets.organisation'), both(lead.org_name, lead.org_uscc)],
          [t('report.sheets.certificate'), mono(lead.cert_no)],
          [t('report.sheets.plan'), mono(lead.plan_no)],
          [t('report.sheets.auditor'), mono(lead.auditor_id)],
          [t('report.sheets.date'), lead.occurred_on],
          [t('report.leads.values'), both(lead.measured, lead.expected)],
        ]}
      />
      {spans ? <Overlap layout={spans} /> : <Timeline lead={lead} rows={sheet.evidence.rows} />}
      <EvidenceTable sheet={sheet} />
      {rule && (
        <p className="small soft">
          {t('report.sheets.basis')}　<ShortBasis rule={rule} />
        </p>
      )}
    </article>
  );
}

export function SheetsPart({ data }: { data: ReportData }) {
  const { t } = useLanguage();
  const shown = data.sheets.length;
  const rest = data.totals.leads - shown;
  return (
    <section className={partClass(shown > 0)}>
      <h2>{t('report.sheets.title')}</h2>
      {shown === 0 && <p>{t('report.sheets.none')}</p>}
      {shown > 0 && <p>{t(rest > 0 ? 'report.sheets.intro' : 'report.sheets.introAll', { shown })}</p>}
      {rest > 0 && <p className="notice">{t('report.sheets.leftOut', { rest: grouped(rest) })}</p>}
      {data.sheets.map((sheet) => (
        <Sheet key={sheetAnchor(sheet.lead)} sheet={sheet} />
      ))}
    </section>
  );
}
