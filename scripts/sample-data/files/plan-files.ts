import type { PlanRow } from '../records.ts';
import { clockOf, halfDay, membersOf, planColumns, plansOf, teamColumns } from './plan-columns.ts';
import type { Cell, Column } from './table.ts';
import type { Target } from './target.ts';
import { textExport } from './text-export.ts';

const HEADERS = {
  plan_no: '审核计划编号',
  org_uscc: '统一社会信用代码',
  org_name: '受审核组织名称',
  contact: '联系人',
  contact_phone: '联系电话',
  scheme_code: '认证项目代码',
  activity_code: '审核类型',
  plan_start: '计划开始时间',
  plan_end: '计划结束时间',
  region_code: '行政区划代码',
  address: '审核地址',
  lat: '纬度',
  lng: '经度',
  audit_mode: '审核方式',
  plan_mandays: '计划人日',
  team_members: '审核组成员',
  team_ids: '审核员证件号码',
  tech_experts: '技术专家',
  reported_at: '上报时间',
  cancelled: '是否取消',
};

const fullWidth = (cell: Cell) =>
  String(cell ?? '').replace(/[0-9]/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0));

/** Until September 2021 plans named their certificate and body. */
const EARLY_HEADERS = { ...HEADERS, cb_approval_no: '认证机构批准号', cert_no: '认证证书号' };

/** People paste: no-break spaces around codes, full-width digits in dates and numbers. */
function pasted(columns: Column<PlanRow>[]): Column<PlanRow>[] {
  const every = (field: string, n: number, change: (cell: Cell) => Cell) => (c: Column<PlanRow>) =>
    c.field !== field
      ? c
      : {
          ...c,
          value: (row: PlanRow, i: number) => (i % n === 3 ? change(c.value(row, i)) : c.value(row, i)),
        };
  return columns
    .map(every('plan_no', 41, (cell) => `${cell}\u00a0`))
    .map(every('org_uscc', 53, (cell) => `\u00a0${cell}`))
    .map(every('plan_start', 37, fullWidth))
    .map(every('plan_mandays', 29, fullWidth));
}

const planFile = (target: Target, from: string, to: string, headers: Readonly<Record<string, string>>) =>
  textExport(target, {
    file: `审核计划_${from}-${to}.csv`,
    dataset: 'audit_plan',
    style: { delimiter: ',', newline: '\n', encoding: 'utf-8' },
    rows: (world) => plansOf(world, from, to),
    columns: pasted(planColumns({ headers, moment: clockOf, located: true })),
  });

/** 审核计划_2021-2023.csv: of the archived bodies only. */
export const earlyPlans = (target: Target) => planFile(target, '2021', '2023', EARLY_HEADERS);
export const plans = (target: Target) => planFile(target, '2024', '2025', HEADERS);

/** 审核组_2024-2025.csv: UTF-8 with BOM, half-day codes. */
export const teams = (target: Target) =>
  textExport(target, {
    file: '审核组_2024-2025.csv',
    dataset: 'audit_team',
    style: { delimiter: ',', newline: '\r\n', encoding: 'utf-8-bom' },
    rows: (world) => membersOf(world, '2024', '2025'),
    columns: teamColumns(halfDay),
  });
