import { certificateRow, reported, setDates } from '../certificate-row.ts';
import { addMonths, day, iso } from '../days.ts';
import { change } from '../population.ts';
import type { CertificateRow, Visit } from '../records.ts';
import { newcomer, only, renewable, renewed } from '../setting.ts';
import { recertification, surveillance } from '../visit.ts';
import type { World } from '../world.ts';

/** D01 发证早于认证决定: issued before the decision, on initial and recertification rows only. */
export function plantD01(world: World): void {
  const r = world.random('D01');
  const tooEarly = (visit: Visit, i: number, days: number) => {
    const row = visit.rows[i] as CertificateRow;
    const issued = day(row.decision_date ?? '') - days;
    // Reported by the tenth of the month after the issue, so that only one thing is odd.
    row.report_date = row.decision_date ?? '';
    setDates(visit, i, iso(issued), iso(addMonths(issued, 36) - 1));
    world.truth.lead({
      rule: 'D01',
      cert_no: row.cert_no,
      occurred_on: iso(issued),
      note: `issued ${days} day(s) before the decision of ${row.decision_date}`,
    });
    return row;
  };

  for (const [on, days] of [
    ['2023-04-10', 4],
    ['2024-06-12', 1],
    ['2024-10-08', 12],
    ['2025-05-19', 2],
  ] as const) {
    tooEarly(newcomer(world, r, ['A01'], day(on), { decideAfter: days + 7 }), 0, days);
  }
  world.reportedTwice.add(
    tooEarly(newcomer(world, r, ['A01'], day('2025-11-10'), { decideAfter: 12 }), 0, 5),
  );

  // Its surveillance row repeats the dates; the lead stays one.
  const followed = newcomer(world, r, ['A03'], day('2024-03-11'), { decideAfter: 14 });
  tooEarly(followed, 0, 7);
  surveillance(world, r, followed.certificates, { on: day('2025-02-17') });

  // Of a combined audit only the environmental certificate.
  tooEarly(newcomer(world, r, ['A01', 'A02'], day('2024-08-19'), { decideAfter: 10 }), 1, 3);

  const old = renewable(world, r, ['A01'], day('2025-01-20'));
  tooEarly(renewed(world, r, old, { decideAfter: 16 }), 0, 9);

  spare(world);
}

/** What only looks like it. */
function spare(world: World): void {
  const r = world.random('D01 clean');
  const { truth } = world;

  const watched = newcomer(world, r, ['A01'], day('2024-02-26'));
  surveillance(world, r, watched.certificates, { on: day('2025-01-13') });
  truth.clean(
    'D01',
    only(watched.certificates).no,
    'the surveillance row repeats the first issue date next to its own, later decision date',
  );

  const changed = newcomer(world, r, ['A02'], day('2024-09-09'));
  change(world, r, changed);
  truth.clean(
    'D01',
    only(changed.certificates).no,
    'a change row (05) repeats the issue date with a later decision date',
  );

  const sameDay = newcomer(world, r, ['A01'], day('2025-03-17'), { issueAfter: 0 });
  const entered = only(sameDay.rows);
  entered.report_date = entered.decision_date ?? '';
  truth.clean('D01', entered.cert_no, 'boundary: decided, entered in the system and issued on one day');

  const renamed = newcomer(world, r, ['A01'], day('2024-04-15'));
  const again = day('2025-02-20');
  const oldName = renamed.org.name;
  renamed.org.name = `${oldName.replace(/(股份)?有限公司$/, '')}科技有限公司`;
  world.extraRows.push({
    ...only(renamed.rows),
    ...certificateRow(r, only(renamed.certificates), only(renamed.rows).staff_system),
    activity_code: '01',
    audit_start: only(renamed.rows).audit_start,
    audit_end: only(renamed.rows).audit_end,
    mandays: only(renamed.rows).mandays,
    deciders: only(renamed.rows).deciders,
    decision_date: iso(again - 2),
    org_name_old: oldName,
    is_reissue: true,
    reissue_reason: '组织名称变更',
    reissue_date: iso(again),
    invoice_no: only(renamed.rows).invoice_no,
    ...reported(r, again),
  });
  truth.clean(
    'D01',
    only(renamed.certificates).no,
    're-issued under a new name: the row keeps activity 01 and the first issue date, the decision is that of the re-issue (是否换证 = 是)',
  );

  const first = renewable(world, r, ['A01'], day('2025-01-06'));
  const due = day(only(first).expires);
  const ahead = recertification(world, r, first, { on: due - 45, decideAfter: 6 });
  setDates(ahead, 0, iso(due + 1), iso(addMonths(due, 36)));
  only(ahead.rows).report_date = iso(due + 5);
  truth.clean(
    'D01',
    only(ahead.certificates).no,
    'recertification decided before the old certificate ended and issued to follow it',
  );

  const late = renewable(world, r, ['A01'], day('2025-03-03'));
  const ended = day(only(late).expires);
  const behind = recertification(world, r, late, { on: ended - 9, decideAfter: 12 });
  setDates(behind, 0, iso(ended + 1), iso(addMonths(ended, 36)));
  only(behind.rows).report_date = only(behind.rows).decision_date ?? '';
  truth.clean(
    'D01',
    only(behind.certificates).no,
    'recertification dated to follow the old expiry day although decided some days later (prev_cert_no and old row are there)',
  );
}
