import { UnreadableFile } from '../types.ts';

/** Numbers of the records of a BIFF8 stream that matter for its cells. */
export const RECORD = {
  formula: 0x06,
  endOfPart: 0x0a,
  date1904: 0x22,
  filePass: 0x2f,
  continuation: 0x3c,
  sheet: 0x85,
  multipleRk: 0xbd,
  richString: 0xd6,
  cellFormat: 0xe0,
  merges: 0xe5,
  strings: 0xfc,
  sharedString: 0xfd,
  dimensions: 0x200,
  number: 0x203,
  label: 0x204,
  booleanOrError: 0x205,
  formulaString: 0x207,
  row: 0x208,
  rk: 0x27e,
  numberFormat: 0x41e,
  beginOfPart: 0x809,
} as const;

export interface BiffRecord {
  readonly type: number;
  /** Index of its head of four bytes. */
  readonly at: number;
  /** Index and length of its content. */
  readonly from: number;
  readonly length: number;
}

/** The records of a workbook stream in their order. @throws UnreadableFile when it ends within one */
export function* biffRecords(stream: DataView): Generator<BiffRecord> {
  let depth = 0;
  for (let at = 0; at + 4 <= stream.byteLength; ) {
    const type = stream.getUint16(at, true);
    const length = stream.getUint16(at + 2, true);
    // The container rounds the stream up with zeros.
    if (type === 0 && length === 0 && depth === 0) return;
    if (at + 4 + length > stream.byteLength) break;
    if (type === RECORD.beginOfPart) depth++;
    else if (type === RECORD.endOfPart) depth--;
    yield { type, at, from: at + 4, length };
    at += 4 + length;
    if (at === stream.byteLength && depth === 0) return;
  }
  if (depth !== 0) throw new UnreadableFile('damaged', 'Workbook');
}

/** Text of which `characters` follow the flags at `at`, in one or two bytes each. */
export function biffText(stream: DataView, at: number, characters: number): string {
  const wide = (stream.getUint8(at) & 1) === 1;
  let text = '';
  for (let i = 0; i < characters; i++)
    text += String.fromCharCode(wide ? stream.getUint16(at + 1 + 2 * i, true) : stream.getUint8(at + 1 + i));
  return text;
}
