import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8Chunks } from '../../../renderer/import/read/encoding.ts';
import { gb18030ToUtf8 } from '../../../renderer/import/read/gb18030.ts';
import { encodeText } from './support/encode-text.ts';

/** The UTF-8 of bytes that come in pieces of so many, in pieces. */
async function converted(bytes: Uint8Array, size: number, lenient: boolean): Promise<Uint8Array[]> {
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const utf8: Uint8Array[] = [];
  for await (const piece of utf8Chunks(pieces(), { encoding: 'GB18030', lenient })) utf8.push(piece);
  return utf8;
}

const text = (utf8: readonly Uint8Array[]) =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(utf8));

/** What the platform reads; null when it refuses. */
function platform(bytes: Uint8Array, lenient: boolean): string | null {
  try {
    return new TextDecoder('gb18030', { fatal: !lenient }).decode(bytes);
  } catch {
    return null;
  }
}

const some = fc.oneof(
  fc
    .string({ unit: fc.constantFrom(...'ab,\n"\\|~0甲乗亅𠮷㐂\ue000é€'), maxLength: 6 })
    .map((text) => [...encodeText(text, 'GB18030')]),
  fc.tuple(fc.integer({ min: 0x81, max: 0xfe }), fc.integer({ min: 0, max: 0xff })),
  fc.tuple(
    fc.integer({ min: 0x7f, max: 0xff }),
    fc.integer({ min: 0x2f, max: 0x3a }),
    fc.integer({ min: 0x7f, max: 0xff }),
    fc.integer({ min: 0x2f, max: 0x3a }),
  ),
  fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 3 }),
  fc.constantFrom([0x80], [0xff], [0x84, 0x31, 0xa4, 0x37], [0xe3, 0x32, 0x9a, 0x35]),
);

describe('GB18030', () => {
  test('becomes what the platform reads, wrong bytes or none, however the bytes come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(some, { maxLength: 8 }),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        async (parts, size, lenient) => {
          const bytes = Uint8Array.from([65, ...parts.flat()]);
          const read = await converted(bytes, size, lenient).then(text, (error) => {
            expect(error).toMatchObject({ code: 'encoding', detail: 'GB18030' });
            return null;
          });
          // Node's own decoder refuses what is broken over two pieces, whatever it was told.
          if (!lenient || read !== null) expect(read).toBe(platform(bytes, lenient));
        },
      ),
      { numRuns: 5000 },
    );
  }, 60_000);

  test('every character is known that has a code', () => {
    // U+FFFD and halves of surrogate pairs apart.
    for (let from = 1; from < 0x110000; from += 0x1000) {
      let all = '';
      for (let code = from; code < from + 0x1000 && code < 0x110000; code++)
        if ((code < 0xd800 || code > 0xdfff) && code !== 0xfffd) all += String.fromCodePoint(code);
      const written = [...all].filter(isWritable).join('');
      const bytes = encodeText(written, 'GB18030');
      const { utf8, read } = gb18030ToUtf8(bytes);
      expect(read).toBe(bytes.length);
      expect(text([utf8]) === written).toBe(true);
    }
  });

  test.each([0x80, 0xff])('goes on piece by piece behind %i', async (odd) => {
    const bytes = Uint8Array.from([odd, ...encodeText('甲'.repeat(100), 'GB18030')]);
    const pieces = await converted(bytes, 10, true);
    expect(pieces.length).toBeGreaterThan(15);
    expect(Math.max(...pieces.map((p) => p.length))).toBeLessThan(20);
  });

  test('its byte order mark is left out, and only at the beginning', async () => {
    const bytes = encodeText('\ufeff甲\ufeff', 'GB18030');
    for (const size of [1, 3, 64]) expect(text(await converted(bytes, size, false))).toBe('甲\ufeff');
  });
});

/** Some characters of the own area share their code with others. */
function isWritable(char: string): boolean {
  try {
    encodeText(char, 'GB18030');
    return true;
  } catch {
    return false;
  }
}
