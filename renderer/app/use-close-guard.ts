import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useImport } from '../import/import-store.ts';
import { ask, hasShell } from './shell.ts';

/** While an import is under way the window asks before it closes; a rules run leaves nothing behind and is not asked about. */
export function useCloseGuard(): void {
  const { t } = useTranslation();
  const importing = useImport((s) => s.progress !== null);
  useEffect(() => {
    if (!importing || !hasShell()) return;
    const words = {
      message: t('importing.closing.ask'),
      detail: t('importing.closing.detail'),
      stay: t('importing.closing.stay'),
      leave: t('importing.closing.leave'),
    };
    void ask('guardClose', words).then(({ leave }) => leave && useImport.getState().cancel());
    return () => void ask('releaseClose', undefined);
  }, [importing, t]);
}
