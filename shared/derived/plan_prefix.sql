-- The five characters a plan number begins with (R0 + last 3 digits, RF0 + last 2) and the one body known to
-- this workspace that they fit. Serials above 999 share theirs with older bodies: such prefixes name nobody.
WITH body AS (
  SELECT DISTINCT approval_key(cb_approval_no) AS cb_approval_no, approval_serial(cb_approval_no) AS serial
  FROM (SELECT cb_approval_no FROM certification_body UNION SELECT cb_approval_no FROM certificate UNION SELECT cb_approval_no FROM audit_team)
  WHERE is_approval_no(cb_approval_no)
), fitting AS (
  SELECT CASE WHEN starts_with(serial, 'RF') THEN 'RF0' || right(cb_approval_no, 2) ELSE 'R0' || right(cb_approval_no, 3) END AS prefix, * FROM body
  UNION
  SELECT serial, * FROM body WHERE regexp_full_match(serial, 'R\d{4}')
)
SELECT prefix, max(cb_approval_no) AS cb_approval_no FROM fitting GROUP BY prefix HAVING count(DISTINCT serial) = 1
