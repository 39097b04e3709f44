import { localNow } from '../../shared/clock.ts';
import { ident } from '../../shared/sql/quote.ts';
import { storedTable } from '../../shared/sql/schema.ts';
import type { Engine } from '../engine/engine.ts';
import { recordChanges } from './changes.ts';
import { keepBooks, keepRowNotes, loadRows, type Recognised } from './load-steps.ts';
import type { OnProgress, ReaderClient } from './read/client.ts';
import { headerFingerprint } from './recognise.ts';

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
  // What follows is null for what was not loaded or was loaded by an earlier version.
  /** By content: a FileKind of the reader. */
  readonly kind: string | null;
  /** How its text was cut; an empty quote means that quotes are text. */
  readonly delimiter: string | null;
  readonly quote: string | null;
  /** The first row with data, when the analyst said so. */
  readonly data_row: number | null;
  /** Of the skipped records, those without any content. */
  readonly blank: number | null;
  /** Loaded rows that are hidden in the workbook. */
  readonly hidden: number | null;
  readonly hidden_sheet: boolean | null;
  /** See headerFingerprint. */
  readonly fingerprint: string | null;
  /** Who accepts that it does not add up, why and since when. */
  readonly signed_by: string | null;
  readonly signed_reason: string | null;
  readonly signed_at: string | null;
}

const UNKNOWN = {
  kind: null,
  delimiter: null,
  quote: null,
  data_row: null,
  blank: null,
  hidden: null,
  hidden_sheet: null,
  fingerprint: null,
  signed_by: null,
  signed_reason: null,
  signed_at: null,
} as const;

export function listSources(engine: Engine): Promise<Source[]> {
  return engine.rows<Source>('SELECT * FROM source ORDER BY dataset IS NULL, id');
}

/** Loaded, rejected and skipped rows add up to the records that the reader counted on its own. */
export function isReconciled(s: Pick<Source, 'records' | 'loaded' | 'rejected' | 'skipped'>): boolean {
  return s.records === s.loaded + s.rejected + s.skipped;
}

/** Who signed for a difference, why and when. */
export interface Signature {
  readonly by: string;
  readonly reason: string;
  readonly at: string;
}

/** The signature under a source's difference; null when nobody has signed for it. */
export function signatureOf(s: Pick<Source, 'signed_by' | 'signed_reason' | 'signed_at'>): Signature | null {
  const { signed_by: by, signed_reason: reason, signed_at: at } = s;
  return by !== null && reason !== null && at !== null ? { by, reason, at } : null;
}

export function isSigned(s: Pick<Source, 'signed_at'>): boolean {
  return s.signed_at !== null;
}

/** Loaded rows that do not add up and that nobody has signed for: to be seen wherever its rows are used. */
export function isOpen(
  s: Pick<Source, 'dataset' | 'records' | 'loaded' | 'rejected' | 'skipped' | 'signed_at'>,
): boolean {
  return s.dataset !== null && !isReconciled(s) && !isSigned(s);
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
    kind?: string | null;
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
      ...UNKNOWN,
      ...counts,
      ...unread,
      kind: unread.kind ?? null,
    });
  });
}

/**
 * The sources that hold this very sheet already. To know a file's hash is to read it whole, so that is done only where
 * a source of its size is there.
 */
export async function twinsOf(
  engine: Engine,
  reader: ReaderClient,
  { recognition, fileId, bytes, sheet }: Recognised,
  signal?: AbortSignal,
  onProgress?: OnProgress,
): Promise<Source[]> {
  const alike = await engine.rows<Source>(
    'SELECT * FROM source WHERE bytes = $bytes AND dataset = $dataset AND sheet IS NOT DISTINCT FROM $sheet ORDER BY id',
    { bytes, dataset: recognition.dataset.id, sheet },
  );
  if (alike.length === 0) return [];
  const sha256 = await reader.hash(fileId, signal, onProgress);
  return alike.filter((s) => s.sha256 === sha256);
}

export interface LoadOptions {
  readonly signal?: AbortSignal;
  /** Bytes read and bytes of all. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Ids of sources that this one takes the place of; how it differs from them is noted first. */
  readonly replace?: readonly number[];
}

/**
 * Loads one recognised sheet in one transaction: all of it or, when cancelled or failing, nothing; what it
 * replaces goes in the same moment. A sheet whose bytes are already in the workspace is left as it is, unless
 * it is to be replaced.
 * @returns the source that holds the sheet
 * @throws UnreadableFile, or an AbortError when the signal fired
 */
export async function loadSheet(
  engine: Engine,
  reader: ReaderClient,
  candidate: Recognised,
  options: LoadOptions = {},
): Promise<Source> {
  const { recognition, file, sheet } = candidate;
  const { dataset, columns } = recognition;
  const { signal, replace = [] } = options;
  const started = performance.now();
  const kept = (await twinsOf(engine, reader, candidate, signal)).find((s) => !replace.includes(s.id));
  if (kept) return kept;

  return engine.transaction(async (tx) => {
    const id = await nextId(tx);
    const { counted, fills } = await loadRows(tx, reader, candidate, id, options);
    await keepRowNotes(tx, counted, id);
    await keepBooks(tx, dataset, columns, fills, id);
    const [count] = await tx.rows<{ loaded: number; problems: number }>(
      `SELECT (SELECT count(*) FROM ${ident(dataset.id)} WHERE "_source" = $id) AS loaded, (SELECT count(*) FROM problem WHERE source = $id AND field IS NOT NULL) AS problems`,
      { id },
    );
    signal?.throwIfAborted();

    const replaced = (await listSources(tx)).filter((s) => replace.includes(s.id));
    const comparable = replaced.filter((s) => s.dataset === dataset.id).map((s) => s.id);
    await recordChanges(tx, dataset, id, comparable);
    for (const old of replaced) await removeSource(tx, old);
    await tx.query(
      'DELETE FROM source WHERE dataset IS NULL AND file = $file AND sheet IS NOT DISTINCT FROM $sheet',
      { file, sheet },
    );
    const source: Source = {
      ...UNKNOWN,
      id,
      file,
      sheet,
      dataset: dataset.id,
      // Text was hashed while it was read.
      sha256: await reader.hash(candidate.fileId, signal),
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
      kind: candidate.kind ?? null,
      delimiter: candidate.dialect?.delimiter ?? null,
      quote: candidate.dialect?.quote ?? null,
      data_row: candidate.dataRow ?? null,
      blank: counted.blank,
      hidden: counted.hidden,
      hidden_sheet: candidate.hidden ?? null,
      fingerprint: headerFingerprint(recognition.header),
    };
    await insertSource(tx, source);
    return source;
  });
}

const LEDGER = ['problem', 'source_field', 'source_total', 'source_fill', 'source_against', 'source_change'];

/** Takes a source, all its rows and all that was noted about it out of the workspace. */
export function removeSource(engine: Engine, source: Pick<Source, 'id' | 'dataset'>): Promise<void> {
  return engine.transaction(async (tx) => {
    if (source.dataset)
      await tx.query(`DELETE FROM ${storedTable({ id: source.dataset })} WHERE "_source" = $id`, {
        id: source.id,
      });
    for (const table of LEDGER) await tx.query(`DELETE FROM ${table} WHERE source = $id`, { id: source.id });
    await tx.query('DELETE FROM source WHERE id = $id', { id: source.id });
  });
}
