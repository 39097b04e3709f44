import { useTranslation } from 'react-i18next';
import type { Rule } from '../../shared/rule.ts';
import type { Lang } from '../i18n/index.ts';
import type { Judgement } from './judge.ts';

interface Props {
  readonly rules: readonly Rule[];
  readonly judgements: readonly Judgement[];
  readonly selected: string | null;
  readonly lang: Lang;
  onSelect(code: string | null): void;
}

/** Every rule with what it found; those that found something first, those that could not run last. */
export function RuleList({ rules, judgements, selected, lang, onSelect }: Props) {
  const { t } = useTranslation();
  const of = (code: string) => judgements.find((j) => j.code === code);
  const found = rules.filter((r) => (of(r.code)?.findings ?? 0) > 0);
  const clean = rules.filter((r) => of(r.code)?.status === 'ran' && of(r.code)?.findings === 0);
  const rest = rules.filter((r) => !found.includes(r) && !clean.includes(r));
  const total = judgements.reduce((sum, j) => sum + j.findings, 0);
  const groups: [string, readonly Rule[]][] = [
    [
      t('rules.groupFound'),
      [...found].sort((a, b) => (of(b.code)?.findings ?? 0) - (of(a.code)?.findings ?? 0)),
    ],
    [t('rules.groupClean'), clean],
    [t('rules.groupBlocked'), rest],
  ];
  return (
    <nav className="rule-list" aria-label={t('rules.title')}>
      <button
        type="button"
        className="rule-line all"
        aria-current={selected === null}
        onClick={() => onSelect(null)}
      >
        <span className="rule-title">{t('rules.all')}</span>
        <span className="figure">{total}</span>
      </button>
      {groups.map(
        ([title, members]) =>
          members.length > 0 && (
            <section key={title}>
              <h3>{title}</h3>
              {members.map((rule) => (
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
                  <RuleCount judgement={of(rule.code)} />
                </button>
              ))}
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
      {judgement.findings}
      {judgement.undetermined > 0 && <small className="soft"> ?{judgement.undetermined}</small>}
    </span>
  );
}
