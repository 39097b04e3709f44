import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { withUtf8 } from '../../electron.mjs';

const here = join(import.meta.dirname, 'page');

/** Peaks in MB while a page works: its own process, and all of the program together. */
export interface Peak {
  readonly page: number;
  readonly all: number;
}

export interface BenchApp {
  readonly page: Page;
  /** Does work and watches the memory. */
  watched<T>(work: () => Promise<T>): Promise<T & { peak: Peak }>;
  close(): Promise<void>;
}

/** Builds the bench's page, serves it on this machine alone and opens it in Electron, on a profile of its own. */
export async function openBenchApp(files: readonly string[]): Promise<BenchApp> {
  const folder = mkdtempSync(join(tmpdir(), 'certscope-bench-app-'));
  const config = { root: here, configFile: false, logLevel: 'error' } as const;
  const outDir = join(folder, 'page');
  await build({
    ...config,
    worker: { format: 'es' },
    build: { outDir, target: 'chrome130', chunkSizeWarningLimit: 9000 },
  });
  const server = await preview({ ...config, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  const { port } = server.httpServer.address() as AddressInfo;
  const app = await _electron.launch({
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--user-data-dir=${join(folder, 'profile')}`,
      join(import.meta.dirname, 'electron'),
    ],
    env: withUtf8({ ...process.env, CERTSCOPE_BENCH_PAGE: `http://127.0.0.1:${port}/` }) as Record<
      string,
      string
    >,
  });
  const page = await app.firstWindow();
  // A window that is not shown draws no frames to look at it in.
  await page.waitForFunction(() => 'bench' in window, undefined, { polling: 100, timeout: 60_000 });
  await page.setInputFiles('input', [...files]);
  page.setDefaultTimeout(0);

  const memory = async (): Promise<Peak> => {
    const processes = await app.evaluate(({ app: electron }) =>
      electron.getAppMetrics().map((m) => ({ type: m.type, kb: m.memory.workingSetSize })),
    );
    const sum = (of: typeof processes) => of.reduce((total, p) => total + p.kb, 0) / 1024;
    return { page: sum(processes.filter((p) => p.type === 'Tab')), all: sum(processes) };
  };
  return {
    page,
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
    async close() {
      await app.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
