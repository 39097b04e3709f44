import { tooLittle } from '../audit-time.ts';
import { day } from '../days.ts';
import type { CertificateRow, Visit } from '../records.ts';
import { slotFor } from '../schedule.ts';
import { established, newcomer, only, renewable } from '../setting.ts';
import { recertification, surveillance } from '../visit.ts';
import { TRADES, type Trade } from '../words.ts';
import type { World } from '../world.ts';

export const tradeOf = (noun: string): Trade => TRADES.find((t) => t.noun === noun) as Trade;
const METAL = tradeOf('金属制品'); // 中, 中
const PLASTIC = tradeOf('塑料'); // 高, 中

/** T01 审核人日低于应有值: less than the table × type × 0.7, combined audits as a whole, one lead each, × 0.8. */
export function plantT01(world: World): void {
  const r = world.random('T01');
  const lead = (visit: Visit, what: string) => {
    const certificates = visit.rows.map((row) => row.cert_no).sort();
    const on = visit.rows[0]?.audit_end;
    if (on) world.truth.lead({ rule: 'T01', cert_no: certificates.join('; '), occurred_on: on, note: what });
    return visit;
  };

  lead(
    newcomer(world, r, ['A01'], day('2024-04-22'), { staff: 60, mandays: [tooLittle(5)] }),
    '60 people, QMS initial: 5.0 × 0.7 = 3.5',
  );
  lead(
    newcomer(world, r, ['A01'], day('2022-09-13'), { staff: 300, mandays: [tooLittle(10)] }),
    '300 people, QMS initial: 10.0 × 0.7 = 7.0',
  );
  lead(
    newcomer(world, r, ['A02'], day('2025-04-21'), { staff: 120, trade: PLASTIC, mandays: [tooLittle(11)] }),
    '120 people, EMS 高 initial: 11.0 × 0.7 = 7.7',
  );
  const twice = newcomer(world, r, ['A01'], day('2025-11-03'), { staff: 40, mandays: [tooLittle(4)] });
  world.reportedTwice.add(only(lead(twice, '40 people, QMS initial: 4.0 × 0.7 = 2.8').rows));

  /** So little for a surveillance is less than a third of the first audit, too. */
  const third = (visit: Visit) => {
    const row = only(visit.rows);
    const note = `${row.mandays} man-days, less than a third of the first audit`;
    world.truth.lead({ rule: 'T03', cert_no: row.cert_no, occurred_on: row.audit_end, note });
  };
  const quality = established(world, r, ['A01'], day('2025-02-24'), { staff: 110 });
  third(
    lead(
      surveillance(world, r, quality, { on: day('2025-02-24'), staff: 110, mandays: [tooLittle(7 / 3)] }),
      '110 people, QMS surveillance: 7.0 / 3 × 0.7 = 1.63',
    ),
  );
  const safety = established(world, r, ['A03'], day('2024-06-17'), { staff: 200, trade: METAL });
  only(safety).risk = '';
  third(
    lead(
      surveillance(world, r, safety, { on: day('2024-06-17'), staff: 200, mandays: [tooLittle(10 / 3)] }),
      '200 people, OHSMS with blank risk (中) surveillance: 10.0 / 3 × 0.7 = 2.33',
    ),
  );
  const old = renewable(world, r, ['A01'], day('2025-05-05'), { staff: 150 });
  lead(
    recertification(world, r, old, {
      on: day(only(old).expires) - 55,
      staff: 150,
      mandays: [tooLittle(16 / 3)],
    }),
    '150 people, QMS recertification: 8.0 × 2/3 × 0.7 = 3.73',
  );

  lead(
    newcomer(world, r, ['A01', 'A02', 'A03'], day('2024-09-02'), {
      staff: 80,
      trade: METAL,
      total: false,
      mandays: [2.5, 3, 3.5],
    }),
    '80 people, own shares of a combined initial audit: 9.0 together; (6 + 7 + 7) × 0.8 × 0.7 = 11.2',
  );
  const total = established(world, r, ['A01', 'A02'], day('2025-07-14'), {
    staff: 240,
    trade: METAL,
    total: true,
    initialMandays: [7, 7],
  });
  const same = surveillance(world, r, total, { on: day('2025-07-14'), staff: 240, mandays: [2.5, 2.5] });
  world.truth.clean(
    'T01',
    same.rows[0]?.cert_no ?? '',
    '2.5 on both rows: too little as a total (3.55), enough as own shares (5.0), and the export does not say which',
  );
  spare(world);
}

function spare(world: World): void {
  const r = world.random('T01 clean');
  const clean = (row: CertificateRow | undefined, why: string) =>
    world.truth.clean('T01', row?.cert_no ?? '', why);

  const shares = established(world, r, ['A01', 'A02', 'A03'], day('2024-11-18'), {
    staff: 120,
    trade: METAL,
    total: false,
    initialMandays: [3, 5.5, 6],
  });
  const shared = surveillance(world, r, shares, { on: day('2024-11-18'), staff: 120, mandays: [1, 2, 2.5] });
  clean(
    shared.rows[0],
    'own share 1.0 is little for QMS alone, but the combined audit as a whole has 5.5 of at least 4.3',
  );

  const whole = newcomer(world, r, ['A01', 'A03'], day('2025-05-26'), { total: true });
  clean(whole.rows[0], 'each row carries the total of the combined audit, not the scheme’s own days');

  const shifts = newcomer(world, r, ['A01'], day('2024-03-25'), { staff: 230, mandays: [7] });
  clean(only(shifts.rows), 'shift work: 22 % less than the table for 230 people is within the 30 % cut');

  const unknown = established(world, r, ['A02'], day('2025-01-06'), {
    staff: 120,
    trade: PLASTIC,
    initialMandays: [7],
  });
  only(unknown).risk = '';
  only((world.lastVisit.get(only(unknown)) as Visit).rows).risk_level = '';
  const blank = surveillance(world, r, unknown, { on: day('2025-01-06'), staff: 120, mandays: [2.5] });
  clean(only(blank.rows), 'blank risk counts as 中: floor 8.0 / 3 × 0.7 = 1.87 (it would be 2.57 for 高)');

  const offSite = newcomer(world, r, ['A01'], day('2025-06-23'), { staff: 100, mandays: [5.5] });
  clean(only(offSite.rows), 'the figure leaves out an off-site first stage and still passes 4.9');

  const rounded = established(world, r, ['A01'], day('2024-08-05'), { staff: 50, initialMandays: [4.5] });
  const half = surveillance(world, r, rounded, { on: day('2024-08-05'), staff: 50, mandays: [1.5] });
  clean(only(half.rows), 'half-day rounding: 5.0 / 3 = 1.67, reported as 1.5, floor 1.17');

  // The days of two sites on two rows of one certificate.
  const body = world.someBody(r);
  const slot = slotFor(world, r, body, day('2025-10-13'), 3, 5);
  const sites = newcomer(world, r, ['A01'], day('2025-10-13'), { staff: 200, mandays: [8], body, slot });
  const one = only(sites.rows);
  one.mandays = 4;
  const [here, there] = [one.org_addr, one.org_addr.replace(/\d+号$/, '916号')];
  Object.assign(one, { multi_site: true, sites: `一厂：${here}` });
  world.extraRows.push({ ...one, sites: `二厂：${there}` });
  clean(one, 'multi-site: 4.0 + 4.0 days of one audit split over two rows; floor 6.3');
}
