import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Engine } from '../../../renderer/engine/engine.ts';
import { startI18n } from '../../../renderer/i18n/index.ts';
import { signDifference } from '../../../renderer/import/sign.ts';
import { summary } from '../../../renderer/report/summary.ts';
import { openEmpty, openFilled } from './fixture.ts';

const count = z.number().int().nonnegative();
const imported = { file: z.string(), sheet: z.string().nullable(), sha256: z.string().length(64).nullable() };
const counts = {
  records: count,
  loaded: count,
  rejected: count,
  skipped: count,
  problems: count,
  ms: count,
  reconciled: z.boolean(),
  signed: z.strictObject({ by: z.string().min(1), reason: z.string().min(1), at: z.string() }).nullable(),
};
const shape = z.strictObject({
  asOf: z.iso.date(),
  app: z.string().min(1),
  engine: z.string().min(1),
  imports: z.array(
    z.union([
      z.strictObject({ ...imported, dataset: z.string(), encoding: z.string().nullable(), ...counts }),
      z.strictObject({
        ...imported,
        dataset: z.null(),
        encoding: z.string().nullable(),
        ...counts,
        reason: z.string().min(1),
      }),
    ]),
  ),
  rules: z.array(
    z.strictObject({
      code: z.string(),
      id: z.string(),
      status: z.enum(['ran', 'not-runnable', 'failed']),
      missing: z.array(z.string()),
      findings: count,
      undetermined: count,
      ms: count,
    }),
  ),
  totalMs: count,
});

let engine: Engine;
beforeAll(async () => {
  await startI18n('zh');
  engine = await openFilled();
});
afterAll(() => engine.close());

test('summary.json has the agreed shape', async () => {
  const result = await summary(engine, { lang: 'zh', app: 'CertScope', totalMs: 4321 });
  expect(shape.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  expect(result.asOf).toBe('2026-03-31');
  expect(result.totalMs).toBe(4321);
  expect(result.imports.map((i) => i.dataset)).toEqual([
    'certification_body',
    'certificate',
    'audit_team',
    null,
  ]);
  expect(result.imports[3]).toMatchObject({ file: '会议纪要.xlsx', sheet: 'Sheet1', encoding: null });
  expect(result.imports[3]?.reason).toBe('表头不属于任何已知的数据集');
  expect(result.rules.map((r) => [r.code, r.status, r.findings, r.undetermined])).toEqual([
    ['D01', 'ran', 25, 3],
    ['P02', 'not-runnable', 0, 0],
    ['P06', 'ran', 2, 0],
    ['S02', 'not-runnable', 0, 0],
    ['T01', 'failed', 0, 0],
  ]);
  expect(result.rules[1]?.missing).toEqual(['sign_in.deviation_km | sign_in.first_lat']);
});

test('what does not add up is told apart, and by whom it was signed for', async () => {
  const told = async () =>
    (await summary(engine, { lang: 'zh', app: 'CertScope' })).imports.map((i) => [i.reconciled, i.signed]);
  const fine = [true, null];
  expect(await told()).toEqual([fine, fine, [false, null], fine]);
  await signDifference(engine, 3, '王工', '源系统少 1 行');
  const at = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d/);
  expect((await told())[2]).toEqual([false, { by: '王工', reason: '源系统少 1 行', at }]);
});

test('without a clock of its own it adds up imports and rules', async () => {
  expect((await summary(engine, { lang: 'en', app: 'CertScope' })).totalMs).toBe(4 * 12 + 3200);
});

test('it stands when nothing was read and nothing run', async () => {
  const empty = await openEmpty();
  const result = await summary(empty, { lang: 'en', app: 'CertScope 0.1.0', asOf: '2026-03-31', totalMs: 1 });
  expect(shape.parse(result)).toMatchObject({ app: 'CertScope 0.1.0', imports: [], rules: [] });
  expect(result.engine).toContain('DuckDB v1.4.3');
  await empty.close();
});
