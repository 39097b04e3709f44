import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Engine } from '../../../renderer/engine/engine.ts';
import type * as ByteChunks from '../../../renderer/import/read/byte-chunks.ts';
import type { ReaderClient } from '../../../renderer/import/read/client.ts';
import { openTestEngine } from '../../support/engine.ts';
import { directReader } from '../../support/reader.ts';
import { encodeText, READ_AS, type WrittenEncoding } from '../read/support/encode-text.ts';
import { carefulReader, HEADER, imported, line } from './support/sign-ins.ts';

/** A file is read in slices of so many bytes behind the first, which has the header: they end within characters. */
const slices = vi.hoisted(() => ({ first: 160, bytes: 7 }));
vi.mock('../../../renderer/import/read/byte-chunks.ts', async (original) => {
  const real = await original<typeof ByteChunks>();
  const byteChunks: typeof real.byteChunks = async function* (blob, signal, progress) {
    const { first, bytes: size } = slices;
    for await (const bytes of real.byteChunks(blob, signal, progress)) {
      yield bytes.subarray(0, first);
      for (let at = first; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    }
  };
  return { ...real, byteChunks };
});

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** What bytes leave behind but for what they are themselves; counts the records that nobody looked at one by one. */
async function left(
  bytes: Uint8Array<ArrayBuffer>,
  encoding: string,
  reader = directReader(),
  chosen = false,
) {
  const dialect = chosen ? { encoding } : {};
  const { source, ...rest } = await imported(engine, bytes, reader, dialect);
  expect(source).toMatchObject({ sha256: sha256(bytes), bytes: bytes.length, encoding });
  const { sha256: _, bytes: __, encoding: ___, ...booked } = source;
  return { source: booked, ...rest };
}

/** A reader that counts what comes in plain stretches. */
function countingReader() {
  const seen = { plain: 0 };
  const direct = directReader();
  const reader: ReaderClient = {
    ...direct,
    load: (id, request, onChunk, ...rest) =>
      direct.load(
        id,
        request,
        async (chunk) => {
          if (chunk.form) seen.plain += chunk.rows;
          await onChunk(chunk);
        },
        ...rest,
      ),
  };
  return { reader, seen };
}

const OTHERS: readonly WrittenEncoding[] = ['GB18030', 'UTF-16LE BOM', 'UTF-16BE BOM'];

/** Second bytes that are signs of ASCII (乗 \, 亅 |, 俓 @, 亊 ~), four bytes with figures in them, own characters. */
const NASTY = [
  '8,乗亅亊俓,張,2024-03-05 09:00,2024-03-06 09:00,1.5,30',
  '"8,1","㐂䶮""𠮷""𪚥",䲜亄,2024-03-05 09:00,,２.5,30',
  'R075101-24-1,\ue000\ue765é·€ǹ,ḿ㎡①,2024/3/5 9:05,待定,x,30',
  '8,"甲\n乗|,乙",張,2024-03-05 09:00,2024-03-06 09:00,1.5,30',
  '8,甲\u0000乙,\u0000,2024-03-05 09:00,2024-03-06 09:00,1.5,',
  '8,\ufffd乗,張,2024-03-05 09:00,2024-03-06 09:00,1.5,30',
  '8,甲"乙,張"乗,2024-03-05 09:00,2024-03-06 09:00,1.5,30',
  '',
  '合计,,,,,3,',
  '9,𠮷㐂𠮷㐂,䶮,2024-03-05 09:00,2024-03-06 09:00,1.5,30',
];

describe('the same rows in another encoding leave the same behind', () => {
  test.each([1, 3, 64, 1 << 20])('nasty ones, in slices of %i bytes', async (size) => {
    slices.bytes = size;
    for (const end of ['\n', '\r\n', '\r']) {
      const text = `签到导出\n\n${[HEADER, ...NASTY].join(end)}`;
      const wanted = await left(encodeText(text, 'UTF-8'), 'UTF-8', carefulReader());
      expect(wanted.source.records).toBe(NASTY.length);
      for (const encoding of OTHERS)
        expect(await left(encodeText(text, encoding), READ_AS[encoding])).toEqual(wanted);
    }
  });

  test('behind a byte order mark, of which nothing is in the header', async () => {
    slices.bytes = 64;
    const text = [HEADER, ...NASTY, ''].join('\n');
    expect(await left(encodeText(`\ufeff${text}`, 'GB18030'), 'GB18030')).toEqual(
      await left(encodeText(text, 'UTF-8'), 'UTF-8'),
    );
  });

  test('random ones', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ arbitrary: line, weight: 4 }, fc.constantFrom(...NASTY)), {
          minLength: 1,
          maxLength: 20,
        }),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 40 }),
        async (lines, end, size) => {
          slices.bytes = size;
          const text = ['甲方签到导出', HEADER, ...lines].join(end);
          expect(await left(encodeText(text, 'GB18030'), 'GB18030')).toEqual(
            await left(encodeText(text, 'UTF-8'), 'UTF-8', carefulReader()),
          );
        },
      ),
      { numRuns: 40 },
    );
  }, 240_000);

  test.each(OTHERS)('plain ones of %s come in stretches', async (encoding) => {
    slices.bytes = 64;
    const lines = NASTY.filter((_, i) => ![3, 4, 5, 6, 7, 8].includes(i));
    const bytes = encodeText([HEADER, ...lines, ''].join('\n'), encoding);
    const { reader, seen } = countingReader();
    await left(bytes, READ_AS[encoding], reader);
    expect(seen.plain).toBe(lines.length);
  });
});

