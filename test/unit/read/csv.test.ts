import { describe, expect, test } from 'vitest';
import { CsvScanner, type Cut } from '../../../renderer/import/read/csv.ts';
import { DEFAULT_LIMITS } from '../../../renderer/import/read/limits.ts';
import { open, read, refusal } from './support/read.ts';

/** Records as `[row, ...cells]`; the text given in pieces of `size`. */
function scan(
  text: string,
  {
    size = Number.POSITIVE_INFINITY,
    quoted = 0,
    delimiter = ',',
    ...cut
  }: Partial<Cut> & { size?: number; quoted?: number } = {},
) {
  const scanner = new CsvScanner(
    { delimiter, ...cut },
    quoted ? { ...DEFAULT_LIMITS, quoted } : DEFAULT_LIMITS,
  );
  const rows = [];
  for (let at = 0; at < text.length; at += size) rows.push(scanner.push(text.slice(at, at + size)));
  rows.push(scanner.end());
  return rows.flat().map(({ row, cells }) => [row, ...cells]);
}

const CASES: readonly (readonly [string, string, readonly (readonly (number | string | null)[])[]])[] = [
  [
    'LF',
    'a,b\n1,2\n',
    [
      [1, 'a', 'b'],
      [2, '1', '2'],
    ],
  ],
  [
    'CRLF',
    'a,b\r\n1,2\r\n',
    [
      [1, 'a', 'b'],
      [2, '1', '2'],
    ],
  ],
  [
    'CR',
    'a,b\r1,2\r',
    [
      [1, 'a', 'b'],
      [2, '1', '2'],
    ],
  ],
  [
    'mixed line ends',
    'a\r\nb\nc\rd',
    [
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
      [4, 'd'],
    ],
  ],
  [
    'no line end at the end',
    'a,b\n1,2',
    [
      [1, 'a', 'b'],
      [2, '1', '2'],
    ],
  ],
  [
    'an empty last cell at the end of the text',
    'a,b\n1,',
    [
      [1, 'a', 'b'],
      [2, '1', null],
    ],
  ],
  ['a carriage return as the last character', 'a\r', [[1, 'a']]],
  ['blank lines', 'a\n\n\r\n\nb\n', [[1, 'a'], [2], [3], [4], [5, 'b']]],
  ['blank lines at the start', '\n\na\n', [[1], [2], [3, 'a']]],
  [
    'white space is kept',
    ' a ,\t\n  \n',
    [
      [1, ' a ', '\t'],
      [2, '  '],
    ],
  ],
  [
    'ragged rows',
    'a,b,c\n1\n1,2,3,4\n,\n',
    [
      [1, 'a', 'b', 'c'],
      [2, '1'],
      [3, '1', '2', '3', '4'],
      [4, null, null],
    ],
  ],
  [
    'quotes',
    '"a","b,c"\n"1",2\n',
    [
      [1, 'a', 'b,c'],
      [2, '1', '2'],
    ],
  ],
  [
    'doubled quotes',
    '"say ""hi""",""""\n"""",x\n',
    [
      [1, 'say "hi"', '"'],
      [2, '"', 'x'],
    ],
  ],
  [
    'empty quotes',
    '"",a\n""\n',
    [
      [1, null, 'a'],
      [2, null],
    ],
  ],
  [
    'line ends within quotes count for the next line number',
    'a,"1\n2\r\n3\r4"\nb,c\n"x\n",y\nz',
    [
      [1, 'a', '1\n2\r\n3\r4'],
      [5, 'b', 'c'],
      [6, 'x\n', 'y'],
      [8, 'z'],
    ],
  ],
  [
    'a carriage return and a line feed apart',
    '"\r","\n"\r\n"\r\r\n"\nx',
    [
      [1, '\r', '\n'],
      [4, '\r\r\n'],
      [7, 'x'],
    ],
  ],
  ['quotes closed by the end of the text', 'a,"b"', [[1, 'a', 'b']]],
  ['blanks behind the closing quote', '"a" ,"b"  \n', [[1, 'a', 'b']]],
  [
    'a quote within an unquoted field',
    'a"b,5" pipe,c"\n1,2,3\n',
    [
      [1, 'a"b', '5" pipe', 'c"'],
      [2, '1', '2', '3'],
    ],
  ],
  ['a quote behind a blank is no opening one', 'a, "b,c"\n', [[1, 'a', ' "b', 'c"']]],
];

