-- Each row of the team sheets with the person it means, what that person was there for, and the audit it belongs to.
-- One audit stands there once for each certificate: count persons by `visit`, not by row.
WITH word AS (
  -- What the words mean is looked up once for each of them: a look-up carries the whole row along.
  SELECT *, activity_kind(stage_code) AS activity, audit_stage(stage_code) AS stage, team_role(role) AS role_kind, qualification(qual) AS level, is_trainee(qual, role) AS trainee
  FROM few((SELECT list(d) FROM (SELECT DISTINCT stage_code, role, qual FROM audit_team) AS d))
), member AS (
  SELECT place_of_row(t._source, t._row) AS member, t.cb_approval_no, number_key(t.cert_no) AS certificate, word.activity, CAST(t.t_start AS DATE) AS first_day, CAST(t.t_end AS DATE) AS last_day
  FROM audit_team AS t
  LEFT JOIN word ON word.stage_code IS NOT DISTINCT FROM t.stage_code AND word.role IS NOT DISTINCT FROM t.role AND word.qual IS NOT DISTINCT FROM t.qual
), audited AS (
  -- The audit of this certificate, by this body, on these days.
  -- (Of several the first row counts; one number to take the least of, for to sort within groups is to hold them all.)
  SELECT member, min(a.visit) AS visit, min(place_of_row(a._source, a._row)) AS audit,
    min(place_of_row(a._source, a._row)) FILTER (organisation IS NOT NULL) AS of_auditee
  FROM member JOIN reported_audit AS a ON a.certificate = member.certificate
  WHERE coalesce(a.cb_approval_no = member.cb_approval_no, true) AND coalesce(member.first_day, member.last_day) BETWEEN a.first_day AND a.audited_on
    AND coalesce(a.activity = member.activity, true)
  GROUP BY member
), unsure AS (
  -- Nearly every audit says who was audited, in which scheme: only for the others certificate and plan are asked.
  SELECT number_key(cert_no) AS certificate, plan_no
  FROM audit_team
  WHERE place_of_row(_source, _row) NOT IN (SELECT member FROM audited WHERE of_auditee IS NOT NULL AND of_auditee NOT IN (
    SELECT place_of_row(_source, _row) FROM reported_audit WHERE org_uscc IS NULL OR org_name IS NULL OR scheme IS NULL OR scheme_written IS NULL))
), holder AS (
  -- A certificate may have passed to another holder since: then the audit or the plan say who was audited.
  SELECT certificate, min(organisation) = max(organisation) AS alone, max(organisation) AS organisation, max(org_uscc) AS org_uscc, max(org_name) AS org_name, max(scheme) AS scheme,
    max(scheme_written) AS scheme_written
  FROM (SELECT certificate, organisation, org_uscc, org_name, scheme, scheme_written FROM reported_audit WHERE certificate IN (SELECT certificate FROM unsure)
    UNION ALL
    SELECT number_key(cert_no), organisation_key(org_uscc, org_name), org_uscc, org_name, scheme_family(coalesce(scheme_code, basis)), coalesce(scheme_code, basis)
    FROM certificate WHERE is_sub_certificate(is_sub, main_cert_no, cert_no) AND number_key(cert_no) IN (SELECT certificate FROM unsure))
  GROUP BY certificate
)
SELECT t.auditor_id, t.auditor_name, t.reg_no, t.qual, t.mandays, t.cb_approval_no, t.cert_no, number_key(t.cert_no) AS certificate, t.plan_no,
  t.stage_code, word.activity, word.stage, t.t_start, t.t_end, CAST(t.t_start AS DATE) AS first_day, CAST(t.t_end AS DATE) AS last_day,
  half_day(t.t_start) AS first_half_day, last_half_day(t.t_end) AS last_half_day, word.role_kind AS role, word.level, word.trainee,
  t._source, t._row, ref('audit_team', t._source, t._row) AS row_ref, person.person, audited.visit, row_at_place(audited.audit) AS audit,
  coalesce(auditee.organisation, CASE WHEN alone THEN holder.organisation END, plan.organisation, holder.organisation) AS organisation,
  coalesce(auditee.org_uscc, CASE WHEN alone THEN holder.org_uscc END, plan.org_uscc, holder.org_uscc) AS org_uscc,
  coalesce(auditee.org_name, CASE WHEN alone THEN holder.org_name END, plan.org_name, holder.org_name) AS org_name,
  coalesce(auditee.scheme, holder.scheme, plan.scheme) AS scheme,
  coalesce(auditee.scheme_written, holder.scheme_written, plan.scheme_code) AS scheme_written
FROM audit_team AS t
LEFT JOIN word ON word.stage_code IS NOT DISTINCT FROM t.stage_code AND word.role IS NOT DISTINCT FROM t.role AND word.qual IS NOT DISTINCT FROM t.qual
LEFT JOIN person ON person.key = person_key(t.auditor_id, t.reg_no, t.auditor_name)
LEFT JOIN audited ON audited.member = place_of_row(t._source, t._row)
LEFT JOIN (SELECT place_of_row(_source, _row) AS place, organisation, org_uscc, org_name, scheme, scheme_written FROM reported_audit) AS auditee ON auditee.place = audited.of_auditee
LEFT JOIN holder ON holder.certificate = number_key(t.cert_no)
LEFT JOIN (SELECT plan_no, organisation, org_uscc, org_name, scheme, scheme_code FROM current_plan WHERE plan_no IN (SELECT plan_no FROM unsure)) AS plan ON plan.plan_no = t.plan_no
