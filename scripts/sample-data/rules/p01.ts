import type { Scheme } from '../audit-time.ts';
import { day, dayOf, iso, morning } from '../days.ts';
import { planFor } from '../plan-row.ts';
import { cancelled } from '../population.ts';
import type { PlanRow, Visit } from '../records.ts';
import { established, newcomer, only } from '../setting.ts';
import { explain, leaveOut } from '../sign-ins.ts';
import { surveillance } from '../visit.ts';
import { LAST_DAY, type World } from '../world.ts';

/** P01 未签到或签到不完整: the audit is over, not called off, and one of the two sign-ins is missing. */
export function plantP01(world: World): void {
  const r = world.random('P01');
  const lead = (plan: PlanRow, note: string) =>
    world.truth.lead({ rule: 'P01', plan_no: plan.plan_no, occurred_on: iso(dayOf(plan.to)), note });
  const seen = (on: string, wish: { mode?: PlanRow['audit_mode'] } = {}) =>
    surveillance(world, r, established(world, r, ['A01'], day(on)), { on: day(on), ...wish });

  const nobody = [
    seen('2024-05-20'),
    seen('2024-12-16'),
    seen('2026-01-19'),
    seen('2025-03-24', { mode: 'FS02' }),
  ];
  nobody.push(newcomer(world, r, ['A03'], day('2022-11-07'), { archived: true }));
  for (const visit of nobody) {
    visit.signIns.length = 0;
    const plan = only(visit.plans);
    lead(
      plan,
      plan.audit_mode === 'FS02' ? 'remote audit after 2022-10 without any sign-in' : 'no sign-in at all',
    );
  }
  for (const [on, which] of [
    ['2024-03-18', 'last'],
    ['2024-10-21', 'last'],
    ['2025-09-08', 'last'],
    ['2024-07-22', 'first'],
    ['2025-12-01', 'first'],
  ] as const) {
    const visit = seen(on);
    leaveOut(only(visit.signIns), only(visit.plans), which);
    lead(only(visit.plans), `${which === 'first' ? 'opening' : 'closing'} sign-in missing`);
  }

  const unreadable = lonePlan(world, '2025-06-23', 'A01', 'FS01');
  world.spoil(unreadable, 'plan_end', '2025-06-31 17:00');
  world.truth.open(
    'P01',
    unreadable.plan_no,
    'no sign-in, and the end of the plan cannot be read (2025-06-31)',
  );
  spare(world, lead);
}

/** A plan of which nothing but the plan is exported. */
function lonePlan(world: World, on: string, scheme: Scheme, mode: PlanRow['audit_mode']): PlanRow {
  const r = world.random(`lone plan ${on}`);
  const body = world.someBody(r, LAST_DAY, (b) => b.archived);
  const from = morning(day(on));
  const visit = {
    body,
    org: world.organisation(r),
    kind: '03' as const,
    from,
    to: from + 3,
    team: r.sample(body.auditors, 2),
  };
  const plan = planFor(world, r, visit, scheme, mode);
  world.extraPlans.push(plan);
  return plan;
}

function spare(world: World, lead: (plan: PlanRow, note: string) => void): void {
  const r = world.random('P01 clean');
  const clean = (plan: PlanRow, why: string) => world.truth.clean('P01', plan.plan_no, why);

  clean(lonePlan(world, '2021-10-20', 'A01', 'FS01'), 'trial period (2021-09-15 to 2021-11-30)');
  clean(
    lonePlan(world, '2022-05-18', 'A09', 'FS01'),
    'energy management on site before 2022-10: sign-in not yet mandatory',
  );
  clean(
    lonePlan(world, '2022-06-15', 'A01', 'FS02'),
    'remote audit before 2022-10: sign-in not yet mandatory',
  );
  clean(
    lonePlan(world, '2024-09-11', 'C01', 'FS01'),
    'service certification: not among the management-system audits that must sign',
  );

  const bound: Visit = newcomer(world, r, ['A01', 'A02'], day('2025-04-07'), { bound: true });
  clean(
    bound.plans[1] as PlanRow,
    'bound plan: the sign-in of the same organisation and half-days stands under the other plan',
  );

  const visit = surveillance(world, r, established(world, r, ['A01'], day('2025-02-10')), {
    on: day('2025-02-10'),
  });
  clean(cancelled(world, r, visit), 'the plan was cancelled');

  const phone = surveillance(world, r, established(world, r, ['A01'], day('2024-11-25')), {
    on: day('2024-11-25'),
  });
  const row = only(phone.signIns);
  leaveOut(row, only(phone.plans), 'last');
  explain(row, only(phone.plans), '末次会议时签到人手机故障，无法定位，已补交会议照片', 1);
  // Filled in is not accepted: whether the explanation stands, the export does not say.
  lead(only(phone.plans), 'closing sign-in missing; the body explained it in time (机构已填写)');
}
