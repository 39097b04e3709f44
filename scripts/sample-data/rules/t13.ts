import type { Scheme } from '../audit-time.ts';
import { day, dayOf, iso } from '../days.ts';
import { planFor } from '../plan-row.ts';
import type { Person, PlanRow, Visit } from '../records.ts';
import { renewable } from '../setting.ts';
import { signIn } from '../sign-ins.ts';
import { recertification } from '../visit.ts';
import type { World } from '../world.ts';

/** T13 再认证采用远程审核: QMS from 2026 on. */
export function plantT13(world: World): void {
  const lead = (visit: Visit, note: string) => {
    const [plan] = visit.plans as [PlanRow];
    world.truth.lead({ rule: 'T13', plan_no: plan.plan_no, occurred_on: iso(dayOf(plan.from)), note });
  };
  for (const on of ['2026-01-06', '2026-01-20', '2026-02-04', '2026-03-03'])
    lead(renewed(world, on), 'QMS recertification in 2026, remote');
  lead(
    renewed(world, '2026-01-27', ['A01', 'A02']),
    'QMS and EMS recertified remotely: a lead for the QMS plan',
  );
  spare(world);
}

/** A recertification that begins about that day. */
function renewed(
  world: World,
  on: string,
  schemes: readonly Scheme[] = ['A01'],
  mode: PlanRow['audit_mode'] = 'FS02',
): Visit {
  const r = world.random(`T13 ${on} ${schemes.join()} ${mode}`);
  const old = renewable(world, r, schemes, day(on));
  return recertification(world, r, old, { on: day(on), mode, decideAfter: 5, bound: false });
}

function spare(world: World): void {
  const r = world.random('T13 clean');
  const clean = (visit: Visit, why: string) => world.truth.clean('T13', visit.plans[0]?.plan_no ?? '', why);

  clean(renewed(world, '2026-02-10', ['A01'], 'FS03'), 'QMS recertification in 2026, partly remote');
  clean(renewed(world, '2026-01-13', ['A02']), 'EMS: its clause is not verified');
  clean(renewed(world, '2025-12-01'), 'QMS, before the rule');

  const present = renewed(world, '2026-01-08', ['A01'], 'FS01');
  const papers = planFor(world, r, { ...present, to: present.from }, 'A01', 'FS02');
  present.plans.push(papers);
  present.signIns.push(signIn(r, papers, present.team[0] as Person));
  world.truth.clean('T13', papers.plan_no, 'documents were seen remotely; the plan of the audit is on site');

  const changed = renewed(world, '2026-01-15');
  for (const row of changed.signIns) row.audit_mode = 'FS01';
  clean(changed, 'the sign-ins say on site: the mode was changed after the plan');

  const visit = renewed(world, '2026-02-06', ['A01'], 'FS01');
  const from = visit.from - 14;
  const called = planFor(world, r, { ...visit, from, to: visit.to - 14 }, 'A01', 'FS02');
  called.cancelled = true;
  world.extraPlans.push(called);
  world.truth.clean('T13', called.plan_no, 'the remote plan was cancelled, and the audit held on site');
}
