import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Engine } from '../../../renderer/engine/engine.ts';
import { type Candidate, givingWay, mapColumn, readAs } from '../../../renderer/import/candidate.ts';
import { inspectFile } from '../../../renderer/import/inspect.ts';
import { loadSheet, type Source } from '../../../renderer/import/load.ts';
import type { ReaderClient } from '../../../renderer/import/read/client.ts';
import { recall, reconsider, remember } from '../../../renderer/import/recall.ts';
import { emptyWorkspace, openTestEngine } from '../../support/engine.ts';
import { directReader } from '../../support/reader.ts';

const HEADER = '审核计划编号,组织名称,签到人,首次会议签到时间,末次会议签到时间,偏差,偏差距离';
const MARCH = `${HEADER}\n1,甲,张,2026-03-05 09:00,二月三十日,,1.5\n`;
const APRIL = `四月\n${HEADER}\n2,乙,李,2026-04-05 09:00,,,2\n`;

let engine: Engine;
let reader: ReaderClient;
beforeAll(async () => {
  engine = await openTestEngine();
});
beforeEach(async () => {
  await emptyWorkspace(engine);
  reader = directReader();
});
afterAll(() => engine.close());

async function look(text: string, name = 'a.csv'): Promise<Candidate> {
  const [found] = await inspectFile(reader, new File([text], name));
  if (!found) throw new Error(`${name}: nothing`);
  return recall(engine, reader, found);
}

async function load(c: Candidate): Promise<Source> {
  if (!c.recognition) throw new Error(c.reason ?? '');
  const source = await loadSheet(
    engine,
    reader,
    { ...c, recognition: c.recognition },
    { replace: givingWay(c) },
  );
  await remember(engine, c);
  return source;
}

test('a sheet that nobody has seen is added; how well it reads is known', async () => {
  const c = await look(MARCH);
  expect(c).toMatchObject({ fate: 'add', twin: null, related: [], remembered: false });
  expect(c.shares.get('last_at')).toEqual({ filled: 1, read: 0 });
  expect(c.shares.get('first_at')).toEqual({ filled: 1, read: 1 });
});

test('the mapping that an analyst made is there next month, wherever the header stands', async () => {
  await load(mapColumn(await look(MARCH), 5, 'explain_text'));
  const next = await look(APRIL, 'b.csv');
  expect(next.remembered).toBe(true);
  expect(next.recognition?.headerRow).toBe(2);
  expect(next.recognition?.columns.find((m) => m.field === 'explain_text')?.position).toBe(5);
  expect(next.related.map((s) => s.file)).toEqual(['a.csv']);
  expect(next.fate).toBe('add');
});

test('the first row of data is remembered by its distance from the header', async () => {
  await load({ ...(await look(MARCH)), dataRow: 3 });
  expect((await look(APRIL, 'b.csv')).dataRow).toBe(4);
  await load(await look(`${HEADER}\n3,丙,王,,,,\n`, 'c.csv').then((c) => ({ ...c, dataRow: undefined })));
  expect((await look(APRIL, 'b.csv')).dataRow).toBeUndefined();
});

test('the same bytes are skipped, unless they are to take their own place', async () => {
  const first = await load(await look(MARCH));
  const again = await look(MARCH, 'copy.csv');
  expect(again.twin?.id).toBe(first.id);
  expect(again.fate).toBe('skip');
  const anew = await load({ ...again, fate: 'replace' });
  expect(anew.id).not.toBe(first.id);
  expect(await engine.rows('SELECT file FROM source')).toEqual([{ file: 'copy.csv' }]);
  expect(await engine.rows('SELECT count(*) AS n FROM sign_in')).toEqual([{ n: 1 }]);
});

test('what the analyst chose stands after another change, and falls with the dataset', async () => {
  await load(await look(MARCH));
  const next = { ...(await look(APRIL, 'b.csv')), fate: 'replace' } as const;
  expect(await reconsider(engine, reader, mapColumn(next, 5, 'explain_text'))).toMatchObject({
    fate: 'replace',
    replaces: next.replaces,
  });
  const other = await reconsider(engine, reader, readAs(next, { dataset: 'audit_plan' }));
  expect(other).toMatchObject({ fate: 'add', replaces: [], related: [] });
});

test('a file that could not be opened has nothing to remember', async () => {
  expect(await look('')).toMatchObject({ fileId: -1, reason: 'empty', fate: 'add' });
});
