import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../renderer/engine/engine.ts';
import { derive } from '../../renderer/rules/derive.ts';
import { openTestEngine } from '../support/engine.ts';
import { load, type Row, type Tables } from './fixture.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());

async function derived<T extends object>(tables: Tables, sql: string): Promise<T[]> {
  await load(engine, tables);
  await derive(engine, sql);
  return engine.rows<T>(sql);
}

describe('person: who is who', () => {
  const whole = '340104198001011234';
  const other = '340104199902021234';
  const mask = '340104********1234';
  const seen = (
    auditor_id: string | null,
    auditor_name: string | null,
    reg_no: string | null = null,
  ): Row => ({
    auditor_id,
    auditor_name,
    reg_no,
    cert_no: 'Q1',
  });
  /** Whom the row with this number and name means, when these rows are in the team sheets. */
  async function personOf(
    [id, name, regNo = null]: readonly [string | null, string | null, (string | null)?],
    ...rows: readonly Row[]
  ): Promise<string | null | undefined> {
    await load(engine, { audit_team: [seen(id, name, regNo), ...rows] });
    const sql = `SELECT person FROM person WHERE key = (SELECT person_key(auditor_id, reg_no, auditor_name) FROM audit_team ORDER BY _source, _row LIMIT 1)`;
    await derive(engine, sql);
    const found = await engine.rows<{ person: string }>(sql);
    expect(found.length).toBeLessThanOrEqual(1);
    return found[0]?.person;
  }

  test('a full number means itself, whatever the name', async () => {
    expect(await personOf([whole, '张三'], seen(whole, '张 珊'))).toBe(whole);
    expect(await personOf(['34010419800101123x', null])).toBe('34010419800101123X');
  });

  test('a masked number means the full one with its beginning, its end and its name', async () => {
    expect(await personOf([mask, '张三'], seen(whole, '张三'))).toBe(whole);
    expect(await personOf(['340***********1234', '张 三'], seen(whole, '张三'))).toBe(whole);
    expect(await personOf(['3401041980****1234', '张三'], seen(whole, '张三'), seen(other, '张三'))).toBe(
      whole,
    );
  });

  test('another beginning, another end or another name is another person', async () => {
    const alone = `${mask} 张三`;
    expect(await personOf([mask, '张三'], seen('340105198001011234', '张三'))).toBe(alone);
    expect(await personOf([mask, '张三'], seen('340104198001011235', '张三'))).toBe(alone);
    expect(await personOf([mask, '张三'], seen(whole, '李四'))).toBe(alone);
  });

  test('an end of fewer than four characters tells too little', async () => {
    expect(await personOf(['340104*********234', '张三'], seen(whole, '张三'))).toBe(
      '340104*********234 张三',
    );
  });

  test('of two that fit it means neither, but itself', async () => {
    expect(await personOf([mask, '张三'], seen(whole, '张三'), seen(other, '张三'))).toBe(`${mask} 张三`);
  });

  test('one that fits twice, with two registrations or in two files, is still one', async () => {
    expect(await personOf([mask, '张三'], seen(whole, '张三', 'N1'), seen(whole, '张三', 'N2'))).toBe(whole);
  });

  test('lengths that differ do not fit', async () => {
    expect(await personOf(['3401****1234', '张三'], seen(whole, '张三'))).toBe('3401****1234 张三');
    expect(await personOf([mask, '张三'], seen('340104800101234', '张三'))).toBe(`${mask} 张三`);
  });

  test('a masked number without a name means nobody, nor does it lend itself to one without', async () => {
    expect(await personOf([mask, null], seen(whole, '张三'))).toBeUndefined();
    expect(await personOf([mask, '张三'], seen(whole, null))).toBe(`${mask} 张三`);
  });

  test('a name alone means nobody', async () => {
    expect(await personOf([null, '张三'], seen(whole, '张三'))).toBeUndefined();
  });

  test('a registration number means the ID number it was seen with, under the same name', async () => {
    expect(await personOf([null, '张三', 'n1'], seen(whole, '张三', 'N1'))).toBe(whole);
    expect(await personOf(['无', '张三', 'N1'], seen(whole, '张三', 'N1'))).toBe(whole);
    expect(await personOf([null, '张三', 'N1'], seen(whole, '李四', 'N1'))).toBe('N1 张三');
    expect(await personOf([null, '张三', 'N1'], seen(whole, '张三', 'N1'), seen(other, '张三', 'N1'))).toBe(
      'N1 张三',
    );
  });

  test('the register of auditors and the sign-ins name people too', async () => {
    const people = await derived<{ key: string; person: string }>(
      {
        audit_team: [seen(mask, '张三')],
        auditor: [{ auditor_id: whole, auditor_name: '张三', reg_no: 'N1' }],
        sign_in: [{ plan_no: 'P1', signer_id: '340***********1234', signer_name: '张三' }],
      },
      'SELECT key, person FROM person ORDER BY key',
    );
    expect(people.map((p) => p.person)).toEqual([whole, whole, whole]);
  });
});

