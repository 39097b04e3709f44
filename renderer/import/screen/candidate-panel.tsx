import { Alert, Button, Select } from 'antd';
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
  const { reopen, setReplaces, sources, candidates } = useImport();
  const { recognition, reason, twin, related, fate } = candidate;
  const earlier = sources.filter((s) => s.dataset === recognition?.dataset.id);
  const beside = candidates.filter(
    (c) => c.key !== candidate.key && c.recognition?.dataset === recognition?.dataset,
  );
  const name = (s: { file: string; sheet: string | null }) => (s.sheet ? `${s.file}#${s.sheet}` : s.file);
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
        <p className="soft">
          {t('importing.related', { files: related.map(name).join(lang === 'zh' ? '、' : ', ') })}
        </p>
      )}
      {fate === 'replace' && (
        <div className="setting replaces">
          <span className="bad">{t('importing.willReplace')}</span>
          <Select
            mode="multiple"
            aria-label={t('importing.willReplace')}
            style={{ minWidth: 320 }}
            value={[...candidate.replaces]}
            options={earlier.map((s) => ({ value: s.id, label: name(s) }))}
            onChange={(ids) => setReplaces(candidate, ids)}
          />
        </div>
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
                elsewhere={earlier.length + beside.length > 0}
              />
            </section>
          </>
        )}
        {candidate.head.length > 0 && <RawRows key={candidate.key} candidate={candidate} />}
      </div>
    </div>
  );
}
