import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Lang } from '../../i18n/index.ts';
import type { Candidate } from '../candidate.ts';
import { useImport } from '../import-store.ts';
import { CandidateSettings } from './candidate-settings.tsx';
import { MappingEditor } from './mapping-editor.tsx';
import { MissingFields, type RuleNeeds } from './missing-fields.tsx';
import { RawRows } from './raw-rows.tsx';

interface Props {
  readonly candidate: Candidate;
  readonly rules: readonly RuleNeeds[];
  readonly lang: Lang;
}

/** A sheet before import: how it is read, what its columns were taken for, its rows as they are. */
export function CandidatePanel({ candidate, rules, lang }: Props) {
  const { t } = useTranslation();
  const { reopen, sources, candidates } = useImport();
  const { recognition, reason, twin, related, fate } = candidate;
  const elsewhere = [
    ...sources.filter((s) => s.dataset === recognition?.dataset.id).map(() => null),
    ...candidates.filter((c) => c.key !== candidate.key && c.recognition?.dataset === recognition?.dataset),
  ];
  const names = (list: readonly { file: string; sheet: string | null }[]) =>
    list.map((s) => (s.sheet ? `${s.file}#${s.sheet}` : s.file)).join(lang === 'zh' ? '、' : ', ');
  return (
    <div className="candidate">
      {reason?.startsWith('too-large') && !candidate.trusted && (
        <Alert
          type="warning"
          showIcon
          title={t('importing.reasons.too-large')}
          description={t('importing.trustHint')}
          action={
            <Button size="small" onClick={() => void reopen(candidate, { trusted: true })}>
              {t('importing.trust')}
            </Button>
          }
        />
      )}
      {twin && <p className="soft">{t('importing.twin')}</p>}
      {!twin && related.length > 0 && (
        <p className="soft">{t('importing.related', { files: names(related) })}</p>
      )}
      {fate === 'replace' && (
        <p className="bad">
          {t('importing.willReplace', { files: names([...(twin ? [twin] : []), ...related]) })}
        </p>
      )}
      {candidate.fileId >= 0 && candidate.head.length > 0 && (
        <CandidateSettings key={candidate.key} candidate={candidate} lang={lang} />
      )}
      <div className="panels">
        {recognition && (
          <>
            <section className="wide">
              <MappingEditor candidate={candidate} recognition={recognition} lang={lang} />
            </section>
            <section className="missing">
              <MissingFields
                recognition={recognition}
                rules={rules}
                lang={lang}
                elsewhere={elsewhere.length > 0}
              />
            </section>
          </>
        )}
        {candidate.head.length > 0 && <RawRows key={candidate.key} candidate={candidate} />}
      </div>
    </div>
  );
}
