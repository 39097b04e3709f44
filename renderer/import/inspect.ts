import type { Candidate } from './candidate.ts';
import type { OnProgress, ReaderClient } from './read/client.ts';
import { type TextDialect, UnreadableFile } from './read/types.ts';
import { recognise } from './recognise.ts';

/** Rows of a sheet that are looked at before import: enough to judge its columns by. */
const PEEK = 1000;
/** A header further down is none; the analyst can still point at it. */
const HEADER_WITHIN = 60;

export interface Choice {
  readonly dialect?: Partial<TextDialect>;
  readonly trusted?: boolean;
}

export interface Listeners {
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

let offered = 0;

function base(blob: File, { trusted = false, dialect = {} }: Choice) {
  return {
    blob,
    chosen: dialect,
    file: blob.name,
    bytes: blob.size,
    trusted,
    fate: 'add' as const,
    replaces: [],
    twin: null,
    related: [],
    remembered: false,
    shares: new Map(),
  };
}

/** A failed reading as a reason: `code|detail`. */
export function reasonOf(error: unknown): string {
  if (error instanceof UnreadableFile) return [error.code, error.detail].filter(Boolean).join('|');
  return `failed|${error instanceof Error ? error.message : error}`;
}

/**
 * Looks at a file: what its sheets hold. A file that cannot be read comes back with the reason.
 * @param choice what the analyst corrected; the rest is found out
 * @throws an AbortError when the signal fired, and nothing else
 */
export async function inspectFile(
  reader: ReaderClient,
  file: File,
  choice: Choice = {},
  { signal, onProgress }: Listeners = {},
): Promise<Candidate[]> {
  const { dialect, trusted = false } = choice;
  const number = ++offered;
  try {
    const opened = await reader.open(file, { peek: PEEK, dialect, trusted, signal, onProgress });
    return opened.sheets.map(({ sheet, hidden, head }, sheetIndex) => {
      const recognition = recognise(head.slice(0, HEADER_WITHIN));
      const unknown = head.length === 0 ? 'empty-sheet' : 'not-recognised';
      return {
        ...base(file, choice),
        key: `${number}/${sheetIndex}`,
        fileId: opened.id,
        kind: opened.kind,
        encoding: opened.encoding,
        dialect: opened.dialect,
        sheet,
        sheetIndex,
        hidden,
        head,
        recognition,
        reason: recognition ? null : unknown,
      };
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    return [
      {
        ...base(file, choice),
        key: `${number}/0`,
        fileId: -1,
        kind: null,
        encoding: dialect?.encoding ?? null,
        dialect: null,
        sheet: null,
        sheetIndex: 0,
        hidden: false,
        head: [],
        recognition: null,
        reason: reasonOf(error),
      },
    ];
  }
}
