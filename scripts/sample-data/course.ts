import { mayCertify, RESERVED } from './bodies.ts';
import { addMonths, type Day, day, dayOf, iso } from './days.ts';
import type { Random } from './random.ts';
import type { Certificate, PlanRow, Visit } from './records.ts';
import { expire, giveUp, lapse, succeed, suspend } from './status-rows.ts';
import { initial, recertification, surveillance, type VisitWish } from './visit.ts';
import { LAST_DAY, LAST_VISIT, type World } from './world.ts';

/**
 * What becomes of certificates until today: audits in time, and if not, a suspension, withdrawal, end or expiry in
 * time. Every certificate that is not in `world.settled` is brought to a clean end, planted ones too.
 */

const NO_END = day('2099-12-31');

export interface Habits {
  /** Chance of stopping before each audit. */
  readonly stops: number;
  /** Chance of being suspended when a surveillance is due and restored by it some months later. */
  readonly pauses?: number;
  /** Chance that who stops with this body goes to another. */
  readonly moves?: number;
  /** How later audits are done; recertifications are on site. */
  readonly mode?: (on: Day) => PlanRow['audit_mode'];
  /** Chance that a new certificate runs on from the end of the old one. */
  readonly carryOver?: number;
  readonly after?: (visit: Visit) => void;
}

const STEADY: Habits = { stops: 0.06 };

/** When the next audit is wanted and when it is due at the latest; by the stricter rule of 2026 throughout. */
export function next(r: Random, c: Certificate, last: Day): { on: Day; due: Day } {
  const [issued, expires] = [day(c.issued), day(c.expires)];
  if (c.surveillances === 0 && c.cycle === 0) {
    const due = addMonths(issued, 12);
    return { on: Math.min(addMonths(issued, 10) + r.int(5, 30), due - 12), due };
  }
  // The months since the last audit count, and those since the issue for a new cycle.
  const due = Math.min(addMonths(last, 12), c.surveillances === 0 ? addMonths(issued, 12) : NO_END);
  const on = addMonths(last, 11) + r.int(-12, 12);
  if (c.surveillances < 2) return { on: Math.min(on, due - 10), due };
  return { on: Math.min(on, due - 10, expires - 36), due: Math.min(due, expires - 30) };
}

/** The last day of its body, unless it was issued later anyway. */
const endOf = (c: Certificate): Day => {
  const { lastIssue } = c.body;
  return lastIssue === '' || lastIssue < c.issued ? NO_END : day(lastIssue);
};

/** Carries on the certificates of one visit to the last day. */
export function goOn(world: World, r: Random, certificates: Certificate[], habits: Habits = STEADY): void {
  let group = certificates;
  for (;;) {
    const c = group[0] as Certificate;
    const visit = world.lastVisit.get(c) as Visit;
    if (c.scheme === 'C01' || c.scheme === 'A09') {
      if (day(c.expires) < LAST_DAY) for (const one of group) expire(world, r, one);
      return;
    }
    const { on, due } = next(r, c, dayOf(visit.to));
    const limit = Math.min(due, day(c.expires), endOf(c) - 46);
    if (limit > LAST_DAY && (on > LAST_VISIT || due > LAST_DAY + 40)) return;
    const isLast = c.surveillances === 2 && c.body.lastIssue === RESERVED;
    if (limit < due - 1 || isLast || r.chance(habits.stops)) {
      if (limit > LAST_DAY) return;
      // Not from one audit into the next.
      if (r.chance(habits.moves ?? 0) && limit > dayOf(visit.to) + 150) {
        group = move(world, r, group, limit).certificates;
        continue;
      }
      stop(world, r, group, limit, lastReport(visit) + 1, limit < due - 1);
      return;
    }
    const paused =
      c.surveillances < 2 && r.chance(habits.pauses ?? 0) ? pause(world, r, group, due) : undefined;
    const wish: VisitWish = {
      on: paused?.on ?? Math.min(on, LAST_VISIT - r.int(0, 6)),
      by: paused?.by ?? Math.min(due - 1, LAST_VISIT),
      ...(on > LAST_VISIT - 30 && { decideAfter: r.int(4, 9) }),
    };
    if (c.surveillances < 2) {
      const done = surveillance(world, r, group, { ...wish, ...(habits.mode && { mode: habits.mode(on) }) });
      habits.after?.(done);
    } else {
      const carryOver = r.chance(habits.carryOver ?? 0);
      const done = recertification(world, r, group, { ...wish, carryOver });
      group = done.certificates;
      habits.after?.(done);
    }
  }
}

