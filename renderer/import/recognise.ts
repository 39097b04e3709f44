import { type Dataset, datasets, type Field } from '../../shared/datasets/index.ts';
import type { SourceRow } from './read/types.ts';

/** Which column of a sheet feeds which field. */
export interface FieldColumn {
  readonly field: string;
  /** The header as written. */
  readonly header: string;
  /** 0-based column. */
  readonly position: number;
}

export interface Recognition {
  readonly dataset: Dataset;
  /** Row of the header as a person sees it. */
  readonly headerRow: number;
  /** Its cells as written. */
  readonly header: readonly (string | null)[];
  /** Cells of the header up to its last non-empty one. */
  readonly width: number;
  readonly columns: readonly FieldColumn[];
  /** Headers no field of the dataset takes. */
  readonly unmapped: readonly string[];
  /** Share of the headers that were understood, 0–1. */
  readonly confidence: number;
}

/** Distances in metres must not be read as kilometres, so a unit in brackets is kept when it is one. */
const LENGTH_UNIT = /^(米|m|meter|metre)s?$/i;

/** `38.认证决定日期 *` → `认证决定日期`. */
export function normaliseHeader(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200d\ufeff]+/g, '')
    .replace(/^\d{1,3}[.、．,:：)]/, '')
    .replace(/[*＊:：]+$/, '')
    .toUpperCase();
}

/** The header without what stands in brackets, unless that is a unit that changes the value. */
function withoutBrackets(header: string): string {
  return header.replace(/\(([^()]*)\)/g, (whole, inside: string) => (LENGTH_UNIT.test(inside) ? whole : ''));
}

function spellings(f: Field): string[] {
  return [f.zh, ...(f.headers ?? []), f.id].map(normaliseHeader);
}

/** Fields for the headers of one row. A field takes the header that stands first in its list of spellings. */
export function mapColumns(d: Dataset, headers: readonly (string | null)[]): FieldColumn[] {
  const exact = headers.map((h) => (h ? normaliseHeader(h) : ''));
  const bare = exact.map(withoutBrackets);
  const taken = new Set<number>();
  const found: FieldColumn[] = [];
  for (const candidates of [exact, bare]) {
    for (const f of d.fields) {
      if (found.some((c) => c.field === f.id)) continue;
      const names = spellings(f);
      const position = names
        .map((name) => candidates.findIndex((c, i) => c === name && !taken.has(i)))
        .find((i) => i >= 0);
      if (position === undefined) continue;
      taken.add(position);
      found.push({ field: f.id, header: headers[position] ?? '', position });
    }
  }
  return found.sort((a, b) => a.position - b.position);
}

function recogniseRow(d: Dataset, row: SourceRow): Recognition | null {
  const columns = mapColumns(d, row.cells);
  const has = new Set(columns.map((c) => c.field));
  if (!d.signature.every((group) => group.some((f) => has.has(f)))) return null;
  const written = row.cells.flatMap((cell, i) => (cell?.trim() ? [{ text: cell.trim(), position: i }] : []));
  return {
    dataset: d,
    headerRow: row.row,
    header: row.cells,
    width: Math.max(...written.map((w) => w.position)) + 1,
    columns,
    unmapped: written.filter((w) => !columns.some((c) => c.position === w.position)).map((w) => w.text),
    confidence: columns.length / written.length,
  };
}

/**
 * The dataset a sheet holds, from its first rows: the header may stand below title lines. Null when no row
 * carries a dataset's signature.
 */
export function recognise(head: readonly SourceRow[]): Recognition | null {
  let best: Recognition | null = null;
  for (const row of head) {
    for (const d of datasets) {
      const found = recogniseRow(d, row);
      if (found && (!best || found.columns.length > best.columns.length)) best = found;
    }
  }
  return best;
}
