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

/** Why a value could not be read or a record was odd; a reason without a text of its own stays as it is. */
export function problemReason(reason: string, lang: Lang): string {
  const [code = '', ...rest] = reason.split('|');
  const text = textIn(lang)(`importing.problemReasons.${code}` as never, { defaultValue: code }) as string;
  return rest.length > 0 ? `${text} (${rest.join('|')})` : text;
}