const lastReport = (visit: Visit): Day => Math.max(...visit.rows.map((row) => day(row.report_date)));

/** Suspended just before the audit was due; the audit follows in time to restore the certificates. */
function pause(world: World, r: Random, group: readonly Certificate[], due: Day) {
  const c = group[0] as Certificate;
  const on = due - r.int(1, 6);
  const by = on + 165;
  if (by > Math.min(LAST_VISIT, endOf(c) - 46, day(c.expires) - 200)) return undefined;
  for (const one of group) suspend(world, r, one, on);
  return { on: on + r.int(35, 120), by };
}

/** On to another body before `limit`: a first audit there, and the old certificates are given up. */
function move(world: World, r: Random, group: readonly Certificate[], limit: Day): Visit {
  const { body, org } = group[0] as Certificate;
  const schemes = group.map((c) => c.scheme);
  const on = limit - r.int(45, 60);
  const to = world.someBody(r, LAST_DAY, (b) => b !== body && mayCertify(b, schemes, on - 20), schemes);
  const visit = initial(world, r, to, org, schemes, { on, by: limit - 30 });
  for (const [i, c] of group.entries()) succeed(world, r, c, visit, i);
  return visit;
}

/** One of the proper ways for a certificate to end when its next audit would be due. */
function stop(
  world: World,
  r: Random,
  group: readonly Certificate[],
  due: Day,
  from: Day,
  bodyEnds: boolean,
): void {
  const how = r.weighted([
    ['lapse', 6],
    ['give up', 4],
  ]);
  const c = group[0] as Certificate;
  // Until 2026 fifteen months may pass before a certificate runs out, if no year goes by without an audit.
  const last = dayOf((world.lastVisit.get(c) as Visit).to);
  const mayExpire =
    c.surveillances === 2 &&
    !bodyEnds &&
    day(c.expires) < Math.min(addMonths(last, 15) - 5, day('2025-12-25')) &&
    Number(c.expires.slice(0, 4)) <= Number(iso(last).slice(0, 4)) + 1;
  if (mayExpire && r.chance(0.6)) {
    for (const one of group) expire(world, r, one);
    return;
  }
  const on = Math.max(from, due - r.int(1, 9));
  for (const c of group) {
    if (how === 'lapse' && !bodyEnds && due < day(c.expires) - 180) lapse(world, r, c, on);
    else giveUp(world, r, c, on);
  }
}

/** Every planted certificate that nothing was said about. */
export function settle(world: World): void {
  const r = world.random('course');
  const groups = new Map<Visit, Certificate[]>();
  for (const [c, visit] of world.lastVisit) {
    if (world.settled.has(c) || hasEnded(c, visit)) continue;
    groups.set(visit, [...(groups.get(visit) ?? []), c]);
  }
  for (const [visit, group] of groups) {
    // What the old form cannot say, the status must leave open.
    const stops = visit.rows.some((row) => world.oldForm.has(row)) ? 0 : STEADY.stops;
    goOn(world, r, group, { ...STEADY, stops });
  }
}

/** Whether the last row already says that it is suspended, withdrawn or over. */
function hasEnded(c: Certificate, visit: Visit): boolean {
  const row = visit.rows[visit.certificates.indexOf(c)];
  return row !== undefined && row.status !== '01';
}

/** The surveillances of a cycle that must have been before its recertification. */
export function watch(world: World, r: Random, certificates: Certificate[]): Certificate[] {
  while ((certificates[0] as Certificate).surveillances < 2) {
    const c = certificates[0] as Certificate;
    const { on, due } = next(r, c, dayOf((world.lastVisit.get(c) as Visit).to));
    surveillance(world, r, certificates, { on, by: due - 1 });
  }
  return certificates;
}
