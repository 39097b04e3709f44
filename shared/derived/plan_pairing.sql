-- Each plan that has candidates, in each scheme: what it announced and how sure that is, for the analyst to look through.
-- `state`: as in plan_match, or 'none' where the analyst said that no candidate is the one.
SELECT c.plan, c.plan_source, c.plan_row, c.scheme, any_value(coalesce(m.state, 'none')) AS state,
  CAST(count(DISTINCT (c.audit_source, c.audit_row)) AS INTEGER) AS candidates, max(c.score) AS score,
  any_value(p.org_name) AS org_name, any_value(p.org_uscc) AS org_uscc, any_value(p.cb_approval_no) AS cb_approval_no,
  any_value(CAST(p.plan_start AS DATE)) AS first_day, any_value(CAST(coalesce(p.plan_end, p.plan_start) AS DATE)) AS last_day,
  string_agg(DISTINCT c.certificate, '; ' ORDER BY c.certificate) AS certificates
FROM plan_candidate AS c
JOIN current_plan AS p ON p._source = c.plan_source AND p._row = c.plan_row
LEFT JOIN (SELECT plan_source, plan_row, scheme, any_value(state) AS state FROM plan_match GROUP BY ALL) AS m
  ON m.plan_source = c.plan_source AND m.plan_row = c.plan_row AND m.scheme = c.scheme
GROUP BY c.plan, c.plan_source, c.plan_row, c.scheme
