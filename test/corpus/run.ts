import { csvChunks } from '../../renderer/import/read/chunks.ts';
import { openFile } from '../../renderer/import/read/open.ts';
import type { LoadRequest } from '../../renderer/import/read/protocol.ts';
import { type Counts, RowSelector } from '../../renderer/import/read/select.ts';
import { type OpenedFile, type SourceRow, UnreadableFile } from '../../renderer/import/read/types.ts';
import { type Recognition, recogniseAs } from '../../renderer/import/recognise.ts';
import type { CorpusFile } from './corpus-file.ts';

export interface SheetRead {
  readonly sheet: string | null;
  readonly recognition: Recognition | null;
  readonly rows: readonly SourceRow[];
  readonly counts: Counts;
}

export interface FileRead {
  readonly refused: string | null;
  readonly encoding: string | null;
  readonly sheets: readonly SheetRead[];
}

const HEAD = 40;
const NOTHING: Counts = { records: 0, skipped: 0, blank: 0, rejected: [], notes: [], hidden: 0, merges: [] };

export async function blobOf({ name, content }: CorpusFile): Promise<File> {
  return new File([(await content) as BlobPart], name);
}

async function allRows(file: OpenedFile, sheet: number): Promise<SourceRow[]> {
  const rows: SourceRow[] = [];
  for await (const batch of file.rows(sheet)) rows.push(...batch);
  return rows;
}

/** Reads the sheet as the loader does, and once more by hand: the chunks must hold as many rows. */
async function readSheet(file: OpenedFile, index: number, source: CorpusFile): Promise<SheetRead> {
  const sheet = file.sheets[index]?.sheet ?? null;
  const all = await allRows(file, index);
  const recognition = recogniseAs(all.slice(0, HEAD), source.decision ?? {});
  if (recognition === null) return { sheet, recognition, rows: [], counts: NOTHING };
  const { headerRow, header, width, columns } = recognition;
  const request: LoadRequest = {
    sheet: index,
    headerRow,
    header,
    width,
    dataRow: source.decision?.dataRow,
    text: sheet === null,
    columns: columns.map((c) => c.position),
  };
  const rows = new RowSelector(request).take(all);
  const chunks = csvChunks(file, request);
  let sent = 0;
  let next = await chunks.next();
  for (; !next.done; next = await chunks.next()) sent += next.value.rows;
  if (sent !== rows.length) throw new Error(`${source.name}: ${sent} rows sent of ${rows.length}`);
  return { sheet, recognition, rows, counts: next.value };
}

/** Takes a file the whole way from bytes to the rows to load. */
export async function readCorpusFile(source: CorpusFile): Promise<FileRead> {
  try {
    const blob = await blobOf(source);
    const file = await openFile(blob, blob.name, { dialect: source.dialect });
    const sheets: SheetRead[] = [];
    for (const index of file.sheets.keys()) sheets.push(await readSheet(file, index, source));
    await file.close();
    return { refused: null, encoding: file.encoding, sheets };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { refused: error.code, encoding: null, sheets: [] };
  }
}
