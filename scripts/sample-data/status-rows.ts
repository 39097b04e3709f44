import { certificateRow, reported } from './certificate-row.ts';
import { addMonths, type Day, day, iso } from './days.ts';
import type { Random } from './random.ts';
import type { Certificate, CertificateRow, Visit } from './records.ts';
import { LAST_DAY, type World } from './world.ts';

/** What bodies report when a certificate changes its status between two audits: in time, unless you change the row. */

type Changes = Partial<CertificateRow>;

/**
 * A row of 认证审核活动代码 05 in the month of the change. It repeats the dates of the last audit, and the decision on
 * the status is its own.
 */
export function statusRow(
  world: World,
  r: Random,
  c: Certificate,
  on: Day,
  changes: Changes,
): CertificateRow {
  const visit = world.lastVisit.get(c) as Visit;
  const last = visit.rows[visit.certificates.indexOf(c)] as CertificateRow;
  const row: CertificateRow = {
    ...certificateRow(r, c, last.staff_system),
    activity_code: '05',
    change_code: '05',
    change_date: iso(on),
    audit_start: last.audit_start,
    audit_end: last.audit_end,
    combined_type: last.combined_type,
    accred_mark: last.accred_mark,
    deciders: r.pick(c.body.deciders).name,
    decision_date: iso(on),
    invoice_no: last.invoice_no,
    report_type: '04',
    ...reported(r, on),
    ...changes,
  };
  // Not before what is known already.
  if (row.report_date < last.report_date) row.report_date = last.report_date;
  world.extraRows.push(row);
  return row;
}

/** Suspended for six months. What follows is the caller's business: `revoke`, a surveillance, or nothing yet. */
export function suspend(world: World, r: Random, c: Certificate, on: Day, reason = '未按期接受监督审核') {
  return statusRow(world, r, c, on, {
    status: '02',
    suspend_reason: reason,
    suspend_start: iso(on),
    suspend_end: iso(addMonths(on, 6) - 1),
  });
}

export function revoke(world: World, r: Random, c: Certificate, on: Day, reason = '暂停期满未恢复') {
  world.settled.add(c);
  return statusRow(world, r, c, on, { status: '03', revoke_reason: reason, revoke_date: iso(on) });
}

/** 注销: given up by the holder, or replaced. */
export function giveUp(world: World, r: Random, c: Certificate, on: Day) {
  world.settled.add(c);
  return statusRow(world, r, c, on, { status: '04' });
}

/** 过期失效: reported in the days after the expiry. */
export function expire(world: World, r: Random, c: Certificate) {
  world.settled.add(c);
  return statusRow(world, r, c, day(c.expires) + 1, { status: '05' });
}

/** Suspended when the next audit was due, and revoked six months later unless that is still to come. */
export function lapse(world: World, r: Random, c: Certificate, due: Day): void {
  suspend(world, r, c, due);
  world.settled.add(c);
  const over = addMonths(due, 6) - r.int(1, 12);
  if (over <= LAST_DAY) revoke(world, r, c, over);
}

/** Another body's first audit took the place of the old certificate, which is given up at the new one's issue. */
export function succeed(world: World, r: Random, old: Certificate, by: Visit, i = 0): void {
  Object.assign(by.rows[i] as CertificateRow, {
    prev_cert_no: old.no,
    prev_cb: `${old.body.name}(${old.body.approvalNo})`,
  });
  giveUp(world, r, old, day((by.certificates[i] as Certificate).issued));
}

/** The old certificate ends where the new one begins, or has run out before. */
export function replace(world: World, r: Random, old: Certificate, by: Visit, next: Certificate): void {
  if (world.settled.has(old)) return;
  world.atEnd(() => {
    if (world.lastVisit.get(old) === undefined || by.certificates.indexOf(next) < 0) return;
    if (day(next.issued) > day(old.expires)) expire(world, r, old);
    else giveUp(world, r, old, day(next.issued));
  });
  world.settled.add(old);
}
