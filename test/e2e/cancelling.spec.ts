import { writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { writeXlsx } from '../../shared/xlsx/writer.ts';
import { signIns } from './sign-ins.ts';
import { expect, temporaryFolder, test, type Workbench } from './workbench.ts';

const folder = temporaryFolder();
/** A second, on a machine that has nothing else to do. */
const limit = () => 1000 * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());

/** Presses cancel in the page and measures there how long its bar stays: no time of the test's own is in it. */
const cancelled = (bench: Workbench, bar: string): Promise<number> =>
  bench.page.evaluate(async (bar) => {
    const shown = () => document.querySelector(bar);
    const button = [...(shown()?.querySelectorAll('button') ?? [])].at(-1);
    if (!button) throw new Error(`nothing to cancel in ${bar}`);
    const from = performance.now();
    button.click();
    while (shown()) await new Promise((resolve) => setTimeout(resolve, 5));
    return performance.now() - from;
  }, bar);

const importing = '.import-screen .importing';

/** Waits until the bar shows at least this share. */
const reaches = (bench: Workbench, percent: number) =>
  bench.page.waitForFunction(
    ([bar, percent]) =>
      Number(document.querySelector(`${bar} [role=progressbar]`)?.getAttribute('aria-valuenow')) >= percent,
    [importing, percent] as const,
    { polling: 20, timeout: 120_000 },
  );

async function importOne(bench: Workbench, path: string): Promise<void> {
  await bench.chooseFiles([path]);
  await bench.page.getByRole('button', { name: '导入 1 个' }).click({ timeout: 60_000 });
  await expect(bench.page.locator(importing)).toHaveCount(0, { timeout: 120_000 });
}

test('looking at files and importing them are cancelled within a second, and the workspace is as it was', async ({
  workbench,
}) => {
  test.setTimeout(400_000);
  const { page } = workbench;
  const took: Record<string, number> = {};
  const unchanged = async () => {
    await expect(page.locator('.status')).toContainText('1 个数据集 · 5,000 行');
    expect(Math.max(...Object.values(took)), JSON.stringify(took)).toBeLessThan(limit());
  };
  await importOne(workbench, signIns(join(folder, '小.csv'), 5000));
  const large = signIns(join(folder, '大.csv'), 1_500_000);

  await test.step('while a text is looked at', async () => {
    await workbench.chooseFiles([large]);
    await expect(page.locator(importing)).toBeVisible();
    took.looking = await cancelled(workbench, importing);
    await expect(page.getByRole('button', { name: /^导入/ })).toHaveCount(0);
  });

  await test.step('at several points of a large text: read, inserted by DuckDB, booked', async () => {
    await workbench.chooseFiles([large]);
    for (const percent of [1, 20, 60, 95, 100]) {
      await page.getByRole('button', { name: '导入 1 个' }).click({ timeout: 60_000 });
      await reaches(workbench, percent);
      took[`text ${percent}`] = await cancelled(workbench, importing);
    }
    await page.getByRole('button', { name: '全部移除' }).click();
  });

  await test.step('while a workbook is looked at, read and inserted', async () => {
    const column = (header: string) => ({ header, type: 'text' as const });
    const headers = [
      '审核计划编号',
      '组织名称',
      '签到人',
      '首次会议签到时间',
      '末次会议签到时间',
      '偏差距离',
    ];
    const rows = Array.from({ length: 400_000 }, (_, i) => [
      `R${i}`,
      `岚州第${(i * 7919) % 1_000_003}号机械制造有限公司`,
      `张${i % 977}`,
      `2026-03-05 09:${10 + (i % 50)}`,
      `2026-03-06 16:${10 + (i % 50)}`,
      String((i % 100) / 10),
    ]);
    const path = join(folder, '大.xlsx');
    writeFileSync(path, writeXlsx([{ name: '签到', columns: headers.map(column), rows }]));
    await workbench.chooseFiles([path]);
    await expect(page.locator(importing)).toBeVisible();
    took['workbook looking'] = await cancelled(workbench, importing);
    await workbench.chooseFiles([path]);
    for (const percent of [1, 50, 99]) {
      await page.getByRole('button', { name: '导入 1 个' }).click({ timeout: 60_000 });
      await reaches(workbench, percent);
      took[`workbook ${percent}`] = await cancelled(workbench, importing);
    }
  });

  test.info().annotations.push({ type: 'milliseconds', description: JSON.stringify(took) });
  await unchanged();
});

test('a rules run is cancelled within a second, and can be run again', async ({ workbench }) => {
  const { page } = workbench;
  await page.getByRole('button', { name: '打开示例数据' }).click();
  await expect(page.getByText('哪些规则')).toBeVisible({ timeout: 120_000 });
  await page.getByRole('button', { name: '重新运行' }).click();
  await page.locator('.status .ant-progress').waitFor();
  const took = await cancelled(workbench, '.status:has(.ant-progress)');
  test.info().annotations.push({ type: 'milliseconds', description: String(took) });
  expect(took).toBeLessThan(limit());
  await page.getByRole('button', { name: '重新运行' }).click();
  await expect(page.locator('.status')).toContainText('上次', { timeout: 120_000 });
  expect(workbench.errors).toEqual([]);
});
