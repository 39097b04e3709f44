import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { withUtf8 } from '../../scripts/electron.mjs';
import { signIns } from './sign-ins.ts';
import { electronArguments, electronPath, expect, temporaryFolder, test, Workbench } from './workbench.ts';

const folder = temporaryFolder();

async function importAll(bench: Workbench, paths: readonly string[]): Promise<void> {
  await bench.chooseFiles([...paths]);
  await bench.page.getByRole('button', { name: `导入 ${paths.length} 个` }).click();
  await expect(bench.page.locator('.importing')).toHaveCount(0, { timeout: 60_000 });
}

async function kill(bench: Workbench): Promise<void> {
  const gone = bench.app.waitForEvent('close');
  bench.app.process().kill('SIGKILL');
  await gone;
}

test('what each session keeps is there in all that follow, closed or killed', async () => {
  const profile = temporaryFolder();
  // Small files stay in the log, each large one makes a checkpoint.
  const sessions: [number, string][][] = [
    [[500, '甲']],
    [[700, '乙']],
    [[150_000, '丙']],
    [
      [140_000, '戊'],
      [160_000, '己'],
    ],
    [[30, '丁']],
    [[20, '庚']],
  ];
  let rows = 0;
  for (const [i, files] of sessions.entries()) {
    const bench = await Workbench.open(profile);
    const before = rows.toLocaleString('en-US');
    await expect(bench.page.locator('.status')).toContainText(rows > 0 ? `${before} 行` : '尚无数据');
    const paths = files.map(([n, name]) => signIns(join(folder, `${name}.csv`), n));
    await importAll(bench, paths);
    rows += files.reduce((sum, [n]) => sum + n, 0);
    await expect(bench.page.locator('.status')).toContainText(`${rows.toLocaleString('en-US')} 行`);
    if (i % 2 === 0) await bench.close();
    else await kill(bench);
  }
  for (let start = 0; start < 2; start++) {
    const bench = await Workbench.open(profile);
    await expect(bench.page.locator('.status')).toContainText('1 个数据集 · 451,250 行');
    await bench.go('数据');
    await bench.page.getByText('数据质量').click();
    // Counted in the table itself.
    await expect(bench.page.locator('.quality')).toContainText('451,250 行，来自 7 个文件或工作表');
    await bench.close();
  }
});

test('killed in the middle of an import, the workspace is as it was before, and the lock does not stay', async () => {
  const profile = temporaryFolder();
  const small = signIns(join(folder, '小.csv'), 5000);
  const large = signIns(join(folder, '大.csv'), 1_000_000);
  for (let round = 0; round < 2; round++) {
    const bench = await Workbench.open(profile);
    if (round === 0) await importAll(bench, [small]);
    await bench.chooseFiles([large]);
    await bench.page.getByRole('button', { name: '导入 1 个' }).click({ timeout: 60_000 });
    await expect(bench.page.locator('.importing')).toContainText('约剩', { timeout: 60_000 });
    await kill(bench);
  }
  const from = Date.now();
  const again = await Workbench.open(profile);
  // A lock that stayed would end the start at once, or have it wait for the handle.
  expect(Date.now() - from).toBeLessThan(60_000);
  await expect(again.page.locator('.status')).toContainText('1 个数据集 · 5,000 行');
  // The files for what memory has no room for are of this session alone.
  expect(
    await again.page.evaluate(async () => {
      const spill = await (await navigator.storage.getDirectory()).getDirectoryHandle('spill');
      let folders = 0;
      for await (const _ of spill.keys()) folders++;
      return folders;
    }),
  ).toBe(1);
  await again.go('数据');
  await again.page.getByText('数据质量').click();
  await expect(again.page.locator('.quality')).toContainText('5,000 行，来自 1 个文件或工作表');
  await importAll(again, [signIns(join(folder, '后.csv'), 100)]);
  await expect(again.page.locator('.status')).toContainText('5,100 行');
  await again.close();
});

test('the program started twice: the second ends at once and says why, the first goes on', async () => {
  const profile = temporaryFolder();
  const first = await Workbench.open(profile);
  const second = spawn(electronPath(), electronArguments(profile), {
    env: withUtf8({ ...process.env, LANGUAGE: 'zh_CN' }),
  });
  let said = '';
  second.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code] = await once(second, 'close');
  expect(code).toBe(0);
  expect(said).toContain('程序已经打开');
  await importAll(first, [signIns(join(folder, '一.csv'), 10)]);
  await expect(first.page.locator('.status')).toContainText('10 行');
  await first.close();
});

test('a second window on one workspace says so at once, and opens it when the first is closed', async () => {
  const first = await Workbench.open(temporaryFolder());
  await importAll(first, [signIns(join(folder, '二.csv'), 10)]);
  const opening = first.app.waitForEvent('window');
  await first.app.evaluate(({ BrowserWindow }, url) => {
    void new BrowserWindow({ show: false, webPreferences: { sandbox: true } }).loadURL(url);
  }, first.page.url());
  const second = await opening;
  const refused = second.locator('.stage[data-state=failed]');
  await expect(refused).toContainText(/已在另一个窗口中打开|open in another window/, { timeout: 15_000 });
  await first.page.close();
  await refused.getByRole('button').click();
  await expect(second.locator('.stage[data-state=ready]')).toBeVisible({ timeout: 60_000 });
  await expect(second.locator('.status')).toContainText(/10 行|10 rows/);
  await first.close();
});
