import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';

vi.mock('electron', () => ({ protocol: {} }));
const { CSP, isOurPage, resolveFile } = await import('../../../electron/scheme.ts');

const root = join('/', 'app', 'renderer');

describe('app:// addresses', () => {
  test.each([
    ['app://certscope/index.html', join(root, 'index.html')],
    ['app://certscope/assets/a.js?x=1#y', join(root, 'assets/a.js')],
    ['app://certscope/assets/%E7%AD%BE%E5%88%B0.csv', join(root, 'assets/签到.csv')],
  ])('%s is a file of ours', (url, file) => {
    expect(resolveFile(url, root)).toBe(file);
  });

  test.each([
    'app://certscope/',
    'app://other/index.html',
    'file:///etc/passwd',
    'https://certscope/index.html',
    'app://certscope/..%2f..%2fetc/passwd',
    'app://certscope/%2e%2e/%2e%2e/etc/passwd/..%2f..%2f..%2fx',
    'app://certscope/..%5c..%5cwin.ini',
    'app://certscope/a%00.js',
    'app://certscope/%E0%A4%A',
    'nonsense',
  ])('%s is refused', (url) => {
    const file = resolveFile(url, root);
    expect(file === null || file.startsWith(root)).toBe(true);
    if (!url.startsWith('app://certscope/') || /%2f|%5c|%00|%E0/.test(url)) expect(file).toBeNull();
  });

  test('only our own page counts as ours', () => {
    expect(isOurPage('app://certscope/index.html')).toBe(true);
    expect(isOurPage('app://certscope.evil/index.html')).toBe(false);
    expect(isOurPage('https://certscope/')).toBe(false);
  });

  test('the policy lets nothing in from outside and no script run inline', () => {
    expect(CSP).toContain("default-src 'self'");
    expect(CSP).not.toMatch(/https?:|\*|script-src[^;]*'unsafe-(inline|eval)'/);
  });
});
