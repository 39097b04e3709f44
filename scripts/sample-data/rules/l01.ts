import { addMonths, type Day, day, dayOf, iso, isWorkday } from '../days.ts';
import type { Certificate, Visit } from '../records.ts';
import { established, newcomer, only, transfer } from '../setting.ts';
import { expire, revoke, suspend } from '../status-rows.ts';
import { recertification, surveillance } from '../visit.ts';
import type { World } from '../world.ts';

/** Twelve months after the issue. */
const firstDue = (c: Certificate): Day => addMonths(day(c.issued), 12);
/** By the rules before 2026: fifteen months after the last audit, and no calendar year left out. */
const nextDue = (last: Visit): Day => {
  const end = dayOf(last.to);
  return Math.min(addMonths(end, 15), day(`${Number(iso(end).slice(0, 4)) + 1}-12-31`));
};

/** L01 监督审核逾期: surveillance later than the rule in force on the day it fell due allows, or none. */
export function plantL01(world: World): void {
  const r = world.random('L01');
  const lead = (c: Certificate, due: Day, note: string, rule = 'L01') =>
    world.truth.lead({ rule, cert_no: c.no, occurred_on: iso(due), note });
  const late = (group: Certificate[], due: Day, days: number, note: string) => {
    const visit = surveillance(world, r, group, { on: due + days });
    if (dayOf(visit.from) <= due) throw new Error(`${group[0]?.no} was audited in time`);
    for (const c of group) lead(c, due, note);
    return visit;
  };

  const first = only(newcomer(world, r, ['A01'], day('2023-05-15')).certificates);
  late([first], firstDue(first), 40, 'the first surveillance forty days late');
  const both = newcomer(world, r, ['A02', 'A03'], day('2024-06-03')).certificates;
  late(both, firstDue(both[0] as Certificate), 20, 'a combined first surveillance twenty days late');
  const relieved = only(newcomer(world, r, ['A02'], day('2021-03-08')).certificates);
  late(
    [relieved],
    addMonths(firstDue(relieved), 6),
    30,
    'a month more than the six months of epidemic relief',
  );

  const second = established(world, r, ['A02'], day('2023-03-06'));
  const one = surveillance(world, r, second, { on: day('2023-03-06') });
  late(second, nextDue(one), 25, 'the second surveillance after more than fifteen months');
  const skipped = established(world, r, ['A03'], day('2023-11-20'));
  const autumn = surveillance(world, r, skipped, { on: day('2023-11-20') });
  late(skipped, nextDue(autumn), 9, 'within fifteen months, but none in the calendar year 2024');
  const strict = established(world, r, ['A01'], day('2025-01-08'));
  const before = surveillance(world, r, strict, { on: day('2025-01-08') });
  late(
    strict,
    addMonths(dayOf(before.to), 12),
    30,
    'QMS: twelve months since the one before, in force from 2026',
  );

  for (const [scheme, on] of [
    ['A01', '2024-04-22'],
    ['A02', '2024-09-09'],
  ] as const) {
    const c = only(newcomer(world, r, [scheme], day(on)).certificates);
    world.settled.add(c);
    lead(c, firstDue(c), 'never audited since its issue, and still valid');
    lead(c, firstDue(c), 'overdue and still valid, not suspended', 'L02');
  }
  const idle = established(world, r, ['A01'], day('2023-06-12'));
  const last = surveillance(world, r, idle, { on: day('2023-06-12') });
  lead(only(idle), nextDue(last), 'no second surveillance until it expired');
  expire(world, r, only(idle));
  const slow = only(newcomer(world, r, ['A01'], day('2024-02-26')).certificates);
  lead(slow, firstDue(slow), 'suspended only two months after surveillance fell due');
  suspend(world, r, slow, firstDue(slow) + 60);
  revoke(world, r, slow, addMonths(firstDue(slow) + 60, 6) - 12);
  spare(world);
  unseen(world);
}

