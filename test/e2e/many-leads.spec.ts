import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { parseCsv } from '../support/csv.ts';
import { columnOf, sheetNames } from '../support/workbook-file.ts';
import { expect, root, sampleFolder, temporaryFolder, test, Workbench } from './workbench.ts';

/** `CERTSCOPE_LEADS=500000 npm test -- e2e many-leads` measures; what docs/performance.md says comes from there. */
const LEADS = Number(process.env.CERTSCOPE_LEADS ?? 40_000);
const UNDETERMINED = LEADS / 5;
/** Certificates of the file that the rules multiply, and how many leads an own rule may have. */
const CERTIFICATES = 2000;
const MOST = 1_000_000;
const PATIENCE = { timeout: 300_000 };

const template = readFileSync(join(root, 'shared/own-rule-template.sql'), 'utf8');

/** An own rule that finds so many things: the certificates of the sample, over and over, each time under another number. */
function rule(code: string, count: number, verdict: 'lead' | 'undetermined'): string {
  const head = template
    .slice(0, template.indexOf('---*/'))
    .replace('code: X01', `code: ${code}`)
    .replace('id: my_rule', `id: many_${code.toLowerCase()}`)
    .replace('keys: [cb_approval_no, cert_no]', 'keys: [cert_no]')
    .replaceAll('{days_left}', '{n}');
  const [missing, second] =
    verdict === 'lead'
      ? ['NULL', ", ref('certificate', _source, 2 + (_row + n)::INTEGER % 2000)"]
      : ["'certificate.expiry_date'", ''];
  return `${head}---*/
SELECT '${verdict}' AS verdict, ${missing} AS missing, cb_approval_no, cb_name, org_uscc, org_name,
  '0000-' || n || '-' || _row AS cert_no, ['高', '中', '低'][1 + (n % 3)::INTEGER] AS severity,
  DATE '2020-01-01' + ((n * 7919 + _row * 31) % 2000)::INTEGER AS occurred_on, expiry_date, n,
  '=' || (n * $days) AS measured, '≤ ' || n AS expected,
  [ref('certificate', _source, _row)${second}] AS evidence
FROM (SELECT * FROM certificate ORDER BY _row LIMIT ${CERTIFICATES}), range(${Math.ceil(count / CERTIFICATES)}) AS r(n)`;
}

const mb = (kb: number) => Math.round(kb / 1024);

/** Does a step and says how long it took and how much memory the page had at most. */
function stopwatch({ app }: Workbench) {
  const used = () =>
    app.evaluate(({ app: electron }) =>
      electron
        .getAppMetrics()
        .filter((m) => m.type === 'Tab')
        .reduce((kb, m) => kb + m.memory.workingSetSize, 0),
    );
  return async (what: string, work: () => Promise<unknown>): Promise<void> => {
    const before = await used();
    let peak = before;
    const timer = setInterval(
      () =>
        void used()
          .then((kb) => {
            peak = Math.max(peak, kb);
          })
          .catch(() => undefined),
      250,
    );
    const started = performance.now();
    await test.step(what, work);
    const seconds = ((performance.now() - started) / 1000).toFixed(2);
    clearInterval(timer);
    console.log(`| ${what} | ${seconds} | ${mb(before)} | ${mb(peak)} |`);
  };
}

