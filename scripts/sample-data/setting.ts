import type { Scheme } from './audit-time.ts';
import type { Day } from './days.ts';
import type { Random } from './random.ts';
import type { Body, Certificate, Organisation, Visit } from './records.ts';
import { initial, type VisitWish } from './visit.ts';
import { LAST_DAY, type OrganisationWish, type World } from './world.ts';

/** Ordinary surroundings for what is planted: every plant has an organisation of its own. */

export interface Setting extends Omit<VisitWish, 'on'>, OrganisationWish {
  readonly org?: Organisation;
  readonly body?: Body;
  /** Whether the body reports the total of a combined audit on each certificate. */
  readonly total?: boolean;
}

/** A new organisation's first audit on that day. */
export function newcomer(
  world: World,
  r: Random,
  schemes: readonly Scheme[],
  on: Day,
  setting: Setting = {},
): Visit {
  const { org, body, total, trade, district, place, ...wish } = setting;
  const fits = (b: Body) => total === undefined || b.reportsTotal === total;
  const staff = setting.staff ?? (schemes.length > 1 ? r.int(20, 240) : undefined);
  const where = { ...(trade && { trade }), ...(district && { district }), ...(place && { place }) };
  return initial(
    world,
    r,
    body ?? world.someBody(r, LAST_DAY, fits),
    org ?? world.organisation(r, { ...where, ...(staff !== undefined && { staff }) }),
    schemes,
    { on, ...wish },
  );
}

/** Certificates whose first surveillance is due about that day. */
export function established(
  world: World,
  r: Random,
  schemes: readonly Scheme[],
  due: Day,
  setting: Setting = {},
): Certificate[] {
  const { mandays: _, mode: __, slot: ___, ...rest } = setting;
  return newcomer(world, r, schemes, due - r.int(345, 360), rest).certificates;
}

/** The only row, plan or certificate of a visit with one scheme. */
export function only<T>(list: readonly T[]): T {
  if (list.length !== 1) throw new Error(`expected one, found ${list.length}`);
  return list[0] as T;
}
