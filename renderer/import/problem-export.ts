import { csvPieces } from '../../shared/csv.ts';
import { dataset, fieldTitle } from '../../shared/datasets/index.ts';
import type { Append } from '../../shared/pieces.ts';
import type { Engine, Reader } from '../engine/engine.ts';
import { inPortions, openWindow } from '../engine/window.ts';
import type { Lang } from '../i18n/index.ts';
import { problemReason } from './reasons.ts';

/** The file's header row: machine names, as in findings.csv. */
export const PROBLEM_COLUMNS = ['file', 'sheet', 'row', 'column', 'field', 'raw', 'reason'] as const;

/** A problem with the place it came from. */
export interface PlacedProblem {
  readonly file: string;
  readonly sheet: string | null;
  readonly dataset: string;
  readonly row: number;
  /** Null when a whole record was rejected, or is odd. */
  readonly header: string | null;
  readonly field: string | null;
  readonly raw: string | null;
  readonly reason: string;
}

const ofSource = (column: string) => ({
  sql: `(SELECT ${column} FROM source AS s WHERE s.id = problem.source)`,
});

/** Every value that could not be read and every odd record of a source, or of all, in the order of the files. */
export async function* problemPortions(
  reader: Reader,
  source: number | null = null,
): AsyncGenerator<PlacedProblem[]> {
  const window = await openWindow(reader, {
    table: 'problem',
    select: { file: ofSource('file'), sheet: ofSource('sheet'), dataset: ofSource('dataset') },
    where: { sql: '$source IS NULL OR source = $source', params: { source } },
    sort: ['source', 'row', 'header'].map((column) => ({ column })),
    filters: [],
  });
  yield* inPortions<PlacedProblem>(window);
}

/** Writes them as a CSV file for Excel. A whole record has neither column nor field. */
export function writeProblems(engine: Engine, lang: Lang, append: Append, source?: number): Promise<void> {
  return engine.snapshot(async (reader) => {
    const lines = async function* () {
      for await (const problems of problemPortions(reader, source))
        yield problems.map((p) => [
          p.file,
          p.sheet,
          p.row,
          p.header,
          p.field && fieldTitle(dataset(p.dataset), p.field, lang),
          p.raw,
          problemReason(p.reason, lang),
        ]);
    };
    for await (const piece of csvPieces(PROBLEM_COLUMNS, lines())) await append(piece);
  });
}
