import { parseArgs } from 'node:util';
import type { Rule } from '../../../shared/rule.ts';

export interface Options {
  /** Sizes of sample, in certificates. */
  readonly certificates: readonly number[];
  readonly seeds: readonly number[];
  readonly rules: readonly Rule[];
  /** File for the figures, to be read by other programs. */
  readonly json: string | undefined;
  /** Last day that the rules know of: that of the sample unless told. */
  readonly asOf: string;
}

export const USAGE = `npm run bench:rules -- [options]
  --certificates 2000,200000  sizes of sample (2000)
  --seeds 1,2,3               seeds (1,2,3)
  --rules D01,T05             rules to run (all)
  --as-of 2026-03-31          as-of date (2026-03-31)
  --json FILE                 writes the figures to FILE as well`;

function numbers(option: string, text: string): number[] {
  const found = text.split(',').map(Number);
  if (found.some((n) => !Number.isSafeInteger(n) || n < 1))
    throw new Error(`--${option} takes whole numbers from 1, such as 1,2,3, not "${text}".`);
  return found;
}

/**
 * The options as typed.
 * @throws Error with one sentence about the first that makes no sense
 */
export function readOptions(args: readonly string[], catalogue: readonly Rule[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      certificates: { type: 'string', default: '2000' },
      seeds: { type: 'string', default: '1,2,3' },
      rules: { type: 'string' },
      'as-of': { type: 'string', default: '2026-03-31' },
      json: { type: 'string' },
    },
  });
  const codes = values.rules?.toUpperCase().split(',') ?? catalogue.map((r) => r.code);
  const rules = codes.map((code) => {
    const rule = catalogue.find((r) => r.code === code);
    if (!rule) throw new Error(`--rules: there is no rule ${code}; there are ${list(catalogue)}.`);
    return rule;
  });
  return {
    certificates: numbers('certificates', values.certificates),
    seeds: numbers('seeds', values.seeds),
    rules,
    json: values.json,
    asOf: values['as-of'],
  };
}

const list = (rules: readonly Rule[]) => rules.map((r) => r.code).join(', ');
