import { certificateRow, setDates } from '../certificate-row.ts';
import { watch } from '../course.ts';
import { addMonths, day, iso } from '../days.ts';
import { newcomer, only } from '../setting.ts';
import { expire } from '../status-rows.ts';
import { surveillance } from '../visit.ts';
import type { World } from '../world.ts';

const MISSING = {
  both: 'no decision date and no deciders',
  date: 'no decision date',
  deciders: 'no deciders',
} as const;

/** D02 有证书无认证决定记录: an active certificate without decision date or deciders. */
export function plantD02(world: World): void {
  const r = world.random('D02');
  const { truth } = world;
  for (const [on, missing, status] of [
    ['2025-07-28', 'both', '01'],
    ['2025-04-14', 'both', '01'],
    ['2025-10-13', 'both', '02'],
    ['2025-05-12', 'date', '01'],
    ['2025-08-25', 'date', '01'],
    ['2025-06-16', 'deciders', '01'],
    ['2025-09-15', 'deciders', '02'],
    ['2025-11-17', 'deciders', '01'],
  ] as const) {
    const row = only(newcomer(world, r, ['A01'], day(on)).rows);
    if (missing !== 'deciders') row.decision_date = null;
    if (missing !== 'date') row.deciders = null;
    if (status === '02') {
      row.status = status;
      Object.assign(row, { suspend_reason: '组织申请', suspend_start: row.report_date });
      row.suspend_end = iso(addMonths(day(row.report_date), 6) - 1);
    }
    truth.lead({ rule: 'D02', cert_no: row.cert_no, occurred_on: row.issue_date, note: MISSING[missing] });
    if (row.decision_date === null) {
      for (const rule of ['D01', 'D03'])
        truth.open(rule, row.cert_no, 'decision_date is empty (itself a D02 lead)');
    }
    if (on === '2025-11-17') world.reportedTwice.add(row);
  }
  spare(world);
}

function spare(world: World): void {
  const r = world.random('D02 clean');
  const { truth } = world;

  const main = newcomer(world, r, ['A01'], day('2025-03-03'), { staff: 140 });
  const of = only(main.rows);
  for (const n of [1, 2]) {
    const staff = r.int(12, 30);
    world.extraRows.push({
      ...of,
      ...certificateRow(r, only(main.certificates), staff),
      cert_no: `${of.cert_no}-${n}`,
      is_sub: true,
      main_cert_no: of.cert_no,
      activity_code: of.activity_code,
      audit_start: of.audit_start,
      audit_end: of.audit_end,
      mandays: of.mandays,
      decision_date: of.decision_date,
      invoice_no: of.invoice_no,
      report_type: '01',
      report_date: of.report_date,
      pull_start: of.pull_start,
      pull_end: of.pull_end,
    });
    truth.clean(
      'D02',
      `${of.cert_no}-${n}`,
      'sub-certificate without deciders: it inherits the decision of the main certificate',
    );
  }

  for (const [status, on] of [
    ['03', '2024-05-20'],
    ['04', '2024-07-08'],
  ] as const) {
    const row = only(newcomer(world, r, ['A01'], day(on)).rows);
    Object.assign(row, { deciders: null, status });
    if (status === '03')
      Object.assign(row, { revoke_reason: '不再符合认证要求', revoke_date: row.report_date });
    truth.clean('D02', row.cert_no, `not active (status ${status}), so a missing decider is no lead`);
  }

  const over = newcomer(world, r, ['A01'], day('2022-05-16'));
  only(over.rows).deciders = null;
  watch(world, r, over.certificates);
  expire(world, r, only(over.certificates));
  truth.clean('D02', only(over.certificates).no, 'expired since, so a missing decider is no lead');

  const beyond = newcomer(world, r, ['A01'], day('2021-06-07'));
  surveillance(world, r, beyond.certificates, { on: day('2022-05-09') });
  truth.clean(
    'D02',
    only(beyond.certificates).no,
    'the granting decision lies before the extract begins; the surveillance row has a decision of its own',
  );

  // Taken over from an older system when it was audited again: the decision is on paper.
  const first = newcomer(world, r, ['C01'], day('2016-03-14'), { body: world.body('9002') });
  setDates(first, 0, only(first.rows).issue_date, '2026-12-31');
  const legacy = surveillance(world, r, first.certificates, { on: day('2021-12-27') });
  const row = only(legacy.rows);
  row.deciders = null;
  truth.clean(
    'D02',
    row.cert_no,
    'migrated legacy certificate, issued before the form with deciders was in force (2016-07-01)',
  );

  for (let n = 0; n < 12; n++) {
    const old = only(newcomer(world, r, ['A01'], day('2023-08-07') + n * 11).rows);
    world.oldForm.add(old);
    for (const rule of ['D01', 'D02', 'D03']) {
      truth.open(rule, old.cert_no, 'the 59-column form has no decision date and no deciders column');
    }
    if (n < 3)
      truth.clean(
        'D02',
        old.cert_no,
        'row of a file without decision columns: not a lead, it cannot be judged',
      );
  }
}
