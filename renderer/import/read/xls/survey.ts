import { UnreadableFile } from '../types.ts';
import { builtInKind, formatKind, type NumberKind } from '../xlsx/number-format.ts';
import { type BiffRecord, biffRecords, biffText, RECORD } from './records.ts';

const BIFF8 = 0x0600;
/** A record that the library passes over. */
const NOTHING = 0x1d;
const KEPT = new Set<number>(Object.values(RECORD));
KEPT.delete(RECORD.numberFormat);

export interface SurveyedSheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Cells with a value; null when the sheet that the workbook lists is not there. */
  readonly cells: number | null;
}

export interface Survey {
  readonly sheets: readonly SurveyedSheet[];
  readonly date1904: boolean;
  /** What numbers in each number format mean. */
  readonly kinds: ReadonlyMap<number, NumberKind>;
}

/**
 * Looks a workbook stream through on our own: its sheets, how many cells each must give, its number formats. On the
 * way it turns every record that has no part in that into one that the library passes over: broken comments and
 * drawings, of no use here, would make it give up, and links over whole columns keep it busy for hours.
 * @throws UnreadableFile for a locked stream, one older than Excel 97, one cut short
 */
export function survey(stream: DataView): Survey {
  const listed: ReturnType<typeof listedSheet>[] = [];
  const counts = new Map<number, number>();
  const used = new Set<number>();
  const codes = new Map<number, NumberKind>();
  let date1904 = false;
  let depth = 0;
  let part = 0;
  for (const record of biffRecords(stream)) {
    const { type, at, from, length } = record;
    if (type === RECORD.beginOfPart) {
      if (at === 0 && stream.getUint16(from, true) !== BIFF8) throw new UnreadableFile('legacy-xls');
      if (depth++ === 0) part = at;
      if (depth === 1) counts.set(part, 0);
    }
    if (!KEPT.has(type) || depth > 1) stream.setUint16(at, NOTHING, true);
    if (type === RECORD.endOfPart) depth--;
    if (depth !== 1) continue;
    if (type === RECORD.filePass) throw new UnreadableFile('encrypted');
    if (type === RECORD.sheet) listed.push(listedSheet(stream, from));
    else if (type === RECORD.date1904) date1904 = stream.getUint16(from, true) === 1;
    else if (type === RECORD.numberFormat && length > 5)
      codes.set(stream.getUint16(from, true), formatKind(numberFormat(stream, from)));
    else if (type === RECORD.cellFormat) used.add(stream.getUint16(from + 2, true));
    else counts.set(part, (counts.get(part) ?? 0) + cellsOf(stream, record));
  }
  if (counts.size === 0) throw new UnreadableFile('legacy-xls');
  const sheets = listed
    .filter(({ worksheet }) => worksheet)
    .map(({ name, hidden, at }) => ({ name, hidden, cells: counts.get(at) ?? null }));
  const kinds = new Map([...used].map((format) => [format, codes.get(format) ?? builtInKind(format)]));
  return { sheets, date1904, kinds };
}

function numberFormat(stream: DataView, from: number): string {
  return biffText(stream, from + 4, stream.getUint16(from + 2, true));
}

/** A sheet as the workbook lists it, with the place where its part must begin. */
function listedSheet(stream: DataView, from: number) {
  return {
    name: biffText(stream, from + 7, stream.getUint8(from + 6)),
    hidden: (stream.getUint8(from + 4) & 3) !== 0,
    worksheet: stream.getUint8(from + 5) === 0,
    at: stream.getUint32(from, true),
  };
}

/** How many cells with a value a record makes. A formula's text comes in a record of its own. */
function cellsOf(stream: DataView, { type, from, length }: BiffRecord): number {
  switch (type) {
    case RECORD.sharedString:
    case RECORD.number:
    case RECORD.rk:
    case RECORD.booleanOrError:
    case RECORD.label:
    case RECORD.richString:
    case RECORD.formulaString:
      return 1;
    case RECORD.multipleRk:
      return Math.floor((length - 6) / 6);
    case RECORD.formula:
      // What the formula says is never asked for, and its parsing might fail.
      stream.setUint16(from + 20, 0, true);
      return stream.getUint16(from + 12, true) === 0xffff && stream.getUint8(from + 6) === 0 ? 0 : 1;
    default:
      return 0;
  }
}
