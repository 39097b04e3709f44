import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../../renderer/engine/engine.ts';
import {
  findMapping,
  forgetMapping,
  listMappings,
  relatedSources,
  saveMapping,
} from '../../../renderer/import/mappings.ts';
import { headerFingerprint } from '../../../renderer/import/recognise.ts';
import { emptyWorkspace, openTestEngine } from '../../support/engine.ts';
import { loadText } from '../../support/load.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterEach(() => emptyWorkspace(engine));
afterAll(() => engine.close());

const mapping = {
  fingerprint: '计划|甲\'"; --',
  dataset: 'audit_plan',
  header_row: 3,
  data_row: 5,
  encoding: 'GB18030',
  delimiter: '\t',
  quote: '',
  columns: [{ field: 'plan_no', header: '计"划\\\n\'', position: 0 }],
};

test('a mapping comes back as it was saved, and the latest counts', async () => {
  await saveMapping(engine, { ...mapping, header_row: 1, data_row: null, encoding: null });
  await saveMapping(engine, mapping);
  const found = await findMapping(engine, mapping.fingerprint);
  expect(found).toEqual({ ...mapping, saved_at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d/) });
  expect(await listMappings(engine)).toEqual([found]);
  expect(await findMapping(engine, '计划')).toBeNull();
});

test('a mapping can be forgotten', async () => {
  await saveMapping(engine, mapping);
  await saveMapping(engine, { ...mapping, fingerprint: 'b' });
  await forgetMapping(engine, mapping.fingerprint);
  expect((await listMappings(engine)).map((m) => m.fingerprint)).toEqual(['b']);
});

test('a header is known however it is dressed, but not in another order', () => {
  const plain = headerFingerprint(['审核计划编号', null, '组织名称']);
  expect(headerFingerprint(['1.审核计划编号 *', ' ', '组织 名称：', null, ''])).toBe(plain);
  expect(headerFingerprint(['组织名称', null, '审核计划编号'])).not.toBe(plain);
  expect(headerFingerprint(['审核计划编号', '组织名称'])).not.toBe(plain);
});

test('the same report of other months is found, the latest first', async () => {
  const header = '审核计划编号,签到人证件号码';
  const first = await loadText(engine, `${header}\n1,2\n`, { name: '1月.csv' });
  await loadText(engine, `${header},组织名称\n1,2,甲\n`, { name: '别的.csv' });
  const last = await loadText(engine, `${header}\n3,4\n`, { name: '2月.csv' });
  const related = await relatedSources(engine, 'sign_in', last.fingerprint ?? '');
  expect(related.map((s) => s.id)).toEqual([last.id, first.id]);
  expect(await relatedSources(engine, 'audit_plan', last.fingerprint ?? '')).toEqual([]);
});
