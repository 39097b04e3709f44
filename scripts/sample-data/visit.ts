import { type Kind, ordinary, ordinaryTotal, required, type Scheme, upToHalf } from './audit-time.ts';
import { certificateRow, reported, setDates } from './certificate-row.ts';
import {
  addMonths,
  type Day,
  day,
  dayOf,
  type Half,
  iso,
  isWorkday,
  workday,
  workdaysAfter,
} from './days.ts';
import { planFor, teamRow } from './plan-row.ts';
import type { Random } from './random.ts';
import type { Body, Certificate, Organisation, Person, PlanRow, TeamRow, Visit } from './records.ts';
import { type Slot, schedule, stageOne } from './schedule.ts';
import { signIn } from './sign-ins.ts';
import { replace } from './status-rows.ts';
import { LETTER, type Trade } from './words.ts';
import { ARCHIVED_FROM, COVERED_FROM, LAST_DAY, LAST_VISIT, type World } from './world.ts';

export interface VisitWish {
  /** The visit begins on this day or as soon after as people have time. */
  readonly on: Day;
  /** Last day it may end on: where nobody has time before, it begins earlier than wanted. */
  readonly by?: Day;
  /** By default the organisation's, less a few. */
  readonly staff?: number;
  /** One figure per scheme, as the certificate rows report them; by default ordinary ones. */
  readonly mandays?: readonly (number | null)[];
  readonly slot?: Slot;
  readonly mode?: PlanRow['audit_mode'];
  /** Days from the end of the audit to the decision, and from there to issue. */
  readonly decideAfter?: number;
  readonly issueAfter?: number;
  /** Whether only the first plan of a combined audit has sign-ins of its own; by default sometimes. */
  readonly bound?: boolean;
}

/** From here on plans name neither the certificate nor the body (市监认证(司)函〔2021〕102号). */
const NAMELESS_FROM = day('2021-09-15');

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

export function riskIn(trade: Trade, scheme: Scheme): Certificate['risk'] {
  if (scheme === 'A02') return trade.ems;
  return scheme === 'A03' ? trade.ohs : '';
}

const riskOf = (org: Organisation, scheme: Scheme) => riskIn(org.trade, scheme);

/** Man-days as this body reports them: own shares (never all alike, else they read as a total) or the total. */
export function ordinaryMandays(r: Random, { body, org, kind, schemes }: Occasion, staff: number): number[] {
  const needs = schemes.map((s) => required(s, staff, riskOf(org, s), kind));
  if (needs.length > 1 && body.reportsTotal) return needs.map(always(ordinaryTotal(needs, r.real(0, 1))));
  const own = needs.map((n) => ordinary(n, r.real(0, 1)));
  const alike = own.length > 1 && own.every((v) => v === own[0]);
  return own.map((v, i) => (alike && i === own.length - 1 ? v + 0.5 : v));
}

/** A third or more of what the first audit took, whatever the table says. */
function surveillanceMandays(
  r: Random,
  occasion: Occasion,
  staff: number,
  certificates: readonly Certificate[],
) {
  const days = ordinaryMandays(r, occasion, staff);
  const least = certificates.map((c) => upToHalf((c.initialMandays ?? 0) / 3));
  const total = days.length > 1 && occasion.body.reportsTotal;
  if (total) return days.map((d) => Math.max(d, ...least));
  const own = days.map((d, i) => Math.max(d, least[i] as number));
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
  const staff = wish.staff ?? staffNow(r, old[0] as Certificate);
  const occasion: Occasion = { body, org, kind: '02', schemes: old.map((c) => c.scheme) };
  const visit = newCycle(world, r, occasion, { ...wish, staff }, old);
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
  const staff = wish.staff ?? staffNow(r, certificates[0] as Certificate);
  const mandays = wish.mandays ?? surveillanceMandays(r, occasion, staff, certificates);
  return hold(world, r, occasion, { ...wish, staff, mandays }, () => certificates);
}

/** A special audit between the others, e.g. at short notice; it replaces none of them. */
export function special(world: World, r: Random, certificates: Certificate[], wish: VisitWish): Visit {
  const { body, org } = certificates[0] as Certificate;
  const before = certificates.map((c) => world.lastVisit.get(c) as Visit);
  const occasion: Occasion = { body, org, kind: '04', schemes: certificates.map((c) => c.scheme) };
  const mandays = wish.mandays ?? certificates.map(() => 1);
  const visit = hold(world, r, occasion, { ...wish, mandays }, () => certificates);
  for (const [i, c] of certificates.entries()) world.lastVisit.set(c, before[i] as Visit);
  return visit;
}

