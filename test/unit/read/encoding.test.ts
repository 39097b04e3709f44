import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Utf8Check } from '../../../renderer/import/read/utf8-check.ts';
import { encodeText, READ_AS, type WrittenEncoding } from './support/encode-text.ts';
import { open, read, refusal, rowsOf } from './support/read.ts';

const ENCODINGS = Object.keys(READ_AS) as WrittenEncoding[];

const TEXTS: Record<string, string> = {
  'an ordinary table': '证书编号,组织名称\n001,合肥市第一测试有限公司\n',
  'two short lines': '编号,名称\n1,甲\n',
  'one Chinese character': 'a,b\n1,甲\n',
  'mostly ASCII, one Chinese cell at the end': `id,value\n${'12345,plain text\n'.repeat(5000)}6,备注\n`,
  'a price in euro': '项目,价格\n审核,€5\n',
  'the classic look-alike 联通': 'a,联通\n',
  'only symbols': '①,Ⅳ\n㎡,℃\n',
  'characters of four bytes': '姓名,地址\n㐂䶮,𠮷野\n',
  'characters whose UTF-16 has its zero in the other half': '一,开\n一一,最一\n',
};

describe.each(Object.entries(TEXTS))('%s', (_, text) => {
  test.each(ENCODINGS)('in %s', async (encoding) => {
    const file = await open(encodeText(text, encoding));
    expect(file).toMatchObject({
      kind: 'text',
      encoding: READ_AS[encoding],
      sheets: [{ sheet: null, hidden: false }],
    });
    const written = text
      .trimEnd()
      .split('\n')
      .map((line, i) => ({ row: i + 1, cells: line.split(',') }));
    expect(await rowsOf(file)).toEqual(written);
  });
});

test('plain ASCII is UTF-8', async () => {
  expect((await open('a,b\n1,2\n')).encoding).toBe('UTF-8');
});

test('the byte order mark of GB18030 is not part of the header', async () => {
  const bytes = [0x84, 0x31, 0x95, 0x33, ...encodeText('编号,名称\n', 'GB18030')];
  expect((await open(bytes)).encoding).toBe('GB18030');
  expect(await read(bytes)).toEqual([[1, '编号', '名称']]);
});

describe('long text with Chinese in its first megabytes', () => {
  const line = '签到人,一二三四五六七八九十\n';
  const long = Buffer.concat(Array(1024).fill(Buffer.from(line.repeat(512))));
  const whole = async (blob: Blob) => {
    const file = await open(blob);
    expect(file.encoding).toBe('UTF-8');
    let records = 0;
    const form = { types: ['text', 'text'] as const, mayBeAside: () => false };
    for await (const part of file.parts?.(1, form) ?? [])
      records += 'stretch' in part ? 0 : part.rows.length + part.plain;
    return records;
  };

  test('is UTF-8 without a look at the rest, which is checked when it is loaded', async () => {
    expect(long.length).toBeGreaterThan(16 * 1024 * 1024);
    expect(await whole(new Blob([long]))).toBe(1024 * 512);
  });

  test.each([
    ['a wrong byte', [0xff, 10]],
    ['half a character at the end', [0xe4, 0xb8]],
  ])('%s behind them refuses the file when it is loaded', async (_, end) => {
    await expect(whole(new Blob([long, Uint8Array.from(end)]))).rejects.toThrow(
      expect.objectContaining({ code: 'encoding', detail: 'UTF-8' }),
    );
  });
});

test('a byte beyond any sample decides: 3 MB of ASCII, then GB18030', async () => {
  const line = '1234567890,abcdefghij\n';
  const ascii = Buffer.alloc(line.length * 150_000, line);
  const file = await open(new Blob([ascii, encodeText('x,备注\n', 'GB18030')]));
  expect(file.encoding).toBe('GB18030');
  expect((await rowsOf(file)).at(-1)).toEqual({ row: 150_001, cells: ['x', '备注'] });
});

