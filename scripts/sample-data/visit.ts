import { type Kind, ordinary, ordinaryTotal, required, type Scheme } from './audit-time.ts';
import { certificateRow, reported, setDates } from './certificate-row.ts';
import { addMonths, type Day, day, dayOf, type Half, iso, workday } from './days.ts';
import { planFor, teamRow } from './plan-row.ts';
import type { Random } from './random.ts';
import type { Body, Certificate, Organisation, Person, PlanRow, TeamRow, Visit } from './records.ts';
import { type Slot, schedule, stageOne } from './schedule.ts';
import { signIn } from './sign-ins.ts';
import { LETTER } from './words.ts';
import { COVERED_FROM, type World } from './world.ts';

export interface VisitWish {
  /** The visit begins on this day or as soon after as people have time. */
  readonly on: Day;
  /** By default the organisation's, less a few. */
  readonly staff?: number;
  /** One figure per scheme, as the certificate rows report them; by default ordinary ones. */
  readonly mandays?: readonly (number | null)[];
  readonly slot?: Slot;
  readonly mode?: PlanRow['audit_mode'];
  /** Whether plans and sign-ins of it are exported although it was early. */
  readonly early?: boolean;
  /** Days from the end of the audit to the decision, and from there to issue. */
  readonly decideAfter?: number;
  readonly issueAfter?: number;
  /** Whether only the first plan of a combined audit has sign-ins of its own; by default sometimes. */
  readonly bound?: boolean;
}

interface Occasion {
  readonly body: Body;
  readonly org: Organisation;
  readonly kind: Kind;
  readonly schemes: readonly Scheme[];
}

const always =
  <T>(value: T) =>
  () =>
    value;

export function riskOf(org: Organisation, scheme: Scheme): Certificate['risk'] {
  if (scheme === 'A02') return org.trade.ems;
  return scheme === 'A03' ? org.trade.ohs : '';
}

/** Man-days as this body reports them: own shares (never all alike, else they read as a total) or the total. */
export function ordinaryMandays(r: Random, { body, org, kind, schemes }: Occasion, staff: number): number[] {
  const needs = schemes.map((s) => required(s, staff, riskOf(org, s), kind));
  if (needs.length > 1 && body.reportsTotal) return needs.map(always(ordinaryTotal(needs, r.real(0, 1))));
  const own = needs.map((n) => ordinary(n, r.real(0, 1)));
  const alike = own.length > 1 && own.every((v) => v === own[0]);
  return own.map((v, i) => (alike && i === own.length - 1 ? v + 0.5 : v));
}

/** First audit of these schemes; the certificates are new. */
export function initial(
  world: World,
  r: Random,
  body: Body,
  org: Organisation,
  schemes: readonly Scheme[],
  wish: VisitWish,
) {
  return newCycle(world, r, { body, org, kind: '01', schemes }, wish, []);
}

/**
 * Audit for the next cycle, with new numbers. `carryOver`: the new certificates run from the end of the old
 * ones and not from their own issue.
 */
export function recertification(
  world: World,
  r: Random,
  old: readonly Certificate[],
  wish: VisitWish & { carryOver?: boolean },
) {
  const { body, org } = old[0] as Certificate;
  const visit = newCycle(world, r, { body, org, kind: '02', schemes: old.map((c) => c.scheme) }, wish, old);
  if (wish.carryOver) {
    for (const [i, c] of visit.certificates.entries()) {
      const end = day((old[i] as Certificate).expires);
      // Three years from the old end, or from issue plus the days left: leap years part the two by a day.
      const left = end - day(c.issued);
      setDates(visit, i, c.issued, iso(Math.min(addMonths(end, 36), addMonths(day(c.issued), 36) + left)));
    }
  }
  return visit;
}

export function surveillance(world: World, r: Random, certificates: Certificate[], wish: VisitWish): Visit {
  const { body, org } = certificates[0] as Certificate;
  for (const c of certificates) c.surveillances += 1;
  const occasion: Occasion = { body, org, kind: '03', schemes: certificates.map((c) => c.scheme) };
  return hold(world, r, occasion, wish, () => certificates);
}

function newCycle(
  world: World,
  r: Random,
  occasion: Occasion,
  wish: VisitWish,
  old: readonly Certificate[],
): Visit {
  return hold(world, r, occasion, wish, (decided, staff) => {
    const issued = decided + (wish.issueAfter ?? r.int(0, 3));
    return occasion.schemes.map((scheme, i): Certificate => {
      const previous = old[i];
      const cycle = previous ? previous.cycle + 1 : 0;
      return {
        no: certificateNo(world, r, occasion.body, scheme, issued, cycle, staff),
        body: occasion.body,
        org: occasion.org,
        scheme,
        risk: riskOf(occasion.org, scheme),
        issued: iso(issued),
        expires: iso(addMonths(issued, 36) - 1),
        firstCertified: previous?.firstCertified ?? iso(issued),
        cycle,
        surveillances: 0,
        ...(previous && { previous }),
        scopeCodes: occasion.org.trade.scopeCodes,
        scope: occasion.org.trade.scope,
      };
    });
  });
}

