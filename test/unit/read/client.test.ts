import { createHash } from 'node:crypto';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connect, type ReaderClient } from '../../../renderer/import/read/client.ts';
import type { Port } from '../../../renderer/import/read/protocol.ts';
import { serve } from '../../../renderer/import/read/serve.ts';
import { UnreadableFile } from '../../../renderer/import/read/types.ts';
import { makeXlsx, worksheet } from './support/make-xlsx.ts';

// The same two ends as page and worker have, over a channel within this process.
let client: ReaderClient;
let lost: (error: Error) => void;
let channel: MessageChannel;
beforeEach(() => {
  channel = new MessageChannel();
  serve(channel.port1 as unknown as Port);
  ({ client, lost } = connect(channel.port2 as unknown as Port, () => channel.port2.close()));
});
afterEach(() => {
  channel.port1.close();
  channel.port2.close();
});

/** A File survives Node's channel only as a Blob; Chromium keeps it a File. Nothing but its name is lost. */
const file = (content: BlobPart, name = 'a.csv') =>
  Object.assign(new Blob([content]), { name }) as unknown as File;
const bigCsv = () => file(`no,name\n${Buffer.alloc(20 * 1_000_000, '1234567,abcdefghijk\n')}`);
const whole = { sheet: 0, headerRow: 1, columns: [0, 1], width: 2 };

test('opening shows sheets and first rows', async () => {
  const bytes = await makeXlsx({
    sheets: [
      { name: '甲', rows: '<row><c><v>1</v></c></row>'.repeat(100) },
      { name: '乙', state: 'hidden', xml: worksheet('') },
    ],
  });
  const opened = await client.open(file(bytes));
  expect(opened).toMatchObject({ kind: 'xlsx', encoding: null });
  expect(opened.sheets.map(({ sheet, hidden, head }) => [sheet, hidden, head.length])).toEqual([
    ['甲', false, 40],
    ['乙', true, 0],
  ]);
  const text = await client.open(file('编号;名称\n1;甲\n2;乙\n'), { peek: 2 });
  expect(text).toMatchObject({ kind: 'text', encoding: 'UTF-8' });
  expect(text.sheets).toEqual([
    {
      sheet: null,
      hidden: false,
      head: [
        { row: 1, cells: ['编号', '名称'] },
        { row: 2, cells: ['1', '甲'] },
      ],
    },
  ]);
});

test('is idle while it is asked nothing', async () => {
  expect(client.isIdle()).toBe(true);
  const opening = client.open(file('编号\n1\n'));
  expect(client.isIdle()).toBe(false);
  await opening;
  expect(client.isIdle()).toBe(true);
});

test('a refusal keeps its code and detail on the way', async () => {
  const refused = await client.open(file('%PDF-1.7')).catch((error) => error);
  expect(refused).toBeInstanceOf(UnreadableFile);
  expect(refused).toMatchObject({ code: 'not-a-table', detail: 'PDF' });
});

test('the hash is that of the bytes', async () => {
  const { id } = await client.open(bigCsv());
  expect(await client.hash(id)).toBe(
    createHash('sha256')
      .update(`no,name\n${'1234567,abcdefghijk\n'.repeat(1_000_000)}`)
      .digest('hex'),
  );
});

test('opening and hashing say how far they are, and are stopped by the signal', async () => {
  const blob = bigCsv();
  for (const ask of ['open', 'hash'] as const) {
    const { id } = await client.open(file('a,b\n1,2\n'));
    const seen: number[] = [];
    const stop = new AbortController();
    const onProgress = (done: number, total: number) => seen.push(done / total);
    if (ask === 'open') await client.open(blob, { onProgress });
    else await client.hash((await client.open(blob)).id, undefined, onProgress);
    expect(seen.length, ask).toBeGreaterThan(2);
    expect(seen, ask).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1), ask).toBe(1);
    const stopped = client.open(blob, { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(stopped).rejects.toThrow(/abort/i);
    await client.close(id);
  }
});

test('the last rows are those of the whole sheet', async () => {
  const { id } = await client.open(file('a,b\n1,2\n\n3,4\n5,6\n'));
  expect(await client.tail(id, 0, 2)).toEqual([
    { row: 4, cells: ['3', '4'] },
    { row: 5, cells: ['5', '6'] },
  ]);
  expect(await client.tail(id, 0, 99)).toHaveLength(5);
});

test('a closed or unknown file is an error', async () => {
  const { id } = await client.open(file('a\n'));
  await client.close(id);
  await expect(client.hash(id)).rejects.toThrow(`no open file ${id}`);
  await expect(client.load(99, whole, async () => undefined)).rejects.toThrow('no open file 99');
});

