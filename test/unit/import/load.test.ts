import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../../renderer/engine/engine.ts';
import { importing } from '../../../renderer/i18n/importing.ts';
import { inspectFile } from '../../../renderer/import/inspect.ts';
import {
  isReconciled,
  listSources,
  loadSheet,
  recordUnread,
  removeSource,
  type Source,
} from '../../../renderer/import/load.ts';
import type { ReaderClient } from '../../../renderer/import/read/client.ts';
import type { UnreadableCode } from '../../../renderer/import/read/types.ts';
import { openTestEngine } from '../../support/engine.ts';
import { directReader } from '../../support/reader.ts';

let engine: Engine;
let reader: ReaderClient;
beforeEach(async () => {
  engine = await openTestEngine();
  reader = directReader();
});
afterEach(() => engine.close());

async function load(text: string | Uint8Array, name = 'a.csv', signal?: AbortSignal): Promise<Source> {
  const [candidate] = await inspectFile(reader, new File([text as BlobPart], name));
  if (!candidate?.recognition) throw new Error(`${name}: ${candidate?.reason}`);
  return loadSheet(engine, reader, { ...candidate, recognition: candidate.recognition }, { signal });
}

const HEADER = '审核计划编号,组织名称,签到人,首次会议签到时间,末次会议签到时间,偏差距离';

