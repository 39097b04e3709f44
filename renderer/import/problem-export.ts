import { csvBytes } from '../../shared/csv.ts';
import { dataset, fieldTitle } from '../../shared/datasets/index.ts';
import { literal } from '../../shared/sql/quote.ts';
import type { Engine } from '../engine/engine.ts';
import type { Lang } from '../i18n/index.ts';
import { problemReason } from './reasons.ts';

/** The file's header row: machine names, as in findings.csv. */
export const PROBLEM_COLUMNS = ['file', 'sheet', 'row', 'column', 'field', 'raw', 'reason'] as const;

interface Row {
  readonly file: string;
  readonly sheet: string | null;
  readonly dataset: string;
  readonly row: number;
  readonly header: string | null;
  readonly field: string | null;
  readonly raw: string | null;
  readonly reason: string;
}

/**
 * Every value that could not be read and every odd record of a source, or of all, as a CSV file for Excel.
 * A whole record has neither column nor field.
 */
export async function problemsCsv(engine: Engine, lang: Lang, source?: number): Promise<Uint8Array> {
  const rows = await engine.rows<Row>(
    `SELECT s.file, s.sheet, s.dataset, p."row", p.header, p.field, p.raw, p.reason
     FROM problem AS p JOIN source AS s ON s.id = p.source
     ${source === undefined ? '' : `WHERE p.source = ${literal(source)}`} ORDER BY p.source, p."row", p.header`,
  );
  const lines = function* () {
    yield PROBLEM_COLUMNS;
    for (const row of rows) {
      yield [
        row.file,
        row.sheet,
        row.row,
        row.header,
        row.field && fieldTitle(dataset(row.dataset), row.field, lang),
        row.raw,
        problemReason(row.reason, lang),
      ];
    }
  };
  return csvBytes(lines());
}
