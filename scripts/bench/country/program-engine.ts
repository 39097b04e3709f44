import type { Page } from '@playwright/test';
import { tableFromIPC } from 'apache-arrow';
import { type Connection, createEngine, type Engine } from '../../../renderer/engine/engine.ts';

/** Asks DuckDB's worker, from within it, in the words that its page would use. */
function ask([type, data]: readonly [type: string, data: unknown]): Promise<unknown> {
  const scope = globalThis as unknown as {
    postMessage(answer: unknown, transfer: Transferable[]): void;
    onmessage(event: { data: unknown }): void;
  };
  const messageId = Math.floor(Number.MAX_SAFE_INTEGER * Math.random());
  const toPage = scope.postMessage;
  return new Promise((resolve, reject) => {
    scope.postMessage = (answer, transfer) => {
      const {
        requestId,
        type: kind,
        data: said,
      } = answer as { requestId: number; type: string; data: never };
      if (requestId !== messageId) return toPage.call(scope, answer, transfer);
      scope.postMessage = toPage;
      if (kind === 'ERROR') reject(new Error((said as { message: string }).message));
      else resolve(ArrayBuffer.isView(said) ? [...(said as Uint8Array)] : said);
    };
    scope.onmessage({ data: { messageId, type, data } });
  });
}

/**
 * An engine on the database that a running program has open: one more connection, from outside, because the page lets
 * nobody in. It only reads.
 */
export async function engineOf(page: Page): Promise<Engine> {
  const worker = page.workers().find((w) => w.url().includes('database.worker'));
  if (!worker) throw new Error('the program has not started DuckDB');
  const connect = async (): Promise<Connection> => {
    const connection = await worker.evaluate(ask, ['CONNECT', null] as const);
    return {
      async run(sql) {
        const bytes = await worker.evaluate(ask, ['RUN_QUERY', [connection, sql]] as const);
        return tableFromIPC(Uint8Array.from(bytes as number[]));
      },
      prepare: () => Promise.reject(new Error('nothing is prepared here')),
    };
  };
  const none = () => Promise.reject(new Error('no files here'));
  return createEngine({
    ...(await connect()),
    second: await connect(),
    third: await connect(),
    ready: async () => undefined,
    putFile: none,
    dropFile: none,
    close: async () => undefined,
  });
}
