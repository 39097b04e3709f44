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
            [{t(`report.basisStatus.${b.status}`)}
            {t('report.semicolon')}
            {t('report.leads.source', { source: b.source })}]
          </span>
        </li>
      ))}
    </ul>
  );
}
