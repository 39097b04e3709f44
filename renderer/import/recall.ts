import type { Engine } from '../engine/engine.ts';
import { type Candidate, readAs, withColumns } from './candidate.ts';
import type { Listeners } from './inspect.ts';
import { twinsOf } from './load.ts';
import { findMapping, relatedSources, saveMapping } from './mappings.ts';
import type { ReaderClient } from './read/client.ts';
import { headerFingerprint } from './recognise.ts';
import { readShares } from './shares.ts';

/** The mapping that was used for this header before, so that next month's export goes in with one press. */
async function remembered(engine: Engine, c: Candidate): Promise<Candidate> {
  if (!c.recognition) return c;
  const known = await findMapping(engine, headerFingerprint(c.recognition.header));
  if (!known) return c;
  const { headerRow } = c.recognition;
  const read = readAs(c, { dataset: known.dataset, headerRow });
  if (!read.recognition) return c;
  const mapped = withColumns(read, read.recognition, [...known.columns]);
  // As far below the header as it was then, wherever the header stands now.
  const dataRow = known.data_row === null ? undefined : headerRow + known.data_row - known.header_row;
  return { ...mapped, dataRow, remembered: true };
}

/** Keeps how a sheet was read, for the next export with this header. */
export async function remember(engine: Engine, c: Candidate): Promise<void> {
  if (!c.recognition) return;
  const { dataset, header, headerRow, columns } = c.recognition;
  await saveMapping(engine, {
    fingerprint: headerFingerprint(header),
    dataset: dataset.id,
    header_row: headerRow,
    data_row: c.dataRow ?? null,
    encoding: c.dialect?.encoding ?? null,
    delimiter: c.dialect?.delimiter ?? null,
    quote: c.dialect?.quote ?? null,
    columns: [...columns],
  });
}

/** How well the sampled values read as the fields they are mapped to. */
async function withShares(engine: Engine, c: Candidate): Promise<Candidate> {
  if (!c.recognition) return { ...c, shares: new Map() };
  const { dataset, columns, headerRow } = c.recognition;
  const rows = c.head.filter((r) => r.row >= (c.dataRow ?? headerRow + 1));
  return { ...c, shares: await readShares(engine, dataset, columns, rows) };
}

/** What the workspace knows of the sheet already: the same bytes, the same report of another month. */
async function withRelations(
  engine: Engine,
  reader: ReaderClient,
  c: Candidate,
  { signal, onProgress }: Listeners = {},
): Promise<Candidate> {
  if (!c.recognition) return { ...c, twin: null, related: [], replaces: [] };
  const { recognition } = c;
  const { dataset, header } = recognition;
  const [twin = null] = await twinsOf(engine, reader, { ...c, recognition }, signal, onProgress);
  const earlier = await relatedSources(engine, dataset.id, headerFingerprint(header));
  const related = earlier.filter((s) => s.id !== twin?.id);
  const replaces = [...(twin ? [twin] : []), ...related].map((s) => s.id);
  return { ...c, twin, related, replaces, fate: twin ? 'skip' : 'add' };
}

/** A sheet just looked at, with what the workspace remembers and knows of it. */
export async function recall(
  engine: Engine,
  reader: ReaderClient,
  c: Candidate,
  listeners?: Listeners,
): Promise<Candidate> {
  const mapped = await withShares(engine, await remembered(engine, c));
  return c.fileId < 0 ? mapped : withRelations(engine, reader, mapped, listeners);
}

/** After a change by the analyst: the memory has had its say, the relations may be others. */
export async function reconsider(engine: Engine, reader: ReaderClient, c: Candidate): Promise<Candidate> {
  const known = await withRelations(engine, reader, await withShares(engine, c));
  // The analyst's choice stands, as long as it is about the same data.
  return known.twin?.id === c.twin?.id && c.fate !== 'add'
    ? { ...known, fate: c.fate, replaces: c.replaces }
    : known;
}
