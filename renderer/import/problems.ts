import type { Engine } from '../engine/engine.ts';

export interface Problem {
  readonly row: number;
  readonly header: string | null;
  readonly field: string | null;
  readonly raw: string | null;
  readonly reason: string;
}

export interface SourceField {
  readonly field: string;
  readonly header: string;
}

/** The first problems of a source; the count of all stands in `source.problems`. */
export function readProblems(engine: Engine, source: number, limit = 500): Promise<Problem[]> {
  return engine.rows<Problem>(
    'SELECT "row", header, field, raw, reason FROM problem WHERE source = $source ORDER BY "row", header LIMIT $limit',
    { source, limit },
  );
}

export function readSourceFields(engine: Engine, source: number): Promise<SourceField[]> {
  return engine.rows<SourceField>(
    'SELECT field, header FROM source_field WHERE source = $source ORDER BY position',
    { source },
  );
}
