import type { Engine } from '../engine/engine.ts';

export interface BodyCount {
  /** Null when the leads name no body. */
  readonly name: string | null;
  readonly leads: number;
}

export interface BodyCounts {
  readonly bodies: readonly BodyCount[];
  /** What lies beyond the top bodies. */
  readonly others: { readonly bodies: number; readonly leads: number } | null;
  /** Some lead concerns several bodies and counts once for each. */
  readonly shared: boolean;
}

export interface PeriodCounts {
  readonly unit: 'month' | 'year';
  /** Every period from the first to the last: `2024-03`, or `2024` when there would be too many months. */
  readonly periods: readonly { readonly period: string; readonly leads: number }[];
  readonly undated: number;
}

export interface RuleCount {
  readonly code: string;
  readonly title?: string;
  readonly leads: number;
}

const TOP = 15;
const MOST_MONTHS = 60;

const LEADS = "FROM finding WHERE verdict = 'lead' AND ($rule IS NULL OR rule_code = $rule)";

/** Leads of one rule, or of all, by certification body. */
export async function leadsByBody(
  engine: Engine,
  rule: string | null = null,
  top = TOP,
): Promise<BodyCounts> {
  const rows = await engine.rows<{ name: string | null; leads: number; shared: boolean }>(
    `WITH lead AS (SELECT string_split(coalesce(cb_approval_no, cb_name, ''), '; ') AS nos, cb_name ${LEADS}),
      one AS (SELECT unnest(nos) AS no, len(nos) > 1 AS shared, CASE WHEN len(nos) = 1 THEN cb_name END AS cb_name FROM lead),
      known AS (SELECT cb_approval_no AS no, max(cb_name) AS name FROM certification_body GROUP BY ALL)
    SELECT coalesce(max(k.name), max(one.cb_name), nullif(one.no, '')) AS name, count(*) AS leads, bool_or(shared) AS shared
    FROM one LEFT JOIN known k ON k.no = one.no GROUP BY one.no ORDER BY leads DESC, name, one.no`,
    { rule },
  );
  const rest = rows.slice(top);
  return {
    bodies: rows.slice(0, top).map(({ name, leads }) => ({ name, leads })),
    others: rest.length > 0 ? { bodies: rest.length, leads: rest.reduce((n, r) => n + r.leads, 0) } : null,
    shared: rows.some((r) => r.shared),
  };
}

/** Leads of one rule, or of all, over time. */
export async function leadsByPeriod(engine: Engine, rule: string | null = null): Promise<PeriodCounts> {
  const rows = await engine.rows<{ month: number | null; leads: number }>(
    `SELECT year(occurred_on) * 12 + month(occurred_on) - 1 AS month, count(*) AS leads ${LEADS} GROUP BY ALL`,
    { rule },
  );
  const dated = rows.flatMap(({ month, leads }) => (month === null ? [] : [{ month, leads }]));
  const undated = rows.find((r) => r.month === null)?.leads ?? 0;
  const months = dated.map((d) => d.month);
  const unit =
    months.length > 0 && Math.max(...months) - Math.min(...months) >= MOST_MONTHS ? 'year' : 'month';
  const at = (month: number) => (unit === 'year' ? Math.floor(month / 12) : month);
  const name = (n: number) =>
    unit === 'year' ? String(n) : `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`;
  const first = months.length > 0 ? at(Math.min(...months)) : 0;
  const last = months.length > 0 ? at(Math.max(...months)) : -1;
  const periods = Array.from({ length: last - first + 1 }, (_, i) => ({
    period: name(first + i),
    leads: dated.filter((d) => at(d.month) === first + i).reduce((n, d) => n + d.leads, 0),
  }));
  return { unit, periods, undated };
}

/** Leads per rule that ran, in the order of the codes. */
export function leadsByRule(engine: Engine): Promise<RuleCount[]> {
  return engine.rows<RuleCount>(
    "SELECT code, findings AS leads FROM run_rule WHERE status = 'ran' ORDER BY code",
  );
}
