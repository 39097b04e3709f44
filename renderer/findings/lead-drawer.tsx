import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dataset } from '../../shared/datasets/index.ts';
import type { Rule } from '../../shared/rule.ts';
import { Severity } from '../components/severity.tsx';
import { Timeline } from '../components/timeline/timeline.tsx';
import { useRead } from '../engine/use-read.ts';
import type { Lang } from '../i18n/index.ts';
import { useRules } from '../rules/rules-store.ts';
import { SEVERITY } from '../rules/severity.ts';
import { offendingInterval, timelineEvents } from './events.ts';
import { useFindings } from './findings-store.ts';
import { type Lead, placeOf, readDossier, readLead, type SourcedRow } from './lead.ts';
import { RecordCard } from './record-card.tsx';
import { WhitelistForm } from './whitelist-form.tsx';
import { WhitelistNote } from './whitelist-note.tsx';

interface Props {
  readonly open: { readonly rule: string; readonly id: string };
  readonly rule: Rule | undefined;
  readonly lang: Lang;
}

/** One lead: the sentence, the timeline, the rows behind it with file and row, the basis. */
export function LeadDrawer({ open, rule, lang }: Props) {
  const { t } = useTranslation();
  const { closeLead } = useFindings();
  const [listing, setListing] = useState(false);
  const { generation } = useRules();

  const { lead, rows } = useRead<{ lead: Lead | null; rows: readonly SourcedRow[] }>(
    { lead: null, rows: [] },
    async (engine) => {
      const found = await readLead(engine, open.rule, open.id);
      return { lead: found, rows: found ? await readDossier(engine, found) : [] };
    },
    // The whitelist changes leads without a new one being opened.
    [open.rule, open.id, generation],
  );

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && closeLead();
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [closeLead]);

  if (!lead) return null;
  const interval = offendingInterval(lead);
  const events = timelineEvents(lead, rows, lang);
  const evidence = rows.filter((r) => r.proves);
  const related = rows.filter((r) => !r.proves);
  const key = (r: SourcedRow) => `${r.dataset}|${placeOf(r)}`;

  return (
    <aside className="drawer" aria-label={t('findings.leads')}>
      <div className="drawer-top">
        <span className="rule-code">{lead.rule_code}</span>
        <strong className="clip">{rule?.title[lang]}</strong>
        {lead.verdict !== 'undetermined' && (
          <Severity level={SEVERITY[lead.severity]} text={t(`rules.severity.${lead.severity}`)} />
        )}
        <span className="soft">{lead.evidence_grade}</span>
        <span className="grow" />
        {lead.verdict === 'lead' && (
          <Button size="small" title={t('findings.whitelist.addHint')} onClick={() => setListing(true)}>
            {t('findings.whitelist.add')}
          </Button>
        )}
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={t('findings.close')}
          onClick={closeLead}
        />
      </div>
      <p className="sentence">{lang === 'zh' ? lead.message_zh : lead.message_en}</p>
      {lead.suppressed_by !== null && <WhitelistNote id={lead.suppressed_by} />}
      {listing && <WhitelistForm lead={lead} onClose={() => setListing(false)} />}
      {events.length > 1 && (
        <section>
          <h3>{t('findings.timeline')}</h3>
          <Timeline
            events={events}
            interval={
              interval
                ? { ...interval, label: t('findings.intervalDays', { count: interval.days }) }
                : undefined
            }
            width={432}
          />
        </section>
      )}
      <section>
        <h3>
          {t('findings.evidence')} <span className="soft">{t('findings.proves')}</span>
        </h3>
        {evidence.map((row) => (
          <RecordCard key={key(row)} row={row} lead={lead} lang={lang} title={dataset(row.dataset)[lang]} />
        ))}
      </section>
      {related.length > 0 && (
        <section>
          <h3>{t('findings.related')}</h3>
          {related.map((row) => (
            <RecordCard key={key(row)} row={row} lead={lead} lang={lang} title={dataset(row.dataset)[lang]} />
          ))}
        </section>
      )}
      {rule && (
        <section>
          <h3>{t('findings.basis')}</h3>
          <ul className="basis">
            {rule.basis.map((b) => (
              <li key={b.zh}>
                {b[lang]} <span className="soft">{t(`rules.status.${b.status}`)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="soft small">
        {t('findings.identity')} <span className="mono">{lead.finding_id}</span>
        <br />
        {t('findings.disclaimer')}
      </p>
    </aside>
  );
}
