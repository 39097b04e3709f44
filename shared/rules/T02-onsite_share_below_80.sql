/*---
code: T02
id: onsite_share_below_80
version: 1
title: { zh: 现场审核时间不足总审核时间80%, en: Less than 80 % of the audit time on site }
severity: 中
evidence: E2
subject: certificate
keys: [cb_approval_no, cert_no, audit_end]
needs:
  - certificate.cert_no
  - certificate.activity_code
  - certificate.mandays
  - certificate.audit_end | certificate.audit_start
  - audit_team.t_start | sign_in.first_at
  - audit_team.t_end | sign_in.last_at
params:
  max_days:
    type: integer
    default: 31
    min: 1
    max: 366
    title: { zh: 单条记录最长天数（更长的视为日期不可用）, en: Longest record in days (longer ones have no usable dates) }
basis:
  - zh: IAF MD 5 4.1：现场审核时间不少于总审核时间的 80%
    en: IAF MD 5, 4.1 - at least 80 % of the audit time is spent on site
    source: EA FAQ 38.2
    status: verified
  - zh: 认监委认证规则同此比例
    en: The certification rules of CNCA ask for the same share
    source: { zh: 认证规则解读（二手资料）, en: Commentary on the certification rules (secondary) }
    status: unverified
logic:
  zh: 一次审核的现场人日（审核组各成员在场的半天；没有审核组数据的，按首末次签到之间的半天乘计划的审核员人数）低于报送审核人日的 80%，向下取到半天。
  en: The man-days on site (half-days of each team member; without a team sheet the half-days between the sign-ins times the auditors planned) are fewer than 80 % of the man-days reported, rounded down to the half day.
false_positives:
  - zh: 一阶段可以不在现场：审核组数据中一阶段的时间一律算作现场；初次认证在审核组数据中没有一阶段的，不作判断
    en: Stage 1 may be off site - its time in the team sheet always counts as on site; initial audits without a stage 1 in the sheet are not judged
    case:
      - stage 1 held remotely counts
      - 'an initial audit whose stage 1 is not in the sheet'
  - zh: 现场与远程结合（FS03）的，分不出各占多少：即使全算现场仍不足的才列出，否则无法判定
    en: Of mixed audits (FS03) the parts are not told - listed only where all of it on site would still be too little, else undetermined
    case: mixed, and enough if all of it was on site
  - zh: 整次远程（FS02）的属于另一类问题（见 T13），不列；没有计划或计划没有审核方式一列的，按现场
    en: Audits that are remote altogether (FS02) are another matter (see T13) and not listed; without a plan, or a column for the mode, an audit counts as on site
    case:
      - remote altogether
      - 'a plan from before the codes of modes'
  - zh: 只报现场人日的文件，比例恒为 1，不会列出
    en: In files that report days on site only the share is 1 by construction
    case: the man-days reported are those on site
  - zh: 结合审核按整次比较；各行同一个数的按整次合计，申报为结合而其他体系不在数据中的按平分
    en: Combined audits are compared as wholes; one figure on all rows counts as the total, and is divided where schemes declared as combined are not in the data
    case:
      - the total on both rows of a combined audit
      - declared combined, the other scheme not in the data
  - zh: 每个半天按 0.5 人日全额计入，下限向下取到半天，取整本身不产生线索
    en: Each half-day begun counts in full and the floor is rounded down to the half day, so that rounding alone never makes a lead
    case: 'rounding down: 80 % of 3 is 2.4, and 2 is enough'
  - zh: 技术专家、实习审核员的时间不计入现场人日
    en: The time of technical experts and trainee auditors does not count; nobody else is left out
    case: 'two auditors and an expert, enough without him'
  - zh: 既没有审核组记录、也没有成对签到的审核，每月合为一条无法判定
    en: Audits with neither team rows nor a pair of sign-ins are undetermined, one row a month
    case: neither team sheet nor sign-ins
  - zh: 审核组数据只列组长等不全的情形，需查档案
    en: Team sheets that list the leader only - check the file
    by_hand: true
message:
  zh: 证书 {cert_no}（{schemes}，{activity_zh}）报送审核人日 {total}，{source_zh}现场 {measured} 人日（{percent}%），应不少于 {share}%（{floor} 人日）
  en: Certificate {cert_no} ({schemes}, {activity_en}) reports {total} man-days; {source_en} {measured} were on site ({percent} %), at least {share} % ({floor}) are asked for
---*/
WITH law AS (
  SELECT *, number_in_force('onsite_share', scheme, audited_on) AS share FROM few((SELECT list(d) FROM (SELECT DISTINCT scheme, audited_on FROM reported_audit) AS d))
), needed AS (
  SELECT visit, CASE WHEN count(mandays) = count(*)
    THEN half_days_down(onsite_time(CASE WHEN min(mandays) = max(mandays) THEN max(mandays) ELSE sum(mandays) END, min(share))) END AS most
  FROM reported_audit AS a LEFT JOIN law ON law.scheme IS NOT DISTINCT FROM a.scheme AND law.audited_on = a.audited_on
  WHERE coalesce(activity <> 'other', true)
  GROUP BY visit
), sheet AS (
  -- The longest stay of each auditor alone. (Numbers group faster than texts; two people who shared one would count as one.)
  SELECT visit, sum(half_days) / 2 AS days
  FROM (SELECT visit, max(CASE WHEN (role = 'leader' OR (role = 'member' AND trainee IS FALSE))
        AND last_half_day BETWEEN first_half_day AND first_half_day + 2 * $max_days - 1 THEN last_half_day - first_half_day + 1 END) AS half_days
    FROM team_member
    WHERE visit IS NOT NULL
    GROUP BY visit, hash(person))
  GROUP BY visit
), open_visit AS (
  -- Most audits have days enough by that, and no plan that is not on site. Only the others need a closer look.
  SELECT needed.visit, sheet.visit IS NOT NULL AS has_sheet
  FROM needed LEFT JOIN sheet ON sheet.visit = needed.visit
  WHERE NOT coalesce(days >= most, false) OR needed.visit IN (
    SELECT m.visit FROM plan_match AS m JOIN current_plan AS p ON p._source = m.plan_source AND p._row = m.plan_row WHERE p.mode IS DISTINCT FROM 'onsite')
), audit AS (
  SELECT visit, CASE WHEN scheme IN ('MS', 'other') THEN code_key(scheme_written) ELSE scheme END AS audited_scheme, scheme, activity,
    mandays, TRY_CAST(combined AS INTEGER) AS combined_of, audited_on, _source, _row
  FROM reported_audit
  WHERE coalesce(activity <> 'other', true) AND visit IN (SELECT visit FROM open_visit)
), announced AS MATERIALIZED (
  SELECT visit, plan_source, plan_row FROM plan_match WHERE state <> 'ambiguous' AND visit IN (SELECT visit FROM open_visit)
), planned AS (
  -- An empty cell leaves the mode open; a file without the column is from before the codes, when audits were on site.
  SELECT DISTINCT m.visit, p.plan_no, p.first_half_day, p.last_half_day, p._source, p._row,
    coalesce(p.mode, s.mode, CASE WHEN has_field(p._source, 'audit_mode') THEN 'unknown' ELSE 'onsite' END) AS mode
  FROM announced AS m
  JOIN (SELECT plan_no, first_half_day, last_half_day, mode, _source, _row FROM current_plan) AS p ON p._source = m.plan_source AND p._row = m.plan_row
  LEFT JOIN (SELECT plan_no, max(mode_of_audit(audit_mode)) AS mode FROM sign_in
    WHERE plan_no IN (SELECT plan_no FROM current_plan WHERE mode IS NULL) GROUP BY plan_no) AS s ON s.plan_no = p.plan_no
), attended AS (
  SELECT t.visit, t.plan_no, coalesce(t.person, name_key(t.auditor_name), concat('row ', t._source, ':', t._row)) AS person, t.role, t.trainee,
    coalesce(t.stage = 'stage 1', false) AS is_stage_1, t.stage IS NULL OR t.stage = 'stage 1' AS covers_stage_1,
    t.first_half_day AS first, t.last_half_day AS last, t._source, t._row,
    coalesce(t.last_half_day BETWEEN t.first_half_day AND t.first_half_day + 2 * $max_days - 1, false) AS has_days
  FROM (SELECT * FROM team_member WHERE visit IN (SELECT visit FROM open_visit WHERE has_sheet)
    UNION ALL BY NAME
    -- A row without certificate belongs to the audit that its plan announced.
    SELECT t.* EXCLUDE (visit), m.visit FROM team_member AS t JOIN (SELECT DISTINCT plan_no, visit FROM planned) AS m ON m.plan_no = t.plan_no WHERE t.visit IS NULL AND t.certificate IS NULL) AS t
), person_there AS (
  -- Who is an auditor in one row of the visit is one; an empty role beside “expert” is an expert's.
  SELECT visit, person, coalesce(bool_or(role = 'leader' OR (role = 'member' AND trainee IS FALSE)), false) AS counts,
    coalesce(bool_or(role = 'expert' OR trainee), false) AS is_other, bool_or(role IS NULL) AS lacks_role, bool_or(has_days) AS has_days
  FROM attended
  GROUP BY visit, person
), counted AS (
  SELECT * FROM person_there WHERE counts OR NOT is_other
), stay AS (
  SELECT DISTINCT a.visit, a.person, counts, first, last
  FROM attended AS a JOIN counted ON counted.visit = a.visit AND counted.person = a.person
  WHERE a.has_days
), by_person AS (
  SELECT visit, person, counts, sum(greatest(0, last - greatest(first, coalesce(before + 1, first)) + 1)) / 2 AS days
  FROM (SELECT *, max(last) OVER (PARTITION BY visit, person ORDER BY first, last ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM stay)
  GROUP BY visit, person, counts
), by_team AS (
  SELECT visit, sum(days) AS most, coalesce(sum(days) FILTER (counts), 0) AS least FROM by_person GROUP BY visit
), stages AS (
  SELECT visit, bool_or(covers_stage_1) AS covers_stage_1 FROM attended GROUP BY visit
), dateless AS (
  SELECT visit FROM counted WHERE NOT has_days
  UNION
  SELECT a.visit FROM team_member AS t JOIN reported_audit AS a ON a.certificate = t.certificate WHERE t.visit IS NULL AND t.first_day IS NULL AND t.last_day IS NULL
), off_site AS (
  -- Only the half-days of audits with a plan that is not simply on site are looked at one by one.
  SELECT visit, person, counts, half_day, bool_or(is_stage_1) AS is_stage_1,
    CASE WHEN bool_or(own_mode = 'onsite') THEN 'onsite' WHEN bool_and(own_mode = 'remote') THEN 'remote' WHEN count(own_mode) > 0 THEN 'mixed' END AS own_mode
  FROM (SELECT a.visit, a.person, counts, unnest(range(first, last + 1)) AS half_day, is_stage_1, own.mode AS own_mode
    FROM attended AS a JOIN counted ON counted.visit = a.visit AND counted.person = a.person
    LEFT JOIN planned AS own ON own.visit = a.visit AND own.plan_no = a.plan_no
    WHERE a.has_days AND a.visit IN (SELECT visit FROM planned WHERE mode <> 'onsite'))
  GROUP BY visit, person, counts, half_day
), placed AS (
  -- Plans for the same half-day that differ speak for the site.
  SELECT o.visit, o.person, counts, o.half_day, o.is_stage_1,
    CASE WHEN o.is_stage_1 THEN 'onsite' WHEN own_mode IS NOT NULL THEN own_mode
      WHEN bool_or(p.mode = 'onsite') OR count(p.mode) = 0 THEN 'onsite' WHEN bool_and(p.mode = 'remote') THEN 'remote' ELSE 'mixed' END AS mode
  FROM off_site AS o LEFT JOIN planned AS p ON p.visit = o.visit AND o.half_day BETWEEN p.first_half_day AND p.last_half_day
  GROUP BY o.visit, o.person, counts, o.half_day, o.is_stage_1, own_mode
), by_mode AS (
  SELECT visit, count(*) FILTER (mode <> 'remote') / 2 AS most, count(*) FILTER (mode = 'onsite' AND counts) / 2 AS least,
    bool_and(mode = 'remote') FILTER (NOT is_stage_1) AS is_remote, coalesce(bool_or(mode IN ('mixed', 'unknown')), false) AS is_mixed
  FROM placed
  GROUP BY visit
), signed AS (
  SELECT p.visit, p.first_half_day, p.last_half_day, p.mode, p._source, p._row, half_day(min(s.first_at)) AS first, last_half_day(max(s.last_at)) AS last
  FROM planned AS p LEFT JOIN (SELECT plan_no, first_at, last_at FROM sign_in) AS s ON s.plan_no = p.plan_no
  WHERE p.visit NOT IN (SELECT visit FROM by_team)
  GROUP BY p.visit, p.first_half_day, p.last_half_day, p.mode, p._source, p._row
), by_sign_in AS (
  -- Without a team sheet: from the first sign-in of the visit to its last, for as many auditors as were planned. A plan
  -- may share the sign-ins of another for the same days.
  SELECT s.visit, (1 + s.until - s.since) * count(DISTINCT coalesce(t.person, t.name)) FILTER (NOT t.expert) / 2 AS days
  FROM (SELECT *, min(first) OVER (PARTITION BY visit) AS since, max(last) OVER (PARTITION BY visit) AS until FROM signed) AS s
  JOIN plan_team AS t ON t._source = s._source AND t._row = s._row
  GROUP BY s.visit, s.since, s.until
  HAVING days > 0 AND s.until BETWEEN s.since AND s.since + 2 * $max_days - 1 AND bool_and(s.mode = 'onsite')
    AND bool_and(CASE WHEN s.first IS NULL AND s.last IS NULL THEN s.first_half_day <= s.until AND s.last_half_day >= s.since
      ELSE coalesce(s.first <= s.last, false) END)
), traced AS (
  SELECT visit FROM by_team UNION SELECT visit FROM by_sign_in UNION SELECT visit FROM dateless
), by_scheme AS (
  SELECT visit, audited_scheme, max(mandays) AS mandays, count(mandays) = count(*) AS has_mandays, max(combined_of) AS combined_of, min(share) AS share,
    bool_or(activity = 'initial') AS is_initial
  FROM (FROM audit WHERE visit IN (SELECT visit FROM traced)) AS audit LEFT JOIN law ON law.scheme IS NOT DISTINCT FROM audit.scheme AND law.audited_on = audit.audited_on
  GROUP BY visit, audited_scheme
), total AS (
  -- One figure on all rows may be the total of the visit, of all the schemes that were declared.
  SELECT visit, min(share) AS share, bool_and(has_mandays) AS has_mandays, coalesce(bool_or(is_initial), false) AS is_initial,
    CASE WHEN min(mandays) = max(mandays) AND bool_and(has_mandays) THEN max(mandays) * count(*) / greatest(count(*), max(combined_of)) ELSE sum(mandays) END AS mandays,
    half_days_down(onsite_time(CASE WHEN min(mandays) = max(mandays) AND bool_and(has_mandays) THEN max(mandays) * count(*) / greatest(count(*), max(combined_of)) ELSE sum(mandays) END, min(share))) AS floor
  FROM by_scheme
  GROUP BY visit
), judged AS (
  SELECT total.*, coalesce(by_mode.most, by_team.most, by_sign_in.days) AS on_site, by_team.visit IS NOT NULL AS has_team, by_sign_in.visit IS NOT NULL AS is_signed,
    coalesce(by_mode.least, by_team.least) AS least, coalesce(by_mode.is_mixed, false) AS is_mixed, by_mode.visit IS NOT NULL AS has_modes,
    is_initial AND NOT coalesce(covers_stage_1, false) AS lacks_stage_1, total.visit IN (SELECT visit FROM dateless) AS lacks_days
  FROM total
  LEFT JOIN by_team ON by_team.visit = total.visit
  LEFT JOIN by_mode ON by_mode.visit = total.visit
  LEFT JOIN stages ON stages.visit = total.visit
  LEFT JOIN by_sign_in ON by_sign_in.visit = total.visit
  WHERE NOT coalesce(by_mode.is_remote, false)
), found AS (
  SELECT *, CASE
    WHEN on_site < floor THEN CASE WHEN NOT lacks_stage_1 AND NOT lacks_days THEN true END
    WHEN has_mandays AND coalesce(least, on_site) >= floor THEN false END AS suspect
  FROM judged
), open AS (
  SELECT * FROM found WHERE coalesce(suspect, true)
), proof AS (
  SELECT visit, 1 AS n, ref('certificate', _source, _row) AS row FROM audit WHERE visit IN (SELECT visit FROM open)
  UNION ALL
  SELECT visit, 2, ref('audit_team', _source, _row) FROM attended WHERE visit IN (SELECT visit FROM open)
  UNION ALL
  SELECT p.visit, 3, ref('sign_in', s._source, s._row) FROM planned AS p JOIN (SELECT plan_no, _source, _row FROM sign_in) AS s ON s.plan_no = p.plan_no WHERE p.visit IN (SELECT visit FROM open WHERE is_signed)
  UNION ALL
  SELECT visit, 4, ref('audit_plan', _source, _row) FROM planned WHERE visit IN (SELECT visit FROM open WHERE is_signed OR has_modes)
)
SELECT
  CASE WHEN suspect THEN 'lead' ELSE 'undetermined' END AS verdict,
  CASE WHEN suspect IS NULL THEN concat_ws(', ',
    CASE WHEN bool_or(a.audited_on IS NULL) THEN 'certificate.audit_end' END,
    CASE WHEN NOT has_mandays THEN 'certificate.mandays' END,
    CASE WHEN lacks_days THEN 'audit_team.t_start' END,
    CASE WHEN lacks_stage_1 AND on_site < floor THEN 'audit_team.stage_code' END,
    CASE WHEN is_mixed AND least < floor AND on_site >= floor THEN 'audit_plan.audit_mode' END,
    CASE WHEN has_team AND least < floor AND on_site >= floor AND f.visit IN (SELECT visit FROM counted WHERE NOT counts AND lacks_role) THEN 'audit_team.role' END,
    CASE WHEN has_team AND least < floor AND on_site >= floor AND f.visit IN (SELECT visit FROM counted WHERE NOT counts AND NOT lacks_role) THEN 'audit_team.qual' END) END AS missing,
  max(c.cb_approval_no) AS cb_approval_no, max(c.cb_name) AS cb_name, max(c.org_uscc) AS org_uscc, max(c.org_name) AS org_name,
  string_agg(DISTINCT c.cert_no, '; ' ORDER BY c.cert_no) AS cert_no, max(a.audited_on) AS audit_end, max(a.audited_on) AS occurred_on,
  CASE WHEN suspect THEN amount(on_site) END AS measured, CASE WHEN suspect THEN '≥ ' || amount(floor) END AS expected,
  string_agg(DISTINCT a.audited_scheme, '+' ORDER BY a.audited_scheme) AS schemes, activity_zh(max(a.activity)) AS activity_zh, activity_en(max(a.activity)) AS activity_en,
  amount(f.mandays) AS total, amount(floor) AS floor, amount(100 * f.share) AS share, amount(round(100 * on_site / f.mandays)) AS percent,
  CASE WHEN has_team THEN '按审核组数据' ELSE '按签到时间' END AS source_zh, CASE WHEN has_team THEN 'by the team sheet' ELSE 'by the sign-ins' END AS source_en,
  max(proof.rows) AS evidence
FROM open AS f
JOIN audit AS a ON a.visit = f.visit
JOIN (SELECT cb_approval_no, cb_name, org_uscc, org_name, cert_no, _source, _row FROM reported_audit) AS c ON c._source = a._source AND c._row = a._row
JOIN (SELECT visit, list(row ORDER BY n, row)[1:20] AS rows FROM proof GROUP BY visit) AS proof ON proof.visit = f.visit
GROUP BY f.visit, suspect, on_site, floor, f.mandays, f.share, has_mandays, has_team, lacks_days, lacks_stage_1, is_mixed, least
UNION ALL BY NAME
-- Audits without a team row or a pair of sign-ins, one row for each month.
SELECT 'undetermined' AS verdict, concat_ws(', ', CASE WHEN date_trunc('month', a.audited_on) IS NULL THEN 'certificate.audit_end' END, 'audit_team.t_start') AS missing,
  CAST(date_trunc('month', a.audited_on) AS DATE) AS occurred_on,
  CAST(count(DISTINCT a.visit) AS VARCHAR) AS measured, list(ref('certificate', a._source, a._row) ORDER BY a._source, a._row)[1:20] AS evidence
FROM audit AS a
WHERE a.visit NOT IN (SELECT visit FROM traced)
GROUP BY date_trunc('month', a.audited_on)
