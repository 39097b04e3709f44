import { Tag } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rule } from '../../../shared/rule.ts';
import { openSession } from '../../engine/session.ts';
import type { Lang } from '../../i18n/index.ts';
import { parametersRead } from '../reads.ts';
import { useRules } from '../rules-store.ts';
import { type ListedRow, readRegulation } from './edits.ts';
import { Value } from './regulation-screen.tsx';
import { inLanguage, parameterTitle } from './texts.ts';

/** The rows of the regulation table that the rule judges by; null until they are read. */
export function useRuleLaw(rule: Rule): readonly ListedRow[] | null {
  const { generation } = useRules();
  const [rows, setRows] = useState<readonly ListedRow[] | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each edit raises the generation
  useEffect(() => {
    let here = true;
    void openSession()
      .then(readRegulation)
      .then((all) => {
        const read = parametersRead(rule.sql, new Set(all.map((r) => r.parameter)));
        if (here) setRows(all.filter((r) => read.includes(r.parameter)));
      });
    return () => {
      here = false;
    };
  }, [rule, generation]);
  return rows;
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
            {r.valid_from ?? ''}–{r.valid_to ?? ''} {inLanguage(r.regulation, lang)}
          </span>{' '}
          {r.status !== 'verified' && <Tag color="orange">{t(`rules.status.${r.status}`)}</Tag>}
          {r.edited && <Tag color="blue">{t('rules.law.edited')}</Tag>}
        </li>
      ))}
    </ul>
  );
}
