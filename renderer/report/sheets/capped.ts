import type { XlsxSheet } from '../../../shared/xlsx/writer.ts';
import { type Lang, textIn } from '../../i18n/index.ts';
import { grouped } from '../names.ts';

/** A sheet that may leave rows out, and then says so. */
export interface CappedSheet {
  readonly sheet: XlsxSheet;
  readonly note: string | null;
  /** Rows there are, shown or not. */
  readonly total: number;
}

export function cappedNote(lang: Lang, sheet: string, shown: number, total: number): string | null {
  if (shown >= total) return null;
  return textIn(lang)('report.book.capped', { sheet, shown: grouped(shown), total: grouped(total) });
}
