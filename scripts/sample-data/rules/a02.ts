import { type Day, day, dayOf, iso } from '../days.ts';
import { guest, rowsOf, visited } from '../guests.ts';
import { teamRow } from '../plan-row.ts';
import type { Random } from '../random.ts';
import type { Body, Person, Visit } from '../records.ts';
import { only } from '../setting.ts';
import type { World } from '../world.ts';

/** A02 同时在两个以上机构执业: audits for two bodies at once, or records of practice that overlap. */
export function plantA02(world: World): void {
  const r = world.random('A02');
  for (const on of ['2024-04-22', '2024-10-14', '2025-05-12', '2025-11-24']) {
    const [one, other] = twoBodies(world, r);
    const person = practising(world, r, one);
    const visits = toAndFro(world, r, day(on), person, [one, other, one]);
    lead(world, person, dayOf((visits[0] as Visit).to), 'for one body, for another and for the first again');
  }
  const [one, other] = twoBodies(world, r);
  const masked = practising(world, r, one);
  const visits = toAndFro(world, r, day('2025-08-18'), masked, [one, other, one]);
  const mask = `${masked.id.slice(0, 6)}********${masked.id.slice(-4)}`;
  for (const row of rowsOf(visits[1] as Visit, masked)) row.auditor_id = mask;
  lead(world, masked, dayOf((visits[0] as Visit).to), 'the other body masks the number');

  for (const [from, to] of [
    ['2024-06-03', '2024-12-31'],
    ['2025-02-10', null],
  ] as const) {
    const [first, second] = twoBodies(world, r);
    const person = practising(world, r, first, { employed_to: to });
    for (const row of world.register(r, person, second)) row.employed_from = from;
    // The register may mask the number: the team sheet tells whose it is.
    visited(world, r, day(from) + 60, person, { body: first });
    lead(world, person, day(from), `on record with both from ${from} to ${to ?? 'now'}`);
  }
  spare(world);
}

function lead(world: World, person: Person, since: Day, note: string): void {
  world.truth.lead({ rule: 'A02', auditor_id: person.id, occurred_on: iso(since), note });
}

function twoBodies(world: World, r: Random): [Body, Body] {
  const one = world.someBody(r);
  return [one, world.someBody(r, undefined, (b) => b.approvalNo !== one.approvalNo)];
}

const practising = (world: World, r: Random, body: Body, changes: { employed_to?: string | null } = {}) =>
  guest(world, r, body, undefined, { employed_from: '2019-05-06', ...changes });

/** Surveillances of one body after the other, with this person in each team: each begins soon after the last. */
function toAndFro(
  world: World,
  r: Random,
  on: Day,
  person: Person,
  bodies: readonly Body[],
  pause = 3,
): Visit[] {
  const visits: Visit[] = [];
  for (const body of bodies) {
    const last = visits.at(-1);
    visits.push(visited(world, r, last ? dayOf(last.to) + pause : on, person, { body }));
  }
  return visits;
}

function spare(world: World): void {
  const r = world.random('A02 clean');
  const clean = (person: Person, why: string) => world.truth.clean('A02', person.id, why);
  const moves = (person: Person, to: Body, on: Day, until: Day) => {
    for (const row of world.registrationsOf(person)) row.employed_to ??= iso(until);
    for (const row of world.register(r, person, to)) row.employed_from = iso(on);
  };

  const [one, other] = twoBodies(world, r);
  const moved = practising(world, r, one);
  const [before, after] = toAndFro(world, r, day('2024-07-15'), moved, [one, other]) as [Visit, Visit];
  moves(moved, other, dayOf(after.from), dayOf(before.to));
  clean(moved, 'moved from one body to the other, within days');

  const returned = practising(world, r, one);
  const [first, second, third] = toAndFro(world, r, day('2025-01-06'), returned, [one, other, one], 40) as [
    Visit,
    Visit,
    Visit,
  ];
  moves(returned, other, dayOf(second.from), dayOf(first.to));
  moves(returned, one, dayOf(third.from), dayOf(second.to));
  clean(returned, 'moved, and moved back after two months');

  const handed = practising(world, r, other);
  moves(handed, one, day('2024-09-30'), day('2024-09-30'));
  clean(handed, 'boundary: the day of the hand-over is on record with both');

  const expert = one.experts[0] as Person;
  const [here] = toAndFro(world, r, day('2025-06-16'), practising(world, r, one), [one]) as [Visit];
  const [there] = toAndFro(world, r, day('2025-06-16'), practising(world, r, other), [other]) as [Visit];
  for (const visit of [here, there]) {
    const plan = only(visit.plans);
    plan.tech_experts = expert.name;
    visit.members.splice(0, Infinity, ...visit.members.filter((m) => m.role !== '04'));
    visit.members.push(teamRow(r, only(visit.certificates), plan, expert, '04', '03', visit));
  }
  clean(expert, 'a technical expert of two bodies');

  const alike = `9904**********${String(world.block % 1000).padStart(3, '0')}7`;
  const pair = [one, other].map((body) => ({ body, person: practising(world, r, body) }));
  for (const { body, person } of pair) {
    const [visit] = toAndFro(world, r, day('2024-03-11'), person, [body]) as [Visit];
    for (const row of rowsOf(visit, person)) row.auditor_id = alike;
  }
  world.truth.clean('A02', alike, 'two people whose masked numbers look alike');

  const misnamed = practising(world, r, one);
  const back = toAndFro(world, r, day('2025-10-13'), misnamed, [one, other, one]);
  for (const row of rowsOf(back[1] as Visit, misnamed)) row.auditor_name = world.person(r).name;
  world.truth.open('A02', misnamed.id, 'one number under two names');
}
