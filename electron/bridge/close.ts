import { setTimeout as sleep } from 'node:timers/promises';
import { type BrowserWindow, dialog } from 'electron';
import type { BridgeRequest } from '../../shared/bridge.ts';
import type { Handlers } from './handle.ts';

/** How long a page may take to take back what is under way; then the window is closed all the same. */
const PATIENCE_MS = 5000;
/** What ends by itself within this time is not asked about. */
const NEARLY_DONE_MS = 250;

interface Guard {
  readonly words: BridgeRequest<'guardClose'>;
  /** Aborted when the page lets go of the window: a question about it is over then, too. */
  readonly over: AbortController;
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
    guard?.over.abort();
    guard?.answer({ leave: false });
    guard = null;
  };
  return {
    calls: {
      guardClose: (words) =>
        new Promise((answer) => {
          release();
          guard = { words, answer, over: new AbortController() };
        }),
      releaseClose() {
        release();
        leaving?.close();
      },
    },
    watch(window) {
      const closeSurely = () => setTimeout(() => window.isDestroyed() || window.destroy(), PATIENCE_MS);
      const question = async () => {
        await sleep(NEARLY_DONE_MS);
        if (window.isDestroyed()) return;
        if (!guard) return window.close();
        const { message, detail, stay, leave } = guard.words;
        const { response } = await dialog.showMessageBox(window, {
          type: 'question',
          buttons: [stay, leave],
          defaultId: 0,
          cancelId: 0,
          message,
          detail,
          signal: guard.over.signal,
        });
        if (response === 0 || window.isDestroyed()) return;
        leaving = window;
        guard?.answer({ leave: true });
        closeSurely();
        if (!guard) window.close();
      };
      window.webContents.on('render-process-gone', release);
      window.on('close', (event) => {
        if (!guard) return void closeSurely();
        event.preventDefault();
        if (asking || leaving) return;
        asking = true;
        void question().finally(() => {
          asking = false;
        });
      });
    },
  };
}
