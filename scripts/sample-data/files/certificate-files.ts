import { slashed } from '../days.ts';
import type { CertificateRow } from '../records.ts';
import type { World } from '../world.ts';
import { certificateCell, certificateColumns } from './certificate-columns.ts';
import { inOrderOf } from './order.ts';
import type { Column, Export } from './table.ts';
import type { Target } from './target.ts';
import { textExport } from './text-export.ts';

const FIRST_REPORT = '2022-01-01';
const STYLE = { delimiter: ',', newline: '\r\n', encoding: 'gb18030' } as const;
const noDate = (iso: string | null) => (iso === null ? '0000-00-00' : slashed(iso));

const inOrder = (rows: readonly CertificateRow[]) => inOrderOf(rows, (row) => row.report_date + row.cert_no);

/** Whether some export has this row: the monthly reports begin in 2022, the 59-column form reaches further back. */
export const isReported = (world: World, row: CertificateRow): boolean =>
  row.report_date >= FIRST_REPORT || world.oldForm.has(row);

function everyRow(world: World): CertificateRow[] {
  const rows = [...world.visits.flatMap((v) => v.rows), ...world.extraRows];
  return inOrder(rows.filter((row) => row.report_date >= FIRST_REPORT && !world.oldForm.has(row)));
}

/** What the workbook of the first quarter of 2026 reports: that quarter, and some rows a second time. */
export const recentRows = (world: World) =>
  everyRow(world).filter((row) => row.report_date >= '2026-01-01' || world.reportedTwice.has(row));

const MONTHLY = certificateColumns({ header: (h, n) => `${n}.${h}`, date: noDate, yes: '是', no: '否' });
const YEARS = ['2022', '2023', '2024', '2025'];

/**
 * 月报_2025.csv: the monthly reports until the end of 2025 in one GB18030 file with numbered headers; large samples
 * have a file for each year.
 */
export function monthlyReports(target: Target, blocks: number): Export[] {
  const report = (year: string, from: string) =>
    textExport(target, {
      file: `月报_${year}.csv`,
      dataset: 'certificate',
      style: STYLE,
      rows: (world) =>
        everyRow(world).filter(
          (row) => row.report_date >= `${from}-01-01` && row.report_date <= `${year}-12-31`,
        ),
      columns: MONTHLY,
    });
  return blocks === 1 ? [report('2025', '2022')] : YEARS.map((year) => report(year, year));
}

/** Columns of the 59-column form that the sample fills, by number; it knows no decision. */
const OLD_FORM: Readonly<Record<number, readonly [header: string, field?: keyof CertificateRow]>> = {
  1: ['认证机构批准号', 'cb_approval_no'],
  2: ['组织名称', 'org_name'],
  3: ['组织原名', 'org_name_old'],
  4: ['组织机构代码', 'org_uscc'],
  5: ['所属行业', 'industry_code'],
  6: ['行政区划', 'region_code'],
  7: ['组织地址', 'org_addr'],
  8: ['邮政编码'],
  9: ['联系电话'],
  10: ['联系传真'],
  11: ['联系人'],
  19: ['组织员工数', 'staff_total'],
  20: ['体系人数', 'staff_system'],
  21: ['初次获证日期', 'first_cert_date'],
  22: ['认证证书号', 'cert_no'],
  23: ['是否子证书', 'is_sub'],
  24: ['主证书编号', 'main_cert_no'],
  25: ['认证项目代码', 'scheme_code'],
  26: ['认证依据', 'basis'],
  27: ['业务范围代码', 'scope_codes'],
  28: ['证书覆盖范围', 'scope_text'],
  29: ['认证审核活动代码', 'activity_code'],
  31: ['复评次数', 'recert_count'],
  32: ['监督次数', 'surv_count'],
  35: ['审核开始日期', 'audit_start'],
  36: ['审核截至日期', 'audit_end'],
  37: ['审核人日数', 'mandays'],
  41: ['颁证日期', 'issue_date'],
  42: ['证书截止日期', 'expiry_date'],
  43: ['证书状态', 'status'],
  44: ['认可标志', 'accred_mark'],
  45: ['风险系数', 'risk_level'],
  56: ['实收的认证费用', 'fee'],
  57: ['发票号码', 'invoice_no'],
  58: ['取数开始日期', 'pull_start'],
  59: ['取数截止日期', 'pull_end'],
};

const OLD_STYLE = { header: (h: string) => h, date: noDate, yes: '1', no: '0' };
const OLD_COLUMNS = Array.from({ length: 59 }, (_, i): Column<CertificateRow> => {
  const [header, field] = OLD_FORM[i + 1] ?? [`备用${i + 1}`];
  return {
    header: `${i + 1}.${header}`,
    field: field ?? '',
    value: (row) => {
      if (!field) return null;
      return field === 'status' && row.status === '01' ? '有效' : certificateCell(row, field, OLD_STYLE);
    },
  };
});

/** 获证组织基本信息表_2023.csv: an export in the older 59-column form. */
export const oldForm = (target: Target) =>
  textExport(target, {
    file: '获证组织基本信息表_2023.csv',
    dataset: 'certificate',
    style: STYLE,
    rows: (world) => inOrder([...world.oldForm]),
    columns: OLD_COLUMNS,
  });
