import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { isValidUscc } from '../../scripts/sample-data/codes.ts';
import { gb18030 } from '../../scripts/sample-data/files/gb18030.ts';
import type { ImportTruth } from '../../scripts/sample-data/files/table.ts';
import { generate, makeWorld, SEED } from '../../scripts/sample-data/index.ts';
import { mulberry32 } from '../../scripts/sample-data/random.ts';
import { plants } from '../../scripts/sample-data/rules/index.ts';
import type { HardNegative, Lead, Undetermined } from '../../scripts/sample-data/truth.ts';

const folder = join(import.meta.dirname, '../../sample-data');
const files = generate();

interface TruthFile {
  readonly seed: number;
  readonly leads: Lead[];
  readonly undetermined: Record<string, number>;
  readonly undeterminedRows: Undetermined[];
  readonly hardNegatives: HardNegative[];
  readonly imports: ImportTruth[];
}
const utf8 = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes);
const truth: TruthFile = JSON.parse(utf8(files.get('truth.json') ?? new Uint8Array()));
const rules = Object.keys(plants);
/** What a lead is about. */
const subjectOf = (l: Lead) =>
  l.cert_no ?? l.plan_no ?? l.auditor_id ?? l.org_uscc ?? l.cb_approval_no ?? l.measured ?? '';

/** A file as text: a workbook as the XML of its sheets. */
function textOf(name: string): string {
  const bytes = files.get(name) ?? new Uint8Array();
  if (name.endsWith('.xlsx'))
    return Object.values(unzipSync(bytes))
      .map((part) => strFromU8(part))
      .join('\n');
  try {
    return utf8(bytes);
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  }
}
const exported = [...files.keys()].filter((name) => name !== 'truth.json');
const all = exported.map(textOf).join('\n');

beforeAll(() => {
  if (!process.env.UPDATE_SAMPLE) return;
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
});

