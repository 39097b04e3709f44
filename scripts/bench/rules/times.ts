import type { Engine } from '../../../renderer/engine/engine.ts';
import { derive, derivedFor } from '../../../renderer/rules/derive.ts';
import { availableFields, judge, missingNeeds } from '../../../renderer/rules/judge.ts';
import type { Rule } from '../../../shared/rule.ts';

/** Seconds that something took, and how many rows it gave. */
export interface Timed {
  readonly name: string;
  readonly seconds: number;
  readonly rows: number;
  /** Why there is no figure. */
  readonly failed?: string;
}

export interface RuleTimes {
  /** The tables that the rules share which have what they need, in the order in which they are made. */
  readonly shared: readonly Timed[];
  /** Each rule, with its shared tables ready; rows are leads and what cannot be judged. */
  readonly rules: readonly Timed[];
}

const since = (started: number) => (performance.now() - started) / 1000;

/** Makes the shared tables one by one, then runs the rules, whichever DuckDB the engine is. */
export async function timeRules(engine: Engine, rules: readonly Rule[], asOf: string): Promise<RuleTimes> {
  const shared: Timed[] = [];
  const fields = await availableFields(engine);
  const able = rules.filter((rule) => missingNeeds(rule, fields).length === 0);
  for (const name of derivedFor(able.map((rule) => rule.sql).join('\n'))) {
    const started = performance.now();
    try {
      await derive(engine, name);
      const seconds = since(started);
      const [counted] = await engine.rows<{ n: number }>(`SELECT count(*) AS n FROM ${name}`);
      shared.push({ name, seconds, rows: counted?.n ?? 0 });
    } catch (error) {
      shared.push({ name, seconds: since(started), rows: 0, failed: String(error) });
    }
  }
  const judged: Timed[] = [];
  for (const rule of rules) {
    const started = performance.now();
    const { status, findings, undetermined, error } = await judge(engine, rule, asOf);
    judged.push({
      name: rule.code,
      seconds: since(started),
      rows: findings + undetermined,
      ...(status === 'ran' ? {} : { failed: error ?? status }),
    });
  }
  return { shared, rules: judged };
}
