import { CsvScanner, type Cut } from './csv.ts';
import type { SourceRow, TextDialect } from './types.ts';

const CANDIDATES = [',', '\t', ';', '|'];
const RECORDS = 100;

/** The start of a text, by which its dialect is found; `complete` says that it is the whole text. */
export interface Sample {
  readonly text: string;
  readonly complete: boolean;
}

function modalWidth(records: readonly SourceRow[]): { width: number; count: number } {
  const counts = new Map<number, number>();
  for (const { cells } of records)
    if (cells.length > 1) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  let best = { width: 1, count: 0 };
  for (const [width, count] of counts) {
    if (count > best.count || (count === best.count && width > best.width)) best = { width, count };
  }
  return best;
}

/**
 * How well a dialect explains records: the share of records of the commonest width, weighed by that
 * width (many columns do not agree by chance), and less the more lines stand before the first of them: a
 * delimiter that the header does not use is a sign within the values, such as a decimal comma.
 */
export function score(records: readonly SourceRow[]): number {
  const { width, count } = modalWidth(records);
  if (count === 0) return 0;
  const before = records.findIndex(({ cells }) => cells.length === width);
  return ((count / records.length) * Math.log2(width)) / (1 + before);
}

/** The records of a sample with anything in them; one that the sample's end cuts is left out. */
export function sampleRecords({ text, complete }: Sample, cut: Cut): SourceRow[] {
  const scanner = new CsvScanner(cut);
  const rows = scanner.push(text);
  if (complete) rows.push(...scanner.end());
  return rows.filter(({ cells }) => cells.length > 0);
}

/** The delimiter of a text among , tab ; and |, by its first records, quotes respected; a comma when none cuts anything. */
export function detectDelimiter(sample: Sample, quote: TextDialect['quote']): string {
  // Excel writes and obeys such a first line.
  const told = /^sep=([^\w\s"']|\t)[\r\n]/.exec(sample.text)?.[1];
  if (told !== undefined) return told;
  const scores = CANDIDATES.map((delimiter) =>
    score(sampleRecords(sample, { delimiter, quote }).slice(0, RECORDS)),
  );
  const best = Math.max(...scores);
  return CANDIDATES[scores.indexOf(best)] as string;
}
