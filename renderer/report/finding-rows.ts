import type { Engine } from '../engine/engine.ts';
import type { Lead } from '../findings/lead.ts';
import type { Lang } from '../i18n/index.ts';

export type Severity = Lead['severity'];

/** The columns of findings.csv, in its order. */
export const FINDING_COLUMNS = [
  'rule_code',
  'rule_id',
  'severity',
  'evidence_grade',
  'finding_id',
  'cb_approval_no',
  'cb_name',
  'org_uscc',
  'org_name',
  'cert_no',
  'plan_no',
  'auditor_id',
  'occurred_on',
  'measured',
  'expected',
  'message',
  'source_refs',
] as const;

/** A lead as it leaves the program: one field per column of findings.csv. */
export interface FindingRow
  extends Omit<Lead, 'verdict' | 'missing' | 'message_zh' | 'message_en' | 'suppressed_by'> {
  readonly rule_id: string;
  readonly message: string;
  /** `file[#sheet]:row` of each evidence row, joined by `; `. */
  readonly source_refs: string;
}

/** A row that a rule could not judge, with the field it lacks. */
export interface UndeterminedRow extends FindingRow {
  readonly missing: string | null;
}

/** A lead that the whitelist suppresses, with the entry that does. */
export interface SuppressedRow extends FindingRow {
  readonly whitelist_reason: string;
  readonly whitelist_author: string;
  readonly whitelist_until: string;
}

export interface Selection {
  /** A rule code; all rules by default. */
  readonly rule?: string;
  /** At most so many rows; all by default. */
  readonly limit?: number;
}

const MESSAGE = { zh: 'message_zh', en: 'message_en' } as const;

const SEVERITY_RANK = "position(f.severity IN '高中低')";
const WITHIN_RULE = `${SEVERITY_RANK}, f.occurred_on, f.cb_approval_no, f.org_uscc, f.cert_no, f.plan_no, f.auditor_id, f.finding_id`;

/** Findings of one verdict with their places, as `f`. */
function findings(lang: Lang, extra: string, from: string): string {
  return `WITH f AS (${from})
    SELECT f.rule_code, f.rule_id, f.severity, f.evidence_grade, f.finding_id, f.cb_approval_no, f.cb_name, f.org_uscc,
      f.org_name, f.cert_no, f.plan_no, f.auditor_id, f.occurred_on, f.measured, f.expected,
      f.${MESSAGE[lang]} AS message, coalesce(p.refs, '') AS source_refs${extra}
    FROM f LEFT JOIN (
      SELECT rule_code, finding_id, string_agg(place, '; ' ORDER BY first, place) AS refs
      FROM (SELECT e.rule_code, e.finding_id, concat(s.file, '#' || s.sheet, ':', e."row") AS place, min(e.n) AS first
            FROM evidence e JOIN source s ON s.id = e.source
            WHERE e.finding_id IN (SELECT finding_id FROM f) GROUP BY ALL)
      GROUP BY ALL) p ON p.rule_code = f.rule_code AND p.finding_id = f.finding_id`;
}

const chosen = (verdict: string, { rule, limit }: Selection) =>
  `SELECT f.* FROM finding f WHERE f.verdict ${verdict} ${rule === undefined ? '' : 'AND f.rule_code = $rule'}
   ORDER BY f.rule_code, ${WITHIN_RULE} ${limit === undefined ? '' : 'LIMIT $limit'}`;

const params = ({ rule, limit }: Selection) => ({ rule: rule ?? null, limit: limit ?? null });

/** Leads in a stable order: rule, severity, date, subject. */
export function findingRows(engine: Engine, lang: Lang, selection: Selection = {}): Promise<FindingRow[]> {
  const sql = `${findings(lang, '', chosen("= 'lead'", selection))} ORDER BY f.rule_code, ${WITHIN_RULE}`;
  return engine.rows<FindingRow>(sql, params(selection));
}

/** Rows that could not be judged, in the same order. */
export function undeterminedRows(
  engine: Engine,
  lang: Lang,
  selection: Selection = {},
): Promise<UndeterminedRow[]> {
  const sql = `${findings(lang, ', f.missing', chosen("= 'undetermined'", selection))} ORDER BY f.rule_code, ${WITHIN_RULE}`;
  return engine.rows<UndeterminedRow>(sql, params(selection));
}

/** Leads that the whitelist suppresses, in the same order. */
export function suppressedRows(
  engine: Engine,
  lang: Lang,
  selection: Selection = {},
): Promise<SuppressedRow[]> {
  const entry =
    ', w.reason AS whitelist_reason, w.author AS whitelist_author, w.expires_on AS whitelist_until';
  const sql = `${findings(lang, entry, chosen("= 'suppressed'", selection))} JOIN whitelist AS w ON w.id = f.suppressed_by ORDER BY f.rule_code, ${WITHIN_RULE}`;
  return engine.rows<SuppressedRow>(sql, params(selection));
}

/**
 * The leads that get a sheet of their own: the most severe first, taken in turn from each rule so that one
 * rule with many leads does not crowd out the others; then in the usual order.
 */
export function sheetRows(engine: Engine, lang: Lang, limit: number): Promise<FindingRow[]> {
  const turn = `row_number() OVER (PARTITION BY f.rule_code, f.severity ORDER BY ${WITHIN_RULE})`;
  const from = `SELECT f.* FROM finding f WHERE f.verdict = 'lead'
    ORDER BY ${SEVERITY_RANK}, ${turn}, f.rule_code LIMIT $limit`;
  return engine.rows<FindingRow>(`${findings(lang, '', from)} ORDER BY f.rule_code, ${WITHIN_RULE}`, {
    limit,
  });
}
