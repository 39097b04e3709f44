import { localNow } from '../../shared/clock.ts';
import { literal } from '../../shared/sql/quote.ts';
import type { Engine } from '../engine/engine.ts';

/** What an entry may be about: one lead, or everything that names this body, organisation, certificate, plan or person. */
export const WHITELIST_FIELDS = [
  'finding_id',
  'cert_no',
  'org_uscc',
  'plan_no',
  'auditor_id',
  'cb_approval_no',
] as const;
export type WhitelistField = (typeof WHITELIST_FIELDS)[number];

export interface WhitelistWish {
  /** Null for every rule. */
  readonly rule_code: string | null;
  readonly field: WhitelistField;
  readonly value: string;
  readonly reason: string;
  readonly author: string;
  /** Last as-of date it counts for, `2027-03-31`. */
  readonly expires_on: string;
}

/** A row of `whitelist`. Nothing is deleted: a revoked entry stays, with who revoked it and why. */
export interface WhitelistEntry extends WhitelistWish {
  readonly id: number;
  readonly created_at: string;
  readonly revoked_at: string | null;
  readonly revoked_by: string | null;
  readonly revoke_reason: string | null;
  /** Leads of the last run that it suppresses. */
  readonly suppresses: number;
}

/** A cell may name several subjects: `乙; 丙`. */
const NAMED = WHITELIST_FIELDS.map((field) =>
  field === 'finding_id'
    ? `SELECT rule_code, finding_id, 'finding_id' AS field, finding_id AS value FROM open`
    : `SELECT rule_code, finding_id, '${field}', unnest(string_split(${field}, '; ')) FROM open`,
).join(' UNION ALL ');

/** The statements that suppress what an entry in force on the as-of date is about, and count anew. */
function whitelistStatements(asOf: string): string[] {
  return [
    "UPDATE finding SET verdict = 'lead', suppressed_by = NULL WHERE verdict = 'suppressed'",
    `UPDATE finding SET verdict = 'suppressed', suppressed_by = hit.id FROM (
       WITH open AS (SELECT * FROM finding WHERE verdict = 'lead'), named AS (${NAMED})
       SELECT named.rule_code, named.finding_id, min(w.id) AS id FROM named JOIN whitelist AS w ON w.field = named.field AND w.value = named.value
       WHERE coalesce(w.rule_code = named.rule_code, true) AND w.revoked_at IS NULL AND w.expires_on >= CAST(${literal(asOf)} AS DATE)
       GROUP BY ALL) AS hit
     WHERE finding.rule_code = hit.rule_code AND finding.finding_id = hit.finding_id AND finding.verdict = 'lead'`,
    `UPDATE run_rule SET findings = (SELECT count(*) FROM finding WHERE finding.rule_code = run_rule.code AND verdict = 'lead')`,
  ];
}

/** Applies the whitelist to the results of the last run. */
export async function applyWhitelist(engine: Engine): Promise<void> {
  const [run] = await engine.rows<{ as_of: string }>('SELECT as_of FROM run');
  if (!run) return;
  await engine.transaction(async (tx) => {
    for (const statement of whitelistStatements(run.as_of)) await tx.query(statement);
  });
}

/** How many leads of the last run such an entry would suppress. */
export async function wouldSuppress(
  engine: Engine,
  { rule_code, field, value }: Pick<WhitelistWish, 'rule_code' | 'field' | 'value'>,
): Promise<number> {
  const [row] = await engine.rows<{ n: number }>(
    `WITH open AS (SELECT * FROM finding WHERE verdict = 'lead'), named AS (${NAMED})
     SELECT count(DISTINCT (rule_code, finding_id)) AS n FROM named
     WHERE field = $field AND value = $value AND ($rule IS NULL OR rule_code = $rule)`,
    { field, value, rule: rule_code },
  );
  return row?.n ?? 0;
}

/** Adds an entry and applies it. */
export async function addToWhitelist(engine: Engine, wish: WhitelistWish): Promise<void> {
  const { rule_code, field, value, reason, author, expires_on } = wish;
  await engine.query(
    `INSERT INTO whitelist SELECT coalesce(max(id), 0) + 1, $rule_code, $field, $value, $reason, $author,
       CAST($now AS TIMESTAMP), CAST($expires_on AS DATE), NULL, NULL, NULL FROM whitelist`,
    { rule_code, field, value, reason: reason.trim(), author: author.trim(), expires_on, now: localNow() },
  );
  await applyWhitelist(engine);
}

/** Takes an entry back; it stays in the list. Its leads are open again. */
export async function revokeFromWhitelist(
  engine: Engine,
  id: number,
  by: { readonly author: string; readonly reason: string },
): Promise<void> {
  await engine.query(
    `UPDATE whitelist SET revoked_at = CAST($now AS TIMESTAMP), revoked_by = $author, revoke_reason = $reason
     WHERE id = $id AND revoked_at IS NULL`,
    { id, author: by.author.trim(), reason: by.reason.trim(), now: localNow() },
  );
  await applyWhitelist(engine);
}

/** Every entry, the newest first. */
export function readWhitelist(engine: Engine): Promise<WhitelistEntry[]> {
  return engine.rows<WhitelistEntry>(
    `SELECT w.*, coalesce(s.n, 0) AS suppresses FROM whitelist AS w
     LEFT JOIN (SELECT suppressed_by AS id, count(*) AS n FROM finding WHERE verdict = 'suppressed' GROUP BY ALL) AS s USING (id)
     ORDER BY w.id DESC`,
  );
}
