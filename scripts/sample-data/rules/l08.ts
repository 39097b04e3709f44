import type { Scheme } from '../audit-time.ts';
import { day, iso } from '../days.ts';
import { sampling } from '../ordinary-records.ts';
import type { Organisation, Visit } from '../records.ts';
import { established, newcomer, type Setting } from '../setting.ts';
import { surveillance } from '../visit.ts';
import type { World } from '../world.ts';

/** The first step known: a plan is reported, or stage 1 begins. */
const stepOf = (visit: Visit) =>
  [
    ...visit.rows.map((row) => row.audit_start),
    ...visit.plans.map((p) => p.reported_at.slice(0, 10)),
  ].sort()[0] as string;

/** L08 申请时主体失信或停产: applicants that should not have been accepted, of QMS from 2026. */
export function plantL08(world: World): void {
  const r = world.random('L08');
  const applicant = (
    on: string,
    change: (org: Organisation) => void,
    schemes: Scheme[] = ['A01'],
    setting: Setting = {},
  ) => {
    const org = world.organisation(r, { staff: 40 });
    change(org);
    return newcomer(world, r, schemes, day(on), { ...setting, org, decideAfter: 5 });
  };
  const lead = (visit: Visit, note: string) => {
    const step = stepOf(visit);
    if (step < '2026-01-01') throw new Error(`${visit.org.name} applied before the rule: ${step}`);
    const qms = visit.rows.find((row) => row.scheme_code === 'A01');
    world.truth.lead({ rule: 'L08', cert_no: qms?.cert_no ?? '', occurred_on: step, note });
  };
  const clean = (visit: Visit, why: string) => world.truth.clean('L08', visit.rows[0]?.cert_no ?? '', why);
  const listed = (from: string | null, to: string | null) => (org: Organisation) => {
    org.dishonest = [from, to];
  };
  const failed =
    (on: string, changes: Parameters<typeof sampling>[4] = {}) =>
    (org: Organisation) => {
      sampling(world, r, org, on, { conclusion: '不合格', ...changes });
    };

  lead(
    applicant('2026-02-09', listed('2025-08-11', null)),
    'on the list of dishonest enterprises for half a year',
  );
  lead(
    applicant('2026-02-10', listed('2024-05-06', '2026-03-09')),
    'taken off that list only after the audit',
  );
  lead(
    applicant('2026-02-11', (org) => {
      org.stopped = ['2025-11-03', null];
    }),
    'ordered to stop production',
  );
  lead(applicant('2026-02-12', failed('2025-09-15')), 'failed national sampling in September, not put right');
  lead(
    applicant('2026-02-24', failed('2025-10-20', { rectified_on: '2026-03-12' })),
    'put right only after the audit',
  );
  lead(
    applicant('2026-02-25', (org) => {
      listed('2025-07-07', null)(org);
      failed('2025-08-04')(org);
    }),
    'two reasons, one lead',
  );
  lead(
    applicant('2026-02-26', listed('2025-06-02', null), ['A01', 'A02']),
    'a combined first audit: the rule is that of QMS',
  );

  clean(applicant('2026-02-09', listed('2022-08-11', '2025-12-01')), 'taken off the list before');
  clean(
    applicant('2026-02-10', (org) => {
      org.abnormal = ['2025-05-06', null];
    }),
    'the list of abnormal operations is another list',
  );
  clean(
    applicant('2026-02-11', (org) => {
      org.stopped = ['2025-03-03', '2025-12-15'];
    }),
    'allowed to produce again before',
  );
  clean(applicant('2026-02-12', failed('2025-09-15', { rectified_on: '2025-12-08' })), 'put right before');
  clean(applicant('2026-02-24', failed('2024-11-11')), 'failed more than a year before');
  clean(
    applicant('2026-02-25', failed('2025-09-22', { level: '省级监督抽查' })),
    'failed in provincial sampling',
  );
  clean(applicant('2026-02-26', listed('2025-08-18', null), ['A02']), 'EMS: no such rule yet');
  clean(applicant('2025-11-10', listed('2025-03-10', null)), 'before the rule was in force');
  const lately = applicant('2026-02-09', () => {});
  listed(iso(day(stepOf(lately)) - 12), null)(lately.org);
  clean(lately, 'listed twelve days before the first step, perhaps after the application');

  const held = established(world, r, ['A01'], day('2026-01-19'));
  listed('2025-11-10', null)((held[0] as (typeof held)[number]).org);
  clean(surveillance(world, r, held, { on: day('2026-01-19') }), 'listed, but it is a surveillance audit');
}
