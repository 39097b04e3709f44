-- The register of auditors: one row for each of its rows and each scheme that the row names (QMS、EMS may share a cell),
-- with the person, the level ('trainee', 'auditor', 'senior'), the period, the body (by number, or by a name that only
-- one listed body has) and what a measure did to it.
WITH written AS (
  SELECT *, person_key(auditor_id, reg_no, auditor_name) AS key,
    unnest(CASE WHEN is_nothing(reg_scheme) THEN [NULL] ELSE string_split_regex(replace(upper(reg_scheme), 'GB/T', 'GBT'), '[、，,；;/+]+') END) AS field
  FROM auditor
), listed AS (
  SELECT name_key(cb_name) AS name, max(cb_approval_no) AS cb_approval_no
  FROM certification_body GROUP BY ALL HAVING count(DISTINCT body_key(cb_approval_no)) = 1
)
SELECT DISTINCT person.person, auditor_id, auditor_name, name_key(auditor_name) AS name, upper(written.reg_no) AS reg_no,
  scheme_family(field) AS scheme, qualification(reg_level) AS level, reg_from, reg_to,
  coalesce(written.cb_approval_no, listed.cb_approval_no) AS cb_approval_no, cb_name,
  coalesce(body_key(coalesce(written.cb_approval_no, listed.cb_approval_no)), name_key(cb_name)) AS body, employed_from, employed_to,
  CASE WHEN is_nothing(sanction) THEN 'none' ELSE registration_measure(sanction) END AS measure, sanction, sanction_from, sanction_to,
  _source, _row, ref('auditor', _source, _row) AS row_ref
FROM written
LEFT JOIN person ON person.key = written.key
LEFT JOIN listed ON listed.name = name_key(written.cb_name)