describe('loading', () => {
  test('gives CSV bytes in chunks, counts and progress', async () => {
    const { id } = await client.open(bigCsv());
    const sizes: number[] = [];
    const progress: number[] = [];
    let rows = 0;
    let last = '';
    const counts = await client.load(
      id,
      { ...whole, columns: [1] },
      async ({ bytes, rows: count }) => {
        sizes.push(bytes.length);
        rows += count;
        last = new TextDecoder().decode(bytes).slice(-24);
      },
      undefined,
      (done, total) => progress.push(done / total),
    );
    expect(counts).toMatchObject({ records: 1_000_000, skipped: 0, rejected: [] });
    expect(rows).toBe(1_000_000);
    expect(last).toBe('\n1000001,"abcdefghijk"\n'.padStart(24, '"'));
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThan(20 * 1024 * 1024);
    expect(progress.at(-1)).toBe(1);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });

  test('skipped and rejected rows are counted and not given', async () => {
    const { id } = await client.open(file('a,b\n1,2\n\n1,2,3\n , \n4\n'));
    let text = '';
    const counts = await client.load(id, whole, async ({ bytes }) => {
      text += new TextDecoder().decode(bytes);
    });
    expect(text).toBe('2,"1","2"\n6,"4",\n');
    expect(counts).toMatchObject({
      records: 5,
      skipped: 2,
      rejected: [{ row: 4, raw: '1,2,3', reason: 'too-many-cells' }],
    });
  });

  test('the next chunk waits until the last is dealt with', async () => {
    const { id } = await client.open(bigCsv());
    let under = 0;
    let most = 0;
    let chunks = 0;
    await client.load(id, whole, async () => {
      under++;
      most = Math.max(most, under);
      chunks++;
      await new Promise((resolve) => setTimeout(resolve, 20));
      under--;
    });
    expect([most, under]).toEqual([1, 0]);
    expect(chunks).toBeGreaterThan(1);
  });

  test('an error of the page ends it, and the reader goes on', async () => {
    const { id } = await client.open(bigCsv());
    let chunks = 0;
    const failed = client.load(id, whole, async () => {
      chunks++;
      throw new Error('disk full');
    });
    await expect(failed).rejects.toThrow('disk full');
    expect(chunks).toBe(1);
    expect((await client.open(file('a,b\n'))).kind).toBe('text');
  });

  test('the signal ends it soon, after the chunk that is being dealt with', async () => {
    const { id } = await client.open(bigCsv());
    const stop = new AbortController();
    let dealing = false;
    let chunks = 0;
    let stopped = 0;
    const loading = client.load(
      id,
      whole,
      async () => {
        chunks++;
        dealing = true;
        stop.abort();
        stopped = performance.now();
        await new Promise((resolve) => setTimeout(resolve, 50));
        dealing = false;
      },
      stop.signal,
    );
    await expect(loading).rejects.toMatchObject({ name: 'AbortError' });
    expect(performance.now() - stopped).toBeLessThan(1000);
    expect([dealing, chunks]).toEqual([false, 1]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(chunks).toBe(1);
    expect(await client.load(id, { ...whole, headerRow: 1_000_000 }, async () => undefined)).toMatchObject({
      records: 1,
    });
  });

  test('a signal that fired before is obeyed at once', async () => {
    await expect(client.hash(1, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('a workbook is stopped within its sheet', async () => {
    const rows = '<row><c><v>1234567890</v></c><c><v>2</v></c></row>'.repeat(400_000);
    const bytes = await makeXlsx({ rows, zip: { level: 0 } });
    const { id } = await client.open(file(bytes));
    const stop = new AbortController();
    let fraction = 0;
    const loading = client.load(
      id,
      { ...whole, headerRow: 0 },
      async () => undefined,
      stop.signal,
      (done, total) => {
        fraction = done / total;
        if (fraction > 0.2) stop.abort();
      },
    );
    await expect(loading).rejects.toMatchObject({ name: 'AbortError' });
    expect(fraction).toBeLessThan(0.6);
  });
});

describe('the end of the worker', () => {
  test('its death rejects what is under way and what comes after', async () => {
    const { id } = await client.open(bigCsv());
    const hash = client.hash(id);
    lost(new Error('out of memory'));
    await expect(hash).rejects.toThrow('out of memory');
    await expect(client.open(file('a\n'))).rejects.toThrow('out of memory');
  });

  test('so does stopping it', async () => {
    const { id } = await client.open(bigCsv());
    const hash = client.hash(id);
    client.terminate();
    await expect(hash).rejects.toThrow('the reader was stopped');
  });
});
