-- Which audit of which certificate a plan announced: its candidates (plan_candidate), and where the analyst settled it
-- (plan_choice, the last word of each plan and scheme) only the chosen one, or none. A choice whose candidate is no longer
-- among them, say after another import, does not count. `state`: 'settled' (the analyst said so), 'exact', 'matched' or
-- 'ambiguous'.
WITH choice AS (
  SELECT plan, scheme, certificate, audited_on FROM plan_choice WHERE undone_at IS NULL
  QUALIFY row_number() OVER (PARTITION BY plan, scheme ORDER BY id DESC) = 1
), standing AS (
  SELECT plan_source, plan_row, c.scheme, choice.certificate, choice.audited_on
  FROM plan_candidate AS c JOIN choice ON choice.plan = c.plan AND choice.scheme = c.scheme
  GROUP BY ALL
  HAVING choice.certificate IS NULL OR bool_or(c.certificate = choice.certificate AND c.audited_on IS NOT DISTINCT FROM choice.audited_on)
)
SELECT c.plan, plan_no, c.plan_source, c.plan_row, c.scheme, c.certificate, audit_source, audit_row, visit,
  CASE WHEN standing.plan_source IS NULL THEN state ELSE 'settled' END AS state
FROM plan_candidate AS c
LEFT JOIN standing ON standing.plan_source = c.plan_source AND standing.plan_row = c.plan_row AND standing.scheme = c.scheme
WHERE standing.plan_source IS NULL OR (c.certificate = standing.certificate AND c.audited_on IS NOT DISTINCT FROM standing.audited_on)
