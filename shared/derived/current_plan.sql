-- Each plan as it was reported last, with its body (named in the row, or by the prefix of its number), its
-- half-days, its scheme and the key of its organisation.
SELECT plan_no, coalesce(p.cb_approval_no, prefix.cb_approval_no) AS cb_approval_no, number_key(cert_no) AS certificate, org_uscc, org_name,
  organisation_key(org_uscc, org_name) AS organisation, scheme_code, scheme_family(scheme_code) AS scheme,
  activity_kind(activity_code) AS activity, plan_start, plan_end,
  half_day(plan_start) AS first_half_day, last_half_day(plan_end) AS last_half_day,
  address, lat, lng, audit_mode, mode_of_audit(audit_mode) AS mode, plan_mandays, reported_at, coalesce(cancelled, false) AS cancelled,
  _source, _row, ref('audit_plan', _source, _row) AS row_ref
FROM audit_plan AS p LEFT JOIN plan_prefix AS prefix ON prefix.prefix = left(upper(p.plan_no), 5)
WHERE plan_no IS NULL OR p.rowid IN (
  SELECT ranked_row(max(rank_of_row(0, greatest(reported_at, changed_at), rowid))) FROM audit_plan GROUP BY plan_no)
