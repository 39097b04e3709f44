import type { Scheme } from './audit-time.ts';
import { organisationCode, uscc } from './codes.ts';
import { addMonths, type Day, day, iso } from './days.ts';
import { DISTRICTS, PROVINCE, place } from './places.ts';
import { random } from './random.ts';
import type { Body, FiledRuleRow, ScopeRow } from './records.ts';
import { BODY_BRANDS, BODY_FIRST, BODY_SECOND } from './words.ts';

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

/** No ordinary audits: bodies that only what is planted uses. */
export const RESERVED = '2000-01-01';

/** Serial → what became of the body; the others are in good standing. */
export const FATES: Readonly<Record<string, Fate>> = {
  '9005': { status: '暂停', statusOn: '2025-12-08', lastIssue: '2025-12-07' },
  '9008': { status: '有效', statusOn: null, validTo: '2024-08-31', lastIssue: '2024-08-31' },
  '9014': { status: '注销', statusOn: '2025-04-18', lastIssue: '2025-04-17' },
  '9019': { status: '撤销', statusOn: '2024-11-05', lastIssue: '2024-11-04' },
  '9024': { status: '撤销', statusOn: '2025-11-20', lastIssue: '2025-11-19' },
  '9011': { status: '有效', statusOn: null, lastIssue: RESERVED },
  '9022': { status: '注销', statusOn: null, lastIssue: RESERVED },
};

const ALL: readonly Scheme[] = ['A01', 'A02', 'A03'];

/** Serial → what the body is approved for, where it is not the three systems. Ordinary audits keep to it. */
export const APPROVED: Readonly<Record<string, readonly Scheme[]>> = {
  '9002': [...ALL, 'C01'],
  '9003': [...ALL, 'C01'],
  '9006': ['A01'],
  '9010': ['A01', 'A02'],
  '9012': [...ALL, 'A09'],
};

/** Serial → a scheme that was added to its approval later, on that day. */
export const EXTENDED: Readonly<Record<string, readonly [Scheme, string]>> = {
  '9016': ['A03', '2023-06-15'],
};

/** Whether its approval covers these schemes on that day. */
export const mayCertify = (
  body: Pick<Body, 'serial' | 'schemes'>,
  schemes: readonly Scheme[],
  on: Day,
): boolean => {
  const [added, since] = EXTENDED[body.serial] ?? [];
  return schemes.every((s) => body.schemes.includes(s) && (s !== added || day(since ?? '') <= on));
};

/** Serial → a scheme it was approved for until that day. */
export const ENDED: Readonly<Record<string, readonly [Scheme, string]>> = {
  '9006': ['A02', '2022-12-31'],
};

/** Serial → how its approvals are written, where it is not one code for each scheme. */
const WRITTEN: Readonly<Record<string, Partial<Record<Scheme, string>> | string>> = {
  '9007': '管理体系认证',
  '9009': { A01: '质量管理体系认证', A02: '环境管理体系认证', A03: '职业健康安全管理体系认证' },
  '9013': { A02: 'GB/T 24001' },
};

/** 9017 is foreign-invested and numbered in its own series. */
const FOREIGN = '9017';
/** Older bodies whose last three digits, all that a plan number keeps, younger ones share. */
export const OLDER: readonly string[] = ['8004', '8012', '8020'];
/** Whose archives are exported: plans and sign-ins from ARCHIVED_FROM on. */
const ARCHIVED = ['9003', '9012'];
const ANCHORS: readonly string[] = [
  ...OLDER,
  ...OLDER.map((serial) => `9${serial.slice(1)}`),
  ...Object.keys(FATES),
  ...Object.keys(APPROVED).filter((serial) => serial !== '9012'),
  ...Object.keys(EXTENDED),
  FOREIGN,
];
const PER_BLOCK = 30;
/** Codes of bodies lie above those of all blocks' organisations. */
const FIRST_CODE = 9_900_000;

/** A body as every block knows it, without people and without ranges of numbers. */
export type BodyOutline = Omit<
  Body,
  'auditors' | 'experts' | 'deciders' | 'planPrefix' | 'base' | 'width'
> & {
  readonly prefix: string;
};

/** What all blocks share: the official lists. */
export interface Province {
  readonly blocks: number;
  readonly bodies: readonly BodyOutline[];
  readonly listed: ListedBody[];
  readonly scopes: ScopeRow[];
  readonly filedRules: FiledRuleRow[];
}

/** 30 bodies for one block, about 240 for a hundred and 1,000 for two thousand. */
export const bodyCount = (blocks: number): number => Math.round(PER_BLOCK * blocks ** 0.46);

function serials(count: number): string[] {
  const younger = Array.from({ length: count - OLDER.length }, (_, i) => String(9001 + i));
  return [...OLDER, ...younger];
}

function nameOf(i: number): string {
  const listed = BODY_BRANDS[i];
  if (listed) return listed;
  const n = i - BODY_BRANDS.length;
  const [a, b] = [
    n % BODY_FIRST.length,
    (n + 3 + 5 * Math.floor(n / BODY_FIRST.length)) % BODY_SECOND.length,
  ];
  return `${BODY_FIRST[a]}${BODY_SECOND[b]}`;
}

