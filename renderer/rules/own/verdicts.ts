import { datasets } from '../../../shared/datasets/index.ts';
import { grouped } from '../../../shared/grouped.ts';
import type { SqlValue } from '../../../shared/sql/quote.ts';
import { DatabaseError } from '../../engine/database-error.ts';
import type { Engine } from '../../engine/engine.ts';
import { checkColumns } from './columns.ts';
import { type OwnRule, ruleError } from './own-rule.ts';
import { databaseFault, describe, statementOf } from './statement.ts';

/** More rows than this are no leads that anyone could look at, but a join without its condition. */
const MAX_ROWS = 1_000_000;

/**
 * Fills the temporary table `verdicts` with what an own rule says, in a read-only transaction.
 * @param params values of all the statement's `$names`
 * @throws RuleError that says what is wrong with the statement or with what it gave; an AbortError
 */
export async function ownVerdicts(
  engine: Engine,
  rule: OwnRule,
  params: Readonly<Record<string, SqlValue>>,
  signal?: AbortSignal,
): Promise<void> {
  const statement = statementOf(rule, params);
  await engine.transaction(async (tx) => {
    checkColumns(rule, await describe(tx, statement));
    const limited = `SELECT * FROM ${statement.table} LIMIT ${MAX_ROWS + 1}`;
    try {
      await tx.query(`CREATE OR REPLACE TEMP TABLE verdicts AS ${limited}`, undefined, signal);
    } catch (error) {
      // What fails while it runs is placed within the text of query().
      throw error instanceof DatabaseError ? databaseFault(statement, error, error.position) : error;
    }
  }, 'READ ONLY');
  await checkVerdicts(engine, rule);
}

interface Findings {
  readonly rows: number;
  readonly verdict: string | null;
  readonly severity: string | null;
  readonly bare: number;
  readonly dataset: string | null;
}

/** What rules of the house are tested for, an own rule is checked for: words, and evidence that leads to a row. */
async function checkVerdicts(engine: Engine, rule: OwnRule): Promise<void> {
  const columns = await engine.rows<{ column_name: string }>('DESCRIBE verdicts');
  const severity = columns.some((c) => c.column_name === 'severity') ? 'severity' : 'NULL';
  const [found] = await engine.rows<Findings>(
    `SELECT count(*) AS rows,
       min(coalesce(verdict, 'NULL')) FILTER (coalesce(verdict NOT IN ('lead', 'undetermined'), true)) AS verdict,
       min(${severity}) FILTER (${severity} NOT IN ('高', '中', '低')) AS severity,
       count(*) FILTER (verdict = 'lead' AND coalesce(len(evidence), 0) = 0) AS bare,
       (SELECT min(coalesce(e.dataset, 'NULL')) FROM (SELECT unnest(evidence) AS e FROM verdicts)
         WHERE e IS NOT NULL AND NOT coalesce(list_contains($datasets, e.dataset), false)) AS dataset
     FROM verdicts`,
    { datasets: datasets.map((d) => d.id) },
  );
  const fault = (kind: Parameters<typeof ruleError>[1], values: Record<string, string>) =>
    ruleError(rule.from, kind, rule.from.atSql(0), values);
  if (!found) return;
  if (found.rows > MAX_ROWS) throw fault('too-many-rows', { limit: grouped(MAX_ROWS) });
  if (found.verdict !== null) throw fault('verdict', { value: found.verdict });
  if (found.severity !== null) throw fault('severity', { value: found.severity });
  if (found.bare > 0) throw fault('bare', { count: String(found.bare) });
  if (found.dataset !== null) throw fault('evidence', { dataset: found.dataset });
}
