-- The life of each certificate, one row for each cycle: who holds it from whom, when it was granted and how, when it
-- ends, what its latest report says, and what came before and after it. Sub-certificates live with their main one.
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
  SELECT *, activity_kind(activity_code) AS activity, certificate_status(status) AS state, scheme_family(coalesce(scheme_code, basis)) AS scheme,
    code_key(coalesce(scheme_code, basis)) AS scheme_written
  FROM (SELECT DISTINCT activity_code, status, scheme_code, basis FROM certificate)
), reported AS (
  SELECT coalesce(c.cb_approval_no, only_body.cb_approval_no) AS cb_approval_no, certificate_key(c.cert_no, c._source, c._row) AS certificate,
    issue_date, expiry_date, word.activity, word.state,
    coalesce(audit_start, audit_end) AS first_day, recert_count, surv_count, first_cert_date, number_key(prev_cert_no) AS previous, prev_cb,
    -- A report knows nothing later than itself: a day far ahead is a slip.
    coalesce(greatest(pull_end, report_date), greatest(audit_end, decision_date, issue_date, change_date, suspend_start, revoke_date)) AS reported_on,
    c._id AS row_id
  FROM certificate AS c
  JOIN word ON word.activity_code IS NOT DISTINCT FROM c.activity_code AND word.status IS NOT DISTINCT FROM c.status
    AND word.scheme_code IS NOT DISTINCT FROM c.scheme_code AND word.basis IS NOT DISTINCT FROM c.basis
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
), holder AS (
  SELECT c._id AS latest, organisation_key(c.org_uscc, c.org_name) AS organisation, word.scheme, word.scheme_written, word.state,
    CASE WHEN word.scheme IN ('QMS', 'EMS', 'OHSMS') THEN word.scheme ELSE word.scheme_written END AS series
  FROM certificate AS c
  JOIN word ON word.activity_code IS NOT DISTINCT FROM c.activity_code AND word.status IS NOT DISTINCT FROM c.status
    AND word.scheme_code IS NOT DISTINCT FROM c.scheme_code AND word.basis IS NOT DISTINCT FROM c.basis
), beside AS (
  -- Windows carry what they need and no more: a wide row is sorted in memory as a whole.
  SELECT latest, min(granted_on) OVER (PARTITION BY cb_approval_no, organisation, series ORDER BY granted_on
      RANGE BETWEEN INTERVAL 1 DAY FOLLOWING AND UNBOUNDED FOLLOWING) AS followed_on,
    max(expiry_date) OVER (PARTITION BY cb_approval_no, organisation, series ORDER BY granted_on
      RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL 1 DAY PRECEDING) AS previous_expiry
  FROM cycle JOIN holder USING (latest)
  WHERE organisation IS NOT NULL AND series IS NOT NULL
), again AS (
  SELECT latest, lead(granted_on) OVER each_number AS next_cycle_on, lag(expiry_date) OVER each_number AS previous_expiry
  FROM cycle
  WHERE certificate IN (SELECT certificate FROM cycle WHERE cycle > 0)
  WINDOW each_number AS (PARTITION BY cb_approval_no, certificate ORDER BY cycle)
), successor AS (
  SELECT previous AS certificate, min(granted_on) AS granted_on, min(granting_audit_on) AS audited_on, min(ref('certificate', c._source, c._row)) AS row_ref
  FROM cycle JOIN certificate AS c ON c._id = cycle.latest
  WHERE previous IS NOT NULL GROUP BY ALL
), predecessor AS (
  SELECT certificate, max(expiry_date) AS expiry_date, max_by(cb_approval_no, expiry_date) AS cb_approval_no
  FROM cycle WHERE certificate IN (SELECT previous FROM cycle) GROUP BY ALL
)
SELECT cycle.* EXCLUDE (latest, earliest, previous), cycle.previous, c.cert_no, c.cb_name, holder.organisation, holder.scheme, holder.scheme_written, holder.state, c.surv_count,
  c._source, c._row, ref('certificate', c._source, c._row) AS row_ref, ref('certificate', first._source, first._row) AS granted_ref, holder.series,
  -- Since when the latest state has held: NULL where no row says.
  CASE holder.state WHEN '暂停' THEN c.suspend_start WHEN '过期失效' THEN cycle.expiry_date WHEN '撤销' THEN c.revoke_date WHEN '注销' THEN coalesce(c.revoke_date, c.change_date) END AS state_since,
  -- Taken over from another body: its programme goes on, a first year of its own does not begin.
  CASE WHEN predecessor.cb_approval_no <> cycle.cb_approval_no THEN true WHEN is_nothing(cycle.prev_cb) THEN false
    ELSE NOT coalesce(contains(letters_of(cycle.prev_cb), name_key(c.cb_name)), false)
      AND NOT coalesce(contains(approval_key(cycle.prev_cb), approval_key(cycle.cb_approval_no)), false) END AS transferred,
  again.next_cycle_on,
  successor.granted_on AS succeeded_on, successor.audited_on AS successor_audited_on, successor.row_ref AS successor_ref,
  -- A later certificate of the same body, organisation and scheme under another number may have taken its place.
  beside.followed_on,
  -- What this cycle followed: the previous number that it names, an earlier cycle or certificate of the same kind.
  greatest(predecessor.expiry_date, again.previous_expiry, beside.previous_expiry) AS previous_expiry
FROM cycle
JOIN certificate AS c ON c._id = cycle.latest
JOIN certificate AS first ON first._id = cycle.earliest
JOIN holder ON holder.latest = cycle.latest
LEFT JOIN beside ON beside.latest = cycle.latest
LEFT JOIN again ON again.latest = cycle.latest
LEFT JOIN successor ON successor.certificate = cycle.certificate
LEFT JOIN predecessor ON predecessor.certificate = cycle.previous
