import { datasets, field } from '../../../shared/datasets/index.ts';
import { type Rule, type RuleFile, readRule } from '../../../shared/rule.ts';
import { type Fault, RuleError } from '../../../shared/rule-error.ts';
import { parameterUses } from '../../../shared/sql/quote.ts';
import { type OwnRule, ruleError } from './own-rule.ts';

/** A file of the rules folder with its text, or why it could not be read. */
export type ListedFile =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly fault: Fault };

export interface OwnRules {
  readonly rules: readonly OwnRule[];
  readonly broken: readonly Fault[];
}

/** @throws RuleError for what the head alone shows to be wrong. */
function checkHead(from: RuleFile, builtIn: readonly Rule[]): void {
  const { rule } = from;
  if (!/^X\d\d$/.test(rule.code)) throw ruleError(from, 'code', from.at(['code']), { code: rule.code });
  const same = builtIn.find((r) => r.id === rule.id);
  if (same) throw ruleError(from, 'built-in-id', from.at(['id']), { id: rule.id, code: same.code });
  if (!datasets.some((d) => d.id === rule.subject))
    throw ruleError(from, 'dataset', from.at(['subject']), {
      name: rule.subject,
      names: datasets.map((d) => d.id).join(', '),
    });
  for (const [i, need] of rule.needs.entries())
    for (const one of need.split('|').map((part) => part.trim())) {
      const [set = '', name = ''] = one.split('.');
      if (!datasets.some((d) => d.id === set) || !field(set, name))
        throw ruleError(from, 'need', from.at(['needs', i]), { need: one });
    }
  for (const { name, offset } of parameterUses(rule.sql))
    if (name !== 'as_of' && !Object.hasOwn(rule.params, name))
      throw ruleError(from, 'parameter', from.atSql(offset), { name: `$${name}` });
}

/** Two files with one code or id: neither is right, so both are refused, each naming the other. */
function twin(rule: OwnRule, all: readonly OwnRule[]): RuleError | null {
  for (const [key, kind] of [
    ['code', 'same-code'],
    ['id', 'same-id'],
  ] as const) {
    const other = all.find((o) => o !== rule && o[key] === rule[key]);
    if (other)
      return ruleError(rule.from, kind, rule.from.at([key]), { [key]: rule[key], other: other.from.file });
  }
  return null;
}

/** Tells the files that can be used from those that cannot; one never keeps another from being used. */
export function readOwn(files: readonly ListedFile[], builtIn: readonly Rule[]): OwnRules {
  const read: OwnRule[] = [];
  const broken: Fault[] = [];
  for (const file of files) {
    if ('fault' in file) {
      broken.push(file.fault);
      continue;
    }
    try {
      const from = readRule(file.text, file.name);
      checkHead(from, builtIn);
      read.push({ ...from.rule, from });
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      broken.push(error.fault);
    }
  }
  const twins = read.map((rule) => twin(rule, read));
  broken.push(...twins.flatMap((error) => (error ? [error.fault] : [])));
  return { rules: read.filter((_, i) => !twins[i]), broken };
}
