import { reported, setDates } from '../certificate-row.ts';
import { addMonths, type Day, day, dayOf, iso, morning, workday, workdaysAfter } from '../days.ts';
import type { Visit } from '../records.ts';
import { newcomer, only, renewable, renewed, slotOn } from '../setting.ts';
import { LAST_DAY, type World } from '../world.ts';

/** D04 审核结束当日或次日即发证: issued within a working day of the end of the audit. */
export function plantD04(world: World): void {
  const r = world.random('D04');
  const issue = issuing(world);
  const lead = (certificates: readonly string[], on: Day, note: string) =>
    world.truth.lead({
      rule: 'D04',
      cert_no: [...certificates].sort().join('; '),
      occurred_on: iso(on),
      note,
    });
  const after = (visit: Visit, workdays: number) =>
    workdays === 0 ? dayOf(visit.to) : workdaysAfter(dayOf(visit.to), workdays);

  for (const [on, scheme, workdays] of [
    ['2024-05-13', 'A01', 0],
    ['2024-08-12', 'A02', 1],
    ['2025-03-17', 'A01', 1],
    ['2025-09-08', 'A03', 0],
  ] as const) {
    const visit = newcomer(world, r, [scheme], day(on));
    const issued = after(visit, workdays);
    issue(visit, 0, issued);
    lead([only(visit.rows).cert_no], issued, `issued ${workdays} working day(s) after the audit`);
    if (on === '2025-03-17') world.reportedTwice.add(only(visit.rows));
  }

  const again = renewed(world, r, renewable(world, r, ['A01'], day('2025-06-16')));
  const renewedOn = after(again, 1);
  only(again.plans).reported_at = `${iso(dayOf(again.from) - 2)} 09:30`;
  issue(again, 0, renewedOn);
  lead([only(again.rows).cert_no], renewedOn, 'recertification, planned and issued within days');

  const three = newcomer(world, r, ['A01', 'A02', 'A03'], day('2024-10-14'));
  const together = after(three, 1);
  for (const i of [0, 1, 2]) issue(three, i, together);
  lead(
    three.rows.map((row) => row.cert_no),
    together,
    'three certificates of one visit',
  );

  const two = newcomer(world, r, ['A01', 'A02'], day('2025-05-12'));
  issue(two, 1, after(two, 0));
  lead([two.certificates[1]?.no ?? ''], after(two, 0), 'only one of two certificates');

  // Decided and issued on the first of several days: D03 sees the decision.
  const early = newcomer(world, r, ['A01'], day('2025-07-14'), { staff: 160 });
  issue(early, 0, dayOf(early.from));
  lead([only(early.rows).cert_no], dayOf(early.from), 'issued before the audit had ended');
  world.truth.lead({
    rule: 'D03',
    cert_no: only(early.rows).cert_no,
    occurred_on: iso(dayOf(early.from)),
    note: 'decided on the first day of the audit (planted for D04)',
  });
  spare(world);
}

/** Decided and issued on that day, and reported in time. */
function issuing(world: World) {
  const r = world.random('D04 reports');
  return (visit: Visit, i: number, on: Day) => {
    setDates(visit, i, iso(on), iso(addMonths(on, 36) - 1));
    Object.assign(visit.rows[i] as object, { decision_date: iso(on), ...reported(r, on) });
  };
}

function spare(world: World): void {
  const r = world.random('D04 clean');
  const issue = issuing(world);
  const clean = (visit: Visit, why: string) => world.truth.clean('D04', only(visit.rows).cert_no, why);

  for (const on of ['2024-06-17', '2025-04-14', '2025-11-03']) {
    const visit = newcomer(world, r, ['A01'], day(on));
    issue(visit, 0, workdaysAfter(dayOf(visit.to), 2));
    clean(visit, 'boundary: two working days after the audit');
  }

  // From Wednesday noon to Friday; the Sunday after is a working day in exchange for Spring Festival.
  const body = world.someBody(r, LAST_DAY);
  const shifted = newcomer(world, r, ['A01'], day('2024-01-31'), {
    body,
    staff: 12,
    mandays: [2.5],
    slot: slotOn(world, r, body, morning(day('2024-01-31')) + 1, 5, 1),
  });
  issue(shifted, 0, day('2024-02-05'));
  clean(shifted, 'Friday to Monday, with a shifted working Sunday between: two working days');

  const followed = newcomer(world, r, ['A01'], day('2024-11-18'));
  only(followed.rows).audit_end = only(followed.rows).issue_date;
  clean(followed, 'audit_end is a follow-up visit on the day of issue; the team left weeks before');

  const old = renewable(world, r, ['A01'], day('2025-08-25'));
  const { expires, body: by } = only(old);
  let last = day(expires);
  while (workday(last) !== last) last -= 1;
  const seamless = renewed(world, r, old, {
    mandays: [3],
    staff: 40,
    slot: slotOn(world, r, by, morning(last), 2, 3),
  });
  issue(seamless, 0, day(expires) + 1);
  clean(seamless, 'recertification dated to follow the old expiry');
}
