import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createEngine, type Driver } from '../../../renderer/engine/engine.ts';

const IDLE = 1000;

/** A driver that notes what it is asked, and holds what it was told to hold until it is let go. */
function fake() {
  const log: string[] = [];
  const held = new Map<string, { go(): void; fail(error: Error): void }>();
  const holding = new Set<string>();
  const call = async (what: string) => {
    log.push(what);
    if (!holding.delete(what)) return undefined as never;
    return new Promise<never>((resolve, reject) => {
      held.set(what, { go: () => resolve(undefined as never), fail: reject });
    });
  };
  const connection = (name: string) => ({
    run: (sql: string) => call(`${name}: ${sql}`),
    prepare: (sql: string) => call(`${name}: prepare ${sql}`),
  });
  const driver: Driver = {
    ...connection('first'),
    second: connection('second'),
    third: connection('third'),
    ready: async () => undefined,
    putFile: (name) => call(`put ${name}`),
    dropFile: (name) => call(`drop ${name}`),
    giveBack: () => call('give back'),
    close: () => call('close'),
  };
  return {
    engine: createEngine(driver, IDLE),
    log,
    hold: (what: string) => void holding.add(what),
    held: (what: string) => held.get(what) ?? expect.fail(`${what} was not asked`),
    givenBack: () => log.filter((l) => l === 'give back').length,
  };
}

const pass = (ms = IDLE) => vi.advanceTimersByTimeAsync(ms);
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('memory is given back', () => {
  test('once, when nothing was asked for a while after work', async () => {
    const { engine, givenBack } = fake();
    await engine.query('work');
    await pass(IDLE - 1);
    expect(givenBack()).toBe(0);
    await pass(1);
    expect(givenBack()).toBe(1);
    await pass(100 * IDLE);
    expect(givenBack()).toBe(1);
    await engine.transaction((tx) => tx.query('more'));
    await pass();
    expect(givenBack()).toBe(2);
    await engine.snapshot((reader) => reader.rows('export').catch(() => []));
    await pass();
    expect(givenBack()).toBe(3);
  });

  test('not for looking at something, which only begins the time anew', async () => {
    const { engine, givenBack } = fake();
    await engine.rows('look').catch(() => []);
    await engine.prepare('look');
    await engine.aside((reader) => reader.query('look'));
    await pass(10 * IDLE);
    expect(givenBack()).toBe(0);
    await engine.query('work');
    for (let i = 0; i < 5; i++) {
      await pass(IDLE - 1);
      await engine.prepare('look');
    }
    expect(givenBack()).toBe(0);
    await pass();
    expect(givenBack()).toBe(1);
  });

  test('not while anything is under way or queued on any of the connections', async () => {
    const { engine, hold, held, givenBack } = fake();
    for (const [which, ask] of [
      ['first: long', () => engine.query('long')],
      ['second: long', () => engine.aside((reader) => reader.query('long'))],
      ['third: long', () => engine.snapshot((reader) => reader.query('long'))],
    ] as const) {
      const before = givenBack();
      hold(which);
      await engine.query('work');
      const long = ask();
      await pass(10 * IDLE);
      expect(givenBack()).toBe(before);
      held(which).go();
      await long;
      await pass();
      expect(givenBack()).toBe(before + 1);
    }
  });

  test('not between the statements of a transaction, however long it pauses', async () => {
    const { engine, givenBack } = fake();
    const paused = engine.transaction(async (tx) => {
      await tx.query('CREATE TEMP TABLE');
      await new Promise((resolve) => setTimeout(resolve, 10 * IDLE));
      await tx.query('read it');
    });
    await pass(10 * IDLE - 1);
    expect(givenBack()).toBe(0);
    await pass(1);
    await paused;
  });

  test('not while a file is put', async () => {
    const { engine, givenBack } = fake();
    await engine.putFile('chunk.csv', new Uint8Array());
    await engine.query('work');
    await pass(10 * IDLE);
    expect(givenBack()).toBe(0);
    await engine.dropFile('chunk.csv');
    await pass();
    expect(givenBack()).toBe(1);
  });

  test('also after work that failed', async () => {
    const { engine, hold, held, givenBack } = fake();
    hold('first: work');
    const work = engine.query('work');
    await pass(0);
    held('first: work').fail(new Error('no'));
    await expect(work).rejects.toThrow('no');
    await pass();
    expect(givenBack()).toBe(1);
  });
});

describe('while memory is given back', () => {
  async function givingBack() {
    const it = fake();
    it.hold('give back');
    await it.engine.query('work');
    await pass();
    return it;
  }

  test('what is asked waits on every connection, and runs in its order', async () => {
    const { engine, log, held } = await givingBack();
    const asked = [
      engine.query('a'),
      engine.query('b'),
      engine.aside(async (reader) => reader.query('c')),
      engine.snapshot(async (reader) => reader.query('d')),
    ];
    await pass(10 * IDLE);
    expect(log.at(-1)).toBe('give back');
    held('give back').go();
    await Promise.all(asked);
    expect(log).toEqual(expect.arrayContaining(['second: c', 'third: d']));
    expect(log.filter((l) => l.startsWith('first'))).toEqual(['first: work', 'first: a', 'first: b']);
  });

  test('what is aborted is left out at once, and the rest goes on', async () => {
    const { engine, log, held } = await givingBack();
    const abort = new AbortController();
    const first = engine.query('a', undefined, abort.signal);
    const second = engine.rows('b', undefined, abort.signal);
    const third = engine.query('c');
    const ends = [expect(first).rejects.toThrow('stop'), expect(second).rejects.toThrow('stop')];
    await pass(0);
    abort.abort(new Error('stop'));
    await Promise.all(ends);
    held('give back').go();
    await third;
    expect(log.filter((l) => l.startsWith('first'))).toEqual(['first: work', 'first: c']);
  });

  test('it is closed when that is done', async () => {
    const { engine, log, held, givenBack } = await givingBack();
    const closed = engine.close();
    await pass(0);
    expect(log).not.toContain('close');
    held('give back').go();
    await closed;
    await pass(10 * IDLE);
    expect(log.at(-1)).toBe('close');
    expect(givenBack()).toBe(1);
  });

  test('a failure is nobody’s, and the next piece of work goes on', async () => {
    const { engine, log, held } = await givingBack();
    const next = engine.query('next');
    await pass(0);
    held('give back').fail(new Error('no'));
    await next;
    expect(log.at(-1)).toBe('first: next');
  });
});
