import { type Day, dayOf, type Half, isWorkday, morning, workday, workdaysBetween } from './days.ts';
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
  let people = Math.min(8, Math.max(1, Math.ceil(mandays / 3.2)));
  while (people < 8 && Math.ceil((mandays * 1.9) / people) > 8) people += 1;
  return {
    people,
    halves: Math.max(1, Math.min(9, Math.ceil((mandays * 1.9) / people))),
  };
}

const isOneWeek = (from: Half, to: Half) => {
  for (let d = dayOf(from); d <= dayOf(to); d++) if (!isWorkday(d)) return false;
  return true;
};

/**
 * The first slot from `wanted` on in which enough auditors of the body have time, or if that would end after `by`
 * the last one before; it is entered in their diaries.
 */
export function schedule(
  world: World,
  r: Random,
  body: Body,
  wanted: Day,
  mandays: number,
  by = Infinity,
): Slot {
  const { people, halves } = crew(mandays);
  const afternoon = halves % 2 === 1 && r.chance(0.3) ? 1 : 0;
  const at = (start: Day): Slot | undefined => {
    const from = morning(start) + afternoon;
    const to = from + halves - 1;
    if (!isOneWeek(from, to) || dayOf(to) > by) return undefined;
    const free = body.auditors.filter((a) => world.isFree(a, from, to));
    if (free.length < people) return undefined;
    const team = r.sample(free, people);
    for (const person of team) world.occupy(person, from, to);
    return { from, to, team };
  };
  for (let days = 0; days < 85; days++) {
    const slot = at(wanted + days);
    if (slot) return slot;
    if (wanted + days > by) break;
  }
  for (let days = 1; days < 60; days++) {
    const slot = at(wanted - days);
    if (slot) return slot;
  }
  // Too much to do: the body takes on people.
  for (let start = workday(wanted); ; start = workday(start + 1)) {
    const from = morning(start);
    const to = from + halves - 1;
    if (!isOneWeek(from, to)) continue;
    const free = body.auditors.filter((a) => world.isFree(a, from, to));
    while (free.length < people) free.push(world.hire(r, body));
    const team = r.sample(free, people);
    for (const person of team) world.occupy(person, from, to);
    return { from, to, team };
  }
}

/** The first slot from `wanted` on for just so many people and half-days. */
export function slotFor(
  world: World,
  r: Random,
  body: Body,
  wanted: Day,
  people: number,
  halves: number,
): Slot {
  for (let start = wanted; start < wanted + 120; start++) {
    const from = morning(start);
    const to = from + halves - 1;
    const free = body.auditors.filter((a) => world.isFree(a, from, to));
    if (!isOneWeek(from, to) || free.length < people) continue;
    const team = r.sample(free, people);
    for (const person of team) world.occupy(person, from, to);
    return { from, to, team };
  }
  throw new Error(`${body.name} has nobody for ${people} × ${halves} half-days`);
}

/** Half a day or a day of the leader some time before the second stage. */
export function stageOne(world: World, r: Random, leader: Person, before: Half, mandays: number) {
  const halves = mandays > 4 ? 2 : 1;
  for (let back = r.int(9, 26); ; back++) {
    const from = morning(workday(dayOf(before) - back)) + (halves === 1 ? r.int(0, 1) : 0);
    const to = from + halves - 1;
    // Clearly more than the five days of the rule of 2026, whether working or calendar days are meant.
    if (workdaysBetween(dayOf(to), dayOf(before) - 1) < 6 || !world.isFree(leader, from, to)) continue;
    world.occupy(leader, from, to);
    return { from, to };
  }
}
