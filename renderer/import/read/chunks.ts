import { encodeRows } from './csv-bytes.ts';
import type { Chunk, LoadRequest } from './protocol.ts';
import { type Counts, RowSelector } from './select.ts';
import type { OpenedFile, Part, Progress } from './types.ts';

/** Large enough that planning its INSERT is little beside doing it. */
const CHUNK = 16 * 1024 * 1024;

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** A file's rows as parts: plain stretches where the request allows them and the file has them. */
function partsOf(
  file: OpenedFile,
  request: LoadRequest,
  selector: RowSelector,
  signal?: AbortSignal,
  progress?: Progress,
): AsyncGenerator<Part> {
  const { columns, types, header = [], headerRow, dataRow = 0, width } = request;
  // Cells beyond the header need a look at each record.
  if (types && file.parts && width > 1 && header.length === width) {
    const form = {
      types: header.map((_, position) => types[columns.indexOf(position)] ?? null),
      mayBeAside: (text: string, column: number) => selector.mayBeAside(text, column),
    };
    return file.parts(Math.max(headerRow, dataRow - 1), form, signal, progress);
  }
  return rowsAsParts(file, request.sheet, signal, progress);
}

async function* rowsAsParts(
  file: OpenedFile,
  sheet: number,
  signal?: AbortSignal,
  progress?: Progress,
): AsyncGenerator<Part> {
  for await (const rows of file.rows(sheet, signal, progress)) yield { rows, plain: 0, endsEmpty: false };
}

/** The rows to load in chunks; returns the counts at the end. */
export async function* csvChunks(
  file: OpenedFile,
  request: LoadRequest,
  signal?: AbortSignal,
  progress?: Progress,
): AsyncGenerator<Chunk, Counts> {
  const selector = new RowSelector(request);
  let pieces: Uint8Array[] = [];
  let length = 0;
  let rows = 0;
  /** Whether a stretch is to come that began before these rows: they are given behind it. */
  let amid = false;
  const taken = () => {
    const chunk = { bytes: joined(pieces, length), rows };
    pieces = [];
    length = rows = 0;
    return chunk;
  };
  for await (const part of partsOf(file, request, selector, signal, progress)) {
    if ('stretch' in part) {
      const { bytes, rows: count, ...form } = part.stretch;
      yield { bytes, rows: count, form };
      amid = false;
      continue;
    }
    selector.addPlain(part.plain, part.endsEmpty);
    amid ||= part.plain > 0;
    const loaded = selector.take(part.rows);
    if (loaded.length === 0) continue;
    const piece = encodeRows(loaded, request.columns);
    pieces.push(piece);
    length += piece.length;
    rows += loaded.length;
    if (length >= CHUNK && !amid) yield taken();
  }
  if (rows > 0) yield taken();
  const merges = file.merges(request.sheet).filter((m) => m.last > request.headerRow);
  return { ...selector.counts(), merges };
}
