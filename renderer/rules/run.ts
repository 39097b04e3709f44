import { localNow } from '../../shared/clock.ts';
import type { Rule } from '../../shared/rule.ts';
import { overlayAuditTime } from '../engine/audit-time.ts';
import type { Engine } from '../engine/engine.ts';
import { type Judgement, judge, type ParameterValues } from './judge.ts';
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

function clearResults(engine: Engine): Promise<void> {
  return engine.transaction(async (tx) => {
    for (const table of ['run', 'run_rule', 'finding', 'evidence']) await tx.query(`DELETE FROM ${table}`);
  });
}

/**
 * Runs the rules one after the other. Results of rules outside the request are removed, so that a workspace
 * never shows leads of two different as-of dates; a cancelled run leaves none. The whitelist is applied at the end.
 */
export async function runRules(
  engine: Engine,
  request: RunRequest,
  onResult?: (judgement: Judgement, done: number) => void,
  signal?: AbortSignal,
): Promise<Judgement[]> {
  const started = performance.now();
  const startedAt = localNow();
  await clearResults(engine);
  await overlayAuditTime(engine);
  const judgements: Judgement[] = [];
  try {
    for (const rule of request.rules) {
      signal?.throwIfAborted();
      const judgement = await judge(engine, rule, request.asOf, request.values[rule.code], signal);
      judgements.push(judgement);
      onResult?.(judgement, judgements.length);
    }
  } catch (error) {
    await clearResults(engine);
    throw error;
  }
  const ms = Math.round(performance.now() - started);
  const version = await engineVersion(engine);
  await engine.query(
    'INSERT INTO run VALUES (CAST($asOf AS DATE), CAST($startedAt AS TIMESTAMP), $app, $version, $ms)',
    {
      asOf: request.asOf,
      startedAt,
      app: request.app,
      version,
      ms,
    },
  );
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
