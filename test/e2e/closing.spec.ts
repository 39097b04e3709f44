import { join } from 'node:path';
import { signIns } from './sign-ins.ts';
import { expect, temporaryFolder, test, Workbench } from './workbench.ts';

const folder = temporaryFolder();
const small = signIns(join(folder, '小.csv'), 5000);
const large = signIns(join(folder, '大.csv'), 1_000_000);

/** Imports the small file, begins with the large one and comes back when it is under way. */
async function amidAnImport(bench: Workbench): Promise<void> {
  const { page } = bench;
  await bench.chooseFiles([small]);
  await page.getByRole('button', { name: '导入 1 个' }).click();
  await expect(page.locator('.status')).toContainText('5,000 行');
  await bench.chooseFiles([large]);
  await page.getByRole('button', { name: '导入 1 个' }).click({ timeout: 60_000 });
  await expect(page.locator('.importing')).toContainText('约剩', { timeout: 60_000 });
}

/** Lets the shell's question be answered with the button of this index, and keeps what was asked. */
async function answerWith(bench: Workbench, response: number): Promise<void> {
  await bench.app.evaluate(({ dialog }, response) => {
    const asked: unknown[] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = (async (_window: unknown, options: unknown) => {
      asked.push(options);
      return { response, checkboxChecked: false };
    }) as typeof dialog.showMessageBox;
  }, response);
}

const asked = (bench: Workbench) =>
  bench.app.evaluate(
    () => (globalThis as unknown as { asked: { message: string; buttons: string[] }[] }).asked,
  );

/** Presses the cross of the window. */
const close = (bench: Workbench) =>
  bench.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

/** How long the program goes on after `work`, in milliseconds. */
async function untilGone(bench: Workbench, work: () => Promise<unknown>): Promise<number> {
  const gone = bench.app.waitForEvent('close');
  const from = Date.now();
  await work().catch(() => undefined);
  await gone;
  return Date.now() - from;
}

/** Has the page do nothing but turn, from a moment later on. */
async function hang(bench: Workbench): Promise<void> {
  void bench.page
    .evaluate(() =>
      setTimeout(() => {
        for (;;);
      }, 50),
    )
    .catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 500));
}

/** The program opens again on what was there before the import. */
async function isAsBefore(profile: string): Promise<void> {
  const again = await Workbench.open(profile);
  await expect(again.page.locator('.status')).toContainText('1 个数据集 · 5,000 行');
  await again.close();
}

test('closing the window during an import asks; the import goes on, or is cancelled and leaves nothing', async () => {
  const profile = temporaryFolder();
  const bench = await Workbench.open(profile);
  await amidAnImport(bench);

  await test.step('in the language of the page', async () => {
    await answerWith(bench, 0);
    await close(bench);
    await expect.poll(() => asked(bench)).toHaveLength(1);
    expect((await asked(bench))[0]).toMatchObject({
      message: '正在导入数据，要关闭窗口吗？',
      buttons: ['继续导入', '取消导入并关闭'],
    });
    await bench.page.getByRole('button', { name: '语言' }).click();
    await answerWith(bench, 0);
    await close(bench);
    await expect
      .poll(async () => (await asked(bench))[0]?.message)
      .toBe('An import is under way. Close the window?');
  });

  await test.step('it goes on', async () => {
    await expect(bench.page.locator('.importing')).toBeVisible();
  });

  await test.step('it is cancelled, and the window closes', async () => {
    await answerWith(bench, 1);
    expect(await untilGone(bench, () => close(bench))).toBeLessThan(4000);
    await isAsBefore(profile);
  });
});

test('when nothing is imported the window closes without a question', async () => {
  const bench = await Workbench.open(temporaryFolder());
  await bench.chooseFiles([small]);
  await bench.page.getByRole('button', { name: '导入 1 个' }).click();
  await expect(bench.page.locator('.status')).toContainText('5,000 行');
  await expect(bench.page.locator('.importing')).toHaveCount(0);
  await answerWith(bench, 0);
  expect(await untilGone(bench, () => close(bench))).toBeLessThan(4000);
});

test('a page that hangs amid an import can be closed', async () => {
  const profile = temporaryFolder();
  const bench = await Workbench.open(profile);
  await amidAnImport(bench);
  await answerWith(bench, 1);
  await hang(bench);
  expect(await untilGone(bench, () => close(bench))).toBeLessThan(10_000);
  await isAsBefore(profile);
});

test('a page that hangs when nothing is imported can be closed', async () => {
  const bench = await Workbench.open(temporaryFolder());
  await hang(bench);
  expect(await untilGone(bench, () => close(bench))).toBeLessThan(10_000);
});

test('a page that crashed amid an import closes without a question, and the workspace is as it was', async () => {
  const profile = temporaryFolder();
  const bench = await Workbench.open(profile);
  await amidAnImport(bench);
  await answerWith(bench, 0);
  const crashed = bench.page.waitForEvent('crash');
  await bench.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  await crashed;
  expect(await untilGone(bench, () => close(bench))).toBeLessThan(10_000);
  await isAsBefore(profile);
});
