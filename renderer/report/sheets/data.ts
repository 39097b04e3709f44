import { grouped } from '../../../shared/grouped.ts';
import type { XlsxStream } from '../../../shared/xlsx/writer.ts';
import type { Engine } from '../../engine/engine.ts';
import { type Lang, textIn } from '../../i18n/index.ts';
import { isReconciled, listSources } from '../../import/load.ts';
import type { PlacedProblem } from '../../import/problem-export.ts';
import { problemReason, reasonText } from '../../import/reasons.ts';
import { datasetTitle, differenceText } from '../names.ts';

/** Every file or sheet that was offered, what became of its records, and its SHA-256. */
export async function dataSheet(engine: Engine, lang: Lang): Promise<XlsxStream> {
  const t = textIn(lang);
  const sources = await listSources(engine);
  return {
    name: t('report.book.data'),
    columns: [
      { header: t('report.data.file'), type: 'text', width: 36 },
      { header: t('report.book.sheet'), type: 'text', width: 18 },
      { header: t('report.data.dataset'), type: 'text', width: 16 },
      { header: t('report.data.encoding'), type: 'text', width: 12 },
      { header: t('report.book.header_row'), type: 'number' },
      { header: t('report.data.records'), type: 'number' },
      { header: t('report.data.loaded'), type: 'number' },
      { header: t('report.data.rejected'), type: 'number' },
      { header: t('report.data.skipped'), type: 'number' },
      { header: t('report.data.balance'), type: 'text', width: 14 },
      { header: t('report.data.signature'), type: 'text', width: 36, wrap: true },
      { header: t('report.data.problems'), type: 'number' },
      { header: t('report.data.reason'), type: 'text', width: 40, wrap: true },
      { header: t('report.book.bytes'), type: 'number', width: 14 },
      { header: t('report.data.sha256'), type: 'text', width: 68 },
      { header: t('report.book.imported_at'), type: 'moment', width: 18 },
      { header: t('report.book.ms'), type: 'number', width: 12 },
    ],
    portions: [
      sources.map((s) => {
        const off = Math.abs(s.records - s.loaded - s.rejected - s.skipped);
        const balance = isReconciled(s)
          ? t('report.data.balanced')
          : t('report.data.unbalanced', { n: grouped(off) });
        return [
          s.file,
          s.sheet,
          s.dataset && datasetTitle(s.dataset, lang),
          s.encoding,
          s.header_row,
          s.records,
          s.loaded,
          s.rejected,
          s.skipped,
          s.dataset && balance,
          differenceText(s, lang),
          s.problems,
          s.dataset === null ? reasonText(s.reason ?? '', lang) : null,
          s.bytes,
          s.sha256,
          s.imported_at,
          s.ms,
        ];
      }),
    ],
  };
}

/** Values that could not be read and records that were rejected, each with its place. */
export function problemSheet(portions: AsyncIterable<readonly PlacedProblem[]>, lang: Lang): XlsxStream {
  const t = textIn(lang);
  const rows = async function* () {
    for await (const problems of portions)
      yield problems.map((p) => [
        p.file,
        p.sheet,
        p.row,
        p.header ?? t('report.data.wholeRecord'),
        p.raw,
        problemReason(p.reason, lang),
      ]);
  };
  return {
    name: t('report.book.problems'),
    columns: [
      { header: t('report.data.file'), type: 'text', width: 36 },
      { header: t('report.book.sheet'), type: 'text', width: 18 },
      { header: t('report.book.row'), type: 'number' },
      { header: t('report.data.column'), type: 'text', width: 24 },
      { header: t('report.book.raw'), type: 'text', width: 36 },
      { header: t('report.book.reason'), type: 'text', width: 36 },
    ],
    portions: rows(),
  };
}
