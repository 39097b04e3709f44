import { localNow } from '../../../shared/clock.ts';
import { type Band, type BandFault, bandFault } from '../../../shared/reference/audit-time-bands.ts';
import { isRegulationValue, regulationKind } from '../../../shared/reference/regulation-value.ts';
import type { Engine } from '../../engine/engine.ts';
import { overlayRegulation, regulationKey } from '../../engine/regulation.ts';
import { readBands, versionsOf } from './audit-time.ts';

/** A row of the regulation table as it counts now. Days as `2026-01-01`; a value of null is a slot. */
export interface RegulationRow {
  readonly regulation: string;
  readonly scheme: string;
  readonly parameter: string;
  readonly value: string | null;
  readonly valid_from: string | null;
  readonly valid_to: string | null;
  readonly source: string;
  readonly status: 'verified' | 'recall' | 'unverified';
}

/** The same with its name and whether the analyst has changed or added it. */
export interface ListedRow extends RegulationRow {
  readonly row_key: string;
  readonly edited: boolean;
}

/** A row of `regulation_edit`: who changed what, when and why. Nothing is deleted. */
export interface RegulationEdit extends RegulationRow {
  readonly id: number;
  readonly row_key: string;
  /** Value and dates before, in words; null for a row that was added. */
  readonly before: string | null;
  readonly reason: string;
  readonly author: string;
  readonly edited_at: string;
  readonly undone_at: string | null;
  readonly undone_by: string | null;
}

/** What is wrong with an edit, as a key of the texts; null when nothing is. */
export type EditFault = 'value' | 'bands' | 'dates' | 'reason' | 'author' | 'source';

/** @param bands of all audit-time tables: a version is put in force only when it makes sense for the row's scheme */
export function faultOf(
  row: RegulationRow & { readonly reason: string; readonly author: string },
  bands: readonly Band[],
): EditFault | null {
  if (!isRegulationValue(row.parameter, row.value, versionsOf(bands))) return 'value';
  if (tableFault(row, bands)) return 'bands';
  if (row.valid_from !== null && row.valid_to !== null && row.valid_from > row.valid_to) return 'dates';
  if (row.source.trim() === '') return 'source';
  if (row.reason.trim() === '') return 'reason';
  if (row.author.trim() === '') return 'author';
  return null;
}

/** What is wrong with the audit-time table that a row names; null for a row of any other kind. */
export function tableFault(
  { parameter, value, scheme }: Pick<RegulationRow, 'parameter' | 'value' | 'scheme'>,
  bands: readonly Band[],
): BandFault | null {
  if (value === null || regulationKind(parameter) !== 'table') return null;
  return bandFault(bands, value, scheme);
}

export function readRegulation(engine: Engine): Promise<ListedRow[]> {
  return engine.rows<ListedRow>(
    `SELECT r.*, e.row_key IS NOT NULL AS edited, coalesce(e.row_key, ${regulationKey('r')}) AS row_key
     FROM ref_regulation AS r
     LEFT JOIN (SELECT * FROM regulation_edit WHERE undone_at IS NULL QUALIFY row_number() OVER (PARTITION BY row_key ORDER BY id DESC) = 1) AS e
       ON e.parameter = r.parameter AND e.scheme = r.scheme AND e.regulation = r.regulation AND e.valid_from IS NOT DISTINCT FROM r.valid_from
     ORDER BY r.parameter, r.scheme, r.valid_from NULLS FIRST`,
  );
}

export function readEdits(engine: Engine): Promise<RegulationEdit[]> {
  return engine.rows<RegulationEdit>('SELECT * FROM regulation_edit ORDER BY id DESC');
}

async function overlay(engine: Engine): Promise<void> {
  await engine.transaction(async (tx) => {
    for (const statement of overlayRegulation()) await tx.query(statement);
  });
}

/**
 * Records an edit and lets it count from now on.
 * @param key the row's name; null adds a row
 * @throws Error with the fault's name when the edit makes no sense
 */
export async function editRegulation(
  engine: Engine,
  key: string | null,
  row: RegulationRow & { readonly reason: string; readonly author: string },
): Promise<void> {
  const fault = faultOf(row, await readBands(engine));
  if (fault) throw new Error(fault);
  const before = (await readRegulation(engine)).find((r) => r.row_key === key);
  const { regulation, scheme, parameter, value, valid_from, valid_to, source, status } = row;
  await engine.query(
    `INSERT INTO regulation_edit SELECT coalesce(max(id), 0) + 1, coalesce($key, 'new:' || (coalesce(max(id), 0) + 1)), $regulation, $scheme,
       $parameter, $value, CAST($valid_from AS DATE), CAST($valid_to AS DATE), $source, $status, $before, $reason, $author,
       CAST($now AS TIMESTAMP), NULL, NULL FROM regulation_edit`,
    {
      key,
      regulation: regulation.trim(),
      scheme,
      parameter,
      value,
      valid_from,
      valid_to,
      source: source.trim(),
      status,
      before: before ? inWords(before) : null,
      reason: row.reason.trim(),
      author: row.author.trim(),
      now: localNow(),
    },
  );
  await overlay(engine);
}

/** `12 (2026-01-01 –)` */
export const inWords = ({ value, valid_from, valid_to }: RegulationRow): string =>
  `${value ?? '—'} (${valid_from ?? ''} – ${valid_to ?? ''})`;

/** Takes an edit back; it stays in the list. What was there before counts again. */
export async function undoEdit(engine: Engine, id: number, author: string): Promise<void> {
  await engine.query(
    'UPDATE regulation_edit SET undone_at = CAST($now AS TIMESTAMP), undone_by = $author WHERE id = $id AND undone_at IS NULL',
    { id, author: author.trim(), now: localNow() },
  );
  await overlay(engine);
}

/** When the table was last changed; null when it is as shipped. */
export async function editedSince(engine: Engine): Promise<string | null> {
  const [row] = await engine.rows<{ at: string | null }>(
    'SELECT max(greatest(edited_at, coalesce(undone_at, edited_at))) AS at FROM regulation_edit',
  );
  return row?.at ?? null;
}
