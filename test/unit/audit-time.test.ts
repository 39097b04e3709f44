import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { overlayAuditTime } from '../../renderer/engine/audit-time.ts';
import type { Engine } from '../../renderer/engine/engine.ts';
import { startI18n, textIn } from '../../renderer/i18n/index.ts';
import { readChanges } from '../../renderer/import/changes.ts';
import {
  auditTimeCsv,
  bandFaultText,
  ignoredVersions,
  readBands,
  versionsOf,
} from '../../renderer/rules/regulation/audit-time.ts';
import { editRegulation, readEdits, readRegulation } from '../../renderer/rules/regulation/edits.ts';
import { runRules } from '../../renderer/rules/run.ts';
import { type Band, bandFault, NO_UPPER_END } from '../../shared/reference/audit-time-bands.ts';
import { emptyWorkspace, openTestEngine } from '../support/engine.ts';
import { loadText } from '../support/load.ts';

let engine: Engine;
beforeAll(async () => {
  await startI18n('zh');
  engine = await openTestEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  await emptyWorkspace(engine);
  await overlayAuditTime(engine);
});

const file = (...rows: string[]) =>
  `版本,体系,风险等级,人数自,人数至,人日,来源\n${rows.map((r) => `${r}\n`).join('')}`;
const OWN = file('自有,质量管理体系,,1,45,4,附录 A', '自有,A02,高风险,46,,６.5,');
const rowsOf = (version: string) =>
  engine.rows('SELECT * FROM ref_audit_time WHERE table_version = $version ORDER BY scheme DESC', {
    version,
  });

describe('what rules read', () => {
  test('is what is shipped and beside it what is imported', async () => {
    await loadText(engine, OWN);
    await overlayAuditTime(engine);
    expect(await rowsOf('自有')).toEqual([
      {
        table_version: '自有',
        scheme: 'QMS',
        risk: '*',
        staff_from: 1,
        staff_to: 45,
        mandays: 4,
        source: '附录 A',
        status: 'unverified',
      },
      {
        table_version: '自有',
        scheme: 'EMS',
        risk: '高',
        staff_from: 46,
        staff_to: NO_UPPER_END,
        mandays: 6.5,
        source: null,
        status: 'unverified',
      },
    ]);
    expect(await rowsOf('IAF-MD5')).toHaveLength(184);
  });

  test('stays a table, for rules look bands up in correlated subqueries', async () => {
    expect(
      await engine.rows("SELECT 1 FROM duckdb_tables() WHERE table_name = 'ref_audit_time'"),
    ).toHaveLength(1);
  });

  test('an imported version named like a shipped one is ignored, and named', async () => {
    await loadText(engine, OWN.replaceAll('自有', 'IAF-MD5'));
    await overlayAuditTime(engine);
    expect(await rowsOf('IAF-MD5')).toHaveLength(184);
    expect(await ignoredVersions(engine)).toEqual(['IAF-MD5']);
    expect(versionsOf(await readBands(engine))).toEqual(['IAF-MD5']);
  });

  test('is made anew when rules are run and when versions are listed', async () => {
    await loadText(engine, OWN);
    await runRules(engine, { asOf: '2026-12-31', rules: [], values: {}, app: 'test' });
    expect(await rowsOf('自有')).toHaveLength(2);
    await engine.query('DELETE FROM stored_audit_time');
    expect(versionsOf(await readBands(engine))).toEqual(['IAF-MD5']);
    expect(await ignoredVersions(engine)).toEqual([]);
  });

  test('is there when a workspace with an imported table is opened again', async () => {
    const again = await openTestEngine([
      'CREATE TABLE audit_time (table_version VARCHAR, scheme VARCHAR, staff_from INTEGER, staff_to INTEGER, mandays DOUBLE, _source INTEGER, _row INTEGER)',
      "INSERT INTO audit_time VALUES ('自有', 'QMS', 1, NULL, 4, 1, 2)",
    ]);
    expect(await again.rows("SELECT risk FROM ref_audit_time WHERE table_version = '自有'")).toEqual([
      { risk: '*' },
    ]);
    await again.close();
  });

  test('by lines: a band without an upper end is level from where it begins', async () => {
    await loadText(engine, file('自有,QMS,*,1,45,4,', '自有,QMS,*,46,,6,'));
    await overlayAuditTime(engine);
    const asked = [1, 23, 34.5, 46, 5_000_000];
    const found = await engine.rows<{ days: number }>(
      `SELECT audit_time_between('自有', 'QMS', NULL, '中', staff) AS days FROM (SELECT unnest([${asked}]) AS staff) ORDER BY staff`,
    );
    expect(found.map((r) => r.days)).toEqual([4, 4, 5, 6, 6]);
  });

  test('a file of nonsense leaves the other tables readable', async () => {
    await loadText(
      engine,
      file('坏,谁知道,?,2000000000,2000000000,-1,', '坏,,,,,,', '坏,QMS,,2147483647,2147483647,1,'),
    );
    await overlayAuditTime(engine);
    expect(await engine.rows("SELECT audit_time_between('IAF-MD5', 'QMS', NULL, '中', 8) AS days")).toEqual([
      { days: 2 },
    ]);
    expect(await rowsOf('坏')).toHaveLength(3);
  });
});

