/** Reference files write `中文 | English` where the two differ, and once what is the same in both. */
export function eitherLanguage(written: string, lang: 'zh' | 'en'): string {
  const [zh = '', en = zh] = written.split(' | ');
  return lang === 'zh' ? zh : en;
}
