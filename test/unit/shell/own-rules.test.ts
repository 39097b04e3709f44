import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { bridge, OWN_RULES } from '../../../shared/bridge.ts';

const openPath = vi.fn(async (_path: string) => '');
vi.mock('electron', () => ({
  shell: { openPath: (path: string) => openPath(path) },
  ipcMain: {},
  protocol: {},
}));
const { rulesIn } = await import('../../../electron/bridge/own-rules.ts');

const sender = {} as Parameters<ReturnType<typeof rulesIn>['listRules']>[1];
let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'certscope-')), 'rules');
});

const list = async () => {
  const reply = await rulesIn(folder).listRules(undefined, sender);
  expect(bridge.listRules.reply.safeParse(reply).error).toBeUndefined();
  return reply;
};
const add = (name: string, text: string) => rulesIn(folder).addRule({ name, text }, sender);

describe('the rules folder', () => {
  test('that is not there yet is empty', async () => {
    expect(await list()).toEqual({ folder, files: [], left: 0 });
  });

  test('takes a new file, and keeps the one that is there', async () => {
    expect(await add('X01-a.sql', '规则')).toEqual({ added: true });
    expect(await add('X01-a.sql', 'other')).toEqual({ added: false });
    expect(readFileSync(join(folder, 'X01-a.sql'), 'utf8')).toBe('规则');
    expect((await list()).files).toEqual([{ name: 'X01-a.sql', text: '规则' }]);
  });

  test('is opened by the system, and made first', async () => {
    await rulesIn(folder).openRulesFolder(undefined, sender);
    expect(openPath).toHaveBeenLastCalledWith(folder);
    expect((await list()).files).toEqual([]);
    openPath.mockResolvedValueOnce('no file manager');
    await expect(rulesIn(folder).openRulesFolder(undefined, sender)).rejects.toThrow('no file manager');
  });

  test('gives its .sql files by name, without folders, hidden files and others', async () => {
    mkdirSync(join(folder, 'folder.sql'), { recursive: true });
    for (const name of ['X02-b.SQL', 'X01-a.sql', '.hidden.sql', '~$X01.sql', 'X01-a.sql.bak', 'note.txt'])
      writeFileSync(join(folder, name), name);
    writeFileSync(join(folder, 'folder.sql', 'X03-c.sql'), '');
    expect((await list()).files.map((f) => f.name)).toEqual(['X01-a.sql', 'X02-b.SQL']);
  });

  test('reads UTF-8, with a BOM or without, and says where a text is none', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'X01-bom.sql'), '\ufeff规则');
    writeFileSync(join(folder, 'X02-gbk.sql'), Buffer.from([0x2d, 0x2d, 0x0a, 0x61, 0xb9, 0xe6, 0xd4, 0xf2]));
    writeFileSync(join(folder, 'X03-utf16.sql'), Buffer.from('SELECT 1', 'utf16le'));
    expect((await list()).files).toEqual([
      { name: 'X01-bom.sql', text: '规则' },
      { name: 'X02-gbk.sql', why: 'not-utf8', line: 2, column: 2, detail: '' },
      { name: 'X03-utf16.sql', why: 'not-utf8', line: 1, column: 2, detail: '' },
    ]);
  });

  test('reads no file beyond the limit, and one at it', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'a.sql'), 'x'.repeat(OWN_RULES.bytes));
    writeFileSync(join(folder, 'b.sql'), 'x'.repeat(OWN_RULES.bytes + 1));
    const { files } = await list();
    expect(files[0]).toMatchObject({ name: 'a.sql', text: expect.any(String) });
    expect(files[1]).toMatchObject({ name: 'b.sql', why: 'too-large' });
  });

  test('gives no more files than the limit, and says how many are left', async () => {
    mkdirSync(folder);
    for (let i = 0; i < OWN_RULES.files + 3; i++)
      writeFileSync(join(folder, `r${String(i).padStart(4, '0')}.sql`), '');
    const { files, left } = await list();
    expect([files.length, left]).toEqual([OWN_RULES.files, 3]);
    expect(files.at(-1)?.name).toBe('r0199.sql');
  });

  test('lists what cannot be opened, with the reason', async () => {
    mkdirSync(folder);
    symlinkSync(join(folder, 'gone'), join(folder, 'X01-link.sql'));
    execFileSync('mkfifo', [join(folder, 'X02-pipe.sql')]);
    expect((await list()).files).toEqual([
      { name: 'X01-link.sql', why: 'unreadable', line: 1, column: 1, detail: 'ENOENT' },
      { name: 'X02-pipe.sql', why: 'unreadable', line: 1, column: 1, detail: 'not a file' },
    ]);
  });
});

test('a job without a rules folder has none, and makes none', async () => {
  const { listRules, addRule, openRulesFolder } = rulesIn(null);
  expect(await listRules(undefined, sender)).toEqual({ folder: null, files: [], left: 0 });
  await expect(addRule({ name: 'X01-a.sql', text: '' }, sender)).rejects.toThrow();
  await expect(openRulesFolder(undefined, sender)).rejects.toThrow();
});