function spare(world: World): void {
  const r = world.random('L01 clean');
  const clean = (c: Certificate, why: string) => world.truth.clean('L01', c.no, why);
  const anew = (scheme: 'A01' | 'A02' | 'A03', on: string, staff?: number) =>
    only(newcomer(world, r, [scheme], day(on), staff ? { staff } : {}).certificates);

  for (const on of ['2023-08-14', '2023-09-04', '2023-10-16', '2024-03-11', '2024-08-19']) {
    const c = anew('A01', on, 8);
    const due = firstDue(c);
    if (!isWorkday(due)) continue;
    if (dayOf(surveillance(world, r, [c], { on: due, by: due }).from) === due)
      clean(c, 'boundary: the first surveillance begins twelve months after the issue to the day');
  }
  const ems = established(world, r, ['A02'], day('2025-01-13'));
  surveillance(world, r, ems, { on: day('2025-01-13') });
  surveillance(world, r, ems, { on: day('2026-02-16') });
  clean(only(ems), 'EMS, thirteen months in 2026: no text asks for twelve');

  const paused = anew('A01', '2024-05-13');
  suspend(world, r, paused, firstDue(paused) - 3);
  surveillance(world, r, [paused], { on: firstDue(paused) + 100, by: addMonths(firstDue(paused), 5) });
  clean(paused, 'suspended when it fell due, audited before it was restored');
  const prompt = anew('A03', '2024-07-08');
  suspend(world, r, prompt, firstDue(prompt) + 12);
  surveillance(world, r, [prompt], { on: firstDue(prompt) + 80, by: addMonths(firstDue(prompt), 5) });
  clean(prompt, 'suspended twelve days after it fell due: the body has acted');

  const relieved = anew('A01', '2021-03-22');
  surveillance(world, r, [relieved], { on: addMonths(firstDue(relieved), 4) });
  clean(relieved, 'sixteen months, six of which the epidemic rules gave');

  const early = established(world, r, ['A01'], day('2024-01-15'));
  surveillance(world, r, early, { on: day('2024-01-15') });
  const renewed = recertification(world, r, early, { on: day('2024-12-02') });
  clean(only(early), 'recertified early instead of the second surveillance');
  clean(only(renewed.certificates), 'and the new certificate that followed');

  const held = only(established(world, r, ['A01'], day('2024-05-20')));
  surveillance(world, r, [held], { on: day('2024-05-20') });
  const to = world.someBody(r, day('2026-03-01'), (b) => b !== held.body, ['A01']);
  const moved = transfer(world, r, held, to, { on: day('2024-08-05') });
  surveillance(world, r, moved.certificates, { on: addMonths(firstDue(only(moved.certificates)), 1) });
  clean(only(moved.certificates), 'taken over from another body: thirteen months after the issue');

  const young = anew('A01', '2025-02-10');
  world.settled.add(young);
  clean(young, 'it fell due so lately that the report of an audit may be on its way');
  world.truth.clean('L02', young.no, 'the same');
}

/** Audits that the certificate rows do not show. */
function unseen(world: World): void {
  const r = world.random('L01 unseen');
  for (const what of ['team', 'sign-in'] as const) {
    const group = established(world, r, ['A01'], day('2025-05-19'));
    const visit = surveillance(world, r, group, { on: day('2025-05-19'), bound: false });
    visit.rows.splice(0);
    if (what === 'sign-in') visit.members.splice(0);
    world.settled.add(only(group));
    world.truth.clean('L01', only(group).no, `the audit is only in the ${what} data`);
  }

  const c = only(newcomer(world, r, ['A02'], day('2024-10-28')).certificates);
  const row = suspend(world, r, c, firstDue(c) + 60);
  row.suspend_start = null;
  world.settled.add(c);
  world.truth.open('L01', c.no, 'suspended when it was overdue or before: nobody says since when');
  world.truth.open('L02', c.no, 'suspended, nobody says since when');
}
