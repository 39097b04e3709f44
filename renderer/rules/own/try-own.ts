import { localToday } from '../../../shared/clock.ts';
import type { Fault } from '../../../shared/rule-error.ts';
import { RuleError } from '../../../shared/rule-error.ts';
import { DatabaseError } from '../../engine/database-error.ts';
import type { Engine } from '../../engine/engine.ts';
import { derive, deriveShapes } from '../derive.ts';
import { availableFields, boundParameters, missingNeeds, type ParameterValues } from '../judge.ts';
import { checkColumns } from './columns.ts';
import type { OwnRule } from './own-rule.ts';
import type { OwnRules } from './read-own.ts';
import { type Column, databaseFault, describe, statementOf } from './statement.ts';

/** How many rows a preview shows. */
export const PREVIEW_ROWS = 200;

export interface Preview {
  readonly columns: readonly Column[];
  /** At most `PREVIEW_ROWS`. */
  readonly rows: readonly Record<string, unknown>[];
  /** Whether the rule gives more rows than that. */
  readonly more: boolean;
  /** What the rule needs and no import offers; the tables are empty there. */
  readonly missing: readonly string[];
}

/**
 * The first rows of an own rule, read beside everything else on the second connection; nothing is kept.
 * @throws RuleError, or an AbortError when the signal fired
 */
export async function previewOwn(
  engine: Engine,
  rule: OwnRule,
  asOf: string,
  values: ParameterValues | undefined,
  signal: AbortSignal,
): Promise<Preview> {
  const statement = statementOf(rule, boundParameters(rule, asOf, values));
  const missing = missingNeeds(rule, await availableFields(engine));
  await derive(engine, rule.sql, signal);
  return engine.aside(async (reader) => {
    const columns = await describe(reader, statement);
    try {
      const rows = await reader.rows(
        `SELECT * FROM ${statement.table} LIMIT ${PREVIEW_ROWS + 1}`,
        undefined,
        signal,
      );
      return { columns, rows: rows.slice(0, PREVIEW_ROWS), more: rows.length > PREVIEW_ROWS, missing };
    } catch (error) {
      throw error instanceof DatabaseError ? databaseFault(statement, error, error.position) : error;
    }
  });
}

/**
 * Moves to the broken ones what DuckDB does not take or what lacks a column. Nothing runs.
 * @param taken rules that were taken before; one whose file is still the same is not asked about again
 */
export async function bindOwn(
  engine: Engine,
  { rules, broken }: OwnRules,
  taken: readonly OwnRule[] = [],
): Promise<OwnRules> {
  const faults: Fault[] = [];
  const good: OwnRule[] = [];
  for (const rule of rules) {
    if (taken.some((t) => t.from.text === rule.from.text)) {
      good.push(rule);
      continue;
    }
    const statement = statementOf(rule, boundParameters(rule, localToday()));
    try {
      await deriveShapes(engine, rule.sql);
      checkColumns(rule, await engine.aside((reader) => describe(reader, statement)));
      good.push(rule);
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      faults.push(error.fault);
    }
  }
  return { rules: good, broken: [...broken, ...faults].sort((a, b) => (a.file < b.file ? -1 : 1)) };
}
