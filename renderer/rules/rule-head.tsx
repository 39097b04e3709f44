import { Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rule } from '../../shared/rule.ts';
import { CodeBlock } from '../components/code-block.tsx';
import { Severity } from '../components/severity.tsx';
import type { Lang } from '../i18n/index.ts';
import { errorText } from './fault-text.ts';
import { boundSql, type Judgement } from './judge.ts';
import { missingText } from './needs.ts';
import { isOwn } from './own/own-rule.ts';
import { useOwn } from './own/own-store.ts';
import { RuleLaw, useRuleLaw } from './regulation/rule-law.tsx';
import { RuleParameters } from './rule-parameters.tsx';
import { useRules } from './rules-store.ts';
import { SEVERITY } from './severity.ts';

interface Props {
  readonly rule: Rule;
  readonly judgement: Judgement | undefined;
  /** Ids of the datasets that are there. */
  readonly imported: ReadonlySet<string>;
  readonly lang: Lang;
}

/** What a rule looks for, on what basis, with which parameters and by which SQL. */
export function RuleHead({ rule, judgement, imported, lang }: Props) {
  const { t } = useTranslation();
  const { asOf, values } = useRules();
  const law = useRuleLaw(rule);
  // Closed until asked for: the leads are what the page is for.
  const [open, setOpen] = useState<string | null>(null);
  const items = [
    {
      key: 'basis',
      label: t('rules.basis'),
      children: (
        <ul className="basis">
          {rule.basis.map((b) => (
            <li key={b.zh}>
              {b[lang]}{' '}
              <span className="soft">
                [{b.source[lang]}] {t(`rules.status.${b.status}`)}
              </span>
            </li>
          ))}
        </ul>
      ),
    },
    ...(law && law.length > 0
      ? [
          {
            key: 'law',
            label: t('rules.law.read', { count: law.length }),
            children: <RuleLaw rows={law} lang={lang} />,
          },
        ]
      : []),
    { key: 'parameters', label: t('rules.parameters'), children: <RuleParameters rule={rule} lang={lang} /> },
    {
      key: 'false-positives',
      label: t('rules.falsePositives'),
      children: (
        <ul className="basis">
          {rule.false_positives.map((f) => (
            <li key={f.zh}>{f[lang]}</li>
          ))}
        </ul>
      ),
    },
    {
      key: 'sql',
      label: t('rules.sql'),
      children: <CodeBlock title={t('rules.sqlHint')} code={boundSql(rule, asOf, values[rule.code])} />,
    },
  ];
  return (
    <header className="rule-head">
      <h2>
        <span className="rule-code">{rule.code}</span> {rule.title[lang]}
        <Severity level={SEVERITY[rule.severity]} text={t(`rules.severity.${rule.severity}`)} />
        <span className="soft grade">{t(`rules.grade.${rule.evidence}`)}</span>
      </h2>
      <p className="logic">{rule.logic[lang]}</p>
      {judgement?.status === 'not-runnable' && (
        <p className="notice">
          {t('rules.missing', {
            missing: missingText(judgement.missing, imported, lang),
          })}
          {lang === 'zh' ? '。' : '. '}
          {t('rules.missingHint')}
        </p>
      )}
      {isOwn(rule) && <FileState code={rule.code} />}
      {judgement?.status === 'failed' && <p className="notice bad">{errorText(judgement.error, lang)}</p>}
      <Tabs
        size="small"
        activeKey={open ?? ''}
        onTabClick={(key) => setOpen(key === open ? null : key)}
        items={items}
        tabBarStyle={{ marginBottom: 0 }}
      />
    </header>
  );
}

/** Whether the leads of an own rule still come from the rule that is in its file. */
function FileState({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  const { rules, ran } = useOwn();
  const then = ran.find((r) => r.code === code);
  const now = rules.find((r) => r.code === code);
  if (!then || then.from.text === now?.from.text) return null;
  return <p className="notice">{t(now ? 'rules.own.edited' : 'rules.own.gone')}</p>;
}