describe('the euro sign of one byte', () => {
  test.each([1, 4, 64])('in the middle of a file, in slices of %i bytes', async (size) => {
    slices.bytes = size;
    const [before = [], after = []] = [
      [HEADER, ...NASTY, '8,'],
      [',張,,,1,', ...NASTY],
    ].map((lines) => [...encodeText(lines.join('\n'), 'GB18030')]);
    const { rows } = await left(Uint8Array.from([...before, 0x80, ...after]), 'GB18030');
    const text = `${[HEADER, ...NASTY, '8,€,張,,,1,', ...NASTY].join('\n')}`;
    expect(rows).toEqual((await left(encodeText(text, 'UTF-8'), 'UTF-8')).rows);
  });
});

describe('wrong bytes', () => {
  const plain = '8,乗𠮷,張,2024-03-05 09:00,2024-03-06 09:00,1.5,30\n';
  const WRONG: Record<string, readonly number[]> = {
    'a byte that begins nothing': [0xff],
    'a lead byte before a line end': [0xb8, 0x0a],
    'a lead byte before a delimiter': [0xb8, 0x2c],
    'a lead byte before a quote': [0xb8, 0x22],
    'half of four bytes': [0x81, 0x30, 0x2c],
    'three of four bytes': [0x81, 0x30, 0x81, 0x2c],
    'four bytes between the planes': [0x84, 0x32, 0x81, 0x30],
    'four bytes beyond the last plane': [0xe3, 0x32, 0x9a, 0x36],
  };
  const build = (wrong: readonly number[], behind: string) =>
    Uint8Array.from([
      ...encodeText(`${HEADER}\n${plain}${plain}9,甲`, 'GB18030'),
      ...wrong,
      ...encodeText(behind, 'GB18030'),
    ]);
  const PLACES = { 'in the middle': `x,張,,,1,\n${plain.repeat(3)}`, 'at the end': '' };

  describe.each(Object.entries(PLACES))('%s', (_, behind) => {
    test.each(Object.entries(WRONG))('%s: kept as U+FFFD and noted, or refused', async (__, wrong) => {
      // Node's own decoder refuses what is broken over two slices, whatever it was told.
      for (const size of wrong[0] === 0x81 ? [1024] : [1, 2, 3, 7, 1024]) {
        slices.bytes = size;
        const bytes = build(wrong, behind);
        const way = await left(bytes, 'GB18030', directReader(), true);
        expect(way).toEqual(await left(bytes, 'GB18030', carefulReader(), true));
        expect(way.problems).toContainEqual(
          expect.objectContaining({
            row: 4,
            reason: 'bad-characters',
            raw: expect.stringContaining('\ufffd'),
          }),
        );
        await expect(imported(engine, bytes, directReader())).rejects.toThrow('encoding');
      }
    });
  });

  test('half a character at the end', async () => {
    for (const cut of [1, 2, 3]) {
      for (const size of [1, 3, 1024]) {
        slices.bytes = size;
        const bytes = encodeText(`${HEADER}\n${plain}9,㐂`, 'GB18030').slice(0, -cut);
        const way = await left(bytes, 'GB18030', directReader(), true);
        expect(way).toEqual(await left(bytes, 'GB18030', carefulReader(), true));
        await expect(imported(engine, bytes, directReader())).rejects.toThrow('encoding');
      }
    }
  });
});
