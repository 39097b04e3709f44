import { parseArgs } from 'node:util';
import { type Job, job } from '../shared/bridge.ts';

/** The command line was wrong: one sentence, exit code 2. */
export class ArgumentError extends Error {}

export interface ReportCommand {
  readonly inputs: readonly string[];
  readonly out: string;
  /** Folder of own rules; null when none is given. */
  readonly rulesDir: string | null;
  readonly job: Omit<Job, 'unreadable'>;
}

const OPTIONS = {
  in: { type: 'string', multiple: true },
  out: { type: 'string' },
  lang: { type: 'string' },
  'as-of': { type: 'string' },
  rules: { type: 'string' },
  'rules-dir': { type: 'string' },
  set: { type: 'string', multiple: true },
} as const;

export const USAGE =
  'npm run report -- [--in <file or folder>]… [--out <folder>] [--lang zh|en] [--as-of YYYY-MM-DD] [--rules code,code] [--rules-dir <folder>] [--set code.param=value]…';

/**
 * The arguments of `report`.
 * @param systemLang language when `--lang` is not given
 * @throws ArgumentError with one sentence that names the argument.
 */
export function parseReportCommand(args: readonly string[], systemLang: 'zh' | 'en'): ReportCommand {
  const { values } = parse(args);
  const lang = values.lang ?? systemLang;
  if (lang !== 'zh' && lang !== 'en') throw new ArgumentError(`--lang is zh or en, not "${lang}"`);
  const asOf = values['as-of'] ?? null;
  if (asOf !== null && !job.shape.asOf.safeParse(asOf).success) {
    throw new ArgumentError(`--as-of is a date such as 2026-03-31, not "${asOf}"`);
  }
  const rules =
    values.rules
      ?.split(',')
      .map((code) => code.trim().toUpperCase())
      .filter(Boolean) ?? null;
  const bad = rules?.find((code) => !/^[A-Z]\d\d$/.test(code));
  if (bad !== undefined || rules?.length === 0)
    throw new ArgumentError(`--rules takes codes such as D01,P06, not "${bad ?? values.rules}"`);
  const set = (values.set ?? []).map((text) => {
    const match = /^([A-Za-z]\d\d)\.(\w+)=(.*)$/.exec(text);
    if (!match) throw new ArgumentError(`--set takes code.param=value, not "${text}"`);
    return { code: match[1]?.toUpperCase() ?? '', param: match[2] ?? '', value: match[3] ?? '' };
  });
  return {
    inputs: values.in ?? [],
    out: values.out ?? 'out',
    rulesDir: values['rules-dir'] ?? null,
    job: { lang, asOf, rules, set, sample: (values.in ?? []).length === 0 },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false });
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  }
}
