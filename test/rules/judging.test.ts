import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../renderer/engine/engine.ts';
import { derive } from '../../renderer/rules/derive.ts';
import { referenceTables } from '../../shared/reference/index.ts';
import { literal, type SqlValue } from '../../shared/sql/quote.ts';
import { openTestEngine } from '../support/engine.ts';
import { load } from './fixture.ts';
import { checkCharacter, creditCode, organisationCode } from './uscc.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());

async function value(expression: string): Promise<unknown> {
  const [row] = await engine.rows<{ v: unknown }>(`SELECT ${expression} AS v`);
  return row?.v;
}
/** Macros that look something up see a column, as in a rule, not a constant. */
async function of(macro: string, written: SqlValue): Promise<unknown> {
  const [row] = await engine.rows<{ v: unknown }>(
    `SELECT ${macro}(written) AS v FROM (SELECT CAST(${literal(written)} AS VARCHAR) AS written)`,
  );
  return row?.v;
}

test('making everything a second time changes nothing', async () => {
  await engine.query(readFileSync(join(import.meta.dirname, '../../shared/sql/judging.sql'), 'utf8'));
  expect(await of('activity_kind', '01')).toBe('initial');
});

test('an evidence reference has exactly these names and types', async () => {
  expect(await value("typeof([ref('certificate', 1, 2)])")).toBe(
    'STRUCT(dataset VARCHAR, "source" INTEGER, "row" INTEGER)[]',
  );
  expect(await value("ref('certificate', 1, 2)")).toEqual({ dataset: 'certificate', source: 1, row: 2 });
});

describe('people in a cell', () => {
  test.each([
    ['张三；李四', ['张三', '李四']],
    ['张三,李四、王五/赵六', ['张三', '李四', '王五', '赵六']],
    ['张三（高级审核员、评定组长）；李四', ['张三', '李四']],
    ['评定人员：张三 李四', ['张三', '李四']],
    ['张 三；李　四', ['张三', '李四']],
    ['评定组长张三', ['张三']],
    ['张三高级审核员；李四老师', ['张三', '李四']],
    ['阿不都·热合曼；John Smith', ['阿不都热合曼', 'JOHNSMITH']],
    ['张三(340104199001011234)', ['张三 340104199001011234']],
    ['张三（证件号：340104********123x）；李四', ['张三 340104********123X', '李四']],
    ['王五 340104********1234', ['王五 340104********1234']],
    ['；；', []],
    ["张三'); DROP TABLE x;--", ["张三'", 'DROPTABLEX']],
  ])('%s', async (written, people) => {
    const found = (await value(
      `list_transform(people_in(${literal(written)}), lambda p: concat_ws(' ', p.name, p.id))`,
    )) as Iterable<string>;
    expect([...found]).toEqual(people);
  });

  test.each([
    ['340104199001011234', '340104199001011234', true],
    ['340104********1234', '340104199001011234', true],
    ['340104199001011234', '340104********1234', true],
    ['34010419900101123x', '34010419900101123X', true],
    ['340104********1235', '340104199001011234', false],
    ['340104*******1234', '340104199001011234', false],
    ['340104199001011234', '340104199001011235', false],
  ])('%s and %s: %s', async (one, other, fits) => {
    expect(await value(`id_fits(${literal(one)}, ${literal(other)})`)).toBe(fits);
  });
});

