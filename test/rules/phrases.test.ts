import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../renderer/engine/engine.ts';
import { literal } from '../../shared/sql/quote.ts';
import { openTestEngine } from '../support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());

async function value(expression: string, columns: string): Promise<unknown> {
  const [row] = await engine.rows<{ v: unknown }>(`SELECT ${expression} AS v FROM (SELECT ${columns})`);
  return row?.v;
}
const of = (macro: string, written: string | null) =>
  value(`${macro}(written)`, `CAST(${literal(written)} AS VARCHAR) AS written`);

describe('a text as phrases are looked for in it', () => {
  test.each([
    [' ISO 9001 【当·天 出 证】', 'ISO9001当天出证'],
    ['２４小时出证，１００％通过', '24小时出证，100%通过'],
    ['“包过”，,  cnca可查！！\n下一句；', '包过，CNCA可查。下一句。'],
    ['甲、乙/丙-丁（戊）', '甲、乙丙丁戊'],
    ['', ''],
    [null, null],
  ])('%j is %j', async (written, plain) => {
    expect(await of('plain_text', written)).toBe(plain);
  });

  test('of phrases that hold each other the longer one is found', async () => {
    expect(
      await value(
        'numbered_phrases(numbered_text(t, ps), ps)',
        "'直出证书' AS t, ['直出证书', '出证'] AS ps",
      ),
    ).toEqual(['直出证书']);
    expect(await value("signed_text(t, ps, '□')", "'国家标准与国家' AS t, ['国家标准', '标准'] AS ps")).toBe(
      '□与国家',
    );
  });

  test('no phrases at all change nothing', async () => {
    const none = "'甲' AS t, CAST([] AS VARCHAR[]) AS ps";
    expect(await value("signed_text(t, ps, '□')", none)).toBe('甲');
    expect(await value('holds_any(t, ps)', none)).toBe(false);
  });

  test('each phrase of the reference data is as plain_text() leaves it, and once in its role', async () => {
    expect(await engine.rows('SELECT phrase FROM ref_phrase WHERE phrase <> plain_text(phrase)')).toEqual([]);
    expect(
      await engine.rows('SELECT list, role, phrase FROM ref_phrase GROUP BY ALL HAVING count(*) > 1'),
    ).toEqual([]);
  });
});

describe('fields of approvals', () => {
  test.each([
    ['A01', 'A01'],
    ['a 01', 'A01'],
    ['质量管理体系认证', 'A01'],
    ['GB/T 19001-2016/ISO 9001:2015', 'A01'],
    ['ISO 39001', 'A-road safety'],
    ['医疗器械质量管理体系', 'A01-MDMS'],
    ['管理体系', 'A'],
    ['B0102', 'B0102'],
    ['随便写的', null],
    [null, null],
  ])('%j is %j', async (written, field) => {
    expect(await of('approved_field', written)).toBe(field);
  });

  test.each([
    ['A01', 'A01', true],
    ['A01', 'A010201', true],
    ['A', 'A-ISMS', true],
    ['A01', 'A01-MDMS', true],
    ['A01', 'A02', false],
    ['A-ISMS', 'A-FSMS', false],
    ['A-ISMS', 'A02', false],
    ['services', 'A01', false],
    ['A-ISMS', 'A05', null],
    ['services', 'C01', null],
    [null, 'A01', null],
  ])('%j and %j: %j', async (a, b, same) => {
    const columns = `CAST(${literal(a)} AS VARCHAR) AS a, CAST(${literal(b)} AS VARCHAR) AS b`;
    expect(await value('is_same_field(a, b)', columns)).toBe(same);
    expect(await value('is_same_field(b, a)', columns)).toBe(same);
  });
});

test.each([
  ['register_status', '存续（在营、开业、在册）', 'active'],
  ['register_status', '迁出', 'active'],
  ['register_status', '注销', '注销'],
  ['register_status', '吊销，未注销', '吊销'],
  ['register_status', '吊销，已注销', '注销'],
  ['register_status', '注销(吸收合并)', 'merged'],
  ['register_status', '注销（吸收合并）', 'merged'],
  ['register_status', '其他', null],
  ['registrar', '9', 'business'],
  ['registrar', '1', 'other'],
  ['registrar', 'M', null],
  ['scope_status', '已撤销', '终止'],
  ['scope_status', '暂停', '有效'],
  ['rule_status', '已废止', 'ended'],
  ['listing_disposal', '已下架', 'off sale'],
  ['listing_disposal', '未下架', 'on sale'],
])('%s(%j) is %j', async (macro, written, meaning) => {
  expect(await of(macro, written)).toBe(meaning);
});

test('the catalogue never asks for a certificate and a declaration on one day', async () => {
  expect(
    await engine.rows(
      `SELECT a.keyword FROM ref_ccc_catalogue a JOIN ref_ccc_catalogue b ON a.keyword = b.keyword AND a.regime < b.regime
       WHERE coalesce(a.valid_from <= b.valid_to, true) AND coalesce(b.valid_from <= a.valid_to, true)`,
    ),
  ).toEqual([]);
});
