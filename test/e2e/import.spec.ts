import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, temporaryFolder, test, Workbench } from './workbench.ts';

const HEADER =
  '认证机构批准号,认证证书号,组织名称,认证项目代码,认证审核活动代码,认证决定日期,颁证日期,证书截止日期';

function files(contents: Record<string, string | Uint8Array>): string[] {
  const folder = temporaryFolder();
  return Object.entries(contents).map(([name, content]) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  });
}

test('good and bad files together: the good one is loaded, the bad ones say why', async ({ workbench }) => {
  const { page } = workbench;
  await workbench.chooseFiles(
    files({
      '证书.csv': `${HEADER}\nCNCA-R-2003-9001,90124Q00001R0M,甲公司,A01,01,2024-03-05,2024-03-01,2027-02-28\nCNCA-R-2003-9001,90124Q00002R0M,乙公司,A01,01,2024-03-05,三月六日,2027-02-28\n`,
      '空.csv': '',
      '损坏.xlsx': new Uint8Array([0x50, 0x4b, 3, 4, 9, 9, 9]),
      '说明.txt': '这不是表格',
    }),
  );
  const rows = page.locator('.import-screen tbody tr.ant-table-row');
  await expect(rows).toHaveCount(4);
  await expect(rows.filter({ hasText: '证书.csv' })).toContainText('8/8 列');
  await page.getByRole('button', { name: '导入 1 个' }).click();

  await expect(rows.filter({ hasText: '证书.csv' })).toContainText('对平');
  await expect(rows.filter({ hasText: '空.csv' })).toContainText('文件是空的');
  await expect(rows.filter({ hasText: '损坏.xlsx' })).toContainText('损坏');
  await expect(rows.filter({ hasText: '说明.txt' })).toContainText('不属于任何已知的数据集');
  await expect(page.locator('.details')).toContainText('三月六日');
  await expect(page.locator('.details')).toContainText('不是日期');
  await expect(page.locator('.status')).toContainText('1 个数据集 · 2 行');

  await page.getByRole('button', { name: '运行规则' }).click();
  await expect(page.getByText('未能运行的规则')).toBeVisible();
  await expect(page.locator('.blocked')).toContainText('数据集“签到”');

  // The record whose date could not be read is neither lead nor clean.
  await workbench.go('线索');
  const rule = page
    .getByRole('navigation', { name: '规则' })
    .getByRole('button', { name: /发证早于认证决定/ });
  await expect(rule).toContainText('1 ?1');
  await rule.click();
  await page.getByText('无法判定 1').click();
  await expect(page.locator('.lead-grid .ag-row')).toContainText('“证书·颁证日期”');
});

test('a changed parameter changes the result of the next run', async ({ workbench }) => {
  const { page } = workbench;
  await workbench.chooseFiles(
    files({
      '证书.csv': `${HEADER}\nCNCA-R-2003-9001,90124Q00001R0M,甲公司,A01,01,2024-03-05,2024-03-01,2027-02-28\n`,
    }),
  );
  await page.getByRole('button', { name: '导入 1 个' }).click();
  await expect(page.locator('.status')).toContainText('全部对平');
  await page.getByRole('button', { name: '运行规则' }).click();
  await workbench.go('线索');
  const rule = page
    .getByRole('navigation', { name: '规则' })
    .getByRole('button', { name: /发证早于认证决定/ });
  await expect(rule).toContainText('1');
  await rule.click();
  await page.getByRole('tab', { name: '参数' }).click();
  await page.getByRole('spinbutton').first().fill('4');
  await page.getByRole('spinbutton').first().press('Enter');
  await page.getByRole('button', { name: '重新运行' }).click();
  await expect(rule).toContainText('0');
});

test('the page says everything in English too', async () => {
  const bench = await Workbench.open(temporaryFolder(), 'en');
  await expect(bench.page.getByText('Drop exported files or a folder here')).toBeVisible();
  await bench.page.getByRole('button', { name: 'Open the sample data' }).click();
  await expect(bench.page.getByText('Which rules')).toBeVisible({ timeout: 120_000 });
  for (const screen of ['Overview', 'Data', 'Leads']) {
    await bench.page.getByRole('button', { name: screen, exact: true }).click();
    const chrome = bench.page.locator(
      '.rail, .top, .status, .bar, thead, .ag-header, .rule-list h3, .rule-title',
    );
    const texts = (await chrome.allInnerTexts()).join(' ').replace('证察', '').replace(/[中]/g, '');
    expect(texts.match(/[\u4e00-\u9fff]+/g), screen).toBeNull();
  }
  await bench.close();
});
