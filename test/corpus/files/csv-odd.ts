import type { CorpusFile, SheetResult } from '../corpus-file.ts';
import { keysOf, linesOf, rowsFrom, signIns, text } from '../tables.ts';

/* What real exports hold beside Pollock's kinds: signs nobody sees, values that look like code, odd sizes. */

const header = signIns.header.join();
const body = text(linesOf(signIns));
const keys = keysOf(signIns);
const whole = (more: Partial<SheetResult> = {}): SheetResult[] => [
  { dataset: 'sign_in', headerRow: 1, rows: rowsFrom(2, signIns.records), ...more },
];
/** One record below the header. */
const record = (
  name: string,
  line: string,
  cells: readonly (string | null)[],
  more: Partial<SheetResult> = {},
) => ({
  name,
  content: `${header}\n${line}\n`,
  sheets: [{ dataset: 'sign_in', headerRow: 1, rows: [[2, ...cells] as const], ...more }],
});
const long = '霂川'.repeat(200_000);
const at = '2024-03-05 09:00';

export const csvOdd: readonly CorpusFile[] = [
  {
    name: 'two-byte-order-marks.csv',
    content: `\ufeff\ufeff${body}`,
    encoding: 'UTF-8 BOM',
    sheets: whole(),
    keys,
  },
  {
    name: 'a-quoted-name-behind-the-byte-order-mark.csv',
    content: `\ufeff${text(linesOf(signIns), { quoting: 'always' })}`,
    sheets: whole(),
    keys,
  },
  {
    name: 'unseen-signs-in-names.csv',
    content: body.replace(header, '审核\u200b计划编号\u00a0,组织\u3000名称,\u2060签到人,首次会议\t签到时间'),
    sheets: whole(),
    keys,
  },
  {
    name: 'wide-letters-in-names.csv',
    content: `ｐｌａｎ＿ｎｏ,组织名称,签到人,ＦＩＲＳＴ＿ＡＴ\n${text(signIns.records)}`,
    sheets: whole(),
    keys,
  },
  {
    name: 'a-delimiter-at-every-line-end.csv',
    content: body.replaceAll('\n', ',\n'),
    sheets: whole({ rows: rowsFrom(2, signIns.records).map((row) => [...row, null] as const) }),
    keys,
  },
  {
    name: 'two-hundred-empty-columns.csv',
    content: body.replaceAll('\n', `${','.repeat(200)}\n`),
    sheets: whole({ rows: undefined, loaded: 4 }),
    keys,
  },
  {
    name: 'five-hundred-columns.csv',
    content: text(
      linesOf(signIns).map((cells, n) => [...cells, ...Array.from({ length: 496 }, (_, i) => `${n}-${i}`)]),
    ),
    sheets: whole({ rows: undefined, loaded: 4 }),
    keys,
  },
  {
    name: 'blanks-around-everything.csv',
    content: linesOf(signIns)
      .map((cells) => `  ${cells.join(' , ')}  \n`)
      .join(''),
    sheets: whole({
      rows: undefined,
      loaded: 4,
      typed: [{ plan_no: 'R090101-001', first_at: at }, {}, {}, {}],
    }),
    keys,
  },
  record('one-long-cell.csv', `R1,${long},甲,${at}`, ['R1', long, '甲', at]),
  record('a-long-cell-of-lines.csv', `R1,"${'霂川\n'.repeat(5000)}",甲,${at}`, [
    'R1',
    '霂川\n'.repeat(5000),
    '甲',
    at,
  ]),
  record(
    'formulas.csv',
    `=1+1,@SUM(A1),"=cmd|' /C calc'!A0",${at}`,
    ['=1+1', '@SUM(A1)', "=cmd|' /C calc'!A0", at],
    {
      typed: [{ plan_no: '=1+1', org_name: '@SUM(A1)' }],
    },
  ),
  record('markup.csv', `R1,<script>alert(1)</script>,<b>甲</b>,${at}`, [
    'R1',
    '<script>alert(1)</script>',
    '<b>甲</b>',
    at,
  ]),
  record('code-of-databases.csv', `"R1'); DROP TABLE sign_in; --",NULL,\\N,${at}`, [
    "R1'); DROP TABLE sign_in; --",
    'NULL',
    '\\N',
    at,
  ]),
  record('line-separators-of-unicode.csv', `R1,甲\u2028乙\u0085丙,丁\u000b戊,${at}`, [
    'R1',
    '甲\u2028乙\u0085丙',
    '丁\u000b戊',
    at,
  ]),
  record('quotes-of-print.csv', `“R1”,「甲，乙」,’丙‘,${at}`, ['“R1”', '「甲，乙」', '’丙‘', at]),
  record('a-zero-byte-within.csv', `R1,甲\0乙,丙,${at}`, ['R1', '甲\0乙', '丙', at], {
    typed: [{ org_name: '甲乙' }],
  }),
  record('identifiers-that-spreadsheets-spoil.csv', `1.2E+17,甲,丙,${at}`, ['1.2E+17', '甲', '丙', at], {
    problems: 1,
    typed: [{ plan_no: null }],
  }),
  record(
    'leading-zeros-and-wide-digits.csv',
    `００7,甲,丙,２０２４－０３－０５　０９：００`,
    ['００7', '甲', '丙', '２０２４－０３－０５　０９：００'],
    {
      typed: [{ plan_no: '007', first_at: at }],
    },
  ),
  record('values-that-cannot-be-read.csv', 'R1,甲,丙,昨天上午', ['R1', '甲', '丙', '昨天上午'], {
    problems: 1,
    typed: [{ plan_no: 'R1', first_at: null }],
  }),
  {
    name: 'the-same-record-many-times.csv',
    content: `${header}\n${`R1,甲,乙,${at}\n`.repeat(1000)}`,
    sheets: whole({ rows: undefined, loaded: 1000 }),
  },
  {
    name: 'an-unclosed-quote-before-many-records.csv',
    content: `${header}\n"R0,甲,乙,${at}\n${`R1,甲,乙,${at}\n`.repeat(1000)}`,
    sheets: whole({ rows: undefined, loaded: 1001 }),
    keys: ['"R0'],
  },
];
