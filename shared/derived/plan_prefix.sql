-- The five characters a plan number begins with (R0 + last 3 digits, RF0 + last 2; from serial 1000 on also R + all
-- four) and the bodies known to this workspace that they fit. Serials above 999 share theirs with older bodies: such a
-- prefix fits several. A number issued again under another year keeps its serial and is one body.
WITH body AS (
  SELECT max(approval_key(cb_approval_no)) AS cb_approval_no, approval_serial(cb_approval_no) AS serial
  FROM (SELECT cb_approval_no FROM certification_body UNION SELECT cb_approval_no FROM certificate UNION SELECT cb_approval_no FROM audit_team)
  WHERE is_approval_no(cb_approval_no)
  GROUP BY serial
), fitting AS (
  SELECT CASE WHEN starts_with(serial, 'RF') THEN 'RF0' || right(cb_approval_no, 2) ELSE 'R0' || right(cb_approval_no, 3) END AS prefix, * FROM body
  UNION
  SELECT serial, * FROM body WHERE regexp_full_match(serial, 'R\d{4}')
)
SELECT prefix, cb_approval_no, serial, count(*) OVER (PARTITION BY prefix) AS bodies FROM fitting
