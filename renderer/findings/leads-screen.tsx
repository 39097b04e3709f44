import { Button, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../components/empty-state.tsx';
import { DataGrid } from '../components/grid/data-grid.tsx';
import type { Lang } from '../i18n/index.ts';
import { useImport } from '../import/import-store.ts';
import { rules } from '../rules/catalogue.ts';
import { RuleHead } from '../rules/rule-head.tsx';
import { RuleList } from '../rules/rule-list.tsx';
import { useRules } from '../rules/rules-store.ts';
import { useFindings } from './findings-store.ts';
import { type Lead, leadId } from './lead.ts';
import { LeadCharts } from './lead-charts.tsx';
import { leadColumns } from './lead-columns.tsx';
import { LeadDrawer } from './lead-drawer.tsx';
import { leadSource } from './lead-source.ts';
import { useSuppressed } from './use-suppressed.ts';
import { WhitelistList } from './whitelist-list.tsx';

interface Props {
  readonly lang: Lang;
  readonly dark: boolean;
  onToData(): void;
  onSaveChart(name: string, bytes: Uint8Array): void;
}

const EMPTY = {
  lead: 'findings.empty',
  suppressed: 'findings.emptySuppressed',
  undetermined: 'findings.emptyUndetermined',
} as const;

/** Rules on the left, the leads of the chosen one on the stage, the open lead in the drawer. */
export function LeadsScreen({ lang, dark, onToData, onSaveChart }: Props) {
  const { t } = useTranslation();
  const { judgements, run, generation } = useRules();
  const { rule: code, verdict, open, showRule, showVerdict, openLead } = useFindings();
  const rule = rules.find((r) => r.code === code);
  const judgement = judgements.find((j) => j.code === code);
  const source = useMemo(() => leadSource(code, verdict), [code, verdict]);
  const columns = useMemo(() => leadColumns(t, lang, code !== null, verdict), [t, lang, code, verdict]);
  const suppressed = useSuppressed(code);
  const [listing, setListing] = useState(false);
  const { sources } = useImport();
  const imported = new Set(sources.flatMap((s) => (s.dataset ? [s.dataset] : [])));
  const sum = (pick: 'findings' | 'undetermined') =>
    (judgement ? [judgement] : judgements).reduce((total, j) => total + j[pick], 0);

  if (!run) {
    return (
      <EmptyState
        title={t('findings.notRun')}
        text={t('findings.notRunHint')}
        actions={<Button onClick={onToData}>{t('findings.toData')}</Button>}
      />
    );
  }
  const openRule = open && rules.find((r) => r.code === open.rule);
  return (
    <div className={open ? 'leads with-drawer' : 'leads'}>
      <RuleList rules={rules} judgements={judgements} selected={code} lang={lang} onSelect={showRule} />
      <div className="rule-stage">
        {rule && <RuleHead rule={rule} judgement={judgement} imported={imported} lang={lang} />}
        {verdict === 'lead' && sum('findings') > 0 && (
          <LeadCharts
            height={150}
            rule={code}
            lang={lang}
            dark={dark}
            generation={generation}
            onSave={onSaveChart}
          />
        )}
        <div className="bar">
          <Segmented
            value={verdict}
            onChange={showVerdict}
            options={[
              { value: 'lead', label: `${t('findings.leads')} ${sum('findings')}` },
              { value: 'suppressed', label: `${t('findings.suppressed')} ${suppressed}` },
              { value: 'undetermined', label: `${t('findings.undetermined')} ${sum('undetermined')}` },
            ]}
          />
          <Button type="link" size="small" onClick={() => setListing(true)}>
            {t('findings.whitelist.title')}…
          </Button>
        </div>
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
      </div>
      {listing && <WhitelistList onClose={() => setListing(false)} />}
      {open && <LeadDrawer open={open} rule={openRule ?? undefined} lang={lang} />}
    </div>
  );
}
