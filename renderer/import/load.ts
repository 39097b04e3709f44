import { localNow } from '../../shared/clock.ts';
import { ident, literal } from '../../shared/sql/quote.ts';
import type { Engine } from '../engine/engine.ts';
import type { Candidate } from './inspect.ts';
import { appendChunk, createStaging, insertProblems, insertTyped, STAGING } from './load-sql.ts';
import type { ReaderClient } from './read/client.ts';

/** A row of the `source` table: what became of one file or sheet. */
export interface Source {
  readonly id: number;
  readonly file: string;
  readonly sheet: string | null;
  readonly dataset: string | null;
  readonly sha256: string | null;
  readonly bytes: number | null;
  readonly encoding: string | null;
  readonly header_row: number | null;
  readonly records: number;
  readonly loaded: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly problems: number;
  readonly ms: number;
  readonly imported_at: string;
  /** Why nothing was loaded: a key of importing.reasons, with a detail behind `|`. */
  readonly reason: string | null;
}

export function listSources(engine: Engine): Promise<Source[]> {
  return engine.rows<Source>('SELECT * FROM source ORDER BY dataset IS NULL, id');
}

/** Loaded, rejected and skipped rows add up to the records that the reader counted on its own. */
export function isReconciled(s: Pick<Source, 'records' | 'loaded' | 'rejected' | 'skipped'>): boolean {
  return s.records === s.loaded + s.rejected + s.skipped;
}

async function insertSource(tx: Engine, source: Source): Promise<void> {
  const columns = Object.keys(source);
  await tx.query(
    `INSERT INTO source (${columns.map(ident).join(', ')}) VALUES (${columns.map((c) => `$${c}`).join(', ')})`,
    { ...source },
  );
}

async function nextId(tx: Engine): Promise<number> {
  const [row] = await tx.rows<{ id: number }>('SELECT coalesce(max(id), 0) + 1 AS id FROM source');
  return row?.id ?? 1;
}

/** Notes a file or sheet from which nothing was loaded, so that it is listed and not forgotten. */
export function recordUnread(
  engine: Engine,
  unread: {
    file: string;
    sheet: string | null;
    bytes: number | null;
    sha256: string | null;
    encoding: string | null;
    reason: string;
  },
): Promise<void> {
  return engine.transaction(async (tx) => {
    await tx.query(
      'DELETE FROM source WHERE dataset IS NULL AND file = $file AND sheet IS NOT DISTINCT FROM $sheet',
      {
        file: unread.file,
        sheet: unread.sheet,
      },
    );
    const counts = { records: 0, loaded: 0, rejected: 0, skipped: 0, problems: 0, ms: 0 };
    await insertSource(tx, {
      id: await nextId(tx),
      dataset: null,
      header_row: null,
      imported_at: localNow(),
      ...counts,
      ...unread,
    });
  });
}

/**
 * Loads one recognised sheet in one transaction: all of it or, when cancelled or failing, nothing.
 * A sheet whose bytes are already in the workspace is left as it is.
 * @returns the source that holds the sheet
 */
export async function loadSheet(
  engine: Engine,
  reader: ReaderClient,
  candidate: Candidate & { readonly recognition: NonNullable<Candidate['recognition']> },
  signal?: AbortSignal,
  onProgress?: (done: number, total: number) => void,
): Promise<Source> {
  const { recognition, file, sheet } = candidate;
  const { dataset, columns } = recognition;
  const started = performance.now();
  const sha256 = await reader.hash(candidate.fileId, signal);
  const [known] = await engine.rows<Source>(
    'SELECT * FROM source WHERE sha256 = $sha256 AND dataset = $dataset AND sheet IS NOT DISTINCT FROM $sheet',
    { sha256, dataset: dataset.id, sheet },
  );
  if (known) return known;

  return engine.transaction(async (tx) => {
    await tx.query(createStaging(columns));
    const onChunk = async (bytes: Uint8Array) => {
      signal?.throwIfAborted();
      await tx.putFile('chunk.csv', bytes);
      await tx.query(appendChunk('chunk.csv', columns));
      await tx.dropFile('chunk.csv');
    };
    const request = {
      sheet: candidate.sheetIndex,
      headerRow: recognition.headerRow,
      header: recognition.header,
      columns: columns.map((c) => c.position),
      width: recognition.width,
      text: candidate.sheet === null,
    };
    const counted = await reader.load(candidate.fileId, request, onChunk, signal, onProgress);
    signal?.throwIfAborted();

    const id = await nextId(tx);
    await tx.query(insertTyped(dataset, columns, id));
    const problems = insertProblems(dataset, columns, id);
    if (problems) await tx.query(problems);
    for (const r of counted.rejected) {
      await tx.query('INSERT INTO problem VALUES ($id, $row, NULL, NULL, $raw, $reason)', { id, ...r });
    }
    const values = columns.map((c) => `(${[id, c.field, c.header, c.position].map(literal).join(', ')})`);
    await tx.query(`INSERT INTO source_field VALUES ${values.join(', ')}`);
    const [count] = await tx.rows<{ loaded: number; problems: number }>(
      `SELECT (SELECT count(*) FROM ${ident(dataset.id)} WHERE "_source" = $id) AS loaded, (SELECT count(*) FROM problem WHERE source = $id AND field IS NOT NULL) AS problems`,
      { id },
    );
    await tx.query(`DROP TABLE ${STAGING}`);
    await tx.query(
      'DELETE FROM source WHERE dataset IS NULL AND file = $file AND sheet IS NOT DISTINCT FROM $sheet',
      { file, sheet },
    );
    const source: Source = {
      id,
      file,
      sheet,
      dataset: dataset.id,
      sha256,
      bytes: candidate.bytes,
      encoding: candidate.encoding,
      header_row: recognition.headerRow,
      records: counted.records,
      loaded: count?.loaded ?? 0,
      rejected: counted.rejected.length,
      skipped: counted.skipped,
      problems: count?.problems ?? 0,
      ms: Math.round(performance.now() - started),
      imported_at: localNow(),
      reason: null,
    };
    await insertSource(tx, source);
    return source;
  });
}

/** Takes a source and all its rows out of the workspace. */
export function removeSource(engine: Engine, source: Pick<Source, 'id' | 'dataset'>): Promise<void> {
  return engine.transaction(async (tx) => {
    if (source.dataset)
      await tx.query(`DELETE FROM ${ident(source.dataset)} WHERE "_source" = $id`, { id: source.id });
    for (const table of ['problem', 'source_field'])
      await tx.query(`DELETE FROM ${table} WHERE source = $id`, { id: source.id });
    await tx.query('DELETE FROM source WHERE id = $id', { id: source.id });
  });
}
