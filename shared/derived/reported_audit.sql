-- Each audit that certificate rows report, once, however many exports repeat it: the fullest row, and where that is
-- silent about decision and validity, what another report of the same audit says. Sub-certificates repeat the audit of
-- their main certificate and are left out.
--
-- `visit` numbers the combined audits: audits (initial, recertification, surveillance, or of a kind not told) of one
-- organisation by one body whose days overlap, directly or through others, are one visit. Special audits and changes
-- stand alone.
WITH report AS (
  SELECT ranked_row(max(rank_of_row(
      CAST(mandays IS NOT NULL AS BIGINT) + CAST(staff_system IS NOT NULL AS BIGINT) + CAST(combined_type IS NOT NULL AS BIGINT),
      greatest(pull_end, report_date), _id))) AS kept,
    max(decision_date) AS decision_date, max(deciders) AS deciders, max(issue_date) AS issue_date, max(expiry_date) AS expiry_date
  FROM certificate
  GROUP BY cb_approval_no, certificate_key(cert_no, _source, _row), code_key(activity_code), audit_start, audit_end
), word AS (
  -- What the words mean is looked up once for each of them: a look-up carries the whole row along.
  SELECT *, activity_kind(activity_code) AS activity, scheme_family(coalesce(scheme_code, basis)) AS scheme, risk_class(risk_level) AS risk, combined_key(combined_type) AS combined
  FROM (SELECT DISTINCT activity_code, scheme_code, basis, risk_level, combined_type FROM certificate)
), audit AS (
  SELECT c._id AS kept, report.* EXCLUDE (kept), word.activity, word.scheme, word.risk, word.combined
  FROM certificate AS c
  JOIN report ON report.kept = c._id
  LEFT JOIN word ON word.activity_code IS NOT DISTINCT FROM c.activity_code AND word.scheme_code IS NOT DISTINCT FROM c.scheme_code
    AND word.basis IS NOT DISTINCT FROM c.basis AND word.risk_level IS NOT DISTINCT FROM c.risk_level AND word.combined_type IS NOT DISTINCT FROM c.combined_type
  WHERE NOT is_sub_certificate(is_sub, main_cert_no, cert_no)
), placed AS (
  -- Windows carry what they need and no more: a wide row is sorted in memory as a whole.
  SELECT kept, _source, _row, cb_approval_no, organisation_key(org_uscc, org_name) AS organisation, activity,
    coalesce(audit_start, audit_end) AS first_day, coalesce(audit_end, audit_start) AS audited_on
  FROM certificate AS c JOIN audit ON audit.kept = c._id
), following AS (
  SELECT *, coalesce(activity = 'other', false) AS apart,
    coalesce(organisation IS NOT NULL AND coalesce(activity <> 'other', true) AND first_day <= max(audited_on) OVER (
      PARTITION BY cb_approval_no, organisation, coalesce(activity = 'other', false) ORDER BY first_day, _source, _row
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), false) AS joins_visit
  FROM placed
), numbered AS (
  -- A sum, for count(*) FILTER (…) OVER looks at every row again for every row.
  SELECT kept, organisation, first_day, audited_on, CAST(sum(CASE WHEN joins_visit THEN 0 ELSE 1 END) OVER (
    ORDER BY cb_approval_no, organisation, apart, first_day, _source, _row ROWS UNBOUNDED PRECEDING) AS BIGINT) AS visit
  FROM following
)
SELECT cb_approval_no, cb_name, c.cert_no, certificate_key(c.cert_no, c._source, c._row) AS certificate, org_uscc, org_name, org_name_old, prev_cert_no, prev_cb,
  numbered.organisation, scheme_code, coalesce(scheme_code, basis) AS scheme_written, audit.scheme, audit.activity,
  c.audit_start, c.audit_end, numbered.first_day, numbered.audited_on,
  staff_system, audit.risk, coalesce(split.days, mandays) AS mandays, audit.combined, scope_codes, surv_count,
  coalesce(c.decision_date, audit.decision_date) AS decision_date, coalesce(c.deciders, audit.deciders) AS deciders,
  coalesce(c.issue_date, audit.issue_date) AS issue_date, coalesce(c.expiry_date, audit.expiry_date) AS expiry_date,
  c._source AS _source, c._row AS _row, ref('certificate', c._source, c._row) AS row_ref, numbered.visit
FROM certificate AS c
JOIN audit ON audit.kept = c._id
JOIN numbered ON numbered.kept = c._id
LEFT JOIN split_audit AS split
  ON split.cert_no = c.cert_no AND split.audit_end = c.audit_end AND split._source = c._source
    AND split.activity_code IS NOT DISTINCT FROM c.activity_code AND split.audit_start IS NOT DISTINCT FROM c.audit_start
