import type { World } from '../world.ts';
import { certificateColumns } from './certificate-columns.ts';
import { recentRows } from './certificate-files.ts';
import { clockOf, halfDay, membersOf, planColumns, plansOf, teamColumns } from './plan-columns.ts';
import type { Column } from './table.ts';
import type { Target } from './target.ts';
import { numbered, type SheetDefinition, workbookExport } from './workbook-export.ts';

const PLAN_HEADERS = {
  plan_no: '审核计划编号',
  org_uscc: '组织机构代码',
  org_name: '组织名称',
  contact: '组织联系人',
  contact_phone: '组织联系电话',
  scheme_code: '认证项目代码',
  activity_code: '认证活动类型',
  plan_start: '审核开始日期',
  plan_end: '审核结束日期',
  region_code: '行政区划',
  address: '详细地址',
  audit_mode: '审核方式',
  plan_mandays: '计划人日数',
  team_members: '审核组成员',
  tech_experts: '技术专家',
  reported_at: '上报时间',
  cancelled: '是否取消',
};

const NOTES: readonly string[] = [
  '一、本工作簿为虚构示例，所有机构、组织、人员、地点均不存在。',
  '二、工作表名称、表头和列的顺序不得改动，字母一律大写，不得含空格。',
  '三、当月信息应于次月10日前报送，遇节假日不顺延。',
  '四、审核计划的开始、结束日期后缀 A 表示上午，P 表示下午。',
];

/** The header stands in C8 as in the 2016 template, under the title. */
function sheet<R extends object>(
  name: string,
  dataset: string,
  rows: (world: World) => readonly R[],
  columns: readonly Column<R>[],
): SheetDefinition<R> {
  const preamble = [
    [`管理体系认证、服务认证信息报告：${name}（虚构数据）`],
    [],
    ['填报单位：岚州省各认证机构', '', '报告期：2026年第一季度'],
  ];
  return { name, dataset, rows, columns, preamble, startRow: 8, startColumn: 3 };
}

const STYLE = { header: (h: string) => h, date: (iso: string | null) => iso, yes: '1', no: '0' };
const PLANS = planColumns({ headers: PLAN_HEADERS, moment: halfDay, located: false });

/** 信息上报_2026Q1.xlsx: the official upload workbook of one quarter. */
export const workbook = (target: Target) =>
  workbookExport(
    target,
    numbered('信息上报_2026Q1'),
    [
      sheet('审核计划信息表', 'audit_plan', (world) => plansOf(world, '2026', '2026'), PLANS),
      sheet('证书信息表', 'certificate', recentRows, certificateColumns(STYLE)),
      sheet(
        '审核结果信息表',
        'audit_team',
        (world) => membersOf(world, '2026', '2026'),
        teamColumns(clockOf),
      ),
    ],
    [
      {
        name: '填报说明',
        columns: [{ header: '填报说明', type: 'text', width: 80, wrap: true }],
        rows: NOTES.map((line) => [line]),
        autoFilter: false,
      },
    ],
  );
