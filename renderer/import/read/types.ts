/** One record as a person sees it: `row` is the line number in a text editor (first line of the record) or the row number in Excel. */
export interface SourceRow {
  readonly row: number;
  /** null = no cell, or an empty one. */
  readonly cells: readonly (string | null)[];
}

export interface SheetInfo {
  readonly sheet: string | null;
  readonly hidden: boolean;
}

export interface TextDialect {
  readonly encoding: string;
  readonly delimiter: string;
}

export type Progress = (bytesRead: number) => void;

export interface OpenedFile {
  readonly kind: 'text' | 'xlsx';
  /** 'UTF-8', 'UTF-8 BOM', 'GB18030', 'UTF-16LE', 'UTF-16BE'; null for xlsx. */
  readonly encoding: string | null;
  /** One with `sheet: null` for text. */
  readonly sheets: readonly SheetInfo[];
  /**
   * Rows of a sheet in order, in batches. Blank lines of a text file are given as cells [] so that they can be
   * counted as skipped. `progress` counts up to the size of the file.
   * @throws UnreadableFile, also after some batches: what was read before it must not be kept.
   */
  rows(index: number, signal?: AbortSignal, progress?: Progress): AsyncGenerator<readonly SourceRow[]>;
  close(): Promise<void>;
}

/**
 * Why a file was refused:
 * `other-spreadsheet` a table in a format not read yet (detail: xlsb, ods, html, xml);
 * `damaged` a broken container or part (detail: which part); `too-large` a limit was passed (detail: which);
 * `encoding` text that is neither UTF-8, UTF-16 nor GB18030 to the last byte.
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
