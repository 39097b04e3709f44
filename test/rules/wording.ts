import type { Rule } from '../../shared/rule.ts';

interface Text {
  /** Where it stands in the head, for the failure. */
  readonly at: string;
  readonly zh: string;
  readonly en: string;
}

/** Every text of a rule's head that people read, in both languages. */
export function texts(rule: Rule): Text[] {
  return [
    { at: 'title', ...rule.title },
    { at: 'logic', ...rule.logic },
    { at: 'message', ...rule.message },
    ...Object.entries(rule.params).map(([name, p]) => ({ at: `params.${name}`, ...p.title })),
    ...rule.basis.map((b, i) => ({ at: `basis ${i + 1}`, zh: b.zh, en: b.en })),
    ...rule.false_positives.map((f, i) => ({ at: `false positive ${i + 1}`, zh: f.zh, en: f.en })),
  ];
}

/** Sources of the basis: may be the same in both languages, such as a standard's number. */
export const sources = (rule: Rule): Text[] =>
  rule.basis.map((b, i) => ({ at: `source ${i + 1}`, ...b.source }));

export const isChinese = (text: string) => /\p{Script=Han}/u.test(text);

/** English without the Chinese names that it quotes: 《…》 or “…”. */
export const unquoted = (text: string) => text.replace(/《[^》]*》|“[^”]*”/g, '');

const ACCUSING =
  /违法|违规|非法|犯罪|造假|作假|虚假|伪造|篡改|舞弊|作弊|欺诈|骗取|illegal|unlawful|crim(e|inal)|guilt|fraud|forg(e|ery)|fak(e|ing)|falsif|cheat|offen[cs]e|violat/gi;

/** Words that say somebody did wrong, outside of the titles of texts (《…》) and of quotations (“…”). */
export const accusations = (text: string): string[] => unquoted(text).match(ACCUSING) ?? [];
