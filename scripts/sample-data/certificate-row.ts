import { addMonths, type Day, day, iso } from './days.ts';
import type { Random } from './random.ts';
import type { Certificate, CertificateRow, Visit } from './records.ts';
import { STANDARDS } from './words.ts';
import { LAST_DAY } from './world.ts';

/** What a row says of its certificate, whatever it reports. */
export function certificateRow(r: Random, c: Certificate, staff: number): CertificateRow {
  return {
    cb_approval_no: c.body.approvalNo,
    cb_name: c.body.name,
    cert_no: c.no,
    org_name: c.org.name,
    org_name_old: null,
    org_uscc: c.org.code,
    industry_code: c.org.trade.industry,
    region_code: c.org.place.district.code,
    org_addr: c.org.place.address,
    staff_total: Math.max(c.org.staff, staff) + r.int(0, 2),
    staff_system: staff,
    first_cert_date: c.firstCertified,
    is_sub: false,
    main_cert_no: null,
    multi_site: false,
    sites: null,
    scheme_code: c.scheme,
    basis: STANDARDS[c.scheme],
    scope_codes: c.scopeCodes.join('；'),
    scope_text: c.scope,
    activity_code: '03',
    change_code: null,
    change_date: null,
    is_reissue: false,
    reissue_reason: null,
    reissue_date: null,
    prev_cert_no: c.previous?.no ?? null,
    prev_cb: c.previous ? c.previous.body.name : null,
    recert_count: c.cycle,
    surv_count: c.surveillances,
    audit_start: '',
    audit_end: '',
    mandays: null,
    combined_type: '01',
    accred_mark: '01',
    risk_level: c.risk,
    deciders: null,
    decision_date: null,
    issue_date: c.issued,
    expiry_date: c.expires,
    status: '01',
    suspend_reason: null,
    suspend_start: null,
    suspend_end: null,
    revoke_reason: null,
    revoke_date: null,
    fee: 0,
    invoice_no: '',
    report_type: '02',
    report_date: '',
    pull_start: '',
    pull_end: '',
  };
}

/** Reported by the tenth of the next month, in the extract of the month it happened in. */
export function reported(
  r: Random,
  on: Day,
): Pick<CertificateRow, 'report_date' | 'pull_start' | 'pull_end'> {
  const month = iso(on).slice(0, 8);
  const next = addMonths(day(`${month}01`), 1);
  const latest = Math.min(next + 9, LAST_DAY);
  return {
    report_date: iso(Math.max(on, Math.min(latest, on + r.int(2, 14)))),
    pull_start: `${month}01`,
    pull_end: iso(next - 1),
  };
}

/** A certificate's own dates, on it and on this visit's row. */
export function setDates(visit: Visit, i: number, issued: string, expires: string): void {
  const c = visit.certificates[i] as Certificate;
  c.issued = issued;
  c.expires = expires;
  if (c.cycle === 0) c.firstCertified = issued;
  Object.assign(visit.rows[i] as CertificateRow, {
    issue_date: issued,
    expiry_date: expires,
    first_cert_date: c.firstCertified,
  });
}
