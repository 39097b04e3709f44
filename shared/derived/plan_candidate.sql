-- Which audits of which certificates a plan may have announced, and how sure that is. Since September 2021 plans carry
-- neither certificate number nor approval number, so pairs are found by organisation (credit code, or else present or
-- former name), scheme and days, and scored by what agrees; a number that the plan or a team sheet gives wins. One row for
-- each candidate that is as good as the best in its scheme. `state`: 'exact' (by number), 'matched' (clearly the best),
-- 'ambiguous' (several are as good). match_reasons_zh/en (judging.sql) put the `by_…` columns into words.
WITH plan AS (
  -- Pairs carry numbers that stand for the rows: what both say is fetched where it is compared.
  SELECT place_of_row(_source, _row) AS plan, organisation, scheme, CAST(plan_start AS DATE) AS first_day, coalesce(CAST(plan_end AS DATE), CAST(plan_start AS DATE)) AS last_day
  FROM current_plan
  WHERE NOT cancelled AND plan_start IS NOT NULL
), audit AS (
  SELECT place_of_row(_source, _row) AS audit, organisation, scheme, first_day, audited_on, issue_date
  FROM reported_audit
  WHERE coalesce(activity <> 'other', true) AND organisation IS NOT NULL
), uncoded AS (
  SELECT place_of_row(_source, _row) AS plan, name_key(org_name) AS name
  FROM current_plan
  WHERE NOT cancelled AND plan_start IS NOT NULL AND (organisation IS NULL OR organisation NOT IN (SELECT organisation FROM audit))
), by_name AS (
  SELECT DISTINCT name, organisation
  FROM (SELECT name_key(org_name) AS name, organisation FROM reported_audit WHERE coalesce(activity <> 'other', true)
    UNION ALL SELECT name_key(org_name_old), organisation FROM reported_audit WHERE coalesce(activity <> 'other', true) AND org_name_old IS NOT NULL
    UNION ALL SELECT name_key(former_name), organisation_key(uscc, org_name) FROM organisation WHERE former_name IS NOT NULL)
  WHERE name IN (SELECT name FROM uncoded)
), auditee AS (
  SELECT *, true AS by_code FROM plan WHERE organisation IS NOT NULL
  UNION ALL
  SELECT plan.* REPLACE (by_name.organisation AS organisation), false FROM uncoded JOIN by_name USING (name) JOIN plan USING (plan)
), near AS (
  -- Without audit days the certificate follows its audit within 120 days.
  SELECT plan, audit, by_code,
    CASE WHEN audit.first_day IS NOT NULL THEN greatest(0, p.first_day - audited_on, audit.first_day - p.last_day) END AS days_apart,
    issue_date - p.last_day AS days_to_issue
  FROM auditee AS p JOIN audit ON audit.organisation = p.organisation
  WHERE (audit.scheme = p.scheme OR p.scheme IS NULL OR audit.scheme IS NULL)
    AND CASE WHEN audit.first_day IS NOT NULL THEN days_apart <= 15 ELSE coalesce(days_to_issue BETWEEN 0 AND 120, false) END
), body AS (
  SELECT cb_approval_no, approval_serial(cb_approval_no) AS serial
  FROM (SELECT cb_approval_no FROM current_plan UNION SELECT cb_approval_no FROM reported_audit)
), numbered AS (
  -- A team sheet that names both the plan and the certificate joins them.
  SELECT DISTINCT plan_no, certificate FROM team_member WHERE plan_no IS NOT NULL AND certificate IS NOT NULL
), bodied AS (
  SELECT near.*, coalesce(p.certificate = a.certificate, false) OR numbered.certificate IS NOT NULL AS by_number,
    CASE WHEN p.cb_approval_no IS NOT NULL THEN planning.serial = auditing.serial
      WHEN fits.prefix IS NOT NULL THEN true WHEN known.prefix IS NOT NULL THEN false END AS by_body
  FROM near
  JOIN (SELECT place_of_row(_source, _row) AS place, plan_no, certificate, cb_approval_no FROM current_plan) AS p ON p.place = near.plan
  JOIN (SELECT place_of_row(_source, _row) AS place, certificate, cb_approval_no FROM reported_audit) AS a ON a.place = near.audit
  LEFT JOIN body AS planning ON planning.cb_approval_no = p.cb_approval_no
  LEFT JOIN body AS auditing ON auditing.cb_approval_no = a.cb_approval_no
  LEFT JOIN numbered ON numbered.plan_no = p.plan_no AND numbered.certificate = a.certificate
  LEFT JOIN plan_prefix AS fits ON fits.prefix = left(upper(p.plan_no), 5) AND fits.serial = auditing.serial
  LEFT JOIN (SELECT DISTINCT prefix FROM plan_prefix) AS known ON known.prefix = left(upper(p.plan_no), 5)
), possible AS (
  SELECT * FROM bodied
  WHERE by_number OR (coalesce(by_body, true) AND plan NOT IN (SELECT plan FROM bodied WHERE by_number))
), team AS (
  SELECT DISTINCT place_of_row(audit.source, audit.row) AS audit, name_key(auditor_name) AS name
  FROM team_member WHERE audit IS NOT NULL
), met AS (
  SELECT p.plan, p.audit, count(*) FILTER (team.name = planned.name) AS members
  FROM possible AS p
  JOIN (SELECT place_of_row(_source, _row) AS plan, name FROM plan_team) AS planned ON planned.plan = p.plan
  JOIN team ON team.audit = p.audit
  GROUP BY ALL
), scored AS (
  SELECT possible.*, p.plan_no, p._source AS plan_source, p._row AS plan_row, a.certificate, a.audited_on, a._source AS audit_source, a._row AS audit_row, a.visit, coalesce(a.scheme, '') AS scheme,
    met.members > 0 AS by_team, code_key(p.scheme_code) = code_key(a.scheme_written) AS by_scheme, p.activity = a.activity AS by_activity,
    match_score(by_number, by_code, by_scheme, p.scheme = a.scheme, by_body, days_apart, by_team, by_activity) AS score
  FROM possible
  JOIN (SELECT place_of_row(_source, _row) AS place, plan_no, scheme, scheme_code, activity, _source, _row FROM current_plan) AS p ON p.place = possible.plan
  JOIN (SELECT place_of_row(_source, _row) AS place, certificate, audited_on, visit, scheme, scheme_written, activity, _source, _row FROM reported_audit) AS a ON a.place = possible.audit
  LEFT JOIN met ON met.plan = possible.plan AND met.audit = possible.audit
), best AS (
  -- A plan of several schemes announces one audit of each.
  SELECT plan, scheme, max(score) AS score, count(*) AS audits FROM scored GROUP BY plan, scheme
), alike AS (
  SELECT plan, scheme
  FROM scored JOIN best USING (plan, scheme)
  WHERE best.audits > 1 AND scored.score > best.score - 5 AND scored.score >= 60
  GROUP BY plan, scheme HAVING count(*) > 1
)
SELECT coalesce(plan_no, concat('row ', plan_source, ':', plan_row)) AS plan, plan_no, plan_source, plan_row, s.scheme,
  certificate, audited_on, audit_source, audit_row, visit, s.score, by_number, by_code, by_scheme, by_body, by_team, by_activity, days_apart, days_to_issue,
  CASE WHEN by_number THEN 'exact' WHEN alike.plan IS NULL THEN 'matched' ELSE 'ambiguous' END AS state
FROM scored AS s
JOIN best ON best.plan = s.plan AND best.scheme = s.scheme
LEFT JOIN alike ON alike.plan = s.plan AND alike.scheme = s.scheme
WHERE s.score > best.score - 5 AND s.score >= 60
