import { addMonths, type Day, day, dayOf } from './days.ts';
import type { Random } from './random.ts';
import type { Certificate, PlanRow, Visit } from './records.ts';
import { expire, giveUp, lapse } from './status-rows.ts';
import { recertification, surveillance, type VisitWish } from './visit.ts';
import { LAST_DAY, type World } from './world.ts';

/**
 * What becomes of certificates until today: audits in time, and if not, a suspension, withdrawal, end or expiry in
 * time. Every certificate that is not in `world.settled` is brought to a clean end, planted ones too.
 */

/** No audit begins later, so that what follows from it is still reported. */
export const LAST_VISIT = day('2026-03-03');
const NO_END = day('2099-12-31');

export interface Habits {
  /** Chance of stopping before each audit. */
  readonly stops: number;
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

const endOf = (c: Certificate): Day => {
  const { lastIssue } = c.body;
  return lastIssue === '' || lastIssue < '2001' ? NO_END : day(lastIssue);
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
    if (limit < due - 1 || r.chance(habits.stops)) {
      if (limit <= LAST_DAY) stop(world, r, group, Math.max(limit, lastDecision(visit) + 1));
      return;
    }
    const wish: VisitWish = {
      on: Math.min(on, LAST_VISIT - r.int(0, 6)),
      by: Math.min(due - 1, LAST_VISIT),
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

const lastDecision = (visit: Visit): Day =>
  Math.max(
    ...visit.rows.map((row) => day(row.decision_date ?? row.audit_end)),
    ...visit.certificates.map((c) => day(c.issued)),
  );

/** One of the proper ways for a certificate to end when its next audit would be due. */
function stop(world: World, r: Random, group: readonly Certificate[], due: Day): void {
  const how = r.weighted([
    ['lapse', 6],
    ['give up', 4],
  ]);
  const on = due - r.int(1, 9);
  for (const c of group) {
    if (how === 'lapse' && due < day(c.expires) - 180) lapse(world, r, c, on);
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
  for (const group of groups.values()) goOn(world, r, group);
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
