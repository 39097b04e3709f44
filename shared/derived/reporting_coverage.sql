-- The stretches of months for which a body's reports are here without a gap: only there does a missing row say that
-- something did not happen. A file speaks for every month that the windows (取数开始/截止日期) of its rows name, and for
-- every body that has a row in it. Files without such windows are snapshots and speak for no month.
WITH reported AS (
  -- A window of many years is a mistyped date.
  SELECT DISTINCT _source, CASE WHEN pull_start BETWEEN pull_end - INTERVAL 3 YEAR AND pull_end THEN pull_start ELSE pull_end END AS since, pull_end AS until
  FROM certificate
  WHERE pull_end IS NOT NULL
), spoken AS (
  SELECT DISTINCT _source, unnest(range(12 * year(since) + month(since) - 1, 12 * year(until) + month(until))) AS month
  FROM reported
), reporting AS (
  SELECT DISTINCT cb_approval_no, _source FROM certificate WHERE cb_approval_no IS NOT NULL
), covered AS (
  SELECT DISTINCT cb_approval_no, month FROM reporting JOIN spoken ON spoken._source = reporting._source
), placed AS (
  SELECT *, month - row_number() OVER (PARTITION BY cb_approval_no ORDER BY month) AS stretch FROM covered
)
SELECT cb_approval_no, make_date(min(month) // 12, 1 + min(month) % 12, 1) AS covered_from,
  last_day(make_date(max(month) // 12, 1 + max(month) % 12, 1)) AS covered_to,
  -- The first and last month of all stretches.
  min(covered_from) OVER body AS first_covered, max(covered_to) OVER body AS last_covered
FROM placed
GROUP BY cb_approval_no, stretch
WINDOW body AS (PARTITION BY cb_approval_no)
