import type { Scheme } from './audit-time.ts';
import { certificateRow, reported } from './certificate-row.ts';
import { goOn } from './course.ts';
import { addMonths, type Day, day, dayOf, iso, workday } from './days.ts';
import { ordinaryRecords } from './ordinary-records.ts';
import { planFor } from './plan-row.ts';
import type { Random } from './random.ts';
import type { Certificate, CertificateRow, PlanRow, Visit } from './records.ts';
import { schedule } from './schedule.ts';
import { explain, loseCoordinates, signIn } from './sign-ins.ts';
import { initial } from './visit.ts';
import { COVERED_FROM, LAST_VISIT, type World } from './world.ts';

/** Ordinary organisations and their ordinary histories: nothing here is a lead for any rule. */

/** How many certificates a block comes to, what is planted and at least some ordinary ones included. */
export interface Size {
  readonly certificates: number;
}
const AT_LEAST = 300;

const SCHEMES: readonly (readonly [readonly Scheme[], number])[] = [
  [['A01'], 58],
  [['A01', 'A02'], 9],
  [['A01', 'A02', 'A03'], 20],
  [['A02'], 4],
  [['A03'], 4],
  [['A02', 'A03'], 5],
];

/** Remote audits, and partly remote ones, are few. */
const MODES = [
  ['FS01', 92],
  ['FS02', 4],
  ['FS03', 4],
] as const;

const EXCUSES = ['末次会议延后', '首次会议改在下午召开', '手机时间有误', '客户临时停电，会议推迟'];

/** Audits are fewer around the spring festival and in summer. */
const MONTHS = [5, 2, 8, 9, 9, 10, 7, 6, 9, 8, 11, 10];

function someStart(r: Random): Day {
  const months = Array.from({ length: 80 }, (_, i) => addMonths(day('2019-06-01'), i));
  const month = r.weighted(
    months.map((m): [Day, number] => [
      m,
      (MONTHS[Number(iso(m).slice(5, 7)) - 1] ?? 1) * (m > day('2023-01-01') ? 2 : 1),
    ]),
  );
  return month + r.int(0, 27);
}

export function populate(world: World, { certificates }: Size): void {
  const r = world.random('population');
  const earlier = world.visits.length;
  const mode = (on: Day): PlanRow['audit_mode'] => (on < day('2022-10-08') ? 'FS01' : r.weighted(MODES));
  const enough = Math.max(certificates, world.lastVisit.size + AT_LEAST);
  let certified = 0;
  for (; world.lastVisit.size < enough; certified++) {
    const start = someStart(r);
    const schemes = r.weighted(SCHEMES);
    const body = world.busyBody(r, start + 90, schemes);
    const org = world.organisation(r, schemes.length > 1 ? { staff: r.int(18, 320) } : {});
    const first = initial(world, r, body, org, schemes, { on: start, by: LAST_VISIT });
    goOn(world, r, first.certificates, {
      stops: 0.03,
      pauses: 0.012,
      moves: 0.3,
      mode,
      carryOver: 0.4,
      after: (visit) => {
        if (r.chance(0.07)) change(world, r, visit);
      },
    });
  }
  const idle = Array.from({ length: Math.round(certified / 3.5) }, () => world.organisation(r));
  for (const org of r.sample(idle, Math.round(0.9 * idle.length))) withoutResult(world, r, org);
  for (const visit of r.sample(
    world.visits.slice(earlier).filter((v) => dayOf(v.from) > COVERED_FROM + 40),
    Math.round(certified / 5),
  )) {
    cancelled(world, r, visit);
  }
  const lately = world.visits.slice(earlier).flatMap((v) => v.rows);
  const twice = lately.filter((row) => row.report_date > '2025-11-20' && row.report_date < '2026-01-01');
  for (const row of r.sample(twice, 9)) world.reportedTwice.add(row);
  for (const visit of world.visits.slice(earlier)) {
    for (const row of visit.signIns) {
      if (r.chance(0.07)) loseCoordinates(row, row.deviation_km);
      const plan = visit.plans.find((p) => p.plan_no === row.plan_no);
      if (!plan || !r.chance(0.02)) continue;
      row.anomaly_type = '签到时间异常';
      explain(row, plan, r.pick(EXCUSES), r.int(1, 3));
    }
  }
  ordinaryRecords(world);
}

/** A change reported between two audits repeats the certificate's dates with a decision of its own. */
export function change(world: World, r: Random, visit: Visit): void {
  const on = workday(dayOf(visit.to) + r.int(70, 140));
  if (visit.certificates.some((c) => on + 5 > day(c.expires) - 60)) return;
  if (visit.body.lastIssue !== '' && on > day(visit.body.lastIssue) - 60) return;
  if (on > LAST_VISIT + 20) return;
  for (const [i, c] of visit.certificates.entries()) {
    world.extraRows.push({
      ...certificateRow(r, c, (visit.rows[i] as CertificateRow).staff_system),
      activity_code: '05',
      change_code: r.pick(['01', '02', '04']),
      change_date: iso(on + 3),
      audit_start: iso(on),
      audit_end: iso(on),
      mandays: 0.5,
      deciders: (visit.rows[i] as CertificateRow).deciders,
      decision_date: iso(workday(on + 2)),
      invoice_no: (visit.rows[i] as CertificateRow).invoice_no,
      report_type: '04',
      ...reported(r, on + 3),
    });
  }
}

/** An audit that did not end in a certificate: a plan with its sign-in, and nothing else. */
function withoutResult(world: World, r: Random, org: Visit['org']): void {
  const body = world.someBody(r);
  const slot = schedule(world, r, body, COVERED_FROM + r.int(0, 770), r.pick([1.5, 2, 3, 4]));
  const plan = planFor(world, r, { ...slot, body, org, kind: '01' }, 'A01', 'FS01');
  world.extraPlans.push(plan);
  world.extraSignIns.push(signIn(r, plan, r.pick(slot.team)));
}

/** A plan that was called off and made anew: the same audit some weeks before it took place. */
export function cancelled(world: World, r: Random, visit: Visit) {
  const earlier = 14 * r.int(2, 3); // weeks, in half-days
  const plan = planFor(
    world,
    r,
    { ...visit, from: visit.from - earlier, to: visit.to - earlier },
    (visit.certificates[0] as Certificate).scheme,
    'FS01',
  );
  plan.cancelled = true;
  world.extraPlans.push(plan);
  return plan;
}
