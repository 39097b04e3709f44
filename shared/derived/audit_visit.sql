-- Which certificate row (`place`) stands for each audit that certificate rows report, once, however many exports repeat it:
-- the fullest row; and what another report of the same audit says of decision and validity. Sub-certificates repeat the
-- audit of their main certificate and are left out.
--
-- `visit` numbers the combined audits: audits (initial, recertification, surveillance, or of a kind not told) of one
-- organisation by one body whose days overlap, directly or through others, are one visit. Special audits and changes
-- stand alone.
WITH repeated AS (
  -- Most audits are reported once. (A number stands for the texts; two audits with one number only mean a closer look.)
  SELECT hash(number_key(cert_no), cb_approval_no, audit_start, audit_end) AS number FROM certificate GROUP BY 1 HAVING count(*) > 1
), repeating AS (
  SELECT cb_approval_no, certificate_key(cert_no, _source, _row) AS certificate, code_key(activity_code) AS activity_code, audit_start, audit_end,
    rank_of_row(CAST(mandays IS NOT NULL AS BIGINT) + CAST(staff_system IS NOT NULL AS BIGINT) + CAST(combined_type IS NOT NULL AS BIGINT),
      greatest(pull_end, report_date), _id) AS rank, _id, decision_date, deciders, issue_date, expiry_date
  FROM certificate
  WHERE hash(number_key(cert_no), cb_approval_no, audit_start, audit_end) IN (SELECT number FROM repeated)
), report AS (
  SELECT ranked_row(max(rank)) AS kept, max(decision_date) AS decision_date, max(deciders) AS deciders, max(issue_date) AS issue_date, max(expiry_date) AS expiry_date
  FROM repeating
  GROUP BY cb_approval_no, certificate, activity_code, audit_start, audit_end
), word AS (
  -- What the words mean is looked up once for each of them: a look-up carries the whole row along.
  SELECT *, activity_kind(activity_code) AS activity, scheme_family(coalesce(scheme_code, basis)) AS scheme, risk_class(risk_level) AS risk, combined_key(combined_type) AS combined
  FROM few((SELECT list(d) FROM (SELECT DISTINCT activity_code, scheme_code, basis, risk_level, combined_type FROM certificate) AS d))
), audit AS (
  SELECT c._id AS kept, _source, _row, cb_approval_no, organisation_key(org_uscc, org_name) AS organisation, word.activity, word.scheme, word.risk, word.combined,
    coalesce(audit_start, audit_end) AS first_day, coalesce(audit_end, audit_start) AS audited_on, coalesce(word.activity = 'other', false) AS apart
  FROM certificate AS c
  LEFT JOIN word ON word.activity_code IS NOT DISTINCT FROM c.activity_code AND word.scheme_code IS NOT DISTINCT FROM c.scheme_code
    AND word.basis IS NOT DISTINCT FROM c.basis AND word.risk_level IS NOT DISTINCT FROM c.risk_level AND word.combined_type IS NOT DISTINCT FROM c.combined_type
  WHERE c._id NOT IN (SELECT _id FROM repeating WHERE _id NOT IN (SELECT kept FROM report))
    AND NOT is_sub_certificate(is_sub, main_cert_no, cert_no)
), following AS (
  SELECT *, coalesce(organisation IS NOT NULL AND NOT apart AND first_day <= max(audited_on) OVER (
      PARTITION BY cb_approval_no, organisation, apart ORDER BY first_day, _source, _row
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), false) AS joins_visit
  FROM audit
), numbered AS (
  -- A sum, for count(*) FILTER (…) OVER looks at every row again for every row.
  SELECT *, CAST(sum(CASE WHEN joins_visit THEN 0 ELSE 1 END) OVER (
    ORDER BY cb_approval_no, organisation, apart, first_day, _source, _row ROWS UNBOUNDED PRECEDING) AS BIGINT) AS visit
  FROM following
)
SELECT place_of_row(_source, _row) AS place, organisation, activity, scheme, risk, combined, first_day, audited_on, visit,
  report.decision_date, report.deciders, report.issue_date, report.expiry_date
FROM numbered LEFT JOIN report USING (kept)
