import type { Scheme } from '../audit-time.ts';
import { addMonths, day, iso } from '../days.ts';
import type { Visit } from '../records.ts';
import { established, only, transfer } from '../setting.ts';
import { surveillance } from '../visit.ts';
import type { World } from '../world.ts';

/** 9024 was revoked on this day. */
const REVOKED = day('2025-11-20');
const WAIT_UNTIL = iso(addMonths(REVOKED, 3));
/** From here on transfers have to wait. */
const IN_FORCE = '2026-01-01';

/** The first step known: the plan is reported, or stage 1 begins. */
const stepOf = (visit: Visit) =>
  [only(visit.rows).audit_start, ...visit.plans.map((p) => p.reported_at.slice(0, 10))].sort()[0] as string;

/** L06 原机构被撤销资质后三个月内转证: taken over from 9024 too soon. */
export function plantL06(world: World): void {
  const r = world.random('L06');
  /** A certificate of that body goes to another one, audited about that day. */
  const moved = (serial: string, scheme: Scheme, since: string, on: string, audited = true) => {
    const body = world.body(serial);
    const old = established(world, r, [scheme], day(since), { body });
    if (audited) surveillance(world, r, old, { on: day(since) });
    const to = world.someBody(r, day('2026-03-31'), (b) => b !== body && b.schemes.includes(scheme), [
      scheme,
    ]);
    return transfer(world, r, only(old), to, { on: day(on), decideAfter: 5 });
  };
  const lead = (visit: Visit, note: string) => {
    const row = only(visit.rows);
    const step = stepOf(visit);
    if (step < IN_FORCE || step >= WAIT_UNTIL) throw new Error(`${row.cert_no} waited: ${step}`);
    world.truth.lead({ rule: 'L06', cert_no: row.cert_no, occurred_on: step, measured: step, note });
  };
  const clean = (visit: Visit, why: string) => world.truth.clean('L06', only(visit.rows).cert_no, why);

  for (const on of ['2026-02-02', '2026-02-09', '2026-02-10', '2026-02-24'])
    lead(moved('9024', 'A01', '2025-06-16', on), 'taken over from a revoked body after some weeks');
  const named = moved('9024', 'A01', '2025-07-14', '2026-02-11');
  only(named.rows).prev_cb = world.body('9024').name;
  lead(named, 'the revoked body is known by its name only');
  const numbered = moved('9024', 'A01', '2025-08-11', '2026-02-12');
  only(numbered.rows).prev_cb = null;
  lead(numbered, 'the revoked body is known by the old certificate only');

  clean(moved('9024', 'A02', '2025-06-23', '2026-02-03'), 'EMS: no such rule yet');
  clean(moved('9024', 'A01', '2025-05-19', '2025-12-08'), 'before the rule was in force');
  clean(moved('9014', 'A01', '2025-04-28', '2026-02-04', false), 'the old body gave up its approval');
  clean(moved('9019', 'A01', '2024-09-02', '2026-02-05'), 'the old body was revoked more than a year before');
  clean(moved('9010', 'A01', '2025-09-08', '2026-02-06'), 'the old body is in good standing');
  const late = moved('9024', 'A01', '2025-09-15', '2026-03-03');
  // Stage 1 and the report of the plan were moved until the three months had passed.
  postpone(late, WAIT_UNTIL);
  clean(late, 'boundary: the first step on the day the three months had passed');
}

function postpone(visit: Visit, on: string): void {
  const row = only(visit.rows);
  row.audit_start = on;
  for (const m of visit.members)
    if (m.stage_code === '0101') Object.assign(m, { from: 2 * day(on), to: 2 * day(on) });
  for (const plan of visit.plans) plan.reported_at = `${on} 15:00`;
}
