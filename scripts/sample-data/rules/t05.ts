import { ordinary, required, type Scheme, upToHalf } from '../audit-time.ts';
import { day, iso } from '../days.ts';
import type { Certificate, CertificateRow, Visit } from '../records.ts';
import { established, newcomer, only, transfer } from '../setting.ts';
import { riskIn, surveillance } from '../visit.ts';
import type { World } from '../world.ts';
import { tradeOf } from './t01.ts';

const METAL = tradeOf('金属制品');
const YEAR = 352;

/** T05 同一组织审核时间骤降: half or less of the last audit of the same kind, with about the same staff. */
export function plantT05(world: World): void {
  const r = world.random('T05');
  const lead = (visit: Visit, from: readonly (number | null)[]) => {
    for (const [i, row] of visit.rows.entries()) {
      const note = `surveillance ${from[i]} → ${row.mandays} man-days, staff about the same`;
      world.truth.lead({ rule: 'T05', cert_no: row.cert_no, occurred_on: row.audit_end, note });
    }
  };
  for (const [scheme, staff, on] of [
    ['A01', 70, '2023-03-13'],
    ['A01', 180, '2024-01-15'],
    ['A02', 95, '2024-04-08'],
    ['A03', 60, '2024-05-27'],
    ['A01', 260, '2024-12-02'],
  ] as const) {
    const least = lessButEnough(scheme, staff);
    const certificates = established(world, r, [scheme], day(on), {
      staff,
      trade: METAL,
      initialMandays: [
        Math.min(3 * least, ordinary(required(scheme, staff, riskIn(METAL, scheme), '01'), 0.5)),
      ],
    });
    const before = 2 * least + 0.5;
    surveillance(world, r, certificates, { on: day(on), staff, mandays: [before] });
    const second = surveillance(world, r, certificates, {
      on: day(on) + YEAR,
      staff: staff - 2,
      mandays: [least],
    });
    lead(second, [before]);
    if (on === '2024-12-02') world.reportedTwice.add(only(second.rows));
  }
  const both = established(world, r, ['A01', 'A02'], day('2024-02-26'), {
    staff: 100,
    trade: METAL,
    total: true,
    initialMandays: [10, 10],
  });
  surveillance(world, r, both, { on: day('2024-02-26'), staff: 100, mandays: [7.5, 7.5] });
  lead(surveillance(world, r, both, { on: day('2025-02-10'), staff: 101, mandays: [3.5, 3.5] }), [7.5, 7.5]);
  spare(world);
}

/** At least 10 % above the floor of a surveillance, so that T01 has nothing to say. */
function lessButEnough(scheme: Scheme, staff: number): number {
  const days = required(scheme, staff, riskIn(METAL, scheme), '03');
  return upToHalf(Math.max(days, Math.round(days * 2) / 2) * 0.7 * 1.1);
}

function spare(world: World): void {
  const r = world.random('T05 clean');
  const clean = (row: CertificateRow | undefined, why: string) =>
    world.truth.clean('T05', row?.cert_no ?? '', why);
  const ims = ['A01', 'A02', 'A03'] as const;

  const apart = established(world, r, ims, day('2024-03-18'), {
    staff: 60,
    trade: METAL,
    total: false,
    initialMandays: [5, 6, 6],
  });
  for (const [i, days] of [4, 5, 4.5].entries()) {
    const one = [apart[i] as Certificate];
    surveillance(world, r, one, { on: day('2024-01-08') + i * 36, staff: 60, mandays: [days] });
  }
  const joined = surveillance(world, r, apart, { on: day('2025-01-06'), staff: 60, mandays: [2, 2.5, 2] });
  for (const row of joined.rows)
    clean(row, 'single audits last year, own shares of one combined audit this year');

  const summed = established(world, r, ims, day('2024-03-18'), {
    staff: 60,
    trade: METAL,
    total: false,
    initialMandays: [4.5, 6, 6.5],
  });
  surveillance(world, r, summed, { on: day('2024-03-18'), staff: 60, mandays: [6, 6, 6] });
  const split = surveillance(world, r, summed, { on: day('2025-03-03'), staff: 60, mandays: [1.5, 2, 2.5] });
  for (const row of split.rows)
    clean(row, 'total of the combined audit on each row, then own shares: 6.0 both times');

  const left = established(world, r, ['A01'], day('2023-02-06'), { staff: 60 });
  surveillance(world, r, left, { on: day('2023-02-06'), staff: 60, mandays: [5] });
  const next = world.someBody(r, day('2026-01-01'), (b) => b !== only(left).body);
  const moved = transfer(world, r, only(left), next, { on: day('2024-01-08'), staff: 60 });
  const there = surveillance(world, r, moved.certificates, {
    on: day('2025-01-06'),
    staff: 60,
    mandays: [2],
  });
  clean(only(there.rows), 'the earlier surveillance of 5.0 man-days was by another body');

  const wide = established(world, r, ['A01'], day('2024-05-06'), { staff: 62, trade: METAL });
  only(wide).scopeCodes = ['17.10.02', '17.12.05', '18.02.04'];
  only(wide).scope = '金属结构件的加工；机械零部件的加工';
  surveillance(world, r, wide, { on: day('2024-05-06'), staff: 62, mandays: [5] });
  only(wide).scopeCodes = ['17.10.02'];
  only(wide).scope = '金属结构件的加工';
  const narrow = surveillance(world, r, wide, { on: day('2025-04-21'), staff: 62, mandays: [2] });
  Object.assign(only(narrow.rows), { change_code: '03', change_date: only(narrow.rows).decision_date });
  clean(only(narrow.rows), 'scope cut from three business codes to one');

  const many = established(world, r, ['A01'], day('2024-06-03'), { staff: 120 });
  surveillance(world, r, many, { on: day('2024-06-03'), staff: 120, mandays: [5] });
  const fewer = surveillance(world, r, many, { on: day('2025-05-19'), staff: 70, mandays: [2.5] });
  clean(only(fewer.rows), 'staff fell from 120 to 70 as well');

  const less = established(world, r, ['A01'], day('2024-07-01'), { staff: 118 });
  surveillance(world, r, less, { on: day('2024-07-01'), staff: 118, mandays: [5.5] });
  const enough = surveillance(world, r, less, { on: day('2025-06-16'), staff: 117, mandays: [3] });
  clean(only(enough.rows), `boundary: 5.5 → 3.0 man-days is 45 %, less than half (${iso(enough.from >> 1)})`);

  const first = newcomer(world, r, ['A01'], day('2024-10-28'), { staff: 130 });
  const second = surveillance(world, r, first.certificates, { on: day('2025-09-29'), staff: 130 });
  clean(only(second.rows), 'a surveillance after an initial audit: another kind of audit');
}
