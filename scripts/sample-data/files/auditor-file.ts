import { slashed } from '../days.ts';
import type { AuditorRow } from '../records.ts';
import { inOrderOf } from './order.ts';
import type { Target } from './target.ts';
import { columnsOf, textExport } from './text-export.ts';

const date = (
  field: 'reg_from' | 'reg_to' | 'employed_from' | 'employed_to' | 'sanction_from' | 'sanction_to',
) => [field, (row: AuditorRow) => row[field] && slashed(row[field])] as const;

/** The register hides the numbers of people who work part-time. */
const masked = (id: string) => `${id.slice(0, 6)}********${id.slice(14)}`;

const COLUMNS = columnsOf<AuditorRow>({
  姓名: 'auditor_name',
  证件号码: ['auditor_id', (row) => (row.fulltime ? row.auditor_id : masked(row.auditor_id))],
  注册证书号: 'reg_no',
  注册领域: 'reg_scheme',
  注册级别: 'reg_level',
  注册有效期起: date('reg_from'),
  注册有效期止: date('reg_to'),
  执业机构批准号: 'cb_approval_no',
  执业机构: 'cb_name',
  执业开始日期: date('employed_from'),
  执业结束日期: date('employed_to'),
  专业代码: 'scope_codes',
  是否专职: 'fulltime',
  处理措施: 'sanction',
  处理开始日期: date('sanction_from'),
  处理结束日期: date('sanction_to'),
});

/** 认证人员名录.csv: the register of auditors, UTF-8 with BOM. */
export const auditorRegister = (target: Target) =>
  textExport(target, {
    file: '认证人员名录.csv',
    dataset: 'auditor',
    style: { delimiter: ',', newline: '\r\n', encoding: 'utf-8-bom' },
    rows: (world) =>
      inOrderOf(world.registrations, (row) => row.cb_approval_no + row.reg_no + row.reg_scheme),
    columns: COLUMNS,
  });
