import { addMonths, day, iso } from './days.ts';
import { DISTRICTS, PROVINCE, place } from './places.ts';
import type { Random } from './random.ts';
import type { Body } from './records.ts';
import { BODY_BRANDS } from './words.ts';
import type { World } from './world.ts';

/** A line of the list of approved bodies. */
export interface ListedBody {
  cb_approval_no: string;
  cb_name: string;
  cb_uscc: string;
  region: string;
  addr_office: string;
  addr_reg: string;
  batch: string;
  approved_on: string;
  valid_to: string;
  cb_status: string;
  status_on: string | null;
  scope_list: string;
  approval_mode: string;
  capital: string;
  fulltime_staff: number;
  risk_class: string;
  accredited: boolean;
}

interface Fate {
  readonly status: string;
  readonly statusOn: string | null;
  readonly validTo?: string;
  readonly lastIssue: string;
}

/** Serial → what became of the body; the others are in good standing. */
export const FATES: Readonly<Record<string, Fate>> = {
  '9005': { status: '暂停', statusOn: '2025-12-08', lastIssue: '2025-12-07' },
  '9008': { status: '有效', statusOn: null, validTo: '2024-08-31', lastIssue: '2024-08-31' },
  '9014': { status: '注销', statusOn: '2025-04-18', lastIssue: '2025-04-17' },
  '9019': { status: '撤销', statusOn: '2024-11-05', lastIssue: '2024-11-04' },
  // Kept out of the ordinary population; see rules/s02.ts.
  '9011': { status: '有效', statusOn: null, lastIssue: '2000-01-01' },
  '9022': { status: '注销', statusOn: null, lastIssue: '2000-01-01' },
};

/** 9017 is foreign-invested and numbered in its own series. */
const FOREIGN = '9017';

export function staffed(
  world: World,
  r: Random,
  body: Omit<Body, 'auditors' | 'experts' | 'deciders'>,
  auditors: number,
): Body {
  const people = (n: number) => Array.from({ length: n }, () => world.person(r));
  return { ...body, auditors: people(auditors), experts: people(2), deciders: people(3) };
}

/** 24 bodies with serials no body has, and their lines in the official list. */
export function foundBodies(world: World): void {
  const r = world.random('bodies');
  for (const [i, brand] of BODY_BRANDS.entries()) {
    const serial = String(9001 + i);
    const fate = FATES[serial];
    const district = r.pick(DISTRICTS);
    const office = place(r, district);
    const town = district.city.replace('市', '');
    const year = 2007 + Math.floor(i / 2);
    const approvedOn = iso(day(`${year}-02-10`) + r.int(0, 300));
    const foreign = serial === FOREIGN;
    const number = foreign ? `CNCA-RF-${year}-97` : `CNCA-R-${year}-${serial}`;
    const name = `${town}${brand}认证${r.pick(['有限公司', '服务有限公司', '中心有限公司'])}`;
    const code = world.uscc(district.code, r);
    world.bodies.push(
      staffed(
        world,
        r,
        {
          approvalNo: number,
          name,
          code,
          serial,
          planPrefix: foreign ? 'RF09700' : `R0${serial.slice(1)}00`,
          reportsTotal: i % 3 === 1,
          lastIssue: fate?.lastIssue ?? '',
        },
        r.int(10, 14),
      ),
    );
    world.listed.push({
      cb_approval_no: number,
      cb_name: name,
      cb_uscc: code,
      region: `${PROVINCE}${district.city}`,
      addr_office: office.address,
      addr_reg: r.chance(0.7) ? office.address : place(r, district).address,
      batch: r.pick(['第一批', '第二批', '第三批']),
      approved_on: approvedOn,
      valid_to: fate?.validTo ?? iso(addMonths(day('2026-09-01'), r.int(0, 54))),
      cb_status: fate?.status ?? '有效',
      status_on: fate?.statusOn ?? null,
      scope_list: r.chance(0.8) ? '质量管理体系；环境管理体系；职业健康安全管理体系' : '管理体系；服务认证',
      approval_mode: year >= 2016 ? r.pick(['告知承诺', '优化审批']) : '一般程序',
      capital: `${r.pick([300, 300, 500, 1000])}万元人民币`,
      fulltime_staff: r.int(10, 46),
      risk_class: r.weighted([
        ['A', 5],
        ['B', 10],
        ['C', 4],
        ['D', 1],
      ]),
      accredited: r.chance(0.6),
    });
  }
}
