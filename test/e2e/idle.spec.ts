import { join } from 'node:path';
import type { Worker } from '@playwright/test';
import { signIns } from './sign-ins.ts';
import { expect, temporaryFolder, test, Workbench } from './workbench.ts';

/** The program waits 30 s, and the machine may be busy. */
const LEFT_ALONE = { timeout: 120_000 };
const PATIENCE = { timeout: 120_000 };
const SIGN_INS = 1000;

const databaseOf = ({ page }: Workbench) =>
  page.workers().find((w) => w.url().includes('database.worker')) as Worker;

/** MB of DuckDB's WebAssembly memory, asked of its worker as the page asks. */
const megabytes = (worker: Worker) =>
  worker.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => resolve(Math.round(data / 2 ** 20));
        self.dispatchEvent(new MessageEvent('message', { data: 'memory size', ports: [port2] }));
      }),
  );

/** MB of the page's process. */
const pageMegabytes = ({ app }: Workbench) =>
  app.evaluate(({ app: electron }) =>
    electron
      .getAppMetrics()
      .filter((m) => m.type === 'Tab')
      .reduce((mb, m) => mb + m.memory.workingSetSize / 1024, 0),
  );

test('memory that work took is given back when the program is left alone, and everything goes on', async () => {
  test.setTimeout(600_000);
  const bench = await Workbench.open(temporaryFolder());
  const { page } = bench;
  await page.getByRole('button', { name: '打开示例数据' }).click();
  await expect(page.getByText('哪些规则')).toBeVisible(PATIENCE);
  const total = Number(await page.locator('.number .value').first().textContent());

  const grid = page.locator('.lead-grid');
  const row = (n: number) =>
    page.evaluate(
      (at) => document.querySelector(`.lead-grid .ag-row[row-index="${at}"]`)?.textContent ?? '',
      n,
    );
  const sortBy = (column: string) =>
    grid.locator(`.ag-header-cell[col-id=${column}] .ag-header-cell-label`).click();
  const scroll = (to: 'end' | 'top') =>
    grid.evaluate((element, end) => {
      const view = [...element.querySelectorAll('*')].find(
        (e) => e.scrollHeight > e.clientHeight + 1000 && e.clientHeight > 100,
      );
      view?.scrollTo({ top: end ? view.scrollHeight : 0 });
    }, to === 'end');
  const last = async () => {
    const atEnd = async () => {
      await scroll('end');
      return row(total - 1);
    };
    await expect.poll(atEnd).toMatch(/[A-Z]\d\d/);
    return row(total - 1);
  };

  await bench.go('线索');
  await expect.poll(() => row(0)).toContain('高');
  await sortBy('cert_no');
  await expect(grid.locator('.ag-header-cell[col-id=cert_no]')).toHaveAttribute('aria-sort', 'ascending');
  const lastByCertificate = await last();
  await scroll('top');
  await sortBy('org_name');
  await sortBy('cert_no');
  await expect(grid.locator('.ag-header-cell[col-id=cert_no]')).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(() => row(0)).not.toBe('');

  const before = { database: await megabytes(databaseOf(bench)), page: await pageMegabytes(bench) };
  expect(before.database).toBeGreaterThan(200);
  await test.step('left alone, it has another worker, and the memory is the system’s again', async () => {
    const worker = databaseOf(bench);
    await expect.poll(() => page.workers().includes(worker), LEFT_ALONE).toBe(false);
    await expect.poll(() => databaseOf(bench) && megabytes(databaseOf(bench)), PATIENCE).toBeGreaterThan(0);
    expect(await megabytes(databaseOf(bench))).toBeLessThan(before.database / 2);
    await expect.poll(() => pageMegabytes(bench), PATIENCE).toBeLessThan(before.page - before.database / 2);
    const after = { database: await megabytes(databaseOf(bench)), page: await pageMegabytes(bench) };
    console.log(JSON.stringify({ before, after }));
  });

  await test.step('the list on screen goes on in its order, sorts, filters and opens', async () => {
    expect(await last()).toBe(lastByCertificate);
    await sortBy('org_name');
    await expect(grid.locator('.ag-header-cell[col-id=org_name]')).toHaveAttribute('aria-sort', 'ascending');
    await expect.poll(() => row(0)).not.toBe('');
    await grid.locator('.ag-header-cell[col-id=rule_code] .ag-header-cell-filter-button').click();
    await page.locator('.ag-filter input').first().fill('D01');
    await expect.poll(() => row(0)).toContain('D01');
    await page.keyboard.press('Escape');
    await grid.locator('.ag-row[row-index="0"]').first().click();
    const drawer = page.getByRole('complementary', { name: '线索' });
    await expect(drawer.locator('.record.proves .place').first()).toHaveText(/\.(csv|xlsx)(#.+)?:\d+$/);
    await page.keyboard.press('Escape');
  });

  await test.step('and so do an import and the rules', async () => {
    await bench.chooseFiles([signIns(join(temporaryFolder(), '再.csv'), SIGN_INS)]);
    await page.getByRole('button', { name: '导入 1 个' }).click();
    await expect(page.locator('.status')).toContainText('数据已更新', PATIENCE);
    await page.getByRole('button', { name: '重新运行' }).click();
    await expect(page.locator('.status')).not.toContainText('数据已更新', PATIENCE);
    await expect(page.locator('.status')).toContainText('规则 42/42 可运行');
    await bench.go('总览');
    const now = Number((await page.locator('.number .value').first().textContent())?.replaceAll(',', ''));
    expect(now).toBeGreaterThanOrEqual(total);
  });
  expect(bench.errors).toEqual([]);
  await bench.close();
});
