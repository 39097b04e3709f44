import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { signIns } from './sign-ins.ts';
import { expect, temporaryFolder, test, Workbench } from './workbench.ts';

/** A disk of so many megabytes, with the profile of the program on it. */
class Disk {
  readonly folder = temporaryFolder();
  readonly mounted: boolean;
  #fillers = 0;

  constructor(megabytes: number) {
    this.mounted = this.mount(`size=${megabytes}m`);
  }

  mount(options: string): boolean {
    return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', this.folder]).status === 0;
  }

  /** Bytes that are free. */
  free(): number {
    const { stdout } = spawnSync('df', ['--output=avail', '-B1', this.folder], { encoding: 'utf8' });
    return Number(stdout.split('\n')[1]);
  }

  fill(leaving: number): void {
    const bytes = new Uint8Array(Math.max(0, this.free() - leaving));
    writeFileSync(join(this.folder, `filler-${this.#fillers++}`), bytes);
  }

  empty(): void {
    while (this.#fillers > 0) rmSync(join(this.folder, `filler-${--this.#fillers}`));
  }

  unmount(): void {
    if (this.mounted) spawnSync('umount', ['-l', this.folder]);
  }
}

const files = temporaryFolder();
const small = signIns(join(files, '小.csv'), 20_000);
const large = signIns(join(files, '大.csv'), 400_000);

const NO_MOUNT = 'a disk of its own can only be mounted by root';
let disk: Disk;
test.afterEach(() => disk.unmount());

async function rowsInTable(bench: Workbench): Promise<string> {
  await bench.go('数据');
  await bench.page.getByText('数据质量').click();
  const text = await bench.page
    .locator('.quality')
    .getByText(/行，来自/)
    .textContent();
  await bench.page.getByText('文件', { exact: true }).first().click();
  return text ?? '';
}

test('a disk that fills up in the middle of an import: said, taken back, and it goes on when there is room', async () => {
  disk = new Disk(24);
  test.skip(!disk.mounted, NO_MOUNT);
  let bench = await Workbench.open(disk.folder);
  await bench.chooseFiles([small]);
  await bench.page.getByRole('button', { name: '导入 1 个' }).click();
  await expect(bench.page.locator('.status')).toContainText('20,000 行', { timeout: 60_000 });
  disk.fill(9_000_000);

  await test.step('before the import: that it may not fit', async () => {
    await bench.chooseFiles([large]);
    const note = bench.page.locator('.room-note');
    await expect(note).toContainText('磁盘空间可能不够', { timeout: 60_000 });
    await expect(note).toContainText(disk.folder);
  });

  await test.step('when it is full: what, where, what was kept, what to do', async () => {
    await bench.page.getByRole('button', { name: '导入 1 个' }).click();
    const note = bench.page.locator('.room-note');
    await expect(note).toContainText('磁盘已满，没有导入 大.csv', { timeout: 60_000 });
    await expect(note).toContainText('此前导入的都在');
    await expect(note).toContainText(disk.folder);
    await bench.page.getByRole('button', { name: '语言' }).click();
    await expect(note).toContainText('The disk is full: 大.csv was not imported');
    await bench.page.getByRole('button', { name: 'Language' }).click();
    await expect(bench.page.locator('.status')).toContainText('1 个数据集 · 20,000 行');
    expect(await rowsInTable(bench)).toContain('20,000 行，来自 1 个文件');
    // What the import had taken is given back at once; the checkpoint of the new start takes some of it.
    expect(disk.free()).toBeGreaterThan(2_000_000);
  });

  await test.step('the same workspace at the next start', async () => {
    await bench.close();
    bench = await Workbench.open(disk.folder);
    await expect(bench.page.locator('.status')).toContainText('1 个数据集 · 20,000 行');
    expect(await rowsInTable(bench)).toContain('20,000 行，来自 1 个文件');
  });

  await test.step('full again, room is made, and Import goes on where it stopped', async () => {
    await bench.chooseFiles([large]);
    await bench.page.getByRole('button', { name: '导入 1 个' }).click({ timeout: 60_000 });
    await expect(bench.page.locator('.room-note')).toContainText('磁盘已满', { timeout: 60_000 });
    disk.mount('remount,size=200m');
    await bench.page.getByRole('button', { name: '导入 1 个' }).click();
    await expect(bench.page.locator('.status')).toContainText('420,000 行', { timeout: 60_000 });
    await expect(bench.page.locator('.room-note')).toHaveCount(0);
    expect(await rowsInTable(bench)).toContain('420,000 行，来自 2 个文件');
    await bench.close();
    bench = await Workbench.open(disk.folder);
    await expect(bench.page.locator('.status')).toContainText('1 个数据集 · 420,000 行');
    expect(await rowsInTable(bench)).toContain('420,000 行，来自 2 个文件');
    await bench.close();
  });
});

test('a disk that is full when the import is committed, and at the next start', async () => {
  disk = new Disk(40);
  test.skip(!disk.mounted, NO_MOUNT);
  let bench = await Workbench.open(disk.folder);
  await bench.chooseFiles([small]);
  await bench.page.getByRole('button', { name: '导入 1 个' }).click();
  await expect(bench.page.locator('.status')).toContainText('20,000 行', { timeout: 60_000 });

  await test.step('the log cannot be written', async () => {
    await bench.chooseFiles([signIns(join(files, '再.csv'), 19_000)]);
    await expect(bench.page.getByRole('button', { name: '导入 1 个' })).toBeVisible();
    disk.fill(300_000);
    await bench.page.getByRole('button', { name: '导入 1 个' }).click();
    await expect(bench.page.locator('.room-note')).toContainText('磁盘已满，没有导入 再.csv', {
      timeout: 60_000,
    });
    await bench.close();
  });

  await test.step('no room even to open it: said, and the second try works when there is room', async () => {
    disk.fill(0);
    const started = await Workbench.start(disk.folder);
    const failed = started.page.locator('.stage[data-state=failed]');
    await expect(failed).toContainText('磁盘已满', { timeout: 60_000 });
    disk.empty();
    await failed.getByRole('button', { name: '再试一次' }).click();
    await expect(started.page.locator('.stage[data-state=ready]')).toBeVisible({ timeout: 60_000 });
    await expect(started.page.locator('.status')).toContainText('1 个数据集 · 20,000 行');
    bench = started;
  });

  await test.step('and everything is there', async () => {
    expect(await rowsInTable(bench)).toContain('20,000 行，来自 1 个文件');
    await bench.chooseFiles([join(files, '再.csv')]);
    await bench.page.getByRole('button', { name: '导入 1 个' }).click();
    await expect(bench.page.locator('.status')).toContainText('39,000 行', { timeout: 60_000 });
    await bench.close();
  });
});
