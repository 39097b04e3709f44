import { localNow } from '../../shared/clock.ts';
import type { Engine } from '../engine/engine.ts';
import type { Source } from './load.ts';
import type { FieldColumn } from './recognise.ts';

/** How an analyst said that a header is to be read; applied again to the next file that has it. */
export interface Mapping {
  readonly fingerprint: string;
  /** Id of the dataset. */
  readonly dataset: string;
  /** Rows as a person counts them. */
  readonly header_row: number;
  readonly data_row: number | null;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly quote: string | null;
  readonly columns: readonly FieldColumn[];
  readonly saved_at: string;
}

type Row = Omit<Mapping, 'columns'> & { readonly columns: string };

const read = (row: Row): Mapping => ({ ...row, columns: JSON.parse(row.columns) as FieldColumn[] });

/** Remembers a mapping; an earlier one of the same fingerprint is replaced. */
export async function saveMapping(engine: Engine, mapping: Omit<Mapping, 'saved_at'>): Promise<void> {
  await engine.query(
    `INSERT OR REPLACE INTO mapping (fingerprint, dataset, header_row, data_row, encoding, delimiter, quote, columns, saved_at)
     VALUES ($fingerprint, $dataset, $header_row, $data_row, $encoding, $delimiter, $quote, $columns, $saved_at)`,
    { ...mapping, columns: JSON.stringify(mapping.columns), saved_at: localNow() },
  );
}

/** The mapping of this fingerprint, or null. */
export async function findMapping(engine: Engine, fingerprint: string): Promise<Mapping | null> {
  const [row] = await engine.rows<Row>('SELECT * FROM mapping WHERE fingerprint = $fingerprint', {
    fingerprint,
  });
  return row ? read(row) : null;
}

/** All remembered mappings, the latest first. */
export async function listMappings(engine: Engine): Promise<Mapping[]> {
  const rows = await engine.rows<Row>('SELECT * FROM mapping ORDER BY saved_at DESC, fingerprint');
  return rows.map(read);
}

export async function forgetMapping(engine: Engine, fingerprint: string): Promise<void> {
  await engine.query('DELETE FROM mapping WHERE fingerprint = $fingerprint', { fingerprint });
}

/** Sources of the dataset that came with this very header, the latest first: the same report of other months. */
export function relatedSources(engine: Engine, dataset: string, fingerprint: string): Promise<Source[]> {
  return engine.rows<Source>(
    'SELECT * FROM source WHERE dataset = $dataset AND fingerprint = $fingerprint ORDER BY id DESC',
    { dataset, fingerprint },
  );
}
