import { strFromU8, unzipSync } from 'fflate';
import type { Planted } from '../../scripts/sample-data/compare.ts';
import { readTruth } from '../support/truth.ts';
import { expect, temporaryFolder, test, Workbench } from './workbench.ts';

const truth = readTruth();
const leadsOf = (rule: string) => truth.leads.filter((l) => l.rule === rule);

test('an analyst settles a plan, suppresses a lead and corrects what is in force, and takes each back', async () => {
  const bench = await Workbench.open(temporaryFolder());
  const { page } = bench;
  const rules = page.getByRole('navigation', { name: '规则' });
  const run = async () => {
    const again = page.getByRole('button', { name: '重新运行' });
    await again.click();
    await expect(page.locator('.status .ant-progress')).toBeVisible();
    await expect(page.locator('.status .ant-progress')).toHaveCount(0, { timeout: 120_000 });
  };
  const showsLeads = async (rule: string, count: number) => {
    await bench.go('线索');
    await rules.getByRole('button', { name: new RegExp(`^${rule}`) }).click();
    await expect(page.getByText(`线索 ${count}`, { exact: true })).toBeVisible();
  };
  const tab = (name: RegExp) => page.locator('.ant-segmented-item').filter({ hasText: name });

  await page.getByRole('button', { name: '打开示例数据' }).click();
  await expect(page.getByText('哪些规则')).toBeVisible({ timeout: 120_000 });

  const plan = page.getByRole('complementary', { name: '审核计划' });
  await test.step('a plan that fits two audits shows both, with the rows they stand in', async () => {
    await bench.go('对应');
    await expect(tab(/^待认定 1$/)).toBeVisible();
    // A row stands there before its plan has come.
    await page
      .locator('.matches .ag-row')
      .filter({ hasText: /[A-Z0-9]{8}/ })
      .first()
      .click();
    await expect(plan.locator('.candidate')).toHaveCount(3);
    await expect(plan.locator('.candidate').first()).toContainText('统一社会信用代码相同');
    await expect(plan.locator('.candidate').first()).toContainText(/\.(csv|xlsx).* 第 \d+ 行/);
  });

  await test.step('nothing is settled without a choice, a reason and a name', async () => {
    await plan.getByRole('button', { name: '保存认定' }).click();
    await expect(plan.getByText('请选择一项')).toBeVisible();
    await expect(plan.getByText('请填写')).toHaveCount(2);
    await expect(tab(/^待认定 1$/)).toBeVisible();
  });

  const twins = truth.undeterminedRows
    .filter((h) => h.rule === 'D07' && h.why === 'one plan fits two certificates as well')
    .map((h) => h.subject);
  await test.step('settled, the other certificate is one without an audit', async () => {
    await plan.locator('.candidate').filter({ hasText: twins[0] }).click();
    await plan.getByLabel('理由').fill('已查审核档案');
    await plan.getByLabel('经办人').fill('王');
    await plan.getByRole('button', { name: '保存认定' }).click();
    await expect(tab(/^已认定 1$/)).toBeVisible();
    await expect(tab(/^待认定 0$/)).toBeVisible();
    await expect(page.getByText('请重新运行规则', { exact: false })).toBeVisible();
    await run();
    await expect(page.getByText('有认定是在上次运行之后')).toHaveCount(0);
    await showsLeads('D07', leadsOf('D07').length + 1);
    await expect(page.locator('.lead-grid .ag-row').filter({ hasText: twins[1] })).toHaveCount(1);
  });

  await test.step('a lead goes to the whitelist with reason and name, and is still listed there', async () => {
    await showsLeads('D01', leadsOf('D01').length);
    // Not a row of the rule before, which is on its way out.
    await page.locator('.lead-grid .ag-row').filter({ hasText: '早于认证决定日期' }).first().click();
    await page.getByRole('button', { name: '列入白名单' }).click();
    const form = page.getByRole('dialog', { name: '列入白名单' });
    await expect(form).toContainText('将屏蔽现有线索 1 条');
    await form.getByRole('button', { name: '列入', exact: true }).click();
    await expect(form.getByText('请填写')).toHaveCount(1);
    await expect(form.getByLabel('经办人')).toHaveValue('王');
    await form.getByLabel('理由').fill('=决定日期为系统录入日期');
    await form.getByRole('button', { name: '列入', exact: true }).click();
    await expect(page.getByText(`线索 ${leadsOf('D01').length - 1}`, { exact: true })).toBeVisible();
    await tab(/^白名单 1$/).click();
    await expect(page.locator('.lead-grid .ag-row')).toHaveCount(1);
  });

  await test.step('what was in force is corrected: nothing that makes no sense, and with a reason', async () => {
    await bench.go('依据');
    await page.getByPlaceholder('按名称、文号查找').fill('次月报送截止日');
    await page.keyboard.press('Enter');
    const row = page.locator('.regulation tbody tr.ant-table-row');
    await expect(row).toHaveCount(1);
    await row.getByRole('button', { name: '修改' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('数值').fill('十五');
    await form.getByLabel('修改理由').fill('示例');
    await form.getByRole('button', { name: '保存' }).click();
    await expect(form).toContainText('原值未改');
    await form.getByLabel('数值').fill('15');
    await form.getByRole('button', { name: '保存' }).click();
    await expect(row).toContainText('已修改');
    await expect(page.getByText('现有线索仍按修改前的数值', { exact: false })).toBeVisible();
    await run();
    const after = leadsOf('L12').filter((l) => Number(l.measured?.slice(8)) > 15 || !inNextMonth(l));
    expect(after.length).toBeLessThan(leadsOf('L12').length);
    await showsLeads('L12', after.length);
  });

  await test.step('all of it is in what is taken along', async () => {
    const parts = unzipSync(await bench.export('线索清单（Excel）', 'findings.xlsx'));
    const book = strFromU8(parts['xl/workbook.xml'] ?? new Uint8Array());
    expect(book).toContain('计划认定');
    expect(book).toContain('白名单屏蔽');
    const cells = Object.entries(parts)
      .filter(([name]) => name.startsWith('xl/worksheets/'))
      .map(([, bytes]) => strFromU8(bytes))
      .join('');
    expect(cells).toContain('已查审核档案');
    expect(cells).toContain('=决定日期为系统录入日期');
    expect(cells).not.toContain('<f>');
  });

  await test.step('each is taken back and stays on record', async () => {
    await bench.go('依据');
    await tab(/^修改记录 1$/).click();
    await page.getByRole('button', { name: '撤销' }).click();
    await expect(page.getByText(/王 于 .* 撤销/)).toBeVisible();
    await bench.go('对应');
    await tab(/^认定记录$/).click();
    await page.getByRole('button', { name: '撤销认定' }).click();
    await expect(page.getByText(/王 于 .* 撤销/)).toBeVisible();
    await bench.go('线索');
    await page.getByRole('button', { name: '白名单…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '撤销' }).click();
    const form = page.getByRole('dialog', { name: '从白名单撤销' });
    await form.getByLabel('理由').fill('又有疑问');
    await form.getByRole('button', { name: '撤销', exact: true }).click();
    await expect(page.getByText('王：又有疑问')).toBeVisible();
    await page.keyboard.press('Escape');
    await run();
    await bench.go('总览');
    await expect(page.locator('.number .value').first()).toHaveText(String(truth.leads.length));
  });

  expect(bench.requests.filter((url) => !/^(app|data|blob):/.test(url))).toEqual([]);
  expect(bench.errors).toEqual([]);
  await bench.close();
});

/** Whether it was reported in the month after the event. */
function inNextMonth({ occurred_on, measured }: Planted): boolean {
  const months = (d: string | null | undefined) => 12 * Number(d?.slice(0, 4)) + Number(d?.slice(5, 7));
  return months(measured) === months(occurred_on) + 1;
}
