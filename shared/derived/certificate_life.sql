-- The life of each certificate, one row for each cycle (certificate_cycle): who holds it from whom, when it was granted and
-- how, when it ends, what its latest report says, and what came before and after it.
-- (Columns are named where a table is joined with a CTE: DuckDB reads all of them otherwise.)
WITH word AS (
  SELECT *, certificate_status(status) AS state, scheme_family(coalesce(scheme_code, basis)) AS scheme, code_key(coalesce(scheme_code, basis)) AS scheme_written
  FROM few((SELECT list(d) FROM (SELECT DISTINCT status, scheme_code, basis FROM certificate) AS d))
), holder AS (
  SELECT place_of_row(c._source, c._row) AS latest, organisation_key(c.org_uscc, c.org_name) AS organisation, word.scheme, word.scheme_written, word.state,
    CASE WHEN word.scheme IN ('QMS', 'EMS', 'OHSMS') THEN word.scheme ELSE word.scheme_written END AS series
  FROM certificate AS c
  LEFT JOIN word ON word.status IS NOT DISTINCT FROM c.status AND word.scheme_code IS NOT DISTINCT FROM c.scheme_code AND word.basis IS NOT DISTINCT FROM c.basis
  WHERE place_of_row(c._source, c._row) IN (SELECT latest FROM certificate_cycle)
), beside AS (
  -- Windows carry what they need and no more: a wide row is sorted in memory as a whole.
  SELECT latest, min(granted_on) OVER (PARTITION BY cb_approval_no, organisation, series ORDER BY granted_on
      RANGE BETWEEN INTERVAL 1 DAY FOLLOWING AND UNBOUNDED FOLLOWING) AS followed_on,
    max(expiry_date) OVER (PARTITION BY cb_approval_no, organisation, series ORDER BY granted_on
      RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL 1 DAY PRECEDING) AS previous_expiry
  FROM certificate_cycle JOIN holder USING (latest)
  WHERE organisation IS NOT NULL AND series IS NOT NULL
), again AS (
  SELECT latest, lead(granted_on) OVER each_number AS next_cycle_on, lag(expiry_date) OVER each_number AS previous_expiry
  FROM certificate_cycle
  WHERE certificate IN (SELECT certificate FROM certificate_cycle WHERE cycle > 0)
  WINDOW each_number AS (PARTITION BY cb_approval_no, certificate ORDER BY cycle)
), successor AS (
  SELECT previous AS certificate, min(granted_on) AS granted_on, min(granting_audit_on) AS audited_on, min(latest) AS latest
  FROM certificate_cycle
  WHERE previous IS NOT NULL GROUP BY ALL
), predecessor AS (
  SELECT certificate, max(expiry_date) AS expiry_date, max_by(cb_approval_no, expiry_date) AS cb_approval_no
  FROM certificate_cycle WHERE certificate IN (SELECT previous FROM certificate_cycle) GROUP BY ALL
)
SELECT cycle.* EXCLUDE (latest, earliest, previous), cycle.previous, c.cert_no, c.cb_name, holder.organisation, holder.scheme, holder.scheme_written, holder.state, c.surv_count,
  c._source, c._row, ref('certificate', c._source, c._row) AS row_ref, ref_at_place('certificate', cycle.earliest) AS granted_ref, holder.series,
  -- Since when the latest state has held: NULL where no row says.
  CASE holder.state WHEN '暂停' THEN c.suspend_start WHEN '过期失效' THEN cycle.expiry_date WHEN '撤销' THEN c.revoke_date WHEN '注销' THEN coalesce(c.revoke_date, c.change_date) END AS state_since,
  -- Taken over from another body: its programme goes on, a first year of its own does not begin.
  CASE WHEN predecessor.cb_approval_no <> cycle.cb_approval_no THEN true WHEN is_nothing(cycle.prev_cb) THEN false
    ELSE NOT coalesce(contains(letters_of(cycle.prev_cb), name_key(c.cb_name)), false)
      AND NOT coalesce(contains(approval_key(cycle.prev_cb), approval_key(cycle.cb_approval_no)), false) END AS transferred,
  again.next_cycle_on,
  successor.granted_on AS succeeded_on, successor.audited_on AS successor_audited_on,
  ref_at_place('certificate', successor.latest) AS successor_ref,
  -- A later certificate of the same body, organisation and scheme under another number may have taken its place.
  beside.followed_on,
  -- What this cycle followed: the previous number that it names, an earlier cycle or certificate of the same kind.
  greatest(predecessor.expiry_date, again.previous_expiry, beside.previous_expiry) AS previous_expiry
FROM certificate_cycle AS cycle
JOIN (SELECT cert_no, cb_name, surv_count, suspend_start, revoke_date, change_date, _source, _row FROM certificate) AS c ON place_of_row(c._source, c._row) = cycle.latest
JOIN holder ON holder.latest = cycle.latest
LEFT JOIN beside ON beside.latest = cycle.latest
LEFT JOIN again ON again.latest = cycle.latest
LEFT JOIN successor ON successor.certificate = cycle.certificate
LEFT JOIN predecessor ON predecessor.certificate = cycle.previous
