import { writeXlsx } from '../../../shared/xlsx/writer.ts';
import { zip } from '../../unit/read/support/make-xlsx.ts';
import type { CorpusFile } from '../corpus-file.ts';
import { linesOf, signIns, text } from '../tables.ts';

const latin = (written: string) => Uint8Array.from(written, (c) => c.charCodeAt(0) & 255);
/** The same in every run. */
const noise = (length: number) =>
  Uint8Array.from({ length }, (_, i) => (Math.imul(i, 2_654_435_761) >>> 13) & 255);

const MAGIC: Readonly<Record<string, Uint8Array>> = {
  pdf: latin('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n'),
  png: new Uint8Array([
    ...latin('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0'),
    ...noise(300),
  ]),
  jpeg: new Uint8Array([...latin('\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0H\0H\0\0'), ...noise(300)]),
  gif: new Uint8Array([...latin('GIF89a\x01\0\x01\0\x80\0\0'), ...noise(300)]),
  exe: new Uint8Array([...latin('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0'), ...noise(600)]),
  gzip: new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, ...noise(300)]),
  sqlite: new Uint8Array([...latin('SQLite format 3\0\x10\0\x01\x01\0@  '), ...noise(400)]),
  zeros: new Uint8Array(2048),
};

/** A compound file of Microsoft's with these streams, as its directory names them. */
function ole(names: readonly string[]): Uint8Array {
  const bytes = new Uint8Array(512 * 3);
  const view = new DataView(bytes.buffer);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  const words: [number, number][] = [
    [24, 0x3e],
    [26, 3],
    [28, 0xfffe],
    [30, 9],
    [32, 6],
  ];
  for (const [at, value] of words) view.setUint16(at, value, true);
  // One sector of the allocation table, then one of the directory.
  const longs: [number, number][] = [
    [44, 1],
    [48, 1],
    [56, 4096],
    [60, 0xfffffffe],
    [68, 0xfffffffe],
  ];
  for (const [at, value] of longs) view.setUint32(at, value, true);
  for (let at = 76; at < 512; at += 4) view.setUint32(at, at === 76 ? 0 : 0xffffffff, true);
  for (let at = 512; at < 1024; at += 4) view.setUint32(at, 0xffffffff, true);
  view.setUint32(512, 0xfffffffd, true);
  view.setUint32(516, 0xfffffffe, true);
  for (const [entry, name] of names.entries()) {
    const at = 1024 + 128 * entry;
    for (let i = 0; i < name.length; i++) view.setUint16(at + 2 * i, name.charCodeAt(i), true);
    view.setUint16(at + 64, 2 * (name.length + 1), true);
    bytes[at + 66] = entry === 0 ? 5 : 2;
    for (const link of [68, 72, 76]) view.setUint32(at + link, 0xffffffff, true);
    view.setUint32(at + 116, 0xfffffffe, true);
  }
  return bytes;
}

const workbook = writeXlsx([
  {
    name: '签到',
    columns: signIns.header.map((header) => ({ header, type: 'text' })),
    rows: signIns.records,
  },
]);

const cut = [0.02, 0.3, 0.6, 0.95, 0.999].map(
  (share): CorpusFile => ({
    name: `cut-at-${share}.xlsx`,
    content: workbook.subarray(0, Math.floor(workbook.length * share)),
    refused: 'damaged',
  }),
);

export const refusals: readonly CorpusFile[] = [
  ...Object.entries(MAGIC).flatMap(([name, content]) =>
    ['csv', 'xlsx'].map((extension) => ({ name: `${name}.${extension}`, content, refused: 'not-a-table' })),
  ),
  ...cut,
  {
    name: 'password.xlsx',
    content: ole(['Root Entry', 'EncryptionInfo', 'EncryptedPackage']),
    refused: 'encrypted',
  },
  { name: 'password-named.csv', content: ole(['Root Entry', 'EncryptedPackage']), refused: 'encrypted' },
  {
    name: 'word-document.xls',
    content: ole(['Root Entry', 'WordDocument', '1Table']),
    refused: 'not-a-table',
  },
  {
    name: 'cut-compound-file.xls',
    content: ole(['Root Entry', 'WordDocument']).subarray(0, 700),
    refused: 'damaged',
  },
  {
    name: 'zip-of-a-table.xlsx',
    content: zip({ '签到.csv': text(linesOf(signIns)) }),
    refused: 'not-a-table',
  },
  { name: 'empty.xlsx', content: new Uint8Array(), refused: 'empty' },
  {
    name: 'locked-zip.xlsx',
    content: zip(
      { 'xl/workbook.xml': '<workbook/>', '[Content_Types].xml': '<Types/>' },
      { password: 'geheim', zipCrypto: true },
    ),
    refused: 'encrypted',
  },
  // Text, and a table to nobody.
  {
    name: 'object.json.csv',
    content: '{"计划编号": "R1", "签到时间": "2024-03-05 09:00"}\n',
    sheets: [{ dataset: null }],
  },
  {
    name: 'list.json.xlsx',
    content: '[\n  {"plan_no": "R1"},\n  {"plan_no": "R2"}\n]\n',
    sheets: [{ dataset: null }],
  },
  {
    name: 'letter.txt',
    content: '关于签到数据的说明：\n\n本月审核计划编号、签到时间见附件。\n',
    sheets: [{ dataset: null }],
  },
  {
    name: 'query.sql.csv',
    content: "INSERT INTO sign_in VALUES ('R1', '甲', '2024-03-05 09:00');\n",
    sheets: [{ dataset: null }],
  },
  { name: 'text-named.xlsx', content: text(linesOf(signIns)), sheets: [{ dataset: 'sign_in', loaded: 4 }] },
  {
    name: 'workbook-named.csv',
    content: workbook,
    sheets: [{ sheet: '签到', dataset: 'sign_in', loaded: 4 }],
  },
];
