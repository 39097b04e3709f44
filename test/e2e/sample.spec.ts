import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { parseCsv } from '../support/csv.ts';
import { readTruth, wrongLeads } from '../support/truth.ts';
import { expect, temporaryFolder, test, Workbench } from './workbench.ts';

const truth = readTruth();

type Imported = ReturnType<typeof readTruth>['imports'][number];

test('an analyst opens the sample, reads a lead, takes everything along and finds it again tomorrow', async () => {
  const profile = temporaryFolder();
  const bench = await Workbench.open(profile);
  const { page } = bench;

  await test.step('the sample opens already judged', async () => {
    await page.getByRole('button', { name: '打开示例数据' }).click();
    await expect(page.getByText('哪些规则')).toBeVisible({ timeout: 120_000 });
    await expect(page.locator('.number .value').first()).toHaveText(String(truth.leads.length));
    await expect(page.locator('.status')).toContainText('全部对平');
    await expect(page.locator('.status')).toContainText('规则 42/42 可运行');
  });

  const rows = page.locator('.import-screen tbody tr.ant-table-row');
  /** Sheets of one file are told apart by their own name, which may be part of the file's. */
  const rowOf = ({ file, sheet }: Imported) => {
    const named = rows.filter({ hasText: file });
    return sheet ? named.filter({ has: page.getByText(sheet, { exact: true }) }) : named;
  };
  await test.step('every file says what became of it', async () => {
    await bench.go('数据');
    await expect(rows).toHaveCount(truth.imports.length);
    for (const file of truth.imports) {
      const line = rowOf(file);
      if (!file.dataset) await expect(line).toContainText('未识别');
      else {
        await expect(line).toContainText('对平');
        const cells = await line.locator('td').allTextContents();
        const numbers = [file.records, file.loaded, file.rejected, file.skipped, file.problems];
        expect(cells.slice(3, 8)).toEqual(numbers.map((n) => n.toLocaleString('en-US')));
      }
    }
  });

  await test.step('a value that could not be read is shown with its place', async () => {
    const withProblems = truth.imports.find((f) => f.problems > 0);
    await rowOf(withProblems as Imported).click();
    const listed = page.locator('.problem-grid .ag-row');
    await expect(listed).toHaveCount((withProblems?.problems ?? 0) + (withProblems?.rejected ?? 0));
  });

  await test.step('a rule says what it looks for, on what basis and by which SQL', async () => {
    await bench.go('线索');
    await page
      .getByRole('navigation', { name: '规则' })
      .getByRole('button', { name: /发证早于认证决定/ })
      .click();
    const count = truth.leads.filter((l) => l.rule === 'D01').length;
    await expect(page.getByText(`线索 ${count}`, { exact: true })).toBeVisible();
    await page.getByRole('tab', { name: '依据' }).click();
    await expect(page.getByText('第二十一条').first()).toBeVisible();
    await page.getByRole('tab', { name: 'SQL' }).click();
    await expect(page.locator('pre code')).toContainText('SELECT');
    await expect(page.locator('pre code')).not.toContainText('$tolerance_days');
    await page.getByRole('tab', { name: 'SQL' }).click();
  });

  await test.step('a lead opens with the rows behind it', async () => {
    await expect(page.locator('.lead-grid .ag-row').first()).toContainText('高');
    await page.locator('.lead-grid .ag-row').first().click();
    const drawer = page.getByRole('complementary', { name: '线索' });
    await expect(drawer.locator('.sentence')).toContainText('早于认证决定日期');
    await expect(drawer.getByText('时间线')).toBeVisible();
    await expect(drawer.locator('.record.proves .place').first()).toHaveText(/\.(csv|xlsx)(#.+)?:\d+$/);
    await expect(drawer.getByText('审核计划', { exact: true }).first()).toBeVisible();
  });

  await test.step('leads as CSV', async () => {
    const bytes = await bench.export('线索清单（CSV）', 'findings.csv');
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = bytes.toString('utf8').slice(1);
    expect(text.split('\r\n')[0]).toBe(
      'rule_code,rule_id,severity,evidence_grade,finding_id,cb_approval_no,cb_name,org_uscc,org_name,cert_no,plan_no,auditor_id,occurred_on,measured,expected,message,source_refs',
    );
    expect(wrongLeads(truth, parseCsv(text))).toEqual({ missed: [], unexpected: [] });
    for (const row of parseCsv(text)) {
      expect(row.source_refs).toMatch(/^.+\.(csv|xlsx)(#.+)?:\d+(; .+:\d+)*$/);
      // The list of 严重违法失信 enterprises is called so by law; leads never speak of guilt themselves.
      expect(row.message?.replace(/《[^》]*》/g, '')).not.toContain('违法');
    }
  });

  await test.step('leads as Excel', async () => {
    const parts = unzipSync(await bench.export('线索清单（Excel）', 'findings.xlsx'));
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(sheet.match(/<row /g)?.length).toBeGreaterThan(truth.leads.length);
    const certNo = truth.leads.find((l) => l.cert_no)?.cert_no ?? '';
    const cell = sheet.match(new RegExp(`<c [^>]*t="(inlineStr|s)"[^>]*>(?:(?!</c>).)*${certNo}`));
    expect(cell, 'identifiers are text cells').not.toBeNull();
    expect(sheet).not.toContain('<f>');
  });

  await test.step('the report as PDF', async () => {
    const bytes = await bench.export('报告（PDF）', 'report.pdf');
    const pdf = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: true }).promise;
    expect(pdf.numPages).toBeGreaterThan(5);
    const pages: string[] = [];
    for (let i = 1; i <= pdf.numPages; i++) {
      const content = await (await pdf.getPage(i)).getTextContent();
      pages.push(content.items.map((item) => ('str' in item ? item.str : '')).join(''));
    }
    for (const text of pages) expect(text).toContain('不构成违法认定');
    expect(pages[1]).toContain(`第 2 页 / 共 ${pdf.numPages} 页`);
    const all = pages.join('').replace(/\s/g, '');
    expect(all).toContain('发证早于认证决定');
    for (const lead of truth.leads.filter((l) => l.rule === 'D01')) expect(all).toContain(lead.cert_no);
    expect(await pdf.getOutline()).not.toBeNull();
    expect((await pdf.getMarkInfo())?.Marked).toBe(true);
    await pdf.destroy();
  });

  await test.step('a chart as SVG and PNG', async () => {
    const folder = temporaryFolder();
    await bench.saveTo(join(folder, 'chart.svg'));
    await page.getByRole('button', { name: '保存图表 按认证机构 SVG' }).click();
    await expect.poll(() => readFileIfThere(join(folder, 'chart.svg'))).toMatch(/^<svg[\s\S]*<\/svg>\s*$/);
    await bench.saveTo(join(folder, 'chart.png'));
    await page.getByRole('button', { name: '保存图表 按月份 PNG' }).click();
    await expect.poll(() => readFileIfThere(join(folder, 'chart.png'), 'latin1')?.slice(1, 4)).toBe('PNG');
    expect(statSync(join(folder, 'chart.png')).size).toBeGreaterThan(5000);
  });

  await test.step('nothing was asked of any network, and nothing went wrong in silence', async () => {
    expect(bench.requests.filter((url) => !/^(app|data|blob):/.test(url))).toEqual([]);
    expect(bench.errors).toEqual([]);
  });

  await bench.close();
  await test.step('tomorrow everything is there', async () => {
    const again = await Workbench.open(profile);
    await expect(again.page.locator('.number .value').first()).toHaveText(String(truth.leads.length));
    await again.go('线索');
    const first = again.page.locator('.lead-grid .ag-row').first();
    await expect(first).toContainText('高');
    await first.click();
    await expect(again.page.locator('.record.proves').first()).toBeVisible();
    await again.close();
  });
});

function readFileIfThere(path: string, encoding: 'utf8' | 'latin1' = 'utf8'): string | undefined {
  try {
    return readFileSync(path, encoding);
  } catch {
    return undefined;
  }
}
