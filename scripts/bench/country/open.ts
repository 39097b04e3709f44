import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { openWindow } from '../../../renderer/engine/window.ts';
import { ensureBuild } from '../../bootstrap/build.mjs';
import { root } from '../../common/paths.mjs';
import { median, table } from '../figures.ts';
import { launch, memoryOf, sizeOf, withFolder } from './app.ts';
import { writeExports } from './files.ts';
import type { PartOptions } from './part.ts';
import { engineOf } from './program-engine.ts';

/** Seconds that an analyst waits for a workspace of any size. */
const TARGET = 3;
/** The rows that a grid asks for at first. */
const PAGE = 100;

interface Opened {
  /** Seconds from the window to a workspace that answers. */
  readonly ready: number;
  /** Seconds, one after the other: count the biggest table; its first rows in a grid; the same in the order of a column. */
  readonly count: number;
  readonly page: number;
  readonly sorted: number;
  readonly rows: number;
  /** MB that the processes have read until the workspace was ready: of them all, and from the disk; null where it is not told. */
  readonly read: number | null;
  readonly fromDisk: number | null;
  readonly memory: number;
}

interface Row extends Opened {
  readonly scale: number;
  /** MB of the database. */
  readonly database: number;
}

/** The program as it is installed, on a profile: its own main, its own page. */
async function withProgram<T>(
  profile: string,
  work: (app: ElectronApplication, page: Page) => Promise<T>,
): Promise<T> {
  const app = await launch(root, profile, { LANGUAGE: 'zh_CN' });
  try {
    const page = await app.firstWindow();
    page.setDefaultTimeout(0);
    return await work(app, page);
  } finally {
    await app.close();
  }
}

/** Imports files as an analyst does. */
function importFiles(profile: string, paths: readonly string[]): Promise<void> {
  return withProgram(profile, async (_app, page) => {
    await page.locator('.stage[data-state=ready]').waitFor();
    if (paths.length === 0) return;
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: '选择文件…' }).first().click();
    await (await chooser).setFiles([...paths]);
    await page.getByRole('button', { name: `导入 ${paths.length} 个` }).click();
    await page.locator('.status', { hasText: '全部对平' }).waitFor();
    await page.locator('.importing').waitFor({ state: 'detached' });
  });
}

/** MB that a process and those it started have read; null where the system does not say. */
function readBy(pid: number): { read: number; fromDisk: number } | null {
  if (process.platform !== 'linux') return null;
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((n) => /^\d+$/.test(n))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // It has ended in the meantime.
    }
  }
  const isOurs = (p: number | undefined): boolean => p === pid || (!!p && isOurs(parents.get(p)));
  let [read, fromDisk] = [0, 0];
  for (const each of [...parents.keys()].filter(isOurs)) {
    try {
      const io = readFileSync(`/proc/${each}/io`, 'utf8');
      read += Number(/^rchar: (\d+)/m.exec(io)?.[1]) / 1e6;
      fromDisk += Number(/^read_bytes: (\d+)/m.exec(io)?.[1]) / 1e6;
    } catch {
      return null;
    }
  }
  return { read, fromDisk };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

function open(profile: string, biggest: string, rows: number): Promise<Opened> {
  return withProgram(profile, async (app, page) => {
    // The clock of the page begins when its window is made, which shows it at once.
    const ready = await page
      .waitForFunction(
        () => document.querySelector('.stage[data-state=ready]') && performance.now(),
        undefined,
        {
          polling: 10,
        },
      )
      .then((handle) => handle.jsonValue());
    const io = readBy(app.process().pid ?? 0);
    const { page: memory } = await memoryOf(app);
    const engine = await engineOf(page);
    const count = await timed(async () => {
      const [found] = await engine.rows<{ n: number }>(`SELECT count(*) AS n FROM ${biggest}`);
      if (found?.n !== rows) throw new Error(`${found?.n} of ${rows} rows are in the workspace`);
    });
    const firstPage = (sort: string[]) => async () => {
      const spec = { table: biggest, sort: sort.map((column) => ({ column })), filters: [] };
      const window = await openWindow(engine, spec);
      const found = await window.rows(0, PAGE);
      if (found.length !== Math.min(rows, PAGE)) throw new Error(`a page of ${found.length} rows`);
      await window.close();
    };
    return {
      ready: Number(ready) / 1000,
      count,
      page: await timed(firstPage([])),
      sorted: await timed(firstPage(['plan_no'])),
      rows,
      read: io?.read ?? null,
      fromDisk: io?.fromDisk ?? null,
      memory,
    };
  });
}

function measure(scale: number, rounds: number): Promise<Row> {
  return withFolder(async (folder) => {
    const exports = scale > 0 ? await writeExports(folder, scale) : [];
    const profile = join(folder, 'profile');
    await importFiles(
      profile,
      exports.map((f) => f.path),
    );
    const signIns = exports.find((f) => f.path.endsWith('签到.csv'))?.rows ?? 0;
    const opened: Opened[] = [];
    for (let i = 0; i < rounds; i++) opened.push(await open(profile, 'sign_in', signIns));
    const middle = (of: (o: Opened) => number | null) => median(opened.map((o) => of(o) ?? 0));
    const told = opened.every((o) => o.read !== null);
    return {
      scale,
      database: sizeOf(join(profile, 'File System')),
      ready: middle((o) => o.ready),
      count: middle((o) => o.count),
      page: middle((o) => o.page),
      sorted: middle((o) => o.sorted),
      rows: signIns,
      read: told ? middle((o) => o.read) : null,
      fromDisk: told ? middle((o) => o.fromDisk) : null,
      memory: middle((o) => o.memory),
    };
  });
}

const mega = (n: number | null) => (n === null ? 'not told' : n.toFixed(0));
const answers = (r: Row) => r.ready + r.count + r.page;

/**
 * A fresh start of the program, as it is installed, on a workspace of each scale and on an empty one (scale 0): how long
 * until it answers, and how much of the workspace it reads for that.
 */
export async function openPart({ scales, rounds }: PartOptions): Promise<readonly Row[]> {
  await ensureBuild();
  const rows: Row[] = [];
  for (const scale of [0, ...scales]) rows.push(await measure(scale, rounds));
  const head = [
    'scale',
    'database MB',
    'sign-ins',
    'ready s',
    'count s',
    'page s',
    'all s',
    'sorted page s',
    'read MB',
    'from disk MB',
    'page MB',
  ];
  const cells = rows.map((r) => [
    String(r.scale),
    r.database.toFixed(1),
    r.rows.toLocaleString('en-US'),
    ...[r.ready, r.count, r.page, answers(r), r.sorted].map((s) => s.toFixed(2)),
    mega(r.read),
    mega(r.fromDisk),
    r.memory.toFixed(0),
  ]);
  console.log(table([head, ...cells]));
  const [empty, ...full] = rows;
  for (const r of full) {
    const late = answers(r) > TARGET ? 'LATER THAN' : 'within';
    const more =
      r.read === null || empty?.read == null
        ? 'what is read is not told on this system'
        : `read ${(r.read - empty.read).toFixed(1)} MB more than an empty one, of a database of ${r.database.toFixed(1)} MB`;
    console.log(`scale ${r.scale}: answers ${late} ${TARGET} s of its window; ${more}`);
  }
  return rows;
}
