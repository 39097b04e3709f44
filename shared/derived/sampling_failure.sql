-- Failures in national quality sampling, under each key that certificates may know the organisation by: its code, and
-- its name for rows without one. A list that tells no level is the national one. `undecided` names what has to be
-- known before it is a failure.
WITH told AS (
  SELECT organisation_key(org_uscc, org_name) AS by_code, name_key(org_name) AS by_name, org_name, product, notified_on, rectified_on,
    has_field(_source, 'rectified_on') AS tells_rectified, CASE WHEN has_field(_source, 'level') THEN sampling_level(level) ELSE 'national' END AS level,
    sampling_conclusion(conclusion) AS conclusion, ref('quality_sampling', _source, _row) AS row_ref
  FROM quality_sampling
), failed AS (
  SELECT *, nullif(concat_ws(', ', CASE WHEN level IS NULL THEN 'quality_sampling.level' END, CASE WHEN conclusion IS NULL THEN 'quality_sampling.conclusion' END), '') AS undecided
  FROM told
  WHERE coalesce(level = 'national', true) AND coalesce(conclusion = 'failed', true)
)
SELECT DISTINCT unnest([by_code, by_name]) AS organisation, product, notified_on, rectified_on, tells_rectified, undecided, row_ref FROM failed
