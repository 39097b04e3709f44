import { writeXlsx } from '../../../shared/xlsx/writer.ts';
import type { ListedBody } from '../bodies.ts';
import { chinese } from '../days.ts';
import type { World } from '../world.ts';
import { type Column, cellsOf, type ExportFile, importTruth } from './table.ts';

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

/** 认证机构名录.xlsx: two title lines, then the list; true dates in one column, written-out ones in another. */
export function bodyList(world: World): ExportFile {
  const file = '认证机构名录.xlsx';
  const sheet = '认证机构名录';
  const rows = world.listed;
  const preamble = [
    ['岚州省在册认证机构名录（虚构数据）'],
    ['截至 2026年3月31日', '', '制表：岚州省认证监管处'],
  ];
  const bytes = writeXlsx([
    {
      name: sheet,
      preamble,
      columns: COLUMNS.map(({ header, type = 'text' }) => ({ header, type })),
      rows: cellsOf(world, rows, COLUMNS),
    },
  ]);
  const lines = rows.map((_, n) => preamble.length + 2 + n);
  const at = { file, sheet, dataset: 'certification_body' };
  return { name: file, bytes, imports: [importTruth(world, at, rows, COLUMNS, lines)] };
}
