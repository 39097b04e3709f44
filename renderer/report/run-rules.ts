import type { Engine } from '../engine/engine.ts';

/** A row of the `run_rule` table: what became of one rule in the last run. */
export interface RunRule {
  readonly code: string;
  readonly id: string;
  readonly version: number;
  readonly status: 'ran' | 'not-runnable' | 'failed';
  readonly missing: string[];
  readonly findings: number;
  readonly undetermined: number;
  readonly ms: number;
  /** Parameter values as JSON. */
  readonly params: string;
  /** The statement with every parameter filled in. */
  readonly sql: string;
  readonly error: string | null;
}

export function readRunRules(engine: Engine): Promise<RunRule[]> {
  return engine.rows<RunRule>('SELECT * FROM run_rule ORDER BY code');
}
