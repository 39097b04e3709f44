import { join } from 'node:path';
import { signIns } from './sign-ins.ts';
import { expect, temporaryFolder, test, Workbench } from './workbench.ts';

const folder = temporaryFolder();

async function importOne(bench: Workbench, path: string): Promise<void> {
  await bench.chooseFiles([path]);
  await bench.page.getByRole('button', { name: '导入 1 个' }).click();
  await expect(bench.page.locator('.importing')).toHaveCount(0, { timeout: 60_000 });
}

async function kill(bench: Workbench): Promise<void> {
  const gone = bench.app.waitForEvent('close');
  bench.app.process().kill('SIGKILL');
  await gone;
}

test('what each session keeps is there in all that follow, closed or killed', async () => {
  const profile = temporaryFolder();
  // Small files stay in the log, the large one makes a checkpoint.
  const sessions = [
    signIns(join(folder, '甲.csv'), 500),
    signIns(join(folder, '乙.csv'), 700),
    signIns(join(folder, '丙.csv'), 150_000),
    signIns(join(folder, '丁.csv'), 30),
  ];
  let rows = 0;
  for (const [i, path] of sessions.entries()) {
    const bench = await Workbench.open(profile);
    const before = rows.toLocaleString('en-US');
    await expect(bench.page.locator('.status')).toContainText(rows > 0 ? `${before} 行` : '尚无数据');
    await importOne(bench, path);
    rows += [500, 700, 150_000, 30][i] ?? 0;
    await expect(bench.page.locator('.status')).toContainText(`${rows.toLocaleString('en-US')} 行`);
    if (i % 2 === 0) await bench.close();
    else await kill(bench);
  }
  for (let start = 0; start < 2; start++) {
    const bench = await Workbench.open(profile);
    await expect(bench.page.locator('.status')).toContainText('1 个数据集 · 151,230 行');
    await bench.go('数据');
    await bench.page.getByText('数据质量').click();
    // Counted in the table itself.
    await expect(bench.page.locator('.quality')).toContainText('151,230 行，来自 4 个文件或工作表');
    await bench.close();
  }
});
