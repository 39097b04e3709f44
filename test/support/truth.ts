import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** sample-data/truth.json: what was planted, and what the import must report. */
export interface Truth {
  readonly leads: readonly {
    readonly rule: string;
    readonly cert_no?: string;
    readonly plan_no?: string;
    readonly auditor_id?: string;
    readonly measured?: string;
    readonly occurred_on?: string | null;
  }[];
  readonly undetermined: Readonly<Record<string, number>>;
  readonly imports: readonly {
    readonly file: string;
    readonly sheet: string | null;
    readonly dataset: string | null;
    readonly records: number;
    readonly loaded: number;
    readonly rejected: number;
    readonly skipped: number;
    readonly problems: number;
    /** The values that cannot be read, for people. */
    readonly unreadable?: unknown;
  }[];
}

export const readTruth = (): Truth =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../sample-data/truth.json'), 'utf8'));

/** The part of a lead that the truth knows it by. */
const SUBJECT: Readonly<Record<string, 'plan_no' | 'auditor_id' | 'measured'>> = {
  P01: 'plan_no',
  P02: 'plan_no',
  P06: 'auditor_id',
  S08: 'measured',
};

type Named = { readonly occurred_on?: string | null } & Readonly<
  Partial<Record<'cert_no' | 'plan_no' | 'auditor_id' | 'measured', string>>
>;

function nameOf(rule: string, lead: Named): string {
  return [rule, lead[SUBJECT[rule] ?? 'cert_no'] ?? '', lead.occurred_on ?? ''].join('|');
}

/** Sorted names of the planted leads, to be compared with `foundLeads`. */
export const plantedLeads = (truth: Truth): string[] => truth.leads.map((l) => nameOf(l.rule, l)).sort();

/** The same names from rows of findings.csv. */
export const foundLeads = (rows: readonly Record<string, string>[]): string[] =>
  rows.map((row) => nameOf(row.rule_code ?? '', row as Named)).sort();
