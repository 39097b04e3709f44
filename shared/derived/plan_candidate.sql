-- Which audits of which certificates a plan may have announced, and how sure that is. Since September 2021 plans carry
-- neither certificate number nor approval number, so pairs are found by organisation (credit code, or else present or
-- former name), scheme and days, and scored by what agrees; a number that the plan or a team sheet gives wins. One row for
-- each candidate that is as good as the best in its scheme. `state`: 'exact' (by number), 'matched' (clearly the best),
-- 'ambiguous' (several are as good). match_reasons_zh/en (judging.sql) put the `by_…` columns into words.
WITH plan AS (
  SELECT p.plan_no, certificate, cb_approval_no, body_by, organisation, name_key(org_name) AS name, scheme, code_key(scheme_code) AS code, activity,
    CAST(plan_start AS DATE) AS first_day, coalesce(CAST(plan_end AS DATE), CAST(plan_start AS DATE)) AS last_day,
    left(upper(p.plan_no), 5) AS prefix, _source, _row
  FROM current_plan AS p
  WHERE NOT cancelled AND plan_start IS NOT NULL
), audit AS (
  SELECT certificate, cb_approval_no, organisation, name_key(org_name) AS name, name_key(org_name_old) AS old_name, scheme, code_key(scheme_written) AS code,
    activity, first_day, audited_on, issue_date, visit, _source, _row
  FROM reported_audit
  WHERE coalesce(activity <> 'other', true)
), numbered AS (
  -- A team sheet that names both the plan and the certificate joins them.
  SELECT DISTINCT plan_no, certificate FROM team_member WHERE plan_no IS NOT NULL AND certificate IS NOT NULL
), by_name AS (
  SELECT name, organisation FROM audit WHERE name IS NOT NULL
  UNION SELECT old_name, organisation FROM audit WHERE old_name IS NOT NULL
  UNION SELECT name_key(former_name), organisation_key(uscc, org_name) FROM organisation WHERE former_name IS NOT NULL
), auditee AS (
  SELECT _source, _row, organisation, true AS by_code FROM plan WHERE organisation IN (SELECT organisation FROM audit)
  UNION ALL
  SELECT plan._source, plan._row, by_name.organisation, false
  FROM plan JOIN by_name ON by_name.name = plan.name
  WHERE plan.organisation IS NULL OR plan.organisation NOT IN (SELECT organisation FROM audit WHERE organisation IS NOT NULL)
), near AS (
  -- Without audit days the certificate follows its audit within 120 days.
  SELECT plan.* EXCLUDE (certificate), plan.certificate AS plan_certificate, auditee.by_code, audit._source AS audit_source, audit._row AS audit_row, audit.certificate, audited_on, audit.visit,
    audit.cb_approval_no AS audit_body, audit.code AS audit_code, audit.scheme AS audit_scheme, audit.activity AS audit_activity,
    CASE WHEN audit.first_day IS NOT NULL THEN greatest(0, plan.first_day - audited_on, audit.first_day - plan.last_day) END AS days_apart,
    issue_date - plan.last_day AS days_to_issue
  FROM plan
  JOIN auditee ON auditee._source = plan._source AND auditee._row = plan._row
  JOIN audit ON audit.organisation = auditee.organisation
  WHERE (audit.scheme = plan.scheme OR plan.scheme IS NULL OR audit.scheme IS NULL)
    AND CASE WHEN audit.first_day IS NOT NULL THEN greatest(0, plan.first_day - audited_on, audit.first_day - plan.last_day) <= 15
      ELSE coalesce(issue_date - plan.last_day BETWEEN 0 AND 120, false) END
), bodied AS (
  SELECT near.*, coalesce(near.plan_certificate = near.certificate, false) OR numbered.certificate IS NOT NULL AS by_number,
    CASE WHEN near.cb_approval_no IS NOT NULL THEN approval_serial(near.cb_approval_no) = approval_serial(near.audit_body)
      WHEN fits.prefix IS NOT NULL THEN true WHEN known.prefix IS NOT NULL THEN false END AS by_body
  FROM near
  LEFT JOIN numbered ON numbered.plan_no = near.plan_no AND numbered.certificate = near.certificate
  LEFT JOIN plan_prefix AS fits ON fits.prefix = near.prefix AND fits.serial = approval_serial(near.audit_body)
  LEFT JOIN (SELECT DISTINCT prefix FROM plan_prefix) AS known ON known.prefix = near.prefix
), possible AS (
  SELECT *, bool_or(by_number) OVER (PARTITION BY _source, _row) AS plan_is_numbered
  FROM bodied
  WHERE coalesce(by_body, true) OR by_number
), team AS (
  SELECT DISTINCT audit.source AS audit_source, audit.row AS audit_row, name_key(auditor_name) AS name
  FROM team_member WHERE audit IS NOT NULL
), met AS (
  SELECT p._source, p._row, p.audit_source, p.audit_row, count(*) FILTER (team.name = planned.name) AS members
  FROM possible AS p
  JOIN plan_team AS planned ON planned._source = p._source AND planned._row = p._row
  JOIN team ON team.audit_source = p.audit_source AND team.audit_row = p.audit_row
  GROUP BY ALL
), scored AS (
  SELECT p.*, met.members > 0 AS by_team, p.code = p.audit_code AS by_scheme, p.activity = p.audit_activity AS by_activity,
    match_score(by_number, by_code, p.code = p.audit_code, p.scheme = p.audit_scheme, by_body, days_apart, met.members > 0, p.activity = p.audit_activity) AS score
  FROM possible AS p
  LEFT JOIN met ON met._source = p._source AND met._row = p._row AND met.audit_source = p.audit_source AND met.audit_row = p.audit_row
  WHERE p.by_number OR NOT p.plan_is_numbered
), weighed AS (
  -- A plan of several schemes announces one audit of each.
  SELECT *, max(score) OVER each_scheme AS best FROM scored
  WINDOW each_scheme AS (PARTITION BY _source, _row, coalesce(audit_scheme, ''))
), kept AS (
  SELECT *, count(*) OVER (PARTITION BY _source, _row, coalesce(audit_scheme, '')) AS candidates FROM weighed WHERE score > best - 5 AND score >= 60
)
SELECT coalesce(plan_no, concat('row ', _source, ':', _row)) AS plan, plan_no, _source AS plan_source, _row AS plan_row, coalesce(audit_scheme, '') AS scheme,
  certificate, audited_on, audit_source, audit_row, visit, score, by_number, by_code, by_scheme, by_body, by_team, by_activity, days_apart, days_to_issue,
  CASE WHEN by_number THEN 'exact' WHEN candidates = 1 THEN 'matched' ELSE 'ambiguous' END AS state
FROM kept
