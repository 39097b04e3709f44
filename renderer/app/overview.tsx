import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { grouped } from '../../shared/grouped.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Severity } from '../components/severity.tsx';
import { useRead } from '../engine/use-read.ts';
import { leadsByRule, type RuleCount } from '../findings/chart-data.ts';
import { chartThemes, ruleChart } from '../findings/charts.ts';
import { useFindings } from '../findings/findings-store.ts';
import { FirstLeads } from '../findings/first-leads.tsx';
import { ChartBox, LeadCharts } from '../findings/lead-charts.tsx';
import { useSuppressed } from '../findings/use-suppressed.ts';
import { useImport } from '../import/import-store.ts';
import { errorText } from '../rules/fault-text.ts';
import { missingText } from '../rules/needs.ts';
import { knownRules, useOwn } from '../rules/own/own-store.ts';
import { useRules } from '../rules/rules-store.ts';
import { SEVERITY } from '../rules/severity.ts';
import { startRun } from './start-run.ts';
import { useExports } from './use-exports.ts';
import { useView } from './view-store.ts';

const SEVERITIES = ['高', '中', '低'] as const;

interface Counts {
  readonly bySeverity: Readonly<Record<string, number>>;
  readonly byRule: readonly RuleCount[];
}

/** How many leads, which rules, whose, when: the page an inspection starts from. */
export function Overview() {
  const { t } = useTranslation();
  const { lang, theme, go } = useView();
  const { run, judgements, generation, running, asOf } = useRules();
  const { sources } = useImport();
  const { showRule, showVerdict, openLead } = useFindings();
  const { saveBytes } = useExports();
  const suppressed = useSuppressed(null);
  const rules = knownRules(useOwn());
  const counts = useRead<Counts | null>(
    null,
    async (engine) => {
      const rows = await engine.rows<{ severity: string; n: number }>(
        "SELECT severity, count(*) AS n FROM finding WHERE verdict = 'lead' GROUP BY ALL",
      );
      const found = await leadsByRule(engine);
      const byRule = found.map((r) => ({
        ...r,
        title: knownRules().find((rule) => rule.code === r.code)?.title[lang] ?? '',
      }));
      return { bySeverity: Object.fromEntries(rows.map((r) => [r.severity, r.n])), byRule };
    },
    [generation, lang],
  );

  if (!run) {
    return (
      <EmptyState
        title={t('app.overview.notRunTitle')}
        text={t('app.overview.notRunHint')}
        actions={
          <Button type="primary" loading={running !== null} onClick={() => void startRun()}>
            {t('app.run')}
          </Button>
        }
      />
    );
  }
  const leads = judgements.reduce((sum, j) => sum + j.findings, 0);
  const open = judgements.reduce((sum, j) => sum + j.undetermined, 0);
  const ran = judgements.filter((j) => j.status === 'ran').length;
  const blocked = judgements.filter((j) => j.status !== 'ran');
  const loaded = sources.filter((s) => s.dataset);
  const imported = new Set(loaded.flatMap((s) => (s.dataset ? [s.dataset] : [])));
  const toLeads = (verdict: 'lead' | 'undetermined') => {
    showRule(null);
    showVerdict(verdict);
    go('leads');
  };
  // Titles of rules are read, not recognised: they get the room they need.
  const look = { lang, theme: chartThemes[theme], nameWidth: 360 };
  return (
    <div className="overview">
      <div className="numbers">
        <Figure label={t('app.overview.howMany')} value={grouped(leads)} onOpen={() => toLeads('lead')}>
          {SEVERITIES.map((s) => (
            <Severity
              key={s}
              level={SEVERITY[s]}
              text={`${t(`app.overview.bySeverity.${s}`)} ${grouped(counts?.bySeverity[s] ?? 0)}`}
            />
          ))}
          {suppressed > 0 && <span>{t('app.overview.suppressed', { count: suppressed })}</span>}
        </Figure>
        <Figure
          label={t('app.overview.undetermined')}
          value={grouped(open)}
          onOpen={() => toLeads('undetermined')}
        >
          {t('app.overview.undeterminedHint')}
        </Figure>
        <Figure label={t('app.overview.rules')} value={`${ran} / ${rules.length}`} onOpen={() => go('leads')}>
          {t('app.overview.rulesHint', { ran, blocked: blocked.length })}
        </Figure>
        <Figure
          label={t('app.overview.records')}
          value={grouped(loaded.reduce((sum, s) => sum + s.records, 0))}
          onOpen={() => go('data')}
        >
          {t('app.overview.recordsHint', { files: loaded.length })}
          <span>{t('app.overview.asOf', { date: asOf })}</span>
        </Figure>
      </div>
      {leads === 0 ? (
        <EmptyState title={t('app.overview.noLeads')} text={t('app.overview.noLeadsHint')} />
      ) : (
        counts && (
          <div className="overview-charts">
            <ChartBox
              title={t('app.overview.byRule')}
              chart={ruleChart(counts.byRule, look)}
              picture={() =>
                ruleChart(counts.byRule, { lang, theme: chartThemes.light, title: t('app.overview.byRule') })
              }
              name="leads-rule"
              dark={theme === 'dark'}
              onSave={saveBytes}
              onSelect={(code) => {
                showRule(code.slice(0, 3));
                go('leads');
              }}
            />
            <LeadCharts
              rule={null}
              lang={lang}
              dark={theme === 'dark'}
              generation={generation}
              onSave={saveBytes}
            />
          </div>
        )
      )}
      {blocked.length > 0 && (
        <section className="blocked">
          <h3>{t('app.overview.notRunnable')}</h3>
          <ul className="basis">
            {blocked.map((j) => (
              <li key={j.code}>
                <span className="rule-code">{j.code}</span>{' '}
                {rules.find((r) => r.code === j.code)?.title[lang]}{' '}
                <span className="soft">
                  {j.error
                    ? errorText(j.error, lang)
                    : t('app.overview.needs', {
                        missing: missingText(j.missing, imported, lang),
                      })}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {leads > 0 && (
        <FirstLeads
          lang={lang}
          generation={generation}
          onOpen={(lead) => {
            showRule(null);
            openLead(lead.rule_code, lead.finding_id);
            go('leads');
          }}
        />
      )}
    </div>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly children: ReactNode;
  onOpen(): void;
}

/** One number with what it is made of; it opens its rows. */
function Figure({ label, value, children, onOpen }: FigureProps) {
  return (
    <div className="number">
      <div className="label">{label}</div>
      <button type="button" className="value" onClick={onOpen}>
        {value}
      </button>
      <div className="hint">{children}</div>
    </div>
  );
}
