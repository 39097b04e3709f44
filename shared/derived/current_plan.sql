-- Each plan as it was reported last, with its half-days, its scheme, the key of its organisation, and its body: the one
-- named in the row, the only one its number fits, or, where a prefix fits several, the one whose people are in its team
-- and which certified the organisation; `body_by` says which ('row', 'prefix', 'team', 'holder').
--
-- `bound_visit` numbers what the sign-in system binds: plans of one organisation by one body whose half-days overlap,
-- directly or through others, share one pair of sign-ins. Cancelled plans stand alone. (Nothing is bound beyond a month,
-- which no visit lasts: one slip in a date must not tie a year together.)
WITH latest AS (
  -- No more than what tells bodies and visits apart: a wide row is carried along as a whole.
  SELECT _id, _source, _row, cb_approval_no, left(upper(plan_no), 5) AS prefix, organisation_key(org_uscc, org_name) AS organisation,
    coalesce(cancelled, false) AS cancelled, half_day(plan_start) AS first_half_day, last_half_day(plan_end) AS last_half_day
  FROM audit_plan
  WHERE plan_no IS NULL OR _id IN (
    SELECT ranked_row(max(rank_of_row(0, greatest(reported_at, changed_at), _id))) FROM audit_plan GROUP BY plan_no)
), shared_prefix AS (
  SELECT p._source, p._row, p.organisation, prefix.cb_approval_no, prefix.serial
  FROM latest AS p JOIN plan_prefix AS prefix ON prefix.prefix = p.prefix AND prefix.bodies > 1
  WHERE p.cb_approval_no IS NULL
), people AS (
  SELECT DISTINCT approval_serial(cb_approval_no) AS serial, name_key(auditor_name) AS name
  FROM (SELECT cb_approval_no, auditor_name FROM audit_team UNION SELECT cb_approval_no, auditor_name FROM auditor)
  WHERE approval_serial(cb_approval_no) IN (SELECT serial FROM plan_prefix WHERE bodies > 1)
), held AS (
  SELECT DISTINCT approval_serial(cb_approval_no) AS serial, organisation_key(org_uscc, org_name) AS organisation
  FROM certificate
  WHERE approval_serial(cb_approval_no) IN (SELECT serial FROM plan_prefix WHERE bodies > 1)
), weighed AS (
  SELECT *, 2 * members + CAST(holder AS INTEGER) AS weight
  FROM (SELECT s._source, s._row, s.cb_approval_no, count(DISTINCT people.name) AS members, count(held.organisation) > 0 AS holder
    FROM shared_prefix AS s
    LEFT JOIN plan_team AS t ON t._source = s._source AND t._row = s._row
    LEFT JOIN people ON people.serial = s.serial AND people.name = t.name
    LEFT JOIN held ON held.serial = s.serial AND held.organisation = s.organisation
    GROUP BY ALL)
), settled AS (
  -- Two bodies that weigh the same settle nothing.
  SELECT _source, _row, cb_approval_no, CASE WHEN members > 0 THEN 'team' ELSE 'holder' END AS body_by
  FROM weighed
  WINDOW by_weight AS (PARTITION BY _source, _row ORDER BY weight DESC)
  QUALIFY weight > coalesce(lead(weight) OVER by_weight, 0) AND row_number() OVER by_weight = 1
), bodied AS (
  SELECT p._id, p._source, p._row, coalesce(p.cb_approval_no, prefix.cb_approval_no, settled.cb_approval_no) AS cb_approval_no,
    CASE WHEN p.cb_approval_no IS NOT NULL THEN 'row' WHEN prefix.cb_approval_no IS NOT NULL THEN 'prefix' ELSE settled.body_by END AS body_by,
    organisation, cancelled, first_half_day, last_half_day
  FROM latest AS p
  LEFT JOIN plan_prefix AS prefix ON prefix.prefix = p.prefix AND prefix.bodies = 1
  LEFT JOIN settled ON settled._source = p._source AND settled._row = p._row
), following AS (
  SELECT * EXCLUDE (last_half_day),
    coalesce(NOT cancelled AND organisation IS NOT NULL AND first_half_day <= max(least(last_half_day, first_half_day + 61)) OVER (
      PARTITION BY cb_approval_no, organisation, cancelled ORDER BY first_half_day, _source, _row
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), false) AS joins_visit
  FROM bodied
), numbered AS (
  -- A sum, for count(*) FILTER (…) OVER looks at every row again for every row.
  SELECT _id, cb_approval_no, body_by, organisation, CAST(sum(CASE WHEN joins_visit THEN 0 ELSE 1 END) OVER (
    ORDER BY cb_approval_no, organisation, cancelled, first_half_day, _source, _row ROWS UNBOUNDED PRECEDING) AS BIGINT) AS bound_visit
  FROM following
), word AS (
  -- What the words mean is looked up once for each of them.
  SELECT *, scheme_family(scheme_code) AS scheme, activity_kind(activity_code) AS activity, mode_of_audit(audit_mode) AS mode
  FROM few((SELECT list(d) FROM (SELECT DISTINCT scheme_code, activity_code, audit_mode FROM audit_plan) AS d))
)
SELECT plan_no, numbered.cb_approval_no, body_by, number_key(cert_no) AS certificate, org_uscc, org_name, organisation, p.scheme_code, word.scheme,
  word.activity, plan_start, plan_end, half_day(plan_start) AS first_half_day, last_half_day(plan_end) AS last_half_day,
  address, lat, lng, p.audit_mode, word.mode, plan_mandays, reported_at, coalesce(cancelled, false) AS cancelled,
  p._source AS _source, p._row AS _row, ref('audit_plan', p._source, p._row) AS row_ref, bound_visit
FROM audit_plan AS p
JOIN numbered ON numbered._id = p._id
LEFT JOIN word ON word.scheme_code IS NOT DISTINCT FROM p.scheme_code AND word.activity_code IS NOT DISTINCT FROM p.activity_code
  AND word.audit_mode IS NOT DISTINCT FROM p.audit_mode
