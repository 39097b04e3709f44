import { addMonths, type Day, day, iso } from '../days.ts';
import type { Certificate } from '../records.ts';
import { established, only, renewable } from '../setting.ts';
import { expire, giveUp, revoke, statusRow, suspend } from '../status-rows.ts';
import { surveillance } from '../visit.ts';
import type { World } from '../world.ts';

/**
 * L02 逾期未暂停或暂停超期未撤销: suspended for more than six months. (What was overdue and not suspended is planted by
 * L01.)
 */
export function plantL02(world: World): void {
  const r = world.random('L02');
  /** A certificate that was suspended a few days before its first surveillance fell due. */
  const suspended = (scheme: 'A01' | 'A02' | 'A03', due: string): [Certificate, Day] => {
    const c = only(established(world, r, [scheme], day(due)));
    const on = addMonths(day(c.issued), 12) - 3;
    suspend(world, r, c, on);
    return [c, on];
  };
  const lead = (c: Certificate, on: Day, note: string) =>
    world.truth.lead({ rule: 'L02', cert_no: c.no, occurred_on: iso(addMonths(on, 6)), note });
  const clean = (c: Certificate, why: string) => world.truth.clean('L02', c.no, why);

  for (const due of ['2025-03-10', '2025-06-16']) {
    const [c, on] = suspended('A01', due);
    world.settled.add(c);
    lead(c, on, 'suspended for more than six months, and still');
  }
  const [withdrawn, since] = suspended('A02', '2024-07-15');
  revoke(world, r, withdrawn, addMonths(since, 6) + 35);
  lead(withdrawn, since, 'withdrawn five weeks after the six months were over');
  const [barely, from] = suspended('A03', '2024-11-11');
  revoke(world, r, barely, addMonths(from, 6) + 1);
  lead(barely, from, 'withdrawn a day after the six months were over');
  const [given, begun] = suspended('A01', '2025-01-13');
  giveUp(world, r, given, addMonths(begun, 6) + 50);
  lead(given, begun, 'given up seven weeks after the six months were over');

  const [shown, start] = suspended('A01', '2024-03-18');
  const still = { status: '02', suspend_reason: '未按期接受监督审核', suspend_start: iso(start) };
  statusRow(world, r, shown, addMonths(start, 7) + 5, { ...still, suspend_end: iso(addMonths(start, 9)) });
  surveillance(world, r, [shown], { on: addMonths(start, 8) });
  lead(shown, start, 'a report of the eighth month shows it suspended; restored in the ninth');

  const [restored, on] = suspended('A02', '2025-07-07');
  const audit = surveillance(world, r, [restored], { on: day('2025-12-08') });
  Object.assign(only(audit.rows), {
    ...still,
    suspend_start: iso(on),
    suspend_end: iso(addMonths(on, 6) - 1),
  });
  statusRow(world, r, restored, addMonths(on, 6) + 20, { status: '01' });
  world.settled.add(restored);
  lead(restored, on, 'restored twenty days after the six months were over, as the row of that day says');

  const [exact, first] = suspended('A01', '2024-09-16');
  revoke(world, r, exact, addMonths(first, 6));
  clean(exact, 'boundary: withdrawn on the last day of the six months');
  const [recent, lately] = suspended('A03', '2025-09-22');
  world.settled.add(recent);
  clean(recent, `suspended since ${iso(lately)}: what was done may be reported until the tenth of April`);
  const [young] = suspended('A02', '2025-12-15');
  world.settled.add(young);
  clean(young, 'suspended for less than six months');
  const [back, then] = suspended('A01', '2024-01-22');
  surveillance(world, r, [back], { on: addMonths(then, 7) });
  clean(back, 'restored in the eighth month, and no report shows for how long it was suspended');

  const old = only(renewable(world, r, ['A01'], day('2025-04-14')));
  suspend(world, r, old, day(old.expires) - 60);
  expire(world, r, old);
  clean(old, 'expired two months after it was suspended');
}