/** The official lists of a sample of so many blocks: bodies with serials no body has, their scopes and filed rules. */
export function foundProvince(seed: number, blocks: number): Province {
  const r = random(seed, 'bodies');
  const province = { blocks, bodies: [] as BodyOutline[], listed: [] as ListedBody[] };
  const scopes: ScopeRow[] = [];
  const filedRules: FiledRuleRow[] = [];
  const names = new Set<string>();
  const count = bodyCount(blocks);
  for (const [i, serial] of serials(count).entries()) {
    const fate = FATES[serial];
    const district = r.pick(DISTRICTS);
    const office = place(r, district);
    const town = district.city.replace('市', '');
    const old = OLDER.includes(serial);
    // All before the first certificates of the sample.
    const year = old ? 2003 + i : 2007 + Math.floor((11 * (i - OLDER.length)) / (count - OLDER.length));
    const approvedOn = iso(day(`${year}-02-10`) + r.int(0, 300));
    const foreign = serial === FOREIGN;
    const number = foreign ? `CNCA-RF-${year}-97` : `CNCA-R-${serial === '9011' ? 2024 : year}-${serial}`;
    const brand = nameOf(i) + (serial === '9011' ? '新元' : '');
    const plain = `${town}${brand}认证${r.pick(['有限公司', '服务有限公司', '中心有限公司'])}`;
    const name = names.has(plain) ? plain.replace('认证', '衡准认证') : plain;
    names.add(name);
    const code = uscc(district.code, organisationCode(FIRST_CODE + i));
    const schemes = APPROVED[serial] ?? ALL;
    const weight = random(seed, `share ${serial}`);
    province.bodies.push({
      share: weight.weighted([
        [weight.real(0.3, 0.8), 5],
        [weight.real(0.8, 1.6), 4],
        [weight.real(2, 4), 1],
      ]),
      approvalNo: number,
      name,
      code,
      serial,
      prefix: foreign ? 'RF097' : `R0${serial.slice(1)}`,
      schemes,
      archived: ARCHIVED.includes(serial),
      reportsTotal: i % 3 === 1,
      lastIssue: fate?.lastIssue ?? '',
    });
    const mode = r.pick(['告知承诺', '优化审批']);
    province.listed.push({
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
      scope_list: schemes.includes('C01')
        ? '管理体系；服务认证'
        : schemes.map((s) => FIELD_NAMES[s] ?? '管理体系').join('；'),
      approval_mode: year >= 2016 ? mode : '一般程序',
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
    const written = WRITTEN[serial];
    for (const scheme of typeof written === 'string' ? schemes.slice(0, 1) : schemes) {
      const [added, since] = EXTENDED[serial] ?? [];
      scopes.push({
        cb_approval_no: number,
        cb_name: name,
        scheme_code: typeof written === 'string' ? written : (written?.[scheme] ?? scheme),
        // One of the codes of the field, not all that the body certifies.
        scope_code: serial === '9015' && scheme === 'A01' ? '17' : null,
        valid_from: scheme === added && since ? since : approvedOn,
        valid_to: null,
        scope_status: '有效',
        status_on: null,
      });
    }
    const [ended, until] = ENDED[serial] ?? [];
    if (ended && until) {
      const on = iso(day(until) + 1);
      scopes.push({
        cb_approval_no: number,
        cb_name: name,
        scheme_code: ended,
        scope_code: null,
        valid_from: approvedOn,
        valid_to: until,
        scope_status: '注销',
        status_on: on,
      });
    }
    if (r.chance(0.6)) {
      const published = day(`${Math.max(year, 2012) + 1}-03-01`) + r.int(0, 300);
      filedRules.push({
        cb_approval_no: number,
        cb_name: name,
        rule_no: `${number.replace('CNCA-', '')}-${String(r.int(1, 9)).padStart(2, '0')}`,
        rule_name: `${r.pick(['售后服务', '商品经营服务', '保洁服务', '仓储服务', '诚信管理体系', '供应链安全管理'])}认证实施规则`,
        mark_name: `${brand}认证`,
        scheme_code: r.pick(['C01', 'C01', 'A10']),
        published_on: iso(published),
        filed_on: iso(published + r.int(5, 25)),
        rule_status: '有效',
      });
    }
  }
  return { ...province, scopes, filedRules };
}

const FIELD_NAMES: Partial<Record<Scheme, string>> = {
  A01: '质量管理体系',
  A02: '环境管理体系',
  A03: '职业健康安全管理体系',
  A09: '能源管理体系',
};

/** Serials of certificates have five digits, and six where many blocks share them. */
const serialsOf = (blocks: number) => {
  const first = blocks <= 90 ? 10_000 : 100_000;
  return { first, room: 9 * first - 5000 };
};

/**
 * The bodies that work in a block, each with numbers of its own there. The anchors work in every block, the others
 * take turns, so that a body's share of certificates keeps its size however large the sample is.
 */
export function bodiesOf(
  province: Province,
  block: number,
): Omit<Body, 'auditors' | 'experts' | 'deciders'>[] {
  const anchors = province.bodies.filter((b) => ANCHORS.includes(b.serial));
  const others = province.bodies.filter((b) => !ANCHORS.includes(b.serial));
  const turns = PER_BLOCK - anchors.length;
  const { first, room } = serialsOf(province.blocks);
  const slot = (outline: BodyOutline, turn: number, all: number) => {
    const { prefix, ...body } = outline;
    const width = Math.min(900, Math.floor(room / all));
    // Those with few numbers in each block give few certificates.
    const share = width < 600 ? 0.15 : body.share;
    return { ...body, share, planPrefix: prefix + branch(turn), base: first + turn * width, width };
  };
  return [
    ...anchors.map((b) => slot(b, block, province.blocks)),
    ...Array.from({ length: turns }, (_, k) => {
      const n = block * turns + k;
      const turn = Math.floor(n / others.length);
      return slot(
        others[n % others.length] as BodyOutline,
        turn,
        Math.ceil((province.blocks * turns) / others.length),
      );
    }),
  ];
}

/** Two characters: 1,296 branches, and then they come round again (see `planSeries`). */
export const BRANCHES = 36 * 36;
export const branch = (turn: number): string => (turn % BRANCHES).toString(36).toUpperCase().padStart(2, '0');
