import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../renderer/engine/engine.ts';
import { rules } from '../../renderer/rules/catalogue.ts';
import { type Matched, matchLine, measureMatches } from '../../scripts/bench/rules/matches.ts';
import { type Measured, measure } from '../../scripts/bench/rules/measure.ts';
import { disagreements } from '../../scripts/bench/rules/print.ts';
import { makeSample } from '../../scripts/bench/rules/sample.ts';
import { plants } from '../../scripts/sample-data/rules/index.ts';
import { emptyWorkspace, openTestEngine } from '../support/engine.ts';
import { importFiles } from '../support/import.ts';

const codes = rules.map((r) => r.code);

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());

test('something is planted for every rule', () => {
  expect(codes.filter((code) => !(code in plants))).toEqual([]);
});

/** The same as `npm run bench:rules -- --certificates 500 --seeds 1,2,3`, which also tells times and shares. */
describe.each([1, 2, 3])('in the sample of seed %i', (seed) => {
  let measured: readonly Measured[];
  let matched: Matched;
  beforeAll(async () => {
    const sample = await makeSample(500, seed);
    await emptyWorkspace(engine);
    await importFiles(engine, sample.files).finally(sample.dispose);
    measured = await measure(engine, sample, seed, rules, '2026-03-31');
    matched = await measureMatches(engine, sample.matches);
  }, 120_000);

  test('plans are joined to the audits they announced', () => {
    console.log(matchLine(matched));
    expect(matched.planned).toBeGreaterThan(500);
    expect(matched.precision, matched.wrong.slice(0, 5).join('\n')).toBeGreaterThanOrEqual(0.99);
    expect(matched.recall, matched.missed.slice(0, 5).join('\n')).toBeGreaterThanOrEqual(0.99);
  });

  test.each(codes)('%s finds what is planted, and nothing else', (code) => {
    const own = measured.filter((m) => m.rule.code === code);
    expect(disagreements(own)).toEqual([]);
  });
});
