import { dataset, field } from '../../shared/datasets/index.ts';
import { ident } from '../../shared/sql/quote.ts';
import type { Engine } from '../engine/engine.ts';

/** How much there is, for the summary in words. */
export interface Totals {
  readonly leads: number;
  readonly high: number;
  readonly medium: number;
  readonly low: number;
  readonly bodies: number;
  readonly organisations: number;
  readonly undetermined: number;
  /** Leads that the whitelist suppresses; they are in none of the other figures. */
  readonly suppressed: number;
}

/** A body or organisation is told apart by its code, else by its name. */
export async function readTotals(engine: Engine): Promise<Totals> {
  const [totals] = await engine.rows<Totals>(
    `WITH lead AS (SELECT * FROM finding WHERE verdict = 'lead'),
      body AS (SELECT unnest(string_split(coalesce(cb_approval_no, cb_name), '; ')) AS one FROM lead),
      org AS (SELECT unnest(string_split(coalesce(org_uscc, org_name), '; ')) AS one FROM lead)
    SELECT count(*) AS leads, count(*) FILTER (severity = '高') AS high, count(*) FILTER (severity = '中') AS medium,
      count(*) FILTER (severity = '低') AS low, (SELECT count(DISTINCT one) FROM body) AS bodies,
      (SELECT count(DISTINCT one) FROM org) AS organisations,
      (SELECT count(*) FROM finding WHERE verdict = 'undetermined') AS undetermined,
      (SELECT count(*) FROM finding WHERE verdict = 'suppressed') AS suppressed FROM lead`,
  );
  if (!totals) throw new Error('counting the leads gave nothing');
  return totals;
}

/** The first and last day of the date that places a dataset's rows in time. */
export interface Period {
  readonly dataset: string;
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

const PLACED_BY = [
  ['certificate', 'issue_date'],
  ['audit_plan', 'plan_start'],
  ['audit_team', 't_start'],
  ['sign_in', 'first_at'],
] as const;

export async function readPeriods(engine: Engine): Promise<Period[]> {
  const periods: Period[] = [];
  for (const [datasetId, fieldId] of PLACED_BY) {
    const column = ident(field(datasetId, fieldId)?.id ?? fieldId);
    const [span] = await engine.rows<{ from: string | null; to: string | null }>(
      `SELECT CAST(min(${column}) AS DATE) AS "from", CAST(max(${column}) AS DATE) AS "to" FROM ${ident(dataset(datasetId).id)}`,
    );
    if (span?.from && span.to)
      periods.push({ dataset: datasetId, field: fieldId, from: span.from, to: span.to });
  }
  return periods;
}

/** Rows of one rule that could not be judged, by the field they lack. */
export interface Lack {
  readonly rule_code: string;
  readonly missing: string | null;
  readonly rows: number;
}

export function readLacks(engine: Engine): Promise<Lack[]> {
  return engine.rows<Lack>(
    `SELECT rule_code, missing, count(*) AS "rows" FROM finding WHERE verdict = 'undetermined' GROUP BY ALL ORDER BY rule_code, "rows" DESC, missing`,
  );
}

/** Problems of one kind in one column, with the first case. `header` is null when whole records were rejected. */
export interface ProblemKind {
  readonly source: number;
  readonly header: string | null;
  readonly reason: string;
  readonly count: number;
  readonly row: number;
  readonly raw: string | null;
}

export function readProblemKinds(engine: Engine): Promise<ProblemKind[]> {
  return engine.rows<ProblemKind>(
    `SELECT source, header, reason, count(*) AS count, min("row") AS "row", arg_min(raw, "row") AS raw
     FROM problem GROUP BY source, header, reason ORDER BY count DESC, source, header, reason`,
  );
}

/** When data was imported after the rules were run: the time of that import. */
export async function importedSince(engine: Engine, startedAt: string): Promise<string | null> {
  const [last] = await engine.rows<{ at: string | null }>(
    `SELECT max(imported_at) AS at FROM source WHERE dataset IS NOT NULL AND imported_at > CAST($startedAt AS TIMESTAMP)`,
    { startedAt },
  );
  return last?.at ?? null;
}