describe('codes and words', () => {
  test.each([
    ['activity_kind', '01', 'initial'],
    ['activity_kind', '1', 'initial'],
    ['activity_kind', '1.0', 'initial'],
    ['activity_kind', '初次', 'initial'],
    ['activity_kind', '初审', 'initial'],
    ['activity_kind', '初次认证', 'initial'],
    ['activity_kind', '第二阶段审核', 'initial'],
    ['activity_kind', '0102', 'initial'],
    ['activity_kind', '02', 'recertification'],
    ['activity_kind', '2', 'recertification'],
    ['activity_kind', '再认证', 'recertification'],
    ['activity_kind', '复评', 'recertification'],
    ['activity_kind', '0201', 'recertification'],
    ['activity_kind', '03', 'surveillance'],
    ['activity_kind', '3', 'surveillance'],
    ['activity_kind', '0301', 'surveillance'],
    ['activity_kind', '301', 'surveillance'],
    ['activity_kind', '监督', 'surveillance'],
    ['activity_kind', '第 1 次监督审核', 'surveillance'],
    ['activity_kind', '04', 'other'],
    ['activity_kind', '05', 'other'],
    ['activity_kind', '0302', 'other'],
    ['activity_kind', '特殊监督', 'other'],
    ['activity_kind', '随便写的', 'other'],
    ['activity_kind', '', null],
    ['activity_kind', '无', null],
    ['activity_kind', null, null],
    ['certificate_status', '01', '有效'],
    ['certificate_status', '2', '暂停'],
    ['certificate_status', '03', '撤销'],
    ['certificate_status', '04', '注销'],
    ['certificate_status', '05', '过期失效'],
    ['certificate_status', '已撤销', '撤销'],
    ['certificate_status', '过期失效', '过期失效'],
    ['certificate_status', '办理中', null],
    ['decision_kind', '授予', 'grant'],
    ['decision_kind', '同意授予认证', 'grant'],
    ['decision_kind', '更新认证', 'grant'],
    ['decision_kind', '保持认证', 'maintain'],
    ['decision_kind', '扩大认证范围', 'extend'],
    ['decision_kind', '缩小', 'reduce'],
    ['decision_kind', '暂停', 'suspend'],
    ['decision_kind', '恢复', 'restore'],
    ['decision_kind', '暂停恢复', 'restore'],
    ['decision_kind', '撤销认证', 'withdraw'],
    ['decision_kind', '不予授予', 'refuse'],
    ['decision_kind', '不予更新', 'refuse'],
    ['decision_kind', '不予认证', 'refuse'],
    ['decision_kind', '通过', null],
    ['body_status', '吊销', '撤销'],
    ['body_status', '失联', '失联'],
    ['body_status', null, null],
    ['report_kind', '01', 'new'],
    ['report_kind', '新发证', 'new'],
    ['report_kind', '变更(不换证)', 'change'],
    ['mode_of_audit', 'FS01', 'onsite'],
    ['mode_of_audit', 'fs02', 'remote'],
    ['mode_of_audit', 'FS03', 'mixed'],
    ['mode_of_audit', '现场与远程结合', 'mixed'],
    ['mode_of_audit', '远程与现场结合', 'mixed'],
    ['mode_of_audit', '远程审核', 'remote'],
    ['team_role', '04', 'expert'],
    ['team_role', '技术专家', 'expert'],
    ['team_role', '1', 'leader'],
    ['team_role', '实习组长', 'member'],
    ['sign_in_anomaly', '无异常', 'none'],
    ['sign_in_anomaly', '签到地点偏差', null],
    ['sign_in_anomaly', '签到不正常', null],
    ['explanation_status', '机构已填写', 'given'],
    ['explanation_status', '审核员未填写', 'lacking'],
    ['explanation_status', '无需填写', 'none'],
    ['explanation_status', null, null],
    ['qualification', '实习审核员', 'trainee'],
    ['qualification', '高级审核员', 'senior'],
    ['qualification', '无审核员资格', 'none'],
    ['qualification', '无', 'none'],
    ['qualification', '03', null],
    ['registration_measure', '暂停注册资格六个月', 'suspended'],
    ['registration_measure', '撤销注册', 'ended'],
    ['registration_measure', '警告', 'none'],
    ['registration_measure', '另行处理', null],
    ['body_key', 'cnca-r-2002-040', 'R40'],
    ['body_key', 'CNCA-R-2020-040', 'R40'],
    ['body_key', 'CNCA-R-2022-1040', 'R1040'],
    ['body_key', '甲 认证', '甲认证'],
    ['body_key', '', null],
    ['risk_class', '高风险', '高'],
    ['risk_class', '有限', '有限'],
    ['risk_class', '一般', null],
    ['combined_key', '01', '1'],
    ['combined_key', '单一审核', '1'],
    ['combined_key', '3', '3'],
    ['scheme_family', 'A01', 'QMS'],
    ['scheme_family', 'A010201', 'QMS'],
    ['scheme_family', 'a02', 'EMS'],
    ['scheme_family', 'A03', 'OHSMS'],
    ['scheme_family', 'A09', 'MS'],
    ['scheme_family', '质量管理体系', 'QMS'],
    ['scheme_family', 'ISO9001', 'QMS'],
    ['scheme_family', 'GB/T 19001-2016 / ISO 9001:2015', 'QMS'],
    ['scheme_family', '环境管理体系认证', 'EMS'],
    ['scheme_family', 'GB/T45001', 'OHSMS'],
    ['scheme_family', '职业健康安全管理体系', 'OHSMS'],
    ['scheme_family', '医疗器械质量管理体系', 'MS'],
    ['scheme_family', 'ISO 39001', 'MS'],
    ['scheme_family', '食品安全管理体系', 'MS'],
    ['scheme_family', '有机产品', 'other'],
    ['scheme_family', 'B01', 'other'],
    ['scheme_family', null, null],
    ['is_overseas', '810000', true],
    ['is_overseas', '340104', false],
    ['is_overseas', null, false],
  ])('%s(%j) is %j', async (macro, written, meaning) => {
    expect(await of(macro, written)).toBe(meaning);
  });

  test('a caller may name a column as the reference table does', async () => {
    const rows = await engine.rows(
      `SELECT scheme, in_force('sign_in_onsite', scheme, DATE '2021-12-01') AS v
       FROM (VALUES ('QMS'), ('MS')) AS t(scheme) ORDER BY scheme`,
    );
    expect(rows).toEqual([
      { scheme: 'MS', v: null },
      { scheme: 'QMS', v: 'required' },
    ]);
  });
});

