import { type Fault, RuleError } from '../../shared/rule-error.ts';
import { type Lang, textIn } from '../i18n/index.ts';

/** What is wrong with a rule file, as a sentence. */
export function faultText({ kind, values }: Fault, lang: Lang): string {
  const words = Object.entries(values).map(([name, v]) => [name, typeof v === 'string' ? v : v[lang]]);
  return textIn(lang)(`rules.own.fault.${kind}`, Object.fromEntries(words));
}

/** `X01-my_rule.sql:12:3`, as compilers write it. */
export const faultPlace = ({ file, line, column }: Fault): string => `${file}:${line}:${column}`;

const KEPT = 'fault|';

/** An error as the run keeps it: a fault as data, so that it can be read in either language later. */
export function keptError(error: unknown): string {
  if (error instanceof RuleError) return `${KEPT}${JSON.stringify(error.fault)}`;
  return error instanceof Error ? error.message : String(error);
}

/** The sentence of an error that a run has kept, with the place where it has one. */
export function errorText(error: string | null | undefined, lang: Lang): string {
  if (!error?.startsWith(KEPT)) return error ?? '';
  const fault: Fault = JSON.parse(error.slice(KEPT.length));
  return `${faultPlace(fault)} ${faultText(fault, lang)}`;
}
