import { CsvScanner } from './csv.ts';
import type { SourceRow } from './types.ts';

const CANDIDATES = [',', '\t', ';', '|'];
const RECORDS = 100;

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
 * How well a delimiter explains the first records: the share of records of the commonest width, weighed by that
 * width (many columns do not agree by chance), and less the more lines stand before the first of them: a
 * delimiter that the header does not use is a sign within the values, such as a decimal comma.
 */
function score(records: readonly SourceRow[]): number {
  const { width, count } = modalWidth(records);
  if (count === 0) return 0;
  const before = records.findIndex(({ cells }) => cells.length === width);
  return ((count / records.length) * Math.log2(width)) / (1 + before);
}

function firstRecords(sample: string, complete: boolean, delimiter: string): SourceRow[] {
  const scanner = new CsvScanner(delimiter);
  const rows = scanner.push(sample);
  if (complete) rows.push(...scanner.end());
  return rows.filter(({ cells }) => cells.length > 0).slice(0, RECORDS);
}

/**
 * The delimiter of a text among , tab ; and |, by its first records, quotes respected; a comma when none cuts
 * anything. `complete` says that the sample is the whole text.
 */
export function detectDelimiter(sample: string, complete: boolean): string {
  // Excel writes and obeys such a first line.
  const told = /^sep=([,\t;|])[\r\n]/.exec(sample)?.[1];
  if (told !== undefined) return told;
  const scores = CANDIDATES.map((delimiter) => score(firstRecords(sample, complete, delimiter)));
  const best = Math.max(...scores);
  return CANDIDATES[scores.indexOf(best)] as string;
}
