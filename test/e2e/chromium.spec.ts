import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import { parseCsv } from '../support/csv.ts';
import { readTruth, wrongLeads } from '../support/truth.ts';
import { root } from './workbench.ts';

/** The policy of electron/scheme.ts, read as text because that file needs Electron. */
async function policy(): Promise<string> {
  const source = await readFile(join(root, 'electron/scheme.ts'), 'utf8');
  const list = /export const CSP = \[([\s\S]*?)\]/.exec(source)?.[1] ?? '';
  return [...list.matchAll(/"([^"]+)"/g)].map((m) => m[1]).join('; ');
}

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
};

async function servePage(): Promise<{ server: Server; url: string }> {
  const csp = await policy();
  expect(csp).toContain("'wasm-unsafe-eval'");
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname);
    const body = await readFile(join(root, 'dist/renderer', path)).catch(() => null);
    response.writeHead(body ? 200 : 404, {
      'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
      'Content-Security-Policy': csp,
    });
    response.end(body ?? 'not found');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { server, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/index.html` };
}

test('the same page in Chromium: the sample gives the leads of its truth', async () => {
  const executablePath = process.env.CERTSCOPE_CHROMIUM;
  test.skip(!executablePath, 'no Chromium here');
  const { server, url } = await servePage();
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
  try {
    const page = await browser.newPage({ locale: 'zh-CN', acceptDownloads: true });
    const outside: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(new URL(url).origin) && !/^(data|blob):/.test(request.url()))
        outside.push(request.url());
    });
    await page.goto(url);
    await page.getByRole('button', { name: '打开示例数据' }).click();
    await expect(page.getByText('哪些规则')).toBeVisible({ timeout: 120_000 });
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出' }).click();
    await page.getByRole('menuitem', { name: '线索清单（CSV）' }).click();
    const text = await readFile(await (await download).path(), 'utf8');
    expect(wrongLeads(readTruth(), parseCsv(text.slice(1)))).toEqual({ missed: [], unexpected: [] });
    expect(outside).toEqual([]);
  } finally {
    await browser.close();
    server.close();
  }
});
