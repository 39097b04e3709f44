import { type Day, day, dayOf, iso } from '../days.ts';
import { cancelled } from '../population.ts';
import type { PlanRow, Visit } from '../records.ts';
import { established, newcomer, only, type Setting } from '../setting.ts';
import { special, surveillance } from '../visit.ts';
import type { World } from '../world.ts';

/** P11 审核计划事后或临期上报: the plan came after the audit had begun. */
export function plantP11(world: World): void {
  const r = world.random('P11');
  const late = (visit: Visit, days: number, clock: string, note: string) => {
    // To the minute in each block its own: a body's plans of one moment would be a batch.
    const at = `${clock.slice(0, 3)}${String(r.int(0, 59)).padStart(2, '0')}`;
    for (const plan of visit.plans) report(plan, days, at);
    world.truth.lead({
      rule: 'P11',
      plan_no: numbers(visit),
      occurred_on: iso(dayOf(visit.from)),
      note,
    });
  };
  late(held(world, '2024-04-08'), 1, '10:12', 'reported the day after the start');
  late(held(world, '2024-08-12'), 9, '16:40', 'reported after the audit was over');
  late(held(world, '2025-02-17'), 0, '19:05', 'reported in the evening of the first day, by the clock');
  late(
    held(world, '2026-01-12'),
    1,
    '09:30',
    'reported the day after the start, which is known by half-days',
  );
  late(held(world, '2025-06-16'), 31, '11:00', 'reported a month later');
  late(
    newcomer(world, r, ['A01', 'A02'], day('2025-03-10')),
    2,
    '08:20',
    'two plans of one visit, both late',
  );

  const some = newcomer(world, r, ['A01', 'A03'], day('2024-10-14'));
  const second = some.plans[1] as PlanRow;
  report(second, 3, '15:00');
  world.truth.lead({
    rule: 'P11',
    plan_no: second.plan_no,
    occurred_on: iso(dayOf(second.from)),
    note: 'the second plan of a visit came late',
  });

  const unreadable = only(held(world, '2025-05-19').plans);
  world.spoil(unreadable, 'reported_at', '2025-05-32 09:10');
  world.truth.open('P11', unreadable.plan_no, 'the time of the report cannot be read (2025-05-32)');
  spare(world);
}

const numbers = (visit: Visit) =>
  visit.plans
    .map((p) => p.plan_no)
    .sort()
    .join('; ');

function report(plan: PlanRow, days: number, clock: string): void {
  plan.reported_at = `${iso(dayOf(plan.from) + days)} ${clock}`;
}

/** A surveillance about that day. */
function held(world: World, on: string, setting: Setting = {}): Visit {
  const r = world.random(`P11 ${on}`);
  return surveillance(world, r, established(world, r, ['A01'], day(on), setting), { on: day(on) });
}

function spare(world: World): void {
  const r = world.random('P11 clean');
  const clean = (plan: PlanRow, why: string) => world.truth.clean('P11', plan.plan_no, why);
  const ontime = (on: string, clock: string, why: string, days = 0) => {
    const plan = only(held(world, on).plans);
    report(plan, days, clock);
    clean(plan, why);
  };
  ontime('2024-05-06', '08:10', 'boundary: reported in the morning before it began');
  ontime(
    '2026-02-02',
    '20:45',
    'boundary: the plan knows half-days only, reported in the evening of the first',
  );
  ontime('2025-09-22', '17:30', 'reported the day before', -1);

  const certificates = established(world, r, ['A01'], day('2025-11-10'));
  const visit = surveillance(world, r, certificates, { on: day('2025-11-10') });
  const sudden = only(special(world, r, certificates, { on: dayOf(visit.to) + 60 }).plans);
  report(sudden, 1, '09:00');
  clean(sudden, 'a special audit at short notice');

  const off = cancelled(world, r, held(world, '2024-11-18'));
  report(off, 2, '10:00');
  clean(off, 'the plan was cancelled');
  batch(world, day('2024-07-08'));
}

/** A body that reports by batches: ten audits in one night, two of which began that morning. */
function batch(world: World, night: Day): void {
  const r = world.random('P11 batch');
  const body = world.someBody(r);
  for (let i = 0; i < 10; i++) {
    const on = night + (i < 2 ? 0 : 7 + 2 * i);
    const certificates = established(world, r, ['A01'], on, { body, staff: r.int(6, 40) });
    const plan = only(surveillance(world, r, certificates, { on }).plans);
    plan.reported_at = `${iso(night)} 22:40`;
    if (dayOf(plan.from) !== night) world.truth.clean('P11', plan.plan_no, 'reported ahead, in a batch');
    else world.truth.open('P11', plan.plan_no, 'a batch upload in the night after the start');
  }
}
