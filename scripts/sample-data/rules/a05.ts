import { day, dayOf, iso } from '../days.ts';
import { guest, rowsOf, visited } from '../guests.ts';
import type { Random } from '../random.ts';
import type { AuditorRow, Person, TeamRow, Visit } from '../records.ts';
import type { World } from '../world.ts';

/** A05 实习或无资格人员任组长: who leads the team is a trainee, an expert or nobody qualified. */
export function plantA05(world: World): void {
  const r = world.random('A05');
  const lead = (person: Person, visit: Visit, note: string) =>
    world.truth.lead({ rule: 'A05', auditor_id: person.id, occurred_on: iso(dayOf(visit.from)), note });

  for (const [on, reg_level, qual, note] of [
    ['2024-05-14', '实习审核员', '实习审核员', 'a trainee by team sheet and register'],
    ['2024-12-17', '实习审核员', '审核员', 'an auditor by the team sheet, a trainee by the register'],
    ['2025-06-24', '', '实习审核员', 'a trainee by the team sheet; the register gives no level'],
    ['2026-01-20', '', '无', 'no qualification, as the team sheet says'],
    ['2025-09-16', '', '技术专家', 'a technical expert leads'],
  ] as const) {
    const { person, visit } = led(world, r, on, { reg_level }, { qual });
    lead(person, visit, note);
  }

  const both = world.someBody(r, undefined, undefined, ['A01', 'A02']);
  const trainee = guest(world, r, both, ['QMS', 'EMS'], { reg_level: '实习审核员' });
  const combined = visited(world, r, day('2025-03-18'), trainee, {
    body: both,
    schemes: ['A01', 'A02'],
    leads: true,
  });
  for (const row of rowsOf(combined, trainee)) row.qual = '实习审核员';
  lead(trainee, combined, 'a trainee leads a combined audit: one lead');

  const { person } = led(world, r, '2024-09-24', { reg_level: '' }, { qual: '07' });
  world.truth.open('A05', person.id, 'a code that nobody knows');
  spare(world);
}

/** A surveillance that a guest leads, whose register and team rows say this. */
function led(world: World, r: Random, on: string, register: Partial<AuditorRow>, sheet: Partial<TeamRow>) {
  const body = world.someBody(r);
  const person = guest(world, r, body, ['QMS'], register);
  const visit = visited(world, r, day(on), person, { body, leads: true });
  for (const row of rowsOf(visit, person)) Object.assign(row, sheet);
  return { person, visit };
}

function spare(world: World): void {
  const r = world.random('A05 clean');
  const clean = (person: Person, why: string) => world.truth.clean('A05', person.id, why);

  const drifted = led(world, r, '2024-07-23', {}, { qual: '实习审核员' });
  clean(drifted.person, 'a trainee by the team sheet, an auditor by the register');

  const learning = led(
    world,
    r,
    '2025-01-14',
    { reg_level: '审核员' },
    { role: '实习组长' as TeamRow['role'] },
  );
  for (const row of learning.visit.members) if (row.auditor_id !== learning.person.id) row.role = '01';
  clean(learning.person, 'a trainee leader (实习组长) beside the leader');

  const supervised = led(world, r, '2025-04-22', { reg_level: '实习审核员' }, { qual: '实习审核员' });
  for (const row of supervised.visit.members) if (row.role === '02') row.role = '01';
  clean(supervised.person, 'a qualified leader beside the trainee');

  const body = world.someBody(r);
  const member = guest(world, r, body, ['QMS'], { reg_level: '实习审核员' });
  for (const row of rowsOf(visited(world, r, day('2025-08-05'), member, { body }), member))
    row.qual = '实习审核员';
  clean(member, 'a trainee as member of the team');
}
