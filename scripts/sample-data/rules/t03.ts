import { addMonths, day, dayOf } from '../days.ts';
import { isReported } from '../files/certificate-files.ts';
import type { Certificate, CertificateRow, Visit } from '../records.ts';
import { established, newcomer, only, renewable, type Setting } from '../setting.ts';
import { giveUp } from '../status-rows.ts';
import { recertification, surveillance } from '../visit.ts';
import type { World } from '../world.ts';

/** T03 监督审核人日低于初审三分之一: a third of the first audit of the cycle, down to half a day. */
export function plantT03(world: World): void {
  const lead = (visit: Visit, note: string) => {
    const certificates = visit.rows.map((row) => row.cert_no).sort();
    world.truth.lead({
      rule: 'T03',
      cert_no: certificates.join('; '),
      occurred_on: visit.rows[0]?.audit_end ?? '',
      note,
    });
  };
  lead(watched(world, '2024-04-09', [7.5], [1.5]), '1.5 of 7.5, floor 2.5');
  lead(watched(world, '2024-11-26', [6], [1.5]), '1.5 of 6, floor 2');
  lead(watched(world, '2025-05-27', [6.5], [1.5], { schemes: ['A03'] }), 'OHSMS: 1.5 of 6.5, floor 2');
  lead(
    watched(world, '2025-09-02', [7, 8], [1.5, 2.5], { schemes: ['A01', 'A02'], total: false }),
    'a combined audit as a whole: 4 of 15, floor 5',
  );
  lead(
    watched(world, '2026-01-13', [7.5], [1.5], { staffBefore: 66 }),
    'fewer people by a few: 7.5 days come to 6.25 for 60 by the table, floor 2',
  );
  const halfYears = twice(world, '2024-08-20', [6], [0.5, 1]);
  lead(halfYears, 'half-yearly: 0.5 and 1 together of 6, floor 2');
  spare(world);
  world.atEnd(() => untold(world));
}

interface WatchWish extends Setting {
  readonly schemes?: readonly ('A01' | 'A02' | 'A03')[];
  /** Headcount of the first audit; 60 by the time of the surveillance. */
  readonly staffBefore?: number;
}

/** First audit and first surveillance with these figures; 60 people. */
function watched(
  world: World,
  on: string,
  initialMandays: readonly (number | null)[],
  mandays: readonly number[],
  { schemes = ['A01'], staffBefore = 60, ...wish }: WatchWish = {},
): Visit {
  const r = world.random(`T03 ${on}`);
  const certificates = established(world, r, schemes, day(on), {
    ...wish,
    staff: staffBefore,
    initialMandays,
  });
  return surveillance(world, r, certificates, { on: day(on), staff: 60, mandays });
}

/** Two surveillances half a year apart, of 25 people; then the certificate is given up. */
function twice(
  world: World,
  on: string,
  initialMandays: readonly number[],
  mandays: readonly number[],
): Visit {
  const r = world.random(`T03 ${on}`);
  const certificates = newcomer(world, r, ['A01'], day(on) - 200, {
    staff: 25,
    mandays: initialMandays,
  }).certificates;
  const [first, second] = mandays;
  surveillance(world, r, certificates, { on: day(on), staff: 25, mandays: [first ?? null] });
  const visit = surveillance(world, r, certificates, {
    on: day(on) + 170,
    staff: 25,
    mandays: [second ?? null],
  });
  giveUp(world, r, only(certificates), dayOf(visit.to) + 60);
  return visit;
}

