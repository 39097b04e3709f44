import { App as AntApp, Button, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { antTheme } from '../components/ant-theme.ts';
import { FileDrop } from '../components/file-drop/file-drop.tsx';
import { WorkspaceInUse } from '../engine/database-error.ts';
import { openSession } from '../engine/session.ts';
import { LeadsScreen } from '../findings/leads-screen.tsx';
import { useImport } from '../import/import-store.ts';
import { ImportScreen } from '../import/screen/import-screen.tsx';
import { MatchesScreen } from '../matches/matches-screen.tsx';
import { knownRules, useOwn } from '../rules/own/own-store.ts';
import { RegulationScreen } from '../rules/regulation/regulation-screen.tsx';
import { useRules } from '../rules/rules-store.ts';
import { failureText } from './failure-text.ts';
import { FirstStart } from './first-start.tsx';
import { Overview } from './overview.tsx';
import { reloadOwnRules } from './own-rules.ts';
import { Rail } from './rail.tsx';
import { startRun } from './start-run.ts';
import { StatusLine } from './status-line.tsx';
import { TopBar } from './top-bar.tsx';
import { useCloseGuard } from './use-close-guard.ts';
import { useExports } from './use-exports.ts';
import { useFailures } from './use-failures.ts';
import { useOwnActions } from './use-own-actions.ts';
import { useView } from './view-store.ts';

type Start = { readonly state: 'starting' | 'ready' } | { readonly state: 'failed'; readonly error: unknown };

/** The frame: rail, top bar, stage and status line never move; only the stage changes. */
export function App() {
  const { lang, theme } = useView();
  dayjs.locale(lang === 'zh' ? 'zh-cn' : 'en');
  return (
    <ConfigProvider
      locale={lang === 'zh' ? zhCN : enUS}
      // A space between two Chinese characters on a button is decoration that this house does without.
      button={{ autoInsertSpace: false }}
      theme={antTheme(theme === 'dark')}
    >
      <AntApp className="frame">
        <Workbench />
      </AntApp>
    </ConfigProvider>
  );
}

function Workbench() {
  const { t } = useTranslation();
  const { screen, lang, theme, folder, go } = useView();
  const { save, saveBytes } = useExports();
  useFailures();
  useCloseGuard();
  const [start, setStart] = useState<Start>({ state: 'starting' });
  const { sources, candidates, inspecting, offer, progress, refresh } = useImport();
  const refreshRules = useRules((s) => s.refresh);
  const rules = knownRules(useOwn());
  const own = useOwnActions();

  useEffect(() => {
    openSession()
      .then(() => Promise.all([refresh(), refreshRules()]))
      .then(() => setStart({ state: 'ready' }))
      // What an analyst wrote keeps nobody waiting.
      .then(reloadOwnRules)
      .catch((error) => setStart({ state: 'failed', error }));
  }, [refresh, refreshRules]);

  if (start.state === 'failed') {
    const { error } = start;
    const inUse = error instanceof WorkspaceInUse;
    return (
      <main className="stage" data-state="failed">
        <div className="first" role="alert">
          <p>{inUse ? t('app.inUse') : t('app.startFailed', { reason: failureText(error, t) })}</p>
          <Button onClick={() => location.reload()}>{t('app.again')}</Button>
        </div>
      </main>
    );
  }
  const onFiles = (files: File[]) => {
    go('data');
    void offer(files);
  };
  const empty = sources.length === 0 && candidates.length === 0 && !inspecting && !progress;
  return (
    <FileDrop
      onFiles={onFiles}
      disabled={start.state !== 'ready' || progress !== null || inspecting !== null}
    >
      {(pick) => (
        <>
          <Rail />
          <TopBar pick={pick} empty={empty} />
          <main className="stage" data-state={start.state}>
            {start.state === 'starting' && <p className="first soft">{t('app.starting')}</p>}
            {start.state === 'ready' && empty && <FirstStart pick={pick} />}
            {start.state === 'ready' && !empty && screen === 'data' && (
              <ImportScreen
                lang={lang}
                dark={theme === 'dark'}
                folder={folder}
                rules={rules.map(({ code, title, needs }) => ({ code, title: title[lang], needs }))}
                onSave={(name, write) => void save(name, write)}
              />
            )}
            {start.state === 'ready' && !empty && screen === 'overview' && <Overview />}
            {start.state === 'ready' && !empty && screen === 'matches' && (
              <MatchesScreen lang={lang} onRun={() => void startRun()} />
            )}
            {start.state === 'ready' && !empty && screen === 'law' && (
              <RegulationScreen lang={lang} onSave={(name, write) => void save(name, write)} />
            )}
            {start.state === 'ready' && !empty && screen === 'leads' && (
              <LeadsScreen
                lang={lang}
                dark={theme === 'dark'}
                own={own}
                onToData={() => go('data')}
                onSaveChart={saveBytes}
              />
            )}
          </main>
          <StatusLine />
        </>
      )}
    </FileDrop>
  );
}
