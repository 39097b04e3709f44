import { Button, Progress } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ImportProgress, useImport } from '../import-store.ts';
import { percent } from './share-bar.tsx';

interface Props {
  readonly children: ReactNode;
  onImport(): void;
}

/** What is waiting and the button that imports it; while it runs, how far it is and how long it will take. */
export function ImportBar({ children, onImport }: Props) {
  const { t } = useTranslation();
  const { candidates, progress, inspecting, discard, cancel } = useImport();
  const busy = progress ?? inspecting;
  if (busy) {
    const text = t(progress ? 'importing.progress' : 'importing.looking', { ...busy });
    return (
      <div className="bar importing">
        <span className="clip">{text}</span>
        <Progress className="grow" size="small" percent={percent(busy.share, 1)} aria-label={text} />
        <TimeLeft progress={busy} />
        <Button onClick={cancel}>{t('app.cancel')}</Button>
      </div>
    );
  }
  const ready = candidates.filter((c) => c.recognition && c.fate !== 'skip').length;
  if (candidates.length === 0) return <div className="bar">{children}</div>;
  return (
    <div className="bar">
      {children}
      <strong>
        {t('importing.offered')} {candidates.length}
      </strong>
      <span className="grow" />
      <Button onClick={discard}>{t('importing.discard')}</Button>
      <Button type="primary" onClick={onImport}>
        {ready > 0 ? t('importing.import', { count: ready }) : t('importing.finish')}
      </Button>
    </div>
  );
}

const TICK_MS = 1000;
/** Before that a guess would jump about. */
const FIRST_GUESS_SHARE = 0.02;

function TimeLeft({ progress }: { readonly progress: ImportProgress }) {
  const { t } = useTranslation();
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const { share, startedAt } = progress;
  if (share < FIRST_GUESS_SHARE) return null;
  const seconds = Math.max(1, Math.round((((now - startedAt) / 1000) * (1 - share)) / share));
  const time =
    seconds < 90
      ? t('importing.seconds', { count: seconds })
      : t('importing.minutes', { count: Math.round(seconds / 60) });
  return <span className="soft">{t('importing.left', { time })}</span>;
}
