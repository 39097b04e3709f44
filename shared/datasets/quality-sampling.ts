import type { Dataset } from './dataset.ts';

/** 质量监督抽查: results of national supervision sampling of products. */
export const qualitySampling: Dataset = {
  id: 'quality_sampling',
  zh: '质量监督抽查',
  en: 'Quality sampling',
  signature: [['org_uscc', 'org_name'], ['notified_on', 'sampled_on'], ['conclusion'], ['product']],
  keys: ['org_uscc', 'product', 'notified_on'],
  fields: [
    { id: 'notice_no', type: 'identifier', zh: '通报文号', en: 'Notice no.', headers: ['通报编号'] },
    {
      id: 'notified_on',
      type: 'date',
      zh: '通报日期',
      en: 'Notified on',
      headers: ['公告日期', '通报时间', '结果通报日期'],
    },
    { id: 'sampled_on', type: 'date', zh: '抽样日期', en: 'Sampled on', headers: ['抽查日期'] },
    {
      id: 'level',
      type: 'identifier',
      zh: '抽查级别',
      en: 'Level',
      headers: ['抽查类型', '抽查类别'],
    },
    {
      id: 'org_name',
      type: 'text',
      zh: '企业名称',
      en: 'Enterprise',
      headers: ['受检企业', '生产企业名称', '标称生产企业', '组织名称'],
    },
    {
      id: 'org_uscc',
      type: 'identifier',
      zh: '统一社会信用代码',
      en: 'Credit code',
      headers: ['组织机构代码', '企业统一社会信用代码'],
    },
    { id: 'product', type: 'text', zh: '产品名称', en: 'Product', headers: ['产品'] },
    {
      id: 'conclusion',
      type: 'identifier',
      zh: '抽查结论',
      en: 'Conclusion',
      headers: ['结论', '检验结论', '抽查结果'],
    },
    {
      id: 'rectified_on',
      type: 'date',
      zh: '整改完成日期',
      en: 'Rectified on',
      headers: ['整改复查合格日期', '复查合格日期'],
    },
  ],
};
