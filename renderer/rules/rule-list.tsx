import { useTranslation } from 'react-i18next';
import { grouped } from '../../shared/grouped.ts';
import type { Rule } from '../../shared/rule.ts';
import type { Lang } from '../i18n/index.ts';
import type { Judgement } from './judge.ts';
import { type OwnActions, OwnGroup } from './own/own-group.tsx';
import { isOwn } from './own/own-rule.ts';

interface Props {
  readonly rules: readonly Rule[];
  readonly judgements: readonly Judgement[];
  readonly selected: string | null;
  readonly lang: Lang;
  /** What can be done with own rules; without it there is no folder of them. */
  readonly own: OwnActions | undefined;
  /** A rule's code, or the file of an own rule that is broken; null for all. */
  onSelect(code: string | null): void;
}

/** Own rules, then those of the house: first what found something, last what could not run or has not. */
export function RuleList({ rules: all, judgements, selected, lang, own, onSelect }: Props) {
  const { t } = useTranslation();
  const rules = all.filter((r) => !isOwn(r));
  const of = (code: string) => judgements.find((j) => j.code === code);
  const found = rules.filter((r) => (of(r.code)?.findings ?? 0) > 0);
  const clean = rules.filter((r) => of(r.code)?.status === 'ran' && of(r.code)?.findings === 0);
  const waiting = rules.filter((r) => !of(r.code));
  const rest = rules.filter((r) => of(r.code) && !found.includes(r) && !clean.includes(r));
  const total = judgements.reduce((sum, j) => sum + j.findings, 0);
  const groups: [string, readonly Rule[]][] = [
    [
      t('rules.groupFound'),
      [...found].sort((a, b) => (of(b.code)?.findings ?? 0) - (of(a.code)?.findings ?? 0)),
    ],
    [t('rules.groupClean'), clean],
    [t('rules.groupBlocked'), rest],
    [t('rules.groupNotRun'), waiting],
  ];
  const line = (rule: Rule) => (
    <button
      type="button"
      key={rule.code}
      className="rule-line"
      aria-current={selected === rule.code}
      onClick={() => onSelect(rule.code)}
      title={rule.title[lang]}
    >
      <span className="rule-code">{rule.code}</span>
      <span className="rule-title">{rule.title[lang]}</span>
      {(judgements.length > 0 || isOwn(rule)) && <RuleCount judgement={of(rule.code)} />}
    </button>
  );
  return (
    <nav className="rule-list" aria-label={t('rules.title')}>
      <button
        type="button"
        className="rule-line all"
        aria-current={selected === null}
        onClick={() => onSelect(null)}
      >
        <span className="rule-title">{t('rules.all')}</span>
        <span className="figure">{grouped(total)}</span>
      </button>
      {own && (
        <OwnGroup actions={own} selected={selected} onSelect={onSelect}>
          {all.filter(isOwn).map(line)}
        </OwnGroup>
      )}
      {groups.map(
        ([title, members]) =>
          members.length > 0 && (
            <section key={title}>
              <h3>{title}</h3>
              {members.map(line)}
            </section>
          ),
      )}
    </nav>
  );
}

function RuleCount({ judgement }: { readonly judgement: Judgement | undefined }) {
  const { t } = useTranslation();
  if (!judgement) return <span className="soft">{t('rules.notRun')}</span>;
  if (judgement.status === 'not-runnable') return <span className="soft">{t('rules.notRunnable')}</span>;
  if (judgement.status === 'failed') return <span className="bad">{t('rules.failed')}</span>;
  return (
    <span className="figure" title={t('rules.undetermined', { count: judgement.undetermined })}>
      {grouped(judgement.findings)}
      {judgement.undetermined > 0 && <small className="soft"> ?{grouped(judgement.undetermined)}</small>}
    </span>
  );
}
