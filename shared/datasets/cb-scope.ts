import type { Dataset } from './dataset.ts';

/** 批准业务范围: what each body is approved for, one row per body and scheme (or scope code). */
export const cbScope: Dataset = {
  id: 'cb_scope',
  zh: '批准业务范围',
  en: 'Approved scopes',
  signature: [['cb_approval_no'], ['scheme_code'], ['valid_from', 'valid_to', 'scope_status']],
  keys: ['cb_approval_no', 'scheme_code', 'scope_code', 'valid_from'],
  fields: [
    {
      id: 'cb_approval_no',
      type: 'identifier',
      zh: '认证机构批准号',
      en: 'Body approval no.',
      headers: ['机构批准号', '批准书编号', '批准号'],
    },
    {
      id: 'cb_name',
      type: 'text',
      zh: '认证机构名称',
      en: 'Certification body',
      headers: ['机构名称', '认证机构'],
    },
    {
      id: 'scheme_code',
      type: 'identifier',
      zh: '认证领域代码',
      en: 'Field',
      headers: ['认证领域', '认证项目代码', '认证项目', '批准领域'],
    },
    {
      id: 'scope_code',
      type: 'identifier',
      zh: '业务范围代码',
      en: 'Scope code',
      headers: ['批准业务范围代码', '专业代码'],
    },
    {
      id: 'valid_from',
      type: 'date',
      zh: '批准日期',
      en: 'Approved from',
      headers: ['有效期起', '批准起始日期', '扩项批准日期'],
    },
    {
      id: 'valid_to',
      type: 'date',
      zh: '有效期至',
      en: 'Approved to',
      headers: ['批准有效期至', '有效期止', '终止日期'],
    },
    {
      id: 'scope_status',
      type: 'identifier',
      zh: '范围状态',
      en: 'Status',
      headers: ['领域状态', '业务范围状态'],
    },
    {
      id: 'status_on',
      type: 'date',
      zh: '状态变更日期',
      en: 'Status since',
      headers: ['撤销日期', '注销日期'],
    },
  ],
};