test('tens of thousands of leads open, sort, filter and leave the program whole, in order and in pieces', async () => {
  test.setTimeout(900_000);
  const profile = temporaryFolder();
  mkdirSync(join(profile, 'rules'));
  const put = (code: string, count: number, verdict: 'lead' | 'undetermined') =>
    writeFileSync(join(profile, 'rules', `${code}-many.sql`), rule(code, count, verdict));
  for (let n = 0; n * MOST < LEADS; n++) put(`X0${n + 1}`, Math.min(MOST, LEADS - n * MOST), 'lead');
  put('X09', UNDETERMINED, 'undetermined');
  const bench = await Workbench.open(profile);
  const { page } = bench;
  const timed = stopwatch(bench);
  const shown = (n: number) => n.toLocaleString('en-US');

  await bench.chooseFiles([join(sampleFolder, '月报_2025.csv')]);
  await page.getByRole('button', { name: '导入 1 个' }).click();
  await expect(page.locator('.status')).toContainText('全部对平', PATIENCE);
  await timed('run the rules', async () => {
    await page.getByRole('button', { name: '运行规则' }).click();
    await expect(page.locator('.status')).toContainText('可运行', PATIENCE);
  });
  const figure = await page.locator('.number .value').first().textContent();
  const total = Number(figure?.replaceAll(',', ''));
  expect(total).toBeGreaterThanOrEqual(LEADS);

  await timed('overview: charts and first leads', async () => {
    await bench.go('数据');
    await bench.go('总览');
    await expect(page.locator('.chart-box')).toHaveCount(3, PATIENCE);
    await expect(page.locator('.first-leads .ag-row').first()).toContainText('高', PATIENCE);
  });

  const grid = page.locator('.lead-grid');
  const row = (n: number) =>
    page.evaluate(
      (at) => document.querySelector(`.lead-grid .ag-row[row-index="${at}"]`)?.textContent ?? '',
      n,
    );
  const soon = { timeout: 60_000, intervals: [20] };
  await timed('leads screen: charts and first page', async () => {
    await bench.go('线索');
    await expect(page.locator('.chart-box')).toHaveCount(2, PATIENCE);
    await expect.poll(() => row(0), soon).toContain('高');
  });
  await timed('sort by certificate', async () => {
    await grid.locator('.ag-header-cell[col-id=cert_no] .ag-header-cell-label').click();
    await expect.poll(() => row(0), soon).toContain('0000-0-');
  });
  await timed('jump to the end', async () => {
    await grid.evaluate((element) => {
      const view = [...element.querySelectorAll('*')].find(
        (e) => e.scrollHeight > 10 * e.clientHeight && e.clientHeight > 100,
      );
      view?.scrollTo({ top: view.scrollHeight });
    });
    await expect.poll(() => row(total - 1), soon).not.toBe('');
  });
  await timed('open the last lead', async () => {
    await grid
      .locator(`.ag-row[row-index="${total - 1}"]`)
      .first()
      .click();
    await expect(page.getByRole('complementary', { name: '线索' }).locator('.record').first()).toBeVisible(
      PATIENCE,
    );
  });
  await page.keyboard.press('Escape');
  await timed('filter by text', async () => {
    await grid.locator('.ag-header-cell[col-id=cert_no] .ag-header-cell-filter-button').click();
    const text = page.locator('.ag-filter input').first();
    await text.fill('-7-50');
    await expect.poll(() => row(0), soon).toContain('0000-7-50');
    await text.fill('');
    await expect.poll(() => row(0), soon).toContain('0000-0-');
    await page.keyboard.press('Escape');
  });

  const folder = temporaryFolder();
  const begin = async (label: string, name: string) => {
    await bench.saveTo(join(folder, name));
    await page.getByRole('button', { name: '导出', exact: true }).click();
    await page.getByRole('menuitem', { name: label }).click();
  };
  const done = (name: string) => expect(page.getByText(`已保存 ${name}`)).toBeVisible(PATIENCE);

  await test.step('an export that is cancelled leaves what was there, and nothing half', async () => {
    writeFileSync(join(folder, 'findings.xlsx'), 'before');
    await begin('线索清单（Excel）', 'findings.xlsx');
    await expect(page.locator('.status')).toContainText(/正在导出 findings\.xlsx，已写 [\d,]+ 行/, PATIENCE);
    await page.locator('.status').getByRole('button', { name: '取消' }).click();
    await expect(page.getByText('已取消导出 findings.xlsx，没有留下文件')).toBeVisible(PATIENCE);
    expect(readdirSync(folder)).toEqual(['findings.xlsx']);
    expect(readFileSync(join(folder, 'findings.xlsx'), 'utf8')).toBe('before');
  });

  await timed('findings.csv', async () => {
    await begin('线索清单（CSV）', 'findings.csv');
    await done('findings.csv');
  });
  await timed('findings.xlsx', async () => {
    await begin('线索清单（Excel）', 'findings.xlsx');
    await done('findings.xlsx');
  });
  await timed('report.pdf', async () => {
    await begin('报告（PDF）', 'report.pdf');
    await done('report.pdf');
  });
  expect(readdirSync(folder).sort()).toEqual(['findings.csv', 'findings.xlsx', 'report.pdf']);

  await test.step('CSV and workbook have every lead once, in the same order, and no formula', async () => {
    const text = readFileSync(join(folder, 'findings.csv'), 'utf8');
    const ids = [...text.matchAll(/^[A-Z]\d\d,[^,\r\n]*,[高中低],E\d,([0-9a-f]{16}),/gm)].map((m) => m[1]);
    expect(ids).toHaveLength(total);
    expect(new Set(ids).size).toBe(total);
    expect(text.indexOf(',=')).toBe(-1);
    const [first] = parseCsv(text.slice(1, 2_000_000)).filter((lead) => lead.rule_code === 'X01');
    expect(first?.severity).toBe('高');
    expect(first?.measured).toMatch(/^'=\d+$/);
    expect(first?.source_refs).toMatch(/^月报_2025\.csv:\d+; 月报_2025\.csv:\d+$/);

    const path = join(folder, 'findings.xlsx');
    const names = await sheetNames(path);
    expect(names.filter((name) => !/^线索/.test(name))).toEqual([
      '规则',
      '无法判定',
      '数据与对平',
      '问题值',
      '说明',
    ]);
    let at = 0;
    for (const [i] of names.filter((name) => /^线索/.test(name)).entries()) {
      let header = true;
      for await (const id of columnOf(path, i + 1, 'E')) {
        if (header) expect(id).toBe('线索编号');
        else if (id !== ids[at++])
          throw new Error(`row ${at} is ${id} in the workbook, ${ids[at - 1]} in the CSV`);
        header = false;
      }
    }
    expect(at).toBe(total);
    let open = -1;
    for await (const _ of columnOf(path, names.indexOf('无法判定') + 1, 'E')) open += 1;
    expect(open).toBeGreaterThanOrEqual(UNDETERMINED);
  });

  await test.step('the report stays readable and says what it leaves out', async () => {
    const data = new Uint8Array(readFileSync(join(folder, 'report.pdf')));
    const pdf = await getDocument({ data, useSystemFonts: true }).promise;
    const pages: string[] = [];
    for (let n = 1; n <= pdf.numPages; n++) {
      const content = await (await pdf.getPage(n)).getTextContent();
      pages.push(content.items.map((item) => ('str' in item ? item.str : '')).join(''));
    }
    console.log(`| report.pdf | ${pdf.numPages} pages |`);
    expect(pdf.numPages).toBeLessThan(200);
    const all = pages.join('').replace(/\s/g, '');
    const listed = Number(/逐条列出其中([\d,]+)条/.exec(all)?.[1]?.replaceAll(',', ''));
    expect(listed).toBeGreaterThan(100);
    expect(listed).toBeLessThanOrEqual(1000);
    expect(all).toContain(`其余${shown(total - listed)}条只计数；全部线索见findings.xlsx与findings.csv。`);
    expect(all).toContain(`合计${shown(total)}${shown(listed)}${shown(total - listed)}`);
    expect(all).toMatch(/此表列出\d+条，另有[\d,]+条未列出/);
    await pdf.destroy();
  });

  expect(bench.errors).toEqual([]);
  await test.step('a program that is closed while it writes leaves nothing half', async () => {
    await begin('线索清单（Excel）', 'again.xlsx');
    await expect(page.locator('.status')).toContainText(/已写 [\d,]+ 行/, PATIENCE);
    await bench.close();
    expect(readdirSync(folder).sort()).toEqual(['findings.csv', 'findings.xlsx', 'report.pdf']);
  });
});
