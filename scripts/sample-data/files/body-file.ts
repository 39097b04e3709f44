import type { ListedBody } from '../bodies.ts';
import { chinese } from '../days.ts';
import type { FiledRuleRow, ScopeRow } from '../records.ts';
import type { World } from '../world.ts';
import type { Column } from './table.ts';
import type { Target } from './target.ts';
import { columnsOf } from './text-export.ts';
import { numbered, workbookExport } from './workbook-export.ts';

const column = (
  header: string,
  field: keyof ListedBody,
  type: Column<ListedBody>['type'] = 'text',
  value: Column<ListedBody>['value'] = (b) => b[field] as string | number | null,
): Column<ListedBody> => ({ header, field, type, value });

const COLUMNS: readonly Column<ListedBody>[] = [
  { header: '序号', field: '', type: 'number', value: (_, n) => n + 1 },
  column('机构批准号', 'cb_approval_no'),
  column('机构名称', 'cb_name'),
  column('统一社会信用代码', 'cb_uscc'),
  column('所在行政区划', 'region'),
  column('机构地址', 'addr_office'),
  column('注册地址', 'addr_reg'),
  column('检查批次', 'batch'),
  column('批准日期', 'approved_on', 'date'),
  column('批准书有效期至', 'valid_to', 'text', (b) => chinese(b.valid_to)),
  column('机构状态', 'cb_status'),
  column('状态变更日期', 'status_on'),
  column('批准业务范围', 'scope_list'),
  column('批准方式', 'approval_mode'),
  column('注册资本', 'capital'),
  column('专职认证人员数', 'fulltime_staff', 'number'),
  column('风险类别', 'risk_class'),
  column('是否获CNAS认可', 'accredited', 'text', (b) => (b.accredited ? '是' : '否')),
];

const SCOPES = columnsOf<ScopeRow>({
  机构批准号: 'cb_approval_no',
  机构名称: 'cb_name',
  认证领域代码: 'scheme_code',
  业务范围代码: 'scope_code',
  批准日期: 'valid_from',
  有效期至: 'valid_to',
  范围状态: 'scope_status',
  状态变更日期: 'status_on',
});

const RULES = columnsOf<FiledRuleRow>({
  机构批准号: 'cb_approval_no',
  机构名称: 'cb_name',
  规则编号: 'rule_no',
  规则名称: 'rule_name',
  认证标志名称: 'mark_name',
  认证领域: 'scheme_code',
  发布日期: 'published_on',
  备案日期: 'filed_on',
  规则状态: 'rule_status',
});

const firstOnly =
  <R>(rows: (world: World) => readonly R[]) =>
  (world: World) =>
    world.block === 0 ? rows(world) : [];

/**
 * 认证机构名录.xlsx: two title lines, then the list; true dates in one column, written-out ones in another. Two more
 * sheets: approved scopes and filed rules.
 */
export const bodyLists = (target: Target) =>
  workbookExport(target, numbered('认证机构名录'), [
    {
      name: '认证机构名录',
      dataset: 'certification_body',
      preamble: [
        ['岚州省在册认证机构名录（虚构数据）'],
        ['截至 2026年3月31日', '', '制表：岚州省认证监管处'],
      ],
      columns: COLUMNS,
      rows: firstOnly((world) => world.listed),
    },
    {
      name: '批准业务范围',
      dataset: 'cb_scope',
      columns: SCOPES,
      rows: firstOnly((world) => world.scopes),
    },
    {
      name: '备案认证规则',
      dataset: 'cb_rule',
      columns: RULES,
      rows: (world) => [...firstOnly((w) => w.province.filedRules)(world), ...world.filedRules],
    },
  ]);
