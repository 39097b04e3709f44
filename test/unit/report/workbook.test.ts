import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../../renderer/engine/engine.ts';
import { startI18n } from '../../../renderer/i18n/index.ts';
import { type WorkbookRequest, writeFindingsXlsx } from '../../../renderer/report/findings-xlsx.ts';
import { bytesOf } from '../../support/pieces.ts';
import { openEmpty, openFilled, rules, settleTwo } from './fixture.ts';

/** Sheets of a workbook of ours: name, and cells by address as `{text}` or `{number}`. */
function open(bytes: Uint8Array) {
  const files = unzipSync(bytes);
  const part = (name: string) => strFromU8(files[name] ?? new Uint8Array());
  const plain = (text: string) =>
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  const names = [...part('xl/workbook.xml').matchAll(/<sheet name="([^"]*)"/g)].map((m) => plain(m[1] ?? ''));
  return names.map((name, i) => {
    const cells = new Map<string, { text: string } | { number: number }>();
    for (const m of part(`xl/worksheets/sheet${i + 1}.xml`).matchAll(/<c r="(\w+)"[^>]*?>(.*?)<\/c>/gs)) {
      const text = /<t[^>]*>(.*?)<\/t>/s.exec(m[2] ?? '')?.[1];
      const number = /<v>(.*?)<\/v>/.exec(m[2] ?? '')?.[1];
      cells.set(m[1] ?? '', text === undefined ? { number: Number(number) } : { text: plain(text) });
    }
    const row = (n: number) =>
      [...cells]
        .filter(([at]) => at.replace(/^[A-Z]+/, '') === String(n))
        .map(([, cell]) => Object.values(cell)[0]);
    const rows = Math.max(0, ...[...cells.keys()].map((at) => Number(at.replace(/^[A-Z]+/, ''))));
    return { name, cells, row, rows };
  });
}

const book = (from: Engine, request: WorkbookRequest) =>
  bytesOf((append) => writeFindingsXlsx(from, request, append));

let engine: Engine;
beforeAll(async () => {
  await startI18n('zh');
  engine = await openFilled();
});
afterAll(() => engine.close());

test('the leads sheet has the columns of findings.csv; identifiers are text, dates are dates', async () => {
  const [leads] = open(await book(engine, { lang: 'zh', rules }));
  expect(leads?.name).toBe('线索');
  expect(leads?.row(1)).toHaveLength(17);
  expect(leads?.row(1).slice(0, 3)).toEqual(['规则', '规则标识', '严重程度']);
  expect(leads?.rows).toBe(28);
  expect(leads?.cells.get('F2')).toEqual({ text: 'CNCA-R-2003-021' });
  expect(leads?.cells.get('H2')).toEqual({ text: '91110000000000021X' });
  // 2026-01-01 as a day number.
  expect(leads?.cells.get('M2')).toEqual({ number: 46023 });
  expect(leads?.cells.get('N2')).toEqual({ text: '2026-03-01' });
  expect(leads?.cells.get('O27')).toEqual({ text: '=1 处' });
});

test('every rule is there with its state and the reason in words', async () => {
  const sheet = open(await book(engine, { lang: 'zh', rules }))[1];
  expect(sheet?.name).toBe('规则');
  const lines = [2, 3, 4, 5, 6, 7].map((n) => sheet?.row(n));
  expect(lines.map((l) => l?.[0])).toEqual(['D01', 'L03', 'P02', 'P06', 'S02', 'T01']);
  expect(lines[0]).toEqual(
    expect.arrayContaining(['已运行', 25, 3, '容差天数 = 0', '颁证日期早于认证决定日期']),
  );
  expect(lines[1]).toContain('未运行');
  expect(lines[2]).toEqual(expect.arrayContaining(['不能运行', '数据集“签到”']));
  expect(lines[4]).toContain('字段“认证机构·批准书有效期至”');
  expect(lines[5]).toEqual(expect.arrayContaining(['运行出错', 'Binder Error: no column mandays']));
});

