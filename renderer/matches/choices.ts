import { localNow } from '../../shared/clock.ts';
import type { Engine } from '../engine/engine.ts';
import { derive, isDerived } from '../rules/derive.ts';

/** The derived table that the screen shows, and with it everything it is made of. */
const PAIRINGS = 'SELECT * FROM plan_pairing';

/** How sure it is what a plan announced, in the order an analyst wants to see them. */
export const PAIRING_STATES = ['ambiguous', 'settled', 'none', 'matched', 'exact'] as const;
export type PairingState = (typeof PAIRING_STATES)[number];

/** A row of `plan_pairing`: one plan in one scheme. Days as `2024-03-05`. */
export interface Pairing {
  /** The plan's number, or the place of its row where it has none. */
  readonly plan: string;
  readonly plan_source: number;
  readonly plan_row: number;
  /** Family of the scheme, `QMS`; empty when neither the plan nor the audit says it. */
  readonly scheme: string;
  readonly state: PairingState;
  readonly candidates: number;
  readonly score: number;
  readonly org_name: string | null;
  readonly org_uscc: string | null;
  readonly cb_approval_no: string | null;
  readonly first_day: string;
  readonly last_day: string;
  /** Numbers of the candidates' certificates, separated by `; `. */
  readonly certificates: string;
}

export const pairingId = (p: Pick<Pairing, 'plan_source' | 'plan_row' | 'scheme'>): string =>
  `${p.plan_source}|${p.plan_row}|${p.scheme}`;

/** An audit that the plan may have announced. */
export interface Candidate {
  /** The key by which it is chosen, together with `audited_on`. */
  readonly certificate: string;
  readonly audited_on: string | null;
  readonly cert_no: string | null;
  readonly cb_name: string | null;
  readonly org_name: string | null;
  readonly scheme_code: string | null;
  /** 'initial', 'recertification' or 'surveillance'. */
  readonly activity_zh: string | null;
  readonly activity_en: string | null;
  readonly first_day: string | null;
  readonly issue_date: string | null;
  /** People of the audit's team, separated by `、`. */
  readonly team: string | null;
  readonly score: number;
  readonly reasons_zh: string;
  readonly reasons_en: string;
  readonly file: string;
  readonly sheet: string | null;
  readonly row: number;
}

/** The plan's own row as it stands in its file. */
export interface PlanFacts {
  readonly plan_no: string | null;
  readonly scheme_code: string | null;
  readonly activity_zh: string | null;
  readonly activity_en: string | null;
  readonly team_members: string | null;
  readonly address: string | null;
  readonly file: string;
  readonly sheet: string | null;
  readonly row: number;
}

/** A row of `plan_choice`: who said when and why what a plan announced. Nothing is deleted. */
export interface PlanChoice {
  readonly id: number;
  readonly plan: string;
  readonly scheme: string;
  /** Null: none of the candidates. */
  readonly certificate: string | null;
  readonly audited_on: string | null;
  readonly reason: string;
  readonly author: string;
  readonly chosen_at: string;
  readonly undone_at: string | null;
  readonly undone_by: string | null;
}

/**
 * Whether there is something to look through: 'no-data' without plans or certificates, 'stale' where the rules have not
 * run since the last import or change of what is in force. What the analyst settled is taken in.
 */
export async function pairingsReady(engine: Engine): Promise<'ready' | 'no-data' | 'stale'> {
  const [data] = await engine.rows<{ n: number }>(
    "SELECT count(DISTINCT dataset) AS n FROM source WHERE dataset IN ('audit_plan', 'certificate')",
  );
  if ((data?.n ?? 0) < 2) return 'no-data';
  return (await takeIn(engine)) ? 'ready' : 'stale';
}

/** Takes what was settled into the listed tables; false, and nothing done, where the candidates are to be found anew. */
async function takeIn(engine: Engine): Promise<boolean> {
  if (!(await isDerived(engine, 'plan_candidate'))) return false;
  await derive(engine, PAIRINGS);
  return true;
}

/** Whether something was settled or undone after that moment (`2026-01-01 12:00:00`); null: no run, so nothing is late. */
export async function changedSince(engine: Engine, moment: string | null): Promise<boolean> {
  if (moment === null) return false;
  const [row] = await engine.rows<{ late: boolean }>(
    'SELECT coalesce(max(greatest(chosen_at, coalesce(undone_at, chosen_at))) > CAST($moment AS TIMESTAMP), false) AS late FROM plan_choice',
    { moment },
  );
  return row?.late ?? false;
}

/** Plans by state, each plan once for every scheme. */
export async function countPairings(engine: Engine): Promise<Record<PairingState, number>> {
  const rows = await engine.rows<{ state: PairingState; n: number }>(
    'SELECT state, count(*) AS n FROM plan_pairing GROUP BY state',
  );
  const counts = { ambiguous: 0, settled: 0, none: 0, matched: 0, exact: 0 };
  for (const { state, n } of rows) counts[state] = n;
  return counts;
}

