import type { Limits } from '../limits.ts';
import { type Merge, type OpenedFile, type Progress, type SourceRow, UnreadableFile } from '../types.ts';
import type { CellContext } from './cell.ts';
import type { Parts } from './parts.ts';
import { SheetRows } from './sheet-rows.ts';
import { SharedStrings } from './strings.ts';
import { readStyles } from './styles.ts';
import { type Relation, readRelations, readWorkbook, relationsPart } from './workbook.ts';

/** Where documents, presentations and drawings have their main part. */
const OTHER_OFFICE = /^(word|ppt|visio)\//;

/** What the main part of a zip is, if it is no workbook of ours. */
function refuseOther(parts: Parts, main: string): void {
  if (main.endsWith('.bin')) throw new UnreadableFile('other-spreadsheet', 'xlsb');
  if (!parts.has('[Content_Types].xml') || !main.startsWith('xl/'))
    throw new UnreadableFile('not-a-table', 'zip');
  if (!parts.has(main)) throw new UnreadableFile('damaged', main);
}

async function mainPart(parts: Parts): Promise<string> {
  if (!parts.has('_rels/.rels')) return 'xl/workbook.xml';
  const relations = [...readRelations(await parts.whole('_rels/.rels'), '').values()];
  return relations.find(({ type }) => type === 'officeDocument')?.part ?? 'xl/workbook.xml';
}

async function readStrings(parts: Parts, part: string | undefined, limits: Limits, tick: Tick) {
  if (part === undefined) return [];
  const strings = new SharedStrings(limits);
  for await (const piece of parts.pieces(part, tick.signal, tick.progress)) strings.push(piece);
  strings.end();
  return strings.strings;
}

interface Tick {
  readonly signal: AbortSignal | undefined;
  readonly progress: Progress;
}

/**
 * The shared strings of the workbook that was read last. Of a million rows they take hundreds of MB, so those of one
 * workbook alone are kept: when several are offered together, each is looked at before the first is loaded.
 */
let kept: { readonly parts: Parts; readonly strings: CellContext['strings'] } | null = null;

/** Opens a workbook. Its shared strings are read with the first rows asked for, and again after another's. */
export async function openXlsx(parts: Parts, size: number, limits: Limits): Promise<OpenedFile> {
  const main = await mainPart(parts);
  if (!parts.has(main) || !main.endsWith('.xml') || OTHER_OFFICE.test(main)) refuseOther(parts, main);
  const workbook = readWorkbook(await parts.whole(main));
  const relations = readRelations(await parts.whole(relationsPart(main)), main);
  const related = (type: string): Relation | undefined =>
    [...relations.values()].find((r) => r.type === type);
  const stylesPart = related('styles')?.part;
  const stringsPart = related('sharedStrings')?.part;

  const sheets = workbook.sheets.flatMap(({ name, hidden, relation }) => {
    const target = relations.get(relation);
    if (target === undefined || !parts.has(target.part)) throw new UnreadableFile('damaged', name);
    // Charts and macro sheets hold no cells.
    return target.type === 'worksheet' ? [{ sheet: name, hidden, part: target.part }] : [];
  });
  if (sheets.length === 0) throw new UnreadableFile('not-a-table', 'xlsx');
  parts.checkSizes([...sheets.map((s) => s.part), stringsPart ?? '', stylesPart ?? '']);
  const kinds = stylesPart === undefined ? [] : readStyles(await parts.whole(stylesPart));
  const merges = new Map<number, readonly Merge[]>();

  async function* rows(
    index: number,
    signal?: AbortSignal,
    progress?: Progress,
  ): AsyncGenerator<readonly SourceRow[]> {
    const { part } = sheets[index] as (typeof sheets)[number];
    const before = kept?.parts === parts ? 0 : parts.size(stringsPart ?? '');
    const total = Math.max(before + parts.size(part), 1);
    const report = (inflated: number) => progress?.(Math.min(size, Math.round((size * inflated) / total)));
    if (kept?.parts !== parts) {
      // Let go of before the next are read.
      kept = null;
      kept = { parts, strings: await readStrings(parts, stringsPart, limits, { signal, progress: report }) };
    }
    const { strings } = kept;
    const sheet = new SheetRows({ strings, kinds, date1904: workbook.date1904 }, limits);
    for await (const piece of parts.pieces(part, signal, (n) => report(before + n))) yield sheet.push(piece);
    sheet.end();
    merges.set(index, sheet.merges);
  }

  return {
    kind: 'xlsx',
    encoding: null,
    dialect: null,
    sheets: sheets.map(({ sheet, hidden }) => ({ sheet, hidden })),
    rows,
    merges: (index) => merges.get(index) ?? [],
    close() {
      if (kept?.parts === parts) kept = null;
      return parts.close();
    },
  };
}
