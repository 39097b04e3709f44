import { dataset, datasets } from '../../shared/datasets/index.ts';
import type { RuleHead } from '../../shared/rule.ts';
import { ident } from '../../shared/sql/quote.ts';
import type { Engine } from '../engine/engine.ts';

/** A row of the `finding` table. */
export interface Lead {
  readonly finding_id: string;
  /** `suppressed`: a lead that an entry of the whitelist is about. */
  readonly verdict: 'lead' | 'suppressed' | 'undetermined';
  readonly rule_code: string;
  readonly severity: RuleHead['severity'];
  readonly evidence_grade: string;
  readonly cb_approval_no: string | null;
  readonly cb_name: string | null;
  readonly org_uscc: string | null;
  readonly org_name: string | null;
  readonly cert_no: string | null;
  readonly plan_no: string | null;
  readonly auditor_id: string | null;
  readonly occurred_on: string | null;
  readonly measured: string | null;
  readonly expected: string | null;
  readonly missing: string | null;
  readonly message_zh: string;
  readonly message_en: string;
  readonly suppressed_by: number | null;
}

/** What tells a lead from every other in the workspace. */
export const leadId = (lead: Lead): string => `${lead.rule_code}|${lead.finding_id}`;

/** One row of a typed table with the place it came from. */
export interface SourcedRow {
  readonly dataset: string;
  readonly file: string;
  readonly sheet: string | null;
  readonly row: number;
  readonly values: Readonly<Record<string, unknown>>;
  /** True when the rule named this row as its evidence; false for what belongs to the same matter. */
  readonly proves: boolean;
}

/** Rows of each dataset that may be shown beside the evidence. */
const RELATED_LIMIT = 6;
/** Plans count as belonging to a lead when they lie within half a year of it. */
const NEAR_DAYS = 183;

export async function readLead(engine: Engine, ruleCode: string, findingId: string): Promise<Lead | null> {
  const [lead] = await engine.rows<Lead>(
    'SELECT * FROM finding WHERE rule_code = $ruleCode AND finding_id = $findingId ORDER BY verdict LIMIT 1',
    { ruleCode, findingId },
  );
  return lead ?? null;
}

async function rowsWhere(
  engine: Engine,
  datasetId: string,
  condition: string,
  params: Record<string, string | number | null | readonly string[]>,
  proves: boolean,
  limit: number,
): Promise<SourcedRow[]> {
  const rows = await engine.rows<Record<string, unknown>>(
    `SELECT t.*, s.file AS "_file", s.sheet AS "_sheet" FROM ${ident(datasetId)} t JOIN source s ON s.id = t."_source" WHERE ${condition} ORDER BY t."_source", t."_row" LIMIT ${limit}`,
    params,
  );
  return rows.map(({ _file, _sheet, _row, _source, ...values }) => ({
    dataset: datasetId,
    file: String(_file),
    sheet: _sheet === null ? null : String(_sheet),
    row: Number(_row),
    values,
    proves,
  }));
}

/** The rows a lead rests on, in the rule's order. */
export async function readEvidence(engine: Engine, lead: Lead): Promise<SourcedRow[]> {
  const refs = await engine.rows<{ dataset: string; source: number; row: number }>(
    'SELECT dataset, source, "row" FROM evidence WHERE rule_code = $code AND finding_id = $id ORDER BY n LIMIT 60',
    { code: lead.rule_code, id: lead.finding_id },
  );
  const found: SourcedRow[] = [];
  for (const ref of refs) {
    const condition = 't."_source" = $source AND t."_row" = $row';
    found.push(
      ...(await rowsWhere(
        engine,
        dataset(ref.dataset).id,
        condition,
        { source: ref.source, row: ref.row },
        true,
        1,
      )),
    );
  }
  return found;
}

const list = (text: string | null) => text?.split('; ').filter(Boolean) ?? [];

/** What else the workspace knows of the same certificate, plan, organisation and body. */
async function readRelated(engine: Engine, lead: Lead): Promise<SourcedRow[]> {
  const params = {
    cert: list(lead.cert_no),
    uscc: list(lead.org_uscc),
    plan: list(lead.plan_no),
    on: lead.occurred_on,
    body: list(lead.cb_approval_no),
  };
  const near = (column: string) =>
    `(CAST($on AS DATE) IS NULL OR abs(date_diff('day', CAST(${column} AS DATE), CAST($on AS DATE))) <= ${NEAR_DAYS})`;
  const inList = (column: string, name: string) => `list_contains(CAST($${name} AS VARCHAR[]), ${column})`;
  const ask = (id: string, condition: string, p = params) =>
    rowsWhere(engine, id, condition, p, false, RELATED_LIMIT);

  const certificates = await ask('certificate', inList('t.cert_no', 'cert'));
  const codes = certificates.flatMap((c) => (c.values.org_uscc ? [String(c.values.org_uscc)] : []));
  const uscc = [...new Set([...params.uscc, ...codes])];
  const plans = await ask(
    'audit_plan',
    `${inList('t.plan_no', 'plan')} OR (${inList('t.org_uscc', 'uscc')} AND ${near('t.plan_start')})`,
    { ...params, uscc },
  );
  const plan = [
    ...new Set([
      ...params.plan,
      ...plans.flatMap((p) => (p.values.plan_no ? [String(p.values.plan_no)] : [])),
    ]),
  ];
  return [
    ...certificates,
    ...plans,
    ...(await ask('sign_in', inList('t.plan_no', 'plan'), { ...params, plan })),
    ...(await ask('audit_team', `${inList('t.cert_no', 'cert')} AND ${near('t.t_start')}`)),
    ...(await ask('organisation', inList('t.uscc', 'uscc'), { ...params, uscc })),
    ...(await ask('certification_body', inList('t.cb_approval_no', 'body'))),
  ];
}

/** Evidence first, then what belongs to the same matter; by dataset in the order a certificate comes about. */
export async function readDossier(engine: Engine, lead: Lead): Promise<SourcedRow[]> {
  const evidence = await readEvidence(engine, lead);
  const place = (r: SourcedRow) => `${r.dataset}|${r.file}|${r.sheet}|${r.row}`;
  const proven = new Set(evidence.map(place));
  const related = (await readRelated(engine, lead)).filter((r) => !proven.has(place(r)));
  const order = new Map(datasets.map((d, i) => [d.id, i]));
  return [...evidence, ...related.sort((a, b) => (order.get(a.dataset) ?? 0) - (order.get(b.dataset) ?? 0))];
}

/** `file#sheet:row`, the row as a person sees it. */
export function placeOf(row: Pick<SourcedRow, 'file' | 'sheet' | 'row'>): string {
  return `${row.file}${row.sheet ? `#${row.sheet}` : ''}:${row.row}`;
}