describe('a table makes sense', () => {
  const band = (
    staff_from: number | null,
    staff_to: number,
    mandays: number | null,
    more: Partial<Band> = {},
  ) => ({
    table_version: 'CNCA-2025',
    scheme: 'QMS',
    risk: '*' as const,
    staff_from,
    staff_to,
    mandays,
    source: null,
    ...more,
  });
  const high = { scheme: 'EMS', risk: '高' } as const;
  const sound = [band(1, 45, 4), band(46, 50, 4), band(51, NO_UPPER_END, 5)];

  test.each<[string, Band[]]>([
    ['as it should', sound],
    ['in any order of its rows', [...sound].reverse()],
    ['also when it begins at 0 and ends somewhere', [band(0, 45, 4), band(46, 50, 5)]],
    [
      'whatever other schemes and versions say',
      [...sound, band(9, 1, 0, { scheme: 'EMS' }), band(1, 9, 1, { table_version: 'x' })],
    ],
  ])('%s', (_, bands) => {
    expect(bandFault(bands, 'CNCA-2025', 'QMS')).toBeNull();
  });

  test.each<[string, Band[], string, string, string]>([
    [
      'no bands for the scheme',
      [band(1, 45, 4, high)],
      'QMS',
      '版本 CNCA-2025 没有 QMS 的数值',
      'Version CNCA-2025 has no figures for QMS',
    ],
    [
      'begins too late',
      [band(6, 45, 4)],
      'QMS',
      '版本 CNCA-2025 的 QMS 表没有 1–5 人的数值',
      'Version CNCA-2025, QMS: there is no figure for 1–5 people',
    ],
    [
      'a gap',
      [band(1, 45, 4), band(51, 60, 5)],
      'QMS',
      '版本 CNCA-2025 的 QMS 表没有 46–50 人的数值',
      'Version CNCA-2025, QMS: there is no figure for 46–50 people',
    ],
    [
      'a gap of one, in one class of risk',
      [band(1, 45, 4, high), band(47, 60, 5, high), band(1, 60, 4, { ...high, risk: '低' })],
      'EMS',
      '版本 CNCA-2025 的 EMS 高风险 表没有 46 人的数值',
      'Version CNCA-2025, EMS high risk: there is no figure for 46 people',
    ],
    [
      'an overlap',
      [band(1, 45, 4), band(40, 60, 5)],
      'QMS',
      '版本 CNCA-2025 的 QMS 表对 40–45 人有两个数值',
      'Version CNCA-2025, QMS: there are two figures for 40–45 people',
    ],
    [
      'two last bands',
      [band(1, NO_UPPER_END, 4), band(1, NO_UPPER_END, 4)],
      'QMS',
      '版本 CNCA-2025 的 QMS 表对 1 人及以上有两个数值',
      'Version CNCA-2025, QMS: there are two figures for 1 people and more',
    ],
    [
      'a band that ends before it begins',
      [band(1, 45, 4), band(60, 46, 5)],
      'QMS',
      '版本 CNCA-2025 的 QMS 表中，60–46 人一档的起止人数不成立',
      'Version CNCA-2025, QMS: the band of 60–46 people does not begin before it ends',
    ],
    [
      'a band without a beginning',
      [band(1, 45, 4), band(null, 60, 5)],
      'QMS',
      '版本 CNCA-2025 的 QMS 表中，—–60 人一档的起止人数不成立',
      'Version CNCA-2025, QMS: the band of —–60 people does not begin before it ends',
    ],
    [
      'no man-days',
      [band(1, 45, 0)],
      'QMS',
      '版本 CNCA-2025 的 QMS 表中，1–45 人一档的人日不是大于 0 的数',
      'Version CNCA-2025, QMS: the man-days for 1–45 people are no number above 0',
    ],
    [
      'man-days that could not be read',
      [band(1, 45, null)],
      'QMS',
      '版本 CNCA-2025 的 QMS 表中，1–45 人一档的人日不是大于 0 的数',
      'Version CNCA-2025, QMS: the man-days for 1–45 people are no number above 0',
    ],
    [
      'man-days that fall',
      [band(1, 45, 4), band(46, 60, 3.5)],
      'QMS',
      '版本 CNCA-2025 的 QMS 表中，46–60 人一档的人日少于人数较少的一档',
      'Version CNCA-2025, QMS: the man-days for 46–60 people are fewer than those for fewer people',
    ],
    [
      'figures with and without classes of risk',
      [band(1, 45, 4), band(1, 45, 5, { risk: '高' })],
      'QMS',
      '版本 CNCA-2025 的 QMS 表既有不分风险的数值，又有分风险的数值',
      'Version CNCA-2025 has figures for QMS both with and without classes of risk',
    ],
    [
      'for every scheme, but one is missing',
      [...sound, band(1, 45, 4, high)],
      '*',
      '版本 CNCA-2025 没有 OHSMS 的数值',
      'Version CNCA-2025 has no figures for OHSMS',
    ],
  ])('or not: %s', (_, bands, scheme, zh, en) => {
    const fault = bandFault(bands, 'CNCA-2025', scheme);
    expect(fault && bandFaultText('CNCA-2025', fault, textIn('zh'))).toBe(zh);
    expect(fault && bandFaultText('CNCA-2025', fault, textIn('en'))).toBe(en);
  });
});

