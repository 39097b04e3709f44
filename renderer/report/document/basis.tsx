import type { Rule } from '../../../shared/rule.ts';
import { useLanguage } from './context.ts';

/** What a rule rests on, each with how far it was checked. */
export function Basis({ rule }: { rule: Rule }) {
  const { t, lang } = useLanguage();
  return (
    <ul>
      {rule.basis.map((b) => (
        <li key={b.zh}>
          {b[lang]}{' '}
          <span className="soft">
            [{t(`rules.status.${b.status}`)}
            {t('report.semicolon')}
            {t('report.leads.source', { source: b.source[lang] })}]
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The same in one paragraph, for where the sources have been given before. */
export function ShortBasis({ rule }: { rule: Rule }) {
  const { t, lang } = useLanguage();
  return rule.basis.map((b) => `${b[lang]} [${t(`rules.status.${b.status}`)}]`).join(t('report.semicolon'));
}
