/** What the parameters of regulation.csv are called, with their unit. */
export const regulationParameters: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  audit_time_table: { zh: '适用的审核时间表', en: 'Audit-time table that applies' },
  max_cut: { zh: '审核时间最多可减（比例）', en: 'Largest reduction of audit time (share)' },
  integration_cut: { zh: '结合审核最多再减（比例）', en: 'Further reduction of a combined audit (share)' },
  sampled_site_cut: { zh: '抽样场所最多可减（比例）', en: 'Largest reduction for a sampled site (share)' },
  time_share_initial: { zh: '初次审核占表中时间的份额', en: 'Initial audit as a share of the table time' },
  time_share_surveillance: {
    zh: '监督审核占初审时间的最低份额',
    en: 'Surveillance as a share of the initial audit',
  },
  time_share_recertification: {
    zh: '再认证占初审时间的最低份额',
    en: 'Recertification as a share of the initial audit',
  },
  onsite_share: { zh: '现场审核时间最低占比', en: 'Smallest share of audit time on site' },
  plan_lead_days: { zh: '审核计划至少提前报送（天）', en: 'Plans reported ahead of the audit by (days)' },
  auditor_registration: { zh: '审核员须经注册', en: 'Auditors are registered' },
  stage_gap_days: { zh: '一、二阶段之间最少间隔（天）', en: 'Fewest days between stage 1 and stage 2' },
  validity_years: { zh: '认证周期（年）', en: 'Certification cycle (years)' },
  surveillance_first_months: {
    zh: '首次监督最迟（自发证起，月）',
    en: 'First surveillance within (months of the certificate)',
  },
  surveillance_calendar_year: { zh: '每个日历年须有一次监督', en: 'Surveillance in every calendar year' },
  surveillance_extension_months: { zh: '监督可顺延（月）', en: 'Surveillance may be put off by (months)' },
  surveillance_next_months: {
    zh: '此后监督最大间隔（月）',
    en: 'Longest gap between later audits (months)',
  },
  suspension_max_months: { zh: '暂停最长（月）', en: 'Longest suspension (months)' },
  recertification_on_site: { zh: '再认证须现场审核', en: 'Recertification audited on site' },
  recertification_before_expiry: {
    zh: '再认证须在到期前完成',
    en: 'Recertification completed before expiry',
  },
  transfer_wait_months: {
    zh: '原机构被撤销后不得受理的期间（月）',
    en: 'No application after the former body was withdrawn for (months)',
  },
  applicant_in_good_standing: { zh: '申请组织的资格条件', en: 'Good standing of the applicant' },
  sampling_failure_months: {
    zh: '国家监督抽查不合格的影响期（月）',
    en: 'A failed national sampling counts for (months)',
  },
  short_notice_audit_days: {
    zh: '抽查不合格后特殊审核期限（天）',
    en: 'Short-notice audit after a failed sampling within (days)',
  },
  sign_in_onsite: { zh: '现场审核须签到', en: 'Sign-in at on-site audits' },
  sign_in_remote: { zh: '远程审核须签到', en: 'Sign-in at remote audits' },
  explanation_workdays: {
    zh: '签到异常说明期限（工作日）',
    en: 'Explanation of a sign-in anomaly within (working days)',
  },
  auditor_organisations_max: {
    zh: '审核员每年审核组织数上限',
    en: 'Most organisations an auditor audits in a year',
  },
  certificate_number_rule: { zh: '证书编号规则', en: 'Rule on certificate numbers' },
  report_day: { zh: '次月报送截止日', en: 'Report due on this day of the next month' },
};

/** What a parameter is called; one that nobody has named keeps its name in the table. */
export const parameterTitle = (parameter: string, lang: 'zh' | 'en'): string =>
  regulationParameters[parameter]?.[lang] ?? parameter;
