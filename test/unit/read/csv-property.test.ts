import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CsvScanner, type Cut } from '../../../renderer/import/read/csv.ts';
import { encodeText, type WrittenEncoding } from './support/encode-text.ts';
import { open, rowsOf } from './support/read.ts';

const ENCODINGS: WrittenEncoding[] = [
  'UTF-8',
  'UTF-8 BOM',
  'GB18030',
  'UTF-16LE',
  'UTF-16LE BOM',
  'UTF-16BE',
  'UTF-16BE BOM',
];
/** Chosen to hurt: signs of every dialect, line ends, look-alikes of other encodings, characters outside the basic plane. */
const CHARACTERS = [...'aZ09 "",;|\t\n\r，；证书陆联通一开€é①㐂𠮷\u3000\u00a0\'\\=-', '\r\n', '""'];
/** Its GB18030 bytes are no UTF-8: without it a table might be valid in both. A second line gives it a line end. */
const ANCHOR = '证书编号';

interface Dialect extends Cut {
  readonly quote: '"' | "'";
  readonly lineEnd: string;
  readonly quoting: 'needed' | 'always';
  readonly lastLineEnd: boolean;
}

const guessed: fc.Arbitrary<Dialect> = fc.record({
  delimiter: fc.constantFrom(',', '\t', ';', '|'),
  quote: fc.constant<'"'>('"'),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  quoting: fc.constantFrom('needed', 'always'),
  lastLineEnd: fc.boolean(),
});
/** What an analyst may choose beside. */
const chosen: fc.Arbitrary<Dialect> = fc
  .tuple(
    guessed,
    fc.record({
      delimiter: fc.constantFrom(',', '\t', ';', '|', ' ', '^', '\u0001', '，'),
      quote: fc.constantFrom('"', "'"),
      escape: fc.constantFrom('' as const, '\\' as const),
    }),
  )
  .map(([how, signs]) => ({ ...how, ...signs }));
const cell = fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength: 8 });
const raggedTable = fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 8 });

function writeCell(text: string, { delimiter, quote, escape: sign, quoting }: Dialect): string {
  const quoted = quoting === 'always' || [delimiter, quote, '\r', '\n'].some((sign) => text.includes(sign));
  if (!quoted) return text;
  const escaped = sign
    ? text.replace(/[\\"']/g, (found) => sign + found)
    : text.replaceAll(quote, quote + quote);
  return quote + escaped + quote;
}

const linesIn = (text: string) => text.split(/\r\n|\r|\n/).length - 1;

/** The text of a table, and what reading it must give. */
function write(table: readonly (readonly string[])[], how: Dialect) {
  const lines = table.map((row) => row.map((text) => writeCell(text, how)).join(how.delimiter));
  let row = 1;
  const rows = lines.map((line, i) => {
    const read = {
      row,
      cells: line === '' ? [] : (table[i] ?? []).map((text) => (text === '' ? null : text)),
    };
    row += 1 + linesIn(line);
    return read;
  });
  // Without its line end, an empty last line is no line.
  const dropped = !how.lastLineEnd && lines.at(-1) === '';
  return {
    text: lines.join(how.lineEnd) + (how.lastLineEnd && lines.length > 0 ? how.lineEnd : ''),
    rows: dropped ? rows.slice(0, -1) : rows,
  };
}

test('any table in any dialect and encoding comes back equal, with its line numbers', async () => {
  await fc.assert(
    fc.asyncProperty(raggedTable, chosen, fc.constantFrom(...ENCODINGS), async (table, how, encoding) => {
      const { text, rows } = write([[ANCHOR, 'a'], ['1'], ...table], how);
      // An encoding is found by itself; of signs as wild as these the rest may not be.
      const { delimiter, quote } = how;
      const file = await open(encodeText(text, encoding), {
        dialect: { delimiter, quote, escape: how.escape },
      });
      expect(file.encoding).toBe(encoding.replace(/(16..) BOM/, '$1'));
      expect(await rowsOf(file)).toEqual(rows);
    }),
    { numRuns: 1500 },
  );
});

test('how the text is cut into pieces makes no difference, broken text included', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...CHARACTERS) }), fc.array(fc.nat(9)), (text, sizes) => {
      const whole = new CsvScanner({ delimiter: ',' });
      const expected = [...whole.push(text), ...whole.end()];
      const pieces = new CsvScanner({ delimiter: ',' });
      const rows = [];
      let at = 0;
      for (const size of [...sizes, text.length]) {
        rows.push(...pieces.push(text.slice(at, at + size)));
        at += size;
      }
      rows.push(...pieces.end());
      expect(rows).toEqual(expected);
    }),
    { numRuns: 3000 },
  );
});

test('of broken text nothing but quotes, delimiters, blanks and line ends is missing', () => {
  const content = (text: string) => text.replace(/[",\s]/g, '');
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab"",\n 中'), maxLength: 60 }), (text) => {
      const scanner = new CsvScanner({ delimiter: ',' });
      const rows = [...scanner.push(text), ...scanner.end()];
      expect(content(rows.flatMap(({ cells }) => cells).join(''))).toBe(content(text));
      const lines = rows.map(({ row }) => row);
      expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b));
    }),
    { numRuns: 3000 },
  );
});

test('the delimiter of a plain table is found', async () => {
  const plain = fc.string({ unit: fc.constantFrom(...'ab01证书 "'), minLength: 1, maxLength: 6 });
  const table = fc
    .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 12 }))
    .chain(([width, height]) =>
      fc.array(fc.array(plain, { minLength: width, maxLength: width }), {
        minLength: height,
        maxLength: height,
      }),
    );
  await fc.assert(
    fc.asyncProperty(table, guessed, async (cells, how) => {
      const { text, rows } = write(cells, how);
      expect(await rowsOf(await open(encodeText(text, 'UTF-8')))).toEqual(rows);
    }),
    { numRuns: 500 },
  );
});
