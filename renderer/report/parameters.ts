import type { Rule } from '../../shared/rule.ts';
import type { Lang } from '../i18n/index.ts';
import type { RunRule } from './run-rules.ts';

export interface ParameterText {
  readonly name: string;
  readonly title: string;
  readonly value: string;
}

/** The parameter values a rule ran with, each with its title when the rule file is at hand. */
export function parameterTexts(run: RunRule, rule: Rule | null, lang: Lang): ParameterText[] {
  const values: unknown = JSON.parse(run.params);
  if (typeof values !== 'object' || values === null) return [];
  return Object.entries(values).map(([name, value]) => ({
    name,
    title: rule?.params[name]?.title[lang] ?? name,
    value: Array.isArray(value) ? value.join(', ') : String(value),
  }));
}