/** The row of the plan, and the audits it may have announced, the best first. */
export async function readCandidates(
  engine: Engine,
  { plan_source, plan_row, scheme }: Pick<Pairing, 'plan_source' | 'plan_row' | 'scheme'>,
): Promise<{ plan: PlanFacts | null; candidates: Candidate[] }> {
  const [plan] = await engine.rows<PlanFacts>(
    `SELECT p.plan_no, p.scheme_code, activity_zh(activity_kind(p.activity_code)) AS activity_zh,
       activity_en(activity_kind(p.activity_code)) AS activity_en, p.team_members, p.address, s.file, s.sheet, p._row AS row
     FROM audit_plan AS p JOIN source AS s ON s.id = p._source WHERE p._source = $plan_source AND p._row = $plan_row`,
    { plan_source, plan_row },
  );
  const reasons = (lang: 'zh' | 'en') =>
    `match_reasons_${lang}(by_number, by_code, by_scheme, by_body, by_team, by_activity, days_apart, days_to_issue) AS reasons_${lang}`;
  const candidates = await engine.rows<Candidate>(
    `SELECT c.certificate, c.audited_on, a.cert_no, a.cb_name, a.org_name, a.scheme_code,
       activity_zh(a.activity) AS activity_zh, activity_en(a.activity) AS activity_en, a.first_day, a.issue_date,
       (SELECT string_agg(DISTINCT auditor_name, '、' ORDER BY auditor_name) FROM team_member AS t
        WHERE t.audit.source = c.audit_source AND t.audit.row = c.audit_row) AS team,
       c.score, ${reasons('zh')}, ${reasons('en')}, s.file, s.sheet, c.audit_row AS row
     FROM plan_candidate AS c
     JOIN reported_audit AS a ON a._source = c.audit_source AND a._row = c.audit_row
     JOIN source AS s ON s.id = c.audit_source
     WHERE c.plan_source = $plan_source AND c.plan_row = $plan_row AND c.scheme = $scheme
     ORDER BY c.score DESC, c.certificate, c.audited_on`,
    { plan_source, plan_row, scheme },
  );
  return { plan: plan ?? null, candidates };
}

/** Every choice there ever was, the newest first. */
export function readChoices(engine: Engine): Promise<PlanChoice[]> {
  return engine.rows<PlanChoice>('SELECT * FROM plan_choice ORDER BY id DESC');
}

/** The last word on each plan and scheme. */
const STANDING = `FROM plan_choice WHERE undone_at IS NULL
  QUALIFY row_number() OVER (PARTITION BY plan, scheme ORDER BY id DESC) = 1`;

/** The choices that count, the newest first. */
export function readStanding(engine: Engine, limit: number): Promise<PlanChoice[]> {
  return engine.rows<PlanChoice>(`SELECT * ${STANDING} ORDER BY id DESC LIMIT $limit`, { limit });
}

export async function countStanding(engine: Engine): Promise<number> {
  const [row] = await engine.rows<{ n: number }>(`SELECT count(*) AS n FROM (SELECT id ${STANDING})`);
  return row?.n ?? 0;
}

/** The choice that counts for a plan in a scheme; null when there is none. */
export async function standingChoice(
  engine: Engine,
  { plan, scheme }: Pick<Pairing, 'plan' | 'scheme'>,
): Promise<PlanChoice | null> {
  const [choice] = await engine.rows<PlanChoice>(
    'SELECT * FROM plan_choice WHERE plan = $plan AND scheme = $scheme AND undone_at IS NULL ORDER BY id DESC LIMIT 1',
    { plan, scheme },
  );
  return choice ?? null;
}

export type ChoiceWish = Pick<
  PlanChoice,
  'plan' | 'scheme' | 'certificate' | 'audited_on' | 'reason' | 'author'
>;

/** Records what a plan announced and lets it count: for the screen at once, for leads from the next run on. */
export async function settle(engine: Engine, wish: ChoiceWish): Promise<void> {
  const { plan, scheme, certificate, audited_on, reason, author } = wish;
  await engine.query(
    `INSERT INTO plan_choice SELECT coalesce(max(id), 0) + 1, $plan, $scheme, $certificate, CAST($audited_on AS DATE), $reason, $author,
       CAST($now AS TIMESTAMP), NULL, NULL FROM plan_choice`,
    {
      plan,
      scheme,
      certificate,
      audited_on,
      reason: reason.trim(),
      author: author.trim(),
      now: localNow(),
    },
  );
  await takeIn(engine);
}

/** Takes a choice back; it stays in the list, and the one before it does not come back: the plan is open again. */
export async function undoChoice(
  engine: Engine,
  { plan, scheme }: Pick<PlanChoice, 'plan' | 'scheme'>,
  author: string,
): Promise<void> {
  await engine.query(
    `UPDATE plan_choice SET undone_at = CAST($now AS TIMESTAMP), undone_by = $author
     WHERE plan = $plan AND scheme = $scheme AND undone_at IS NULL`,
    { plan, scheme, author: author.trim(), now: localNow() },
  );
  await takeIn(engine);
}
