import { Button, Segmented } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { grouped } from '../../shared/grouped.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { DataGrid } from '../components/grid/data-grid.tsx';
import type { GridColumn, GridSource } from '../components/grid/types.ts';
import { openSession } from '../engine/session.ts';
import { useRead } from '../engine/use-read.ts';
import { openWindow } from '../engine/window.ts';
import type { Lang } from '../i18n/index.ts';
import { useRules } from '../rules/rules-store.ts';
import { ChoiceHistory } from './choice-history.tsx';
import {
  changedSince,
  countPairings,
  PAIRING_STATES,
  type Pairing,
  type PairingState,
  pairingId,
  pairingsReady,
} from './choices.ts';
import { PlanPanel } from './plan-panel.tsx';
import './matches.css';

interface Props {
  readonly lang: Lang;
  onRun(): void;
}

/** Windows over the plans of one state, the earliest first. */
function pairingSource(state: PairingState): GridSource {
  return {
    async open(sort, filters, signal) {
      const spec = {
        table: 'plan_pairing',
        where: { sql: 'state = $state', params: { state } },
        sort: sort.length > 0 ? sort : [{ column: 'first_day' }, { column: 'plan' }],
        filters,
      };
      return openWindow(await openSession(), spec, signal);
    },
  };
}

/** Plans by how sure it is what they announced; those that cannot be told are settled here. */
export function MatchesScreen({ lang, onRun }: Props) {
  const { t } = useTranslation();
  const { generation, running, run } = useRules();
  const [changes, setChanges] = useState(0);
  const [shown, setShown] = useState<PairingState | 'history'>('ambiguous');
  const [open, setOpen] = useState<Pairing | null>(null);
  const ready = useRead<'reading' | 'ready' | 'no-data' | 'stale'>('reading', pairingsReady, [
    generation,
    running === null,
  ]);
  const counts = useRead(null, async (engine) => (ready === 'ready' ? countPairings(engine) : null), [
    ready,
    generation,
    changes,
  ]);
  const late = useRead(false, (engine) => changedSince(engine, run?.started_at ?? null), [run, changes]);
  const source = useMemo(() => pairingSource(shown === 'history' ? 'settled' : shown), [shown]);
  const columns = useMemo(
    (): GridColumn<Pairing>[] => [
      { field: 'plan', header: t('matches.plan'), type: 'identifier', width: 190 },
      { field: 'org_name', header: t('matches.organisation'), type: 'text', flex: 1 },
      { field: 'scheme', header: t('matches.scheme'), type: 'text', width: 90 },
      { field: 'first_day', header: t('matches.from'), type: 'date', width: 112 },
      { field: 'last_day', header: t('matches.to'), type: 'date', width: 112 },
      { field: 'cb_approval_no', header: t('matches.body'), type: 'identifier', width: 150 },
      { field: 'candidates', header: t('matches.candidates'), type: 'number', width: 84 },
      { field: 'certificates', header: t('matches.certificates'), type: 'identifier', width: 260 },
      {
        field: 'score',
        header: t('matches.score'),
        tooltip: t('matches.scoreHint'),
        type: 'number',
        width: 84,
      },
    ],
    [t],
  );
  // Another run may have changed what is open.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the run closes it
  useEffect(() => setOpen(null), [generation]);

  if (ready === 'reading') return null;
  const changed = () => setChanges((n) => n + 1);
  return (
    <div className={open ? 'matches with-panel' : 'matches'}>
      <div className="matches-main">
        <header>
          <h2>{t('matches.title')}</h2>
          <p className="soft">{t('matches.intro')}</p>
          {late && <p className="notice">{t('matches.stale')}</p>}
        </header>
        <div className="bar">
          <Segmented<PairingState | 'history'>
            value={shown}
            onChange={(chosen) => {
              setShown(chosen);
              setOpen(null);
            }}
            options={[
              ...PAIRING_STATES.map((state) => ({
                value: state,
                label: `${t(`matches.states.${state}`)} ${counts ? grouped(counts[state]) : ''}`.trim(),
              })),
              { value: 'history' as const, label: t('matches.history') },
            ]}
          />
        </div>
        {shown === 'history' ? (
          <ChoiceHistory changes={changes} onChange={changed} />
        ) : ready !== 'ready' ? (
          <NotReady noData={ready === 'no-data'} running={running !== null} onRun={onRun} />
        ) : (
          <div className="lead-grid">
            <DataGrid<Pairing>
              columns={columns}
              source={source}
              revision={`${generation} ${changes}`}
              rowId={pairingId}
              lang={lang}
              selectedId={open ? pairingId(open) : null}
              ariaLabel={t('matches.title')}
              emptyText={t('matches.empty')}
              onOpen={setOpen}
              onSelect={(row) => row && setOpen(row)}
            />
          </div>
        )}
      </div>
      {open && (
        <PlanPanel
          key={pairingId(open)}
          pairing={open}
          changes={changes}
          lang={lang}
          onChange={changed}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}

interface NotReadyProps {
  readonly noData: boolean;
  readonly running: boolean;
  onRun(): void;
}

/** Why there is nothing to look through, and what to do. */
function NotReady({ noData, running, onRun }: NotReadyProps) {
  const { t } = useTranslation();
  return noData ? (
    <EmptyState title={t('matches.noDataTitle')} text={t('matches.noData')} />
  ) : (
    <EmptyState
      title={t('matches.notReadyTitle')}
      text={t('matches.notReady')}
      actions={
        <Button type="primary" loading={running} onClick={onRun}>
          {t('app.run')}
        </Button>
      }
    />
  );
}
