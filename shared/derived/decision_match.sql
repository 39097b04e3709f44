-- Which certificate rows a decision record (on-site check of a body's files) belongs to: those of the same number and
-- body that report the audit nearest to the decision. One row for each pair; `kind` NULL: the record does not say
-- what was decided; `dated`: some certificate row of that audit gives a decision date of its own.
--
-- Granting and renewing go with initial and recertification rows, at most half a cycle (18 months) away: beyond that
-- it is the decision of another cycle. Maintaining goes with surveillance rows, from the audit's first day until half
-- a year after it. Other decisions (suspension, change of scope …) follow no reported audit.
WITH decided AS (
  SELECT number_key(cert_no) AS certificate, approval_key(cb_approval_no) AS body, decision_kind(decision_type) AS kind,
    decision_date, nullif(deciders, '') AS deciders, _source, _row
  FROM decision
  WHERE decision_date IS NOT NULL
), reported AS (
  SELECT number_key(cert_no) AS certificate, approval_key(cb_approval_no) AS body, activity_kind(activity_code) AS activity,
    coalesce(audit_start, audit_end) AS first_day, coalesce(audit_end, audit_start) AS audited_on, issue_date, _source, _row,
    count(decision_date) OVER (PARTITION BY cb_approval_no, number_key(cert_no), activity_kind(activity_code), audit_end) > 0 AS dated
  FROM certificate
  WHERE number_key(cert_no) IN (SELECT certificate FROM decided)
), pair AS (
  SELECT decided.* EXCLUDE (certificate, body), reported._source AS certificate_source, reported._row AS certificate_row,
    decided.body IS NULL AS any_body, reported.body, dated,
    coalesce(activity <> 'surveillance', true) AND coalesce(kind = 'grant', true)
      AND least(abs(decision_date - issue_date), abs(decision_date - audited_on)) <= 548 AS grants,
    least(abs(decision_date - issue_date), abs(decision_date - audited_on)) AS days_apart,
    coalesce(activity = 'surveillance', true) AND coalesce(kind = 'maintain', true)
      AND decision_date BETWEEN first_day AND audited_on + 183 AS maintains
  FROM decided JOIN reported ON reported.certificate = decided.certificate
  WHERE coalesce(activity <> 'other', true) AND coalesce(decided.body = reported.body, true)
), nearest AS (
  SELECT *, min(days_apart) OVER record AS least_apart, min(body) OVER record IS DISTINCT FROM max(body) OVER record AS ambiguous
  FROM pair
  WHERE grants OR maintains
  WINDOW record AS (PARTITION BY _source, _row)
)
SELECT certificate_source, certificate_row, dated, kind, decision_date, deciders, _source, _row, ref('decision', _source, _row) AS row_ref
FROM nearest
WHERE days_apart = least_apart AND NOT (any_body AND ambiguous)
