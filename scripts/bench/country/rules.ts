import { copyFileSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../../renderer/rules/catalogue.ts';
import { folderTarget } from '../../sample-data/files/target.ts';
import { SEED, writeSample } from '../../sample-data/index.ts';
import { bars, sum, table } from '../figures.ts';
import { type RuleTimes, type Timed, timeRules } from '../rules/times.ts';
import { type BenchApp, type Peak, withBenchApp, withFolder } from './app.ts';
import { openNative } from './native.ts';
import type { PartOptions } from './part.ts';

/** As many certificates as have 3.37 million reports among them, as many as the country has certificates. */
const CERTIFICATES = 1_460_000;
/** The fewest that a sample can have. */
const LEAST = 2_000;
const AS_OF = '2026-03-31';
/** The rule of which one parameter is changed for the second run. */
const CHANGED = ['L03', { slack_days: 1 }] as const;
/** How much longer than native a rule may take, and all of them together, in seconds. */
const MOST = { ratio: 1.5, seconds: 60 };

interface Row {
  readonly scale: number;
  readonly certificates: number;
  readonly rows: number;
  readonly imported: number;
  readonly ours: RuleTimes & { readonly peak: Peak };
  readonly native: RuleTimes;
  readonly again: { readonly first: number; readonly again: number; readonly anew: readonly string[] };
}

/** The file of an OPFS database, which a profile keeps under a number: the biggest. */
function databaseOf(profile: string): string {
  const folder = join(profile, 'File System');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return files.reduce((most, file) => (statSync(file).size > statSync(most).size ? file : most));
}

async function inNative(database: string): Promise<RuleTimes> {
  const engine = await openNative(database);
  try {
    return await timeRules(engine, rules, AS_OF);
  } finally {
    await engine.close();
  }
}

function measure(scale: number, { page }: PartOptions): Promise<Row> {
  return withFolder(async (folder) => {
    const certificates = Math.max(LEAST, Math.round(CERTIFICATES * scale));
    const exports = join(folder, 'exports');
    mkdirSync(exports);
    const files = writeSample(folderTarget(exports), SEED, certificates, () => undefined).map((i) => i.file);
    const paths = [...new Set(files)].map((file) => join(exports, file));
    return withBenchApp(page, paths, async (app: BenchApp) => {
      const { rows, seconds: imported } = await app.run('load');
      const database = join(folder, 'native.duckdb');
      copyFileSync(databaseOf(app.profile), database);
      const ours = await app.watched(() => app.run('judgeAll', AS_OF));
      const native = await inNative(database);
      const again = await app.run('again', AS_OF, ...CHANGED);
      return { scale, certificates, rows, imported, ours, native, again };
    });
  });
}

const ratio = (ours: Timed, native: Timed | undefined) => ours.seconds / (native?.seconds || Number.NaN);
const total = (timed: readonly Timed[]) => sum(timed.map((t) => t.seconds));

function details(ours: readonly Timed[], native: readonly Timed[]): string {
  const line = (mine: Timed): string[] => {
    const theirs = native.find((n) => n.name === mine.name);
    const failed = mine.failed ?? theirs?.failed;
    return [
      mine.name,
      mine.rows.toLocaleString('en-US'),
      mine.seconds.toFixed(2),
      theirs?.seconds.toFixed(2) ?? '',
      failed ?? ratio(mine, theirs).toFixed(2),
    ];
  };
  return table([['', 'rows', 'ours s', 'native s', 'ours/native'], ...ours.map(line)]);
}

/**
 * Every rule over a sample of each scale, in the program's DuckDB in Electron and beside it in native DuckDB with one
 * thread over a copy of the same database; then one parameter changed.
 */
export async function rulesPart(options: PartOptions): Promise<readonly Row[]> {
  const all: Row[] = [];
  for (const scale of options.scales) {
    const row = await measure(scale, options);
    all.push(row);
    const { ours, native, again } = row;
    const found = (of: RuleTimes) => JSON.stringify(of.rules.map((r) => [r.name, r.rows, r.failed]));
    console.log(
      `scale ${scale}: ${row.certificates.toLocaleString('en-US')} certificates, ${row.rows.toLocaleString('en-US')} rows imported in ${row.imported.toFixed(0)} s\n`,
    );
    console.log(details(ours.shared, native.shared), '\n');
    console.log(details(ours.rules, native.rules), '\n');
    const slow = ours.rules.filter(
      (r) =>
        ratio(
          r,
          native.rules.find((n) => n.name === r.name),
        ) > MOST.ratio,
    );
    console.log(
      `all rules ${total(ours.rules).toFixed(1)} s (native ${total(native.rules).toFixed(1)}), ${total(ours.rules) > MOST.seconds ? 'MORE THAN' : 'within'} ${MOST.seconds} s; shared tables before them ${total(ours.shared).toFixed(1)} s (native ${total(native.shared).toFixed(1)})`,
    );
    console.log(
      slow.length > 0
        ? `MORE THAN ${MOST.ratio} times native: ${slow.map((r) => r.name).join(', ')}`
        : `each at most ${MOST.ratio} times native`,
    );
    console.log(`both ${found(ours) === found(native) ? 'find the same' : 'DO NOT FIND THE SAME'}`);
    console.log(
      `peak of the page ${ours.peak.page.toFixed(0)} MB, of the app ${ours.peak.all.toFixed(0)} MB`,
    );
    console.log(
      `${CHANGED[0]} changed: ${again.again.toFixed(1)} s after ${again.first.toFixed(1)} s; ran anew: ${again.anew.join(', ')}\n`,
    );
  }
  console.log(
    bars(
      'All rules, µs per imported row',
      all.map((r) => [`scale ${r.scale}`, (1e6 * total(r.ours.rules)) / r.rows]),
    ),
  );
  return all;
}
