import { dataset } from '../../shared/datasets/index.ts';
import { ident } from '../../shared/sql/quote.ts';
import type { Engine } from '../engine/engine.ts';
import type { SourcedRow } from '../findings/lead.ts';
import type { FindingRow } from './finding-rows.ts';

/** The rows behind a lead, in the rule's order, and how many there are in all. */
export interface Evidence {
  readonly rows: readonly SourcedRow[];
  readonly total: number;
}

type Key = Pick<FindingRow, 'rule_code' | 'finding_id'>;

export const evidenceKey = (lead: Key): string => `${lead.rule_code}:${lead.finding_id}`;

interface Found extends Record<string, unknown> {
  readonly _key: string;
  readonly _n: number;
  readonly _total: number;
  readonly _file: string;
  readonly _sheet: string | null;
}

/** At most `limit` evidence rows of each lead: one statement per dataset, however many leads. */
export async function evidenceOf(
  engine: Engine,
  leads: readonly Key[],
  limit: number,
): Promise<Map<string, Evidence>> {
  const found = new Map<string, { n: number; total: number; row: SourcedRow }[]>();
  if (leads.length === 0) return new Map();
  const keys = leads.map(evidenceKey);
  const wanted = `SELECT *, concat(rule_code, ':', finding_id) AS key, row_number() OVER lead AS place, count(*) OVER (PARTITION BY rule_code, finding_id) AS total
    FROM evidence WHERE concat(rule_code, ':', finding_id) IN (SELECT unnest($keys))
    WINDOW lead AS (PARTITION BY rule_code, finding_id ORDER BY n)`;
  const used = await engine.rows<{ dataset: string }>(`SELECT DISTINCT dataset FROM (${wanted}) ORDER BY 1`, {
    keys,
  });
  for (const { dataset: id } of used) {
    const rows = await engine.rows<Found>(
      `SELECT e.key AS "_key", e.place AS "_n", e.total AS "_total", s.file AS "_file", s.sheet AS "_sheet", t.*
       FROM (${wanted}) e JOIN source s ON s.id = e.source
       JOIN ${ident(dataset(id).id)} t ON t."_source" = e.source AND t."_row" = e."row"
       WHERE e.dataset = $id AND e.place <= $limit`,
      { keys, id, limit },
    );
    for (const { _key, _n, _total, _file, _sheet, _row, _source, ...values } of rows) {
      const row = { dataset: id, file: _file, sheet: _sheet, row: Number(_row), values, proves: true };
      found.set(_key, [...(found.get(_key) ?? []), { n: _n, total: _total, row }]);
    }
  }
  return new Map(
    [...found].map(([key, entries]) => [
      key,
      {
        rows: entries.sort((a, b) => a.n - b.n).map((e) => e.row),
        total: entries[0]?.total ?? entries.length,
      },
    ]),
  );
}
