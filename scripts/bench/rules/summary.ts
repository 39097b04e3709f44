import type { Rule } from '../../../shared/rule.ts';
import { precision, recall } from '../../sample-data/compare.ts';
import { median, sum } from '../figures.ts';
import type { Measured } from './measure.ts';

/** One rule over all seeds of one size. */
export interface Summary {
  readonly rule: string;
  readonly title: string;
  readonly leads: number;
  readonly planted: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly precision: number;
  readonly recall: number;
  readonly undetermined: number;
  readonly undeterminedExpected: number;
  /** Rows undetermined against expectation, and the other way round. */
  readonly undeterminedWrong: number;
  /** Median over the seeds. */
  readonly ms: number;
  /** Part of the time of all rules. */
  readonly share: number;
  /** Why it said nothing, where it failed or lacked a field. */
  readonly failed?: string;
}

/** Adds up what was measured of each rule over the seeds. */
export function summarise(rules: readonly Rule[], measured: readonly Measured[]): Summary[] {
  const total = sum(measured.map((m) => m.judgement.ms));
  return rules.map((rule) => {
    const own = measured.filter((m) => m.rule === rule);
    const counted = {
      planted: sum(own.map((m) => m.leads.planted)),
      found: sum(own.map((m) => m.leads.found)),
      hits: sum(own.map((m) => m.leads.hits)),
      missed: [],
      unexpected: [],
    };
    const broken = own.map((m) => m.judgement).find((j) => j.status !== 'ran');
    return {
      rule: rule.code,
      title: rule.title.zh,
      leads: counted.found,
      planted: counted.planted,
      truePositives: counted.hits,
      falsePositives: counted.found - counted.hits,
      falseNegatives: counted.planted - counted.hits,
      precision: precision(counted),
      recall: recall(counted),
      undetermined: sum(own.map((m) => m.undetermined.found)),
      undeterminedExpected: sum(own.map((m) => m.undetermined.planted)),
      undeterminedWrong: sum(own.map((m) => m.undetermined.missed.length + m.undetermined.unexpected.length)),
      ms: median(own.map((m) => m.judgement.ms)),
      share: total === 0 ? 0 : sum(own.map((m) => m.judgement.ms)) / total,
      ...(broken && { failed: broken.error ?? `lacks ${broken.missing.join(', ')}` }),
    };
  });
}

/** Whether the rule ran and said of every row what the truth says. Where nothing is planted, nothing is shown. */
export const isRight = (s: Summary) =>
  s.failed === undefined && s.planted > 0 && s.falsePositives + s.falseNegatives + s.undeterminedWrong === 0;
