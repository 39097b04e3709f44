/*---
code: P08
id: short_presence
version: 1
title: { zh: 首末次签到间隔过短, en: Opening and closing sign-in too close together }
severity: 高
evidence: E2
subject: sign_in
keys: [plan_no]
needs:
  - sign_in.plan_no
  - sign_in.first_at
  - sign_in.last_at
  - audit_plan.plan_no
  - audit_plan.plan_start
  - audit_plan.plan_end
params:
  p_share:
    type: decimal
    default: 0.5
    min: 0
    max: 1
    title: { zh: 至少占计划时长的比例, en: At least this share of the planned hours }
  p_min_h:
    type: decimal
    default: 2
    min: 0
    max: 24
    title: { zh: 至少（小时；计划更短的按计划）, en: At least (hours; what was planned where that is less) }
  day_hours:
    type: decimal
    default: 8
    min: 1
    max: 24
    title: { zh: 一天按（小时）, en: Hours of a day }
  max_days:
    type: integer
    default: 31
    min: 1
    max: 366
    title: { zh: 计划最长天数（更长的视为日期不可用）, en: Longest plan in days (longer ones have no usable dates) }
basis:
  - zh: 国认监〔2021〕3号：审核组在首次、末次会议各签到一次
    en: Notice “国认监〔2021〕3号” - the team signs in at the opening and at the closing meeting
    source: { zh: 通知文本的转载件, en: Reprint of the notice }
    status: verified
  - zh: 2022 年检查发现审核人员只参加首末次会议、未全程参与审核；比例和小时数为经验值
    en: Inspections of 2022 found auditors who joined only the opening and the closing meeting; the share and the hours are heuristics
    source: { zh: 监管部门需求材料, en: A paper of the authorities }
    status: heuristic
logic:
  zh: 首次会议签到到末次会议签到的时长（每过一夜扣除一天以外的钟点），不足计划时长的限定比例，或不足限定小时数。
  en: From the opening to the closing sign-in (nights taken out, so that a day has its hours only) less time passed than the given share of what was planned, or than the hours given.
false_positives:
  - zh: 小微组织的半天审核：计划（没有的，对应审核）的人日数除以审核组人数不足计划天数的，按人日数；计划只写到日又没有人日数的，头尾半天可能不审，介于两者之间列为无法判定
    en: Half-day audits of tiny clients - the man-days planned (or else those of the matching audit) by the size of the team count where they give less than the days; where a plan has only days and no man-days either end may be a half-day, and what lies between is undetermined
    case:
      - 'a plan of one day, but one man-day for a team of two'
      - the man-days stand in the certificate
      - 'a plan of half a day, which is all that was planned'
      - a plan of one day that may be a half-day
  - zh: 计划有几天而一对签到只属于其中一个场所：同一计划或绑定计划的几次签到合并计算；获证组织有多个场所、且只签了其中部分天数的，只按最少小时数判断
    en: A plan of several days whose pair of sign-ins belongs to one site - all sign-ins of the plan, and of plans bound to it, count together; where the holder has several sites and only some of the days were signed, only the least hours count
    case:
      - each site has its own pair of sign-ins
      - signed at one site of several
      - the other scheme's plan has the closing
  - zh: 计划跨周末、节假日的，非工作日不计入计划时长
    en: Weekends and public holidays within a plan are not planned hours
    case: a plan over a weekend
  - zh: 已取消的计划、强制签到之前的审核、尚未结束的审核不列；签到只有日期没有钟点的，列为无法判定
    en: Cancelled plans, audits from before sign-in was mandatory and audits not over yet are not listed; sign-ins without a clock time are undetermined
    case:
      - cancelled
      - from before sign-in was mandatory
      - not over yet
      - sign-ins without a clock time
message:
  zh: 审核计划 {plan_no}（{org_name}）首次会议签到 {opened}、末次会议签到 {closed}，间隔 {hours} 小时{nights_zh}，少于 {limit} 小时（计划 {planned} 小时）
  en: Plan {plan_no} ({org_name}) - from the opening sign-in, {opened}, to the closing one, {closed}, {hours} h passed{nights_en}, fewer than {limit} h (planned {planned} h)
---*/
WITH due AS (
  SELECT *, in_force('sign_in_onsite', scheme, first_day) IS NOT NULL AS onsite, in_force('sign_in_remote', scheme, first_day) IS NOT NULL AS remote
  FROM (SELECT DISTINCT coalesce(scheme, '') AS scheme, CAST(plan_start AS DATE) AS first_day FROM current_plan WHERE plan_start IS NOT NULL)
), plan AS (
  SELECT p.plan_no, p.bound_visit, p.organisation, p.plan_start, p.plan_end, p.first_half_day, p.last_half_day, p.plan_mandays, p._source, p._row,
    NOT p.cancelled AND coalesce(p.scheme <> 'other', true) AND (p.plan_start IS NULL OR due.remote OR (due.onsite AND coalesce(p.mode <> 'remote', true))) AS is_due
  FROM current_plan AS p
  LEFT JOIN due ON due.scheme = coalesce(p.scheme, '') AND due.first_day = CAST(p.plan_start AS DATE)
), signed AS (
  -- 00:00 and 23:59 are what is read for a day without a clock time. Who signs for no plan that is known stands alone.
  SELECT s.plan_no, s.org_name, plan.bound_visit, CASE WHEN plan.bound_visit IS NULL THEN coalesce('plan ' || s.plan_no, concat('row ', s._source, ':', s._row)) END AS alone,
    CASE WHEN CAST(s.first_at AS TIME) <> TIME '00:00' THEN s.first_at END AS first_at,
    CASE WHEN CAST(s.last_at AS TIME) <> TIME '23:59' THEN s.last_at END AS last_at, s._source, s._row
  FROM sign_in AS s LEFT JOIN plan ON plan.plan_no = s.plan_no
  WHERE plan.plan_no IS NULL OR plan.is_due
), present AS (
  SELECT bound_visit, alone, min(first_at) AS opened, max(last_at) AS closed FROM signed GROUP BY bound_visit, alone
), planned AS (
  SELECT bound_visit, max(organisation) AS organisation,
    min(plan_start) AS plan_start, max(plan_end) AS plan_end, CAST(min(plan_start) AS DATE) - 1 AS day_before, CAST(max(plan_end) AS DATE) AS last_day,
    max(last_half_day) - min(first_half_day) + 1 AS halves, bool_and(coalesce(plan_mandays > 0, false)) AS has_mandays,
    -- The same figure on every plan may be that of the whole visit.
    CASE WHEN min(plan_mandays) = max(plan_mandays) THEN max(plan_mandays) ELSE sum(plan_mandays) END AS mandays
  FROM plan WHERE is_due GROUP BY bound_visit
), measured AS (
  SELECT present.*, planned.* EXCLUDE (bound_visit), CAST(closed AS DATE) - CAST(opened AS DATE) AS nights,
    CASE WHEN closed >= opened THEN greatest(0, (epoch(closed) - epoch(opened)) / 3600 - (24 - $day_hours) * (CAST(closed AS DATE) - CAST(opened AS DATE))) END AS hours,
    CASE WHEN halves BETWEEN 1 AND 2 * $max_days THEN halves END AS usable_halves
  FROM present LEFT JOIN planned ON planned.bound_visit = present.bound_visit
), brief AS (
  -- What is long enough for every half-day of the plan is so for those among them that are worked, too.
  SELECT * FROM measured
  WHERE hours IS NULL OR usable_halves IS NULL OR hours < greatest($p_share * usable_halves * $day_hours / 2, least($p_min_h, usable_halves * $day_hours / 2))
), spanned AS (
  SELECT *, CASE WHEN usable_halves IS NOT NULL THEN least(usable_halves, 2 * greatest(1, workdays_between(day_before, last_day))) END AS work_halves FROM brief
), limited AS (
  -- What the days of the plan leave room for, and what they say at least.
  SELECT *, CASE WHEN work_halves IS NOT NULL THEN least(work_halves * $day_hours / 2, (epoch(plan_end) - epoch(plan_start)) / 3600 - (24 - $day_hours) * (last_day - day_before - 1)) END AS most,
    CAST(plan_start AS TIME) = TIME '00:00' AND CAST(plan_end AS TIME) = TIME '23:59' AS by_day
  FROM spanned
  WHERE NOT coalesce(closed IS NULL AND last_day >= $as_of, false)
), short AS (
  SELECT * FROM limited WHERE hours IS NULL OR most IS NULL OR hours < greatest($p_share * most, least($p_min_h, most))
), team AS (
  -- Experts take part, but their days do not count.
  SELECT bound_visit, count(DISTINCT coalesce(t.person, t.name)) FILTER (NOT t.expert) AS people
  FROM plan JOIN (SELECT person, name, expert, _source, _row FROM plan_team) AS t ON t._source = plan._source AND t._row = plan._row
  WHERE is_due AND bound_visit IN (SELECT bound_visit FROM short) GROUP BY bound_visit
), sheet AS (
  SELECT bound_visit, count(DISTINCT t.person) FILTER (coalesce(t.role <> 'expert', true)) AS people
  FROM plan JOIN (SELECT plan_no, person, role FROM team_member) AS t ON t.plan_no = plan.plan_no
  WHERE is_due AND bound_visit IN (SELECT bound_visit FROM short) GROUP BY bound_visit
), reported AS (
  SELECT bound_visit, CASE WHEN bool_and(coalesce(a.mandays > 0, false)) THEN CASE WHEN min(a.mandays) = max(a.mandays) THEN max(a.mandays) ELSE sum(a.mandays) END END AS mandays
  FROM plan JOIN (SELECT plan_source, plan_row, audit_source, audit_row, state FROM plan_match) AS m ON m.plan_source = plan._source AND m.plan_row = plan._row AND m.state <> 'ambiguous'
  JOIN (SELECT mandays, _source, _row FROM reported_audit) AS a ON a._source = m.audit_source AND a._row = m.audit_row
  WHERE is_due AND bound_visit IN (SELECT bound_visit FROM short WHERE NOT has_mandays) GROUP BY bound_visit
), scattered AS (
  SELECT DISTINCT a.organisation
  FROM reported_audit AS a JOIN certificate AS c ON c._source = a._source AND c._row = a._row
  WHERE a.organisation IN (SELECT organisation FROM short) AND (c.multi_site OR regexp_matches(c.sites, '[;；\n]'))
), weighed AS (
  SELECT short.*,
    $day_hours * CASE WHEN has_mandays THEN short.mandays ELSE reported.mandays END / coalesce(nullif(team.people, 0), nullif(sheet.people, 0)) AS by_mandays,
    scattered.organisation IS NOT NULL AND work_halves > 2 AND nights + 1 < work_halves / 2 AS at_one_site
  FROM short
  LEFT JOIN team ON team.bound_visit = short.bound_visit
  LEFT JOIN sheet ON sheet.bound_visit = short.bound_visit
  LEFT JOIN reported ON reported.bound_visit = short.bound_visit
  LEFT JOIN scattered ON scattered.organisation = short.organisation
), bounded AS (
  SELECT *, CASE WHEN most IS NOT NULL THEN least(most, by_mandays) END AS upper,
    CASE WHEN by_mandays IS NULL AND by_day THEN least(most, greatest(1, work_halves - 2) * $day_hours / 2) WHEN most IS NOT NULL THEN least(most, by_mandays) END AS lower
  FROM weighed
), shared AS (
  SELECT *, CASE WHEN at_one_site THEN 0 ELSE $p_share END AS share FROM bounded
), judged AS (
  SELECT *, greatest(share * lower, least($p_min_h, lower)) AS least_hours,
    CASE WHEN lower IS NULL OR hours IS NULL THEN NULL
      WHEN hours >= greatest(share * upper, least($p_min_h, upper)) THEN false
      WHEN hours < greatest(share * lower, least($p_min_h, lower)) THEN true END AS suspect
  FROM shared
), found AS (
  SELECT * FROM judged WHERE coalesce(suspect, true)
), signatures AS (
  SELECT s.bound_visit, s.alone, string_agg(DISTINCT s.plan_no, '; ' ORDER BY s.plan_no) AS plan_no, max(s.org_name) AS org_name,
    list(ref('sign_in', s._source, s._row) ORDER BY s._source, s._row)[1:10] AS rows
  FROM signed AS s
  WHERE coalesce(s.bound_visit IN (SELECT bound_visit FROM found), false) OR coalesce(s.alone IN (SELECT alone FROM found), false)
  GROUP BY s.bound_visit, s.alone
), announced AS (
  SELECT p.bound_visit, max(p.cb_approval_no) AS cb_approval_no, max(p.org_uscc) AS org_uscc, max(p.org_name) AS org_name, (list(p.row_ref ORDER BY p.row_ref))[1:10] AS rows
  FROM plan JOIN (SELECT bound_visit, cb_approval_no, org_uscc, org_name, row_ref, _source, _row FROM current_plan) AS p ON p._source = plan._source AND p._row = plan._row
  WHERE is_due AND p.bound_visit IN (SELECT bound_visit FROM found) GROUP BY p.bound_visit
)
SELECT
  CASE WHEN suspect THEN 'lead' ELSE 'undetermined' END AS verdict,
  CASE WHEN suspect IS NULL THEN concat_ws(', ',
    CASE WHEN s.plan_no IS NULL THEN 'sign_in.plan_no' WHEN f.bound_visit IS NULL THEN 'audit_plan.plan_no' END,
    CASE WHEN opened IS NULL THEN 'sign_in.first_at' END,
    CASE WHEN closed IS NULL OR closed < opened THEN 'sign_in.last_at' END,
    CASE WHEN f.bound_visit IS NOT NULL AND plan_start IS NULL THEN 'audit_plan.plan_start' END,
    CASE WHEN f.bound_visit IS NOT NULL AND (plan_end IS NULL OR (plan_start IS NOT NULL AND usable_halves IS NULL)) THEN 'audit_plan.plan_end' END,
    CASE WHEN hours IS NOT NULL AND most IS NOT NULL THEN 'audit_plan.plan_mandays' END) END AS missing,
  s.plan_no, p.cb_approval_no, p.org_uscc, coalesce(p.org_name, s.org_name) AS org_name, CAST(coalesce(opened, closed, plan_start) AS DATE) AS occurred_on,
  moment_text(opened) AS opened, moment_text(closed) AS closed, amount(hours) AS hours,
  amount(least_hours) AS limit, amount(lower) AS planned,
  CASE WHEN nights > 0 THEN '（已扣除 ' || nights || ' 夜）' ELSE '' END AS nights_zh, CASE WHEN nights > 0 THEN ' (without ' || nights || ' night(s))' ELSE '' END AS nights_en,
  CASE WHEN suspect THEN amount(hours) || ' h' END AS measured,
  CASE WHEN suspect THEN '≥ ' || amount(least_hours) || ' h' END AS expected,
  s.rows || coalesce(p.rows, []) AS evidence
FROM found AS f
JOIN signatures AS s ON s.bound_visit IS NOT DISTINCT FROM f.bound_visit AND s.alone IS NOT DISTINCT FROM f.alone
LEFT JOIN announced AS p ON p.bound_visit = f.bound_visit
