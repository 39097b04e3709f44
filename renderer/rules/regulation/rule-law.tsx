import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { eitherLanguage } from '../../../shared/reference/either-language.ts';
import { parameterTitle } from '../../../shared/reference/regulation-parameters.ts';
import type { Rule } from '../../../shared/rule.ts';
import { useRead } from '../../engine/use-read.ts';
import type { Lang } from '../../i18n/index.ts';
import { parametersRead } from '../reads.ts';
import { useRules } from '../rules-store.ts';
import { type ListedRow, readRegulation } from './edits.ts';
import { Value } from './regulation-screen.tsx';

/** The rows of the regulation table that the rule judges by; null until they are read. */
export function useRuleLaw(rule: Rule): readonly ListedRow[] | null {
  const { generation } = useRules();
  return useRead<readonly ListedRow[] | null>(
    null,
    async (engine) => {
      const all = await readRegulation(engine);
      const read = parametersRead(rule.sql, new Set(all.map((r) => r.parameter)));
      return all.filter((r) => read.includes(r.parameter));
    },
    [rule, generation],
  );
}

/** What was in force when, of what the rule reads: what is not verified says so. */
export function RuleLaw({ rows, lang }: { readonly rows: readonly ListedRow[]; readonly lang: Lang }) {
  const { t } = useTranslation();
  return (
    <ul className="basis">
      {rows.map((r) => (
        <li key={r.row_key}>
          {parameterTitle(r.parameter, lang)} · {r.scheme === '*' ? t('rules.law.every') : r.scheme}:{' '}
          <Value value={r.value} />{' '}
          <span className="soft">
            {r.valid_from ?? ''}–{r.valid_to ?? ''} {eitherLanguage(r.regulation, lang)}
          </span>{' '}
          {r.status !== 'verified' && <Tag color="orange">{t(`rules.status.${r.status}`)}</Tag>}
          {r.edited && <Tag color="blue">{t('rules.law.edited')}</Tag>}
        </li>
      ))}
    </ul>
  );
}
