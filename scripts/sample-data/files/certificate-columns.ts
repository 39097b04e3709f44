import type { CertificateRow } from '../records.ts';
import type { Cell, Column } from './table.ts';

type Field = keyof CertificateRow;

/** The 52 columns of the 2016 form, in its order: 37 and 38 are deciders and decision. */
const FORM: readonly (readonly [header: string, field: Field, type?: 'number' | 'date'])[] = [
  ['认证机构批准号', 'cb_approval_no'],
  ['认证机构名称', 'cb_name'],
  ['组织名称', 'org_name'],
  ['组织原名', 'org_name_old'],
  ['组织机构代码', 'org_uscc'],
  ['所属行业', 'industry_code'],
  ['组织认证地址所在行政区划代码', 'region_code'],
  ['组织通讯/注册地址', 'org_addr'],
  ['组织员工数', 'staff_total', 'number'],
  ['体系相关的员工数', 'staff_system', 'number'],
  ['初次获证日期', 'first_cert_date', 'date'],
  ['认证证书号', 'cert_no'],
  ['是否是子证书', 'is_sub'],
  ['主认证证书号', 'main_cert_no'],
  ['是否有多现场', 'multi_site'],
  ['认证覆盖的场所名称及地址', 'sites'],
  ['认证项目代码', 'scheme_code'],
  ['认证依据', 'basis'],
  ['业务范围代码', 'scope_codes'],
  ['证书覆盖范围', 'scope_text'],
  ['认证审核活动代码', 'activity_code'],
  ['证书变更类别代码', 'change_code'],
  ['变更日期', 'change_date', 'date'],
  ['是否换证', 'is_reissue'],
  ['换证原因', 'reissue_reason'],
  ['换证日期', 'reissue_date', 'date'],
  ['原（已）获认证的认证证书号', 'prev_cert_no'],
  ['原（已）颁证机构名称（批准号）', 'prev_cb'],
  ['再认证次数', 'recert_count', 'number'],
  ['监督次数', 'surv_count', 'number'],
  ['审核开始日期', 'audit_start', 'date'],
  ['审核截至日期', 'audit_end', 'date'],
  ['审核人日数', 'mandays', 'number'],
  ['结合审核类型', 'combined_type'],
  ['认可标志', 'accred_mark'],
  ['风险系数', 'risk_level'],
  ['评定人员名单', 'deciders'],
  ['认证决定日期', 'decision_date', 'date'],
  ['颁证日期', 'issue_date', 'date'],
  ['证书截止日期', 'expiry_date', 'date'],
  ['证书状态', 'status'],
  ['暂停原因', 'suspend_reason'],
  ['暂停开始时间', 'suspend_start', 'date'],
  ['暂停截至时间', 'suspend_end', 'date'],
  ['撤销原因', 'revoke_reason'],
  ['撤销时间', 'revoke_date', 'date'],
  ['实收的认证费用', 'fee', 'number'],
  ['发票号码', 'invoice_no'],
  ['上报类型', 'report_type'],
  ['信息上报日期', 'report_date', 'date'],
  ['取数开始日期', 'pull_start', 'date'],
  ['取数截止日期', 'pull_end', 'date'],
];

export interface CertificateStyle {
  readonly header: (header: string, n: number) => string;
  readonly date: (iso: string | null) => string | null;
  readonly yes: string;
  readonly no: string;
}

export function certificateColumns(style: CertificateStyle): Column<CertificateRow>[] {
  return FORM.map(([header, field, type], i) => ({
    header: style.header(header, i + 1),
    field,
    type: type ?? 'text',
    value: (row) => certificateCell(row, field, style),
  }));
}

export function certificateCell(row: CertificateRow, field: Field, style: CertificateStyle): Cell {
  const value = row[field];
  if (typeof value === 'boolean') return value ? style.yes : style.no;
  const isDate = FORM.find(([, f]) => f === field)?.[2] === 'date';
  return isDate ? style.date(value as string | null) : value;
}
