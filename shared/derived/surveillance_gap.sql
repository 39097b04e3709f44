-- What became of surveillance that fell due and is not seen in time (surveillance_due): whether the reports can show
-- that it was missing, and what ended the gap. Days of suspension before due_on have been added to it; what was
-- suspended on that day and still is has left the list, as has what had ended by then or had only recertification
-- before it.
--
-- ended_on, ended_as: when the certificate ended or was replaced; suspended_on: a suspension that began after due_on.
-- empty_until: up to this day the reports show that no audit took place, by their own count (监督次数) or because the
--   months are covered; NULL where audits may be missing. last_covered: where the body's reports end.
-- lacking: what has to be known before anything can be said.
WITH gap AS (
  SELECT *, row_number() OVER () AS gap FROM surveillance_due
), span AS (
  SELECT gap.gap, due_on, coalesce(s.suspended_from, CASE WHEN s.seen_from <= due_on THEN s.seen_from END) AS begun, s.ended_by,
    s.ended_by - greatest(begun, since) AS days
  FROM gap JOIN certificate_suspension AS s ON s.certificate = gap.certificate
  WHERE coalesce(s.cb_approval_no = gap.cb_approval_no, true) AND coalesce(s.ended_by > since, true)
    AND coalesce(coalesce(s.suspended_from, s.seen_from) < next_on, true)
), counted AS (
  SELECT *, CAST(coalesce(sum(days) OVER (PARTITION BY gap ORDER BY begun ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS INTEGER) AS before FROM span
), suspended AS (
  SELECT gap, CAST(sum(days) FILTER (begun <= due_on + before) AS INTEGER) AS days, bool_or(ended_by IS NULL AND begun <= due_on + before) AS still,
    min(begun) FILTER (begun > due_on + before) AS suspended_on, bool_or(begun IS NULL) AS undated
  FROM counted GROUP BY gap
), body AS (
  SELECT approval_key(cb_approval_no) AS cb_approval_no, bool_or(status_on IS NULL) AS undated, min(status_on) AS ended_on
  FROM certification_body WHERE body_status(cb_status) IN ('撤销', '注销') GROUP BY ALL
), reach AS (
  SELECT cb_approval_no, min(covered_from) AS first_covered, min_by(covered_to, covered_from) AS first_covered_to, max(covered_to) AS last_covered
  FROM reporting_coverage GROUP BY cb_approval_no
), signed AS (
  -- Signed in for an audit that no certificate row or team sheet reports yet.
  SELECT gap.gap, min(CAST(s.first_at AS DATE)) AS held_on
  FROM gap JOIN (SELECT plan_no, organisation, scheme, activity, cancelled, cb_approval_no FROM current_plan) AS p ON p.organisation = gap.organisation AND p.scheme = gap.scheme
  JOIN (SELECT plan_no, first_at FROM sign_in) AS s ON s.plan_no = p.plan_no
  WHERE p.activity IN ('surveillance', 'recertification') AND NOT p.cancelled AND coalesce(p.cb_approval_no = gap.cb_approval_no, true)
    AND s.first_at > gap.since + 1 AND coalesce(s.first_at < gap.next_on, true)
  GROUP BY gap.gap
), doubtful AS (
  -- Audits of unknown kind or day may be the one that is missed.
  SELECT gap.gap, bool_or(a.activity IS NULL) AS kind, bool_or(a.activity IS NOT NULL) AS day
  FROM gap JOIN reported_audit AS a ON a.certificate = gap.certificate AND coalesce(a.cb_approval_no = gap.cb_approval_no, true)
  WHERE (a.activity IS NULL AND coalesce(a.first_day > gap.since AND a.first_day <= gap.due_on, a.first_day IS NULL))
    OR (a.activity IN ('surveillance', 'recertification') AND a.first_day IS NULL)
  GROUP BY gap.gap
), told AS (
  SELECT gap.* EXCLUDE (due_on, strict_due_on, next_on, next_counted), coalesce(suspended.days, 0) AS suspended_days, suspended.suspended_on,
    gap.due_on + coalesce(suspended.days, 0) AS due_on, gap.strict_due_on + coalesce(suspended.days, 0) AS strict_due_on,
    least(gap.next_on, signed.held_on) AS next_on, CASE WHEN signed.held_on IS NULL THEN gap.next_counted END AS next_counted,
    -- By the rows' own count: more audits were held before the next one than are seen.
    coalesce(CASE WHEN gap.next_counted IS NOT NULL THEN gap.next_counted - 1 WHEN coalesce(gap.next_activity = 'succession', true) THEN surv_count END > counted, false) AS missed,
    signed.held_on, reach.first_covered, reach.first_covered_to, reach.last_covered, c.covered_from, c.covered_to, body.ended_on AS body_ended_on, coalesce(body.undated, false) AS undated_body,
    coalesce(suspended.undated, false) AS undated_suspension, coalesce(doubtful.kind, false) AS undecided_kind, coalesce(doubtful.day, false) AS undated_audit
  FROM gap
  LEFT JOIN suspended ON suspended.gap = gap.gap
  LEFT JOIN signed ON signed.gap = gap.gap
  LEFT JOIN doubtful ON doubtful.gap = gap.gap
  LEFT JOIN body ON body.cb_approval_no = approval_key(gap.cb_approval_no)
  LEFT JOIN reach ON reach.cb_approval_no = gap.cb_approval_no
  -- What was issued in one month is reported in the next.
  LEFT JOIN reporting_coverage AS c ON c.cb_approval_no = gap.cb_approval_no AND gap.since BETWEEN c.covered_from - 31 AND c.covered_to
  WHERE NOT coalesce(suspended.still, false)
), known AS (
  SELECT *, state IN ('撤销', '注销') AND state_since IS NULL AND coalesce(alive_on <= due_on, true) AND ended_by > due_on AS undated_end,
    -- Without its day an end came between the last report of life and the first that shows it.
    CASE WHEN state IN ('撤销', '注销') THEN coalesce(state_since, CASE WHEN alive_on > due_on THEN alive_on ELSE ended_by END) END AS withdrawn_on,
    least(expiry_date, withdrawn_on, CASE WHEN NOT undated_body THEN body_ended_on END, succeeded_on, next_cycle_on,
      CASE WHEN followed_on > due_on THEN followed_on END) AS ended_on,
    -- In the last year of a cycle recertification stands in for the third surveillance. Where the data do not reach back
    -- to the issue, what was audited in the second half of a cycle counts as the last surveillance.
    due_on > expiry_date - INTERVAL 1 YEAR AND (transferred OR held >= 2 OR coalesce(counted - granted_count >= 2, false)
      OR (since >= expiry_date - INTERVAL 2 YEAR AND counted - granted_count IS NULL AND coalesce(granted_on < covered_from - 31, true))) AS before_recertification
  FROM told
)
SELECT cb_approval_no, certificate, cycle, cert_no, scheme, state, reported_on, granted_on, expiry_date, is_first, activity IS NULL AS since_issue, since, months, by_year, extension, suspended_days,
  due_on, strict_due_on, next_on, next_activity, suspended_on, ended_on, followed_on,
  CASE ended_on WHEN withdrawn_on THEN state WHEN body_ended_on THEN 'body' WHEN expiry_date THEN 'expiry' ELSE 'replaced' END AS ended_as,
  CASE WHEN missed THEN NULL
    WHEN next_on IS NULL THEN greatest(covered_to, CASE WHEN surv_count = counted THEN reported_on END)
    WHEN next_counted = counted + 1 OR covered_to >= due_on THEN next_on END AS empty_until,
  last_covered,
  concat_ws(', ',
    CASE WHEN scheme IS NULL THEN 'certificate.scheme_code' END,
    CASE WHEN expiry_date IS NULL THEN 'certificate.expiry_date' END,
    CASE WHEN undecided_kind OR next_on <= due_on THEN 'certificate.activity_code' END,
    CASE WHEN undated_audit THEN 'certificate.audit_start' END,
    CASE WHEN undated_suspension THEN 'certificate.suspend_start' END,
    CASE WHEN undated_end THEN 'certificate.revoke_date' END,
    CASE WHEN undated_body THEN 'certification_body.status_on' END,
    CASE WHEN next_on IS NULL AND state IS NULL THEN 'certificate.status' END,
    CASE WHEN followed_on <= due_on AND succeeded_on IS NULL THEN 'certificate.prev_cert_no' END) AS lacking,
  _source, _row, life_ref, row_ref, next_ref
FROM known
WHERE coalesce(strict_due_on < next_on, true) AND coalesce(strict_due_on < ended_on, true) AND NOT coalesce(before_recertification, false)
  -- What fell due before the data begin is no matter of theirs, unless the rows count; and where the rows count an audit
  -- more than is seen, it was held before the data begin, hence in time.
  AND (coalesce(CASE WHEN next_on IS NULL THEN surv_count = counted AND reported_on > due_on ELSE next_counted = counted + 1 END, false)
    OR coalesce(due_on >= first_covered, true))
  AND NOT coalesce(missed AND since < first_covered AND due_on <= first_covered_to, false)