describe('has_field tells a missing column from an empty cell', () => {
  beforeEach(() =>
    load(engine, { certificate: [{ cert_no: 'Q1', decision_date: null }, { cert_no: 'Q2' }] }),
  );

  test('by the file of the row', async () => {
    expect(
      await engine.rows(
        "SELECT cert_no, has_field(_source, 'decision_date') AS v FROM certificate ORDER BY cert_no",
      ),
    ).toEqual([
      { cert_no: 'Q1', v: true },
      { cert_no: 'Q2', v: false },
    ]);
  });
});

describe('in force', () => {
  test.each([
    ['sign_in_onsite', 'EMS', '2021-11-30', null],
    ['sign_in_onsite', 'EMS', '2021-12-01', 'required'],
    ['sign_in_onsite', 'MS', '2022-09-30', null],
    ['sign_in_onsite', 'MS', '2022-10-01', 'required'],
    ['sign_in_remote', 'QMS', '2022-09-30', null],
    ['sign_in_remote', 'QMS', '2022-10-01', 'required'],
    ['max_cut', 'QMS', '2019-01-01', '0.3'],
    ['validity_years', 'MS', '2024-01-01', '3'],
    // The slot of the new rule is empty, so the table before it goes on applying.
    ['audit_time_table', 'QMS', '2026-05-01', 'IAF-MD5'],
    ['nothing of the kind', 'QMS', '2024-01-01', null],
  ])('%s for %s on %s is %j', async (parameter, scheme, day, expected) => {
    expect(await value(`in_force(${literal(parameter)}, ${literal(scheme)}, DATE ${literal(day)})`)).toBe(
      expected,
    );
  });

  test('on no day, nothing', async () => {
    expect(await value("in_force('max_cut', 'QMS', CAST(NULL AS DATE))")).toBeNull();
  });

  test('a slot that is filled takes over on its day, for its scheme', async () => {
    await engine.query('BEGIN');
    await engine.query(
      "UPDATE ref_regulation SET value = 'CNCA-2025' WHERE regulation = 'CNCA-QMS-01:2025' AND parameter = 'audit_time_table'",
    );
    const table = (scheme: string, day: string) =>
      value(`in_force('audit_time_table', '${scheme}', DATE '${day}')`);
    expect(await table('QMS', '2025-12-31')).toBe('IAF-MD5');
    expect(await table('QMS', '2026-01-01')).toBe('CNCA-2025');
    expect(await table('EMS', '2026-01-01')).toBe('IAF-MD5');
    await engine.query('ROLLBACK');
  });
});

