import { datasets } from '../../shared/datasets/index.ts';
import { type Lang, textIn } from '../i18n/index.ts';

/** `certificate.decision_date` as people call it: 证书·认证决定日期. Alternatives are joined by `or`. */
export function needText(need: string, lang: Lang): string {
  return need
    .split('|')
    .map((one) => {
      const [id, fieldId = ''] = one.trim().split('.');
      const d = datasets.find((known) => known.id === id);
      if (!d) return one.trim();
      const title = d.fields.find((f) => f.id === fieldId)?.[lang] ?? fieldId;
      return lang === 'zh' ? `${d.zh}·${title}` : `${d.en}: ${title}`;
    })
    .join(textIn(lang)('rules.or'));
}

/**
 * What a rule that could not run lacks: whole datasets first, then fields of datasets that are there.
 * @param missing its unmet needs, `dataset.field` or alternatives `dataset.field | dataset.field`
 * @param imported ids of the datasets that some file was recognised as
 */
export function missingText(missing: readonly string[], imported: ReadonlySet<string>, lang: Lang): string {
  const t = textIn(lang);
  const texts = missing.map((need) => {
    const owners = [...new Set(need.split('|').map((one) => one.trim().split('.')[0] ?? ''))];
    if (owners.some((o) => imported.has(o))) return t('rules.missingField', { names: needText(need, lang) });
    const names = owners.map((o) => datasets.find((d) => d.id === o)?.[lang] ?? o);
    return t('rules.missingDataset', { names: names.join(t('rules.or')) });
  });
  return [...new Set(texts)].join(t('rules.and'));
}
