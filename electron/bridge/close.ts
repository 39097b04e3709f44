import { type BrowserWindow, dialog } from 'electron';
import type { BridgeRequest } from '../../shared/bridge.ts';
import type { Handlers } from './handle.ts';

/** How long a page may take to take back what is under way; then the window is closed all the same. */
const PATIENCE_MS = 5000;

interface Guard {
  readonly words: BridgeRequest<'guardClose'>;
  answer(reply: { leave: boolean }): void;
}

/** The calls by which a page has its window ask before it closes, and what lets a window do so. */
export function closing(): {
  readonly calls: Pick<Handlers, 'guardClose' | 'releaseClose'>;
  watch(window: BrowserWindow): void;
} {
  let guard: Guard | null = null;
  let leaving: BrowserWindow | null = null;
  let asking = false;
  const release = () => {
    guard?.answer({ leave: false });
    guard = null;
  };
  return {
    calls: {
      guardClose: (words) =>
        new Promise((answer) => {
          release();
          guard = { words, answer };
        }),
      releaseClose() {
        release();
        leaving?.close();
      },
    },
    watch(window) {
      const closeSurely = () => setTimeout(() => window.isDestroyed() || window.destroy(), PATIENCE_MS);
      const leave = () => {
        leaving = window;
        guard?.answer({ leave: true });
        closeSurely();
      };
      const question = async ({ words }: Guard) => {
        asking = true;
        const { message, detail, stay, leave: go } = words;
        const { response } = await dialog.showMessageBox(window, {
          type: 'question',
          buttons: [stay, go],
          defaultId: 0,
          cancelId: 0,
          message,
          detail,
        });
        asking = false;
        if (response === 0 || window.isDestroyed()) return;
        // The import may have come to its end meanwhile.
        if (guard) leave();
        else window.close();
      };
      window.webContents.on('render-process-gone', release);
      window.on('close', (event) => {
        if (!guard) return void closeSurely();
        event.preventDefault();
        if (!asking && !leaving) void question(guard);
      });
    },
  };
}
