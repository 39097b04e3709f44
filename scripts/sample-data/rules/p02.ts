import { day, dayOf, iso } from '../days.ts';
import { away, DISTRICTS, type Place, place } from '../places.ts';
import type { PlanRow, SignInRow, Visit } from '../records.ts';
import { established, only } from '../setting.ts';
import { explain, loseCoordinates, standAt } from '../sign-ins.ts';
import { surveillance } from '../visit.ts';
import type { World } from '../world.ts';

/** P02 签到地点偏差: signed more than 5 km from the planned address. */
export function plantP02(world: World): void {
  const r = world.random('P02');
  const off = (row: SignInRow, plan: PlanRow, text: string) => {
    row.anomaly_type = '签到地点偏差';
    explain(row, plan, text, r.int(1, 3));
  };
  const lead = (visit: Visit, at: string | null, note: string) =>
    world.truth.lead({
      rule: 'P02',
      plan_no: only(visit.plans).plan_no,
      occurred_on: at?.slice(0, 10) ?? '',
      note,
    });

  for (const [on, first, last] of [
    ['2024-04-15', 7.4, 0.2],
    ['2024-08-26', 23.6, 0.3],
    ['2025-05-12', 61, 0.1],
    ['2024-12-09', 0.3, 9.8],
    ['2025-10-20', 0.2, 15.2],
    ['2025-07-21', 12.5, 12.4],
  ] as const) {
    const visit = inPlace(world, on);
    const row = only(visit.signIns);
    standAt(row, only(visit.plans), first, last, r);
    off(row, only(visit.plans), r.pick(['组织地址登记有误', '在途中签到', '定位漂移']));
    lead(
      visit,
      first > 5 ? row.first_at : row.last_at,
      `opening ${first} km, closing ${last} km from the address`,
    );
  }
  // What the export itself says, where there are no coordinates: of the sign-in, then of the plan (2026 workbook).
  const lost = inPlace(world, '2024-06-11', 8);
  loseCoordinates(only(lost.signIns), 8.6);
  off(only(lost.signIns), only(lost.plans), '道路封闭，在附近签到');
  lead(lost, only(lost.signIns).first_at, 'no coordinates, 偏差距离 8.6 km');
  const recent = inPlace(world, '2026-02-02', 8);
  standAt(only(recent.signIns), only(recent.plans), 12.3, 12.1, r);
  off(only(recent.signIns), only(recent.plans), '在酒店签到');
  lead(recent, only(recent.signIns).first_at, 'the plan has no coordinates, 偏差距离 12.3 km');

  for (const on of ['2024-05-27', '2024-09-23', '2025-01-20', '2025-08-18']) {
    const visit = inPlace(world, on);
    loseCoordinates(only(visit.signIns), null);
    world.truth.open(
      'P02',
      only(visit.plans).plan_no,
      'signed, but neither coordinates nor 偏差距离 are exported',
    );
  }
  spare(world);
}

/** A surveillance whose plan gives its coordinates. */
function inPlace(world: World, on: string, staff?: number, at?: Place): Visit {
  const r = world.random(`P02 ${on}`);
  const org = world.organisation(r, staff === undefined ? {} : { staff });
  const visit = surveillance(world, r, established(world, r, ['A01'], day(on), { org }), { on: day(on) });
  const plan = only(visit.plans);
  plan.located = true;
  if (at) plan.place = at;
  if (staff !== undefined && dayOf(plan.from) !== dayOf(plan.to))
    throw new Error(`${iso(dayOf(plan.from))} is not one day`);
  return visit;
}

function spare(world: World): void {
  const r = world.random('P02 clean');
  const clean = (plan: PlanRow, why: string) => world.truth.clean('P02', plan.plan_no, why);
  const near = (on: string, km: number, why: string, at?: Place) => {
    const visit = inPlace(world, on, undefined, at);
    const row = only(visit.signIns);
    standAt(row, only(visit.plans), km, 0.2, r);
    Object.assign(row, {
      first_place: only(visit.plans).place.address,
      last_place: only(visit.plans).place.address,
    });
    clean(only(visit.plans), why);
  };
  const elsewhere = (label: string, text: string): Place => {
    const at = place(world.random(label), r.pick(DISTRICTS));
    return { ...at, address: `${at.address}${text}` };
  };
  near('2024-03-04', 4.85, 'boundary: 4.85 km');
  near('2025-06-02', 0.55, 'a few hundred metres: another coordinate system (GCJ-02 and WGS-84)');
  near(
    '2024-10-28',
    0.3,
    'audited at the production address, far from the registered one',
    elsewhere('works', '（生产厂区）'),
  );
  near(
    '2025-04-28',
    0.4,
    'audited at a construction site, far from the registered address',
    elsewhere('site', '（在建项目部）'),
  );
  const county = DISTRICTS.find((d) => d.name === '鸣溪县') ?? r.pick(DISTRICTS);
  const centre: Place = {
    district: county,
    address: `岚州省${county.city}${county.name}`,
    ...away(county, 0, 0),
  };
  near('2025-11-03', 4.4, 'the plan was placed at the county’s centre, 4.4 km from the works', centre);

  const lost = inPlace(world, '2025-02-24');
  loseCoordinates(only(lost.signIns), 3.2);
  clean(only(lost.plans), 'no coordinates, 偏差距离 3.2 km');
}
