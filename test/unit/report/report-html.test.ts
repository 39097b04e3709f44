import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../renderer/engine/engine.ts';
import { type Lang, startI18n } from '../../../renderer/i18n/index.ts';
import { CAPS, tableCap } from '../../../renderer/report/report-data.ts';
import { reportHtml } from '../../../renderer/report/report-html.tsx';
import { openEmpty, openFilled, rules, settleTwo } from './fixture.ts';

const facts = { workspace: '岚州 2026-03', generatedAt: '2026-03-31 09:20', rules };

/** What a person reads: tags gone, entities read, charts' own texts left out. */
function textOf(html: string): string {
  return html
    .replace(/<(style|svg)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');
}

let engine: Engine;
const html: Record<Lang, string> = { zh: '', en: '' };
beforeAll(async () => {
  await startI18n('zh');
  engine = await openFilled();
  html.zh = await reportHtml(engine, { ...facts, lang: 'zh' });
  html.en = await reportHtml(engine, { ...facts, lang: 'en' });
});
afterAll(() => engine.close());

describe('the document', () => {
  test('is complete, inert and local', () => {
    expect(html.zh).toMatch(/^<!DOCTYPE html><html lang="zh-CN"><head>/);
    expect(html.zh).toContain('<title>认证数据疑点线索报告</title>');
    expect(html.en).toContain('<html lang="en">');
    for (const text of Object.values(html)) {
      expect(text).not.toMatch(/<script|<link|<img|<iframe|\son\w+=|javascript:/i);
      expect(text.replaceAll('http://www.w3.org/', '')).not.toMatch(/https?:\/\/|url\(/);
    }
  });

  test('escapes what the data says', () => {
    expect(html.zh).toContain('&lt;script&gt;alert(1)&lt;/script&gt;岚州&quot;乙&quot;认证');
  });

  test('has an outline of parts and rules, heads on every table, words for every picture', () => {
    const headings = [...html.zh.matchAll(/<h2>(.*?)<\/h2>/g)].map((m) => m[1]);
    expect(headings).toEqual([
      '摘要',
      '一、数据与对平',
      '二、规则运行情况',
      '三、线索（按规则）',
      '四、线索单',
      '附录',
    ]);
    expect(html.zh.match(/<h1>/g)).toHaveLength(1);
    for (const table of html.zh.match(/<table>[\s\S]*?<\/table>/g) ?? []) {
      expect(table).toMatch(/^<table><caption>.+?<\/caption>/);
      expect(table).toContain('<th scope="col"');
    }
    for (const figure of html.zh.match(/<figure>[\s\S]*?<\/figure>/g) ?? [])
      expect(figure).toMatch(/role="img" aria-label="[^"]+"/);
  });

  test('calls nothing a violation', () => {
    const text = textOf(html.zh).replaceAll('不构成违法认定', '');
    expect(text).not.toMatch(/违法|违规/);
    expect(textOf(html.zh)).toContain('本报告列示数据疑点，不构成违法认定');
  });
});

describe('what it says', () => {
  test('sums up in words', () => {
    const text = textOf(html.zh);
    expect(text).toContain('本次读取 3 个文件或工作表，共 3,410 条记录；其中 1 份未对平，见第一部分。');
    expect(text).toContain('2 条规则运行完毕，2 条因缺少数据不能运行，1 条运行出错。');
    expect(text).toContain('得到 27 条线索（高 20、中 5、低 2），涉及 21 家认证机构、25 家组织。');
    expect(text).toContain('另有 3 行因字段缺失无法判定');
    expect(textOf(html.en)).toContain(
      'The result is 27 leads (20 high, 5 medium, 2 low) concerning 21 certification bodies and 25 organisations.',
    );
  });

  test('shows how every file reconciles, and which were not read', () => {
    const text = textOf(html.zh);
    expect(text).toContain('3,366 3,360 4 2 ✓ 对平 17');
    expect(text).toContain('34 33 0 0 ✗ 差 1 0');
    expect(text).toContain('会议纪要.xlsx Sheet1 表头不属于任何已知的数据集');
    for (const n of [1, 2, 3, 4]) expect(text).toContain(`0${n}`.repeat(32));
  });

  test('names the rules that could not run and why', () => {
    const text = textOf(html.zh);
    expect(text).toContain('P02 签到地点偏差 数据集“签到”');
    expect(text).toContain('S02 机构批准号已失效 字段“认证机构·批准书有效期至”');
    expect(text).toContain('T01 审核人日不足 Binder Error: no column mandays');
    expect(text).toContain('本次未选择运行的规则 L03 有效期超过三年');
    expect(text).toContain('D01 发证早于认证决定 证书·认证决定日期 2');
  });

  test('lists every lead within the caps, with its sheet, evidence and interval', () => {
    const text = textOf(html.zh);
    for (let n = 1; n <= 25; n++) {
      const no = `50023Q0${String(n).padStart(4, '0')}R0M`;
      expect(text.split(no).length).toBeGreaterThan(3);
      expect(html.zh).toContain(`id="lead-D01-d01${String(n).padStart(13, '0')}"`);
    }
    expect(text).toContain('全部 27 条线索。');
    expect(html.zh).toContain('2026-03-01 – 2026-03-05 · 4 天');
    expect(html.en).toContain('2026-03-01 – 2026-03-05 · 4 days');
    expect(text).toContain('月报_202603.xlsx#证书信息表:3');
    expect(html.zh).toContain('2026-01-12 08:00 – 17:00');
    expect(text).toContain('认证决定日期 2026-03-05 ； 颁证日期 2026-03-01');
    expect(text).toContain('容差天数 = 0；截至日期 = 2026-03-31');
    expect(text).toContain('条例第二十一条 [已核对；出处：REG]');
  });

  test('says what it leaves out and where that is', async () => {
    const capped = textOf(
      await reportHtml(engine, {
        ...facts,
        lang: 'zh',
        caps: { table: 4, tables: 1000, sheets: 3, evidence: 1 },
      }),
    );
    expect(capped).toContain('此表列出 4 条，另有 21 条未列出，全部线索见 findings.xlsx 与 findings.csv。');
    expect(capped).toContain('另有 24 条线索未附线索单');
    const evidence = textOf(
      await reportHtml(engine, {
        ...facts,
        lang: 'zh',
        caps: { table: 4, tables: 1000, sheets: 40, evidence: 1 },
      }),
    );
    expect(evidence).toContain('另有 1 行证据见 findings.xlsx。');
  });

  test('with many leads the tables share the pages, and each rule says how many are left out', async () => {
    const caps = { table: 200, tables: 10, sheets: 3, evidence: 1 };
    const zh = textOf(await reportHtml(engine, { ...facts, lang: 'zh', caps }));
    // P06 has two leads and keeps both; D01 gets what is left of the ten.
    expect(zh).toContain(
      '本报告逐条列出其中 10 条，其余 17 条只计数；全部线索见 findings.xlsx 与 findings.csv。',
    );
    expect(zh).toContain(
      '共 27 条线索。为便于阅读，本报告每条规则只列出最严重、最早的一部分，共 10 条，其余 17 条未列出。',
    );
    expect(zh).toMatch(/发证早于认证决定 25 8 17 P06 审核员同时段多地审核 2 2 0 .*合计 27 10 17/);
    expect(zh).toContain('此表列出 8 条，另有 17 条未列出');
    const en = textOf(await reportHtml(engine, { ...facts, lang: 'en', caps }));
    expect(en).toContain('This report lists 10 of them one by one and only counts the other 17');
    expect(en).toMatch(/Total 27 10 17/);
    expect(textOf(html.zh)).not.toMatch(/列出与未列出|逐条列出其中/);
  });

  test('says so when data came in after the rules were run', async () => {
    expect(html.zh).not.toContain('规则运行之后又导入了数据');
    await engine.query("UPDATE run SET started_at = TIMESTAMP '2026-03-31 08:00:00'");
    const late = await reportHtml(engine, { ...facts, lang: 'zh' });
    await engine.query("UPDATE run SET started_at = TIMESTAMP '2026-03-31 09:14:00'");
    expect(late).toContain('规则运行之后又导入了数据（2026-03-31 09:00）');
  });

  test('in English has no Chinese but what the data says', () => {
    const data = /[\p{Script=Han}（）《》：]+/gu;
    const han = new Set(textOf(html.en).match(data) ?? []);
    const fromData =
      /^(岚州|岚州第|证察|机构名单|月报|证书信息表|审核组|会议纪要|认证|晨光机械|张三|有限公司|乙|处|第|认证有限公司|认证决定日期|待定|日)$/;
    expect([...han].filter((word) => !fromData.test(word))).toEqual([]);
    expect(textOf(html.en)).not.toMatch(/report\.\w+/);
  });
});

test.each([
  [[], 200],
  [[5, 150], 200],
  [[300_000, 5], 200],
  [[300_000, 300_000, 5], 200],
  [Array.from({ length: 40 }, () => 9000), 25],
  [[...Array.from({ length: 30 }, () => 10), ...Array.from({ length: 10 }, () => 9000)], 70],
  [Array.from({ length: 1500 }, () => 2), 1],
])('tables of rules with %j leads have at most %i rows', (leads, rows) => {
  expect(tableCap(leads, CAPS)).toBe(rows);
});

test.each(['zh', 'en'] as const)('an empty workspace gives a short report in %s', async (lang) => {
  const empty = await openEmpty();
  const text = textOf(await reportHtml(empty, { ...facts, lang }));
  expect(text).toContain(lang === 'zh' ? '没有导入任何数据。' : 'No data has been imported.');
  expect(text).toContain(lang === 'zh' ? '没有线索，因此没有线索单。' : 'There are no leads');
  await empty.close();
});

test('a rule whose file is gone is still reported', async () => {
  const text = textOf(await reportHtml(engine, { ...facts, rules: [], lang: 'zh' }));
  expect(text).toContain('D01 cert_issued_before_decision');
  expect(text).toContain('规则文件已不在程序中');
});

test('plans settled by hand are in the appendix, without those undone', async () => {
  const settled = await openEmpty();
  await settleTwo(settled);
  const zh = await reportHtml(settled, { ...facts, lang: 'zh' });
  expect(textOf(zh)).toMatch(/人工认定的计划对应.*R0751-2 QMS 候选都不是 <已查档案> 王/);
  expect(zh).toContain('&lt;已查档案&gt;');
  expect(zh).not.toContain('R0751-1');
  expect(textOf(await reportHtml(settled, { ...facts, lang: 'en' }))).toContain('Plans settled by hand');
  await settled.close();
});