test.each(['UTF-8', 'GB18030', 'UTF-16LE'] as const)(
  'a character cut by the end of a slice is whole again, in %s',
  async (encoding) => {
    // One byte more in the first line moves the characters to every place about the 2 MiB border.
    for (const shift of ['', 'x', 'xx']) {
      const line = encodeText('证书甲乙丙丁,戊\n', encoding);
      const body = Buffer.alloc(line.length * 150_000, line);
      const file = await open(new Blob([encodeText(`编号${shift},a\n`, encoding), body]));
      expect(file.encoding).toBe(encoding);
      let rows = 0;
      for await (const batch of file.rows(0))
        for (const { cells } of batch) if (cells.join() === '证书甲乙丙丁,戊') rows++;
      expect(rows).toBe(150_000);
    }
  },
);

describe('refused', () => {
  test.each<[string, readonly number[], string]>([
    ['neither UTF-8 nor GB18030', [0x61, 0x2c, 0xff, 0xff, 0x0a], 'encoding'],
    [
      'a cut UTF-8 file behind its byte order mark',
      [0xef, 0xbb, 0xbf, 0x61, 0x0a, 0xe8, 0xaf],
      'encoding: UTF-8 BOM',
    ],
    ['half a character of UTF-16', [0xff, 0xfe, 0x61, 0x00, 0x0a], 'encoding: UTF-16LE'],
    ['a lone surrogate', [0xff, 0xfe, 0x00, 0xd8, 0x0a, 0x00], 'encoding: UTF-16LE'],
    ['a byte order mark alone', [0xef, 0xbb, 0xbf], 'empty'],
  ])('%s', async (_, bytes, expected) => {
    expect(await refusal(bytes)).toBe(expected);
  });

  test('a GB18030 file that ends within a character', async () => {
    expect(await refusal(encodeText('编号,甲', 'GB18030').subarray(0, -1))).toBe('encoding');
  });
});

test('an encoding that the analyst chose is read to the end, with U+FFFD for what is wrong', async () => {
  const bytes = [...encodeText('编号,名称\n1,', 'GB18030'), 0xff, ...encodeText('甲\n', 'GB18030')];
  expect(await refusal(bytes)).toBe('encoding');
  const file = await open(bytes, { dialect: { encoding: 'GB18030' } });
  expect(file.encoding).toBe('GB18030');
  expect(file.dialect).toEqual({ encoding: 'GB18030', delimiter: ',', quote: '"' });
  expect(await rowsOf(file)).toEqual([
    { row: 1, cells: ['编号', '名称'] },
    { row: 2, cells: ['1', '\ufffd甲'] },
  ]);
  expect(await refusal(bytes, { dialect: { encoding: 'Big5' } })).toBe('encoding: Big5');
});

test('the analyst may say the encoding', async () => {
  const bytes = encodeText('a,ÄÖ\n', 'UTF-8');
  expect(await read(bytes, { dialect: { encoding: 'GB18030' } })).toEqual([[1, 'a', '脛脰']]);
});

describe('Utf8Check', () => {
  const decodes = (bytes: Uint8Array) => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      return true;
    } catch {
      return false;
    }
  };
  const checks = (bytes: Uint8Array, size: number) => {
    const check = new Utf8Check();
    for (let at = 0; at < bytes.length; at += size)
      if (!check.push(bytes.subarray(at, at + size))) return false;
    return check.end();
  };
  const parts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 4 }).map((text) => new TextEncoder().encode(text)),
    fc.uint8Array({ maxLength: 3 }),
    fc.constantFrom(
      ...[
        [0xc0, 0x80],
        [0xe0, 0x9f, 0x80],
        [0xed, 0xa0, 0x80],
        [0xf0, 0x8f, 0xbf, 0xbf],
        [0xf4, 0x90, 0x80, 0x80],
        [0xf4, 0x8f, 0xbf, 0xbf],
        [0xf5, 0x80, 0x80, 0x80],
        [0xe4, 0xbd],
      ].map((bytes) => Uint8Array.from(bytes)),
    ),
  );
  test('says what a fatal decoder says, however the bytes come', () => {
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 6 }), fc.integer({ min: 1, max: 5 }), (some, size) => {
        const bytes = Uint8Array.from(some.flatMap((part) => [...part]));
        expect(checks(bytes, size)).toBe(decodes(bytes));
      }),
      { numRuns: 3000 },
    );
  });
});
