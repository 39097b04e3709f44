import { datasets } from '../../shared/datasets/index.ts';
import { grouped } from '../../shared/grouped.ts';
import { type Lang, textIn } from '../i18n/index.ts';
import { isOpen, isReconciled, type Source, signatureOf } from '../import/load.ts';
import { needText } from '../rules/needs.ts';
import type { Severity } from './finding-rows.ts';

/** Severity is told apart by shape and word, so that it survives a grey printer. */
export const SEVERITY_SHAPE: Readonly<Record<Severity, string>> = { 高: '●', 中: '◆', 低: '○' };

export const SEVERITIES = ['高', '中', '低'] as const;

type Noun = 'file' | 'record' | 'rule' | 'lead' | 'row' | 'body' | 'organisation' | 'day';

/** A number with its noun: `3 条线索`, `1 lead`. */
export function amount(lang: Lang, noun: Noun, n: number): string {
  return textIn(lang)(`report.n.${noun}`, { count: n, n: grouped(n) });
}

/** Title of a dataset; an id that no file declares stays as it is. */
export function datasetTitle(id: string, lang: Lang): string {
  return datasets.find((d) => d.id === id)?.[lang] ?? id;
}

/** The fields a row lacks, as its rule named them, in words; `dataset.field`, or a field of the rule's subject. */
export function lackedField(missing: string | null, subject: string | undefined, lang: Lang): string {
  const whole = (name: string) => (name.includes('.') || !subject ? name : `${subject}.${name}`);
  return (missing ?? '')
    .split(/\s*[,，、;；]\s*/)
    .filter(Boolean)
    .map((need) =>
      needText(
        need
          .split('|')
          .map((one) => whole(one.trim()))
          .join('|'),
        lang,
      ),
    )
    .join(textIn(lang)('report.and'));
}

/** What is said of a source that does not add up: who signed for it and why, or that nobody has. */
export function differenceText(source: Source, lang: Lang): string | null {
  const t = textIn(lang);
  if (source.dataset === null || isReconciled(source)) return null;
  const signature = signatureOf(source);
  return signature ? t('report.data.signed', { ...signature }) : t('report.data.unsigned');
}

/** How many sources neither add up nor are signed for, as a warning; empty when there are none. */
export function openSources(sources: readonly Source[], lang: Lang): string {
  const n = sources.filter(isOpen).length;
  return n > 0 ? textIn(lang)('report.open', { count: n, n: grouped(n) }) : '';
}
