import { Button, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { grouped } from '../../shared/grouped.ts';
import type { Rule } from '../../shared/rule.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { DataGrid } from '../components/grid/data-grid.tsx';
import type { Lang } from '../i18n/index.ts';
import { useImport } from '../import/import-store.ts';
import type { OwnActions } from '../rules/own/own-group.tsx';
import { OwnPreview } from '../rules/own/own-preview.tsx';
import { isOwn } from '../rules/own/own-rule.ts';
import { RuleHead } from '../rules/rule-head.tsx';
import { useRules } from '../rules/rules-store.ts';
import { useFindings } from './findings-store.ts';
import { type Lead, leadId } from './lead.ts';
import { LeadCharts } from './lead-charts.tsx';
import { leadColumns } from './lead-columns.tsx';
import { leadSource } from './lead-source.ts';
import { useSuppressed } from './use-suppressed.ts';
import { WhitelistList } from './whitelist-list.tsx';

interface Props {
  /** The chosen rule; null for all. */
  readonly code: string | null;
  readonly rule: Rule | undefined;
  readonly previewing: boolean;
  readonly lang: Lang;
  readonly dark: boolean;
  readonly own: OwnActions | undefined;
  onPreview(on: boolean): void;
  onToData(): void;
  onSaveChart(name: string, bytes: Uint8Array): void;
}

type Shown = Lead['verdict'] | 'preview';

const EMPTY = {
  lead: 'findings.empty',
  suppressed: 'findings.emptySuppressed',
  undetermined: 'findings.emptyUndetermined',
} as const;

/** What a rule is and what it found: its leads, the rows it could not judge, or a preview of an own rule. */
export function RuleStage({ code, rule, previewing, lang, dark, own, ...props }: Props) {
  const { t } = useTranslation();
  const { judgements, run, generation } = useRules();
  const { verdict, open, showVerdict, openLead } = useFindings();
  const judgement = judgements.find((j) => j.code === code);
  const source = useMemo(() => leadSource(code, verdict), [code, verdict]);
  const columns = useMemo(() => leadColumns(t, lang, code !== null, verdict), [t, lang, code, verdict]);
  const suppressed = useSuppressed(code);
  const [listing, setListing] = useState(false);
  const { sources } = useImport();
  const imported = new Set(sources.flatMap((s) => (s.dataset ? [s.dataset] : [])));
  const shown = code === null ? judgements : judgement ? [judgement] : [];
  const sum = (pick: 'findings' | 'undetermined') => shown.reduce((total, j) => total + j[pick], 0);
  const tab = (title: string, count: number) => `${title} ${grouped(count)}`;
  const canPreview = rule !== undefined && isOwn(rule) && own !== undefined;

  return (
    <div className="rule-stage">
      {rule && <RuleHead rule={rule} judgement={judgement} imported={imported} lang={lang} />}
      {!previewing && verdict === 'lead' && sum('findings') > 0 && (
        <LeadCharts
          height={150}
          rule={code}
          lang={lang}
          dark={dark}
          generation={generation}
          onSave={props.onSaveChart}
        />
      )}
      {(run || canPreview) && (
        <div className="bar">
          <Segmented<Shown>
            value={previewing ? 'preview' : verdict}
            onChange={(chosen) => {
              props.onPreview(chosen === 'preview');
              if (chosen !== 'preview') showVerdict(chosen);
            }}
            options={[
              { value: 'lead', label: tab(t('findings.leads'), sum('findings')) },
              { value: 'suppressed', label: tab(t('findings.suppressed'), suppressed) },
              { value: 'undetermined', label: tab(t('findings.undetermined'), sum('undetermined')) },
              ...(canPreview ? [{ value: 'preview' as const, label: t('rules.own.preview') }] : []),
            ]}
          />
          <Button type="link" size="small" onClick={() => setListing(true)}>
            {t('findings.whitelist.title')}…
          </Button>
        </div>
      )}
      {listing && <WhitelistList onClose={() => setListing(false)} />}
      {previewing && code !== null ? (
        <OwnPreview key={code} code={code} lang={lang} actions={own} />
      ) : run ? (
        <div className="lead-grid">
          <DataGrid<Lead>
            columns={columns}
            source={source}
            revision={generation}
            rowId={leadId}
            lang={lang}
            height="100%"
            selectedId={open ? `${open.rule}|${open.id}` : null}
            ariaLabel={t('findings.leads')}
            emptyText={t(EMPTY[verdict])}
            onOpen={(lead) => openLead(lead.rule_code, lead.finding_id)}
            onSelect={(lead) => lead && openLead(lead.rule_code, lead.finding_id)}
          />
        </div>
      ) : (
        <EmptyState
          title={t('findings.notRun')}
          text={t('findings.notRunHint')}
          actions={<Button onClick={props.onToData}>{t('findings.toData')}</Button>}
        />
      )}
    </div>
  );
}
