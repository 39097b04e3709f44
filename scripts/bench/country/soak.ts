import { join } from 'node:path';
import { change, median, table } from '../figures.ts';
import { type BenchApp, sizeOf, withBenchApp, withFolder } from './app.ts';
import { writeExports } from './files.ts';
import type { PartOptions } from './part.ts';
import { writeWorkbooks } from './workbook-files.ts';

/** Small, but of several chunks of work. */
const SCALE = 0.001;
const WORKBOOK_ROWS = 2000;
/** Cycles between two lines, each after a rest, and before memory and disk are what they stay. */
const STRETCH = 20;
const MOST_CHANGE = 0.1;

/** A stretch of cycles: medians of its second half, and what memory is without garbage when it is left alone after it. */
interface Row {
  readonly cycle: number;
  readonly seconds: number;
  /** Of the page between two cycles. */
  readonly working: number;
  readonly page: number;
  readonly app: number;
  readonly disk: number;
}

export interface Soak {
  readonly rows: readonly Row[];
  /** Whether page and disk are, left alone, at the end what they were after the first stretch. */
  readonly steady: boolean;
}

const isSteady = (from: number, to: number) => Math.abs(to / from - 1) <= MOST_CHANGE;

/** What is imported last is there, once, when the workspace is opened again after all that was written to it. */
async function seenAgain(app: BenchApp): Promise<void> {
  const { rows } = await app.run('importChosen');
  await app.reload();
  const found = await app.run('rowsThere');
  if (found !== rows)
    throw new Error(`${found} of ${rows} rows are there when the workspace is opened again`);
}

/** The same small import, run, look and removal again and again in one window. */
export async function soakPart({ cycles, rest, page }: PartOptions): Promise<Soak> {
  const stretch = Math.min(STRETCH, Math.ceil(cycles / 2));
  const rows = await withFolder(async (folder) => {
    const exports = await writeExports(folder, SCALE);
    const plans = exports.filter(({ path }) => path.endsWith('审核计划.csv'));
    const files = [...plans, ...writeWorkbooks(folder, 'shared', 1, WORKBOOK_ROWS)];
    return withBenchApp(
      page,
      files.map((f) => f.path),
      async (app) => {
        const found: Row[] = [];
        let since: Pick<Row, 'seconds' | 'working' | 'disk'>[] = [];
        for (let i = 1; i <= cycles; i++) {
          const started = performance.now();
          await app.run('cycle');
          const seconds = (performance.now() - started) / 1000;
          const { page: working } = await app.memoryKept();
          const disk = sizeOf(join(app.profile, 'File System'));
          since.push({ seconds, working, disk });
          if (i % stretch !== 0 && i !== cycles) continue;
          const half = since.slice(since.length >> 1);
          const { page: ofPage, all } = await app.leftAlone(rest);
          found.push({
            cycle: i,
            seconds: median(half.map((s) => s.seconds)),
            working: median(half.map((s) => s.working)),
            page: ofPage,
            app: all,
            disk: median(half.map((s) => s.disk)),
          });
          since = [];
        }
        await seenAgain(app);
        return found;
      },
    );
  });
  const [first, last] = [rows[0] as Row, rows.at(-1) as Row];
  const steady = isSteady(first.page, last.page) && isSteady(first.disk, last.disk);
  console.log(
    table([
      [
        'cycle',
        's/cycle',
        'page MB working',
        'change',
        'page MB left alone',
        'change',
        'app MB',
        'database MB',
        'change',
      ],
      ...rows.map((r) => [
        String(r.cycle),
        r.seconds.toFixed(2),
        r.working.toFixed(0),
        change(first.working, r.working),
        r.page.toFixed(0),
        change(first.page, r.page),
        r.app.toFixed(0),
        r.disk.toFixed(1),
        change(first.disk, r.disk),
      ]),
    ]),
  );
  const verdict = steady ? 'are' : 'ARE NOT';
  console.log(
    `\nMemory of the page that is left alone and size of the database ${verdict} after ${cycles} cycles what they were after ${first.cycle} (±${MOST_CHANGE * 100} %).`,
  );
  return { rows, steady };
}