function spare(world: World): void {
  const r = world.random('T03 clean');
  const clean = (visit: Visit, why: string) => world.truth.clean('T03', visit.rows[0]?.cert_no ?? '', why);

  clean(watched(world, '2024-05-21', [5], [1.5]), 'boundary: 5 / 3 is 1.67, and 1.5 is the floor');
  clean(
    watched(world, '2024-07-09', [7], [1.5], { staffBefore: 90 }),
    'fewer people: 90 before and 60 now, 7 days come to 5 by the table',
  );
  clean(twice(world, '2025-02-25', [6], [1, 1]), 'half-yearly: 1 and 1 together of 6');
  clean(
    watched(world, '2025-10-28', [5, 6], [1.5, 2], { schemes: ['A01', 'A02'], total: false }),
    'combined as a whole: 3.5 of 11, though EMS alone had 2 of 6',
  );
  clean(
    watched(world, '2025-03-25', [10, 10], [1.5, 2], { schemes: ['A01', 'A02'], total: false }),
    'the total of 10 on both rows at first, own shares now',
  );

  const narrowed = established(world, r, ['A01'], day('2025-06-10'), { staff: 60, initialMandays: [7] });
  const kept = only(narrowed);
  kept.scopeCodes = kept.scopeCodes.slice(0, 1);
  const less = surveillance(world, r, narrowed, { on: day('2025-06-10'), staff: 60, mandays: [1.5] });
  clean(less, 'the scope shrank to one code');

  const alone = () =>
    established(world, r, ['A01'], day('2024-12-10'), { staff: 60, total: false, initialMandays: [5] });
  let single = alone();
  // Its body must be approved for both.
  while (!only(single).body.schemes.includes('A02')) single = alone();
  const { body, org } = only(single);
  const other = newcomer(world, r, ['A02'], day('2024-02-27'), { body, org, staff: 60, mandays: [6] });
  const joined = surveillance(world, r, [...single, ...other.certificates], {
    on: day('2024-12-10'),
    staff: 60,
    mandays: [1, 2],
  });
  clean(joined, 'two first audits of their own, one surveillance for both: 11 / 3 × 0.8 is 2.93');

  const renewed = recertification(
    world,
    r,
    renewable(world, r, ['A01'], day('2024-02-20'), { staff: 60, mandays: [8] }),
    { on: day('2024-02-20'), staff: 60, mandays: [5] },
  );
  const after = surveillance(world, r, renewed.certificates, {
    on: day('2025-01-07'),
    staff: 60,
    mandays: [1.5],
  });
  clean(after, 'the cycle began with a recertification');

  const unknown = watched(world, '2025-08-12', [null], [1.5]);
  const before = only(
    (unknown.certificates as Certificate[]).map((c) => originOf(world).get(c.no)),
  ) as Origin;
  world.truth.open('T01', before.row.cert_no, 'mandays of the first audit is empty');
}

interface Origin {
  readonly visit: Visit;
  readonly row: CertificateRow;
}

/** The audit that each certificate began with. */
function originOf(world: World): Map<string, Origin> {
  const origins = new Map<string, Origin>();
  for (const visit of world.visits)
    if (visit.kind === '01' || visit.kind === '02')
      for (const row of visit.rows) origins.set(row.cert_no, { visit, row });
  return origins;
}

/** Surveillance that cannot be compared, by our own reading of what is exported. */
function untold(world: World): void {
  const origins = originOf(world);
  const months = new Map<string, number>();
  for (const visit of world.visits.filter((v) => v.kind === '03')) {
    const rows = visit.rows.filter((row) => isReported(world, row));
    const found = rows.map((row) => beginningOf(world, origins, row));
    if (rows.length === 0 || found.every((o) => o?.visit.kind === '02')) continue;
    const initial = found.filter((o) => o?.visit.kind === '01');
    if (initial.length === 0) {
      const month = `${rows[0]?.audit_end.slice(0, 7)}-01`;
      months.set(month, (months.get(month) ?? 0) + 1);
    } else if (initial.every((o) => o?.row.mandays === null))
      world.truth.open('T03', rows[0]?.cert_no ?? '', 'mandays of the first audit is empty');
  }
  for (const [month, audits] of months)
    world.truth.open('T03', month, `the first audits of ${audits} surveillances are not in the data`, true);
}

/** The exported audit that the certificate of this surveillance began with, by its number or the one before it. */
function beginningOf(
  world: World,
  origins: ReadonlyMap<string, Origin>,
  row: CertificateRow,
): Origin | undefined {
  for (const no of [row.cert_no, row.prev_cert_no]) {
    const origin = origins.get(no ?? '');
    if (!origin || !isReported(world, origin.row)) continue;
    if (origin.visit.kind === '02') return origin;
    const isOfCycle = day(row.audit_end) <= addMonths(day(origin.row.audit_end), 36);
    return isOfCycle ? origin : undefined;
  }
  return undefined;
}
