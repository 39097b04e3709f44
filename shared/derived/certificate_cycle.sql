-- The cycles of each certificate, as the reports have them: when it was granted and how, when it ends, and which rows are the
-- earliest and the latest to tell of it (`earliest`, `latest`: their places). Sub-certificates live with their main one.
--
-- A cycle is what shares an issue date or an expiry: a re-issue moves the one, an extension or correction the other;
-- only where both are later, the expiry by more than a year, a new cycle has begun. Days here are as reported: no rule
-- of law is applied yet.
WITH only_body AS (
  -- A row without approval number belongs to the only body that uses the number.
  SELECT certificate_key(cert_no, _source, _row) AS certificate, min(cb_approval_no) AS cb_approval_no
  FROM certificate
  WHERE cb_approval_no IS NOT NULL AND number_key(cert_no) IN (SELECT number_key(cert_no) FROM certificate WHERE cb_approval_no IS NULL)
  GROUP BY ALL HAVING count(DISTINCT cb_approval_no) = 1
), word AS (
  -- What the words mean is looked up once for each of them: a look-up carries the whole row along.
  SELECT *, activity_kind(activity_code) AS activity, certificate_status(status) AS state
  FROM few((SELECT list(d) FROM (SELECT DISTINCT activity_code, status FROM certificate) AS d))
), reported AS (
  SELECT coalesce(c.cb_approval_no, only_body.cb_approval_no) AS cb_approval_no, certificate_key(c.cert_no, c._source, c._row) AS certificate,
    issue_date, expiry_date, word.activity, word.state,
    coalesce(audit_start, audit_end) AS first_day, recert_count, surv_count, first_cert_date, number_key(prev_cert_no) AS previous, prev_cb,
    -- A report knows nothing later than itself: a day far ahead is a slip.
    coalesce(greatest(pull_end, report_date), greatest(audit_end, decision_date, issue_date, change_date, suspend_start, revoke_date)) AS reported_on,
    c._id AS row_id
  FROM certificate AS c
  LEFT JOIN word ON word.activity_code IS NOT DISTINCT FROM c.activity_code AND word.status IS NOT DISTINCT FROM c.status
  LEFT JOIN only_body ON c.cb_approval_no IS NULL AND only_body.certificate = number_key(c.cert_no)
  WHERE NOT is_sub_certificate(is_sub, main_cert_no, c.cert_no)
), edition AS (
  SELECT cb_approval_no, certificate, issue_date, expiry_date,
    max(rank_of_row(0, reported_on, row_id)) AS latest, min(rank_of_row(0, reported_on, row_id)) AS earliest, max(reported_on) AS reported_on,
    max(reported_on) FILTER (state IN ('有效', '暂停')) AS alive_on, min(reported_on) FILTER (state IN ('撤销', '注销', '过期失效')) AS ended_by,
    bool_or(activity = 'initial') AS initial, bool_or(activity = 'recertification') AS renewed,
    max(recert_count) AS recert_count, min(first_cert_date) AS first_cert_date,
    min(surv_count) FILTER (activity IN ('initial', 'recertification')) AS granted_count,
    min(first_day) FILTER (activity IN ('initial', 'recertification')) AS granting_audit_on,
    max(previous) AS previous, max(prev_cb) AS prev_cb
  FROM reported
  GROUP BY cb_approval_no, certificate, issue_date, expiry_date
), dated AS (
  SELECT *, coalesce(issue_date, CAST(expiry_date - INTERVAL 3 YEAR AS DATE)) AS issued, coalesce(expiry_date, CAST(issue_date + INTERVAL 3 YEAR AS DATE)) AS until
  FROM edition
), counted AS (
  SELECT *, count(*) FILTER (begins) OVER (PARTITION BY cb_approval_no, certificate ORDER BY issued NULLS FIRST, until ROWS UNBOUNDED PRECEDING) AS cycle
  FROM (SELECT *, coalesce(issued > lag(issued) OVER sofar AND until > max(until) OVER sofar + INTERVAL 1 YEAR, false) AS begins
    FROM dated
    WINDOW sofar AS (PARTITION BY cb_approval_no, certificate ORDER BY issued NULLS FIRST, until ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))
), cycle AS (
  SELECT cb_approval_no, certificate, cycle, min(issue_date) AS granted_on, max(expiry_date) AS expiry_date,
    ranked_row(max(latest)) AS latest, ranked_row(min(earliest)) AS earliest, max(reported_on) AS reported_on, max(alive_on) AS alive_on, min(ended_by) AS ended_by, max(prev_cb) AS prev_cb,
    CASE WHEN coalesce(bool_or(renewed), false) OR cycle > 0 OR coalesce(max(recert_count) > 0, false)
        OR coalesce(min(first_cert_date) < min(issue_date) - INTERVAL 1 YEAR, false) THEN 'recertification'
      WHEN coalesce(bool_or(initial), false) OR coalesce(max(recert_count) = 0, false) THEN 'initial' END AS granted_by,
    min(granted_count) AS granted_count, min(granting_audit_on) AS granting_audit_on, nullif(max(previous), certificate) AS previous
  FROM counted
  GROUP BY cb_approval_no, certificate, cycle
)
SELECT cycle.* REPLACE (place_of_row(last._source, last._row) AS latest, place_of_row(first._source, first._row) AS earliest)
FROM cycle
JOIN certificate AS last ON last._id = cycle.latest
JOIN certificate AS first ON first._id = cycle.earliest
