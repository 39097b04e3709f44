import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ExportName, makeExport } from './exports.ts';
import { failureText } from './failure-text.ts';
import { hasShell, saveFile } from './shell.ts';
import { useView } from './view-store.ts';

/** Making and saving files, with a word to the user about each. */
export function useExports() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const lang = useView((s) => s.lang);
  const [exporting, setExporting] = useState<string | null>(null);

  const save = async (name: string, make: () => Promise<Uint8Array> | Uint8Array) => {
    setExporting(name);
    const close = message.loading(t('app.exporting', { name }), 0);
    try {
      const saved = await saveFile(name, await make());
      if (saved) void message.success(t('app.exported', { name }));
    } catch (error) {
      void message.error(t('app.exportFailed', { name, reason: failureText(error, t) }), 8);
    } finally {
      close();
      setExporting(null);
    }
  };
  return {
    exporting,
    save,
    saveBytes: (name: string, bytes: Uint8Array) => save(name, () => bytes),
    exportFile: (name: ExportName) => {
      if (name === 'report.pdf' && !hasShell()) return void message.warning(t('app.exportBrowser'));
      void save(name, () => makeExport(name, lang));
    },
  };
}
