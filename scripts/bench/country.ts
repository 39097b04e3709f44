import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BenchApp, openBenchApp, type Peak } from './country/app.ts';
import { writeExports } from './country/files.ts';
import type { Measured } from './country/page/page.ts';
import { median, sum, table } from './figures.ts';

export const USAGE = `npm run bench -- [options]
  --scale 0.1,0.3,1   parts of the country: 1 is 939,114 organisations and 3.366 million certificates (0.01)
  --rounds 3          rounds; medians are shown (3)
  --json FILE         writes the figures to FILE as well`;

type Round = Measured & { readonly peak: Peak };

interface Row {
  readonly scale: number;
  readonly rows: number;
  readonly csvBytes: number;
  readonly bare: Round;
  readonly ours: Round;
  /** Medians over the rounds of what each gives: ours over bare, bytes on disk over bytes of CSV. */
  readonly ratio: number;
  readonly disk: number;
}

const byMedian = (rounds: readonly Round[]) =>
  [...rounds].sort((a, b) => sum(a.seconds) - sum(b.seconds))[rounds.length >> 1] as Round;

/** The options as typed. @throws Error with one sentence about the first that makes no sense */
function readOptions(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      scale: { type: 'string', default: '0.01' },
      rounds: { type: 'string', default: '3' },
      json: { type: 'string' },
    },
  });
  const scales = values.scale.split(',').map(Number);
  if (scales.some((n) => !(n > 0 && n <= 10)))
    throw new Error(`--scale takes numbers above 0 and up to 10, such as 0.1,1, not "${values.scale}".`);
  const rounds = Number(values.rounds);
  if (!Number.isSafeInteger(rounds) || rounds < 1)
    throw new Error(`--rounds takes a whole number from 1, not "${values.rounds}".`);
  return { scales, rounds, json: values.json };
}

async function measure(scale: number, rounds: number): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'certscope-bench-'));
  let app: BenchApp | null = null;
  try {
    const files = await writeExports(folder, scale);
    const bare: Round[] = [];
    const ours: Round[] = [];
    for (let i = 0; i < rounds; i++) {
      // A window of its own each time: what one left in memory is not the other's.
      for (const [name, kept] of [
        ['bare', bare],
        ['ours', ours],
      ] as const) {
        app = await openBenchApp(files.map((f) => f.path));
        const { page } = app;
        kept.push(
          await app.watched(() =>
            page.evaluate((which) => (window as unknown as BenchWindow).bench[which](), name),
          ),
        );
        await app.close();
        app = null;
      }
    }
    const rows = sum(files.map((f) => f.rows));
    const csvBytes = sum(files.map((f) => f.bytes));
    for (const { rows: found } of [...bare, ...ours])
      if (found !== rows) throw new Error(`${found} of ${rows} rows were loaded`);
    return {
      scale,
      rows,
      csvBytes,
      bare: byMedian(bare),
      ours: byMedian(ours),
      ratio: median(ours.map((o, i) => sum(o.seconds) / sum((bare[i] as Round).seconds))),
      disk: median(ours.map((o) => o.disk)) / csvBytes,
    };
  } finally {
    await app?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface BenchWindow {
  readonly bench: Record<'bare' | 'ours', () => Promise<Measured>>;
}

const HEAD = [
  'scale',
  'rows',
  'CSV MB',
  'bare s',
  'ours s',
  'of it looking',
  'ours/bare',
  'µs/row',
  'page MB',
  'app MB',
  'disk/CSV',
];

const cells = (r: Row): string[] => [
  String(r.scale),
  r.rows.toLocaleString('en-US'),
  (r.csvBytes / 1e6).toFixed(0),
  sum(r.bare.seconds).toFixed(1),
  sum(r.ours.seconds).toFixed(1),
  sum(r.ours.looking).toFixed(1),
  r.ratio.toFixed(2),
  ((1e6 * sum(r.ours.seconds)) / r.rows).toFixed(2),
  r.ours.peak.page.toFixed(0),
  r.ours.peak.all.toFixed(0),
  r.disk.toFixed(2),
];

/**
 * The whole country, or a part of it, into the program in Electron and beside it into bare DuckDB: the ratio within one
 * run is what counts.
 * @returns the exit code
 */
export async function run(args: string[]): Promise<number> {
  let options: ReturnType<typeof readOptions>;
  try {
    options = readOptions(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return 1;
  }
  const rows: Row[] = [];
  for (const scale of options.scales) {
    rows.push(await measure(scale, options.rounds));
    console.log(`\n${table([HEAD, ...rows.map(cells)])}`);
  }
  if (options.json) writeFileSync(options.json, `${JSON.stringify(rows, null, 2)}\n`);
  return 0;
}
