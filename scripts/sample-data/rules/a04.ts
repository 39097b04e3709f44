import { day, dayOf, type Half, iso, isWorkday } from '../days.ts';
import { teamRow } from '../plan-row.ts';
import type { Random } from '../random.ts';
import type { Body, Person, Visit } from '../records.ts';
import { established, newcomer, only } from '../setting.ts';
import { surveillance } from '../visit.ts';
import type { World } from '../world.ts';

/** A04 审核员年度审核量超限: more than 50 organisations for QMS in a year from 2026 on, or more than 220 days. */
export function plantA04(world: World): void {
  manyOrganisations(world);
  manyDays(world);
}

const hired = (world: World, r: Random, body: Body): Person => {
  const person = world.person(r);
  world.register(r, person, body);
  return person;
};

/** Half a day each at fifty-one small organisations in the first weeks of 2026. */
function manyOrganisations(world: World): void {
  const r = world.random('A04 organisations');
  const body = world.someBody(r, undefined, (b) => b.auditors.length > 11);
  const [leader, member, fewer, unsure] = [1, 2, 3, 4].map(() => hired(world, r, body)) as [
    Person,
    Person,
    Person,
    Person,
  ];
  const trainee = hired(world, r, body);
  const [expert] = body.experts as [Person];
  const visits: Visit[] = [];
  for (const at of halves('2026-01-05', '2026-03-13')) {
    if (visits.length === 51) break;
    if (!world.isFree(expert, at, at)) continue;
    const n = visits.length;
    const team = [leader, member, ...(n < 50 ? [fewer] : []), unsure];
    const held = established(world, r, ['A01'], dayOf(at), {
      body,
      staff: r.int(16, 25),
      initialMandays: [3],
    });
    const visit = surveillance(world, r, held, {
      on: dayOf(at),
      mandays: [1.5],
      slot: { from: at, to: at, team },
      decideAfter: 5,
    });
    visit.members.splice(0, Infinity, ...visit.members.filter((m) => m.role !== '04'));
    const [plan, c] = [only(visit.plans), only(visit.certificates)];
    plan.tech_experts = expert.name;
    world.occupy(expert, at, at);
    visit.members.push(teamRow(r, c, plan, expert, '04', '03', visit), {
      ...teamRow(r, c, plan, trainee, '02', '03', visit),
      qual: '实习审核员',
    });
    visits.push(visit);
  }
  const last = visits[50] as Visit;
  for (const m of last.members) if (m.auditor_id === unsure.id) world.spoil(m, 'qual', '');
  for (const person of [leader, member])
    world.truth.lead({
      rule: 'A04',
      auditor_id: person.id,
      occurred_on: iso(dayOf(last.from)),
      measured: '51',
      note: '51 organisations audited for QMS by March 2026',
    });
  world.truth.clean('A04', fewer.id, 'boundary: 50 organisations');
  world.truth.clean('A04', expert.id, 'technical expert at 51 organisations');
  world.truth.clean('A04', trainee.id, 'trainee at 51 organisations');
  world.truth.open('A04', unsure.id, '51 organisations, at one of them of unknown qualification');
}

function halves(from: string, to: string): Half[] {
  const list: Half[] = [];
  for (let d = day(from); d <= day(to); d++) if (isWorkday(d)) list.push(2 * d, 2 * d + 1);
  return list;
}

/** Nearly every working day of 2025 in the audits of large organisations, a week each. */
function manyDays(world: World): void {
  const r = world.random('A04 days');
  const body = world.someBody(r, undefined, (b) => b.auditors.length > 11);
  const [one, other, exactly] = [1, 2, 3].map(() => hired(world, r, body)) as [Person, Person, Person];
  const leaders = [1, 2, 3, 4].map(() => hired(world, r, body));
  let days = 0;
  let over = 0;
  for (const [from, to] of weeks('2025-01-02', '2025-12-19')) {
    if (to - from < 2) continue;
    const leader = leaders.find((p) => world.isFree(p, 2 * from, 2 * to + 1)) as Person;
    leaders.push(...leaders.splice(0, 1 + leaders.indexOf(leader)));
    const before = days;
    days += to - from + 1;
    const team = [leader, one, other];
    world.occupy(leader, 2 * from, 2 * to + 1);
    const visit = newcomer(world, r, ['A01'], from, {
      body,
      staff: r.int(300, 600),
      mandays: [9],
      slot: { from: 2 * from, to: 2 * to + 1, team },
    });
    // The third is there for as long as it takes to come to 220 days.
    const until = from + Math.min(to - from, 220 - before - 1);
    if (until >= from) {
      const [plan, c] = [only(visit.plans), only(visit.certificates)];
      visit.members.push(teamRow(r, c, plan, exactly, '02', '0102', { from: 2 * from, to: 2 * until + 1 }));
    }
    if (days > 220) over = to;
  }
  for (const person of [one, other])
    world.truth.lead({
      rule: 'A04',
      auditor_id: person.id,
      occurred_on: iso(over),
      measured: `${days} d`,
      note: `${days} days on audits in 2025`,
    });
  world.truth.clean('A04', exactly.id, 'boundary: 220 days on audits in 2025');
}

/** Runs of working days between two days off. */
function weeks(from: string, to: string): [number, number][] {
  const runs: [number, number][] = [];
  for (let d = day(from); d <= day(to); d++) {
    if (!isWorkday(d)) continue;
    const run = runs.at(-1);
    if (run && run[1] === d - 1 && d - run[0] < 5) run[1] = d;
    else runs.push([d, d]);
  }
  return runs;
}
