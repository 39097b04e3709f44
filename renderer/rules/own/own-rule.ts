import type { Rule, RuleFile } from '../../../shared/rule.ts';
import { type Fault, type FaultKind, type Position, RuleError } from '../../../shared/rule-error.ts';

/** A rule that an analyst wrote, from the rules folder. Its statement never runs outside `statement.ts`. */
export interface OwnRule extends Rule {
  readonly from: RuleFile;
}

export const isOwn = (rule: Rule): rule is OwnRule => 'from' in rule;

export function ruleError(
  from: RuleFile,
  kind: FaultKind,
  at: Position,
  values: Fault['values'] = {},
): RuleError {
  return new RuleError({ file: from.file, ...at, kind, values });
}