describe('time and place', () => {
  const half = (macro: string, t: string) =>
    value(`${macro}(TIMESTAMP '${t}') - half_day(TIMESTAMP '2024-03-05 00:00')`);

  test.each([
    ['half_day', '2024-03-05 00:00', 0],
    ['half_day', '2024-03-05 11:59', 0],
    ['half_day', '2024-03-05 12:00', 1],
    ['half_day', '2024-03-06 00:00', 2],
    ['last_half_day', '2024-03-05 11:59', 0],
    ['last_half_day', '2024-03-05 13:00', 0],
    ['last_half_day', '2024-03-05 13:01', 1],
    ['last_half_day', '2024-03-05 23:59', 1],
  ])('%s(%s) is number %i', async (macro, t, n) => {
    expect(await half(macro, t)).toBe(n);
  });

  test('a half-day leads back to its day', async () => {
    expect(await value("day_of_half_day(half_day(TIMESTAMP '2024-03-05 14:00'))")).toBe('2024-03-05');
  });

  /** By the law of cosines, where the macro uses haversines. */
  const cosines = (lat1: number, lng1: number, lat2: number, lng2: number) => {
    const [a, b, d] = [lat1, lat2, lng2 - lng1].map((x) => (x * Math.PI) / 180) as [number, number, number];
    return 6371.0088 * Math.acos(Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos(d));
  };

  test.each([
    [31.8206, 117.2272, 39.9042, 116.4074],
    [30, 100, 30, 100.05],
    [-33.9, 151.2, 51.5, -0.1],
    [0.1, 179.9, 0.1, -179.9],
  ])('the distance from %d,%d to %d,%d', async (lat1, lng1, lat2, lng2) => {
    const km = await value(`distance_km(${lat1}, ${lng1}, ${lat2}, ${lng2})`);
    expect(km).toBeCloseTo(cosines(lat1, lng1, lat2, lng2), 3);
  });

  test.each([
    ['distance_km(31, 117, 32, 117)', 111.195],
    ['distance_km(31, 117, 31, 117)', 0],
    ['distance_km(0, 0.5, 0, -179.5)', 20015.115],
  ])('%s is %d', async (expression, km) => {
    expect(await value(expression)).toBeCloseTo(km, 2);
  });

  test.each([
    'distance_km(0, 0, 31, 117)',
    'distance_km(NULL, 117, 31, 117)',
    'distance_km(117, 31, 31, 117)',
    'distance_km(31, 117, 31, 181)',
  ])('%s is no distance', async (expression) => {
    expect(await value(expression)).toBeNull();
    expect(await value(expression.replace('distance_km', 'most_km'))).toBeNull();
  });

  test('most_km() is never less than the distance, and near the equator the same', async () => {
    const [found] = await engine.rows<{ pairs: number; less: number; same: number }>(
      `SELECT count(*)::INTEGER AS pairs, count(*) FILTER (most < km - 1e-6)::INTEGER AS less, max(abs(most - km)) FILTER (abs(lat1) < 1 AND abs(lat2) < 1 AND abs(lng1 - lng2) < 1) AS same
       FROM (SELECT *, distance_km(lat1, lng1, lat2, lng2) AS km, most_km(lat1, lng1, lat2, lng2) AS most
         FROM (SELECT unnest([-90, -60.5, -31, -0.5, 0.25, 0.75, 18, 31, 45.5, 53, 90]) AS lat1) CROSS JOIN (SELECT unnest([-89, -31, -0.25, 0.5, 31, 31.2, 90]) AS lat2)
           CROSS JOIN (SELECT unnest([-179.5, -1, 0.5, 73, 117, 117.3, 180]) AS lng1) CROSS JOIN (SELECT unnest([-180, 0.75, 117, 118, 135]) AS lng2))`,
    );
    expect(found).toMatchObject({ pairs: 11 * 7 * 7 * 5, less: 0 });
    expect(found?.same).toBeLessThan(0.01);
  });
});

