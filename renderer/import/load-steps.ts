import type { Dataset } from '../../shared/datasets/index.ts';
import { literal } from '../../shared/sql/quote.ts';
import { storedTable } from '../../shared/sql/schema.ts';
import type { Engine } from '../engine/engine.ts';
import { feed } from '../engine/stored.ts';
import type { Candidate } from './candidate.ts';
import { type Fill, fillDown, mergesToFill } from './fill-down.ts';
import {
  appendChunk,
  countStaged,
  countTyped,
  createStaging,
  insertProblems,
  insertRowNotes,
  insertStretchProblems,
  insertTotals,
  insertTyped,
  mapped,
  STAGING,
  stageChunk,
  stretchRows,
  type Text,
} from './load-sql.ts';
import { withText } from './put-text.ts';
import type { ReaderClient } from './read/client.ts';
import { encodeRows } from './read/csv-bytes.ts';
import type { Chunk, StretchForm } from './read/protocol.ts';
import type { Counts } from './read/select.ts';
import type { FieldColumn } from './recognise.ts';

// The steps of a load; each runs in the load's transaction.

export type Recognised = Candidate & { readonly recognition: NonNullable<Candidate['recognition']> };

interface Listeners {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

type Counted = Readonly<Record<string, number>>;

/** Types what is in staging, and keeps what cannot be read. */
async function typeStaging(
  tx: Engine,
  { recognition }: Recognised,
  source: number,
  signal?: AbortSignal,
): Promise<void> {
  const { dataset, columns } = recognition;
  const [filled] = await tx.rows<Counted>(countStaged(columns), undefined, signal);
  if (!filled || filled._first === null) return;
  await tx.query(insertTyped(dataset, columns, source), undefined, signal);
  const staged = { source, first: filled._first ?? 0, last: filled._last ?? 0 };
  const [typed] = await tx.rows<Counted>(countTyped(dataset, columns, staged, true), undefined, signal);
  // Most columns lose nothing, and need not be looked at again.
  const suspect = columns.filter((c) => (filled[c.field] ?? 0) > (typed?.[c.field] ?? 0));
  if (suspect.length > 0) await tx.query(insertProblems(dataset, suspect, staged), undefined, signal);
}

/** Types a plain stretch of the file; the reader has counted its cells and knows which of them are simple. */
async function typeStretch(
  tx: Engine,
  { recognition }: Recognised,
  source: number,
  text: Text,
  { rows, form }: { readonly rows: number; readonly form: StretchForm },
  signal?: AbortSignal,
): Promise<void> {
  const { dataset, columns } = recognition;
  const simple = ({ position }: FieldColumn) => form.simple[position] === 1;
  const stretch = stretchRows(text, columns, form);
  await tx.query(insertTyped(dataset, columns, source, stretch, simple), undefined, signal);
  const first = form.firstRow;
  const last = first + rows - 1 + form.gaps.reduce((lines, [, more]) => lines + more, 0);
  const staged = { source, first, last };
  // What is odd amid the stretch is loaded behind it.
  const [typed] = await tx.rows<Counted>(countTyped(dataset, columns, staged, false), undefined, signal);
  const suspect = columns.filter((c) => (form.filled[c.position] ?? 0) > (typed?.[c.field] ?? 0));
  if (suspect.length > 0)
    await tx.query(insertStretchProblems(dataset, suspect, source, stretch), undefined, signal);
}

/** Has the reader give the rows; each chunk is a text for DuckDB while `take` deals with it. */
async function readChunks(
  tx: Engine,
  reader: ReaderClient,
  { recognition, dataRow, kind, fileId, sheetIndex }: Recognised,
  { signal, onProgress }: Listeners,
  take: (text: Text, chunk: Chunk) => Promise<unknown>,
): Promise<Counts> {
  const { dataset, columns, headerRow, header, width } = recognition;
  const text = kind === 'text';
  const onChunk = async (chunk: Chunk) => {
    signal?.throwIfAborted();
    await withText(tx, 'chunk.csv', chunk.bytes, (text) => take(text, chunk));
  };
  const request = {
    sheet: sheetIndex,
    headerRow,
    header,
    columns: columns.map((c) => c.position),
    width,
    text,
    ...(text && { types: mapped(dataset, columns).map((m) => m.field.type) }),
    ...(dataRow === undefined ? {} : { dataRow }),
  };
  const counted = await reader.load(fileId, request, onChunk, signal, onProgress);
  signal?.throwIfAborted();
  return counted;
}

/** Takes back what was typed of a source. */
async function takeBack(tx: Engine, { recognition }: Recognised, source: number): Promise<void> {
  await tx.query(`DELETE FROM ${storedTable(recognition.dataset)} WHERE "_source" = $source`, { source });
  await tx.query('DELETE FROM problem WHERE source = $source', { source });
}

/**
 * Brings the rows that the reader gives into the typed table, by way of staging, chunk by chunk, so that a file of any
 * size fits. A workbook says only at its end which cells were merged: one with any is read once more, and its rows wait
 * in a table until these are filled.
 */
export async function loadRows(
  tx: Engine,
  reader: ReaderClient,
  candidate: Recognised,
  source: number,
  listeners: Listeners,
): Promise<{ counted: Counts; fills: Fill[] }> {
  const { dataset, columns, headerRow } = candidate.recognition;
  const { signal } = listeners;
  await feed(
    tx,
    dataset,
    columns.map((c) => c.field),
  );
  const counted = await readChunks(tx, reader, candidate, listeners, async (text, { rows, form }) => {
    if (form) return typeStretch(tx, candidate, source, text, { rows, form }, signal);
    await tx.query(stageChunk(text, columns), undefined, signal);
    return typeStaging(tx, candidate, source, signal);
  });
  await tx.query(`DROP VIEW IF EXISTS ${STAGING}`);
  const merges = mergesToFill(columns, counted.merges, headerRow);
  if (merges.length === 0) return { counted, fills: [] };

  await takeBack(tx, candidate, source);
  await tx.query(createStaging(columns));
  await readChunks(tx, reader, candidate, listeners, (text) =>
    tx.query(appendChunk(text, columns), undefined, signal),
  );
  const fills = await fillDown(tx, columns, merges);
  await typeStaging(tx, candidate, source, signal);
  await tx.query(`DROP TABLE ${STAGING}`);
  return { counted, fills };
}

/** Keeps what the reader said of whole records. */
export async function keepRowNotes(tx: Engine, { rejected, notes }: Counts, source: number): Promise<void> {
  // The same is odd about a record that was loaded and one that was not; what became of them must be told apart.
  const said = notes.map((n) => ({ ...n, reason: n.reason === 'too-many-cells' ? 'extra-cells' : n.reason }));
  const all = [...rejected, ...said].map((n) => ({ row: n.row, cells: [n.raw, n.reason] }));
  if (all.length === 0) return;
  await withText(tx, 'notes.csv', encodeRows(all, [0, 1]), (text) => tx.query(insertRowNotes(text, source)));
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
