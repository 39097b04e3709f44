import type { Engine } from '../../../renderer/engine/engine.ts';
import { derive } from '../../../renderer/rules/derive.ts';
import { boundSql, type Judgement, judge } from '../../../renderer/rules/judge.ts';
import type { Rule } from '../../../shared/rule.ts';
import {
  type Comparison,
  compareLeads,
  compareOpen,
  type Found,
  type Open,
  type Planted,
} from '../../sample-data/compare.ts';
import type { Sample } from './sample.ts';

/** A finding with the sentence that the analyst reads. */
export interface Finding extends Found {
  readonly verdict: 'lead' | 'undetermined';
  readonly message_zh: string;
  /** Why it is none, where the sample means it to look like a lead. */
  readonly innocent?: string;
}

const NAMES = ['cert_no', 'plan_no', 'auditor_id', 'org_uscc', 'measured'] as const;

/** What one rule said of one sample. */
export interface Measured {
  readonly rule: Rule;
  readonly seed: number;
  readonly judgement: Judgement;
  readonly leads: Comparison<Planted, Finding>;
  readonly undetermined: Comparison<Open, Finding>;
}

/**
 * Makes the tables that rules share, so that no rule is charged for what it finds ready or not.
 * @returns milliseconds
 */
export async function makeShared(engine: Engine, rules: readonly Rule[], asOf: string): Promise<number> {
  const started = performance.now();
  for (const rule of rules) await derive(engine, boundSql(rule, asOf));
  return performance.now() - started;
}

/** Runs the rules over a workspace that holds the sample, and compares what they say with what is planted. */
export async function measure(
  engine: Engine,
  sample: Sample,
  seed: number,
  rules: readonly Rule[],
  asOf: string,
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const rule of rules) {
    const judgement = await judge(engine, rule, asOf);
    const found = await engine.rows<Finding>('SELECT * FROM finding WHERE rule_code = $code', {
      code: rule.code,
    });
    const ofRule = (one: { rule: string }) => one.rule === rule.code;
    const innocent = new Map(sample.hardNegatives.filter(ofRule).map((h) => [h.subject, h.why]));
    const whyNot = (f: Finding) => NAMES.map((n) => innocent.get(f[n] ?? '')).find(Boolean);
    const leads = compareLeads(
      sample.leads.filter(ofRule),
      found.filter((f) => f.verdict === 'lead'),
    );
    measured.push({
      rule,
      seed,
      judgement,
      leads: { ...leads, unexpected: leads.unexpected.map((f) => ({ ...f, innocent: whyNot(f) })) },
      undetermined: compareOpen(
        sample.open.filter(ofRule),
        found.filter((f) => f.verdict === 'undetermined'),
      ),
    });
  }
  return measured;
}
