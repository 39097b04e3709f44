import type { OwnRule } from './own-rule.ts';
import { ruleError } from './own-rule.ts';
import type { Column } from './statement.ts';

/** What every rule's statement gives. */
export const REQUIRED = ['verdict', 'missing', 'evidence'];

/** The types that columns with a meaning may have. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  verdict: ['VARCHAR'],
  severity: ['VARCHAR'],
  occurred_on: ['DATE', 'TIMESTAMP', '"NULL"'],
  evidence: ['STRUCT(dataset VARCHAR, "source" INTEGER, "row" INTEGER)[]'],
};

/** @throws RuleError when a column is not there that every rule gives, or that the head names, or is of another type. */
export function checkColumns(rule: OwnRule, columns: readonly Column[]): void {
  const { from } = rule;
  const types = new Map(columns.map((c) => [c.column_name, c.column_type]));
  const absent = REQUIRED.filter((name) => !types.has(name));
  if (absent.length > 0) throw ruleError(from, 'columns', from.atSql(0), { names: absent.join(', ') });
  for (const [i, key] of rule.keys.entries())
    if (!types.has(key)) throw ruleError(from, 'columns', from.at(['keys', i]), { names: key });
  for (const lang of ['zh', 'en'] as const)
    for (const [, name = ''] of rule.message[lang].matchAll(/\{(\w+)\}/g))
      if (!types.has(name)) throw ruleError(from, 'message-column', from.at(['message', lang]), { name });
  for (const [name, allowed] of Object.entries(TYPES)) {
    const type = types.get(name);
    if (type !== undefined && !allowed.includes(type))
      throw ruleError(from, 'column-type', from.atSql(0), { name, type, allowed: allowed[0] ?? '' });
  }
}
