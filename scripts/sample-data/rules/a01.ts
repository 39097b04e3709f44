import { day, dayOf, iso } from '../days.ts';
import { guest, rowsOf, visited } from '../guests.ts';
import type { AuditorRow, Body, Person, Visit } from '../records.ts';
import type { World } from '../world.ts';

/** A01 审核员未注册或注册失效: in a team, and without a registration in force for any of its schemes. */
export function plantA01(world: World): void {
  const r = world.random('A01');
  register(world);
  const lead = (person: Person, visit: Visit, note: string) =>
    world.truth.lead({ rule: 'A01', auditor_id: person.id, occurred_on: iso(dayOf(visit.from)), note });
  const audits = (on: string, body: Body, person: Person) => visited(world, r, day(on), person, { body });

  for (const [on, fields, changes, note] of [
    ['2024-04-16', ['QMS'], { reg_from: '2018-03-01', reg_to: '2024-02-29' }, 'the registration had ended'],
    ['2025-03-11', ['QMS'], { reg_from: '2025-06-01', reg_to: '2028-05-31' }, 'registered only afterwards'],
    ['2025-09-09', ['EMS', 'OHSMS'], {}, 'registered for other schemes'],
    [
      '2025-04-08',
      ['QMS'],
      { sanction: '暂停注册资格', sanction_from: '2025-01-10', sanction_to: '2025-07-09' },
      'suspended',
    ],
    ['2024-09-10', ['QMS'], { sanction: '撤销注册资格', sanction_from: '2024-06-03' }, 'withdrawn'],
  ] as const) {
    const body = world.someBody(r);
    const person = guest(world, r, body, fields, changes);
    lead(person, audits(on, body, person), note);
  }

  const body = world.someBody(r);
  const stranger = world.unmistakable(r);
  lead(stranger, audits('2024-11-12', body, stranger), 'not in the register, though others of the body are');

  const other = world.someBody(r);
  const late = guest(world, r, other, ['QMS'], { reg_from: '2019-02-01', reg_to: '2025-01-31' });
  const first = audits('2025-03-04', other, late);
  audits('2025-05-13', other, late);
  audits('2025-07-15', other, late);
  lead(late, first, 'three audits after the registration had ended are one lead');

  open(world);
  spare(world);
}

/** The register keeps what has ended, and it was drawn after the last audits. */
function register(world: World): void {
  const r = world.random('A01 register');
  for (let i = 0; i < 3; i++) {
    const left = iso(day('2020-03-31') + r.int(0, 900));
    guest(world, r, world.someBody(r), undefined, {
      reg_from: '2017-09-15',
      reg_to: left,
      employed_to: left,
    });
  }
  const fresh = { reg_from: '2026-03-23', reg_to: '2029-03-22', employed_from: '2026-03-16' };
  guest(world, r, world.someBody(r), ['QMS'], { ...fresh, reg_level: '实习审核员' });
}

function open(world: World): void {
  const r = world.random('A01 open');
  const body = world.someBody(r);
  const unknown = (person: Person, why: string) => world.truth.open('A01', person.id, why);

  const unending = guest(world, r, body, ['QMS'], { sanction: '暂停注册资格', sanction_from: '2024-01-15' });
  visited(world, r, day('2024-05-21'), unending, { body });
  unknown(unending, 'suspended, nobody says until when');

  const blank = guest(world, r, body, ['QMS'], { reg_to: null });
  visited(world, r, day('2025-08-12'), blank, { body });
  unknown(blank, 'the end of the registration is empty');

  const abroad = guest(world, r, body, ['QMS']);
  const passport = `E${r.int(10_000_000, 99_999_999)}`;
  for (const row of rowsOf(visited(world, r, day('2025-10-28'), abroad, { body }), abroad))
    Object.assign(row, { auditor_id: passport, reg_no: '', id_type: '02' });
  world.truth.open(
    'A01',
    passport,
    'a passport number, and somebody of that name is registered with the body',
  );
}

function spare(world: World): void {
  const r = world.random('A01 clean');
  const clean = (person: Person, why: string) => world.truth.clean('A01', person.id, why);
  const registered = (on: string, fields: readonly string[], changes: Partial<AuditorRow>, why: string) => {
    const body = world.someBody(r, undefined, undefined, ['A01', 'A02']);
    const person = guest(world, r, body, fields, changes);
    clean(person, why);
    return { body, person, visit: visited(world, r, day(on), person, { body }) };
  };

  const last = registered(
    '2024-06-25',
    ['QMS'],
    {},
    'boundary: the registration ends on the day the audit begins',
  );
  for (const row of world.registrationsOf(last.person)) row.reg_to = iso(dayOf(last.visit.from));

  const renewed = registered('2024-08-20', ['QMS'], {}, 'the audit fell into a renewal gap of twenty days');
  const start = dayOf(renewed.visit.from);
  for (const row of world.registrationsOf(renewed.person)) row.reg_to = iso(start - 5);
  const [again] = world.register(r, renewed.person, renewed.body, ['QMS']);
  Object.assign(again as AuditorRow, { reg_from: iso(start + 16), reg_to: iso(start + 1100) });

  registered(
    '2025-02-18',
    ['QMS'],
    { sanction: '警告', sanction_from: '2024-12-02' },
    'a warning leaves the registration as it is',
  );
  registered(
    '2025-05-20',
    ['QMS'],
    { sanction: '暂停注册资格', sanction_from: '2024-05-06', sanction_to: '2024-11-05' },
    'the suspension was over',
  );
  registered('2024-10-22', ['QMS', 'EMS'], { reg_level: '实习审核员' }, 'a trainee is registered as one');

  const body = world.someBody(r, undefined, undefined, ['A01', 'A02']);
  const one = guest(world, r, body, ['EMS']);
  visited(world, r, day('2025-06-10'), one, { body, schemes: ['A01', 'A02'] });
  clean(one, 'a combined audit, registered for one of the schemes');

  const masked = guest(world, r, body, ['QMS']);
  const mask = `${masked.id.slice(0, 6)}********${masked.id.slice(-4)}`;
  for (const row of rowsOf(visited(world, r, day('2025-11-11'), masked, { body }), masked))
    row.auditor_id = mask;
  clean(masked, 'a masked number stands for the full one of the register');

  const abroad = guest(world, r, body, ['QMS']);
  const passport = `E${r.int(10_000_000, 99_999_999)}`;
  for (const row of rowsOf(visited(world, r, day('2024-12-10'), abroad, { body }), abroad))
    Object.assign(row, { auditor_id: passport, id_type: '02' });
  world.truth.clean(
    'A01',
    passport,
    'a passport number, with the name and registration number of the register',
  );

  const expert = world.person(r);
  for (const row of rowsOf(visited(world, r, day('2026-01-13'), expert, { body }), expert))
    Object.assign(row, { role: '', qual: '技术专家', reg_no: '' });
  clean(expert, 'a technical expert whose role was left empty');
}
