import type { GridSource } from '../components/grid/types.ts';
import { openSession } from '../engine/session.ts';
import { openWindow } from '../engine/window.ts';
import type { Lead } from './lead.ts';

/** The order leads are read in before the analyst chooses another. */
const READING_ORDER = [
  { column: 'severity_rank' },
  { column: 'rule_code' },
  { column: 'occurred_on', descending: true },
];

/** Windows over the findings of one rule, or of all. */
export function leadSource(rule: string | null, verdict: Lead['verdict']): GridSource {
  const where = {
    sql: 'verdict = $verdict AND ($rule IS NULL OR rule_code = $rule)',
    params: { verdict, rule },
  };
  return {
    async open(sort, filters) {
      return openWindow(await openSession(), {
        table: 'finding',
        select: {
          severity_rank: { sql: "list_position(['高', '中', '低'], severity)" },
          whitelist_reason: { sql: '(SELECT reason FROM whitelist AS w WHERE w.id = suppressed_by)' },
        },
        where,
        sort: sort.length > 0 ? sort : READING_ORDER,
        filters,
      });
    },
  };
}
