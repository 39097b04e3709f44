import { day, dayOf, iso, morning } from './days.ts';
import type { Random } from './random.ts';
import type {
  CccRow,
  Certificate,
  DecisionRow,
  ListingRow,
  Organisation,
  SamplingRow,
  Visit,
} from './records.ts';
import type { World } from './world.ts';

/** Makers of the records beside audits and certificates: each gives an ordinary, clean row and enters it. */

/** The decision on one certificate of a visit, as the file of an on-site check has it. */
export function decision(
  world: World,
  r: Random,
  visit: Visit,
  i = 0,
  changes: Partial<DecisionRow> = {},
): DecisionRow {
  const c = visit.certificates[i] as Certificate;
  const row = visit.rows[i];
  const [first, second] = r.sample(visit.body.deciders, 2);
  const major = r.chance(0.08) ? 1 : 0;
  const made: DecisionRow = {
    cb_approval_no: visit.body.approvalNo,
    cert_no: c.no,
    org_name: visit.org.name,
    plan_no: visit.plans[i]?.plan_no ?? null,
    decision_date: row?.decision_date ?? null,
    decision_type: { '01': '授予', '02': '更新', '03': '保持', '04': '保持' }[visit.kind],
    deciders: row?.deciders ?? null,
    reviewer: first?.name ?? '',
    approved_by: second?.name ?? '',
    nc_major: major,
    nc_minor: r.int(0, 4),
    nc_closed_on:
      row?.decision_date && (major > 0 || r.chance(0.5)) ? iso(day(row.decision_date) - r.int(1, 2)) : null,
    ...changes,
  };
  world.decisions.push(made);
  return made;
}

/** A result of national supervision sampling of what the organisation makes. */
export function sampling(
  world: World,
  r: Random,
  org: Organisation,
  on: string,
  changes: Partial<SamplingRow> = {},
): SamplingRow {
  const made: SamplingRow = {
    notice_no: `岚质抽〔${on.slice(0, 4)}〕${r.int(10, 99)}号`,
    notified_on: on,
    sampled_on: iso(day(on) - r.int(40, 90)),
    level: '国家监督抽查',
    org_name: org.name,
    org_uscc: org.code,
    product: PRODUCTS[org.trade.noun] ?? `${org.trade.noun}产品`,
    conclusion: '合格',
    rectified_on: null,
    ...changes,
  };
  world.samplings.push(made);
  return made;
}

/** What is sampled of a trade: words that its certified scope has too. */
const PRODUCTS: Readonly<Record<string, string>> = {
  金属制品: '金属结构件',
  机械: '机械零部件',
  塑料: '塑料制品',
  电气: '低压成套设备',
  纺织: '家用纺织品',
  食品: '粮食制品',
  新材料: '水性涂料',
  家居: '木质家具',
};

export interface Good {
  readonly code: string;
  readonly category: string;
  /** The category that shops put it in. */
  readonly shelf: string;
  readonly name: string;
  readonly models: readonly string[];
  readonly basis: string;
}

/** Goods of the compulsory catalogue. */
export const GOODS: readonly Good[] = [
  good(
    '0709',
    '家用和类似用途设备',
    '家用电器/个护电器/电吹风',
    '电吹风',
    ['LX-1200', 'LX-1600'],
    'GB 4706.15-2008',
  ),
  good(
    '0701',
    '家用和类似用途设备',
    '家用电器/大家电/冰箱',
    '家用电冰箱',
    ['BCD-186L', 'BCD-215L'],
    'GB 4706.13-2014',
  ),
  good(
    '0906',
    '信息技术设备',
    '电脑办公/配件/电源适配器',
    '电源适配器',
    ['PA-12V2A', 'PA-19V3A'],
    'GB 4943.1-2022',
  ),
  good('1001', '照明电器', '家装灯饰/嵌入式灯具', '嵌入式灯具', ['QD-06W', 'QD-09W'], 'GB 7000.1-2015'),
  good(
    '0201',
    '电路开关及保护或连接用电器装置',
    '家装五金/电工电料/家用插座',
    '家用插座',
    ['CZ-10A', 'CZ-16A'],
    'GB 2099.1-2021',
  ),
  good('2203', '玩具', '母婴用品/塑胶玩具', '塑胶玩具', ['WJ-301', 'WJ-302'], 'GB 6675.1-2014'),
];

function good(
  code: string,
  category: string,
  shelf: string,
  name: string,
  models: readonly string[],
  basis: string,
): Good {
  return { code, category, shelf, name, models, basis };
}

