import { describe, expect, test } from 'vitest';
import { pickedFiles, walkEntries } from '../../../renderer/components/file-drop/entries.ts';

type Tree = { readonly [name: string]: Tree | string | null };

/** Entries as Chromium makes them: folders give at most two children at a time, then an empty portion. */
function entries(tree: Tree): FileSystemEntry[] {
  return Object.entries(tree).map(([name, content]) => {
    if (content === null || typeof content === 'string') {
      return {
        name,
        isFile: true,
        isDirectory: false,
        file: (done: (f: File) => void, failed: (e: Error) => void) =>
          content === null ? failed(new Error('NotReadableError')) : done(new File([content], name)),
      };
    }
    return {
      name,
      isFile: false,
      isDirectory: true,
      createReader: () => {
        const rest = entries(content);
        return {
          readEntries: (done: (e: FileSystemEntry[]) => void) => setTimeout(() => done(rest.splice(0, 2)), 0),
        };
      },
    };
  }) as unknown as FileSystemEntry[];
}

const paths = async (tree: Tree) => (await walkEntries(entries(tree))).files.map((f) => f.path);

describe('dropped files and folders', () => {
  test('every file however deep, in name order with numbers by size', async () => {
    expect(
      await paths({
        岚州: {
          '月报10.xlsx': 'c',
          '月报2.xlsx': 'b',
          '月报1.xlsx': 'a',
          旧: { '2023': { 'x.csv': 'd' } },
          'z.csv': 'e',
        },
        'a.csv': 'f',
      }),
    ).toEqual(
      [
        'a.csv',
        '岚州/旧/2023/x.csv',
        '岚州/月报1.xlsx',
        '岚州/月报2.xlsx',
        '岚州/月报10.xlsx',
        '岚州/z.csv',
      ].sort(new Intl.Collator('zh-CN', { numeric: true }).compare),
    );
  });

  test('what nobody means is left out, folders and all', async () => {
    expect(
      await paths({
        '.DS_Store': '',
        '~$月报.xlsx': '',
        'Thumbs.db': '',
        'desktop.ini': '',
        __MACOSX: { '._a.csv': '', 'b.csv': '' },
        '.git': { config: '' },
        'a.csv': '',
        'a~$.csv': '',
      }),
    ).toEqual(['a.csv', 'a~$.csv']);
  });

  test('an unreadable file is named and stops nothing', async () => {
    const { files, unreadable } = await walkEntries(entries({ f: { 'a.csv': null, 'b.csv': 'b' } }));
    expect(files.map((f) => f.path)).toEqual(['f/b.csv']);
    expect(unreadable).toEqual(['f/a.csv']);
  });

  test('an empty folder is nothing', async () => {
    expect(await walkEntries(entries({ empty: {} }))).toEqual({ files: [], unreadable: [] });
  });
});

describe('picked files', () => {
  test('a folder gives paths, single files their names, both tidied', () => {
    const file = (name: string, path = '') =>
      Object.defineProperty(new File([], name), 'webkitRelativePath', { value: path });
    expect(
      pickedFiles([file('b.csv', 'x/b.csv'), file('.hidden', 'x/.hidden'), file('a.csv', 'x/a.csv')]).map(
        (f) => f.path,
      ),
    ).toEqual(['x/a.csv', 'x/b.csv']);
    expect(pickedFiles([file('b.csv')])).toMatchObject([{ path: 'b.csv' }]);
  });
});