describe('one file', () => {
  test('rows carry their line, values are typed, and the counts add up', async () => {
    const source = await load(
      `签到导出\r\n\r\n${HEADER}\r\n007,"甲,\r\n公司",张,2024-03-05 09:00,2024-03-06 16:30,1.5\r\n\r\n008,乙,李,2024/3/7 9:05,,\r\n`,
    );
    expect(source).toMatchObject({
      dataset: 'sign_in',
      records: 3,
      loaded: 2,
      rejected: 0,
      skipped: 1,
      problems: 0,
      header_row: 3,
      encoding: 'UTF-8',
    });
    expect(source.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(isReconciled(source)).toBe(true);
    const rows = await engine.rows(
      'SELECT plan_no, org_name, first_at, last_at, deviation_km, _source, _row FROM sign_in ORDER BY _row',
    );
    expect(rows).toEqual([
      {
        plan_no: '007',
        org_name: '甲,\r\n公司',
        first_at: '2024-03-05 09:00',
        last_at: '2024-03-06 16:30',
        deviation_km: 1.5,
        _source: 1,
        _row: 4,
      },
      {
        plan_no: '008',
        org_name: '乙',
        first_at: '2024-03-07 09:05',
        last_at: null,
        deviation_km: null,
        _source: 1,
        _row: 7,
      },
    ]);
  });

  test('what cannot be read becomes null and is kept with place, text and reason', async () => {
    const source = await load(`${HEADER}\n9.13E+17,甲,张,不详,0000-00-00,5公里\n2,乙,李,,,-\n`);
    expect(source).toMatchObject({ records: 2, loaded: 2, problems: 3 });
    expect(
      await engine.rows('SELECT source, "row", header, field, raw, reason FROM problem ORDER BY field'),
    ).toEqual([
      { source: 1, row: 2, header: '偏差距离', field: 'deviation_km', raw: '5公里', reason: 'decimal' },
      { source: 1, row: 2, header: '首次会议签到时间', field: 'first_at', raw: '不详', reason: 'moment' },
      { source: 1, row: 2, header: '审核计划编号', field: 'plan_no', raw: '9.13E+17', reason: 'identifier' },
    ]);
    expect(await engine.rows('SELECT plan_no, first_at, deviation_km FROM sign_in WHERE _row = 2')).toEqual([
      { plan_no: null, first_at: null, deviation_km: null },
    ]);
  });

  test('a record with more cells than the header is rejected whole and kept', async () => {
    const source = await load(`${HEADER}\n1,甲,张,,,,多出来\n2,乙,李,,,\n`);
    expect(source).toMatchObject({ records: 2, loaded: 1, rejected: 1, problems: 0 });
    expect(await engine.rows('SELECT "row", field, raw, reason FROM problem')).toEqual([
      { row: 2, field: null, raw: '1,甲,张,,,,多出来', reason: 'too-many-cells' },
    ]);
  });

  test('a record with only empty cells beyond the header is loaded, with a note of its own', async () => {
    const source = await load(
      `${HEADER}\n1,甲,张,,,1\n2,乙,李,,,2\n3,丙,王,,,3,\n4,丁,赵,,,4\n5,戊,钱,,,5\n`,
    );
    expect(source).toMatchObject({ records: 5, loaded: 5, rejected: 0, skipped: 0, problems: 0 });
    expect(await engine.rows('SELECT "row", field, raw, reason FROM problem')).toEqual([
      { row: 4, field: null, raw: '3,丙,王,,,3,', reason: 'extra-cells' },
    ]);
  });

  test('the header alone is a source without rows', async () => {
    expect(await load(HEADER)).toMatchObject({ records: 0, loaded: 0, rejected: 0, skipped: 0 });
  });

  test('which column fed which field is remembered', async () => {
    await load(`备注,${HEADER}\n,1,甲,张,,,\n`);
    const fields = await engine.rows(
      'SELECT field, header, position FROM source_field ORDER BY position LIMIT 2',
    );
    expect(fields).toEqual([
      { field: 'plan_no', header: '审核计划编号', position: 1 },
      { field: 'org_name', header: '组织名称', position: 2 },
    ]);
  });

  test('names that look like SQL stay names', async () => {
    const source = await load(
      `${HEADER},"x'); DROP TABLE source; --"\n1,"甲'; DROP TABLE sign_in; --",张,,,,\n`,
      "o'hara'); --.csv",
    );
    expect(source.loaded).toBe(1);
    expect(await listSources(engine)).toHaveLength(1);
  });
});

describe('several files', () => {
  test('of one dataset are appended, each with its own source', async () => {
    await load(`${HEADER}\n1,甲,张,,,\n`, 'a.csv');
    await load(`${HEADER}\n2,乙,李,,,\n`, 'b.csv');
    expect(await engine.rows('SELECT plan_no, _source FROM sign_in ORDER BY plan_no')).toEqual([
      { plan_no: '1', _source: 1 },
      { plan_no: '2', _source: 2 },
    ]);
  });

  test('the same bytes a second time are not loaded again', async () => {
    const first = await load(`${HEADER}\n1,甲,张,,,\n`, 'a.csv');
    const again = await load(`${HEADER}\n1,甲,张,,,\n`, 'copy.csv');
    expect(again.id).toBe(first.id);
    expect(await engine.rows('SELECT count(*) AS n FROM sign_in')).toEqual([{ n: 1 }]);
  });

  test('a cancelled load leaves the workspace as it was', async () => {
    await load(`${HEADER}\n1,甲,张,,,\n`);
    const cancel = new AbortController();
    cancel.abort();
    await expect(load(`${HEADER}\n2,乙,李,,,\n`, 'b.csv', cancel.signal)).rejects.toThrow();
    expect(await listSources(engine)).toHaveLength(1);
    expect(await engine.rows('SELECT count(*) AS n FROM sign_in')).toEqual([{ n: 1 }]);
  });

  test('removing a source removes its rows and problems, and nothing else', async () => {
    const a = await load(`${HEADER}\n1,甲,张,不详,,\n`, 'a.csv');
    await load(`${HEADER}\n2,乙,李,不详,,\n`, 'b.csv');
    await removeSource(engine, a);
    expect(await engine.rows('SELECT plan_no FROM sign_in')).toEqual([{ plan_no: '2' }]);
    expect(await engine.rows('SELECT source FROM problem')).toEqual([{ source: 2 }]);
    expect((await listSources(engine)).map((s) => s.file)).toEqual(['b.csv']);
  });
});

describe('files that hold nothing known', () => {
  test.each([
    ['a.txt', '只是一段说明文字', 'not-recognised'],
    ['a.csv', '', 'empty'],
    ['a.xlsx', 'PK\u0003\u0004 broken', 'damaged'],
  ])('%s with %j is %s', async (name, text, reason) => {
    const [candidate] = await inspectFile(reader, new File([text], name));
    expect(candidate?.recognition).toBeNull();
    expect(candidate?.reason?.split('|')[0]).toBe(reason);
  });

  test('every refusal of the reader has its sentence', () => {
    const sentences = importing.zh.reasons satisfies Record<UnreadableCode, string>;
    expect(Object.values(sentences).every((text) => text.length > 3)).toBe(true);
  });

  test('are listed once, however often they are offered', async () => {
    const unread = {
      file: 'a.txt',
      sheet: null,
      bytes: 3,
      sha256: null,
      encoding: null,
      reason: 'not-recognised',
    };
    await recordUnread(engine, unread);
    await recordUnread(engine, unread);
    expect(await listSources(engine)).toMatchObject([
      { file: 'a.txt', dataset: null, reason: 'not-recognised', records: 0 },
    ]);
  });
});
