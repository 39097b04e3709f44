import type { TFunction } from 'i18next';
import type { GridColumn } from '../components/grid/types.ts';
import { Severity } from '../components/severity.tsx';
import type { Lang } from '../i18n/index.ts';
import { SEVERITY } from '../rules/severity.ts';
import type { Lead } from './lead.ts';

/** Columns of the lead grid, left to right as a reader asks: how bad, which rule, what, whose, when. */
export function leadColumns(
  t: TFunction,
  lang: Lang,
  oneRule: boolean,
  verdict: Lead['verdict'],
): GridColumn<Lead>[] {
  const severities = (['高', '中', '低'] as const).map((value) => ({
    value,
    label: t(`rules.severity.${value}`),
  }));
  const severity: GridColumn<Lead> = {
    field: 'severity',
    header: t('findings.severity'),
    type: 'text',
    width: 92,
    sortField: 'severity_rank',
    values: severities,
    render: (row) => <Severity level={SEVERITY[row.severity]} text={t(`rules.severity.${row.severity}`)} />,
  };
  const message = lang === 'zh' ? 'message_zh' : 'message_en';
  const columns: (GridColumn<Lead> | false)[] = [
    verdict !== 'undetermined' && severity,
    !oneRule && { field: 'rule_code', header: t('findings.rule'), type: 'identifier', width: 76 },
    verdict === 'suppressed' && {
      field: 'whitelist_reason',
      header: t('findings.whitelistReason'),
      type: 'text',
      width: 240,
    },
    { field: message, header: t('findings.message'), type: 'text', width: 400 },
    { field: 'cb_name', header: t('findings.body'), type: 'text', width: 190 },
    { field: 'org_name', header: t('findings.organisation'), type: 'text', width: 200 },
    { field: 'cert_no', header: t('findings.certificate'), type: 'identifier', width: 180 },
    { field: 'plan_no', header: t('findings.plan'), type: 'identifier', width: 170 },
    { field: 'auditor_id', header: t('findings.auditor'), type: 'identifier', width: 170 },
    { field: 'occurred_on', header: t('findings.date'), type: 'date', width: 112 },
    verdict !== 'undetermined' && {
      field: 'measured',
      header: t('findings.measured'),
      type: 'text',
      width: 130,
    },
    verdict !== 'undetermined' && {
      field: 'expected',
      header: t('findings.expected'),
      type: 'text',
      width: 130,
    },
    verdict !== 'undetermined' && {
      field: 'evidence_grade',
      header: t('findings.grade'),
      type: 'text',
      width: 84,
    },
  ];
  return columns.filter((c) => c !== false);
}
