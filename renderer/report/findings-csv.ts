import { csvBytes } from '../../shared/csv.ts';
import { type Lang, textIn } from '../i18n/index.ts';
import { FINDING_COLUMNS, type FindingRow } from './finding-rows.ts';

/** findings.csv: machine names as header, severity in words of the language. */
export function findingsCsv(rows: readonly FindingRow[], lang: Lang): Uint8Array {
  const t = textIn(lang);
  const lines = function* () {
    yield FINDING_COLUMNS;
    for (const row of rows) {
      yield FINDING_COLUMNS.map((c) => (c === 'severity' ? t(`report.severity.${row.severity}`) : row[c]));
    }
  };
  return csvBytes(lines());
}