describe('registration: the register of auditors', () => {
  const row = {
    auditor_id: '340104198001011234',
    auditor_name: '张三',
    reg_no: 'n1',
    reg_scheme: 'QMS',
    reg_level: '审核员',
    cb_approval_no: 'CNCA-R-2021-751',
  };
  const read = <T extends object>(rows: Row[], columns: string) =>
    derived<T>(
      { auditor: rows, certification_body: [{ cb_approval_no: 'CNCA-R-2021-760', cb_name: '丁认证' }] },
      `SELECT ${columns} FROM registration ORDER BY ALL`,
    );

  test('each scheme of a cell is a row', async () => {
    expect(
      await read(
        [
          { ...row, reg_scheme: 'QMS、EMS/OHSMS' },
          { ...row, reg_scheme: 'GB/T 22000' },
          { ...row, reg_scheme: null },
        ],
        'scheme',
      ),
    ).toEqual(['EMS', 'MS', 'OHSMS', 'QMS', null].map((scheme) => ({ scheme })));
  });

  test('masked numbers mean the person that they stand for', async () => {
    const rows = [row, { ...row, auditor_id: '340104********1234', reg_scheme: 'EMS' }];
    expect(await read(rows, 'DISTINCT person, reg_no')).toEqual([{ person: row.auditor_id, reg_no: 'N1' }]);
  });

  test('a body is known by its number of whatever year, or by its name', async () => {
    const rows = [
      row,
      { ...row, cb_approval_no: 'CNCA-R-2004-751' },
      { ...row, cb_approval_no: null, cb_name: '丁 认证' },
      { ...row, cb_approval_no: null, cb_name: '戊认证' },
    ];
    expect(await read(rows, 'DISTINCT body')).toEqual(['R751', 'R760', '戊认证'].map((body) => ({ body })));
  });

  test('a measure is what it does; none is none', async () => {
    const rows = ['暂停', '无', null, '另行处理'].map((sanction) => ({ ...row, sanction }));
    expect(await read(rows, 'DISTINCT measure')).toEqual(
      ['none', 'suspended', null].map((measure) => ({ measure })),
    );
  });
});

describe('current_plan: which plans are bound', () => {
  const plan = {
    plan_no: 'P1',
    cb_approval_no: 'CNCA-R-2021-751',
    org_uscc: '91350100M000100Y43',
    plan_start: '2024-03-04 00:00',
    plan_end: '2024-03-05 11:59',
    cancelled: false,
  };
  /** Plan numbers by visit: `P1 P2` are bound. */
  async function bound(...plans: Row[]): Promise<string[]> {
    const rows = await derived<{ plans: string }>(
      { audit_plan: plans.map((p, i) => ({ ...plan, plan_no: `P${i + 1}`, ...p })) },
      `SELECT string_agg(plan_no, ' ' ORDER BY plan_no) AS plans FROM current_plan GROUP BY bound_visit ORDER BY plans`,
    );
    return rows.map((r) => r.plans);
  }

  test('by a half-day in common, directly or through another', async () => {
    expect(
      await bound(
        {},
        { plan_start: '2024-03-05 00:00', plan_end: '2024-03-05 23:59' },
        { plan_start: '2024-03-05 12:00', plan_end: '2024-03-06 23:59' },
      ),
    ).toEqual(['P1 P2 P3']);
  });

  test('not by the other half of the day', async () => {
    expect(await bound({}, { plan_start: '2024-03-05 12:00', plan_end: '2024-03-06 23:59' })).toEqual([
      'P1',
      'P2',
    ]);
  });

  test('not with another organisation or body, nor with a cancelled plan', async () => {
    expect(
      await bound(
        {},
        { org_uscc: '91110000100006021A' },
        { cb_approval_no: 'CNCA-R-2021-760' },
        { cancelled: true },
      ),
    ).toEqual(['P1', 'P2', 'P3', 'P4']);
  });

  test('not without an organisation, or without days', async () => {
    expect(
      await bound({ org_uscc: null }, { org_uscc: null }, { plan_start: null, plan_end: null }, {}),
    ).toEqual(['P1', 'P2', 'P3', 'P4']);
  });

  test('a slip in a year binds no more than a month', async () => {
    expect(
      await bound(
        { plan_end: '2025-03-05 11:59' },
        { plan_start: '2024-04-03 12:00', plan_end: '2024-04-03 23:59' },
        { plan_start: '2024-04-05 00:00', plan_end: '2024-04-05 23:59' },
      ),
    ).toEqual(['P1 P2', 'P3']);
  });
});
