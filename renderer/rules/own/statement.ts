import { bind, literal, type SqlValue, unboundOffset } from '../../../shared/sql/quote.ts';
import { DatabaseError } from '../../engine/database-error.ts';
import type { Reader } from '../../engine/engine.ts';
import { type OwnRule, ruleError } from './own-rule.ts';

export interface Column {
  readonly column_name: string;
  readonly column_type: string;
}

/** The statement of an own rule with its parameters filled in, as a table that can be selected from. */
export interface Statement {
  readonly rule: OwnRule;
  readonly params: Readonly<Record<string, SqlValue>>;
  /** Goes after FROM. The text stays a literal, so that DuckDB's own parser says whether it is one SELECT. */
  readonly table: string;
}

export function statementOf(rule: OwnRule, params: Statement['params']): Statement {
  return { rule, params, table: `query(${literal(bind(rule.sql, params))})` };
}

/** A rule makes rows out of these and of tables; other table functions act on the engine (`enable_logging()`). */
const HARMLESS = new Set(['range', 'generate_series', 'repeat', 'repeat_row', 'unnest', 'summary']);

interface PlanNode {
  readonly children: readonly PlanNode[];
  /** `Function` of a scan, `Name` of a function that takes rows. */
  readonly extra_info: { readonly Function?: string; readonly Name?: string };
}

function functionsOf({ children, extra_info }: PlanNode): string[] {
  const own = extra_info.Function ?? extra_info.Name;
  return [...(own ? [own.toLowerCase()] : []), ...children.flatMap(functionsOf)];
}

/**
 * Asks DuckDB whether it takes the statement, without running it.
 * @returns the columns it gives
 * @throws RuleError when it is not one SELECT, does not bind, or uses a function that a rule may not use
 */
export async function describe(reader: Reader, statement: Statement): Promise<Column[]> {
  const { rule, params, table } = statement;
  try {
    const columns = await reader.rows<Column>(`DESCRIBE FROM ${table}`);
    const [plan] = await reader.rows<{ explain_value: string }>(`EXPLAIN (FORMAT json) FROM ${table}`);
    const nodes: PlanNode[] = JSON.parse(plan?.explain_value ?? '[]');
    const refused = nodes.flatMap(functionsOf).find((name) => !HARMLESS.has(name));
    if (refused) throw ruleError(rule.from, 'function', placeOf(rule, refused), { name: refused });
    return columns;
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    // Inside query() DuckDB does not say where; preparing the same text says it, and runs nothing.
    const placed = await reader.prepare(bind(rule.sql, params)).then(
      () => error,
      (e) => e,
    );
    throw databaseFault(statement, error, placed instanceof DatabaseError ? placed.position : null);
  }
}

/** Where the statement names a function; its beginning when a view or a text within it does. */
function placeOf(rule: OwnRule, name: string) {
  return rule.from.atSql(Math.max(0, rule.sql.toLowerCase().indexOf(name)));
}

/** What DuckDB says at length is cut to what a reader needs: the sentence, and what it suggests. */
const inShort = (message: string) => message.split('\n').filter(Boolean).slice(0, 3).join(' ').slice(0, 400);

/**
 * @param position in the bound statement, in bytes; null when DuckDB does not say
 */
export function databaseFault({ rule, params }: Statement, error: Error, position: number | null) {
  const bytes = new TextEncoder().encode(bind(rule.sql, params)).subarray(0, position ?? 0);
  const at = rule.from.atSql(unboundOffset(rule.sql, params, new TextDecoder().decode(bytes).length));
  if (error.message.startsWith('Expected a single SELECT')) return ruleError(rule.from, 'not-select', at);
  const extension = /the (?:required extension ')?(\w+)(?:'| extension)/.exec(error.message)?.[1];
  if (extension && /extension/i.test(error.message))
    return ruleError(rule.from, 'extension', at, { extension });
  return ruleError(rule.from, 'sql', at, { detail: inShort(error.message) });
}
