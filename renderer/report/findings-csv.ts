import { csvPieces } from '../../shared/csv.ts';
import { type Lang, textIn } from '../i18n/index.ts';
import { FINDING_COLUMNS, type FindingRow } from './finding-rows.ts';

/** findings.csv in pieces: machine names as header, severity in words of the language. */
export function findingsCsv(
  portions: AsyncIterable<readonly FindingRow[]>,
  lang: Lang,
): AsyncGenerator<Uint8Array> {
  const t = textIn(lang);
  const lines = async function* () {
    for await (const rows of portions)
      yield rows.map((row) =>
        FINDING_COLUMNS.map((c) => (c === 'severity' ? t(`report.severity.${row.severity}`) : row[c])),
      );
  };
  return csvPieces(FINDING_COLUMNS, lines());
}
