import { addMonths, day, iso } from '../days.ts';
import type { Organisation } from '../records.ts';
import type { World } from '../world.ts';
import { inOrderOf } from './order.ts';
import type { Column } from './table.ts';
import type { Target } from './target.ts';
import { textExport } from './text-export.ts';

/** Some addresses go on with a comma or on a second line; the export quotes them. */
function address(org: Organisation, n: number): string {
  if (n % 61 === 7) return `${org.place.address},2幢3层`;
  if (n % 97 === 11) return `${org.place.address}\n(一照多址:${org.place.address.replace(/\d+号$/, '9号')})`;
  return org.place.address;
}

function columns(world: World): Column<Organisation>[] {
  const r = world.random('register');
  const known = new Map(
    world.organisations.map((org) => [
      org,
      {
        approved: iso(addMonths(day(org.founded), r.int(6, 80))),
        capital: `${r.pick([50, 100, 200, 500, 1000, 3000])}万人民币`,
        insured: Math.max(1, Math.round(org.staff * r.real(0.82, 1.05))),
      },
    ]),
  );
  const of = (org: Organisation) => {
    const facts = known.get(org);
    if (!facts) throw new Error(`${org.name} came late`);
    return facts;
  };
  const column = (header: string, field: string, value: Column<Organisation>['value']) => ({
    header,
    field,
    value,
  });
  return [
    column('统一社会信用代码', 'uscc', (o) => o.registeredCode),
    column('企业名称', 'org_name', (o) => o.name),
    column('曾用名', 'former_name', (o) => o.formerName),
    column('登记状态', 'reg_status', (o) => o.status),
    column('注销/吊销日期', 'status_on', (o) => o.statusOn),
    column('成立日期', 'founded_on', (o) => o.founded),
    column('核准日期', 'approved_on', (o) => of(o).approved),
    column('注册资本', 'capital', (o) => of(o).capital),
    column('注册地址', 'address', address),
    column('经营范围', 'biz_scope', (o, n) =>
      o.business && n % 4 === 0 ? `${o.business}（依法须经批准的项目,经批准后方可开展经营活动）` : o.business,
    ),
    column('行业代码', 'industry_code', (o) => o.trade.industry),
    column('法定代表人', 'legal_rep', (o) => o.legalRep),
    column('登记机关', 'authority', (o) => `${o.place.district.city}${o.place.district.name}市场监督管理局`),
    column('参保人数', 'insured', (o) => of(o).insured),
    column('资质认定证书编号', 'cma_no', (o) => o.cma),
    column('严重违法失信名单列入日期', 'dishonest_from', (o) => o.dishonest[0]),
    column('严重违法失信名单移出日期', 'dishonest_to', (o) => o.dishonest[1]),
    column('责令停产停业日期', 'stopped_from', (o) => o.stopped[0]),
    column('恢复生产日期', 'stopped_to', (o) => o.stopped[1]),
    column('经营异常名录列入日期', 'abnormal_from', (o) => o.abnormal[0]),
    // The broken line is filled to its end, so that its last cell stands beyond the header.
    column(
      '经营异常名录移出日期',
      'abnormal_to',
      (o) => o.abnormal[1] ?? (world.ragged.has(o) ? '2021-11-08' : null),
    ),
  ];
}

/** 企业登记信息.csv: an extract of the business register, UTF-8 with BOM; one line with a comma nobody quoted. */
export const register = (target: Target) =>
  textExport(target, {
    file: '企业登记信息.csv',
    dataset: 'organisation',
    style: { delimiter: ',', newline: '\r\n', encoding: 'utf-8-bom' },
    rows: (world) =>
      inOrderOf(
        world.organisations.filter((o) => o.inRegister),
        (o) => o.registeredCode,
      ),
    columns,
    broken: (world, org) =>
      world.ragged.has(org)
        ? (line) => line.replace(org.place.address, `${org.place.address},东门`)
        : undefined,
  });
