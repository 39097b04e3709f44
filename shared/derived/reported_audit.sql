-- Each audit that certificate rows report, once, however many exports repeat it: the fullest row, and where that is
-- silent about decision and validity, what another report of the same audit says. Sub-certificates repeat the audit of
-- their main certificate and are left out.
--
-- `visit` numbers the combined audits: audits (initial, recertification, surveillance, or of a kind not told) of one
-- organisation by one body whose days overlap, directly or through others, are one visit. Special audits and changes
-- stand alone.
--
-- Codes are looked up once each and windows run over narrow rows: over whole rows both take many times the memory.
WITH kind AS (
  SELECT activity_code, activity_kind(activity_code) AS activity FROM (SELECT DISTINCT activity_code FROM certificate)
), system AS (
  SELECT scheme_written, scheme_family(scheme_written) AS scheme FROM (SELECT DISTINCT coalesce(scheme_code, basis) AS scheme_written FROM certificate)
), risk AS (
  SELECT risk_level, risk_class(risk_level) AS risk FROM (SELECT DISTINCT risk_level FROM certificate)
), combination AS (
  SELECT combined_type, combined_key(combined_type) AS combined FROM (SELECT DISTINCT combined_type FROM certificate)
), report AS (
  SELECT ranked_row(max(rank_of_row(
      CAST(mandays IS NOT NULL AS BIGINT) + CAST(staff_system IS NOT NULL AS BIGINT) + CAST(combined_type IS NOT NULL AS BIGINT),
      greatest(pull_end, report_date), rowid))) AS kept,
    max(decision_date) AS decision_date, max(deciders) AS deciders, max(issue_date) AS issue_date, max(expiry_date) AS expiry_date
  FROM certificate
  GROUP BY cb_approval_no, certificate_key(cert_no, _source, _row), code_key(activity_code), audit_start, audit_end
), audit AS (
  SELECT c.rowid AS kept, cb_approval_no, organisation_key(org_uscc, org_name) AS organisation, activity,
    coalesce(audit_start, audit_end) AS first_day, coalesce(audit_end, audit_start) AS audited_on, _source, _row
  FROM certificate AS c
  JOIN report ON report.kept = c.rowid
  LEFT JOIN kind ON kind.activity_code IS NOT DISTINCT FROM c.activity_code
  WHERE NOT is_sub_certificate(is_sub, main_cert_no, cert_no)
), following AS (
  SELECT *, coalesce(organisation IS NOT NULL AND coalesce(activity <> 'other', true) AND first_day <= max(audited_on) OVER (
      PARTITION BY cb_approval_no, organisation, coalesce(activity = 'other', false) ORDER BY first_day, _source, _row
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), false) AS joins_visit
  FROM audit
), numbered AS (
  -- A filtered count over one window of everything takes minutes where this sum takes a second.
  SELECT kept, organisation, activity, first_day, audited_on, CAST(sum(CAST(NOT joins_visit AS INTEGER)) OVER (
    ORDER BY cb_approval_no, organisation, coalesce(activity = 'other', false), first_day, _source, _row ROWS UNBOUNDED PRECEDING) AS BIGINT) AS visit
  FROM following
)
SELECT c.cb_approval_no, cb_name, c.cert_no, certificate_key(c.cert_no, c._source, _row) AS certificate, org_uscc, org_name, org_name_old, prev_cert_no, prev_cb,
  organisation, scheme_code, coalesce(scheme_code, basis) AS scheme_written, scheme, activity, c.audit_start, c.audit_end, first_day, audited_on,
  staff_system, risk, coalesce(split.days, mandays) AS mandays, combined, scope_codes, surv_count,
  coalesce(c.decision_date, report.decision_date) AS decision_date, coalesce(c.deciders, report.deciders) AS deciders,
  coalesce(c.issue_date, report.issue_date) AS issue_date, coalesce(c.expiry_date, report.expiry_date) AS expiry_date,
  c._source AS _source, _row, ref('certificate', c._source, _row) AS row_ref, visit
FROM certificate AS c
JOIN numbered ON numbered.kept = c.rowid
JOIN report ON report.kept = c.rowid
LEFT JOIN system ON system.scheme_written IS NOT DISTINCT FROM coalesce(c.scheme_code, c.basis)
LEFT JOIN risk ON risk.risk_level IS NOT DISTINCT FROM c.risk_level
LEFT JOIN combination ON combination.combined_type IS NOT DISTINCT FROM c.combined_type
LEFT JOIN split_audit AS split
  ON split.cert_no = c.cert_no AND split.audit_end = c.audit_end AND split._source = c._source
    AND split.activity_code IS NOT DISTINCT FROM c.activity_code AND split.audit_start IS NOT DISTINCT FROM c.audit_start
