import {
  type Answer,
  type Chunk,
  fromFailure,
  type LoadRequest,
  type Opened,
  type Port,
  type Question,
} from './protocol.ts';
import type { Counts } from './select.ts';
import type { SourceRow, TextDialect } from './types.ts';

export interface OpenRequest {
  /** How many of each sheet's first rows to look at; 40 unless told. */
  readonly peek?: number;
  readonly dialect?: Partial<TextDialect>;
  /** Read to the hard limits only. */
  readonly trusted?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

/** Bytes dealt with, and bytes of all. */
export type OnProgress = (done: number, total: number) => void;

export interface ReaderClient {
  /** Opens and looks at a file: its sheets and the first rows of each. @throws UnreadableFile */
  open(file: File, request?: OpenRequest): Promise<Opened>;
  /** The last rows of a sheet; reads all of it. */
  tail(id: number, sheet: number, count: number, signal?: AbortSignal): Promise<SourceRow[]>;
  /** SHA-256 of the file's bytes, in hex. */
  hash(id: number, signal?: AbortSignal, onProgress?: OnProgress): Promise<string>;
  /**
   * Streams the data rows after `headerRow`, in chunks of some MB, until the end; the next chunk is given
   * when `onChunk` has resolved. Resolves with counts made by the reader itself. A rejection, also by the signal,
   * comes after the `onChunk` that is under way.
   * @throws UnreadableFile, possibly after some chunks: what they brought must be taken back
   */
  load(
    id: number,
    request: LoadRequest,
    onChunk: (chunk: Chunk) => Promise<void>,
    signal?: AbortSignal,
    onProgress?: OnProgress,
  ): Promise<Counts>;
  close(id: number): Promise<void>;
  /** Whether no call is under way. */
  isIdle(): boolean;
  terminate(): void;
}

interface Call {
  receive(answer: Answer): void;
  fail(error: Error): void;
}

interface Listeners {
  readonly signal?: AbortSignal | undefined;
  readonly onChunk?: ((chunk: Chunk) => Promise<void>) | undefined;
  readonly onProgress?: OnProgress | undefined;
}

type Ask = Question extends infer Q ? (Q extends Question ? Omit<Q, 'call'> : never) : never;

/** The page's end of the line. `lost` ends every call, under way or to come, when there is no worker any more. */
export function connect(
  port: Port,
  stop: () => void,
): { client: ReaderClient; lost: (error: Error) => void } {
  const calls = new Map<number, Call>();
  let last = 0;
  let gone: Error | null = null;

  function send(question: Question): void {
    port.postMessage(question, []);
  }

  function ask<T>(question: Ask, { signal, onChunk, onProgress }: Listeners = {}): Promise<T> {
    if (gone !== null) return Promise.reject(gone);
    if (signal?.aborted) return Promise.reject(signal.reason);
    const call = ++last;
    return new Promise<T>((resolve, reject) => {
      let chunk: Promise<void> = Promise.resolve();
      const settle = (end: () => void) => {
        if (!calls.delete(call)) return;
        signal?.removeEventListener('abort', cancel);
        chunk.then(end, end);
      };
      const giveUp = (error: unknown) => {
        send({ call, ask: 'cancel' });
        settle(() => reject(error));
      };
      const cancel = () => giveUp(signal?.reason);
      signal?.addEventListener('abort', cancel, { once: true });
      calls.set(call, {
        fail: (error) => settle(() => reject(error)),
        receive(answer) {
          if (answer.say === 'done') settle(() => resolve(answer.value as T));
          else if (answer.say === 'failed') settle(() => reject(fromFailure(answer.failure)));
          else if (answer.say === 'progress') onProgress?.(answer.done, answer.total);
          else {
            // Begun a step later: what it aborts must find it in `chunk`.
            chunk = Promise.resolve().then(() => onChunk?.(answer.chunk));
            chunk.then(() => send({ call, ask: 'taken' }), giveUp);
          }
        },
      });
      send({ ...question, call });
    });
  }

  function lost(error: Error): void {
    gone ??= error;
    for (const call of [...calls.values()]) call.fail(error);
  }

  port.onmessage = ({ data }: MessageEvent<Answer>) => calls.get(data.call)?.receive(data);

  const client: ReaderClient = {
    open: (file, { peek = 40, dialect = {}, trusted = false, signal, onProgress } = {}) =>
      ask<Opened>({ ask: 'open', file, name: file.name, peek, dialect, trusted }, { signal, onProgress }),
    tail: (id, sheet, count, signal) => ask<SourceRow[]>({ ask: 'tail', id, sheet, count }, { signal }),
    hash: (id, signal, onProgress) => ask<string>({ ask: 'hash', id }, { signal, onProgress }),
    load: (id, request, onChunk, signal, onProgress) =>
      ask<Counts>({ ask: 'load', id, request }, { signal, onChunk, onProgress }),
    close: (id) => ask<void>({ ask: 'close', id }),
    isIdle: () => calls.size === 0,
    terminate() {
      stop();
      lost(new Error('the reader was stopped'));
    },
  };
  return { client, lost };
}

/** Starts the reader in its own thread. */
export function startReader(): ReaderClient {
  const worker = new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' });
  const { client, lost } = connect(worker, () => worker.terminate());
  // Out of memory, mostly: the thread is gone, and its calls would wait for ever.
  worker.onerror = (event) => lost(new Error(event.message || 'the reader stopped'));
  worker.onmessageerror = () => lost(new Error('the reader sent something unreadable'));
  return client;
}
