import { EventEmitter } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WebContents } from 'electron';
import { beforeEach, expect, test, vi } from 'vitest';

vi.mock('electron', () => ({ BrowserWindow: {}, dialog: {}, ipcMain: {}, protocol: {} }));
const { placeIn, saves } = await import('../../../electron/bridge/save-file.ts');

const bytes = (text: string) => new TextEncoder().encode(text);
const page = () => new EventEmitter() as unknown as WebContents;

let folder: string;
let place: string;
let shell: ReturnType<typeof saves>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certscope-save-'));
  place = join(folder, '线索.csv');
  shell = saves(placeIn(folder));
});

async function open(sender: WebContents): Promise<number> {
  const { id } = await shell.openSave({ name: '线索.csv' }, sender);
  if (id === null) throw new Error('no place');
  return id;
}

test('a file comes to its place when its last piece is written, and not before', async () => {
  const sender = page();
  const id = await open(sender);
  await shell.appendSave({ id, bytes: bytes('甲,') }, sender);
  await shell.appendSave({ id, bytes: bytes('乙') }, sender);
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^\.certscope-.+\.part$/)]);
  expect(await shell.closeSave({ id, keep: true }, sender)).toEqual({ path: place });
  expect(readFileSync(place, 'utf8')).toBe('甲,乙');
  expect(readdirSync(folder)).toEqual(['线索.csv']);
});

test('a save that is given up leaves what was there before', async () => {
  const sender = page();
  writeFileSync(place, 'before');
  const id = await open(sender);
  await shell.appendSave({ id, bytes: bytes('half') }, sender);
  expect(await shell.closeSave({ id, keep: false }, sender)).toEqual({ path: null });
  expect(readFileSync(place, 'utf8')).toBe('before');
  expect(readdirSync(folder)).toEqual(['线索.csv']);
});

test.each(['destroyed', 'render-process-gone'])('a page that is %s leaves no half file', async (event) => {
  const sender = page();
  const id = await open(sender);
  await shell.appendSave({ id, bytes: bytes('half') }, sender);
  sender.emit(event as 'destroyed');
  expect(readdirSync(folder)).toEqual([]);
  await expect(async () => shell.appendSave({ id, bytes: bytes('more') }, sender)).rejects.toThrow(
    'no such save',
  );
});

test('a save belongs to the page that began it, and ends once', async () => {
  const [sender, other] = [page(), page()];
  const id = await open(sender);
  await expect(async () => shell.appendSave({ id, bytes: bytes('x') }, other)).rejects.toThrow(
    'no such save',
  );
  await expect(async () => shell.closeSave({ id, keep: true }, other)).rejects.toThrow('no such save');
  await shell.closeSave({ id, keep: true }, sender);
  await expect(async () => shell.closeSave({ id, keep: true }, sender)).rejects.toThrow('no such save');
});

test('many saves of one page are watched once', async () => {
  const sender = page();
  for (let n = 0; n < 20; n++) await shell.closeSave({ id: await open(sender), keep: true }, sender);
  expect(sender.listenerCount('destroyed')).toBe(1);
});

test('a place that cannot be written is refused before anything is made', async () => {
  const missing = saves(placeIn(join(folder, 'gone')));
  await expect(async () => missing.openSave({ name: 'a.csv' }, page())).rejects.toThrow('ENOENT');
  writeFileSync(place, 'kept');
  chmodSync(place, 0o400);
  // The system's own superuser may write anything.
  if (process.getuid?.() !== 0) await expect(open(page())).rejects.toThrow('EACCES');
  const nowhere = saves(async () => null);
  expect(await nowhere.openSave({ name: 'a.csv' }, page())).toEqual({ id: null });
  expect(readdirSync(folder)).toEqual(['线索.csv']);
});

test.skipIf(process.platform === 'win32')('what a link leads to is replaced, not the link', async () => {
  const real = join(mkdtempSync(join(tmpdir(), 'certscope-save-')), 'real.csv');
  writeFileSync(real, 'before');
  symlinkSync(real, place);
  const sender = page();
  const id = await open(sender);
  await shell.appendSave({ id, bytes: bytes('after') }, sender);
  await shell.closeSave({ id, keep: true }, sender);
  expect(readFileSync(real, 'utf8')).toBe('after');
});
