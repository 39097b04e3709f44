import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NoRoom, WorkspaceInUse } from '../../../renderer/engine/database-error.ts';
import { openDuckDB } from '../../../renderer/engine/duckdb.ts';

// Chromium has it, Node 20 has not.
Promise.withResolvers ??= <T>() => {
  const made = {} as PromiseWithResolvers<T>;
  const promise = new Promise<T>((resolve, reject) => Object.assign(made, { resolve, reject }));
  return Object.assign(made, { promise });
};

const MB = 2 ** 20;
const IDLE = 1000;

/** DuckDB, its worker and the file that only one of them can hold, as far as they can be told from outside. */
const world = vi.hoisted(() => ({
  workers: [] as { ended: boolean; holds: boolean; log: string[] }[],
  size: 0,
  /** How long a worker that was ended keeps the file. */
  releaseMs: 0,
  heldUntil: 0,
  heldByAnother: false,
  /** Bytes that the disk has left. */
  left: 0,
  checkpoint: async () => undefined as undefined,
}));

vi.mock('@duckdb/duckdb-wasm', () => {
  class AsyncDuckDB {
    readonly worker: (typeof world.workers)[number];
    constructor(_logger: unknown, worker: (typeof world.workers)[number]) {
      this.worker = worker;
    }
    async instantiate() {}
    async open() {
      if (world.heldByAnother || performance.now() < world.heldUntil)
        throw new Error('another open Access Handle');
      this.worker.holds = true;
    }
    async connect() {
      const { worker } = this;
      return {
        async query(sql: string) {
          if (worker.ended) return new Promise(() => undefined);
          worker.log.push(sql);
          if (sql === 'CHECKPOINT' && world.workers[0] === worker) await world.checkpoint();
          return { sql };
        },
        close: async () => void worker.log.push('close'),
      };
    }
  }
  return { AsyncDuckDB, VoidLogger: class {}, DuckDBAccessMode: { READ_WRITE: 3 } };
});

class FakeWorker {
  ended = false;
  holds = false;
  readonly log: string[] = [];
  constructor() {
    world.workers.push(this);
  }
  postMessage(_asked: string, [port]: MessagePort[]) {
    port?.postMessage(world.size);
  }
  terminate() {
    this.ended = true;
    if (this.holds) world.heldUntil = performance.now() + world.releaseMs;
  }
}

/** A real one does not keep to the false clock. */
class FakeChannel {
  readonly port1 = { onmessage: (_event: { data: unknown }) => undefined, close: () => undefined };
  readonly port2 = {
    postMessage: (data: unknown) => queueMicrotask(() => void this.port1.onmessage({ data })),
  };
}

beforeEach(() => {
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('MessageChannel', FakeChannel);
  vi.stubGlobal('navigator', { storage: { estimate: async () => ({ quota: 7 + world.left, usage: 7 }) } });
  vi.stubGlobal('location', { href: 'app://certscope/' });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  Object.assign(world, {
    workers: [],
    size: 400 * MB,
    releaseMs: 0,
    heldUntil: 0,
    heldByAnother: false,
    left: 100 * MB,
  });
  world.checkpoint = async () => undefined;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const opened = () => openDuckDB('opfs://w.duckdb', '1GiB', IDLE);
const worked = async () => {
  const engine = await opened();
  await engine.query('work');
  return engine;
};
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const [first, second] = [() => world.workers[0], () => world.workers[1]];

test('a worker with much memory is ended behind a checkpoint, and another is set up like it', async () => {
  const engine = await worked();
  const asFirst = first()?.log.slice(0, first()?.log.indexOf('work'));
  await pass(IDLE);
  expect(first()?.log.slice(-4)).toEqual(['CHECKPOINT', 'close', 'close', 'close']);
  expect(world.workers.map((w) => w.ended)).toEqual([true, false]);
  expect(second()?.log).toEqual(asFirst);
  await engine.query('next');
  expect(second()?.log.at(-1)).toBe('next');
});

test('one with little memory stays', async () => {
  world.size = 100 * MB;
  await worked();
  await pass(10 * IDLE);
  expect(world.workers.map((w) => w.ended)).toEqual([false]);
});

test('a file that is let go of late keeps the next waiting, and fails nothing', async () => {
  world.releaseMs = 8000;
  const engine = await worked();
  await pass(IDLE);
  const next = engine.query('next');
  await pass(7000);
  expect(world.workers.at(-1)?.log).not.toContain('next');
  await pass(1500);
  await next;
  expect(world.workers.at(-1)?.log).toContain('next');
});

test('when another window has taken the file, who asks next hears it, and can ask again', async () => {
  const engine = await worked();
  world.heldByAnother = true;
  await pass(IDLE);
  const next = expect(engine.query('next')).rejects.toThrow(WorkspaceInUse);
  await pass(30_000);
  await next;
  world.heldByAnother = false;
  await engine.query('again');
  expect(world.workers.at(-1)?.log).toContain('again');
});

test('a checkpoint that fails leaves everything as it is', async () => {
  const engine = await worked();
  world.checkpoint = () => Promise.reject(new Error('no checkpoint'));
  await pass(IDLE);
  await engine.query('next');
  expect(first()).toMatchObject({ ended: false });
  expect(first()?.log.at(-1)).toBe('next');
});

test('it can be closed while another is started, and when none could be', async () => {
  world.releaseMs = 3000;
  const engine = await worked();
  await pass(IDLE);
  const closed = engine.close();
  await pass(5000);
  await closed;
  expect(world.workers.every((w) => w.ended)).toBe(true);

  Object.assign(world, { releaseMs: 0, heldUntil: 0 });
  const other = await worked();
  world.heldByAnother = true;
  await pass(IDLE);
  const closedToo = other.close();
  await pass(30_000);
  await closedToo;
  const count = world.workers.length;
  await expect(other.query('late')).rejects.toThrow('closed');
  expect(world.workers).toHaveLength(count);
});

test('on a full disk no worker is begun: it is said, at the start and after a pause, until there is room', async () => {
  world.left = 0;
  await expect(opened()).rejects.toThrow(NoRoom);
  expect(world.workers).toHaveLength(0);

  world.left = 100 * MB;
  const engine = await worked();
  world.left = 1000;
  await pass(IDLE);
  await expect(engine.query('next')).rejects.toThrow(NoRoom);
  expect(world.workers).toHaveLength(1);

  world.left = 100 * MB;
  await engine.query('again');
  expect(world.workers.at(-1)?.log).toContain('again');
});
