import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareLeads, type Found, type Planted } from '../../scripts/sample-data/compare.ts';

/** sample-data/truth.json: what was planted, and what the import must report. */
export interface Truth {
  readonly leads: readonly Planted[];
  readonly undetermined: Readonly<Record<string, number>>;
  readonly undeterminedRows: readonly {
    readonly rule: string;
    readonly subject: string;
    readonly why: string;
  }[];
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

/** Planted leads that findings.csv lacks, and rows of it that were not planted: both empty when all is right. */
export function wrongLeads(truth: Truth, rows: readonly Record<string, string>[]) {
  const { missed, unexpected } = compareLeads(truth.leads, rows as unknown as Found[]);
  return { missed, unexpected };
}