test('rows not judged, data, problems and the disclaimer are there', async () => {
  const [, , undetermined, data, problems, about] = open(await book(engine, { lang: 'zh', rules }));
  expect([undetermined, data, problems, about].map((s) => s?.name)).toEqual([
    '无法判定',
    '数据与对平',
    '问题值',
    '说明',
  ]);
  expect(undetermined?.rows).toBe(4);
  expect(undetermined?.row(2).at(-1)).toBe('证书·认证决定日期');
  expect(data?.row(3)).toEqual(
    expect.arrayContaining([
      '月报_202603.xlsx',
      '证书信息表',
      '证书',
      3366,
      3360,
      4,
      2,
      '✓ 对平',
      '02'.repeat(32),
    ]),
  );
  expect(data?.row(4)).toContain('✗ 差 1');
  expect(data?.row(5)).toContain('表头不属于任何已知的数据集');
  expect(problems?.row(2)).toEqual([
    '月报_202603.xlsx',
    '证书信息表',
    9,
    '38.认证决定日期',
    '待定',
    '不是日期',
  ]);
  expect(problems?.row(4)).toContain('整条记录');
  expect(about?.row(2)).toEqual(['声明', '本文件列示数据疑点，不构成违法认定']);
  expect(about?.row(3)).toEqual(['截至日期', '2026-03-31']);
});

test('a sheet with more rows than Excel takes goes on in the next one, and the last sheet says so', async () => {
  const told: number[] = [];
  const whole = open(await book(engine, { lang: 'zh', rules }));
  const sheets = open(await book(engine, { lang: 'zh', rules, lastRow: 11, told: (n) => told.push(n) }));
  expect(sheets.map((s) => s.name)).toEqual([
    '线索',
    '线索 (2)',
    '线索 (3)',
    '规则',
    '无法判定',
    '数据与对平',
    '问题值',
    '说明',
  ]);
  const leads = sheets.slice(0, 3);
  expect(leads.map((s) => s.rows)).toEqual([11, 11, 8]);
  for (const sheet of leads) expect(sheet.row(1)).toEqual(whole[0]?.row(1));
  const rows = leads.flatMap((s) => Array.from({ length: s.rows - 1 }, (_, i) => s.row(i + 2)));
  expect(rows).toEqual(Array.from({ length: 27 }, (_, i) => whole[0]?.row(i + 2)));
  expect(sheets[7]?.row(8)).toEqual([
    '备注',
    '“线索”共 27 行，超过一个工作表的行数，分在 3 个工作表中，编号相连，如“线索 (2)”。',
  ]);
  // Leads, rows not judged, problems.
  expect(told).toEqual([27, 30, 33]);
});

test('in English there is no Chinese but what the data says', async () => {
  const sheets = open(await book(engine, { lang: 'en', rules }));
  expect(sheets.map((s) => s.name)).toEqual([
    'Leads',
    'Rules',
    'Not judged',
    'Data and reconciliation',
    'Problems',
    'About',
  ]);
  for (const sheet of [sheets[0], sheets[1], sheets[3], sheets[4], sheets[5]])
    expect(sheet?.row(1).join('')).not.toMatch(/\p{Script=Han}/u);
  expect(sheets[1]?.row(2).join('')).not.toMatch(/\p{Script=Han}/u);
  expect(sheets[5]?.row(2)).toEqual([
    'Disclaimer',
    'This file lists questions raised by data. It is not a finding of a violation.',
  ]);
});

test('an empty workspace gives a workbook of headers', async () => {
  const empty = await openEmpty();
  const sheets = open(await book(empty, { lang: 'zh', rules: [] }));
  expect(sheets.map((s) => s.rows)).toEqual([1, 1, 1, 1, 1, 5]);
  await empty.close();
});

test('what was settled of plans has a sheet, undone choices too', async () => {
  const settled = await openEmpty();
  await settleTwo(settled);
  const sheets = open(await book(settled, { lang: 'zh', rules: [] }));
  const sheet = sheets.find((s) => s.name === '计划认定');
  expect(sheet?.rows).toBe(3);
  expect(sheet?.row(2).slice(0, 5)).toEqual(['R0751-2', 'QMS', '候选都不是', '<已查档案>', '王']);
  expect(sheet?.row(3)).toContain('对应证书 Q1（2024-03-05 结束的审核）');
  expect(sheet?.row(3)).toContain('李');
  await settled.close();
});
