import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../renderer/engine/engine.ts';
import { openWindow } from '../../../renderer/engine/window.ts';
import { profile } from '../../../renderer/import/profile.ts';
import {
  duplicateRows,
  failedUsccRows,
  missingKeyRows,
  orphanRows,
  RELATIONS,
  type Where,
} from '../../../renderer/import/profile-rows.ts';
import { dataset, datasets, field } from '../../../shared/datasets/index.ts';
import { openTestEngine } from '../../support/engine.ts';
import { loadText } from '../../support/load.ts';

const GOOD = '91350100M000100Y43';
let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
  const load = (name: string, lines: string[]) => loadText(engine, `${lines.join('\n')}\n`, { name });
  await load('机构.csv', ['机构批准号,机构名称,批准日期', 'CNCA-R-2003-021,岚州认证,2003-01-01']);
  await load('企业.csv', ['统一社会信用代码,企业名称,登记状态', `${GOOD},甲,存续`]);
  await load('证书1.csv', [
    '认证机构批准号,证书编号,组织名称,统一社会信用代码,行政区划代码,发证日期,有效期至,证书状态',
    `cnca-r-2003 -021,Q1,甲,${GOOD},350100,2024-01-31,2027-01-30,01`,
    `CNCA-R-2003-021,Q1,甲,${GOOD},350100,2024-02-01,2027-01-30,01`,
    `CNCA-R-2003-021,Q2,乙,91350100M000100Y44,350100,2024-02-29,2027-01-30,01`,
    `CNCA-R-1999-999,Q3,丙,123456789,350100,,2027-01-30,01`,
    `CNCA-R-2003-021,9.13E+17,丁,91350100M000100Y44,810000,2023-12-31,,01`,
    `/,Q5,戊,-,350100,,,01`,
  ]);
  await load('证书2.csv', [
    '认证机构批准号,证书编号,发证日期,证书状态',
    'CNCA-R-2003-021,Q2,2024-02-01,02',
    'CNCA-R-2003-021,,2024-02-01,02',
  ]);
  await load('审核组.csv', [
    '证书编号,审核计划编号,姓名,组内身份,审核开始时间',
    'q 1,P1,张,01,2024-01-01',
    'Q9,,李,01,2024-01-01',
  ]);
});
afterAll(() => engine.close());

async function rowsBehind(table: string, where: Where): Promise<[number, number][]> {
  const window = await openWindow(engine, { table, where, sort: [], filters: [] });
  const rows = await window.rows<{ _source: number; _row: number }>(0, window.count);
  await window.close();
  return rows.map((r) => [r._source, r._row]);
}

// Row 4 of the certificates has the organisation code of 甲 within a code that fails its check: the same organisation.
describe('the profile of certificates', () => {
  test('has every number', async () => {
    const found = await profile(engine, 'certificate');
    expect(found).toMatchObject({
      rows: 8,
      sources: 2,
      duplicateKeys: { keys: 1, rows: 2 },
      missingKeys: 2,
      damaged: [{ field: 'cert_no', n: 1 }],
      uscc: [{ field: 'org_uscc', checked: 3, failed: 1 }],
      orphans: [
        { field: 'cb_approval_no', to: 'certification_body', rows: 7, orphans: 1 },
        { field: 'org_uscc', to: 'organisation', rows: 5, orphans: 1 },
      ],
    });
    expect(found.fields.map((f) => f.field)).toEqual(dataset('certificate').fields.map((f) => f.id));
    expect(found.fields.filter((f) => f.filled > 0)).toEqual([
      { field: 'cb_approval_no', filled: 8, blank: 0 },
      { field: 'cert_no', filled: 6, blank: 2 },
      { field: 'org_name', filled: 6, blank: 2 },
      { field: 'org_uscc', filled: 6, blank: 2 },
      { field: 'region_code', filled: 6, blank: 2 },
      { field: 'issue_date', filled: 6, blank: 2 },
      { field: 'expiry_date', filled: 4, blank: 4 },
      { field: 'status', filled: 8, blank: 0 },
    ]);
    expect(found.months).toEqual([
      { field: 'issue_date', month: '2023-12', n: 1 },
      { field: 'issue_date', month: '2024-01', n: 1 },
      { field: 'issue_date', month: '2024-02', n: 4 },
      { field: 'expiry_date', month: '2027-01', n: 4 },
    ]);
  });

  test('opens the rows behind each number in a grid', async () => {
    expect(await rowsBehind('certificate', duplicateRows('certificate'))).toEqual([
      [3, 4],
      [4, 2],
    ]);
    expect(await rowsBehind('certificate', missingKeyRows('certificate'))).toEqual([
      [3, 6],
      [4, 3],
    ]);
    expect(
      await rowsBehind('certificate', orphanRows('certificate', 'cb_approval_no', 'certification_body')),
    ).toEqual([[3, 5]]);
    expect(await rowsBehind('certificate', orphanRows('certificate', 'org_uscc', 'organisation'))).toEqual([
      [3, 5],
    ]);
    expect(await rowsBehind('certificate', failedUsccRows('certificate', 'org_uscc'))).toEqual([[3, 4]]);
  });
});

test('relations are looked up where both datasets have rows, and in one spelling', async () => {
  expect((await profile(engine, 'audit_team')).orphans).toEqual([
    { field: 'cert_no', to: 'certificate', rows: 2, orphans: 1 },
  ]);
  expect(() => orphanRows('audit_team', 'cert_no', 'organisation')).toThrow('does not lead to');
});

test('every relation joins declared fields, and every dataset has a profile, empty or not', async () => {
  for (const r of RELATIONS) {
    expect([r.field, field(r.dataset, r.field), field(r.to, r.toField)]).not.toContain(undefined);
    await rowsBehind(r.dataset, orphanRows(r.dataset, r.field, r.to));
  }
  for (const d of datasets) {
    await rowsBehind(d.id, duplicateRows(d.id));
    const { rows, fields } = await profile(engine, d.id);
    expect(fields.map((f) => f.filled + f.blank)).toEqual(d.fields.map(() => rows));
  }
});
