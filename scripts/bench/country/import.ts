import { bars, change, median, sum, table } from '../figures.ts';
import { type Peak, withBenchApp, withFolder } from './app.ts';
import { writeExports } from './files.ts';
import type { Measured } from './page/import.ts';
import type { PartOptions } from './part.ts';

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

/** How much more a row may take of the largest scale than of the smallest. */
const MOST_GROWTH = 0.15;

const byMedian = (rounds: readonly Round[]) =>
  [...rounds].sort((a, b) => sum(a.seconds) - sum(b.seconds))[rounds.length >> 1] as Round;

function measure(scale: number, { rounds, page }: PartOptions): Promise<Row> {
  return withFolder(async (folder) => {
    const files = await writeExports(folder, scale);
    const paths = files.map((f) => f.path);
    const kept = { bare: [] as Round[], ours: [] as Round[] };
    for (let i = 0; i < rounds; i++) {
      // A window of its own each time: what one left in memory is not the other's.
      for (const way of ['bare', 'ours'] as const)
        kept[way].push(await withBenchApp(page, paths, (app) => app.watched(() => app.run(way))));
    }
    const { bare, ours } = kept;
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
  });
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

const perRow = (r: Row) => (1e6 * sum(r.ours.seconds)) / r.rows;
const memoryPerRow = (r: Row) => (1e6 * r.ours.peak.page) / r.rows;

const cells = (r: Row): string[] => [
  String(r.scale),
  r.rows.toLocaleString('en-US'),
  (r.csvBytes / 1e6).toFixed(0),
  sum(r.bare.seconds).toFixed(1),
  sum(r.ours.seconds).toFixed(1),
  sum(r.ours.looking).toFixed(1),
  r.ratio.toFixed(2),
  perRow(r).toFixed(2),
  r.ours.peak.page.toFixed(0),
  r.ours.peak.all.toFixed(0),
  r.disk.toFixed(2),
];

/** How time and memory grow from the smallest scale on. */
function growth(rows: readonly Row[]): string {
  const [first] = rows;
  const last = rows.at(-1);
  if (!first || !last) return '';
  const grown = [perRow, memoryPerRow].some((of) => of(last) / of(first) - 1 > MOST_GROWTH);
  const verdict = grown ? 'ROSE BY MORE THAN' : 'do not rise by more than';
  return [
    table([
      ['scale', 'rows ×', 'seconds ×', 'page MB ×', 'µs/row', 'change', 'MB/million rows', 'change'],
      ...rows.map((r) => [
        String(r.scale),
        (r.rows / first.rows).toFixed(2),
        (sum(r.ours.seconds) / sum(first.ours.seconds)).toFixed(2),
        (r.ours.peak.page / first.ours.peak.page).toFixed(2),
        perRow(r).toFixed(2),
        change(perRow(first), perRow(r)),
        memoryPerRow(r).toFixed(0),
        change(memoryPerRow(first), memoryPerRow(r)),
      ]),
    ]),
    rows.length < 2
      ? '\nOne scale alone shows no growth.'
      : `\nTime and memory per row ${verdict} ${MOST_GROWTH * 100} % from ${first.scale} to ${last.scale}.`,
    bars(
      'Import, µs per row',
      rows.map((r) => [`scale ${r.scale}`, perRow(r)]),
    ),
    bars(
      'Peak of the page, MB',
      rows.map((r) => [`scale ${r.scale}`, r.ours.peak.page]),
    ),
  ].join('\n');
}

/**
 * The whole country, or a part of it, into the program in Electron and beside it into bare DuckDB: the ratio within one
 * run is what counts.
 */
export async function importPart(options: PartOptions): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const scale of options.scales) rows.push(await measure(scale, options));
  console.log(`${table([HEAD, ...rows.map(cells)])}\n\n${growth(rows)}`);
  return rows;
}