/** Where shops put what a certificate is for. */
const shelfOf = (certificate: CccRow) =>
  GOODS.find((g) => g.name === certificate.product_name)?.shelf ?? certificate.product_category;

/** A valid CCC certificate of five years. */
export function ccc(
  world: World,
  r: Random,
  org: Organisation,
  product: Good = r.pick(GOODS),
  changes: Partial<CccRow> = {},
): CccRow {
  const issued = day('2022-03-01') + r.int(0, 1300);
  const n = String(world.block * 400 + world.next('ccc')).padStart(6, '0');
  const made: CccRow = {
    // Body digits 00 are nobody's.
    cert_no: `${iso(issued).slice(0, 4)}00${product.code}${n}`,
    cb_name: '岚州强制性产品认证中心',
    status: '有效',
    status_on: null,
    issue_date: iso(issued),
    expiry_date: iso(issued + 1825),
    first_cert_date: iso(issued),
    report_date: iso(issued + r.int(2, 20)),
    basis: product.basis,
    product_code: product.code,
    product_category: product.category,
    product_name: product.name,
    models: product.models.join('；'),
    applicant: org.name,
    applicant_uscc: org.code,
    manufacturer: org.name,
    factory: org.name,
    factory_uscc: org.code,
    ...changes,
  };
  world.ccc.push(made);
  return made;
}

/** Something for sale with nothing odd about it; with a certificate it is what the certificate covers. */
export function listing(
  world: World,
  r: Random,
  org: Organisation,
  certificate?: CccRow,
  changes: Partial<ListingRow> = {},
): ListingRow {
  const n = 100_000_000 + world.block * 2000 + world.next('listing');
  const model = certificate?.models?.split('；')[0] ?? null;
  const what =
    certificate?.product_name ?? r.pick(['不锈钢保温杯', '棉质四件套', '实木衣架', '收纳箱', '帆布背包']);
  const captured = day('2026-01-05') + r.int(0, 70);
  const made: ListingRow = {
    platform: r.pick(['岚购网', '溪市场', '云集货']),
    shop_name: `${org.name.slice(2, 6)}旗舰店`,
    seller_uscc: org.code,
    item_id: String(n),
    title: `${what} ${model ?? ''} ${r.pick(['家用', '新款', '包邮', '厂家直销'])}`.replace(/ +/g, ' '),
    detail: `${what}，${r.pick(['七天无理由退换', '全国联保一年', '下单后四十八小时内发货'])}`,
    category: certificate ? shelfOf(certificate) : '日用百货',
    price: r.int(19, 899),
    ccc_no: certificate?.cert_no ?? null,
    model,
    made_on: null,
    captured_at: `${iso(captured)} ${String(r.int(9, 20)).padStart(2, '0')}:${String(r.int(0, 59)).padStart(2, '0')}`,
    url: `https://shop.invalid/item/${n}`,
    screenshot: `截图/${n}.png`,
    disposal: null,
    ...changes,
  };
  world.listings.push(made);
  return made;
}

/** Bodies whose files an on-site check of 2025 went through. */
const CHECKED = ['9001', '9007', '9013'];

/** The ordinary part of these files. */
export function ordinaryRecords(world: World): void {
  const r = world.random('records');
  const makers = world.organisations.filter(
    (o) => o.inRegister && o.code === o.registeredCode && PRODUCTS[o.trade.noun],
  );
  const few = Math.ceil(world.organisations.length / 30);
  for (const org of r.sample(makers, few)) {
    sampling(world, r, org, iso(day('2024-02-01') + r.int(0, 760)));
  }
  for (const org of r.sample(makers, few)) {
    const certificate = ccc(world, r, org);
    if (r.chance(0.7)) listing(world, r, org, certificate);
    if (r.chance(0.4)) listing(world, r, org);
  }
  world.atEnd(() => {
    const known = new Set(world.decisions.map((d) => d.cert_no + d.decision_date));
    for (const visit of world.visits) {
      if (!CHECKED.includes(visit.body.serial) || visit.from < morning(day('2025-01-01'))) continue;
      for (const [i, row] of visit.rows.entries()) {
        if (row.decision_date === null || row.deciders === null) continue;
        if (!known.has(row.cert_no + row.decision_date) && day(row.decision_date) > dayOf(visit.to)) {
          decision(world, r, visit, i);
        }
      }
    }
  });
}
