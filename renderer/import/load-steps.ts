import type { Dataset } from '../../shared/datasets/index.ts';
import { literal } from '../../shared/sql/quote.ts';
import type { Engine } from '../engine/engine.ts';
import type { Fill } from './fill-down.ts';
import type { Candidate } from './inspect.ts';
import {
  appendChunk,
  createStaging,
  fieldsWithProblems,
  insertProblems,
  insertRowNotes,
  insertTotals,
} from './load-sql.ts';
import type { ReaderClient } from './read/client.ts';
import { encodeRows } from './read/csv-bytes.ts';
import type { Counts } from './read/select.ts';
import type { FieldColumn } from './recognise.ts';

// The steps of a load; each runs in the load's transaction.

export type Recognised = Candidate & { readonly recognition: NonNullable<Candidate['recognition']> };

interface Listeners {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Brings the rows that the reader gives into staging, as text. */
export async function fillStaging(
  tx: Engine,
  reader: ReaderClient,
  candidate: Recognised,
  { signal, onProgress }: Listeners,
): Promise<Counts> {
  const { recognition } = candidate;
  await tx.query(createStaging(recognition.columns));
  const onChunk = async (bytes: Uint8Array) => {
    signal?.throwIfAborted();
    await tx.putFile('chunk.csv', bytes);
    await tx.query(appendChunk('chunk.csv', recognition.columns));
    await tx.dropFile('chunk.csv');
  };
  const request = {
    sheet: candidate.sheetIndex,
    headerRow: recognition.headerRow,
    header: recognition.header,
    columns: recognition.columns.map((c) => c.position),
    width: recognition.width,
    text: candidate.sheet === null,
    ...(candidate.dataRow === undefined ? {} : { dataRow: candidate.dataRow }),
  };
  return reader.load(candidate.fileId, request, onChunk, signal, onProgress);
}

/** Keeps the values that are there and could not be read. */
export async function keepProblems(
  tx: Engine,
  d: Dataset,
  columns: readonly FieldColumn[],
  source: number,
): Promise<void> {
  const found = await tx.rows<{ field: string }>(fieldsWithProblems(d, columns, source));
  const affected = columns.filter((c) => found.some((f) => f.field === c.field));
  if (affected.length > 0) await tx.query(insertProblems(d, affected, source));
}

/** Keeps what the reader said of whole records. */
export async function keepRowNotes(tx: Engine, { rejected, notes }: Counts, source: number): Promise<void> {
  const all = [...rejected, ...notes].map((n) => ({ row: n.row, cells: [n.raw, n.reason] }));
  if (all.length === 0) return;
  await tx.putFile('notes.csv', encodeRows(all, [0, 1]));
  await tx.query(insertRowNotes('notes.csv', source));
  await tx.dropFile('notes.csv');
}

async function insertAll(
  tx: Engine,
  table: 'source_field' | 'source_fill',
  rows: readonly (readonly (string | number)[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map((row) => `(${row.map(literal).join(', ')})`);
  await tx.query(`INSERT INTO ${table} VALUES ${values.join(', ')}`);
}

/** Keeps which column fed which field, which cells were filled down, and the control totals. */
export async function keepBooks(
  tx: Engine,
  d: Dataset,
  columns: readonly FieldColumn[],
  fills: readonly Fill[],
  source: number,
): Promise<void> {
  const fields = columns.map((c) => [source, c.field, c.header, c.position]);
  await insertAll(tx, 'source_field', fields);
  await insertAll(
    tx,
    'source_fill',
    fills.map((f) => [source, f.field, f.cells]),
  );
  const totals = insertTotals(d, columns, source);
  if (totals) await tx.query(totals);
}
