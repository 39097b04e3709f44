-- When surveillance fell due, for each issue and each audit of a management-system certificate after which no audit is
-- seen that began by then. What the law asks is looked up once for each scheme and day; the as-of date plays no part.
--
-- due_on: the last day for the next audit to begin. By the months in force when that time ran out - or, where a shorter
--   time came into force after it would have passed already, by the months before; at the latest the end of the next
--   calendar year where each year asks for an audit (by_year); later by an extension in force on that day.
-- strict_due_on: the same had the certificate been granted by an initial audit, where no row says how it was granted.
-- next_on, next_activity: the audit that came later, if any ('succession': that of the certificate that took its place).
-- counted, next_counted: the surveillance audits of the cycle by the rows' own count (监督次数), at both ends.
WITH life AS (
  -- Each cycle by its latest row, a number that goes along instead of its texts.
  SELECT place_of_row(_source, _row) AS life, cb_approval_no, certificate, scheme, granted_on, granted_ref, successor_audited_on, successor_ref, next_cycle_on,
    coalesce(granted_count, CASE WHEN granted_by = 'initial' THEN 0 END) AS counted,
    -- What a first year is of this cycle's own: NULL where no row says how it was granted.
    CASE WHEN transferred THEN false ELSE granted_by = 'initial' END AS has_first_year
  FROM certificate_life
  WHERE granted_on IS NOT NULL AND coalesce(scheme <> 'other', true)
), audit AS (
  SELECT certificate, cb_approval_no, activity, first_day, audited_on AS last_day, surv_count AS counted, 'certificate' AS dataset, place_of_row(_source, _row) AS place
  FROM reported_audit
  WHERE activity IN ('surveillance', 'recertification') AND first_day IS NOT NULL
  UNION ALL
  -- Audits that the team sheet knows and the certificate rows do not.
  SELECT certificate, cb_approval_no, activity, first_day, max(last_day) AS last_day, NULL AS counted, 'audit_team' AS dataset, min(place_of_row(_source, _row)) AS place
  FROM team_member
  WHERE activity IN ('surveillance', 'recertification') AND audit IS NULL AND certificate IS NOT NULL AND first_day IS NOT NULL
  GROUP BY ALL
), step AS (
  SELECT life, scheme, granted_on AS first_day, granted_on AS last_day, NULL AS activity, counted, 'certificate' AS dataset, place_of_row(granted_ref.source, granted_ref.row) AS place, has_first_year
  FROM life
  UNION ALL
  SELECT life, life.scheme, audit.first_day, audit.last_day, audit.activity, audit.counted, audit.dataset, audit.place, false
  FROM life JOIN audit ON audit.certificate = life.certificate AND coalesce(audit.cb_approval_no = life.cb_approval_no, true)
    AND audit.first_day > life.granted_on AND coalesce(audit.first_day <= life.next_cycle_on, true)
  UNION ALL
  SELECT life, scheme, successor_audited_on, successor_audited_on, 'succession', NULL, 'certificate', place_of_row(successor_ref.source, successor_ref.row), false
  FROM life WHERE successor_audited_on > granted_on
), stretch AS (
  SELECT * EXCLUDE (first_day, last_day), max(last_day) OVER sofar AS since, count(*) FILTER (activity = 'surveillance') OVER sofar AS held,
    lead(first_day) OVER course AS next_on, lead(activity) OVER course AS next_activity, lead(counted) OVER course AS next_counted,
    lead(dataset) OVER course AS next_dataset, lead(place) OVER course AS next_place
  FROM step
  WINDOW course AS (PARTITION BY life ORDER BY first_day, last_day),
    sofar AS (PARTITION BY life ORDER BY first_day, last_day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
  QUALIFY coalesce(activity = 'surveillance', true)
), asked AS (
  SELECT *, CASE WHEN months_then = months_new THEN months_new ELSE months_old END AS months
  FROM (SELECT *, in_force(parameter, scheme, months_after(since, months_new)) AS months_then
    FROM (SELECT *, in_force(parameter, scheme, months_after(since, months_old)) AS months_new
      FROM (SELECT scheme, since, parameter, in_force(parameter, scheme, since) AS months_old
        FROM few((SELECT list(d) FROM (SELECT DISTINCT scheme, since FROM stretch) AS d)),
          (VALUES ('surveillance_first_months'), ('surveillance_next_months')) AS p(parameter))))
), law AS (
  SELECT scheme, since, parameter, months, due_on < months_after(since, months) AS by_year, coalesce(CAST(extension AS INTEGER), 0) AS extension,
    months_after(due_on, coalesce(extension, '0')) AS due_on
  FROM (SELECT *, in_force('surveillance_extension_months', scheme, due_on) AS extension
    FROM (SELECT *, CASE WHEN parameter = 'surveillance_next_months' AND in_force('surveillance_calendar_year', scheme, make_date(year(since) + 1, 12, 31)) = 'required'
        THEN least(months_after(since, months), make_date(year(since) + 1, 12, 31)) ELSE months_after(since, months) END AS due_on
      FROM asked))
), late AS (
  SELECT s.* EXCLUDE (has_first_year), law.months, law.by_year, law.extension, law.due_on, least(law.due_on, strict.due_on) AS strict_due_on
  FROM stretch AS s
  LEFT JOIN law ON law.scheme IS NOT DISTINCT FROM s.scheme AND law.since = s.since
    AND law.parameter = CASE WHEN has_first_year THEN 'surveillance_first_months' ELSE 'surveillance_next_months' END
  LEFT JOIN law AS strict ON strict.scheme IS NOT DISTINCT FROM s.scheme AND strict.since = s.since
    AND strict.parameter = CASE WHEN has_first_year IS NULL THEN 'surveillance_first_months' END
  WHERE s.since IS NOT NULL AND coalesce(least(law.due_on, strict.due_on) < s.next_on, true)
)
SELECT l.cb_approval_no, l.certificate, l.cycle, s.* EXCLUDE (life, dataset, place, next_dataset, next_place),
  ref_at_place(s.dataset, s.place) AS row_ref,
  ref_at_place(s.next_dataset, s.next_place) AS next_ref,
  l.cert_no, l.granted_on, l.expiry_date, l.granted_by, l.transferred, l.organisation, l.state, l.state_since, l.alive_on, l.ended_by, l.reported_on,
  l.surv_count, coalesce(l.granted_count, CASE WHEN l.granted_by = 'initial' THEN 0 END) AS granted_count,
  l.next_cycle_on, l.succeeded_on, l.followed_on, l._source, l._row, l.row_ref AS life_ref,
  s.activity IS NULL AND l.granted_by IS NOT DISTINCT FROM 'initial' AND NOT l.transferred AS is_first
FROM late AS s
JOIN certificate_life AS l ON place_of_row(l._source, l._row) = s.life
WHERE coalesce(s.strict_due_on < l.expiry_date, true)
