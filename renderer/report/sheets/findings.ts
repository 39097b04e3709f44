import type { Rule } from '../../../shared/rule.ts';
import type { XlsxColumn, XlsxStream } from '../../../shared/xlsx/writer.ts';
import type { Lead } from '../../findings/lead.ts';
import { type Lang, textIn } from '../../i18n/index.ts';
import {
  FINDING_COLUMNS,
  type FindingRow,
  type SuppressedRow,
  type UndeterminedRow,
} from '../finding-rows.ts';
import { lackedField } from '../names.ts';

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

/** Rows of one verdict in the columns of findings.csv, with columns of their own behind those. */
function verdictSheet<Row extends FindingRow>(
  portions: AsyncIterable<readonly Row[]>,
  lang: Lang,
  of: {
    readonly verdict: Lead['verdict'];
    readonly extra?: readonly XlsxColumn[];
    more?(row: Row): readonly (string | null)[];
  },
): XlsxStream {
  const t = textIn(lang);
  const rows = async function* () {
    for await (const found of portions)
      yield found.map((row) => [
        ...FINDING_COLUMNS.map((c) => (c === 'severity' ? t(`report.severity.${row.severity}`) : row[c])),
        ...(of.more?.(row) ?? []),
      ]);
  };
  return {
    name: t(`report.book.${of.verdict}`),
    columns: [...columns(lang), ...(of.extra ?? [])],
    portions: rows(),
  };
}

/** The leads, in the columns and order of findings.csv. */
export function leadSheet(portions: AsyncIterable<readonly FindingRow[]>, lang: Lang): XlsxStream {
  return verdictSheet(portions, lang, { verdict: 'lead' });
}

const ENTRY = ['whitelist_reason', 'whitelist_author', 'whitelist_until'] as const;

/** Leads that the whitelist suppresses: the same columns, and the entry that does. */
export function suppressedSheet(portions: AsyncIterable<readonly SuppressedRow[]>, lang: Lang): XlsxStream {
  const t = textIn(lang);
  return verdictSheet(portions, lang, {
    verdict: 'suppressed',
    extra: ENTRY.map((c) => ({
      header: t(`report.columns.${c}`),
      type: c === 'whitelist_until' ? 'date' : 'text',
      width: c === 'whitelist_reason' ? 40 : 14,
    })),
    more: (row) => ENTRY.map((c) => row[c]),
  });
}

/** Rows that a rule could not judge: the same columns, and what they lack. */
export function undeterminedSheet(
  portions: AsyncIterable<readonly UndeterminedRow[]>,
  lang: Lang,
  rules: readonly Rule[],
): XlsxStream {
  const subjects = new Map(rules.map((r) => [r.code, r.subject]));
  return verdictSheet(portions, lang, {
    verdict: 'undetermined',
    extra: [{ header: textIn(lang)('report.columns.missing'), type: 'text', width: 36 }],
    more: (row) => [lackedField(row.missing, subjects.get(row.rule_code), lang)],
  });
}
