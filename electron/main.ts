import { join } from 'node:path';
import { app, Menu, session } from 'electron';
import { appInfo, systemLang } from './bridge/app-info.ts';
import { closing } from './bridge/close.ts';
import { handleBridge } from './bridge/handle.ts';
import { rulesIn } from './bridge/own-rules.ts';
import { printPdf } from './bridge/print-pdf.ts';
import { askForPlace, saves } from './bridge/save-file.ts';
import { reportProfile, runReport } from './headless.ts';
import { registerScheme, serve } from './scheme.ts';
import { createWindow } from './window.ts';

const reportAt = process.argv.indexOf('report');
const isReport = reportAt > 0;

registerScheme();
if (isReport) {
  // A job has a workspace of its own; the analyst's stays untouched. The launcher removes it afterwards.
  app.setPath('userData', reportProfile());
}

function openWorkbench(): void {
  const { calls, watch } = closing();
  handleBridge({
    appInfo,
    ...saves(askForPlace),
    printPdf: (request) => printPdf(request, session.defaultSession),
    ...rulesIn(join(app.getPath('userData'), 'rules')),
    ...calls,
    getJob: () => null,
    offerJobFiles: () => 0,
    reportProgress: () => undefined,
    finishJob: () => undefined,
  });
  const window = createWindow({ show: true });
  watch(window);
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
}

if (!isReport && !app.requestSingleInstanceLock()) {
  // The window that is open comes to the front; who started this from a terminal reads why it ends.
  const open = { zh: '程序已经打开，请看它的窗口。', en: 'The program is open already: see its window.' };
  process.stderr.write(`${open[systemLang()]}\n`);
  app.quit();
} else {
  app.on('window-all-closed', () => app.quit());
  void app.whenReady().then(() => {
    if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
    serve(session.defaultSession, join(import.meta.dirname, '../renderer'));
    return isReport ? runReport(process.argv.slice(reportAt + 1)) : openWorkbench();
  });
}
