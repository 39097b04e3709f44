import type { Dataset } from './dataset.ts';

/**
 * 审核时间表: an audit-time table of the analyst's own, one row for each band of headcount. The English titles are
 * among its headers because the program exports such files itself, in either language.
 */
export const auditTime: Dataset = {
  id: 'audit_time',
  zh: '审核时间表',
  en: 'Audit-time table',
  signature: [['table_version'], ['staff_from'], ['staff_to'], ['mandays']],
  keys: ['table_version', 'scheme', 'risk', 'staff_from'],
  fields: [
    {
      id: 'table_version',
      type: 'identifier',
      zh: '版本',
      en: 'Table version',
      headers: ['表版本', '审核时间表版本', 'Table version'],
    },
    {
      id: 'scheme',
      type: 'identifier',
      zh: '体系',
      en: 'Scheme',
      headers: ['认证领域', '管理体系', 'Scheme'],
    },
    {
      id: 'risk',
      type: 'identifier',
      zh: '风险等级',
      en: 'Risk class',
      headers: ['复杂程度', '风险', 'Risk class'],
    },
    {
      id: 'staff_from',
      type: 'integer',
      zh: '人数自',
      en: 'Staff from',
      headers: ['人数下限', '有效人数自', 'Staff from'],
    },
    {
      id: 'staff_to',
      type: 'integer',
      zh: '人数至',
      en: 'Staff to',
      headers: ['人数上限', '有效人数至', 'Staff to'],
    },
    {
      id: 'mandays',
      type: 'decimal',
      zh: '人日',
      en: 'Man-days',
      headers: ['审核人日', '审核时间(人日)', 'Man-days'],
    },
    { id: 'source', type: 'text', zh: '来源', en: 'Source', headers: ['出处'] },
  ],
};
