import type { CellObject, DenseWorkSheet, WorkSheet } from '@e965/xlsx';
import { CellBudget, HeldSheet, heldFile } from '../held.ts';
import type { Limits } from '../limits.ts';
import { checkOle } from '../ole.ts';
import { type OpenedFile, UnreadableFile } from '../types.ts';
import { type CellContext, cellValue } from '../xlsx/cell.ts';
import type { NumberKind } from '../xlsx/number-format.ts';
import { type Survey, type SurveyedSheet, survey } from './survey.ts';

type Library = typeof import('@e965/xlsx');

const ERRORS = new Map([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
  [0x2b, '#GETTING_DATA'],
]);

/** Runs what stumbles over wrong bytes with errors that are words for programmers. */
function tried<T>(part: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile('damaged', part);
  }
}

function workbookStream(library: Library, bytes: Uint8Array): DataView {
  const content = tried('OLE2', () => {
    const container = library.CFB.read(bytes, { type: 'array' });
    return library.CFB.find(container, '/Workbook')?.content as ArrayLike<number> | undefined;
  });
  if (content === undefined || content.length === 0) throw new UnreadableFile('damaged', 'Workbook');
  return new DataView(Uint8Array.from(content).buffer);
}

function parse(library: Library, stream: DataView, kinds: ReadonlyMap<number, NumberKind>) {
  // A cell comes back with nothing of its format but the code. Codes that are numbers tell us which format it was.
  for (const format of kinds.keys()) library.SSF.load(String(format), format);
  const bytes = new Uint8Array(stream.buffer);
  const options = { type: 'buffer', dense: true, cellNF: true, cellText: false, cellFormula: false } as const;
  return tried('Workbook', () => library.read(bytes, { ...options, cellDates: false, cellHTML: false }));
}

function textOf(cell: CellObject, context: CellContext): string | null {
  switch (cell.t) {
    case 'n':
      return cellValue(String(cell.v), 'n', Number(cell.z ?? 0), context);
    case 'b':
      return cell.v ? '1' : '0';
    case 'e':
      return ERRORS.get(cell.v as number) ?? `#${cell.v}`;
    default:
      return String(cell.v ?? '') || null;
  }
}

function fill(sheet: HeldSheet, given: DenseWorkSheet, context: CellContext): number {
  let cells = 0;
  for (const [row, written] of (given['!data'] ?? []).entries()) {
    if (written === undefined) continue;
    const values: (string | null)[] = [];
    for (const [column, cell] of written.entries()) {
      if (cell === undefined || cell.t === 'z') continue;
      cells++;
      values[column] = textOf(cell, context);
    }
    sheet.addRow(row + 1, values, given['!rows']?.[row]?.hidden === true);
  }
  for (const { s, e } of given['!merges'] ?? [])
    sheet.addMerge({ column: s.c, first: s.r + 1, last: e.r + 1 });
  return cells;
}

function readSheets(library: Library, stream: DataView, limits: Limits): HeldSheet[] {
  const { sheets, date1904, kinds }: Survey = tried('Workbook', () => survey(stream));
  if (sheets.length === 0) throw new UnreadableFile('not-a-table', 'xls');
  if (new Set(sheets.map(({ name }) => name)).size < sheets.length)
    throw new UnreadableFile('damaged', 'Workbook');
  const { Sheets } = parse(library, stream, kinds);
  const byFormat: NumberKind[] = [];
  for (const [format, kind] of kinds) byFormat[format] = kind;
  const context: CellContext = { strings: [], kinds: byFormat, date1904 };
  const budget = new CellBudget(limits);
  return sheets.map(({ name, hidden, cells }: SurveyedSheet) => {
    const given: WorkSheet | undefined = Object.hasOwn(Sheets, name) ? Sheets[name] : undefined;
    const sheet = new HeldSheet(name, hidden, budget, limits);
    // The library leaves cells out without a word when it comes upon what it does not understand.
    if (given === undefined || cells === null || fill(sheet, given as DenseWorkSheet, context) !== cells)
      throw new UnreadableFile('damaged', name);
    return sheet;
  });
}

/**
 * Opens a workbook of Excel 97 to 2003 (BIFF8); it is held whole. The library is loaded with the first one.
 * @throws UnreadableFile
 */
export async function openXls(blob: Blob, limits: Limits, signal?: AbortSignal): Promise<OpenedFile> {
  await checkOle(blob);
  if (blob.size > limits.wholeFile) throw new UnreadableFile('too-large');
  const library = await import('@e965/xlsx');
  const bytes = new Uint8Array(await blob.arrayBuffer());
  signal?.throwIfAborted();
  return heldFile('xls', null, blob.size, readSheets(library, workbookStream(library, bytes), limits));
}
