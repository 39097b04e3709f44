import { useTranslation } from 'react-i18next';
import { fieldTitle } from '../../../shared/datasets/index.ts';
import type { Lang } from '../../i18n/index.ts';
import type { Recognition } from '../recognise.ts';

/** What a rule needs: `dataset.field`, or alternatives joined by ` | `. */
export interface RuleNeeds {
  readonly code: string;
  readonly title: string;
  readonly needs: readonly string[];
}

interface Missing {
  readonly field: string;
  readonly rules: readonly RuleNeeds[];
}

/** The fields of a dataset that no column feeds and rules need; a need that another dataset can meet is none. */
export function missingFields(recognition: Recognition, rules: readonly RuleNeeds[]): Missing[] {
  const { dataset, columns } = recognition;
  const mapped = new Set(columns.map((c) => `${dataset.id}.${c.field}`));
  const missing = new Map<string, RuleNeeds[]>();
  for (const rule of rules) {
    for (const need of rule.needs) {
      const ways = need.split('|').map((way) => way.trim());
      if (!ways.every((way) => way.startsWith(`${dataset.id}.`) && !mapped.has(way))) continue;
      const field = ways[0]?.slice(dataset.id.length + 1) ?? '';
      missing.set(field, [...(missing.get(field) ?? []), rule]);
    }
  }
  return [...missing].map(([field, found]) => ({ field, rules: found }));
}

interface Props {
  readonly recognition: Recognition;
  readonly rules: readonly RuleNeeds[];
  readonly lang: Lang;
  /** Another file of this dataset may bring the field. */
  readonly elsewhere: boolean;
}

/** What the sheet lacks, with the consequence. */
export function MissingFields({ recognition, rules, lang, elsewhere }: Props) {
  const { t } = useTranslation();
  const missing = missingFields(recognition, rules);
  return (
    <>
      <h3>{t('importing.missingFields')}</h3>
      {missing.length === 0 && <p className="soft">{t('importing.missingNone')}</p>}
      <ul className="missing-fields">
        {missing.map(({ field, rules: blocked }) => (
          <li key={field}>
            <span className="bad">{fieldTitle(recognition.dataset, field, lang)}</span>{' '}
            <span className="soft" title={blocked.map((r) => `${r.code} ${r.title}`).join('\n')}>
              {t(elsewhere ? 'importing.consequenceHere' : 'importing.consequence', {
                count: blocked.length,
                codes: blocked.map((r) => r.code).join(lang === 'zh' ? '、' : ', '),
              })}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
