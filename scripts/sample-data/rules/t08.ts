import type { Scheme } from '../audit-time.ts';
import { day, dayOf, iso } from '../days.ts';
import type { Body, Person, TeamRow, Visit } from '../records.ts';
import { newcomer, only } from '../setting.ts';
import type { World } from '../world.ts';
import { tradeOf } from './t01.ts';

/** T08 两阶段审核间隔过短: calendar days from the end of stage 1 to stage 2; five for QMS from 2026 on, before that one. */
export function plantT08(world: World): void {
  const lead = (visit: Visit, note: string) => {
    world.truth.lead({
      rule: 'T08',
      cert_no: visit.rows[0]?.cert_no ?? '',
      occurred_on: iso(dayOf(visit.from)),
      note,
    });
  };
  lead(staged(world, '2026-01-13', 4), 'QMS in 2026: four days');
  lead(staged(world, '2026-01-27', 1), 'QMS in 2026: the next day');
  lead(
    staged(world, '2026-03-05', 3, ['A01', 'A02']),
    'QMS and EMS in 2026: three days, too few for QMS only',
  );
  lead(staged(world, '2024-05-21', 0), 'stage 1 in the morning, stage 2 in the afternoon of one day');
  lead(staged(world, '2025-07-08', 0), 'stage 1 in the morning, stage 2 in the afternoon of one day');
  lead(staged(world, '2025-03-18', -1), 'stage 2 began on the day before the second day of stage 1');
  spare(world);
}

/** An initial audit whose stage 2 begins on that day, so many days after the end of stage 1. */
function staged(world: World, on: string, gap: number, schemes: readonly Scheme[] = ['A01']): Visit {
  const r = world.random(`T08 ${on} ${schemes.join()}`);
  const start = day(on);
  const people = 2 * schemes.length;
  const idle = (b: Body) =>
    b.auditors.filter((p) => world.isFree(p, 2 * (start - Math.max(gap, 1)), 2 * start + 3));
  const body = world.someBody(r, undefined, (b) => !b.reportsTotal && idle(b).length > people, schemes);
  const [spare, ...team] = r.sample(idle(body), people + 1) as [Person, ...Person[]];
  // The same day: a morning for stage 1, and stage 2 from the afternoon on.
  const slot = { from: 2 * start + (gap === 0 ? 1 : 0), to: 2 * start + 3, team };
  const end = gap === 0 ? 2 * start : 2 * (start - gap) + 1;
  const begin = gap === 0 ? end : gap < 0 ? end - 5 : end - 1;
  // Somebody else holds what is left of stage 1 while stage 2 has begun.
  const holder = gap < 0 ? spare : (team[0] as Person);
  for (const p of team) world.occupy(p, slot.from, slot.to);
  world.occupy(holder, begin, end);
  const mandays = schemes.length === 1 ? [4] : [4, 4.5];
  const visit = newcomer(world, r, schemes, start, {
    body,
    staff: 40,
    trade: tradeOf('金属制品'),
    mandays,
    decideAfter: 5,
    slot,
  });
  const { name: auditor_name, id: auditor_id, regNo: reg_no } = holder;
  for (const m of stageOne(visit))
    Object.assign(m, { from: begin, to: end, auditor_name, auditor_id, reg_no });
  for (const row of visit.rows) row.audit_start = iso(dayOf(begin));
  return visit;
}

const stageOne = (visit: Visit): TeamRow[] => visit.members.filter((m) => m.stage_code === '0101');

function spare(world: World): void {
  const clean = (visit: Visit, why: string) => world.truth.clean('T08', visit.rows[0]?.cert_no ?? '', why);

  clean(staged(world, '2026-02-03', 5), 'boundary: QMS in 2026, five days');
  clean(staged(world, '2025-10-21', 1), 'before 2026, back to back');
  clean(staged(world, '2026-01-20', 1, ['A02']), 'EMS in 2026, back to back');
  clean(staged(world, '2026-01-04', 4), 'stage 1 in 2025, stage 2 in 2026: the old rule');
  clean(staged(world, '2026-01-20', 1, ['A03']), 'OHSMS in 2026, back to back');

  const once = newcomer(world, world.random('T08 once'), ['A01', 'A02'], day('2026-02-10'), {
    decideAfter: 5,
  });
  const kept = once.members.filter((m) => m.stage_code !== '0101' || m.cert_no === once.rows[0]?.cert_no);
  once.members.splice(0, Infinity, ...kept);
  clean(once, 'stage 1 reported for one of the two certificates');

  const dated = newcomer(world, world.random('T08 dated'), ['A01'], day('2026-01-15'), { decideAfter: 5 });
  for (const m of stageOne(dated)) Object.assign(m, { from: dated.to, to: dated.to });
  only(dated.rows).audit_start = iso(dayOf(dated.from));
  world.truth.open('T08', only(dated.rows).cert_no, 'stage 1 dated by its report, after stage 2 began');

  const missing = newcomer(world, world.random('T08 missing'), ['A01'], day('2025-05-13'));
  missing.members.splice(0, Infinity, ...missing.members.filter((m) => m.stage_code !== '0101'));
  world.truth.open('T08', only(missing.rows).cert_no, 'no stage 1 in the team sheet');
}
