import { type Dataset, dataset } from '../../shared/datasets/index.ts';
import { ident, literal } from '../../shared/sql/quote.ts';
import type { Engine } from '../engine/engine.ts';
import { compare, FOUND, idList, isKeyed } from './compare.ts';

export type ChangeKind = 'new' | 'gone' | 'changed';

/** One key that a newer export has gained, lost or says something else about. */
export interface Change {
  readonly kind: ChangeKind;
  /** The key's parts as text, between ` · `. */
  readonly key: string;
  /** First row with the key in the newer source; null for what is gone. */
  readonly row: number | null;
  /** Where the key stood before; null for what is new. */
  readonly old_source: number | null;
  readonly old_row: number | null;
  /** Ids of the fields that differ. */
  readonly fields: readonly string[];
}

/** An older source that was compared with. A replaced one is in the workspace no more. */
export interface Against {
  readonly id: number;
  readonly file: string;
  readonly sheet: string | null;
  readonly replaced: boolean;
}

/** Keys, not rows. `against` is empty when there was nothing older. */
export interface ChangeCounts {
  readonly new: number;
  readonly gone: number;
  readonly changed: number;
  /** Rows of the newer source that lack a part of the key, and so could not be compared. */
  readonly unkeyed: number;
  readonly against: readonly Against[];
}

/**
 * Notes for good how a source differs from those it replaces, before they are taken out. Runs in the caller's
 * transaction; `older` are of the same dataset and still there.
 */
export async function recordChanges(
  tx: Engine,
  d: Dataset,
  source: number,
  older: readonly number[],
): Promise<void> {
  if (older.length === 0) return;
  await compare(tx, d, source, older);
  await tx.query(`INSERT INTO source_change SELECT $source, * FROM ${FOUND}`, { source });
  await tx.query(
    `INSERT INTO source_against SELECT $source, id, file, sheet FROM source WHERE id IN (${idList(older)})`,
    { source },
  );
  await tx.query(`DROP TABLE ${FOUND}`);
}

/**
 * Runs `read` on the table that holds the changes of a source: as recorded when it replaced others, else found
 * now by a comparison with the older sources of its dataset, which are still there.
 */
function withChanges<T>(
  engine: Engine,
  source: number,
  read: (tx: Engine, from: string, against: readonly Against[]) => Promise<T>,
): Promise<T> {
  return engine.transaction(async (tx) => {
    const recorded = await tx.rows<Omit<Against, 'replaced'>>(
      'SELECT old_source AS id, file, sheet FROM source_against WHERE source = $source ORDER BY old_source',
      { source },
    );
    if (recorded.length > 0) {
      const from = `(SELECT * EXCLUDE (source) FROM source_change WHERE source = ${literal(source)})`;
      return read(
        tx,
        from,
        recorded.map((r) => ({ ...r, replaced: true })),
      );
    }
    const older = await tx.rows<Omit<Against, 'replaced'> & { dataset: string }>(
      `SELECT o.id, o.file, o.sheet, o.dataset FROM source AS s JOIN source AS o ON o.dataset = s.dataset AND o.id < s.id
       WHERE s.id = $source ORDER BY o.id`,
      { source },
    );
    const of = older[0]?.dataset;
    if (of === undefined) return read(tx, `(SELECT * EXCLUDE (source) FROM source_change LIMIT 0)`, []);
    await compare(
      tx,
      dataset(of),
      source,
      older.map((o) => o.id),
    );
    const result = await read(
      tx,
      FOUND,
      older.map(({ id, file, sheet }) => ({ id, file, sheet, replaced: false })),
    );
    await tx.query(`DROP TABLE ${FOUND}`);
    return result;
  });
}

async function countChanges(
  tx: Engine,
  source: number,
  from: string,
  against: readonly Against[],
): Promise<ChangeCounts> {
  const none = { new: 0, gone: 0, changed: 0, unkeyed: 0, against };
  if (against.length === 0) return none;
  const [counts] = await tx.rows<Pick<ChangeCounts, 'new' | 'gone' | 'changed'>>(
    `SELECT count(*) FILTER (kind = 'new') AS "new", count(*) FILTER (kind = 'gone') AS gone, count(*) FILTER (kind = 'changed') AS changed FROM ${from}`,
  );
  const [of] = await tx.rows<{ dataset: string }>('SELECT dataset FROM source WHERE id = $source', {
    source,
  });
  const d = dataset(of?.dataset ?? '');
  const [lacking] = await tx.rows<{ n: number }>(
    `SELECT count(*) AS n FROM ${ident(d.id)} WHERE "_source" = ${literal(source)} AND NOT (${isKeyed(d)})`,
  );
  return { ...none, ...counts, unkeyed: lacking?.n ?? 0 };
}

/**
 * How a source differs from older ones: how many keys are new, gone or changed, and the first of them, of one kind
 * or of all, in the order of its rows; what is gone comes last.
 */
export function readChanges(
  engine: Engine,
  source: number,
  { kind, limit = 500 }: { readonly kind?: ChangeKind; readonly limit?: number } = {},
): Promise<{ readonly counts: ChangeCounts; readonly changes: Change[] }> {
  return withChanges(engine, source, async (tx, from, against) => ({
    counts: await countChanges(tx, source, from, against),
    changes: await tx.rows<Change>(
      `SELECT * FROM ${from} ${kind ? `WHERE kind = ${literal(kind)}` : ''} ORDER BY "row" NULLS LAST, old_source, old_row, key LIMIT ${literal(limit)}`,
    ),
  }));
}
