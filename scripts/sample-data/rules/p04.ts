import { addMonths, type Day, day, dayOf, iso, workdaysAfter } from '../days.ts';
import { planFor } from '../plan-row.ts';
import type { PlanRow, SignInRow, Visit } from '../records.ts';
import { schedule } from '../schedule.ts';
import { established, newcomer, only } from '../setting.ts';
import { explain, signIn } from '../sign-ins.ts';
import { surveillance } from '../visit.ts';
import { LAST_DAY, type World } from '../world.ts';

/** P04 签到异常未在5个工作日内说明: the system found something, and nobody said why in time. */
export function plantP04(world: World): void {
  const lead = (visit: Visit, note: string) =>
    world.truth.lead({
      rule: 'P04',
      plan_no: only(visit.plans).plan_no,
      occurred_on: iso(dayOf(visit.to)),
      note,
    });
  for (const [on, status] of [
    ['2024-06-05', '机构未填写'],
    ['2024-12-03', '审核员未填写'],
    ['2025-07-08', '机构未填写'],
    ['2026-02-04', '审核员未填写'],
  ] as const) {
    const visit = odd(world, on);
    only(visit.signIns).anomaly_status = status;
    lead(visit, `not explained (${status})`);
  }
  for (const [on, workdays] of [
    ['2024-03-25', 6],
    ['2024-09-23', 6],
    ['2025-04-23', 9],
    ['2025-10-21', 30],
  ] as const) {
    const visit = odd(world, on);
    explain(only(visit.signIns), only(visit.plans), '末次会议后忘记操作', workdays);
    lead(visit, `explained on the ${workdays}th working day`);
  }
  for (const [on, text] of [
    ['2024-10-29', '定位服务未开启'],
    ['2025-08-26', '系统维护'],
  ] as const) {
    const visit = odd(world, on);
    Object.assign(only(visit.signIns), { anomaly_status: '机构已填写', explain_text: text });
    world.truth.open('P04', only(visit.plans).plan_no, 'explained, but the export does not say when');
  }
  spare(world);
}

/** A surveillance about that day at whose sign-in the system found something; nobody has explained it yet. */
function odd(world: World, on: string): Visit {
  const r = world.random(`P04 ${on}`);
  const visit = surveillance(world, r, established(world, r, ['A01'], day(on)), { on: day(on) });
  only(visit.signIns).anomaly_type = r.pick(['签到时间异常', '签到照片不合格']);
  return visit;
}

function spare(world: World): void {
  const r = world.random('P04 clean');
  const clean = (plan: PlanRow, why: string) => world.truth.clean('P04', plan.plan_no, why);
  const inTime = (on: string, workdays: number, why: string) => {
    const visit = odd(world, on);
    explain(only(visit.signIns), only(visit.plans), '网络故障', workdays);
    clean(only(visit.plans), why);
  };
  inTime('2024-05-13', 5, 'boundary: explained on the fifth working day');
  inTime('2025-01-22', 5, 'on the fifth working day, over Spring Festival and a Sunday worked');
  inTime('2024-09-26', 5, 'on the fifth working day, over the National Day and a Sunday worked');
  inTime('2025-11-18', 0, 'explained on the last day of the audit');

  const normal = odd(world, '2025-03-18');
  Object.assign(only(normal.signIns), { anomaly_type: '正常', anomaly_status: null });
  clean(only(normal.plans), 'the type says that there is none');

  const { visit: longer, until } = extended(world, '2024-08-06');
  const row = only(longer.signIns);
  row.last_at = `${iso(until)} 15:30:00`;
  explain(row, only(longer.plans), '审核延长两日', 7);
  clean(only(longer.plans), 'the audit ended two working days later than planned');

  const twice = odd(world, '2025-05-27');
  const again: SignInRow = { ...only(twice.signIns) };
  only(twice.signIns).anomaly_status = '机构未填写';
  explain(again, only(twice.plans), '手机更换', 3);
  world.extraSignIns.push(again);
  clean(only(twice.plans), 'another row of the export holds the explanation');

  const early = newcomer(world, r, ['A01'], day('2021-10-18'), { archived: true });
  Object.assign(only(early.signIns), { anomaly_type: '签到照片不合格', anomaly_status: '机构未填写' });
  clean(only(early.plans), 'trial period (2021-09-15 to 2021-11-30)');

  clean(pending(world), 'boundary: the fifth working day is the as-of date');
}

/** A surveillance about that day, and its team has nothing else to do for two working days more. */
function extended(world: World, on: string): { visit: Visit; until: Day } {
  const r = world.random(`P04 ${on}`);
  for (let from = day(on); ; from += 7) {
    const visit = surveillance(world, r, established(world, r, ['A01'], from), { on: from });
    const until = workdaysAfter(dayOf(visit.to), 2);
    const more = [visit.to + 1, 2 * until + 1] as const;
    if (!visit.team.every((p) => world.isFree(p, ...more))) continue;
    for (const p of visit.team) world.occupy(p, ...more);
    only(visit.signIns).anomaly_type = '签到时间异常';
    return { visit, until };
  }
}

/** An audit that has only just ended: whoever is to explain its sign-in has time until the as-of date. */
function pending(world: World): PlanRow {
  const r = world.random('P04 pending');
  const body = world.someBody(r);
  const org = world.organisation(r);
  let end: Day = addMonths(LAST_DAY, -1);
  while (workdaysAfter(end, 5) < LAST_DAY) end += 1;
  const slot = schedule(world, r, body, end - 1, 1, end);
  const plan = planFor(world, r, { ...slot, body, org, kind: '01' }, 'A01', 'FS01');
  plan.to = 2 * end + 1;
  world.extraPlans.push(plan);
  const row = signIn(r, plan, slot.team[0] ?? r.pick(body.auditors));
  Object.assign(row, { anomaly_type: '签到时间异常', anomaly_status: '机构未填写' });
  world.extraSignIns.push(row);
  return plan;
}
