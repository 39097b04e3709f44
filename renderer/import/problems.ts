import type { Engine } from '../engine/engine.ts';

/** A row of the `problem` table; without a field it is about the whole record. */
export interface Problem {
  readonly row: number;
  readonly header: string | null;
  readonly field: string | null;
  readonly raw: string | null;
  readonly reason: string;
}

/** A column of a source, by its header, and the field it fed. */
export interface SourceField {
  readonly field: string;
  readonly header: string;
}

/** Which column fed which field, in the order of the columns. */
export function readSourceFields(engine: Engine, source: number): Promise<SourceField[]> {
  return engine.rows<SourceField>(
    'SELECT field, header FROM source_field WHERE source = $source ORDER BY position',
    { source },
  );
}
