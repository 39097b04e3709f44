import { setDates } from '../certificate-row.ts';
import { addMonths, day, iso } from '../days.ts';
import type { Visit } from '../records.ts';
import { newcomer, only, renewable } from '../setting.ts';
import { recertification, surveillance } from '../visit.ts';
import type { World } from '../world.ts';

/** L03 有效期超过三年: longer than three years, days left of the old certificate apart. */
export function plantL03(world: World): void {
  const r = world.random('L03');
  const tooLong = (visit: Visit, expires: number, note: string) => {
    const row = only(visit.rows);
    setDates(visit, 0, row.issue_date, iso(expires));
    world.truth.lead({ rule: 'L03', cert_no: row.cert_no, occurred_on: row.issue_date, note });
    return row;
  };
  const after = (visit: Visit, months: number, days = 0) =>
    addMonths(day(only(visit.rows).issue_date), months) + days;

  const four = newcomer(world, r, ['A01'], day('2023-06-12'));
  tooLong(four, after(four, 48, -1), 'four years');
  surveillance(world, r, four.certificates, { on: day('2024-05-13') });
  const five = newcomer(world, r, ['A02'], day('2024-07-29'));
  tooLong(five, after(five, 60, -1), 'five years, as for products');
  const one = newcomer(world, r, ['A01'], day('2025-02-17'));
  tooLong(one, after(one, 36, 1), 'three years and a day');
  const some = newcomer(world, r, ['A03'], day('2025-11-11'));
  world.reportedTwice.add(tooLong(some, after(some, 39), 'three years and three months'));

  const old = renewable(world, r, ['A01'], day('2025-02-17'));
  const end = day(only(old).expires);
  const early = recertification(world, r, old, { on: end - 70 });
  tooLong(
    early,
    addMonths(end, 42),
    'recertification: three and a half years from the end of the old certificate',
  );
  const ended = renewable(world, r, ['A01'], day('2025-01-20'));
  const late = recertification(world, r, ended, { on: day(only(ended).expires) + 20 });
  tooLong(
    late,
    after(late, 42),
    'recertification after the old certificate had ended: nothing left to carry over, yet three and a half years',
  );
  spare(world);
}

function spare(world: World): void {
  const r = world.random('L03 clean');
  const { truth } = world;

  const exact = newcomer(world, r, ['A01'], day('2024-12-02'));
  setDates(exact, 0, only(exact.rows).issue_date, iso(addMonths(day(only(exact.rows).issue_date), 36)));
  truth.clean('L03', only(exact.rows).cert_no, 'boundary: expires on the third anniversary of issue');

  const old = renewable(world, r, ['A01'], day('2025-05-12'));
  const carried = recertification(world, r, old, { on: day(only(old).expires) - 75, carryOver: true });
  truth.clean(
    'L03',
    only(carried.rows).cert_no,
    'recertified early: three years from the end of the old certificate (prev_cert_no)',
  );

  const service = newcomer(world, r, ['C01'], day('2024-05-20'), { body: world.body('9002') });
  setDates(
    service,
    0,
    only(service.rows).issue_date,
    iso(addMonths(day(only(service.rows).issue_date), 48) - 1),
  );
  truth.clean(
    'L03',
    only(service.rows).cert_no,
    'service certification, four years: not a management system',
  );

  const leap = newcomer(world, r, ['A02'], day('2024-01-29'));
  Object.assign(only(leap.rows), { decision_date: '2024-02-29', report_date: '2024-03-06' });
  setDates(leap, 0, '2024-02-29', '2027-02-28');
  truth.clean(
    'L03',
    only(leap.rows).cert_no,
    'issued on 29 February, expires on 28 February three years later',
  );
}
