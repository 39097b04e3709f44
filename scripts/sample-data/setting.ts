import type { Scheme } from './audit-time.ts';
import { mayCertify } from './bodies.ts';
import { watch } from './course.ts';
import { type Day, day, type Half } from './days.ts';
import type { Random } from './random.ts';
import type { Body, Certificate, Organisation, Visit } from './records.ts';
import type { Slot } from './schedule.ts';
import { succeed } from './status-rows.ts';
import { initial, recertification, type VisitWish } from './visit.ts';
import { LAST_DAY, type OrganisationWish, type World } from './world.ts';

/*
 * How to plant. A plant is `rules/<code>.ts` with `export function plantX01(world: World): void`; it is run by
 * itself, once for each block. Take a stream of your own (`world.random('X01')`, another for what is clean), make
 * ordinary history with the helpers here, change the one thing that matters, and say so:
 * `world.truth.lead({ rule, cert_no | plan_no | auditor_id | measured, occurred_on, note })`,
 * `world.truth.clean(rule, subject, why)` for a hard negative, `world.truth.open(rule, subject, why)` for a row that
 * cannot be judged. If another rule has a lead in it too, say that as well, with that rule's code.
 *
 * Everything ordinary is clean under every rule and *goes on by itself*: after planting, each certificate has its
 * surveillances and recertifications until 2026-03-31, or is suspended, withdrawn, given up or expired in time (see
 * course.ts). So a plant says only what it wants and no more. To stop that for a certificate, use
 * `world.settled.add(certificate)`, or give its last row (`only(visit.rows)`) a status other than 01; then the end is
 * yours, with the makers of status-rows.ts: `suspend`, `revoke`, `giveUp`, `expire`, `lapse`, `statusRow`.
 *
 * - `newcomer(world, r, schemes, on, setting)`: a new organisation's initial audit on that day → Visit
 * - `established(…, due, setting)`: certificates whose first surveillance is due about that day; then
 *   `surveillance(world, r, certificates, { on })` of visit.ts holds it
 * - `renewable(…, due, setting)`: certificates with both surveillances behind them that expire a little after `due`;
 *   then `recertification(world, r, certificates, { on })`
 * - `transfer(world, r, certificate, body, wish)`: another body certifies anew, the old certificate is given up
 * - setting: `org`, `body`, `staff`, `trade`, `district`, `place`, `mode`, `mandays`, `decideAfter`, `issueAfter`,
 *   `slot` ({ from, to, team }: half-days, leader first; see `slotOn`, `schedule` and `world.isFree`/`occupy`),
 *   `bound`, `total` (a body that reports the whole visit's man-days on each certificate), `archived`
 *   (a body whose plans and sign-ins are exported from 2021-03 on and not only from 2024 on)
 * - `only(list)`: the one element, of `visit.rows`, `.plans`, `.signIns`, `.certificates`
 * - bodies: `world.someBody(r, day, fits, schemes)`, `world.body('9003')`; APPROVED, EXTENDED and FATES of bodies.ts say
 *   which are special. The lists of bodies and scopes belong to all blocks: change them only `if (world.block === 0)`
 * - `world.organisation(r, { name, business, founded, … })`: of an organisation you may set `status`, `statusOn`,
 *   `formerName`, `abnormal`, `dishonest`, `stopped`, `inRegister`
 * - registrations: `world.registrationsOf(person)` are that auditor's rows (QMS, EMS, OHSMS); change or remove them
 *   from `world.registrations`, add with `world.register(r, person, body, fields)`
 * - `decision`, `sampling`, `ccc`, `listing` of ordinary-records.ts; filed rules: `world.filedRules.push(…)`
 * - damaged cells: `world.spoil(row, field, raw)`
 * - days: everything known must be before 2026-04-01; `workdaysAfter`, `workdaysBetween` count official working days
 * - `world.atEnd(step)`: for truth that depends on what the others plant, e.g. what no row of `world.oldForm` can say
 */

export interface Setting extends Omit<VisitWish, 'on'>, OrganisationWish {
  readonly org?: Organisation;
  readonly body?: Body;
  /** Whether the body reports the total of a combined audit on each certificate. */
  readonly total?: boolean;
  /** Whether the body's plans and sign-ins are exported from 2021 on. */
  readonly archived?: boolean;
}

/** A new organisation's first audit on that day. */
export function newcomer(
  world: World,
  r: Random,
  schemes: readonly Scheme[],
  on: Day,
  setting: Setting = {},
): Visit {
  const { org, body, total, archived, trade, district, place, name, business, founded, ...wish } = setting;
  const fits = (b: Body) =>
    mayCertify(b, schemes, on) &&
    (total === undefined || b.reportsTotal === total) &&
    (archived === undefined || b.archived === archived);
  const staff = setting.staff ?? (schemes.length > 1 ? r.int(20, 240) : undefined);
  const where = {
    ...(trade && { trade }),
    ...(district && { district }),
    ...(place && { place }),
    ...(name && { name }),
    ...(business && { business }),
    ...(founded && { founded }),
  };
  return initial(
    world,
    r,
    body ?? world.someBody(r, LAST_DAY, fits, schemes, Math.min(on, LAST_DAY - 400)),
    org ?? world.organisation(r, { ...where, ...(staff !== undefined && { staff }) }),
    schemes,
    { on, ...wish },
  );
}

/** Certificates whose first surveillance is due about that day. `initialMandays`: what the first audit took. */
export function established(
  world: World,
  r: Random,
  schemes: readonly Scheme[],
  due: Day,
  setting: Setting & { readonly initialMandays?: VisitWish['mandays'] } = {},
): Certificate[] {
  const { mandays: _, mode: __, slot: ___, initialMandays, ...rest } = setting;
  const first = { ...rest, ...(initialMandays && { mandays: initialMandays }) };
  return newcomer(world, r, schemes, due - r.int(345, 360), first).certificates;
}

/** Certificates with both surveillances behind them, for a recertification that begins about `due`. */
export function renewable(
  world: World,
  r: Random,
  schemes: readonly Scheme[],
  due: Day,
  setting: Setting = {},
): Certificate[] {
  const { mandays: _, mode: __, slot: ___, ...rest } = setting;
  return watch(world, r, newcomer(world, r, schemes, due - r.int(1035, 1050), rest).certificates);
}

/** Another body certifies the organisation for the same scheme; the old certificate is given up at its issue. */
export function transfer(world: World, r: Random, old: Certificate, to: Body, wish: VisitWish): Visit {
  const visit = initial(world, r, to, old.org, [old.scheme], { staff: old.staff, ...wish });
  succeed(world, r, old, visit);
  return visit;
}

/** A recertification in time of certificates from `renewable`. */
export function renewed(world: World, r: Random, old: Certificate[], wish: Partial<VisitWish> = {}): Visit {
  return recertification(world, r, old, { on: day((old[0] as Certificate).expires) - 60, ...wish });
}

/** People of the body who have time in just these half-days, entered in their diaries. */
export function slotOn(
  world: World,
  r: Random,
  body: Body,
  from: Half,
  halves: number,
  people: number,
): Slot {
  const to = from + halves - 1;
  const free = body.auditors.filter((a) => world.isFree(a, from, to));
  while (free.length < people) free.push(world.hire(r, body));
  const team = r.sample(free, people);
  for (const person of team) world.occupy(person, from, to);
  return { from, to, team };
}

/** The only row, plan or certificate of a visit with one scheme. */
export function only<T>(list: readonly T[]): T {
  if (list.length !== 1) throw new Error(`expected one, found ${list.length}`);
  return list[0] as T;
}
