import { copyFileSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../../renderer/rules/catalogue.ts';
import { folderTarget } from '../../sample-data/files/target.ts';
import { SEED, writeSample } from '../../sample-data/index.ts';
import { bars, sum, table } from '../figures.ts';
import { type RuleTimes, type Timed, timeRules } from '../rules/times.ts';
import { type BenchApp, type Peak, withBenchApp, withFolder } from './app.ts';
import { writeExports } from './files.ts';
import { openNative } from './native.ts';
import type { Part, PartOptions } from './part.ts';

/** As many certificates as have 3.37 million reports among them, as many as the country has certificates. */
const CERTIFICATES = 1_460_000;
/** The fewest that a sample can have. */
const LEAST = 2_000;
const AS_OF = '2026-03-31';
/** What rules are run over. */
interface Data {
  /** Writes the exports of a scale. @returns their paths */
  write(folder: string, scale: number): Promise<readonly string[]>;
  /** The rule of which one parameter is changed for the second run. */
  readonly changed: readonly [code: string, values: Readonly<Record<string, number>>];
}

/** The four exports of the country, which feed the rules that ask no more; nothing in them is odd. */
const country: Data = {
  write: async (folder, scale) => (await writeExports(folder, scale)).map(({ path }) => path),
  changed: ['L11', { min_numbers: 30 }],
};

/** A sample with every kind of export and leads of every rule among them. */
const sample: Data = {
  async write(folder, scale) {
    const certificates = Math.max(LEAST, Math.round(CERTIFICATES * scale));
    const files = writeSample(folderTarget(folder), SEED, certificates, () => undefined).map((i) => i.file);
    return [...new Set(files)].map((file) => join(folder, file));
  },
  changed: ['L03', { slack_days: 1 }],
};

/** Why a rule did not run whose columns no file has fed. */
const LACKING = 'not-runnable';
/** How much longer than native a rule may take, and all of them together, in seconds. */
const MOST = { ratio: 1.5, seconds: 60 };

interface Row {
  readonly scale: number;
  readonly rows: number;
  readonly imported: number;
  readonly ours: RuleTimes & { readonly peak: Peak };
  readonly native: RuleTimes;
  readonly again: { readonly first: number; readonly again: number; readonly anew: readonly string[] };
  /** What the program keeps when it is left alone after that. */
  readonly left: Peak;
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

function measure(scale: number, data: Data, { rest, page }: PartOptions): Promise<Row> {
  return withFolder(async (folder) => {
    const exports = join(folder, 'exports');
    mkdirSync(exports);
    return withBenchApp(page, await data.write(exports, scale), async (app: BenchApp) => {
      const { rows, seconds: imported } = await app.run('load');
      const database = join(folder, 'native.duckdb');
      copyFileSync(databaseOf(app.profile), database);
      const ours = await app.watched(() => app.run('judgeAll', AS_OF));
      const native = await inNative(database);
      const again = await app.run('again', AS_OF, ...data.changed);
      const left = await app.leftAlone(rest);
      return { scale, rows, imported, ours, native, again, left };
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

/** Prints what was measured at one scale. */
function report({ scale, rows, imported, ours, native, again, left }: Row, data: Data): void {
  const found = (of: RuleTimes) => JSON.stringify(of.rules.map((r) => [r.name, r.rows, r.failed]));
  const theirs = (name: string) => native.rules.find((n) => n.name === name);
  const ran = ours.rules.filter((r) => r.failed !== LACKING);
  console.log(
    `scale ${scale}: ${rows.toLocaleString('en-US')} rows imported in ${imported.toFixed(0)} s; ${ran.length} of ${ours.rules.length} rules have what they need\n`,
  );
  console.log(details(ours.shared, native.shared), '\n');
  console.log(details(ran, native.rules), '\n');
  const slow = ran.filter((r) => ratio(r, theirs(r.name)) > MOST.ratio);
  console.log(
    `all rules ${total(ran).toFixed(1)} s (native ${total(native.rules).toFixed(1)}), ${total(ran) > MOST.seconds ? 'MORE THAN' : 'within'} ${MOST.seconds} s; shared tables before them ${total(ours.shared).toFixed(1)} s (native ${total(native.shared).toFixed(1)})`,
  );
  console.log(
    slow.length > 0
      ? `MORE THAN ${MOST.ratio} times native: ${slow.map((r) => r.name).join(', ')}`
      : `each at most ${MOST.ratio} times native`,
  );
  console.log(`both ${found(ours) === found(native) ? 'find the same' : 'DO NOT FIND THE SAME'}`);
  console.log(
    `peak of the page ${ours.peak.page.toFixed(0)} MB, of the app ${ours.peak.all.toFixed(0)} MB; left alone the page keeps ${left.page.toFixed(0)} MB`,
  );
  console.log(
    `${data.changed[0]} changed: ${again.again.toFixed(1)} s after ${again.first.toFixed(1)} s; ran anew: ${again.anew.join(', ')}\n`,
  );
}

/**
 * The rules over exports of each scale, in the program's DuckDB in Electron and beside it in native DuckDB with one
 * thread over a copy of the same database; then one parameter changed.
 */
const over =
  (data: Data): Part =>
  async (options): Promise<readonly Row[]> => {
    const all: Row[] = [];
    for (const scale of options.scales) {
      const row = await measure(scale, data, options);
      all.push(row);
      report(row, data);
    }
    console.log(
      bars(
        'All rules, µs per imported row',
        all.map((r) => [`scale ${r.scale}`, (1e6 * total(r.ours.rules)) / r.rows]),
      ),
    );
    return all;
  };

export const rulesPart = over(country);
export const samplePart = over(sample);
