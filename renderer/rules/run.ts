import { localNow } from '../../shared/clock.ts';
import type { Rule } from '../../shared/rule.ts';
import { literal } from '../../shared/sql/quote.ts';
import { overlayAuditTime } from '../engine/audit-time.ts';
import type { Engine } from '../engine/engine.ts';
import { type Judgement, judge, type ParameterValues, type ResultTables, standing } from './judge.ts';
import { applyWhitelist } from './whitelist.ts';

export interface RunRequest {
  readonly asOf: string;
  readonly rules: readonly Rule[];
  /** Values the analyst changed, by rule code. */
  readonly values: Readonly<Record<string, ParameterValues>>;
  readonly app: string;
}

/** What the last run was: its as-of date, versions and time. */
export interface Run {
  readonly as_of: string;
  readonly started_at: string;
  readonly app: string;
  readonly engine: string;
  readonly ms: number;
}

/** Engine name and version as the report prints it. */
export async function engineVersion(engine: Engine): Promise<string> {
  const [row] = await engine.rows<{ version: string }>('SELECT version() AS version');
  return `DuckDB ${row?.version ?? '?'} (duckdb-wasm 1.32.0)`;
}

/** Where a run writes until it is over. */
const PENDING: ResultTables = {
  finding: 'pending_finding',
  evidence: 'pending_evidence',
  run_rule: 'pending_run_rule',
};

/**
 * Runs the rules one after the other, but for those whose results nothing has changed since (standing). Results of rules
 * outside the request are removed, so that a workspace never shows leads of two different as-of dates. All of it takes the
 * place of the former run at once, at the end: a cancelled run leaves that as it was. The whitelist is applied last.
 */
export async function runRules(
  engine: Engine,
  request: RunRequest,
  onResult?: (judgement: Judgement, done: number) => void,
  signal?: AbortSignal,
): Promise<Judgement[]> {
  const { asOf, rules, values } = request;
  const started = performance.now();
  const startedAt = localNow();
  await overlayAuditTime(engine);
  const former = await lastJudgements(engine);
  const stand = await standing(engine, rules, asOf, values);
  for (const [table, pending] of Object.entries(PENDING))
    await engine.query(`CREATE OR REPLACE TABLE ${pending} AS SELECT * FROM ${table} LIMIT 0`);
  try {
    for (const [i, rule] of rules.entries()) {
      signal?.throwIfAborted();
      const kept = stand.has(rule.code) && former.find((j) => j.code === rule.code);
      const judgement = kept || (await judge(engine, rule, asOf, values[rule.code], signal, PENDING));
      onResult?.(judgement, i + 1);
    }
    signal?.throwIfAborted();
    const version = await engineVersion(engine);
    await engine.transaction(async (tx) => {
      const kept = `IN (${['', ...stand].map(literal).join(', ')})`;
      await tx.query(`DELETE FROM finding WHERE rule_code NOT ${kept}`);
      await tx.query(`DELETE FROM evidence WHERE rule_code NOT ${kept}`);
      await tx.query(`DELETE FROM run_rule WHERE code NOT ${kept}`);
      for (const [table, pending] of Object.entries(PENDING))
        await tx.query(`INSERT INTO ${table} SELECT * FROM ${pending}`);
      await tx.query('DELETE FROM run');
      await tx.query(
        'INSERT INTO run VALUES (CAST($asOf AS DATE), CAST($startedAt AS TIMESTAMP), $app, $version, $ms)',
        { asOf, startedAt, app: request.app, version, ms: Math.round(performance.now() - started) },
      );
    });
  } finally {
    for (const pending of Object.values(PENDING)) await engine.query(`DROP TABLE IF EXISTS ${pending}`);
  }
  await applyWhitelist(engine);
  return lastJudgements(engine);
}

export async function lastRun(engine: Engine): Promise<Run | null> {
  const [run] = await engine.rows<Run>('SELECT * FROM run ORDER BY started_at DESC LIMIT 1');
  return run ?? null;
}

/** Judgements of the last run, as they are kept in the workspace. */
export function lastJudgements(engine: Engine): Promise<Judgement[]> {
  return engine.rows<Judgement>(
    'SELECT code, id, status, missing, findings, undetermined, ms, error FROM run_rule ORDER BY code',
  );
}
