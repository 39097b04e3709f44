import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../renderer/engine/engine.ts';
import { overlayRegulation } from '../../renderer/engine/regulation.ts';
import { rules } from '../../renderer/rules/catalogue.ts';
import { parametersRead } from '../../renderer/rules/reads.ts';
import { readBands } from '../../renderer/rules/regulation/audit-time.ts';
import {
  editedSince,
  editRegulation,
  faultOf,
  type ListedRow,
  readEdits,
  readRegulation,
  undoEdit,
} from '../../renderer/rules/regulation/edits.ts';
import { isRegulationValue } from '../../shared/reference/regulation-value.ts';
import { openTestEngine } from '../support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  await engine.query('DELETE FROM regulation_edit');
  for (const statement of overlayRegulation()) await engine.query(statement);
});

const sign = { reason: '见 2026 年第 2 号公告', author: '王' };
async function rowOf(parameter: string, scheme: string, from: string | null): Promise<ListedRow> {
  const row = (await readRegulation(engine)).find(
    (r) => r.parameter === parameter && r.scheme === scheme && r.valid_from === from,
  );
  if (!row) throw new Error(`no row ${parameter} ${scheme} ${from}`);
  return row;
}
/** What rules would judge by on that day. */
async function inForce(parameter: string, scheme: string, day: string): Promise<string | null> {
  const [row] = await engine.rows<{ v: string | null }>(
    `SELECT in_force(p, s, d) AS v FROM (SELECT '${parameter}' AS p, '${scheme}' AS s, DATE '${day}' AS d)`,
  );
  return row?.v ?? null;
}

test('a changed value counts, is marked, and the edit says what was before', async () => {
  const row = await rowOf('surveillance_next_months', 'QMS', '2026-01-01');
  expect(row.edited).toBe(false);
  await editRegulation(engine, row.row_key, { ...row, value: '13', ...sign });
  expect(await inForce('surveillance_next_months', 'QMS', '2026-02-01')).toBe('13');
  expect(await inForce('surveillance_next_months', 'QMS', '2025-02-01')).toBe('15');
  expect(await rowOf('surveillance_next_months', 'QMS', '2026-01-01')).toMatchObject({
    value: '13',
    edited: true,
  });
  expect(await readEdits(engine)).toMatchObject([
    { value: '13', before: '12 (2026-01-01 – )', reason: sign.reason, author: '王', undone_at: null },
  ]);
  expect(await editedSince(engine)).not.toBeNull();
});

test('an empty slot is filled, and until then what was in force before goes on applying', async () => {
  const slot = await rowOf('surveillance_next_months', 'OHSMS', '2026-03-01');
  expect(slot.value).toBeNull();
  expect(await inForce('surveillance_next_months', 'OHSMS', '2026-04-01')).toBe('15');
  await editRegulation(engine, slot.row_key, {
    ...slot,
    value: '12',
    status: 'verified',
    source: 'CNCA-OHSMS-01:2026 5.4',
    ...sign,
  });
  expect(await inForce('surveillance_next_months', 'OHSMS', '2026-04-01')).toBe('12');
  expect((await rowOf('surveillance_next_months', 'OHSMS', '2026-03-01')).status).toBe('verified');
});

test('the last edit counts; undone, the one before; undone again, what was shipped. The list keeps all', async () => {
  const row = await rowOf('report_day', '*', '2016-07-01');
  await editRegulation(engine, row.row_key, { ...row, value: '15', ...sign });
  await editRegulation(engine, row.row_key, { ...row, value: '20', ...sign });
  expect(await inForce('report_day', 'QMS', '2024-01-01')).toBe('20');
  await undoEdit(engine, 2, '李');
  expect(await inForce('report_day', 'QMS', '2024-01-01')).toBe('15');
  await undoEdit(engine, 1, '李');
  expect(await inForce('report_day', 'QMS', '2024-01-01')).toBe('10');
  expect((await readEdits(engine)).map((e) => [e.id, e.undone_by])).toEqual([
    [2, '李'],
    [1, '李'],
  ]);
});

test('a row may be added and moved to another day, and stays when the program starts again', async () => {
  const row = await rowOf('suspension_max_months', '*', null);
  await editRegulation(engine, null, {
    ...row,
    scheme: 'EMS',
    value: '3',
    valid_from: '2026-03-01',
    ...sign,
  });
  expect(await inForce('suspension_max_months', 'EMS', '2026-03-01')).toBe('3');
  const added = await rowOf('suspension_max_months', 'EMS', '2026-03-01');
  await editRegulation(engine, added.row_key, { ...added, valid_from: '2026-05-01', ...sign });
  expect(await inForce('suspension_max_months', 'EMS', '2026-04-01')).toBe('6');
  expect((await readRegulation(engine)).filter((r) => r.scheme === 'EMS' && r.value === '3')).toHaveLength(1);
});

test.each([
  ['value', { value: '-1' }],
  ['value', { value: '12.5' }],
  ['dates', { valid_from: '2026-02-01', valid_to: '2026-01-31' }],
  ['source', { source: ' ' }],
  ['reason', { reason: '' }],
  ['author', { author: '' }],
])('an edit without a sound %s is refused and changes nothing', async (fault, change) => {
  const row = await rowOf('surveillance_next_months', 'QMS', '2026-01-01');
  await expect(editRegulation(engine, row.row_key, { ...row, ...sign, ...change })).rejects.toThrow(fault);
  expect(await readEdits(engine)).toEqual([]);
  expect(await inForce('surveillance_next_months', 'QMS', '2026-02-01')).toBe('12');
});

test.each([
  ['max_cut', '0.3', true],
  ['max_cut', '1/3', true],
  ['max_cut', '4/3', false],
  ['max_cut', '1/0', false],
  ['max_cut', '30%', false],
  ['auditor_organisations_max', '50', true],
  ['auditor_organisations_max', '5000', false],
  ['recertification_on_site', 'required', true],
  ['recertification_on_site', 'yes', false],
  ['audit_time_table', 'IAF-MD5', true],
  ['audit_time_table', 'CNCA-2026', false],
  ['certificate_number_rule', 'annex', true],
  ['max_cut', null, true],
] as const)('%s may be %s: %s', (parameter, value, fine) => {
  expect(isRegulationValue(parameter, value, ['IAF-MD5'])).toBe(fine);
});

test('everything shipped makes sense by the same measure', async () => {
  const bands = await readBands(engine);
  const shipped = await readRegulation(engine);
  expect(shipped.filter((row) => faultOf({ ...row, ...sign }, bands))).toEqual([]);
});

describe('what a rule reads', () => {
  const known = async () => new Set((await readRegulation(engine)).map((r) => r.parameter));
  const of = async (code: string) =>
    parametersRead(rules.find((r) => r.code === code)?.sql ?? '', await known()).sort();
  test('itself, and through macros and shared tables', async () => {
    expect(await of('L03')).toEqual(['validity_years']);
    expect(await of('P01')).toEqual(['sign_in_onsite', 'sign_in_remote']);
    expect(await of('T01')).toEqual(
      expect.arrayContaining(['audit_time_table', 'max_cut', 'time_share_surveillance']),
    );
    expect(await of('S08')).toEqual([]);
  });
});
