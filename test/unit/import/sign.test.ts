import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../../renderer/engine/engine.ts';
import { isOpen, isReconciled, isSigned, listSources } from '../../../renderer/import/load.ts';
import { NotSignable, signDifference } from '../../../renderer/import/sign.ts';
import { openTestEngine } from '../../support/engine.ts';
import { loadText } from '../../support/load.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
  await loadText(engine, '审核计划编号,签到人证件号码\n1,2\n');
  await loadText(engine, '审核计划编号,签到人证件号码\n3,4\n', { name: 'b.csv', counts: { records: 5 } });
});
afterAll(() => engine.close());

const refused = (code: NotSignable['code']) => expect.objectContaining({ name: 'NotSignable', code });

test('only a difference can be signed for, with a name and a reason', async () => {
  await expect(signDifference(engine, 1, '王', '已核对')).rejects.toEqual(refused('reconciled'));
  await expect(signDifference(engine, 99, '王', '已核对')).rejects.toEqual(refused('reconciled'));
  await expect(signDifference(engine, 2, ' \u3000', '已核对')).rejects.toEqual(refused('blank'));
  await expect(signDifference(engine, 2, '王', '\n')).rejects.toBeInstanceOf(NotSignable);
  expect((await listSources(engine)).map((s) => [isReconciled(s), isSigned(s), isOpen(s)])).toEqual([
    [true, false, false],
    [false, false, true],
  ]);
});

test('a signature is kept, and the difference stays', async () => {
  await signDifference(engine, 2, ' 王工 ', " 源系统导出缺 4 行; '; DROP TABLE source; -- ");
  const [, source] = await listSources(engine);
  expect(source).toMatchObject({
    signed_by: '王工',
    signed_reason: "源系统导出缺 4 行; '; DROP TABLE source; --",
    records: 5,
    loaded: 1,
  });
  expect(source?.signed_at).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d/);
  expect(source && [isReconciled(source), isSigned(source), isOpen(source)]).toEqual([false, true, false]);
});