/** Text that breaks the rules: nothing may be dropped, and no line may vanish in another one's quotes. */
const BROKEN: typeof CASES = [
  [
    'quotes not doubled, closed in their line',
    '"said "yes" twice",x\n1,2\n',
    [
      [1, 'said "yes" twice', 'x'],
      [2, '1', '2'],
    ],
  ],
  [
    'an opening quote that never closes',
    'a,"b,c\n1,2\n3,4',
    [
      [1, 'a', '"b', 'c'],
      [2, '1', '2'],
      [3, '3', '4'],
    ],
  ],
  [
    'one that never closes in the last line',
    '1,2\na,"b',
    [
      [1, '1', '2'],
      [2, 'a', '"b'],
    ],
  ],
  [
    'one that would close at the next opening quote',
    '"a,1\nx,"def",2\n',
    [
      [1, '"a', '1'],
      [2, 'x', 'def', '2'],
    ],
  ],
  [
    'the same with every cell quoted',
    '"a","b\n"c","d"\n',
    [
      [1, 'a', '"b'],
      [2, 'c', 'd'],
    ],
  ],
  [
    'the same at the start of the next line',
    'a,"b\n"c",d\n',
    [
      [1, 'a', '"b'],
      [2, 'c', 'd'],
    ],
  ],
  ['an unclosed quote before a field in quotes, in one line', '"a,"b",c\n', [[1, '"a', 'b', 'c']]],
  [
    'a word in quotes at the start of a field',
    '"Best" Company,x\n12",y\n',
    [
      [1, '"Best" Company', 'x'],
      [2, '12"', 'y'],
    ],
  ],
  [
    'an extra quote at the end',
    '"a"",b\n"c",d\n',
    [
      [1, '"a""', 'b'],
      [2, 'c', 'd'],
    ],
  ],
  [
    'an extra quote at the start',
    '""a",b\n"c",d\n',
    [
      [1, '"a', 'b'],
      [2, 'c', 'd'],
    ],
  ],
  [
    'a lone quote as a cell',
    'a,",b\n1,2,3\n',
    [
      [1, 'a', '"', 'b'],
      [2, '1', '2', '3'],
    ],
  ],
];

describe.each([1, 2, 3, 7, Number.POSITIVE_INFINITY])('given in pieces of %d', (size) => {
  test.each(CASES)('%s', (_, text, expected) => expect(scan(text, { size })).toEqual(expected));
  test.each(BROKEN)('%s', (_, text, expected) => expect(scan(text, { size })).toEqual(expected));
});

/** Text of other dialects: what cuts it, the text, and its records. */
const DIALECTS: readonly (readonly [string, Cut, string, (typeof CASES)[number][2]])[] = [
  [
    'single quotes; double ones are text',
    { delimiter: ',', quote: "'" },
    `'a,"x"','it''s',"b"\n'1\n2',c\n`,
    [
      [1, 'a,"x"', "it's", '"b"'],
      [2, '1\n2', 'c'],
    ],
  ],
  [
    'no quotes at all',
    { delimiter: ',', quote: '' },
    '"a,b"\n"\n',
    [
      [1, '"a', 'b"'],
      [2, '"'],
    ],
  ],
  [
    'backslashes before quotes and backslashes',
    { delimiter: ',', escape: '\\' },
    '"say \\"hi\\", twice","C:\\\\a\\\\",\\"x\n"\\"","b"',
    [
      [1, 'say "hi", twice', 'C:\\a\\', '\\"x'],
      [2, '"', 'b'],
    ],
  ],
  [
    'blanks, each of which ends a field, also behind a closing quote',
    { delimiter: ' ' },
    'a "b c"  d\n"e" \n',
    [
      [1, 'a', 'b c', null, 'd'],
      [2, 'e', null],
    ],
  ],
  ['U+0001', { delimiter: '\u0001' }, 'a\u0001"b\u0001c"\n', [[1, 'a', 'b\u0001c']]],
  ['^', { delimiter: '^' }, 'a^b,c\n', [[1, 'a', 'b,c']]],
];

describe.each([1, 2, 3, 7, Number.POSITIVE_INFINITY])('other dialects, in pieces of %d', (size) => {
  test.each(DIALECTS)('%s', (_, cut, text, expected) =>
    expect(scan(text, { ...cut, size })).toEqual(expected),
  );
});

describe('a quote that closes too late', () => {
  const text = `a,"${'b\n'.repeat(100)}",c\nlast\n`;

  test('within the limit it is one field', () => {
    expect(scan(text)).toEqual([
      [1, 'a', 'b\n'.repeat(100), 'c'],
      [102, 'last'],
    ]);
  });

  test.each([1, 50, 1000])('beyond it every line is its own record, in pieces of %d', (size) => {
    const rows = scan(text, { size, quoted: 150 });
    expect(rows).toHaveLength(102);
    expect(rows.slice(0, 2)).toEqual([
      [1, 'a', '"b'],
      [2, 'b'],
    ]);
    expect(rows.slice(-2)).toEqual([
      [101, '"', 'c'],
      [102, 'last'],
    ]);
  });
});

test('a file of one endless line is refused', async () => {
  const limits = { ...DEFAULT_LIMITS, record: 1000 };
  expect(await refusal(`a,b\n${'x'.repeat(1200)}`, { limits })).toBe('too-large: line 2');
  expect(await refusal(`a,b\n${'x'.repeat(900)}`, { limits })).toBe('read 2 rows');
});

