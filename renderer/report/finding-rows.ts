import type { Params, Reader } from '../engine/engine.ts';
import { inPortions, openWindow, type RowWindow } from '../engine/window.ts';
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

type Verdict = Lead['verdict'];

/** A row as it leaves the program, by what became of it. */
export interface RowOf {
  readonly lead: FindingRow;
  readonly undetermined: UndeterminedRow;
  readonly suppressed: SuppressedRow;
}

/** Rule, severity, date, subject: a stable order. */
const SUBJECT = ['cb_approval_no', 'org_uscc', 'cert_no', 'plan_no', 'auditor_id', 'finding_id'];
const ORDER = ['rule_code', 'severity_rank', 'occurred_on', ...SUBJECT].map((column) => ({ column }));
const SEVERITY_RANK = "position(severity IN '高中低')";

const REFS = `coalesce((
  SELECT string_agg(place, '; ' ORDER BY first, place)
  FROM (SELECT concat(s.file, '#' || s.sheet, ':', e."row") AS place, min(e.n) AS first
        FROM evidence AS e JOIN source AS s ON s.id = e.source
        WHERE e.rule_code = finding.rule_code AND e.finding_id = finding.finding_id GROUP BY place)), '')`;

const MESSAGE = { zh: 'message_zh', en: 'message_en' } as const;

const ofEntry = (column: string) => ({
  sql: `(SELECT ${column} FROM whitelist AS w WHERE w.id = finding.suppressed_by)`,
});
const ENTRY = {
  whitelist_reason: ofEntry('reason'),
  whitelist_author: ofEntry('author'),
  whitelist_until: ofEntry('expires_on'),
};

/** The findings that a condition chooses, in the order in which they leave the program. */
function openFindings(
  reader: Reader,
  lang: Lang,
  verdict: Verdict,
  where: { readonly sql: string; readonly params?: Params } = { sql: 'true' },
): Promise<RowWindow> {
  return openWindow(reader, {
    table: 'finding',
    select: {
      severity_rank: { sql: SEVERITY_RANK },
      message: { sql: MESSAGE[lang] },
      source_refs: { sql: REFS },
      ...(verdict === 'suppressed' && ENTRY),
    },
    where: { sql: `verdict = $verdict AND (${where.sql})`, params: { ...where.params, verdict } },
    sort: ORDER,
    filters: [],
  });
}

async function firstOf<T>(window: RowWindow, limit: number): Promise<T[]> {
  try {
    return await window.rows<T>(0, limit);
  } finally {
    await window.close();
  }
}

/** Every finding of one verdict, a portion at a time. */
export async function* findingPortions<V extends Verdict>(
  reader: Reader,
  lang: Lang,
  verdict: V,
): AsyncGenerator<RowOf[V][]> {
  yield* inPortions<RowOf[V]>(await openFindings(reader, lang, verdict));
}

/** The first leads of a rule. */
export async function findingRows(
  reader: Reader,
  lang: Lang,
  rule: string,
  limit: number,
): Promise<FindingRow[]> {
  const where = { sql: 'rule_code = $rule', params: { rule } };
  return firstOf(await openFindings(reader, lang, 'lead', where), limit);
}

/** The first leads that the whitelist suppresses. */
export async function suppressedRows(reader: Reader, lang: Lang, limit: number): Promise<SuppressedRow[]> {
  return firstOf(await openFindings(reader, lang, 'suppressed'), limit);
}

/**
 * The leads that get a sheet of their own: the most severe first, taken in turn from each rule so that one
 * rule with many leads does not crowd out the others; then in the usual order.
 */
export async function sheetRows(reader: Reader, lang: Lang, limit: number): Promise<FindingRow[]> {
  const turn = `row_number() OVER (PARTITION BY rule_code, severity ORDER BY occurred_on, ${SUBJECT.join(', ')})`;
  const sql = `rowid IN (SELECT id FROM (
      SELECT rowid AS id, ${SEVERITY_RANK} AS rank, ${turn} AS turn, rule_code FROM finding WHERE verdict = 'lead'
      QUALIFY turn <= $limit)
    ORDER BY rank, turn, rule_code LIMIT $limit)`;
  return firstOf(await openFindings(reader, lang, 'lead', { sql, params: { limit } }), limit);
}