function certificateNo(
  world: World,
  r: Random,
  body: Body,
  scheme: Scheme,
  issued: Day,
  cycle: number,
  staff: number,
): string {
  const yy = iso(issued).slice(2, 4);
  const n = world.serial(`certificate ${body.serial}`, r);
  if (Number(body.serial) % 5 === 3)
    return `LZ${body.serial}-${yy}${LETTER[scheme]}${String(n).padStart(4, '0')}-${cycle}`;
  const size = staff <= 65 ? 'S' : staff <= 275 ? 'M' : 'L';
  return `${body.serial}${yy}${LETTER[scheme]}${String(10_000 + n)}R${cycle}${size}`;
}

function hold(
  world: World,
  r: Random,
  occasion: Occasion,
  wish: VisitWish,
  certify: (decided: Day, staff: number) => Certificate[],
): Visit {
  const { body, org, kind, schemes } = occasion;
  const staff = wish.staff ?? Math.max(1, Math.round(org.staff * r.real(0.93, 1)));
  const mandays = wish.mandays ?? ordinaryMandays(r, occasion, staff);
  const sum = mandays.reduce<number>((n, v) => n + (v ?? 1), 0);
  const onSite = schemes.length > 1 ? (body.reportsTotal ? sum / schemes.length : sum * 0.85) : sum;
  const slot = wish.slot ?? schedule(world, r, body, wish.on, kind === '01' ? onSite * 0.85 : onSite);
  const leader = slot.team[0] as Person;
  const first = kind === '01' ? stageOne(world, r, leader, slot.from, onSite) : null;
  const decided = workday(dayOf(slot.to) + (wish.decideAfter ?? r.int(4, kind === '03' ? 16 : 19)));
  const certificates = certify(decided, staff);
  const visit: Visit = {
    body,
    org,
    kind,
    from: slot.from,
    to: slot.to,
    certificates,
    rows: [],
    plans: [],
    signIns: [],
    members: [],
    team: slot.team,
  };
  const deciders = r.sample(body.deciders, r.int(1, 2)).map((p) => p.name);
  const accredited = r.chance(0.8) ? '01' : '00';
  for (const [i, c] of certificates.entries()) {
    visit.rows.push({
      ...certificateRow(r, c, staff),
      activity_code: kind,
      audit_start: iso(dayOf(first?.from ?? slot.from)),
      audit_end: iso(dayOf(slot.to)),
      mandays: mandays[i] ?? null,
      combined_type: `0${Math.min(schemes.length, 4)}`,
      accred_mark: accredited,
      deciders: deciders.join('；'),
      decision_date: iso(decided),
      fee: r.chance(0.15) ? 0 : Math.round((mandays[i] ?? 1) * r.int(24, 36)) * 100,
      invoice_no: `HT${iso(decided).slice(0, 4)}${String(r.int(1, 99_999)).padStart(5, '0')}`,
      report_type: kind === '01' ? '01' : '02',
      ...reported(r, Math.max(decided, kind === '03' ? 0 : day(c.issued))),
    });
  }
  if (dayOf(slot.from) >= COVERED_FROM || wish.early) record(world, r, visit, first, wish);
  if (wish.early) world.earlyPlans.add(visit);
  world.visits.push(visit);
  return visit;
}

function record(
  world: World,
  r: Random,
  visit: Visit,
  first: { from: Half; to: Half } | null,
  wish: VisitWish,
) {
  const { body, kind, team, certificates } = visit;
  const expert = r.chance(0.12) ? body.experts.find((e) => world.isFree(e, visit.from, visit.to)) : undefined;
  if (expert) world.occupy(expert, visit.from, visit.to);
  const bound = wish.bound ?? r.chance(0.25);
  for (const [i, c] of certificates.entries()) {
    const plan = planFor(world, r, visit, c.scheme, wish.mode ?? 'FS01', expert);
    plan.plan_mandays = visit.rows[i]?.mandays ?? 1;
    visit.plans.push(plan);
    if (i === 0 || !bound) visit.signIns.push(signIn(r, plan, r.pick(team)));
    const stage = { '01': '0102', '02': '0201', '03': '03' } as const;
    const member = (
      p: Person,
      role: TeamRow['role'],
      stage_code: TeamRow['stage_code'],
      at: { from: Half; to: Half },
    ) => visit.members.push(teamRow(r, c, plan, p, role, stage_code, at));
    if (visit.from < 2 * COVERED_FROM) continue; // the team export does not go back that far
    if (first) member(team[0] as Person, '01', '0101', first);
    for (const [n, p] of team.entries()) member(p, n === 0 ? '01' : '02', stage[kind], visit);
    if (expert) member(expert, '04', stage[kind], visit);
  }
}
