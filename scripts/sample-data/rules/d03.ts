import { reported } from '../certificate-row.ts';
import { day, dayOf, iso } from '../days.ts';
import type { Visit } from '../records.ts';
import { established, newcomer, only, renewable, renewed } from '../setting.ts';
import { surveillance } from '../visit.ts';
import type { World } from '../world.ts';

/** D03 认证决定早于审核结束: decided before the last day on site. */
export function plantD03(world: World): void {
  const r = world.random('D03');
  const tooEarly = (visit: Visit, days: number) => {
    const row = only(visit.rows);
    row.decision_date = iso(dayOf(visit.to) - days);
    if (visit.kind === '03') Object.assign(row, reported(r, day(row.decision_date)));
    world.truth.lead({
      rule: 'D03',
      cert_no: row.cert_no,
      occurred_on: row.decision_date,
      note: `decided ${days} day(s) before the audit ended on ${row.audit_end}`,
    });
  };
  tooEarly(newcomer(world, r, ['A01'], day('2023-03-20'), { staff: 160 }), 2);
  tooEarly(newcomer(world, r, ['A01'], day('2024-05-13'), { staff: 110 }), 1);
  tooEarly(newcomer(world, r, ['A02'], day('2024-11-11'), { staff: 90 }), 3);
  tooEarly(newcomer(world, r, ['A01'], day('2026-01-12'), { staff: 75 }), 5);
  tooEarly(
    surveillance(world, r, established(world, r, ['A01'], day('2024-09-16')), {
      on: day('2024-09-16'),
      decideAfter: 5,
    }),
    2,
  );
  tooEarly(
    surveillance(world, r, established(world, r, ['A03'], day('2025-06-09')), {
      on: day('2025-06-09'),
      decideAfter: 5,
    }),
    4,
  );
  tooEarly(renewed(world, r, renewable(world, r, ['A01'], day('2025-03-17'), { staff: 55 })), 6);
  spare(world);
}

function spare(world: World): void {
  const r = world.random('D03 clean');
  const { truth } = world;

  // Quality was done a day before the environmental part ended; both rows carry the end of the whole visit.
  const both = newcomer(world, r, ['A01', 'A02'], day('2025-03-10'), { staff: 300, bound: false });
  const own = both.to - 2;
  for (const m of both.members) if (m.cert_no === both.rows[0]?.cert_no && m.to === both.to) m.to = own;
  const [row] = both.rows;
  const [plan] = both.plans;
  const [signed] = both.signIns;
  if (!row || !plan || !signed?.last_at || own < both.from) throw new Error('the visit is too short');
  plan.to = own;
  signed.last_at = signed.last_at.replace(/^\S+/, iso(dayOf(own)));
  row.decision_date = iso(dayOf(own));
  truth.clean(
    'D03',
    row.cert_no,
    'audit_end is that of the second scheme; the own team left on the day of the decision',
  );

  const visited = newcomer(world, r, ['A01'], day('2024-10-14'), { decideAfter: 9, issueAfter: 28 });
  only(visited.rows).audit_end = iso(dayOf(visited.to) + 24);
  truth.clean(
    'D03',
    only(visited.rows).cert_no,
    'audit_end is a follow-up visit; the team left before the decision',
  );

  for (const on of ['2024-07-15', '2025-09-22']) {
    const quick = newcomer(world, r, ['A01'], day(on), { staff: 8 });
    only(quick.rows).decision_date = iso(dayOf(quick.to));
    truth.clean(
      'D03',
      only(quick.rows).cert_no,
      'decided on the day the audit ended: half-day codes are no hours',
    );
  }
}
