-- Each audit that certificate rows report, once (audit_visit): the fullest row, and where that is silent about decision and
-- validity, what another report of the same audit says.
SELECT c.cb_approval_no, cb_name, c.cert_no, certificate_key(c.cert_no, c._source, c._row) AS certificate, org_uscc, org_name, org_name_old, prev_cert_no, prev_cb,
  audit.organisation, scheme_code, coalesce(scheme_code, basis) AS scheme_written, audit.scheme, audit.activity,
  c.audit_start, c.audit_end, audit.first_day, audit.audited_on,
  staff_system, audit.risk, coalesce(split.days, mandays) AS mandays, audit.combined, scope_codes, surv_count,
  coalesce(c.decision_date, audit.decision_date) AS decision_date, coalesce(c.deciders, audit.deciders) AS deciders,
  coalesce(c.issue_date, audit.issue_date) AS issue_date, coalesce(c.expiry_date, audit.expiry_date) AS expiry_date,
  c._source AS _source, c._row AS _row, ref('certificate', c._source, c._row) AS row_ref, audit.visit
FROM certificate AS c
JOIN audit_visit AS audit ON audit.place = place_of_row(c._source, c._row)
LEFT JOIN split_audit AS split
  ON split.cert_no = c.cert_no AND split.audit_end = c.audit_end AND split._source = c._source
    AND split.activity_code IS NOT DISTINCT FROM c.activity_code AND split.audit_start IS NOT DISTINCT FROM c.audit_start
