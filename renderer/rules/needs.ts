import { dataset, datasets } from '../../shared/datasets/index.ts';
import type { Lang } from '../i18n/index.ts';

/** `certificate.decision_date` as people call it: 证书·认证决定日期. Alternatives are joined by `or`. */
export function needText(need: string, lang: Lang, or: string): string {
  return need
    .split('|')
    .map((one) => {
      const [id = '', fieldId = ''] = one.trim().split('.');
      const known = datasets.find((d) => d.id === id);
      if (!known) return one.trim();
      const title = dataset(id).fields.find((f) => f.id === fieldId)?.[lang] ?? fieldId;
      return lang === 'zh' ? `${known.zh}·${title}` : `${known.en}: ${title}`;
    })
    .join(` ${or} `);
}
