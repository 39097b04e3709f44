import { day, iso, workday } from '../days.ts';
import { decision } from '../ordinary-records.ts';
import type { DecisionRow, Visit } from '../records.ts';
import { established, newcomer, only, renewable, renewed } from '../setting.ts';
import { surveillance } from '../visit.ts';
import type { World } from '../world.ts';

/** D09 不符合未关闭即作决定: a major nonconformity without a closing date, or closed after the decision. */
export function plantD09(world: World): void {
  const r = world.random('D09');
  const { truth } = world;
  const open = (visit: Visit, days: number | null, changes: Partial<DecisionRow> = {}) => {
    const made = visit.rows.map((row, i) =>
      decision(world, r, visit, i, {
        nc_major: 1,
        nc_closed_on: closing(row.decision_date, days),
        ...changes,
      }),
    );
    truth.lead({
      rule: 'D09',
      cert_no: made
        .map((d) => d.cert_no)
        .sort()
        .join('; '),
      occurred_on: made[0]?.decision_date ?? '',
      note: days === null ? 'never closed' : `closed ${days} day(s) after the decision`,
    });
  };

  open(newcomer(world, r, ['A01'], day('2025-03-10')), 7);
  open(newcomer(world, r, ['A02'], day('2025-05-26')), 1);
  open(newcomer(world, r, ['A01'], day('2025-08-18')), null, { nc_major: 2 });
  open(renewed(world, r, renewable(world, r, ['A01'], day('2025-06-30'))), 20);
  const due = day('2025-09-15');
  open(surveillance(world, r, established(world, r, ['A03'], due), { on: due }), 12);
  open(newcomer(world, r, ['A01', 'A02'], day('2025-10-13')), 9);

  const extended = newcomer(world, r, ['A01'], day('2025-04-07'));
  decision(world, r, extended);
  const later = iso(workday(day(only(extended.rows).decision_date ?? '') + 60));
  open(extended, null, { decision_type: '扩大', decision_date: later, nc_closed_on: iso(day(later) + 3) });

  spare(world);
}

const closing = (decided: string | null, days: number | null) =>
  decided === null || days === null ? null : iso(day(decided) + days);

function spare(world: World): void {
  const r = world.random('D09 clean');
  const { truth } = world;
  const record = (on: string, why: string, changes: Partial<DecisionRow>, closed: number | null = null) => {
    const visit = newcomer(world, r, ['A01'], day(on));
    const { cert_no, decision_date } = only(visit.rows);
    decision(world, r, visit, 0, { nc_closed_on: closing(decision_date, closed), ...changes });
    truth.clean('D09', cert_no, why);
    return visit;
  };
  record('2025-03-31', 'boundary: closed on the day of the decision', { nc_major: 1 }, 0);
  record('2025-06-09', 'minor ones only, accepted on a plan', { nc_major: 0, nc_minor: 4 });
  const kept = record('2025-01-13', 'the decision was to suspend', { nc_major: 0 });
  const suspended = iso(workday(day(only(kept.rows).decision_date ?? '') + 90));
  decision(world, r, kept, 0, {
    decision_type: '暂停',
    decision_date: suspended,
    nc_major: 1,
    nc_closed_on: null,
  });
  decision(world, r, kept, 0, {
    decision_type: '恢复',
    decision_date: iso(workday(day(suspended) + 30)),
    nc_major: 1,
    nc_closed_on: iso(day(suspended) + 20),
  });

  const unknown = newcomer(world, r, ['A01'], day('2025-07-14'));
  decision(world, r, unknown, 0, { nc_major: null, nc_closed_on: null });
  truth.open('D09', only(unknown.rows).cert_no, 'the number of major nonconformities is not given');
  const unsaid = newcomer(world, r, ['A01'], day('2025-09-01'));
  const { decision_date } = only(unsaid.rows);
  decision(world, r, unsaid, 0, {
    decision_type: '通过',
    nc_major: 1,
    nc_closed_on: closing(decision_date, 5),
  });
  truth.open('D09', only(unsaid.rows).cert_no, 'what was decided is not said');
}
