/*---
code: P11
id: plan_reported_late
version: 1
title: { zh: 审核计划事后或临期上报, en: Plan reported late }
severity: 中
evidence: E1
subject: audit_plan
keys: [plan_no, org_uscc, org_name, occurred_on]
needs:
  - audit_plan.plan_no
  - audit_plan.plan_start
  - audit_plan.reported_at
  - audit_plan.activity_code
params:
  p_days:
    type: integer
    default: 0
    min: 0
    max: 30
    title: { zh: 至少提前（天；0 为仅列开始之后上报的）, en: 'Days ahead at least (0: only what was reported after the start)' }
  batch_plans:
    type: integer
    default: 10
    min: 2
    max: 10000
    title: { zh: 同一时刻上报多少次审核视为整批上传, en: Audits reported in one moment that make a batch upload }
  batch_hours:
    type: integer
    default: 24
    min: 0
    max: 720
    title: { zh: 整批上传可能落后于录入（小时）, en: Hours that a batch upload may lie behind the entry }
basis:
  - zh: 审核计划应在审核前上报，签到系统据此与签到自动匹配（信息报告规范，2016-07-01 起施行）；提前天数未查到规定
    en: Plans are reported before the audit, and the sign-in system matches sign-ins with them (reporting specification in force since 2016-07-01); no rule on how many days ahead was found
    source: { zh: 信息报告规范的副本；监管部门需求材料, en: Copy of the reporting specification; a paper of the authorities }
    status: unverified
logic:
  zh: 审核计划首次上报的时间晚于审核开始（或早于开始不足要求的天数）。
  en: The plan was first reported after the audit had begun (or fewer days ahead than asked for).
false_positives:
  - zh: 整批上传的时间不是录入时间：同一机构同一时刻上报多次审核的，落后不超过限定小时数时列为无法判定
    en: The time of a batch upload is not that of the entry - where a body reported many audits in one moment and the delay is within the hours allowed, the plan is undetermined
    case: a batch upload in the night after the start
  - zh: 临时通知的特殊审核和变更不列
    en: Special audits at short notice and changes are not listed
    case: 'special audits, by code and by word'
  - zh: 变更后会重新上报：以各次导出中最早的上报时间为准；只知道变更时间的列为无法判定
    en: A changed plan is reported again - the earliest report in any export counts, and where only the change is known the plan is undetermined
    case:
      - reported in time, and again when it was changed
      - only the report of the change is known
  - zh: 计划只写到日或上午、下午的，到当日结束仍不算晚；只写到日的上报时间按当日零点
    en: Where a plan gives days or half-days only, it is late once the day is over; a report dated by day counts from midnight
    case:
      - 'the plan gives days: reported in the evening of the first'
      - 'the plan gives half-days: reported in the evening of the afternoon'
      - a report without a time, on the first day
  - zh: 已取消的计划、信息报告规范施行之前的计划不列
    en: Cancelled plans and plans from before the reporting specification are not listed
    case:
      - cancelled
      - from before the reporting specification
message:
  zh: 审核计划 {plan_no}（{org_name}）{began} 开始审核，{reported} 才上报（{late_zh}）
  en: Plan {plan_no} ({org_name}) - the audit began on {began} and was reported on {reported} ({late_en})
---*/
WITH plan AS (
  SELECT plan_no, cb_approval_no, reported_at, activity, plan_start, bound_visit, coalesce(scheme, '') AS scheme,
    coalesce(plan_no, concat('row ', _source, ':', _row)) AS plan, CAST(plan_start AS DATE) AS first_day,
    -- 00:00 and 12:00 are what is read for a day or a half-day without a time.
    CAST(plan_start AS TIME) IN (TIME '00:00', TIME '12:00') AS by_day, _source, _row
  FROM current_plan
  WHERE NOT cancelled AND coalesce(activity <> 'other', true)
), law AS (
  SELECT *, CAST(greatest($p_days, number_of(in_force('plan_lead_days', scheme, first_day))) AS INTEGER) AS days, in_force('plan_lead_days', scheme, first_day) IS NOT NULL AS due
  FROM (SELECT DISTINCT scheme, first_day FROM plan WHERE first_day IS NOT NULL)
), begun AS (
  -- What stands reported in time now was so when it came first.
  SELECT *
  FROM (SELECT plan.* EXCLUDE (reported_at), plan.reported_at AS stated_at, law.days,
      CASE WHEN by_day THEN CAST(plan.first_day + 1 AS TIMESTAMP) - INTERVAL 1 SECOND ELSE plan_start END AS began
    FROM plan LEFT JOIN law ON law.scheme = plan.scheme AND law.first_day = plan.first_day
    WHERE coalesce(law.due, true))
  WHERE NOT coalesce(stated_at <= began - to_days(days), false)
), report AS (
  -- When a plan came first, and whether that is only known of its change.
  SELECT plan, min({'at': reported_at, 'restated': restated}) AS first
  FROM (SELECT coalesce(plan_no, concat('row ', _source, ':', _row)) AS plan, reported_at, coalesce(changed_at <= reported_at, false) AS restated
    FROM audit_plan WHERE reported_at IS NOT NULL AND (plan_no IS NULL OR plan_no IN (SELECT plan_no FROM begun)))
  GROUP BY plan
), batch AS (
  SELECT coalesce(cb_approval_no, left(upper(plan_no), 5)) AS reporter, reported_at
  FROM current_plan
  WHERE CAST(reported_at AS TIME) <> TIME '00:00' AND reported_at IN (SELECT first.at FROM report)
  GROUP BY ALL HAVING count(DISTINCT bound_visit) >= $batch_plans
), timed AS (
  SELECT begun.*, p.org_uscc, p.org_name, p.row_ref, report.first.at AS reported_at, report.first.restated AS restated, batch.reporter IS NOT NULL AS in_batch
  FROM begun JOIN (SELECT org_uscc, org_name, row_ref, _source, _row FROM current_plan) AS p ON p._source = begun._source AND p._row = begun._row
  LEFT JOIN report ON report.plan = begun.plan
  LEFT JOIN batch ON batch.reporter = coalesce(begun.cb_approval_no, left(upper(begun.plan_no), 5)) AND batch.reported_at = report.first.at
), judged AS (
  SELECT *, began - to_days(days) AS latest,
    CASE
      WHEN reported_at <= began - to_days(days) THEN false
      WHEN restated OR activity IS NULL OR (in_batch AND reported_at <= began + to_hours($batch_hours)) THEN NULL
      ELSE reported_at > began - to_days(days) END AS late
  FROM timed
), found AS (
  SELECT *, epoch(reported_at) - epoch(began) AS seconds, CAST(reported_at AS DATE) - first_day AS days_late,
    moment_text(reported_at) AS reported, CASE WHEN by_day THEN left(moment_text(latest), 10) ELSE moment_text(latest) END AS latest_written,
    (SELECT list(ref('audit_plan', a._source, a._row) ORDER BY a._source, a._row) FROM audit_plan AS a
      WHERE a.plan_no = judged.plan_no AND a.reported_at = judged.reported_at)[1:3] AS report_rows
  FROM judged
  WHERE coalesce(late, true)
)
SELECT
  CASE WHEN late THEN 'lead' ELSE 'undetermined' END AS verdict,
  CASE WHEN late IS NULL THEN concat_ws(', ',
    CASE WHEN bool_or(plan_start IS NULL) THEN 'audit_plan.plan_start' END,
    CASE WHEN bool_or(plan_start IS NOT NULL AND (reported_at IS NULL OR restated OR in_batch)) THEN 'audit_plan.reported_at' END,
    CASE WHEN bool_or(activity IS NULL AND latest < reported_at) THEN 'audit_plan.activity_code' END) END AS missing,
  string_agg(DISTINCT plan_no, '; ' ORDER BY plan_no) AS plan_no, max(cb_approval_no) AS cb_approval_no, max(org_uscc) AS org_uscc, max(org_name) AS org_name,
  min(first_day) AS occurred_on,
  max_by(CASE WHEN by_day THEN left(moment_text(plan_start), 10) ELSE moment_text(plan_start) END, seconds) AS began,
  max_by(reported, seconds) AS reported,
  CASE WHEN late THEN max_by(reported, seconds) END AS measured,
  CASE WHEN late THEN '≤ ' || max_by(latest_written, seconds) END AS expected,
  CASE WHEN max(seconds) <= 0 THEN '提前不足 ' || max_by(days, seconds) || ' 天' WHEN max(days_late) > 0 THEN '晚 ' || max(days_late) || ' 天'
    ELSE '晚 ' || CAST(ceil(max(seconds) / 3600) AS INTEGER) || ' 小时' END AS late_zh,
  CASE WHEN max(seconds) <= 0 THEN 'fewer than ' || max_by(days, seconds) || ' day(s) ahead' WHEN max(days_late) > 0 THEN max(days_late) || ' day(s) late'
    ELSE CAST(ceil(max(seconds) / 3600) AS INTEGER) || ' hour(s) late' END AS late_en,
  (list(row_ref ORDER BY plan_no, row_ref) || coalesce(flatten(list(report_rows ORDER BY plan_no, row_ref)), []))[1:20] AS evidence
FROM found
GROUP BY bound_visit, late
