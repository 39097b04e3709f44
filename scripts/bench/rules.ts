import { writeFileSync } from 'node:fs';
import { rules as catalogue } from '../../renderer/rules/catalogue.ts';
import { emptyWorkspace, openTestEngine } from '../../test/support/engine.ts';
import { importFiles } from '../../test/support/import.ts';
import { matchLine, measureMatches } from './rules/matches.ts';
import { type Measured, makeShared, measure } from './rules/measure.ts';
import { type Options, readOptions, USAGE } from './rules/options.ts';
import { disagreements, summaryTable } from './rules/print.ts';
import { makeSample } from './rules/sample.ts';
import { isRight, type Summary, summarise } from './rules/summary.ts';

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Every seed of one size: made, imported and judged, one after the other in one workspace. */
async function measureSize(certificates: number, { seeds, rules, asOf }: Options): Promise<Measured[]> {
  const engine = await openTestEngine();
  const measured: Measured[] = [];
  try {
    for (const seed of seeds) {
      const started = performance.now();
      const sample = await makeSample(certificates, seed);
      const made = seconds(started);
      const importing = performance.now();
      await emptyWorkspace(engine);
      await importFiles(engine, sample.files).finally(sample.dispose);
      const imported = seconds(importing);
      const shared = await makeShared(engine, rules, asOf);
      const judging = performance.now();
      measured.push(...(await measure(engine, sample, seed, rules, asOf)));
      console.log(
        `${certificates} certificates, seed ${seed}: made in ${made}, imported in ${imported}, tables that rules share in ${(shared / 1000).toFixed(1)} s, judged in ${seconds(judging)}`,
      );
      if (rules.length === catalogue.length)
        console.log(`  ${matchLine(await measureMatches(engine, sample.matches))}`);
    }
  } finally {
    await engine.close();
  }
  return measured;
}

/**
 * Compares what the rules find in generated samples with what was planted in them.
 * @returns the exit code: 1 when some rule found too much, too little or did not run
 */
export async function run(args: string[]): Promise<number> {
  let options: Options;
  try {
    options = readOptions(args, catalogue);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return 1;
  }
  const sizes: { certificates: number; rules: Summary[] }[] = [];
  for (const certificates of options.certificates) {
    const measured = await measureSize(certificates, options);
    const rules = summarise(options.rules, measured);
    sizes.push({ certificates, rules });
    console.log(`\n${summaryTable(rules)}\n`);
    for (const rule of options.rules)
      for (const line of disagreements(measured.filter((m) => m.rule === rule))) console.log(line);
  }
  if (options.json) {
    const { seeds, asOf } = options;
    writeFileSync(options.json, `${JSON.stringify({ asOf, seeds, sizes }, null, 2)}\n`);
  }
  return sizes.every((s) => s.rules.every(isRight)) ? 0 : 1;
}
