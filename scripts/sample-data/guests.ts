import type { Scheme } from './audit-time.ts';
import { type Day, iso } from './days.ts';
import type { Random } from './random.ts';
import type { AuditorRow, Body, Person, Visit } from './records.ts';
import { schedule } from './schedule.ts';
import { established } from './setting.ts';
import { surveillance } from './visit.ts';
import type { World } from './world.ts';

/** People who are in the audits that a plant puts them in, and in no others. */

export interface Guest {
  readonly body: Body;
  readonly schemes?: readonly Scheme[];
  /** The guest leads instead of one of the body's own. */
  readonly leads?: boolean;
}

/** Somebody of that body, registered over the whole time unless the rows are changed. */
export function guest(
  world: World,
  r: Random,
  body: Body,
  fields?: readonly string[],
  changes: Partial<AuditorRow> = {},
): Person {
  const person = world.person(r);
  for (const row of world.register(r, person, body, fields)) Object.assign(row, changes);
  return person;
}

/** A surveillance that begins about that day, with the guest beside one of the body's own auditors. */
export function visited(
  world: World,
  r: Random,
  on: Day,
  person: Person,
  { body, schemes = ['A01'], leads = false }: Guest,
): Visit {
  const staff = r.int(26, 44);
  const certificates = established(world, r, schemes, on, { body, staff });
  const slot = schedule(world, r, body, on, 2);
  const team = slot.team.slice(0, 1);
  for (let h = slot.from; h <= slot.to; h++) {
    if (!world.isFree(person, h, h)) throw new Error(`${person.name} is busy on ${iso(on)}`);
  }
  world.occupy(person, slot.from, slot.to);
  return surveillance(world, r, certificates, {
    on,
    slot: { ...slot, team: leads ? [person, ...team] : [...team, person] },
  });
}

/** The rows of the team sheet that somebody has in a visit. */
export const rowsOf = (visit: Visit, person: Person) =>
  visit.members.filter((m) => m.auditor_id === person.id);
