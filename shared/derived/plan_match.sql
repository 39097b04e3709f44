-- Which audit of which certificate a plan announced. Since September 2021 plans carry neither certificate number nor
-- approval number, so pairs are found by organisation, scheme and days, and scored. One row for each plan and audit that belong together;
-- `state`: 'exact' (the plan names the certificate), 'matched' (one candidate is clearly best), 'ambiguous' (several
-- are as good: all are given, none counts as found).
WITH plan AS (
  SELECT plan_no, certificate, cb_approval_no, organisation, scheme, code_key(scheme_code) AS code, activity, CAST(plan_start AS DATE) AS first_day,
    coalesce(CAST(plan_end AS DATE), CAST(plan_start AS DATE)) AS last_day, _source, _row
  FROM current_plan
  WHERE NOT cancelled AND plan_start IS NOT NULL
), audit AS (
  SELECT certificate, cb_approval_no, organisation, scheme, code_key(scheme_written) AS code, activity, first_day, audited_on, issue_date, visit, _source, _row
  FROM reported_audit
  WHERE coalesce(activity <> 'other', true)
), pair AS (
  SELECT plan._source AS plan_source, plan._row AS plan_row, plan.plan_no, audit._source AS audit_source, audit._row AS audit_row,
    audit.certificate, visit, plan.certificate IS NOT NULL AS by_number,
    plan.cb_approval_no = audit.cb_approval_no AS by_body, plan.code = audit.code AS by_code, plan.activity = audit.activity AS by_activity,
    greatest(0, plan.first_day - audited_on, audit.first_day - plan.last_day) AS days_apart
  FROM plan JOIN audit ON audit.organisation = plan.organisation
  WHERE coalesce(plan.certificate = audit.certificate, true)
    AND coalesce(plan.cb_approval_no = audit.cb_approval_no, true)
    AND (plan.scheme = audit.scheme OR plan.scheme IS NULL)
    AND greatest(0, plan.first_day - audited_on, audit.first_day - plan.last_day) <= 15
), scored AS (
  SELECT *, CASE WHEN by_number THEN 100 ELSE 40 END + CASE WHEN by_body THEN 20 ELSE 0 END + CASE WHEN by_code THEN 15 ELSE 0 END
    + CASE WHEN by_activity THEN 10 WHEN by_activity IS NULL THEN 5 ELSE 0 END + greatest(0, 15 - days_apart) AS score
  FROM pair
), ranked AS (
  SELECT *, max(score) OVER (PARTITION BY plan_source, plan_row) AS best FROM scored
), kept AS (
  SELECT *, count(*) OVER (PARTITION BY plan_source, plan_row) AS candidates FROM ranked WHERE score = best
)
SELECT plan_no, plan_source, plan_row, certificate, audit_source, audit_row, visit, score, by_number, by_body, by_code, by_activity, days_apart,
  CASE WHEN by_number THEN 'exact' WHEN candidates = 1 THEN 'matched' ELSE 'ambiguous' END AS state
FROM kept
