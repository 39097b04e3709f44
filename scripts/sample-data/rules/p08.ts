import { day, dayOf, iso, morning } from '../days.ts';
import type { Person, PlanRow, SignInRow, Visit } from '../records.ts';
import { established, newcomer, only, type Setting } from '../setting.ts';
import { signIn } from '../sign-ins.ts';
import { surveillance } from '../visit.ts';
import type { World } from '../world.ts';

/** P08 首末次签到间隔过短: the opening and the closing meeting were too close together. */
export function plantP08(world: World): void {
  const lead = (visit: Visit, note: string) => {
    const signed = visit.signIns.map((s) => s.plan_no).sort();
    world.truth.lead({
      rule: 'P08',
      plan_no: signed.join('; '),
      occurred_on: visit.signIns[0]?.first_at?.slice(0, 10) ?? '',
      note,
    });
  };
  for (const [on, setting, opened, closed, note] of [
    ['2024-05-20', {}, [0, '09:02:10'], [0, '10:31:40'], 'an hour and a half of two days'],
    ['2024-11-04', {}, [0, '08:50:00'], [0, '16:40:00'], 'gone after one of two days'],
    ['2025-04-14', {}, [1, '15:20:00'], [1, '16:45:00'], 'came on the second afternoon of two days'],
    ['2025-09-01', {}, [0, '16:30:00'], [1, '09:10:00'], 'one evening, one morning: less than an hour'],
    [
      '2025-06-23',
      { mode: 'FS02' },
      [0, '09:00:12'],
      [0, '09:38:55'],
      'remote: joined for the meetings only',
    ],
    ['2026-01-26', { mandays: [0.5] }, [0, '09:00:00'], [0, '09:50:00'], 'fifty minutes of half a day'],
  ] as const) {
    const visit = twoDays(world, on, setting);
    at(visit, only(visit.signIns), opened, closed);
    lead(visit, note);
  }
  const r = world.random('P08');
  const combined = newcomer(world, r, ['A01', 'A02'], day('2025-02-24'), {
    bound: false,
    staff: 40,
    total: false,
  });
  for (const row of combined.signIns) at(combined, row, [0, '09:05:00'], [0, '10:20:00']);
  lead(combined, 'two plans of one visit, each signed for little more than an hour');

  const dated = twoDays(world, '2024-08-19', {});
  Object.assign(only(dated.signIns), { first_at: iso(dayOf(dated.from)), last_at: iso(dayOf(dated.to)) });
  world.truth.open('P08', only(dated.plans).plan_no, 'signed in and out on a day, nobody says when');
  spare(world);
  world.atEnd(() => unsigned(world));
}

type Moment = readonly [days: number, clock: string];

function at(visit: Visit, row: SignInRow, opened: Moment, closed: Moment): void {
  const on = ([days, clock]: Moment) => `${iso(dayOf(visit.from) + days)} ${clock}`;
  Object.assign(row, { first_at: on(opened), last_at: on(closed) });
}

/** A surveillance of two days for one auditor, unless it is said otherwise. */
function twoDays(world: World, on: string, { mode, mandays = [2] }: Setting): Visit {
  const r = world.random(`P08 ${on}`);
  const staff = mandays[0] === 0.5 ? r.int(3, 5) : mandays[0] === 3 ? r.int(100, 120) : r.int(26, 44);
  return surveillance(world, r, established(world, r, ['A01'], day(on), { staff }), {
    on: day(on),
    mandays,
    ...(mode && { mode }),
  });
}

function spare(world: World): void {
  const clean = (visit: Visit, why: string) =>
    world.truth.clean('P08', (visit.plans[0] as PlanRow).plan_no, why);
  const r = world.random('P08 clean');

  const half = twoDays(world, '2024-06-17', {});
  at(half, only(half.signIns), [0, '09:00:00'], [0, '17:00:00']);
  clean(half, 'boundary: half of what was planned');

  const tiny = twoDays(world, '2024-09-02', { mandays: [0.5] });
  at(tiny, only(tiny.signIns), [0, '09:00:00'], [0, '11:10:00']);
  clean(tiny, 'a tiny client: half a day was planned');

  const body = world.someBody(r);
  const start = morning(day('2025-03-24'));
  const free = body.auditors.filter((p) => world.isFree(p, start, start + 1));
  const team = r.sample(free, 2);
  for (const p of team) world.occupy(p, start, start + 1);
  const pair = surveillance(world, r, established(world, r, ['A01'], day('2025-03-24'), { body, staff: 9 }), {
    on: day('2025-03-24'),
    mandays: [1],
    slot: { from: start, to: start + 1, team },
  });
  at(pair, only(pair.signIns), [0, '09:00:00'], [0, '12:05:00']);
  clean(pair, 'the plan covers a day, but one man-day for two people is half of it');

  const scattered = twoDays(world, '2025-01-06', { mandays: [3] });
  Object.assign(only(scattered.rows), {
    multi_site: true,
    sites: `总部 ${scattered.org.place.address}；二厂 ${scattered.org.place.district.name}工业园`,
  });
  at(scattered, only(scattered.signIns), [0, '08:58:00'], [0, '15:30:00']);
  clean(scattered, 'three days at several sites, signed at one');

  const each = twoDays(world, '2025-10-27', {});
  const [plan, row] = [only(each.plans), only(each.signIns)];
  const second: SignInRow = signIn(r, plan, each.team[0] as Person);
  at(each, row, [0, '09:00:00'], [0, '11:40:00']);
  at(each, second, [1, '13:20:00'], [1, '16:30:00']);
  each.signIns.push(second);
  clean(each, 'each site has its own pair of sign-ins');

  const combined = newcomer(world, r, ['A01', 'A03'], day('2024-12-02'), { bound: false, staff: 35 });
  at(combined, combined.signIns[0] as SignInRow, [0, '09:00:00'], [0, '10:00:00']);
  clean(combined, 'the closing stands under the other scheme’s plan');

  const early = newcomer(world, r, ['A01'], day('2021-10-25'), { archived: true, staff: 35 });
  at(early, only(early.signIns), [0, '09:00:00'], [0, '10:00:00']);
  clean(early, 'trial period (2021-09-15 to 2021-11-30)');
}

/** Where one of the two sign-ins is missing for the whole visit, nobody knows how long they stayed. */
function unsigned(world: World): void {
  for (const { signIns, plans } of world.visits) {
    const due = plans.some((p) => isDue(p));
    if (!due || signIns.length === 0 || (signIns.some((s) => s.first_at) && signIns.some((s) => s.last_at)))
      continue;
    world.truth.open('P08', (signIns[0] as SignInRow).plan_no, 'only one of the two sign-ins');
  }
}

const isDue = (plan: PlanRow) =>
  dayOf(plan.from) >= day('2022-10-01') ||
  (plan.audit_mode !== 'FS02' && dayOf(plan.from) >= day('2021-12-01'));
