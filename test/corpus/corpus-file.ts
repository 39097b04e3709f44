import type { TextDialect } from '../../renderer/import/read/types.ts';
import type { Decision } from '../../renderer/import/recognise.ts';

export type Row = readonly [row: number, ...cells: (string | null)[]];

/** What must come of one sheet. */
export interface SheetResult {
  /** Nothing for text. */
  readonly sheet?: string;
  /** null: no dataset is recognised, and it is said so. */
  readonly dataset: string | null;
  readonly headerRow?: number;
  /** The rows that are loaded, cell by cell; or only how many. */
  readonly rows?: readonly Row[];
  readonly loaded?: number;
  /** `<row> <reason>`; none where not given. */
  readonly rejected?: readonly string[];
  readonly notes?: readonly string[];
  readonly blank?: number;
  /** Rows of the typed table, in the order of their lines: what is named of each must be so. */
  readonly typed?: readonly Readonly<Record<string, unknown>>[];
  /** Values that cannot be read as their type. */
  readonly problems?: number;
}

/** A hostile file, made here, with what must come of it. */
export interface CorpusFile {
  readonly name: string;
  readonly content: string | Uint8Array | Promise<Uint8Array>;
  /** What the analyst says about it. */
  readonly dialect?: Partial<TextDialect>;
  readonly decision?: Decision & { readonly dataRow?: number };
  /** The code it is refused with, at once or while it is read. */
  readonly refused?: string;
  readonly encoding?: string;
  readonly sheets?: readonly SheetResult[];
  /** One text of every record of the file: each must be in a loaded row, a rejected record or a note. */
  readonly keys?: readonly string[];
}
