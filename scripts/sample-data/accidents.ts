import { day } from './days.ts';
import { newcomer, only } from './setting.ts';
import type { World } from './world.ts';

/** Values that cannot be read as what they should be, as typing and spreadsheets leave them. */
export function damageSome(world: World): void {
  const r = world.random('accidents');
  const { truth } = world;
  const row = (on: string) => only(newcomer(world, r, ['A01'], day(on)).rows);

  const staff = row('2024-06-03');
  world.spoil(staff, 'staff_system', '12人');
  truth.open('T01', staff.cert_no, 'staff_system cannot be read (12人)');
  for (const on of ['2023-02-20', '2024-01-22', '2025-06-30']) {
    const blank = row(on);
    blank.mandays = null;
    truth.open('T01', blank.cert_no, 'mandays is empty');
  }
  const expiry = row('2025-10-20');
  world.spoil(expiry, 'expiry_date', '2028/11/31');
  for (const rule of ['L03', 'L10'])
    truth.open(rule, expiry.cert_no, 'expiry_date cannot be read (2028/11/31)');

  // Fields no rule of the first set needs.
  world.spoil(row('2023-10-30'), 'first_cert_date', '2023112日');
  world.spoil(row('2025-02-24'), 'staff_total', '约30人');
  world.spoil(row('2026-01-05'), 'report_date', '2026年2月');

  const visit = newcomer(world, r, ['A01'], day('2024-09-23'));
  world.spoil(only(visit.signIns), 'deviation_km', '0.2公里');
  only(visit.plans).located = true;
  world.spoil(only(visit.plans), 'plan_mandays', '2天');

  const line = world.listed[5];
  if (line) world.spoil(line, 'fulltime_staff', '十二');

  const [lost, typed, told, ragged] = Array.from({ length: 4 }, () => world.organisation(r));
  if (!lost || !typed || !told || !ragged) return;
  world.spoil(lost, 'uscc', '9.13E+17');
  truth.open('S08', '9.13E+17', 'the code was damaged by a spreadsheet and is empty in the register extract');
  world.spoil(typed, 'founded_on', '2023112日');
  world.spoil(told, 'insured', '12人');
  world.ragged.add(ragged);
}