describe('identifiers', () => {
  const eights = ['MA2TEXT1', '10000602', 'M000100Y', '00000000', 'ABCDEFGH', '99999999', 'XYWUTRQP'];

  test.each(eights)('the credit code around %s is right, and no other last character is', async (eight) => {
    const code = creditCode(eight);
    expect(await of('uscc_problem', code)).toBeNull();
    const others = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
      .filter((c) => c !== code.charAt(17))
      .map((c) => code.slice(0, 17) + c);
    const [row] = await engine.rows<{ n: number }>(
      `SELECT count(*) FILTER (uscc_problem(code) = 'check') AS n FROM (SELECT unnest(${literal(others)}) AS code)`,
    );
    expect(row?.n).toBe(30);
  });

  test('the published example of GB 32100', async () => {
    expect(await of('uscc_problem', '91350100M000100Y43')).toBeNull();
    expect(organisationCode('M000100Y')).toBe('M000100Y4');
    expect(checkCharacter('91350100M000100Y4')).toBe('3');
  });

  test('a wrong organisation code in a code that adds up', async () => {
    const seventeen = `91340100MA2TEXT1${organisationCode('MA2TEXT1').endsWith('0') ? '1' : '0'}`;
    expect(await of('uscc_problem', seventeen + checkCharacter(seventeen))).toBe('organisation code');
  });

  test.each([
    ['91340100MA2TEXT1', 'length'],
    ['91340100MA2TEXT1OI', 'characters'],
    ['91340100ma2text10x', 'characters'],
    [null, null],
  ])('%s: %s', async (code, problem) => {
    expect(await of('uscc_problem', code)).toBe(problem);
  });

  test.each([
    ['is_old_code', '10000602-1', true],
    ['is_old_code', '10000602X', true],
    ['is_old_code', '340100000012345', true],
    ['is_old_code', '34010000001234', false],
    ['is_approval_no', 'CNCA-R-2021-751', true],
    ['is_approval_no', 'cnca-r-2022-1040', true],
    ['is_approval_no', 'CNCA-RF-2015-02', true],
    ['is_approval_no', 'CNCA-R-2021-75', false],
    ['is_approval_no', 'CNCA-R-2121-751', false],
    ['is_approval_no', 'XCNCA-R-2021-751', false],
    ['approval_serial', 'CNCA-R-2021-751', 'R751'],
    ['approval_serial', 'CNCA-RF-2015-02', 'RF2'],
    ['approval_serial', '751', null],
    ['number_key', ' 034 10q 10286r0s', '03410Q10286R0S'],
    ['number_key', '无', null],
    ['name_key', '合肥（某某） 科技有限责任公司', '合肥某某科技有限公司'],
    ['name_key', '合肥(某某)科技有限公司', '合肥某某科技有限公司'],
    ['name_key', 'ＡＢＣ Co., Ltd.', 'ABCCOLTD'],
    ['name_key', ' ', null],
    ['address_key', '安徽省合肥市蜀山区创新大道１００号A座301室', '合肥市蜀山区创新大道100号'],
    ['address_key', '中国安徽省合肥市蜀山区 创新大道100号', '合肥市蜀山区创新大道100号'],
    ['address_key', '合肥市肥西县桃花工业园', '合肥市肥西县桃花工业园'],
    ['address_key', '', null],
  ])('%s(%j) is %j', async (macro, written, expected) => {
    expect(await of(macro, written)).toBe(expected);
  });

  test.each([
    ["organisation_key('91350100M000100Y43', '乙公司')", 'M000100Y4'],
    ["organisation_key('M000100Y-4', '乙公司')", 'M000100Y4'],
    ["organisation_key('无', '乙 公司')", '乙公司'],
    ["organisation_key('000000000000000000', '乙公司')", '乙公司'],
    ["organisation_key(NULL, '乙公司')", '乙公司'],
    ['organisation_key(NULL, NULL)', null],
    ["person_key('34010419800101123x', NULL, '张三')", '34010419800101123X'],
    ["person_key('3401****1234', NULL, '张 三')", '3401****1234 张三'],
    ["person_key('1', NULL, '张三')", '1 张三'],
    ["person_key('-', '2021-n1qms', '张三')", '2021-N1QMS 张三'],
    ["person_key('3401****1234', NULL, NULL)", null],
    ["person_key(NULL, NULL, '张三')", null],
    ["is_full_id('34010419800101123X')", true],
    ["is_full_id('E12345678')", true],
    ["is_full_id('340104********1234 张三')", false],
    ["is_full_id('N1 张三')", false],
    ["shown_id('3401****1234 张三', '3401****1234')", '3401****1234'],
    ["is_trainee('审核员', '实习')", true],
    ["is_trainee('审核员', '实习组长')", false],
    ["is_trainee(NULL, '组员')", null],
    ["is_barred(DATE '2024-03-04', 'suspended', DATE '2024-03-04', DATE '2024-03-04')", true],
    ["is_barred(DATE '2024-03-05', 'suspended', DATE '2024-03-04', DATE '2024-03-04')", false],
    ["is_barred(DATE '2024-03-05', 'suspended', DATE '2024-03-04', NULL)", null],
    ["is_barred(DATE '2024-03-03', NULL, DATE '2024-03-04', NULL)", false],
    ["is_barred(DATE '2024-03-05', NULL, DATE '2024-03-04', NULL)", null],
    ["is_barred(DATE '2024-03-05', 'ended', NULL, NULL)", null],
    ["moment_text(TIMESTAMP '2024-03-05 10:00:59')", '2024-03-05 10:00'],
    ["moment_text(TIMESTAMP '2024-03-05 00:00')", '2024-03-05'],
    ["is_sub_certificate(NULL, 'Q0', 'Q1')", true],
    ["is_sub_certificate(NULL, 'Q 1', 'Q1')", false],
    ["is_sub_certificate(NULL, '无', 'Q1')", false],
    ["is_sub_certificate(false, 'Q0', 'Q1')", false],
  ])('%s is %j', async (expression, expected) => {
    expect(await value(expression)).toBe(expected);
  });
});

