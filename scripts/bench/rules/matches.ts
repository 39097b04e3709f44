import type { Engine } from '../../../renderer/engine/engine.ts';
import { derive } from '../../../renderer/rules/derive.ts';
import type { Match } from '../../sample-data/truth.ts';

/** How well plans were joined to the audits they announced. */
export interface Matched {
  readonly planned: number;
  /** Pairs that the matcher gives, those left to the analyst not counted. */
  readonly found: number;
  readonly right: number;
  /** Of the pairs found, those that a number joins. */
  readonly byNumber: number;
  /** Plans that several certificates fit as well. */
  readonly ambiguous: number;
  readonly precision: number;
  readonly recall: number;
  readonly wrong: readonly string[];
  readonly missed: readonly string[];
}

const name = (m: Match) => `${m.plan_no} → ${m.cert_no} ${m.audit_end}`;

/** Compares `plan_match` with which plan announced which audit: by plan, certificate and last day of the audit. */
export async function measureMatches(engine: Engine, truth: readonly Match[]): Promise<Matched> {
  const pairs = `SELECT m.plan_no, c.cert_no, '' AS activity, CAST(c.audit_end AS VARCHAR) AS audit_end, m.state
    FROM plan_match AS m JOIN certificate AS c ON c._source = m.audit_source AND c._row = m.audit_row`;
  await derive(engine, pairs);
  const all = await engine.rows<Match & { state: string }>(pairs);
  const found = new Set(all.filter((m) => m.state !== 'ambiguous').map(name));
  const planned = new Set(truth.map(name));
  const right = [...found].filter((pair) => planned.has(pair)).length;
  return {
    planned: planned.size,
    found: found.size,
    right,
    byNumber: new Set(all.filter((m) => m.state === 'exact').map(name)).size,
    ambiguous: new Set(all.filter((m) => m.state === 'ambiguous').map((m) => m.plan_no)).size,
    precision: found.size === 0 ? 1 : right / found.size,
    recall: planned.size === 0 ? 1 : right / planned.size,
    wrong: [...found].filter((pair) => !planned.has(pair)),
    missed: [...planned].filter((pair) => !found.has(pair)),
  };
}

/** `matcher: 3,046 plans with an audit, 3,040 pairs found (120 by number), precision 1.0000, recall 0.9980, 2 plans left to the analyst` */
export const matchLine = (m: Matched): string =>
  `matcher: ${m.planned.toLocaleString('en-US')} plans with an audit, ${m.found.toLocaleString('en-US')} pairs found (${m.byNumber} by number), precision ${m.precision.toFixed(4)}, recall ${m.recall.toFixed(4)}, ${m.ambiguous} plans left to the analyst`;
