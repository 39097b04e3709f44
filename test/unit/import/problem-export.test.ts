import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../../renderer/engine/engine.ts';
import { startI18n } from '../../../renderer/i18n/index.ts';
import { writeProblems } from '../../../renderer/import/problem-export.ts';
import type { RowReason } from '../../../renderer/import/read/select.ts';
import { problemReason } from '../../../renderer/import/reasons.ts';
import { openTestEngine } from '../../support/engine.ts';
import { loadText } from '../../support/load.ts';
import { bytesOf } from '../../support/pieces.ts';

const HEADER = '审核计划编号,组织名称,签到时间,偏差距离';
let engine: Engine;
beforeAll(async () => {
  await startI18n('zh');
  engine = await openTestEngine();
  await loadText(engine, `${HEADER}\n1,甲,"=1+1, ""x""",\n2,#N/A,,远\n`, {
    name: '一月.csv',
    counts: { notes: [{ row: 9, raw: '合计,2', reason: 'total-line' }], skipped: 1, records: 3 },
  });
  await loadText(engine, `${HEADER}\n3,丙,,近\n`, { name: '=二月.csv' });
});
afterAll(() => engine.close());

const lines = async (lang: 'zh' | 'en', source?: number) => {
  const bytes = await bytesOf((append) => writeProblems(engine, lang, append, source));
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).split('\r\n');
};

test('every problem of a source with its place, in words, safe to open', async () => {
  expect(await lines('zh', 1)).toEqual([
    '\ufefffile,sheet,row,column,field,raw,reason',
    `一月.csv,,2,签到时间,首次会议签到时间,"'=1+1, ""x""",不是日期或时间`,
    '一月.csv,,3,偏差距离,偏差距离,远,不是数字',
    '一月.csv,,3,组织名称,组织名称,#N/A,公式出错的单元格（如 #N/A），按空值处理',
    '一月.csv,,9,,,"合计,2",合计行，不是数据，跳过',
    '',
  ]);
});

test('all sources, in the other language', async () => {
  const all = await lines('en');
  expect(all).toHaveLength(7);
  expect(all[5]).toBe("'=二月.csv,,2,偏差距离,Deviation (km),近,not a number");
  expect(await lines('en', 99)).toHaveLength(2);
});

test('every reason has its words', () => {
  const reasons: Record<RowReason | 'error-cell', true> = {
    'error-cell': true,
    'too-many-cells': true,
    'total-line': true,
    footnote: true,
    'repeated-header': true,
    'before-data': true,
    'too-few-cells': true,
    'bad-characters': true,
  };
  for (const reason of Object.keys(reasons))
    for (const lang of ['zh', 'en'] as const) expect(problemReason(reason, lang)).not.toBe(reason);
});
