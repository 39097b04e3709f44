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

/** Does one step of the work and says on the current line how long it took. */
async function step<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  process.stdout.write(`, ${name} ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return result;
}

/** Every seed of one size: made, imported and judged, one after the other in one workspace. */
async function measureSize(certificates: number, { seeds, rules, asOf }: Options): Promise<Measured[]> {
  const engine = await openTestEngine();
  const measured: Measured[] = [];
  try {
    for (const seed of seeds) {
      process.stdout.write(`${certificates.toLocaleString('en-US')} certificates, seed ${seed}`);
      const sample = await step('made in', () => makeSample(certificates, seed));
      await step('imported in', async () => {
        await emptyWorkspace(engine);
        await importFiles(engine, sample.files).finally(sample.dispose);
      });
      // A workspace in memory is packed by hand; on disk DuckDB does it by itself.
      await step('packed in', () => engine.query('CHECKPOINT'));
      await step('tables that rules share in', () => makeShared(engine, rules, asOf));
      await engine.query('CHECKPOINT');
      measured.push(...(await step('judged in', () => measure(engine, sample, seed, rules, asOf))));
      process.stdout.write('\n');
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
