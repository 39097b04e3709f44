import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { withUtf8 } from '../../electron.mjs';
import { sum } from '../figures.ts';
import type { Bench } from './page/page.ts';

/** Peaks in MB while a page works: its own process, and all of the program together. */
export interface Peak {
  readonly page: number;
  readonly all: number;
}

export interface BenchApp {
  readonly page: Page;
  /** The folder of the profile. */
  readonly profile: string;
  /** Has the page do one of the things it can do. */
  run<K extends keyof Bench>(name: K, ...args: Parameters<Bench[K]>): ReturnType<Bench[K]>;
  /** Loads the page once more, as a program that is started again. */
  reload(): Promise<void>;
  /** What the processes hold now. */
  memory(): Promise<Peak>;
  /** What they hold without the garbage of the page and its workers. */
  memoryKept(): Promise<Peak>;
  /** The same after it was left alone for so many seconds. */
  leftAlone(seconds: number): Promise<Peak>;
  /** Does work and watches the memory. */
  watched<T>(work: () => Promise<T>): Promise<T & { peak: Peak }>;
}

/** MB of the files below a folder. */
export function sizeOf(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return sum(entries.filter((e) => e.isFile()).map((e) => statSync(join(e.parentPath, e.name)).size / 1e6));
}

/** A folder for as long as the work takes. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'certscope-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Builds the bench's page and serves it on this machine alone while the work, which gets its address, goes on. */
export function withPage<T>(work: (page: string) => Promise<T>): Promise<T> {
  return withFolder(async (outDir) => {
    const config = {
      root: join(import.meta.dirname, 'page'),
      configFile: false,
      logLevel: 'error',
    } as const;
    await build({
      ...config,
      worker: { format: 'es' },
      build: { outDir, emptyOutDir: true, target: 'chrome130', chunkSizeWarningLimit: 9000 },
    });
    const server = await preview({ ...config, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
    try {
      const { port } = server.httpServer.address() as AddressInfo;
      return await work(`http://127.0.0.1:${port}/`);
    } finally {
      await server.close();
    }
  });
}

/**
 * Starts Electron on a profile.
 * @param folder of the app: with package.json and main
 */
export function launch(
  folder: string,
  profile: string,
  env: Record<string, string> = {},
): Promise<ElectronApplication> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return _electron.launch({
    args: [...sandbox, `--user-data-dir=${profile}`, folder],
    env: withUtf8({ ...process.env, ...env }) as Record<string, string>,
  });
}

/** What the processes of a program hold now, in MB. */
export async function memoryOf(app: ElectronApplication): Promise<Peak> {
  const processes = await app.evaluate(({ app: electron }) =>
    electron.getAppMetrics().map((m) => ({ type: m.type, kb: m.memory.workingSetSize })),
  );
  const total = (of: typeof processes) => sum(of.map((p) => p.kb / 1024));
  return { page: total(processes.filter((p) => p.type === 'Tab')), all: total(processes) };
}

/** The bench's page in Electron, with files chosen in it, on a new profile. */
export function withBenchApp<T>(
  address: string,
  files: readonly string[],
  work: (app: BenchApp) => Promise<T>,
): Promise<T> {
  return withFolder(async (profile) => {
    const app = await launch(join(import.meta.dirname, 'electron'), profile, {
      CERTSCOPE_BENCH_PAGE: address,
    });
    try {
      return await work(await benchApp(app, profile, files));
    } finally {
      await app.close();
    }
  });
}

async function benchApp(
  app: ElectronApplication,
  profile: string,
  files: readonly string[],
): Promise<BenchApp> {
  const page = await app.firstWindow();
  const ready = async () => {
    // A window that is not shown draws no frames to look at it in.
    await page.waitForFunction(() => 'bench' in window, undefined, { polling: 100, timeout: 60_000 });
    await page.setInputFiles('input', [...files]);
  };
  await ready();
  page.setDefaultTimeout(0);
  const memory = () => memoryOf(app);
  const memoryKept = async () => {
    // The heap of each worker is one of its own, which the page's collection leaves alone.
    await Promise.all([page, ...page.workers()].map((thread) => thread.evaluate(() => globalThis.gc?.())));
    return memory();
  };
  return {
    page,
    profile,
    memory,
    memoryKept,
    async leftAlone(seconds) {
      await page.waitForTimeout(seconds * 1000);
      return memoryKept();
    },
    async reload() {
      await page.reload();
      await ready();
    },
    run: ((name: keyof Bench, ...args: unknown[]) =>
      page.evaluate(([which, given]) => (window as unknown as BenchWindow).bench[which](...given), [
        name,
        args,
      ] as const)) as BenchApp['run'],
    async watched(work) {
      let peak: Peak = { page: 0, all: 0 };
      const look = async () => {
        const now = await memory();
        peak = { page: Math.max(peak.page, now.page), all: Math.max(peak.all, now.all) };
      };
      const timer = setInterval(() => void look().catch(() => undefined), 250);
      try {
        return { ...(await work()), peak };
      } finally {
        clearInterval(timer);
      }
    },
  };
}

interface BenchWindow {
  readonly bench: Record<keyof Bench, (...args: readonly unknown[]) => Promise<unknown>>;
}
