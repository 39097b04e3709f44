import { type Day, day, dayOf, type Half, iso, isWorkday, workday } from '../days.ts';
import { DISTRICTS, type Place, place } from '../places.ts';
import { teamRow } from '../plan-row.ts';
import type { Random } from '../random.ts';
import type { Body, Certificate, Person, PlanRow, Visit } from '../records.ts';
import { crew, type Slot } from '../schedule.ts';
import { established, newcomer, only } from '../setting.ts';
import { signIn } from '../sign-ins.ts';
import { surveillance } from '../visit.ts';
import type { World } from '../world.ts';

/** P06 审核员同时段多地审核: one person in two audits of different organisations, far apart, at the same time. */
export function plantP06(world: World): void {
  for (const [on, shift] of [
    ['2024-05-13', 0],
    ['2024-09-24', 0],
    ['2025-03-11', 2],
    ['2025-08-12', 0],
    ['2026-01-20', 0],
  ] as const) {
    const { person, here, there } = atOnce(world, on, { shift });
    double(world, person, here, there, 'in both teams');
  }
  for (const on of ['2024-11-19', '2025-10-15']) {
    const { person, here, there } = atOnce(world, on, { away: true });
    const row = only(there.signIns);
    Object.assign(row, { signer_name: person.name, signer_id: person.id });
    world.truth.lead({
      rule: 'P09',
      plan_no: row.plan_no,
      occurred_on: row.first_at?.slice(0, 10) ?? '',
      note: `signed by ${person.name}, who was in another team at that time`,
    });
    double(world, person, here, there, 'in one team, and signed in for the other audit');
  }
  spare(world);
}

function double(world: World, person: Person, here: Visit, there: Visit, how: string): void {
  world.truth.lead({
    rule: 'P06',
    auditor_id: person.id,
    occurred_on: iso(Math.max(dayOf(here.from), dayOf(there.from))),
    note: `${person.name} ${how}: ${only(here.plans).plan_no} and ${only(there.plans).plan_no}`,
  });
}

interface Pair {
  readonly person: Person;
  readonly here: Visit;
  readonly there: Visit;
}

interface PairWish {
  /** Half-days by which the second audit begins later. */
  readonly shift?: number;
  /** The person is not in the second team. */
  readonly away?: boolean;
  /** Where the two organisations are; by default in two cities. */
  readonly places?: readonly [Place, Place];
  readonly modes?: readonly [PlanRow['audit_mode'], PlanRow['audit_mode']];
  /** Length of each in half-days. */
  readonly halves?: readonly [number, number];
}

/** Two surveillances by one body with one auditor in common. */
function atOnce(world: World, on: string, wish: PairWish = {}): Pair {
  const r = world.random(`P06 ${on}`);
  const body = world.someBody(r);
  const places = wish.places ?? twoCities(r);
  // So small that a team of one or two is enough.
  const staff = wish.halves ? r.int(6, 10) : r.int(26, 44);
  const [first, second] = places.map((at) => ready(world, r, body, at, day(on), staff)) as [
    Certificate[],
    Certificate[],
  ];
  const [long, short] = wish.halves ?? [Math.max(4, crew(3).halves), wish.away ? 4 : 3];
  for (let start: Day = workday(day(on)); ; start = workday(start + 1)) {
    const a = { from: 2 * start, to: 2 * start + long - 1 };
    const from = a.from + (wish.shift ?? 0);
    const b = { from, to: from + short - 1 };
    const free = body.auditors.filter((p) => isFreeFor(world, p, a) && isFreeFor(world, p, b));
    if (free.length < 4 || !isWorkday(dayOf(a.to)) || !isWorkday(dayOf(b.to))) continue;
    const [person, other, third] = r.sample(free, 3) as [Person, Person, Person];
    if (isKnown(world, person)) continue;
    const slotA: Slot = { ...a, team: [other, person] };
    const slotB: Slot = { ...b, team: wish.away ? [third] : [person, third] };
    for (const slot of [slotA, slotB]) for (const p of slot.team) world.occupy(p, slot.from, slot.to);
    if (wish.away) world.occupy(person, b.from, b.to);
    const here = surveillance(world, r, first, {
      on: start,
      slot: slotA,
      ...(wish.modes && { mode: wish.modes[0] }),
    });
    const there = surveillance(world, r, second, {
      on: start,
      slot: slotB,
      ...(wish.modes && { mode: wish.modes[1] }),
    });
    for (const visit of [here, there]) only(visit.plans).located = true;
    return { person, here, there };
  }
}

