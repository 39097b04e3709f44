import { regulationParameters } from '../../../shared/reference/regulation-parameters.ts';
import type { Lang } from '../../i18n/index.ts';

/** What a parameter is called. */
export const parameterTitle = (parameter: string, lang: Lang): string =>
  regulationParameters[parameter]?.[lang] ?? parameter;

/** Sources and regulations hold `中文 | English` where the two differ. */
export function inLanguage(text: string, lang: Lang): string {
  const [zh = '', en = zh] = text.split(' | ');
  return lang === 'zh' ? zh : en;
}
