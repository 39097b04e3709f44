-- Each suspension that certificate rows report, and what later reports say of its end. An end is seldom reported with
-- its day: `seen_until` is the last day on which the suspension is known to have lasted, `ended_by` the day by which it
-- is known to be over (NULL: not over as far as the reports go). Where the day itself is known, both are that day.
-- `suspended_from` is NULL where no row tells it; the first report that shows the suspension is `seen_from`.
WITH told AS (
  SELECT cb_approval_no, certificate_key(cert_no, _source, _row) AS certificate, certificate_status(status) AS state,
    suspend_start, suspend_end, revoke_date, change_date,
    coalesce(greatest(pull_end, report_date), greatest(suspend_start, revoke_date, audit_end, decision_date, issue_date)) AS reported_on,
    ref('certificate', _source, _row) AS row_ref
  FROM certificate
  WHERE certificate_key(cert_no, _source, _row) IN (
    SELECT certificate_key(cert_no, _source, _row) FROM certificate WHERE suspend_start IS NOT NULL OR certificate_status(status) = '暂停')
), begun AS (
  -- A row that says 暂停 and not since when means the suspension that the reports around it date.
  SELECT *, CASE WHEN state = '暂停' THEN coalesce(suspend_start,
      last_value(suspend_start IGNORE NULLS) OVER (PARTITION BY certificate ORDER BY reported_on ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW),
      first_value(suspend_start IGNORE NULLS) OVER (PARTITION BY certificate ORDER BY reported_on ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING))
    ELSE suspend_start END AS suspended_from
  FROM told
), suspension AS (
  SELECT certificate, max(cb_approval_no) AS cb_approval_no, suspended_from,
    min(reported_on) FILTER (state = '暂停') AS seen_from, max(reported_on) FILTER (state = '暂停') AS last_seen,
    list(row_ref ORDER BY reported_on DESC) AS row_refs
  FROM begun
  WHERE suspended_from IS NOT NULL OR state = '暂停'
  GROUP BY certificate, suspended_from
), after AS (
  SELECT s.certificate, s.suspended_from, min(t.reported_on) AS reported_on, min_by(t.row_ref, t.reported_on) AS row_ref, min_by(t.state, t.reported_on) AS state,
    min_by(CASE t.state WHEN '有效' THEN t.change_date WHEN '注销' THEN coalesce(t.revoke_date, t.change_date) ELSE t.revoke_date END, t.reported_on) AS ended_on
  FROM suspension AS s JOIN told AS t ON t.certificate = s.certificate AND t.state <> '暂停'
    AND coalesce(t.reported_on > s.last_seen, t.reported_on >= s.suspended_from)
  GROUP BY s.certificate, s.suspended_from
), ended AS (
  SELECT s.*, after.reported_on AS over_on, after.row_ref AS after_ref, after.state AS after_state,
    CASE WHEN after.ended_on BETWEEN coalesce(s.suspended_from, s.seen_from) AND after.reported_on THEN after.ended_on END AS ended_on
  FROM suspension AS s
  LEFT JOIN after ON after.certificate = s.certificate AND after.suspended_from IS NOT DISTINCT FROM s.suspended_from
)
SELECT certificate, cb_approval_no, suspended_from, seen_from,
  CASE WHEN ended_on IS NOT NULL THEN ended_on ELSE coalesce(last_seen, suspended_from) END AS seen_until,
  coalesce(ended_on, over_on) AS ended_by, ended_on, row_refs, after_ref, after_state
FROM ended
