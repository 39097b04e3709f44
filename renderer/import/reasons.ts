import { type Lang, textIn } from '../i18n/index.ts';

/** `code|detail` of an unread source as one sentence. */
export function reasonText(reason: string, lang: Lang): string {
  const [code = '', ...rest] = reason.split('|');
  const t = textIn(lang);
  const key = `importing.reasons.${code}`;
  const sentence = t([key, 'importing.reasons.failed'] as never) as string;
  const detail = rest.join('|').trim();
  return detail ? `${sentence}${lang === 'zh' ? '：' : ': '}${detail}` : sentence;
}
