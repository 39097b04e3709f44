import type { ReaderClient } from './read/client.ts';
import { type SourceRow, type TextDialect, UnreadableFile } from './read/types.ts';
import { type Recognition, recognise } from './recognise.ts';

/** A sheet that was offered and looked at, not yet loaded. */
export interface Candidate {
  readonly fileId: number;
  readonly file: string;
  readonly bytes: number;
  readonly encoding: string | null;
  readonly sheet: string | null;
  readonly sheetIndex: number;
  readonly head: readonly SourceRow[];
  readonly recognition: Recognition | null;
  /** By content: a FileKind of the reader. */
  readonly kind?: string | null;
  readonly dialect?: TextDialect | null;
  /** The sheet is hidden in its workbook. */
  readonly hidden?: boolean;
  /** The first row with data, when the analyst said so. */
  readonly dataRow?: number;
  /** Why it cannot be loaded: a key of importing.reasons, with a detail behind `|`. */
  readonly reason: string | null;
}

/** Looks at a file: what its sheets hold. Never throws: a file that cannot be read comes back with the reason. */
export async function inspectFile(reader: ReaderClient, file: File): Promise<Candidate[]> {
  const base = { file: file.name, bytes: file.size };
  try {
    const opened = await reader.open(file);
    return opened.sheets.map((sheet, sheetIndex) => {
      const recognition = recognise(sheet.head);
      const reason = recognition ? null : sheet.head.length === 0 ? 'empty-sheet' : 'not-recognised';
      return {
        ...base,
        fileId: opened.id,
        encoding: opened.encoding,
        sheet: sheet.sheet,
        sheetIndex,
        head: sheet.head,
        recognition,
        reason,
      };
    });
  } catch (error) {
    const reason =
      error instanceof UnreadableFile
        ? [error.code, error.detail].filter(Boolean).join('|')
        : `failed|${error}`;
    return [
      {
        ...base,
        fileId: -1,
        encoding: null,
        sheet: null,
        sheetIndex: 0,
        head: [],
        recognition: null,
        reason,
      },
    ];
  }
}
