import { join } from 'node:path';
import { BrowserWindow, nativeTheme } from 'electron';
import { PAGE_URL } from './scheme.ts';

/** The window that holds the page: sandboxed, without Node, and going nowhere else. */
export function createWindow(options: { readonly show: boolean }): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1080,
    minHeight: 640,
    show: options.show,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#15181d' : '#ffffff',
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      // A hidden window is a job at work, not a tab in the background.
      backgroundThrottling: false,
    },
  });
  // The page may load itself anew, and go nowhere else.
  window.webContents.on('will-navigate', (event) => event.url !== PAGE_URL && event.preventDefault());
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  void window.loadURL(PAGE_URL);
  return window;
}