describe('the body by the prefix of a plan number', () => {
  beforeEach(() =>
    load(engine, {
      certification_body: ['CNCA-R-2021-751', 'CNCA-R-2002-040', 'CNCA-R-2022-1040', 'CNCA-RF-2015-02'].map(
        (cb_approval_no) => ({ cb_approval_no }),
      ),
      certificate: ['CNCA-R-2004-751', 'CNCA-R-2023-1166', 'not a number'].map((cb_approval_no) => ({
        cb_approval_no,
      })),
    }),
  );

  test('is named where only one serial fits; the year of a number issued again does not matter', async () => {
    const prefixes = 'SELECT prefix, cb_approval_no FROM plan_prefix WHERE bodies = 1 ORDER BY prefix';
    await derive(engine, prefixes);
    expect(await engine.rows(prefixes)).toEqual([
      { prefix: 'R0166', cb_approval_no: 'CNCA-R-2023-1166' },
      { prefix: 'R0751', cb_approval_no: 'CNCA-R-2021-751' },
      { prefix: 'R1040', cb_approval_no: 'CNCA-R-2022-1040' },
      { prefix: 'R1166', cb_approval_no: 'CNCA-R-2023-1166' },
      { prefix: 'RF002', cb_approval_no: 'CNCA-RF-2015-02' },
    ]);
  });
});

describe('reference data', () => {
  test.each(referenceTables)(
    '$name: every row says where it is from and how sure it is',
    async ({ name }) => {
      const rows = await engine.rows<{ source: string | null; status: string }>(`SELECT * FROM ${name}`);
      expect(rows.length).toBeGreaterThan(0);
      expect(
        rows.filter((r) => !r.source || !['verified', 'unverified', 'recall'].includes(r.status)),
      ).toEqual([]);
    },
  );

  test('what is empty is a slot, and unverified', async () => {
    const slots = await engine.rows<{ status: string }>(
      'SELECT status FROM ref_regulation WHERE value IS NULL',
    );
    expect(new Set(slots.map((s) => s.status))).toEqual(new Set(['unverified']));
  });

  test('no two words of a vocabulary disagree', async () => {
    expect(
      await engine.rows(
        'SELECT vocabulary, code_key(written) AS written FROM ref_vocabulary GROUP BY ALL HAVING count(DISTINCT meaning) > 1',
      ),
    ).toEqual([]);
  });
});