function newCycle(
  world: World,
  r: Random,
  occasion: Occasion,
  wish: VisitWish,
  old: readonly Certificate[],
): Visit {
  return hold(world, r, occasion, wish, (decided, staff, mandays) => {
    const issued = decided + (wish.issueAfter ?? r.int(0, 3));
    return occasion.schemes.map((scheme, i): Certificate => {
      const previous = old[i];
      const cycle = previous ? previous.cycle + 1 : 0;
      return {
        no: certificateNo(world, r, occasion.body, scheme, issued, cycle, staff),
        staff,
        initialMandays: previous ? previous.initialMandays : (mandays[i] ?? null),
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
  const n = String(10_000 + world.certificateSerial(r, body, yy));
  if (Number(body.serial) % 5 === 3) return `LZ${body.serial}-${yy}${LETTER[scheme]}${n}-${cycle}`;
  return `${body.serial}${yy}${LETTER[scheme]}${n}R${cycle}${sizeOf(staff)}`;
}

/** The letter that a certificate number gives for the headcount. */
export const sizeOf = (staff: number): 'S' | 'M' | 'L' => (staff <= 65 ? 'S' : staff <= 275 ? 'M' : 'L');

/** About the headcount of the certificate, and never another size. */
function staffNow(r: Random, c: Certificate): number {
  const now = Math.max(2, Math.round(c.staff * r.real(0.95, 1.05)));
  return sizeOf(now) === sizeOf(c.staff) ? now : c.staff;
}

/** The day wished for, but not before `earliest`, and so that what follows is known before the sample ends. */
function inTime(wished: Day, earliest: Day): Day {
  let at = wished;
  while (at > LAST_DAY - 4 || !isWorkday(at)) at -= 1;
  return Math.max(at, earliest);
}

function hold(
  world: World,
  r: Random,
  occasion: Occasion,
  wish: VisitWish,
  certify: (decided: Day, staff: number, mandays: readonly (number | null)[]) => Certificate[],
): Visit {
  const { body, org, kind, schemes } = occasion;
  const staff = wish.staff ?? Math.max(1, Math.round(org.staff * r.real(0.93, 1)));
  const mandays = wish.mandays ?? ordinaryMandays(r, occasion, staff);
  const sum = mandays.reduce<number>((n, v) => n + (v ?? 1), 0);
  const onSite = schemes.length > 1 && body.reportsTotal ? sum / schemes.length : sum;
  const slot =
    wish.slot ??
    schedule(world, r, body, wish.on, onSite, wish.by ?? (wish.on <= LAST_VISIT ? LAST_VISIT + 3 : Infinity));
  const leader = slot.team[0] as Person;
  const first = kind === '01' ? stageOne(world, r, leader, slot.from, onSite) : null;
  const soon = wish.decideAfter ?? r.int(4, kind === '03' ? 16 : 19);
  const decided = inTime(workday(dayOf(slot.to) + soon), workdaysAfter(dayOf(slot.to), 3));
  const certificates = certify(decided, staff, mandays);
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
  const covered = dayOf(first?.from ?? slot.from) >= COVERED_FROM;
  if (covered || (body.archived && dayOf(slot.from) >= ARCHIVED_FROM)) {
    record(world, r, visit, first, wish, covered);
  }
  world.visits.push(visit);
  for (const c of certificates) {
    world.lastVisit.set(c, visit);
    if (c.previous && c.surveillances === 0) replace(world, r, c.previous, visit, c);
  }
  return visit;
}

function record(
  world: World,
  r: Random,
  visit: Visit,
  first: { from: Half; to: Half } | null,
  wish: VisitWish,
  withTeam: boolean,
) {
  const { body, kind, team, certificates } = visit;
  const expert = r.chance(0.12) ? body.experts.find((e) => world.isFree(e, visit.from, visit.to)) : undefined;
  if (expert) world.occupy(expert, visit.from, visit.to);
  const bound = wish.bound ?? r.chance(0.25);
  for (const [i, c] of certificates.entries()) {
    const plan = planFor(world, r, visit, c.scheme, wish.mode ?? 'FS01', expert);
    plan.plan_mandays = visit.rows[i]?.mandays ?? 1;
    if (dayOf(plan.from) < NAMELESS_FROM) {
      plan.cb_approval_no = body.approvalNo;
      plan.cert_no = kind === '03' ? c.no : (c.previous?.no ?? null);
    }
    visit.plans.push(plan);
    if (i === 0 || !bound) visit.signIns.push(signIn(r, plan, r.pick(team)));
    const stage = { '01': '0102', '02': '0201', '03': '03', '04': '04' } as const;
    const member = (
      p: Person,
      role: TeamRow['role'],
      stage_code: TeamRow['stage_code'],
      at: { from: Half; to: Half },
    ) => visit.members.push(teamRow(r, c, plan, p, role, stage_code, at));
    if (!withTeam) continue;
    if (first) member(team[0] as Person, '01', '0101', first);
    for (const [n, p] of team.entries()) member(p, n === 0 ? '01' : '02', stage[kind], visit);
    if (expert) member(expert, '04', stage[kind], visit);
  }
}
