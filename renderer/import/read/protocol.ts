import type { FieldType } from '../../../shared/datasets/index.ts';
import type { Stretch } from './plain-records.ts';
import type { Counts, Selection } from './select.ts';
import { type OpenedFile, type SourceRow, type TextDialect, UnreadableFile } from './types.ts';

export interface OpenedSheet {
  readonly sheet: string | null;
  readonly hidden: boolean;
  /** The first rows, as a person would look at them. */
  readonly head: SourceRow[];
}

export interface Opened {
  readonly id: number;
  readonly kind: OpenedFile['kind'];
  readonly encoding: string | null;
  readonly dialect: TextDialect | null;
  readonly sheets: OpenedSheet[];
}

export interface LoadRequest extends Selection {
  readonly sheet: number;
  /** The cells to give, by index, in the order they are wanted. */
  readonly columns: readonly number[];
  /** What each of them is read as. When given, plain stretches of a text come as they stand in the file. */
  readonly types?: readonly FieldType[];
}

/** What the reader says of a plain stretch of a text file, beside its bytes. */
export type StretchForm = Omit<Stretch, 'bytes' | 'rows'>;

/**
 * Rows for DuckDB: CSV of a row number and the wanted cells, written by `encodeRows`; or, with `form`, a stretch of the
 * file itself with all its columns.
 */
export interface Chunk {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly rows: number;
  readonly form?: StretchForm;
}

/** What the page asks of the worker. `call` tells the calls that are under way apart. */
export type Question = { readonly call: number } & (
  | {
      readonly ask: 'open';
      readonly file: Blob;
      readonly name: string;
      readonly peek: number;
      readonly dialect: Partial<TextDialect>;
      /** Read to the hard limits only: the analyst trusts the file. */
      readonly trusted: boolean;
    }
  | { readonly ask: 'tail'; readonly id: number; readonly sheet: number; readonly count: number }
  | { readonly ask: 'hash'; readonly id: number }
  | { readonly ask: 'load'; readonly id: number; readonly request: LoadRequest }
  | { readonly ask: 'close'; readonly id: number }
  /** The chunk was dealt with; the next may come. */
  | { readonly ask: 'taken' }
  | { readonly ask: 'cancel' }
);

export type Answer = { readonly call: number } & (
  | { readonly say: 'done'; readonly value: Opened | Counts | SourceRow[] | string | undefined }
  | { readonly say: 'failed'; readonly failure: Failure }
  | { readonly say: 'chunk'; readonly chunk: Chunk }
  | { readonly say: 'progress'; readonly done: number; readonly total: number }
);

type Failure =
  | { readonly code: UnreadableFile['code']; readonly detail: string | undefined }
  | { readonly name: string; readonly message: string };

/** An error in a form that keeps its kind across the worker's border. */
export function toFailure(error: unknown): Failure {
  if (error instanceof UnreadableFile) return { code: error.code, detail: error.detail };
  if (error instanceof Error || error instanceof DOMException)
    return { name: error.name, message: error.message };
  return { name: 'Error', message: String(error) };
}

export function fromFailure(failure: Failure): Error {
  if ('code' in failure) return new UnreadableFile(failure.code, failure.detail);
  const error = new Error(failure.message);
  error.name = failure.name;
  return error;
}

/** One end of the line between page and worker: a Worker, a worker's global scope, a MessagePort. */
export interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent) => void) | null;
}
