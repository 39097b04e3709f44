-- Who is who: the key that person_key() makes of a row's ID number, registration number and name, and the one
-- person it stands for. A masked number (340104********1234) stands for the full number with its beginning, end and
-- name, a registration number for the ID number it was seen with; where none or several fit, the key stands for
-- itself.
WITH seen AS (
  SELECT DISTINCT auditor_id AS id_no, reg_no, auditor_name AS name FROM auditor
  UNION SELECT DISTINCT auditor_id, reg_no, auditor_name FROM audit_team
  UNION SELECT DISTINCT signer_id, NULL, signer_name FROM sign_in
), keyed AS (
  SELECT DISTINCT person_key(id_no, reg_no, name) AS key, upper(id_no) AS id_no, upper(reg_no) AS reg_no, name_key(name) AS name,
    length(id_no) >= 8 AND NOT contains(id_no, '*') AS is_full
  FROM seen
), whole AS (
  SELECT DISTINCT id_no, reg_no, name FROM keyed WHERE is_full AND name IS NOT NULL
), fitting AS (
  SELECT masked.key, whole.id_no AS person
  FROM keyed AS masked JOIN whole ON whole.name = masked.name
    AND length(whole.id_no) = length(masked.id_no)
    AND starts_with(whole.id_no, regexp_extract(masked.id_no, '^[^*]*')) AND ends_with(whole.id_no, regexp_extract(masked.id_no, '[^*]*$'))
  WHERE contains(masked.id_no, '*') AND length(regexp_extract(masked.id_no, '[^*]*$')) >= 4
  UNION
  SELECT numbered.key, whole.id_no
  FROM keyed AS numbered JOIN whole ON whole.name = numbered.name AND whole.reg_no = numbered.reg_no
  WHERE is_nothing(numbered.id_no)
), alone AS (
  SELECT key, min(person) AS person FROM fitting GROUP BY key HAVING count(DISTINCT person) = 1
)
SELECT DISTINCT keyed.key, coalesce(alone.person, keyed.key) AS person
FROM keyed LEFT JOIN alone USING (key)
WHERE keyed.key IS NOT NULL