describe('the committed files', () => {
  test.each([...files.keys()])('%s is what the generator makes', (name) => {
    const path = join(folder, name);
    expect(existsSync(path), 'run UPDATE_SAMPLE=1 npx vitest run test/unit/sample-data.test.ts').toBe(true);
    expect(Buffer.compare(readFileSync(path), files.get(name) ?? new Uint8Array())).toBe(0);
  });

  test('the same seed gives the same bytes, another seed others', () => {
    const again = generate(SEED);
    for (const [name, bytes] of files) expect(Buffer.compare(again.get(name) as Uint8Array, bytes)).toBe(0);
    expect(
      Buffer.compare(
        generate(1).get('月报_2025.csv') as Uint8Array,
        files.get('月报_2025.csv') as Uint8Array,
      ),
    ).not.toBe(0);
    expect(
      [1, 2, 3].map(
        (
          (next) => () =>
            Math.floor(next() * 1000)
        )(mulberry32(1)),
      ),
    ).toEqual([627, 2, 527]);
  });

  test('they are small', () => {
    expect([...files.values()].reduce((n, b) => n + b.length, 0)).toBeLessThan(5_000_000);
  });

  test('they look like the exports they stand for', () => {
    // Booleans, so that a failure does not print a whole file.
    const matches = (name: string, pattern: RegExp) => pattern.test(textOf(name));
    expect([...(files.get('企业登记信息.csv') ?? []).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(matches('企业登记信息.csv', /"[^"\r\n]+\n[^"]+"/)).toBe(true);
    expect(() => utf8(files.get('月报_2025.csv') as Uint8Array)).toThrow();
    expect(matches('月报_2025.csv', /^1\.认证机构批准号,.*,38\.认证决定日期,/)).toBe(true);
    expect(matches('月报_2025.csv', /,0000-00-00,.*,20\d\d\/\d{1,2}\/\d{1,2},/)).toBe(true);
    expect(textOf('签到导出.csv').split('\r\n')[0]?.split('\t')).toContain('偏差距离(公里)');
    expect(matches('审核计划_2024-2025.csv', /\u00a0,.*,２０２[４５]-/s)).toBe(true);
    for (const name of ['审核计划信息表', '证书信息表', '审核结果信息表', '填报说明']) {
      expect(textOf('信息上报_2026Q1.xlsx').includes(`<sheet name="${name}"`), name).toBe(true);
    }
    expect(textOf('信息上报_2026Q1.xlsx').match(/<c r="C8" /g)).toHaveLength(3);
    expect(matches('信息上报_2026Q1.xlsx', />2026\d{4} [AP]</)).toBe(true);
    expect(matches('认证机构名录.xlsx', /<c r="I4" s="\d+"><v>\d+<\/v>.*年\d+月\d+日/s)).toBe(true);
  });

  test('GB18030 as written is GB18030 as read', () => {
    expect(new TextDecoder('gb18030').decode(gb18030('岚州省霂川鎏℃§ abc；（）'))).toBe(
      '岚州省霂川鎏℃§ abc；（）',
    );
    expect(() => gb18030('𠮷')).toThrow('𠮷 has no two-byte code');
  });
});

describe('nobody is meant', () => {
  const world = makeWorld();
  const allowed = new Set([
    ...truth.leads.flatMap((l) => (l.rule === 'S08' ? [l.measured] : [])),
    ...truth.hardNegatives.flatMap((h) => (h.rule === 'S08' ? [h.subject] : [])),
  ]);

  test('the check knows the standard’s own example', () => {
    expect(isValidUscc('91350100M000100Y43')).toBe(true);
    expect(isValidUscc('91350100M000100Y34')).toBe(false);
  });

  test('every code is valid and of a division that is not assigned, but for the planted ones', () => {
    const codes = [
      ...world.organisations.flatMap((o) => (o.inRegister ? [o.code, o.registeredCode] : [o.code])),
      ...world.listed.map((b) => b.cb_uscc),
    ];
    expect(codes.length).toBeGreaterThan(600);
    for (const code of codes) {
      if (allowed.has(code)) continue;
      expect(isValidUscc(code), code).toBe(true);
      expect(code.slice(2, 4)).toBe('69');
    }
  });

  test('divisions, persons and approval numbers are in ranges that nobody has', () => {
    const overseas = new Set(
      world.organisations.filter((o) => !o.inRegister).map((o) => o.place.district.code),
    );
    for (const o of world.organisations) {
      const { code } = o.place.district;
      if (!overseas.has(code)) expect(code).toMatch(/^69\d{4}$/);
    }
    for (const b of world.bodies) {
      for (const p of [...b.auditors, ...b.experts, ...b.deciders]) expect(p.id).toMatch(/^99\d{15}[\dX]$/);
      expect(b.approvalNo).toMatch(/^CNCA-(R-(19|20)\d{2}-[89]0\d{2}|RF-\d{4}-97)$/);
    }
    expect(world.bodies.length).toBe(30);
    // Three young bodies share their prefix with an older one.
    expect(new Set(world.bodies.map((b) => b.planPrefix)).size).toBe(27);
  });

  test('no real province or large city is named', () => {
    const real =
      '北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾 合肥 南京 杭州 苏州 宁波 厦门 广州 深圳 武汉 成都 西安 兰州 郑州 长沙 济南 青岛 沈阳 大连 昆明 贵阳 石家庄 太原 南昌 福州 哈尔滨 长春 南宁 海口 乌鲁木齐 银川 西宁 拉萨';
    for (const name of real.split(' ')) expect(all.includes(name), name).toBe(false);
  });
});

describe('the truth', () => {
  test('four to fourteen leads for each rule, and hard negatives', () => {
    for (const rule of rules) {
      const leads = truth.leads.filter((l) => l.rule === rule);
      expect(leads.length, rule).toBeGreaterThanOrEqual(4);
      expect(leads.length, rule).toBeLessThanOrEqual(14);
      expect(truth.hardNegatives.filter((h) => h.rule === rule).length, rule).toBeGreaterThanOrEqual(1);
    }
    expect(Object.keys(truth.undetermined)).toEqual(rules);
  });

  test('every lead names its subject and its day, once, before April 2026', () => {
    const keys = truth.leads.map((l) => {
      expect(subjectOf(l)).toBeTruthy();
      // What a register, a code or a number says has no day.
      if (!['L11', 'S03', 'S08'].includes(l.rule)) expect(l.occurred_on).toMatch(/^20\d\d-\d\d-\d\d$/);
      // A date in the future is what L10 is about.
      if (l.rule !== 'L10') expect((l.occurred_on ?? '') < '2026-04-01', l.note).toBe(true);
      return [l.rule, subjectOf(l), l.measured, l.occurred_on].join();
    });
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('every subject is in the files', () => {
    for (const l of truth.leads) {
      for (const one of subjectOf(l).split('; '))
        expect(one !== '' && all.includes(one), `${l.rule} ${l.note}`).toBe(true);
    }
    // What is true of a whole month or file names no row.
    const rows = truth.undeterminedRows.filter((u) => !u.shared);
    for (const h of [...truth.hardNegatives, ...rows]) {
      expect(all.includes(h.subject), `${h.rule} ${h.why}`).toBe(true);
    }
  });

  test('no hard negative is a lead of the same rule', () => {
    const leads = new Set(truth.leads.map((l) => `${l.rule} ${subjectOf(l)}`));
    for (const h of truth.hardNegatives) expect(leads.has(`${h.rule} ${h.subject}`), h.why).toBe(false);
  });

  test('rows that cannot be judged are counted rule by rule', () => {
    for (const rule of rules) {
      const rows = truth.undeterminedRows.filter((u) => u.rule === rule);
      expect(truth.undetermined[rule], rule).toBe(rows.length);
      const shared = rows.filter((u) => u.shared).map((u) => u.subject);
      expect(new Set(shared).size, rule).toBe(shared.length);
    }
  });

  test('imports add up, and what cannot be read is where it is said to be', () => {
    expect(truth.imports.filter((i) => i.dataset === null).map((i) => i.sheet ?? i.file)).toEqual([
      '填报说明',
      '说明.txt',
    ]);
    expect(new Set(truth.imports.map((i) => i.file))).toEqual(new Set(exported));
    for (const i of truth.imports) {
      expect(i.loaded + i.rejected + i.skipped).toBe(i.records);
      expect(i.unreadable).toHaveLength(i.problems);
      const lines = i.file.endsWith('.csv') ? textOf(i.file).split('\n') : null;
      if (lines && i.file !== '企业登记信息.csv') expect(lines.length).toBe(i.records + 2);
      for (const u of i.unreadable) {
        // A record may go on in the next line.
        const record = lines?.slice(u.row - 1, u.row + 1).join('\n') ?? textOf(i.file);
        expect(record.includes(u.raw), u.raw).toBe(true);
      }
    }
    expect(truth.imports.reduce((n, i) => n + i.problems, 0)).toBeGreaterThanOrEqual(12);
    expect(truth.imports.reduce((n, i) => n + i.rejected, 0)).toBe(1);
  });
});
