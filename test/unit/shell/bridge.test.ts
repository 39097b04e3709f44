import { describe, expect, test, vi } from 'vitest';
import { type BridgeCall, bridge, SAVE_PIECE } from '../../../shared/bridge.ts';

const exposed: Record<string, (request: unknown) => Promise<unknown>> = {};
const invoke = vi.fn();
const handled = new Map<string, unknown>();
vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (_name: string, api: object) => Object.assign(exposed, api) },
  ipcRenderer: { invoke: (...args: unknown[]) => invoke(...args) },
  ipcMain: { handle: (call: string, handler: unknown) => handled.set(call, handler) },
  protocol: {},
}));
await import('../../../electron/preload.ts');
const { answer, handleBridge } = await import('../../../electron/bridge/handle.ts');

type Handlers = Parameters<typeof handleBridge>[0];

const bytes = new Uint8Array([1, 2]);
const good: { readonly [C in BridgeCall]: unknown } = {
  appInfo: undefined,
  guardClose: { message: '关闭？', detail: '', stay: '继续', leave: '关闭' },
  releaseClose: undefined,
  openSave: { name: '线索.csv' },
  appendSave: { id: 1, bytes },
  closeSave: { id: 1, keep: true },
  printPdf: { html: '<!doctype html>', header: '', footer: { left: '', page: '{page}' } },
  listRules: undefined,
  addRule: { name: 'X01-my_rule.sql', text: 'SELECT 1' },
  openRulesFolder: undefined,
  getJob: undefined,
  offerJobFiles: undefined,
  reportProgress: { line: 'x' },
  finishJob: { exitCode: 0, reason: null },
};
const bad: { readonly [C in BridgeCall]: unknown[] } = {
  appInfo: [{}],
  guardClose: [
    undefined,
    { message: '', detail: '', stay: '继续', leave: '关闭' },
    { message: '关闭？', detail: '', stay: '继续' },
    { message: 'x'.repeat(300), detail: '', stay: '继续', leave: '关闭' },
    { message: '关闭？', detail: '', stay: '继续', leave: '关闭', type: 'error' },
  ],
  releaseClose: [{}, true],
  openSave: [
    { name: '../x.csv' },
    { name: 'a\\b' },
    { name: '' },
    { name: 'x.csv', path: '/etc/passwd' },
    undefined,
  ],
  appendSave: [
    { id: 1, bytes: [1] },
    { id: '1', bytes },
    { id: 1.5, bytes },
    { id: 1, bytes: new Uint8Array(SAVE_PIECE + 1) },
    { id: 1, bytes, at: 0 },
  ],
  closeSave: [{ id: 1 }, { id: 1, keep: 'yes' }, { id: 1, keep: true, path: '/etc/passwd' }],
  printPdf: [
    { html: '', header: '', footer: { left: '', page: '' } },
    { html: 'x' },
    { html: 'x', header: '', footer: { left: '', page: '' }, url: 'https://x' },
  ],
  listRules: ['/etc', { folder: '/etc' }],
  addRule: [
    { name: '../X01-a.sql', text: '' },
    { name: 'X01-a/b.sql', text: '' },
    { name: 'X01-a.exe', text: '' },
    { name: 'D01-a.sql', text: '' },
    { name: 'X01-a.sql', text: 'x'.repeat(300_000) },
    { name: 'X01-a.sql', text: '', folder: '/etc' },
    { name: 'X01-a.sql' },
  ],
  openRulesFolder: ['/etc', { path: '/etc' }],
  getJob: ['now'],
  offerJobFiles: [['/etc/passwd']],
  reportProgress: [{ line: 1 }, { line: 'x'.repeat(3000) }],
  finishJob: [{ exitCode: 7, reason: null }, { exitCode: 0 }],
};
const calls = Object.keys(bridge) as BridgeCall[];
const page = 'app://certscope/index.html';
const handlers = Object.fromEntries(calls.map((c) => [c, vi.fn(() => 'done')])) as unknown as Handlers;
const sender = {} as Parameters<typeof answer>[4];

describe.each(calls)('%s', (call) => {
  test('has a handler and a preload method that reaches it', async () => {
    handleBridge(handlers);
    expect(handled.has(call)).toBe(true);
    await exposed[call]?.('request');
    expect(invoke).toHaveBeenLastCalledWith(call, 'request');
  });

  test('answers a good request', async () => {
    expect(await answer(call, handlers, page, good[call], sender)).toEqual({ ok: true, value: 'done' });
  });

  test.each(bad[call].map((request, n) => [n, request]))('refuses bad request %i', async (_n, request) => {
    const handler = vi.fn();
    const result = await answer(call, { ...handlers, [call]: handler }, page, request, sender);
    expect(result).toMatchObject({ ok: false });
    expect(handler).not.toHaveBeenCalled();
  });

  test('refuses another page and a frame inside ours', async () => {
    for (const url of ['https://certscope/', 'file:///index.html', undefined]) {
      expect(await answer(call, handlers, url, good[call], sender)).toMatchObject({ ok: false });
    }
  });
});

test('the page finds the contract and nothing more', () => {
  expect(Object.keys(exposed).sort()).toEqual([...calls].sort());
});

test('a handler that throws becomes one sentence', async () => {
  const broken = {
    ...handlers,
    appInfo: () => Promise.reject(new Error('disk full')),
  } as unknown as Handlers;
  expect(await answer('appInfo', broken, page, undefined, sender)).toEqual({ ok: false, error: 'disk full' });
});
