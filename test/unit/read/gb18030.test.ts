import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8Chunks } from '../../../renderer/import/read/encoding.ts';
import { gb18030ToUtf8 } from '../../../renderer/import/read/gb18030.ts';
import { encodeText } from './support/encode-text.ts';

async function converted(bytes: Uint8Array, size: number, lenient: boolean): Promise<string> {
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const utf8: Uint8Array[] = [];
  for await (const piece of utf8Chunks(pieces(), { encoding: 'GB18030', lenient })) utf8.push(piece.slice());
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(utf8));
}

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
          const text = await converted(bytes, size, lenient).catch((error) => {
            expect(error).toMatchObject({ code: 'encoding', detail: 'GB18030' });
            return null;
          });
          // Node's own decoder refuses what is broken over two pieces, whatever it was told.
          if (!lenient || text !== null) expect(text).toBe(platform(bytes, lenient));
        },
      ),
      { numRuns: 5000 },
    );
  }, 60_000);

  test('every character is known that has a code', () => {
    // U+FFFD and half surrogates apart; a line of each plane's beginning beyond the first.
    for (let from = 1; from < 0x110000; from += 0x1000) {
      let text = '';
      for (let code = from; code < from + 0x1000 && code < 0x110000; code++)
        if ((code < 0xd800 || code > 0xdfff) && code !== 0xfffd) text += String.fromCodePoint(code);
      const codes = [...text].filter((c) => (c.codePointAt(0) as number) > 0xffff || writable(c)).join('');
      const bytes = encodeText(codes, 'GB18030');
      const { utf8, read } = gb18030ToUtf8(bytes);
      expect(read).toBe(bytes.length);
      expect(new TextDecoder().decode(utf8) === new TextDecoder('gb18030').decode(bytes)).toBe(true);
    }
  });

  test('its byte order mark is left out, and only at the beginning', async () => {
    const bytes = encodeText('\ufeff甲\ufeff', 'GB18030');
    for (const size of [1, 3, 64]) expect(await converted(bytes, size, false)).toBe('甲\ufeff');
  });
});

function writable(char: string): boolean {
  try {
    encodeText(char, 'GB18030');
    return true;
  } catch {
    return false;
  }
}