/** Nobody is a lead here and a hard negative there. */
const isKnown = (world: World, { id }: Person) =>
  world.truth.leads.some((l) => l.rule === 'P06' && l.auditor_id === id) ||
  world.truth.hardNegatives.some((h) => h.rule === 'P06' && h.subject === id);

const isFreeFor = (world: World, p: Person, { from, to }: { from: Half; to: Half }) =>
  world.isFree(p, from, to);

function twoCities(r: Random): readonly [Place, Place] {
  const one = r.pick(DISTRICTS);
  return [place(r, one), place(r, r.pick(DISTRICTS.filter((d) => d.city !== one.city)))];
}

function ready(world: World, r: Random, body: Body, at: Place, due: Day, staff: number): Certificate[] {
  const org = world.organisation(r, { place: at, staff });
  return established(world, r, ['A01'], due, { org, body });
}

function spare(world: World): void {
  const r = world.random('P06 clean');
  const clean = (who: string, why: string) => world.truth.clean('P06', who, why);

  const base = place(r, r.pick(DISTRICTS));
  const wing = (name: string, shift: number): Place => ({
    ...base,
    address: `${base.address}${name}`,
    lat: base.lat + shift,
  });
  const affiliated = atOnce(world, '2024-06-18', { places: [wing('甲座', 0), wing('乙座', 0.0015)] });
  clean(affiliated.person.id, 'affiliated companies in two wings of one site, 170 m apart');

  const shared = place(r, r.pick(DISTRICTS));
  const recent = atOnce(world, '2026-02-03', { places: [shared, shared] });
  clean(recent.person.id, 'affiliated companies at one address (no coordinates in the 2026 workbook)');

  const remote = atOnce(world, '2024-10-15', { modes: ['FS01', 'FS02'] });
  clean(remote.person.id, 'took part in the second audit remotely (FS02)');
  const mixed = atOnce(world, '2025-05-20', { modes: ['FS03', 'FS01'] });
  clean(mixed.person.id, 'took part in the first audit partly remotely (FS03)');

  const halfDays = atOnce(world, '2025-06-10', { halves: [1, 1], shift: 1 });
  clean(halfDays.person.id, 'boundary: one audit in the morning, the other in the afternoon');

  const { here, there } = atOnce(world, '2025-01-14', { away: true });
  const expert = here.body.experts[0] as Person;
  for (const visit of [here, there]) {
    const plan = only(visit.plans);
    plan.tech_experts = expert.name;
    const others = visit.members.filter((m) => m.role !== '04');
    visit.members.splice(
      0,
      Infinity,
      ...others,
      teamRow(r, only(visit.certificates), plan, expert, '04', '03', visit),
    );
  }
  clean(expert.id, 'technical expert of both audits');

  const masked = atOnce(world, '2025-09-16', { away: true });
  const mask = `9905**********${String(world.block % 1000).padStart(3, '0')}X`;
  for (const visit of [masked.here, masked.there]) {
    const someone = visit.team.find((p) => p !== masked.person) as Person;
    for (const m of visit.members) if (m.auditor_id === someone.id) m.auditor_id = mask;
    Object.assign(only(visit.signIns), signIn(r, only(visit.plans), someone), { signer_id: mask });
  }
  clean(mask, 'two people with different names whose masked numbers look alike');

  const combined = newcomer(world, r, ['A01', 'A02', 'A03'], day('2025-03-31'), { bound: true });
  clean(
    (combined.team.find((p) => !isKnown(world, p)) as Person).id,
    'combined audit: one person under three plans of one organisation',
  );
}
