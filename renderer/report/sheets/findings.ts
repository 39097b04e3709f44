import type { Rule } from '../../../shared/rule.ts';
import type { XlsxColumn, XlsxSheet } from '../../../shared/xlsx/writer.ts';
import type { Engine } from '../../engine/engine.ts';
import { type Lang, textIn } from '../../i18n/index.ts';
import { FINDING_COLUMNS, type FindingRow, suppressedRows, undeterminedRows } from '../finding-rows.ts';
import { lackedField } from '../names.ts';
import { type CappedSheet, cappedNote } from './capped.ts';

const WIDTH: Partial<Record<(typeof FINDING_COLUMNS)[number], number>> = {
  rule_code: 8,
  rule_id: 28,
  severity: 10,
  evidence_grade: 10,
  finding_id: 19,
  cb_approval_no: 16,
  cb_name: 28,
  org_uscc: 21,
  org_name: 28,
  cert_no: 20,
  plan_no: 20,
  auditor_id: 21,
  measured: 18,
  expected: 18,
  message: 60,
  source_refs: 50,
};

function columns(lang: Lang): XlsxColumn[] {
  const t = textIn(lang);
  return FINDING_COLUMNS.map((c) => ({
    header: t(`report.columns.${c}`),
    type: c === 'occurred_on' ? 'date' : 'text',
    width: WIDTH[c],
    wrap: c === 'message',
  }));
}

function cells(row: FindingRow, lang: Lang): (string | null)[] {
  const t = textIn(lang);
  return FINDING_COLUMNS.map((c) => (c === 'severity' ? t(`report.severity.${row.severity}`) : row[c]));
}

/** The leads, in the columns and order of findings.csv. */
export function leadSheet(leads: readonly FindingRow[], lang: Lang): XlsxSheet {
  const rows = function* () {
    for (const lead of leads) yield cells(lead, lang);
  };
  return { name: textIn(lang)('report.book.leads'), columns: columns(lang), rows: rows() };
}

/** Rows of one verdict with columns of their own behind those of findings.csv, as many as the cap allows. */
async function verdictSheet<Row extends FindingRow>(
  engine: Engine,
  lang: Lang,
  of: {
    readonly verdict: 'suppressed' | 'undetermined';
    readonly found: readonly Row[];
    readonly extra: readonly XlsxColumn[];
    more(row: Row): readonly (string | null)[];
  },
): Promise<CappedSheet> {
  const name = textIn(lang)(`report.book.${of.verdict}`);
  const [count] = await engine.rows<{ n: number }>(
    'SELECT count(*) AS n FROM finding WHERE verdict = $verdict',
    { verdict: of.verdict },
  );
  const total = count?.n ?? 0;
  return {
    total,
    note: cappedNote(lang, name, of.found.length, total),
    sheet: {
      name,
      columns: [...columns(lang), ...of.extra],
      rows: of.found.map((row) => [...cells(row, lang), ...of.more(row)]),
    },
  };
}

const ENTRY = ['whitelist_reason', 'whitelist_author', 'whitelist_until'] as const;

/** Leads that the whitelist suppresses: the same columns, and the entry that does. */
export async function suppressedSheet(engine: Engine, lang: Lang, cap: number): Promise<CappedSheet> {
  const t = textIn(lang);
  return verdictSheet(engine, lang, {
    verdict: 'suppressed',
    found: await suppressedRows(engine, lang, { limit: cap }),
    extra: ENTRY.map((c) => ({
      header: t(`report.columns.${c}`),
      type: c === 'whitelist_until' ? 'date' : 'text',
      width: c === 'whitelist_reason' ? 40 : 14,
    })),
    more: (row) => ENTRY.map((c) => row[c]),
  });
}

/** Rows that a rule could not judge: the same columns, and what they lack. */
export async function undeterminedSheet(
  engine: Engine,
  lang: Lang,
  rules: readonly Rule[],
  cap: number,
): Promise<CappedSheet> {
  const subjects = new Map(rules.map((r) => [r.code, r.subject]));
  return verdictSheet(engine, lang, {
    verdict: 'undetermined',
    found: await undeterminedRows(engine, lang, { limit: cap }),
    extra: [{ header: textIn(lang)('report.columns.missing'), type: 'text', width: 36 }],
    more: (row) => [lackedField(row.missing, subjects.get(row.rule_code), lang)],
  });
}
