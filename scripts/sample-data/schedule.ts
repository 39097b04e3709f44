import { type Day, dayOf, type Half, isWorkday, morning, workday } from './days.ts';
import type { Random } from './random.ts';
import type { Body, Person } from './records.ts';
import type { World } from './world.ts';

export interface Slot {
  readonly from: Half;
  readonly to: Half;
  /** Leader first. */
  readonly team: Person[];
}

/** How many people for how many half-days, for so many man-days on site. */
export function crew(mandays: number): { people: number; halves: number } {
  let people = Math.max(1, Math.ceil(mandays / 3.2));
  while (people < 8 && Math.ceil((mandays * 1.8) / people) > 8) people += 1;
  return {
    people: Math.min(people, 8),
    halves: Math.max(1, Math.min(9, Math.ceil((mandays * 1.8) / people))),
  };
}

const isOneWeek = (from: Half, to: Half) => {
  for (let d = dayOf(from); d <= dayOf(to); d++) if (!isWorkday(d)) return false;
  return true;
};

/** The first slot from `wanted` on in which enough auditors of the body have time; it is entered in their diaries. */
export function schedule(world: World, r: Random, body: Body, wanted: Day, mandays: number): Slot {
  const { people, halves } = crew(mandays);
  for (let start = workday(wanted), tries = 0; tries < 60; start = workday(start + 1), tries++) {
    const from = morning(start) + (halves % 2 === 1 && r.chance(0.3) ? 1 : 0);
    const to = from + halves - 1;
    if (!isOneWeek(from, to)) continue;
    const free = body.auditors.filter((a) => world.isFree(a, from, to));
    if (free.length < people) continue;
    const team = r.sample(free, people);
    for (const person of team) world.occupy(person, from, to);
    return { from, to, team };
  }
  throw new Error(`${body.name} has nobody for ${people} × ${halves} half-days`);
}

/** Half a day or a day of the leader some time before the second stage. */
export function stageOne(world: World, r: Random, leader: Person, before: Half, mandays: number) {
  const halves = mandays > 4 ? 2 : 1;
  for (let back = r.int(6, 25); ; back++) {
    const from = morning(workday(dayOf(before) - back)) + (halves === 1 ? r.int(0, 1) : 0);
    const to = from + halves - 1;
    if (to >= before - 4 || !world.isFree(leader, from, to)) continue;
    world.occupy(leader, from, to);
    return { from, to };
  }
}
