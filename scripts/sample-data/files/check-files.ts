import { chinese } from '../days.ts';
import type { DecisionRow, SamplingRow } from '../records.ts';
import { inOrderOf } from './order.ts';
import type { Target } from './target.ts';
import { columnsOf, textExport } from './text-export.ts';
import { numbered, workbookExport } from './workbook-export.ts';

const DECISION = columnsOf<DecisionRow>({
  认证机构批准号: 'cb_approval_no',
  认证证书号: 'cert_no',
  组织名称: 'org_name',
  审核计划编号: 'plan_no',
  认证决定类型: 'decision_type',
  认证决定日期: 'decision_date',
  认证决定人员: 'deciders',
  复核人: 'reviewer',
  批准人: 'approved_by',
  严重不符合数: 'nc_major',
  一般不符合数: 'nc_minor',
  不符合关闭日期: 'nc_closed_on',
});
const TYPES: Readonly<Record<string, 'number' | 'date'>> = {
  decision_date: 'date',
  nc_closed_on: 'date',
  nc_major: 'number',
  nc_minor: 'number',
};

/** 现场检查_认证决定记录.xlsx: what inspectors took down from the files of a few bodies, under a title. */
export const decisionRecords = (target: Target) =>
  workbookExport(target, numbered('现场检查_认证决定记录'), [
    {
      name: '认证决定记录',
      dataset: 'decision',
      preamble: [['认证机构现场检查档案摘录（虚构数据）']],
      columns: DECISION.map((c) => ({ ...c, type: TYPES[c.field] ?? ('text' as const) })),
      rows: (world) =>
        inOrderOf(world.decisions, (row) => row.cb_approval_no + row.decision_date + row.cert_no),
    },
  ]);

const date = (field: 'notified_on' | 'sampled_on' | 'rectified_on') =>
  [field, (row: SamplingRow) => row[field] && chinese(row[field])] as const;

const SAMPLING = columnsOf<SamplingRow>({
  通报文号: 'notice_no',
  通报日期: date('notified_on'),
  抽样日期: date('sampled_on'),
  抽查级别: 'level',
  企业名称: 'org_name',
  统一社会信用代码: 'org_uscc',
  产品名称: 'product',
  抽查结论: 'conclusion',
  整改复查合格日期: date('rectified_on'),
});

/** 质量监督抽查结果.csv: GB18030, written-out dates. */
export const samplingResults = (target: Target) =>
  textExport(target, {
    file: '质量监督抽查结果.csv',
    dataset: 'quality_sampling',
    style: { delimiter: ',', newline: '\r\n', encoding: 'gb18030' },
    rows: (world) => inOrderOf(world.samplings, (row) => (row.notified_on ?? '') + row.notice_no),
    columns: SAMPLING,
  });
