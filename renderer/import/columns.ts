import type { Dataset, Field } from '../../shared/datasets/index.ts';
import { normaliseHeader } from './header-text.ts';

/** Which column of a sheet feeds which field. */
export interface FieldColumn {
  readonly field: string;
  /** The header as written; of a header of several rows what was read of them: `审核 / 开始日期`. */
  readonly header: string;
  /** 0-based column. */
  readonly position: number;
}

/** The header of one column. */
export interface Title {
  readonly written: string;
  /** What it may be called, normalised, the fullest name first: `审核开始日期`, `开始日期`. */
  readonly names: readonly string[];
}

/** Distances in metres must not be read as kilometres, so a unit in brackets is kept when it is one. */
const LENGTH_UNIT = /^(米|m|meter|metre)s?$/i;

/** The header without what stands in brackets, unless that is a unit that changes the value. */
function withoutBrackets(header: string): string {
  return header.replace(/[(【〔［[]([^()【】〔〕［\][]*)[)】〕］\]]/g, (whole, inside: string) =>
    LENGTH_UNIT.test(inside) ? whole : '',
  );
}

const SPELLINGS = new WeakMap<Field, readonly string[]>();

/** Kept, for they are looked up for every row of every sheet's head. */
function spellings(f: Field): readonly string[] {
  const known = SPELLINGS.get(f) ?? [f.zh, ...(f.headers ?? []), f.id].map(normaliseHeader);
  SPELLINGS.set(f, known);
  return known;
}

/** Columns by their name at this level; of several with one name the first. */
function columnsByName(
  names: readonly (string | undefined)[],
  taken: ReadonlySet<number>,
): Map<string, number> {
  const columns = new Map<string, number>();
  for (const [column, name] of names.entries())
    if (name && !taken.has(column) && !columns.has(name)) columns.set(name, column);
  return columns;
}

/** Fields for the titles of a header. A field takes the title that stands first in its list of spellings. */
export function mapTitles(d: Dataset, titles: readonly (Title | null)[]): FieldColumn[] {
  const depth = Math.max(0, ...titles.map((t) => t?.names.length ?? 0));
  const taken = new Set<number>();
  const found: FieldColumn[] = [];
  // The fullest names first, then shorter ones; at each level as written, then without remarks in brackets.
  for (let level = 0; level < depth; level++) {
    const written = titles.map((t) => t?.names[level]);
    for (const names of [written, written.map((name) => name && withoutBrackets(name))]) {
      const columns = columnsByName(names, taken);
      for (const f of d.fields) {
        if (found.some((c) => c.field === f.id)) continue;
        const name = spellings(f).find((s) => columns.has(s) && !taken.has(columns.get(s) as number));
        if (name === undefined) continue;
        const position = columns.get(name) as number;
        taken.add(position);
        found.push({ field: f.id, header: titles[position]?.written ?? '', position });
      }
    }
  }
  return found.sort((a, b) => a.position - b.position);
}

/** Fields for the headers of one row. */
export function mapColumns(d: Dataset, headers: readonly (string | null)[]): FieldColumn[] {
  return mapTitles(
    d,
    headers.map((header) => (header ? { written: header, names: [normaliseHeader(header)] } : null)),
  );
}