/** What once took time by the square of the length; each must end within the test's time. */
describe('hostile text is read in time', () => {
  const n = 1_000_000;
  test.each([
    ['quotes all along', '"a'.repeat(n / 2)],
    ['escapes before each delimiter', `"x${',""y'.repeat(n / 4)}`],
    ['opening quotes in every line', '"a\n'.repeat(n)],
    ['no carriage return anywhere', 'a,b\n'.repeat(n)],
    ['quoted cells, no carriage return and no delimiter', '"a"\n'.repeat(n)],
    ['doubled quotes', `"${'""'.repeat(n)}`],
  ])('%s', (_, text) => {
    const started = performance.now();
    scan(text);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('the delimiter', () => {
  const cut = async (text: string) => (await read(text)).map(([, ...cells]) => cells);

  test.each([
    [',', 'a,b,c\n1,2,3\n', ['1', '2', '3']],
    ['tab', 'a\tb\tc\n1\t2\t3\n', ['1', '2', '3']],
    [';', 'a;b;c\n1;2;3\n', ['1', '2', '3']],
    ['|', 'a|b|c\n1|2|3\n', ['1', '2', '3']],
    ['; with decimal commas', `a;b;c\n${'1,5;2,5;3,5\n'.repeat(30)}`, ['1,5', '2,5', '3,5']],
    [', ragged, with one ; in every record', 'a,b,c;d\n1,2,3;4\n1,2,3,4;5\n1,2,3;4\n', ['1', '2', '3;4']],
    ['tab with commas in every cell', 'a\tb\nx,y\tz\nx,y\tz\nx,y\tz\n', ['x,y', 'z']],
    [', with a list in one column', 'a,b,c\n1,2;3,4\n1,2;3,4\n1,2;3,4\n', ['1', '2;3', '4']],
    [', below title lines', '2024年6月证书\n\n制表:张三\na,b,c\n1,2,3\n4,5,6\n', ['4', '5', '6']],
    [', with others in quotes', '"a;x","b;y","c;z"\n"1;1","2;2","3;3"\n', ['1;1', '2;2', '3;3']],
    [', with ragged rows', 'a,b,c\n1,2\n1,2,3\n1,2,3,4\n1,2,3\n', ['1', '2', '3']],
  ])('%s', async (_, text, last) => {
    expect((await cut(text)).at(-1)).toEqual(last);
  });

  test('one column is cut by nothing', async () => {
    expect(await cut('编号\n甲\n乙\n')).toEqual([['编号'], ['甲'], ['乙']]);
  });

  test('sep= says it', async () => {
    expect(await cut('sep=|\na|b;c;d\n')).toEqual([
      ['sep=', null],
      ['a', 'b;c;d'],
    ]);
  });

  test('the analyst may say it', async () => {
    expect(await read('a;b,c;d\n', { dialect: { delimiter: ',' } })).toEqual([[1, 'a;b', 'c;d']]);
  });

  test('a first line may tell a sign that is never guessed', async () => {
    expect(await cut('sep=^\na^b,c\n')).toEqual([
      ['sep=', null],
      ['a', 'b,c'],
    ]);
  });
});

describe('the dialect that was found', () => {
  test.each<[string, string, object]>([
    ['"', '"a","b"\n"1","2"\n', { quote: '"' }],
    ["'", `'a';'b'\n'1;1';'2'\n`, { delimiter: ';', quote: "'" }],
    ['\' around texts only, with " within them', `a,b\n1,'x"y'\n2,'z'\n`, { quote: "'" }],
    ["no ' that only begins a cell", `a,b\n'001,x\n'002,y\n'003,'z'\n'004,'z'\n`, { quote: '"' }],
    ["no ' of which double quotes are more", `"a","b"\n"1","'2'"\n'3',4\n'5',"6"\n`, { quote: '"' }],
    ["no lone 'word'", `a,b\n'x',y\n1,2\n`, { quote: '"' }],
    ['escapes that keep records even', 'a,b\n"1\\", 1",2\n"3",4\n', { escape: '\\' }],
    ['escapes within words', 'a,b\n"say \\"hi\\"",2\n', { escape: '\\' }],
    ['no escape in the name of a folder', 'a,b\n"C:\\x\\",2\n"D:\\y\\",4\n', { quote: '"' }],
  ])('%s', async (_, text, expected) => {
    const { dialect } = await open(text);
    expect(dialect).toEqual({ encoding: 'UTF-8', delimiter: ',', quote: '"', ...expected });
  });

  test('the analyst may say the quotes', async () => {
    const text = `'a','b'\n'1','2'\n`;
    expect(await read(text, { dialect: { quote: '"' } })).toEqual([
      [1, "'a'", "'b'"],
      [2, "'1'", "'2'"],
    ]);
    expect((await open(text, { dialect: { quote: '' } })).dialect).toMatchObject({ quote: '' });
  });
});