describe('a version is put in force', () => {
  const name = async (value: string) => {
    const slot = (await readRegulation(engine)).find(
      (r) => r.regulation === 'CNCA-QMS-01:2025' && r.parameter === 'audit_time_table',
    );
    if (!slot) throw new Error('no slot');
    await editRegulation(engine, slot.row_key, { ...slot, value, reason: '已得官方附录', author: '王' });
  };

  test('when it makes sense', async () => {
    await loadText(engine, file('自有,QMS,,1,,4,'));
    await name('自有');
    expect(await readEdits(engine)).toMatchObject([{ value: '自有' }]);
  });

  test('and not when it is unknown, has a gap, or is another scheme’s', async () => {
    await loadText(engine, file('缺,QMS,,1,9,4,', '缺,QMS,,12,,5,', '环境,EMS,,1,,5,'));
    await expect(name('没有')).rejects.toThrow('value');
    await expect(name('缺')).rejects.toThrow('bands');
    await expect(name('环境')).rejects.toThrow('bands');
    expect(await readEdits(engine)).toEqual([]);
  });
});

describe('the exported file is a template', () => {
  test.each(['zh', 'en'] as const)(
    'in %s: under a version name of its own it imports as it stands',
    async (lang) => {
      await loadText(engine, file('另,QMS,,1,9,4,附录', '另,QMS,,10,,5,"a,""b"""'));
      const bytes = await auditTimeCsv(engine, lang);
      expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
      await emptyWorkspace(engine);
      const source = await loadText(engine, text.replaceAll('IAF-MD5', '自有').replaceAll('另', '又一'));
      expect(source).toMatchObject({ dataset: 'audit_time', records: 186, loaded: 186, problems: 0 });
      const bands = await readBands(engine);
      const of = (version: string) =>
        bands.filter((b) => b.table_version === version).map(({ table_version, ...rest }) => rest);
      expect(of('自有')).toEqual(of('IAF-MD5'));
      expect(of('又一')).toEqual([
        { scheme: 'QMS', risk: '*', staff_from: 1, staff_to: 9, mandays: 4, source: '附录' },
        { scheme: 'QMS', risk: '*', staff_from: 10, staff_to: NO_UPPER_END, mandays: 5, source: 'a,"b"' },
      ]);
      expect(bandFault(bands, '自有', '*')).toBeNull();
    },
  );

  test('a corrected one takes the place of the former, and what differs is told', async () => {
    const older = await loadText(engine, file('自有,QMS,*,1,9,4,甲', '自有,QMS,*,10,,5,甲'));
    const newer = await loadText(engine, file('自有,QMS,*,1,9,4,甲', '自有,QMS,*,10,,6,乙'), {
      name: 'b.csv',
      replace: [older.id],
    });
    expect((await readChanges(engine, newer.id)).changes).toMatchObject([
      { kind: 'changed', key: '自有 · QMS · * · 10', fields: ['mandays', 'source'] },
    ]);
    expect(bandFault(await readBands(engine), '自有', 'QMS')).toBeNull();
  });
});
