import { csvChunks } from './chunks.ts';
import { sha256 } from './hash.ts';
import { openFile } from './open.ts';
import {
  type Answer,
  type LoadRequest,
  type Opened,
  type OpenedSheet,
  type Port,
  type Question,
  toFailure,
} from './protocol.ts';
import type { Counts } from './select.ts';
import type { OpenedFile, SourceRow } from './types.ts';

const NOTHING: Counts = {
  records: 0,
  skipped: 0,
  blank: 0,
  rejected: [],
  notes: [],
  hidden: 0,
  merges: [],
};

async function firstRows(file: OpenedFile, sheet: number, peek: number, signal: AbortSignal) {
  const head: SourceRow[] = [];
  for await (const batch of file.rows(sheet, signal)) {
    head.push(...batch.slice(0, peek - head.length));
    if (head.length >= peek) break;
  }
  return head;
}

/** The last rows of a sheet, for which all of it has to be read. */
async function lastRows(file: OpenedFile, sheet: number, count: number, signal: AbortSignal) {
  let tail: SourceRow[] = [];
  for await (const batch of file.rows(sheet, signal)) tail = [...tail, ...batch.slice(-count)].slice(-count);
  return tail;
}

/** A call under way: how to stop it, and how to tell it that its last chunk was dealt with. */
interface Call {
  readonly stop: AbortController;
  taken: () => void;
}

/** Answers the questions that come in at `port`. Runs in the worker; a test may run it anywhere. */
export function serve(port: Port): void {
  const files = new Map<number, { readonly blob: Blob; readonly opened: OpenedFile; sha256?: string }>();
  const calls = new Map<number, Call>();
  let lastId = 0;

  const say = (answer: Answer, transfer: Transferable[] = []) => port.postMessage(answer, transfer);
  const fileOf = (id: number) => {
    const file = files.get(id);
    if (file === undefined) throw new Error(`no open file ${id}`);
    return file;
  };

  const reporter = (call: number, total: number) => (done: number) =>
    say({ call, say: 'progress', done, total });

  async function open(question: Question & { ask: 'open' }, signal: AbortSignal): Promise<Opened> {
    const { call, file, name, peek, dialect, trusted } = question;
    const progress = reporter(call, file.size);
    const opened = await openFile(file, name, { dialect, trusted, signal, progress });
    const sheets: OpenedSheet[] = [];
    for (const [index, sheet] of opened.sheets.entries()) {
      sheets.push({ ...sheet, head: await firstRows(opened, index, peek, signal) });
    }
    const id = ++lastId;
    files.set(id, { blob: file, opened });
    return { id, kind: opened.kind, encoding: opened.encoding, dialect: opened.dialect, sheets };
  }

  async function load(call: number, id: number, request: LoadRequest, current: Call): Promise<Counts> {
    const { blob, opened } = fileOf(id);
    const { signal } = current.stop;
    const stopped = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    stopped.catch(() => undefined);
    const chunks = csvChunks(opened, request, signal, reporter(call, blob.size));
    try {
      // The next chunk is made while the page deals with the last one, and sent when that is done.
      let dealtWith: Promise<void> = Promise.resolve();
      let next = await chunks.next();
      for (; !next.done; next = await chunks.next()) {
        await Promise.race([dealtWith, stopped]);
        dealtWith = new Promise((resolve) => {
          current.taken = resolve;
        });
        say({ call, say: 'chunk', chunk: next.value }, [next.value.bytes.buffer]);
      }
      await Promise.race([dealtWith, stopped]);
      return next.value;
    } finally {
      await chunks.return(NOTHING);
    }
  }

  /** Read once per file, however many of its sheets ask. */
  async function hash(call: number, id: number, signal: AbortSignal): Promise<string> {
    const file = fileOf(id);
    file.sha256 ??=
      file.opened.sha256?.() ?? (await sha256(file.blob, signal, reporter(call, file.blob.size)));
    return file.sha256;
  }

  async function close(id: number): Promise<undefined> {
    await files.get(id)?.opened.close();
    files.delete(id);
  }

  async function answer(
    question: Question,
    current: Call,
  ): Promise<Opened | Counts | SourceRow[] | string | undefined> {
    switch (question.ask) {
      case 'open':
        return open(question, current.stop.signal);
      case 'hash':
        return hash(question.call, question.id, current.stop.signal);
      case 'tail':
        return lastRows(fileOf(question.id).opened, question.sheet, question.count, current.stop.signal);
      case 'load':
        return load(question.call, question.id, question.request, current);
      case 'close':
        return close(question.id);
    }
  }

  port.onmessage = async ({ data }: MessageEvent<Question>) => {
    const { call } = data;
    if (data.ask === 'taken') return calls.get(call)?.taken();
    if (data.ask === 'cancel') return calls.get(call)?.stop.abort();
    const current: Call = { stop: new AbortController(), taken: () => undefined };
    calls.set(call, current);
    try {
      say({ call, say: 'done', value: await answer(data, current) });
    } catch (error) {
      say({ call, say: 'failed', failure: toFailure(error) });
    } finally {
      calls.delete(call);
    }
  };
}
