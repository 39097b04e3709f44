import { datasets } from '../../shared/datasets/index.ts';
import { type Lang, textIn } from '../i18n/index.ts';
import { needText } from '../rules/needs.ts';
import type { Severity } from './finding-rows.ts';

/** Severity is told apart by shape and word, so that it survives a grey printer. */
export const SEVERITY_SHAPE: Readonly<Record<Severity, string>> = { 高: '●', 中: '◆', 低: '○' };

export const SEVERITIES = ['高', '中', '低'] as const;

/** `1204551` → `1,204,551`. */
export const grouped = (n: number): string => n.toLocaleString('en-US');

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

/** Why a value could not be read; a reason without a text of its own stays as it is. */
export function problemReason(reason: string, lang: Lang): string {
  const [code = '', ...rest] = reason.split('|');
  const text = textIn(lang)(`importing.problemReasons.${code}` as never, { defaultValue: code }) as string;
  return rest.length > 0 ? `${text} (${rest.join('|')})` : text;
}
