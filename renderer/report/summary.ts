import type { Engine } from '../engine/engine.ts';
import type { Lang } from '../i18n/index.ts';
import { isReconciled, listSources, type Signature, signatureOf } from '../import/load.ts';
import { reasonText } from '../import/reasons.ts';
import { engineVersion, lastRun } from '../rules/run.ts';
import { readRunRules } from './run-rules.ts';

export interface ImportSummary {
  readonly file: string;
  readonly sheet: string | null;
  readonly dataset: string | null;
  readonly sha256: string | null;
  readonly encoding: string | null;
  readonly records: number;
  readonly loaded: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly problems: number;
  readonly ms: number;
  /** Loaded, rejected and skipped add up to the records. */
  readonly reconciled: boolean;
  /** Who accepts that they do not, why and since when. */
  readonly signed: Signature | null;
  /** Why there is no dataset, in one sentence. */
  readonly reason?: string;
}

export interface RuleSummary {
  readonly code: string;
  readonly id: string;
  readonly status: 'ran' | 'not-runnable' | 'failed';
  readonly missing: readonly string[];
  readonly findings: number;
  readonly undetermined: number;
  readonly ms: number;
}

/** summary.json. */
export interface Summary {
  readonly asOf: string | null;
  readonly app: string;
  readonly engine: string;
  readonly imports: readonly ImportSummary[];
  readonly rules: readonly RuleSummary[];
  readonly totalMs: number;
}

export interface SummaryRequest {
  readonly lang: Lang;
  /** Program and version; the run's own when it is known. */
  readonly app: string;
  /** As-of date when no rule has been run. */
  readonly asOf?: string;
  /** Wall-clock time of the whole job; by default that of imports and rules added up. */
  readonly totalMs?: number;
}

/** What was read and what was run, for programs that read summary.json. */
export async function summary(engine: Engine, request: SummaryRequest): Promise<Summary> {
  const run = await lastRun(engine);
  const sources = await listSources(engine);
  const rules = await readRunRules(engine);
  const imports = sources.map(
    (s): ImportSummary => ({
      file: s.file,
      sheet: s.sheet,
      dataset: s.dataset,
      sha256: s.sha256,
      encoding: s.encoding,
      records: s.records,
      loaded: s.loaded,
      rejected: s.rejected,
      skipped: s.skipped,
      problems: s.problems,
      ms: s.ms,
      reconciled: isReconciled(s),
      signed: signatureOf(s),
      ...(s.dataset === null ? { reason: reasonText(s.reason ?? '', request.lang) } : {}),
    }),
  );
  return {
    asOf: run?.as_of ?? request.asOf ?? null,
    app: run?.app ?? request.app,
    engine: run?.engine ?? (await engineVersion(engine)),
    imports,
    rules: rules.map(({ code, id, status, missing, findings, undetermined, ms }) => ({
      code,
      id,
      status,
      missing,
      findings,
      undetermined,
      ms,
    })),
    totalMs: request.totalMs ?? sources.reduce((n, s) => n + s.ms, run?.ms ?? 0),
  };
}
