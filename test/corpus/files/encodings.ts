import { encodeText, READ_AS, type WrittenEncoding } from '../../unit/read/support/encode-text.ts';
import type { CorpusFile } from '../corpus-file.ts';
import { keysOf, linesOf, rowsFrom, signIns, type Table, text } from '../tables.ts';

const ENCODINGS = Object.keys(READ_AS) as WrittenEncoding[];
const fileName = (text: string) => `${text.toLowerCase().replaceAll(' ', '-')}.csv`;

/** Characters of four bytes in GB18030, outside the basic plane, and of the kind that names have. */
const rare: Table = {
  ...signIns,
  records: [
    ['R090101-001', '㐂䶮𠮷野（岚州）有限公司', '𬭎一', '2024-03-05 09:00'],
    ['R090101-002', '①②㎡℃§·—…“引号”', '犇骉', '2024-03-06 08:45'],
    ['R090101-003', '镕堃喆\u3000淼鑫', '乂', '2024-03-07 09:10'],
  ],
};

/** ASCII but for the header and one cell far behind. */
const mostlyAscii: Table = {
  ...signIns,
  records: Array.from({ length: 500 }, (_, i) => [
    `R090101-${String(i).padStart(4, '0')}`,
    i === 499 ? '霂川' : `Org ${i}`,
    'A',
    '2024-03-05 09:00',
  ]),
};

const tables = { plain: signIns, rare, 'mostly-ascii': mostlyAscii };

const whole: CorpusFile[] = Object.entries(tables).flatMap(([name, table]) =>
  ENCODINGS.map((encoding) => ({
    name: fileName(`${name} ${encoding}`),
    content: encodeText(text(linesOf(table), { lineEnd: '\r\n' }), encoding),
    encoding: READ_AS[encoding],
    sheets: [{ dataset: table.dataset, headerRow: 1, rows: rowsFrom(2, table.records) }],
    keys: keysOf(table),
  })),
);

/** The text with one byte put in front of the last line. */
function withByte(encoding: WrittenEncoding, byte: number): Uint8Array {
  const lines = linesOf(signIns);
  return new Uint8Array([
    ...encodeText(text(lines.slice(0, -1)), encoding),
    byte,
    ...encodeText(text(lines.slice(-1)), encoding),
  ]);
}

const [first = [], second = [], third = [], fourth = []] = signIns.records;

const damaged: CorpusFile[] = [
  { name: 'bad-byte-utf-8.csv', content: withByte('UTF-8', 0xff), refused: 'encoding' },
  { name: 'bad-byte-utf-8-bom.csv', content: withByte('UTF-8 BOM', 0xc0), refused: 'encoding' },
  { name: 'bad-byte-gb18030.csv', content: withByte('GB18030', 0xff), refused: 'encoding' },
  ...(['UTF-8', 'GB18030'] as const).map(
    (encoding): CorpusFile => ({
      name: fileName(`bad byte ${encoding} as the analyst says`),
      content: withByte(encoding, 0xff),
      dialect: { encoding },
      encoding,
      sheets: [
        {
          dataset: 'sign_in',
          rows: rowsFrom(2, [first, second, third, [`\ufffd${fourth[0]}`, ...fourth.slice(1)]]),
          notes: ['5 bad-characters'],
        },
      ],
      keys: keysOf(signIns),
    }),
  ),
  {
    name: 'cut-within-a-character.csv',
    content: encodeText(text(linesOf(rare)).trimEnd().slice(0, -17), 'UTF-8').subarray(0, -1),
    refused: 'encoding',
  },
  {
    name: 'damaged-before-it-came-here.csv',
    content: text([signIns.header, first, ['R090101-009', '霂川\ufffd\ufffd公司', '甲', '2024-03-05 09:00']]),
    sheets: [{ dataset: 'sign_in', loaded: 2, notes: ['3 bad-characters'] }],
  },
  {
    name: 'gb18030-read-as-latin-and-saved.csv',
    content: text([
      ['ÉóºË¼Æ»®±àºÅ', '×éÖ¯Ãû³Æ'],
      ['R1', 'ä¼×'],
    ]),
    sheets: [{ dataset: null }],
  },
];

export const encodings: readonly CorpusFile[] = [...whole, ...damaged];
