import type { XlsxStream } from '../../../shared/xlsx/writer.ts';
import { type Lang, textIn } from '../../i18n/index.ts';
import type { Run } from '../../rules/run.ts';

/** What the workbook is, when and with what it was made, and which sheets go on in another. */
export function aboutSheet(run: Run | null, lang: Lang, notes: readonly string[]): XlsxStream {
  const t = textIn(lang);
  return {
    name: t('report.book.about'),
    columns: [
      { header: t('report.book.item'), type: 'text', width: 20 },
      { header: t('report.book.content'), type: 'text', width: 90, wrap: true },
    ],
    autoFilter: false,
    portions: [
      [
        [t('report.book.disclaimer'), t('report.fileDisclaimer')],
        [t('report.cover.asOf'), run?.as_of ?? t('report.cover.notRun')],
        [t('report.appendix.app'), run?.app ?? 'CertScope 证察'],
        [t('report.appendix.engine'), run?.engine ?? null],
        [t('report.appendix.started'), run?.started_at ?? null],
        [t('report.book.note'), t('report.book.identifiers')],
        ...notes.map((note) => [t('report.book.note'), note]),
      ].filter(([, content]) => content !== null),
    ],
  };
}
