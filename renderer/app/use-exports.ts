import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import { type Write, written } from '../../shared/pieces.ts';
import type { ExportName } from '../report/index.ts';
import { exportWriter } from './exports.ts';
import { failureText } from './failure-text.ts';
import { hasShell, saveFile } from './shell.ts';
import { useView } from './view-store.ts';

interface Export {
  readonly name: string;
  /** Rows written so far; 0 for a file that has none. */
  readonly rows: number;
  cancel(): void;
}

/** The export that is being written, if any. */
export const useExporting = create<{ readonly current: Export | null }>()(() => ({ current: null }));

/** Making and saving files, with a word to the user about each. */
export function useExports() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const lang = useView((s) => s.lang);

  const save = async (name: string, write: Write, signal?: AbortSignal) => {
    let close = () => {};
    try {
      const path = await saveFile(
        name,
        (append) => {
          close = message.loading(t('app.exporting', { name }), 0);
          return write(append);
        },
        signal,
      );
      if (path !== null) void message.success(t('app.exported', { name }));
    } catch (error) {
      if (signal?.aborted) return void message.info(t('app.exportCancelled', { name }));
      void message.error(t('app.exportFailed', { name, reason: failureText(error, t) }), 8);
    } finally {
      close();
    }
  };
  const exportFile = async (name: ExportName) => {
    if (name === 'report.pdf' && !hasShell()) return void message.warning(t('app.exportBrowser'));
    const abort = new AbortController();
    const told = (rows: number) =>
      useExporting.setState({ current: { name, rows, cancel: () => abort.abort() } });
    told(0);
    try {
      await save(name, (append) => exportWriter(name, lang, { told })(append), abort.signal);
    } finally {
      useExporting.setState({ current: null });
    }
  };
  return {
    save,
    saveBytes: (name: string, bytes: Uint8Array) => void save(name, written(bytes)),
    exportFile,
  };
}
