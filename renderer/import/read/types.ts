import type { PlainForm, Stretch } from './plain-records.ts';

/** Rows, before which so many plain records stand that a stretch brings or brought; or such a stretch. */
export type Part =
  | { readonly rows: readonly SourceRow[]; readonly plain: number; readonly endsEmpty: boolean }
  | { readonly stretch: Stretch };

/** One record as a person sees it: `row` is the line number in a text editor (first line of the record) or the row number in Excel. */
export interface SourceRow {
  readonly row: number;
  /** null = no cell, or an empty one. */
  readonly cells: readonly (string | null)[];
  /** The row is hidden in its workbook; it is read all the same. */
  readonly hidden?: boolean;
}

export interface SheetInfo {
  readonly sheet: string | null;
  readonly hidden: boolean;
}

/** How a text file writes a table. An encoding that the analyst chose is read leniently: U+FFFD for what it cannot say. */
export interface TextDialect {
  readonly encoding: string;
  readonly delimiter: string;
  /** Empty: quotes are text. */
  readonly quote: '"' | "'" | '';
  /** A backslash takes away a quote's meaning within quotes; else, or empty, quotes are doubled. */
  readonly escape?: '\\' | '';
}

/** Cells of one column that a workbook merged: the value stands in row `first`, the rows to `last` show it too. */
export interface Merge {
  /** 0-based. */
  readonly column: number;
  readonly first: number;
  readonly last: number;
}

export type Progress = (bytesRead: number) => void;

export type FileKind = 'text' | 'xlsx' | 'xls' | 'html' | 'xml' | 'ods';

export interface OpenedFile {
  /** By content: a page of HTML named .xls is `html`. */
  readonly kind: FileKind;
  /** 'UTF-8', 'UTF-8 BOM', 'GB18030', 'UTF-16LE', 'UTF-16BE'; null for what is no text. */
  readonly encoding: string | null;
  /** How its text is cut; null for what is no delimited text. */
  readonly dialect: TextDialect | null;
  /** One with `sheet: null` for text. */
  readonly sheets: readonly SheetInfo[];
  /**
   * Rows of a sheet in order, in batches. Blank lines of a text file are given as cells [] so that they can be
   * counted as skipped. `progress` counts up to the size of the file.
   * @throws UnreadableFile, also after some batches: what was read before it must not be kept.
   */
  rows(index: number, signal?: AbortSignal, progress?: Progress): AsyncGenerator<readonly SourceRow[]>;
  /**
   * Text only: the same rows, of which those behind line `behind` that a plain parser reads alike come as they stand in
   * the file.
   */
  readonly parts?: (
    behind: number,
    form: Omit<PlainForm, 'delimiter'>,
    signal?: AbortSignal,
    progress?: Progress,
  ) => AsyncGenerator<Part>;
  /** SHA-256 of the file when `parts` has gone through all of it. */
  readonly sha256?: () => string | undefined;
  /** Vertically merged cells of a sheet, complete when its rows have been read to the end. */
  merges(index: number): readonly Merge[];
  close(): Promise<void>;
}

/**
 * Why a file was refused:
 * `legacy-xls` a workbook older than Excel 97; `other-spreadsheet` what may hold a table, in a form that is not read
 * (detail: xlsb, XML); `damaged` a broken container or part (detail: which); `too-large` a limit was passed (detail:
 * which); `encoding` text that is neither UTF-8, UTF-16 nor GB18030 to the last byte (detail: what it says it is).
 */
export type UnreadableCode =
  | 'empty'
  | 'encrypted'
  | 'legacy-xls'
  | 'other-spreadsheet'
  | 'damaged'
  | 'not-a-table'
  | 'too-large'
  | 'encoding';

/** A refusal in words: `code` is a message key, `detail` goes into the sentence. */
export class UnreadableFile extends Error {
  readonly code: UnreadableCode;
  readonly detail: string | undefined;

  constructor(code: UnreadableCode, detail?: string) {
    super(detail === undefined ? code : `${code}: ${detail}`);
    this.name = 'UnreadableFile';
    this.code = code;
    this.detail = detail;
  }
}
