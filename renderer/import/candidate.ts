import { columnName } from '../../shared/xlsx/cell.ts';
import type { Source } from './load.ts';
import type { FileKind, SourceRow, TextDialect } from './read/types.ts';
import { type FieldColumn, type Recognition, recogniseAs } from './recognise.ts';
import type { Share } from './shares.ts';

/** What becomes of a sheet at Import: rows are added, take the place of earlier sources, or nothing is done. */
export type Fate = 'add' | 'replace' | 'skip';

/** A sheet that was offered and looked at, not yet loaded. */
export interface Candidate {
  /** Tells it from every other that was offered in this window. */
  readonly key: string;
  /** The reader's number for the open file; -1 for one that could not be opened. */
  readonly fileId: number;
  readonly blob: File;
  readonly file: string;
  readonly bytes: number;
  readonly kind: FileKind | null;
  readonly encoding: string | null;
  readonly dialect: TextDialect | null;
  /** The parts of the dialect that the analyst chose; the others were found out. */
  readonly chosen: Partial<TextDialect>;
  /** The analyst lets it go beyond the limits that guard against zip bombs. */
  readonly trusted: boolean;
  readonly sheet: string | null;
  readonly sheetIndex: number;
  /** The sheet is hidden in its workbook. */
  readonly hidden: boolean;
  /** Its first rows. */
  readonly head: readonly SourceRow[];
  readonly recognition: Recognition | null;
  /** First row of data, when that is not the one behind the header. */
  readonly dataRow?: number;
  /** Why it cannot be loaded: a key of importing.reasons, with a detail behind `|`. */
  readonly reason: string | null;
  readonly fate: Fate;
  /** Ids of the sources that give way when the fate is to replace. */
  readonly replaces: readonly number[];
  /** The source in the workspace that has the same bytes. */
  readonly twin: Source | null;
  /** Earlier exports with the same header: another month of the same report. */
  readonly related: readonly Source[];
  /** The mapping is the one that was used for this header before. */
  readonly remembered: boolean;
  /** How many of the sampled values read well, by field. */
  readonly shares: ReadonlyMap<string, Share>;
}

/** Sources that give way when this candidate is loaded. */
export function givingWay({ fate, replaces }: Candidate): readonly number[] {
  return fate === 'replace' ? replaces : [];
}

/** The sheet read as the analyst says: another dataset, another header row. */
export function readAs(c: Candidate, choice: { dataset?: string; headerRow?: number }): Candidate {
  const recognition = recogniseAs(c.head, {
    dataset: choice.dataset ?? c.recognition?.dataset.id,
    headerRow: choice.headerRow,
  });
  const reason = recognition ? null : 'not-recognised';
  // What is known of it as one dataset says nothing of it as another.
  const unknown = { twin: null, related: [], replaces: [], fate: 'add', remembered: false } as const;
  return { ...c, recognition, reason, ...unknown };
}

/** One column given to another field, or to none; a field has one column, so an earlier one lets go of it. */
export function mapColumn(c: Candidate, position: number, field: string | null): Candidate {
  const { recognition } = c;
  if (!recognition) return c;
  const kept = recognition.columns.filter((m) => m.position !== position && m.field !== field);
  const header = headerCells(recognition).find((h) => h.position === position)?.text ?? '';
  const columns = field === null ? kept : [...kept, { field, header, position }];
  return withColumns(c, recognition, columns);
}

export function withColumns(c: Candidate, recognition: Recognition, columns: FieldColumn[]): Candidate {
  const sorted = columns.sort((a, b) => a.position - b.position);
  const taken = new Set(sorted.map((m) => m.position));
  const unmapped = headerCells(recognition).flatMap(({ position, text }) =>
    taken.has(position) ? [] : text,
  );
  return { ...c, recognition: { ...recognition, columns: sorted, unmapped }, remembered: false };
}

/** The columns that can be mapped: those with a title, or all of a sheet that has none, by their letters. */
export function headerCells(r: Recognition): { readonly position: number; readonly text: string }[] {
  const headless = r.titles.every((title) => title === null);
  return Array.from({ length: r.width }, (_, position) => ({
    position,
    text: headless ? columnName(position + 1) : (r.titles[position] ?? ''),
  })).filter(({ text }) => text !== '');
}
