import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { grouped } from '../../shared/grouped.ts';
import { useImport } from '../import/import-store.ts';
import { isOpen, isReconciled, isSigned } from '../import/load.ts';
import { runnableRules, useOwn } from '../rules/own/own-store.ts';
import { useRules } from '../rules/rules-store.ts';
import { useExporting } from './use-exports.ts';

/** The honest voice: what is loaded, what does not add up, what is running, with cancel. */
export function StatusLine() {
  const { t } = useTranslation();
  const { sources, progress, inspecting, cancel } = useImport();
  const own = useOwn();
  const exporting = useExporting((s) => s.current);
  const { run, judgements, running, cancel: cancelRun } = useRules();
  const loaded = sources.filter((s) => s.dataset);
  const rows = loaded.reduce((sum, s) => sum + s.loaded, 0);
  const off = loaded.filter(isOpen).length;
  const signed = loaded.filter((s) => !isReconciled(s) && isSigned(s)).length;
  const stale = run !== null && loaded.some((s) => s.imported_at > run.started_at);
  const datasets = new Set(loaded.map((s) => s.dataset)).size;
  return (
    <footer className="status">
      {loaded.length === 0 ? (
        <span>{t('app.status.noData')}</span>
      ) : (
        <>
          <span>{t('app.status.data', { datasets, rows: grouped(rows) })}</span>
          <span className={off > 0 ? 'bad' : 'good'}>
            {off > 0
              ? `✗ ${t('app.status.unreconciled', { count: off })}`
              : `✓ ${signed > 0 ? t('app.status.signed', { count: signed }) : t('app.status.reconciled')}`}
          </span>
        </>
      )}
      <span className="grow" />
      {inspecting && <span>{t('app.status.inspecting', { ...inspecting })}</span>}
      {progress && (
        <>
          <span>{t('app.status.importing', { ...progress })}</span>
          <Progress size="small" showInfo={false} percent={progress.share * 100} />
          <Button size="small" type="text" onClick={cancel}>
            {t('app.cancel')}
          </Button>
        </>
      )}
      {running && (
        <>
          <span>{t('app.status.running', { ...running })}</span>
          <Progress size="small" showInfo={false} percent={(running.done / running.count) * 100} />
          <Button size="small" type="text" onClick={cancelRun}>
            {t('app.cancel')}
          </Button>
        </>
      )}
      {exporting && (
        <>
          <span>
            {t(exporting.rows > 0 ? 'app.status.exporting' : 'app.status.making', {
              name: exporting.name,
              rows: grouped(exporting.rows),
            })}
          </span>
          <Button size="small" type="text" onClick={exporting.cancel}>
            {t('app.cancel')}
          </Button>
        </>
      )}
      {!running && run && (
        <>
          <span>
            {t('app.status.rules', {
              ran: judgements.filter((j) => j.status === 'ran').length,
              total: runnableRules(own).length,
            })}
          </span>
          <span>
            {t('app.status.last', { at: run.started_at.slice(5, 16), seconds: (run.ms / 1000).toFixed(1) })}
          </span>
        </>
      )}
      {!running && stale && <span className="bad">{t('app.status.stale')}</span>}
      {!running && !run && loaded.length > 0 && <span>{t('app.status.notRun')}</span>}
    </footer>
  );
}
