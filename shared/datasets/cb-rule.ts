import type { Dataset } from './dataset.ts';

/** 备案认证规则: self-made certification rules that bodies have filed. */
export const cbRule: Dataset = {
  id: 'cb_rule',
  zh: '备案认证规则',
  en: 'Filed rules',
  signature: [['rule_name'], ['rule_no', 'filed_on', 'rule_status'], ['cb_approval_no', 'cb_name']],
  keys: ['cb_approval_no', 'rule_no', 'rule_name'],
  fields: [
    {
      id: 'cb_approval_no',
      type: 'identifier',
      zh: '认证机构批准号',
      en: 'Body approval no.',
      headers: ['机构批准号', '批准号'],
    },
    { id: 'cb_name', type: 'text', zh: '认证机构名称', en: 'Certification body', headers: ['机构名称'] },
    { id: 'rule_no', type: 'identifier', zh: '规则编号', en: 'Rule no.', headers: ['备案号', '备案编号'] },
    { id: 'rule_name', type: 'text', zh: '规则名称', en: 'Rule', headers: ['认证规则名称'] },
    { id: 'mark_name', type: 'text', zh: '认证标志名称', en: 'Mark', headers: ['标志名称', '证书名称'] },
    {
      id: 'scheme_code',
      type: 'identifier',
      zh: '认证领域',
      en: 'Field',
      headers: ['领域', '认证项目代码', '认证项目'],
    },
    { id: 'published_on', type: 'date', zh: '发布日期', en: 'Published on' },
    { id: 'filed_on', type: 'date', zh: '备案日期', en: 'Filed on' },
    { id: 'rule_status', type: 'identifier', zh: '规则状态', en: 'Status', headers: ['备案状态', '状态'] },
  ],
};
