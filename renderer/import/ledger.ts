import type { Engine } from '../engine/engine.ts';
import type { Fill } from './fill-down.ts';

/** What the numbers or dates of one column come to. `min` and `max` as people write them; `sum` of numbers only. */
export interface ControlTotal {
  readonly field: string;
  /** Rows with a value that could be read, and the others. */
  readonly filled: number;
  readonly blank: number;
  readonly min: string | null;
  readonly max: string | null;
  readonly sum: number | null;
}

/** Control totals of a source, in the order of its columns. */
export function readTotals(engine: Engine, source: number): Promise<ControlTotal[]> {
  return engine.rows<ControlTotal>(
    `SELECT t.* EXCLUDE (source) FROM source_total AS t JOIN source_field AS f ON f.source = t.source AND f.field = t.field
     WHERE t.source = $source ORDER BY f.position`,
    { source },
  );
}

/** How many cells of which fields were filled down from merged cells. */
export function readFills(engine: Engine, source: number): Promise<Fill[]> {
  return engine.rows<Fill>('SELECT field, cells FROM source_fill WHERE source = $source ORDER BY field', {
    source,
  });
}
