import {
  FolderOpenOutlined,
  MoonOutlined,
  PlayCircleOutlined,
  PlusOutlined,
  SunOutlined,
} from '@ant-design/icons';
import { Button, DatePicker, Dropdown, Tooltip } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import type { FilePickers } from '../components/file-drop/file-drop.tsx';
import { useImport } from '../import/import-store.ts';
import type { ExportName } from '../report/index.ts';
import { useRules } from '../rules/rules-store.ts';
import { startRun } from './start-run.ts';
import { useExporting, useExports } from './use-exports.ts';
import { useView } from './view-store.ts';

/** The workspace's own actions: add data, as-of date, run, export; and how it looks. */
export function TopBar({ pick, empty }: { readonly pick: FilePickers; readonly empty: boolean }) {
  const { t } = useTranslation();
  const { lang, theme, setLang, setTheme, go } = useView();
  const { sources, progress } = useImport();
  const { asOf, setAsOf, run, running } = useRules();
  const { exportFile } = useExports();
  const exporting = useExporting((s) => s.current !== null);
  const loaded = sources.some((s) => s.dataset);
  const runRules = async () => {
    await startRun();
    if (useView.getState().screen === 'data') go('overview');
  };
  return (
    <header className="top">
      {!empty && (
        <>
          <Button icon={<PlusOutlined />} onClick={pick.pickFiles}>
            {t('app.first.files')}
          </Button>
          <Tooltip title={t('app.first.folder')}>
            <Button
              icon={<FolderOpenOutlined />}
              aria-label={t('app.first.folder')}
              onClick={pick.pickFolder}
            />
          </Tooltip>
        </>
      )}
      <span className="grow" />
      <Tooltip title={t('app.asOfHint')}>
        <span className="soft">{t('app.asOf')}</span>
      </Tooltip>
      <DatePicker
        aria-label={t('app.asOf')}
        allowClear={false}
        value={dayjs(asOf)}
        onChange={(d) => d && setAsOf(d.format('YYYY-MM-DD'))}
        style={{ width: 124 }}
      />
      <Button
        type="primary"
        icon={<PlayCircleOutlined />}
        disabled={!loaded || progress !== null}
        loading={running !== null}
        onClick={runRules}
      >
        {run ? t('app.rerun') : t('app.run')}
      </Button>
      <Dropdown
        disabled={!run || running !== null || exporting}
        trigger={['click']}
        menu={{
          items: [
            { key: 'report.pdf', label: t('app.exportPdf') },
            { key: 'findings.xlsx', label: t('app.exportXlsx') },
            { key: 'findings.csv', label: t('app.exportCsv') },
            { key: 'summary.json', label: t('app.exportSummary') },
          ],
          onClick: ({ key }) => void exportFile(key as ExportName),
        }}
      >
        <Button loading={exporting}>{t('app.export')}</Button>
      </Dropdown>
      <Button
        type="text"
        onClick={() => void setLang(lang === 'zh' ? 'en' : 'zh')}
        aria-label={t('app.language')}
      >
        {lang === 'zh' ? 'EN' : '中'}
      </Button>
      <Button
        type="text"
        icon={theme === 'dark' ? <SunOutlined /> : <MoonOutlined />}
        aria-label={t(`app.theme.${theme === 'dark' ? 'light' : 'dark'}`)}
        onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}
      />
    </header>
  );
}
