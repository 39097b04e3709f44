import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, temporaryFolder, test } from './workbench.ts';

const folder = temporaryFolder();

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test('an audit-time table of one’s own: exported as a template, refused with a gap, imported whole, put in force', async ({
  workbench,
}) => {
  const { page } = workbench;
  const importFile = async (path: string) => {
    await workbench.chooseFiles([path]);
    await page.getByRole('button', { name: '导入 1 个' }).click();
    await expect(
      page.locator('.import-screen tbody tr.ant-table-row', { hasText: basename(path) }),
    ).toContainText('对平');
    // The next file can be chosen only when this import has ended.
    await expect(page.locator('input[type=file]').first()).toBeEnabled();
  };
  await importFile(file('签到.csv', '审核计划编号,签到人证件号码\n1,2\n'));
  await workbench.go('依据');
  const template = join(folder, '审核时间表.csv');
  await workbench.saveTo(template);
  await page.getByRole('button', { name: '导出审核时间表' }).click();
  await expect(page.getByText('已保存 审核时间表.csv')).toBeVisible();
  const whole = readFileSync(template, 'utf8').replaceAll('IAF-MD5', '自有');
  await importFile(file('有缺.csv', whole.replaceAll('自有', '有缺').replace(/^有缺,QMS,\*,46,.*\r\n/m, '')));
  await importFile(file('自有.csv', whole));
  await importFile(template);

  await workbench.go('依据');
  await expect(page.getByText('导入的审核时间表 IAF-MD5 与内置版本同名', { exact: false })).toBeVisible();
  await page.getByPlaceholder('按名称、文号查找').fill('CNCA-QMS-01:2025');
  await page.keyboard.press('Enter');
  const slot = page.locator('.regulation tbody tr.ant-table-row').filter({ hasText: '适用的审核时间表' });
  await slot.getByRole('button', { name: '修改' }).click();
  const form = page.getByRole('dialog');
  const name = async (version: string) => {
    await form.getByLabel('数值').click();
    await page
      .locator('.ant-select-dropdown:visible .ant-select-item-option')
      .filter({ hasText: version })
      .click();
    await form.getByRole('button', { name: '保存' }).click();
  };
  await form.getByLabel('修改理由').fill('已得官方附录');
  await form.getByLabel('经办人').fill('王');
  await name('有缺');
  await expect(form).toContainText(
    '版本 有缺 的 QMS 表没有 46–65 人的数值；原值未改，请补全或更正后重新导入。',
  );
  await name('自有');
  await expect(form).toHaveCount(0);
  await expect(slot).toContainText('自有');

  // Imported beside the first one, not in its place.
  await importFile(file('自有-又.csv', whole.replace(/,1\.5,/, ',2,')));
  await workbench.go('依据');
  await expect(
    page.getByText('版本 自有 的 QMS 表对 1–5 人有两个数值，而这个版本正在适用', { exact: false }),
  ).toBeVisible();
  expect(workbench.errors).toEqual([]);
});
