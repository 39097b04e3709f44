import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, test as base, type ElectronApplication, expect, type Page } from '@playwright/test';
import { withUtf8 } from '../../scripts/electron.mjs';

export const root = join(import.meta.dirname, '../..');
export const sampleFolder = join(root, 'sample-data');

/** Arguments that start Electron on this checkout with a profile of its own. */
export function electronArguments(profile: string, ...rest: string[]): string[] {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [...sandbox, `--user-data-dir=${profile}`, root, ...rest];
}

export const electronPath = (): string => {
  const path = process.env.CERTSCOPE_ELECTRON;
  if (!path) throw new Error('CERTSCOPE_ELECTRON names no Electron; run the tests through npm test');
  return path;
};

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'certscope-e2e-'));

/** The workbench as an analyst has it, with words for what an analyst does. */
export class Workbench {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly requests: string[] = [];
  readonly errors: string[] = [];

  constructor(app: ElectronApplication, page: Page) {
    this.app = app;
    this.page = page;
    page.on('request', (request) => this.requests.push(request.url()));
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && this.errors.push(message.text()));
  }

  /** Starts the program; its workspace may not open. */
  static async start(profile: string, lang: 'zh' | 'en' = 'zh'): Promise<Workbench> {
    // Without a path of ours Playwright holds the app back until it is attached. Given one, it attaches while the
    // page loads, and once in a hundred times waits for ever for a navigation that it has missed.
    const app = await _electron.launch({
      args: electronArguments(profile),
      env: withUtf8({ ...process.env, LANGUAGE: lang === 'zh' ? 'zh_CN' : 'en_US' }),
    });
    return new Workbench(app, await app.firstWindow());
  }

  static async open(profile: string, lang: 'zh' | 'en' = 'zh'): Promise<Workbench> {
    const bench = await Workbench.start(profile, lang);
    const { page } = bench;
    await expect(page.locator('.stage[data-state=ready]')).toBeVisible({ timeout: 60_000 });
    if ((await page.evaluate(() => document.documentElement.lang)) !== (lang === 'zh' ? 'zh-CN' : 'en')) {
      await page.getByRole('button', { name: /语言|Language/ }).click();
    }
    return bench;
  }

  async chooseFiles(paths: string[]): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: '选择文件…' }).first().click();
    await (await chooser).setFiles(paths);
  }

  async go(screen: '总览' | '数据' | '线索' | '对应' | '依据'): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'CertScope' })
      .getByRole('button', { name: screen })
      .click();
  }

  /** Makes an export from the menu and gives the bytes that were written. */
  async export(label: string, name: string): Promise<Buffer> {
    const path = join(temporaryFolder(), name);
    const saved = this.page.getByText(`已保存 ${name}`);
    // What is still said of the one before says nothing of this one.
    await expect(saved).toHaveCount(0);
    await this.saveTo(path);
    await this.page.getByRole('button', { name: '导出' }).click();
    await this.page.getByRole('menuitem', { name: label }).click();
    await expect(saved).toBeVisible({ timeout: 60_000 });
    return readFileSync(path);
  }

  /** Answers the next save dialogs with this path. */
  async saveTo(path: string): Promise<void> {
    await this.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, path);
  }

  async close(): Promise<void> {
    await this.app.close();
  }
}

/** A workbench on an empty profile. */
export const test = base.extend<{ workbench: Workbench }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  workbench: async ({}, use) => {
    const workbench = await Workbench.open(temporaryFolder());
    await use(workbench);
    await workbench.close();
  },
});

export { expect };
