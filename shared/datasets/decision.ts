import type { Dataset } from './dataset.ts';

/** 认证决定: decision records as an on-site check of a body's files brings them back. */
export const decision: Dataset = {
  id: 'decision',
  zh: '认证决定',
  en: 'Decisions',
  signature: [
    ['cert_no'],
    ['decision_date'],
    ['decision_type', 'nc_major', 'nc_closed_on', 'reviewer', 'approved_by'],
  ],
  keys: ['cb_approval_no', 'cert_no', 'decision_date', 'decision_type'],
  fields: [
    {
      id: 'cb_approval_no',
      type: 'identifier',
      zh: '认证机构批准号',
      en: 'Body approval no.',
      headers: ['机构批准号', '认证机构号'],
    },
    {
      id: 'cert_no',
      type: 'identifier',
      zh: '认证证书号',
      en: 'Certificate no.',
      headers: ['证书编号', '证书号'],
    },
    {
      id: 'org_name',
      type: 'text',
      zh: '组织名称',
      en: 'Organisation',
      headers: ['获证组织名称', '企业名称'],
    },
    { id: 'plan_no', type: 'identifier', zh: '审核计划编号', en: 'Plan no.', headers: ['计划编号'] },
    {
      id: 'decision_date',
      type: 'date',
      zh: '认证决定日期',
      en: 'Decided on',
      headers: ['决定日期', '评定日期', '批准日期'],
    },
    {
      id: 'decision_type',
      type: 'identifier',
      zh: '决定类型',
      en: 'Decision',
      headers: ['认证决定类型', '认证决定'],
    },
    {
      id: 'deciders',
      type: 'text',
      zh: '认证决定人员',
      en: 'Deciders',
      headers: ['评定人员名单', '评定人员', '决定人员'],
    },
    { id: 'reviewer', type: 'text', zh: '复核人', en: 'Reviewer', headers: ['复核人员'] },
    { id: 'approved_by', type: 'text', zh: '批准人', en: 'Approved by', headers: ['签发人'] },
    {
      id: 'nc_major',
      type: 'integer',
      zh: '严重不符合数',
      en: 'Major nonconformities',
      headers: ['严重不符合项数', '严重不符合'],
    },
    {
      id: 'nc_minor',
      type: 'integer',
      zh: '一般不符合数',
      en: 'Minor nonconformities',
      headers: ['一般不符合项数', '轻微不符合数', '一般不符合'],
    },
    {
      id: 'nc_closed_on',
      type: 'date',
      zh: '严重不符合关闭日期',
      en: 'Major ones closed on',
      headers: ['不符合关闭日期', '不符合项关闭日期', '不符合验证关闭日期'],
    },
  ],
};
