/*---
code: D04
id: rushed_issue
version: 1
title: { zh: 审核结束当日或次日即发证, en: Issued the day the audit ended or the next }
severity: 中
evidence: E2
subject: certificate
keys: [cb_approval_no, cert_no, issue_date]
needs:
  - certificate.cert_no
  - certificate.activity_code
  - certificate.audit_end | certificate.audit_start
  - certificate.issue_date
params:
  p_days:
    type: integer
    default: 1
    min: 0
    max: 30
    title: { zh: 审核结束后至多几个工作日颁证即列出, en: Listed when issued within this many working days after the audit }
  p_chain_days:
    type: integer
    default: 7
    min: 0
    max: 60
    title: { zh: 从计划到颁证不超过几天列为高, en: Severity “高” when plan to issue takes no more days than }
  month_end_share:
    type: decimal
    default: 0.8
    min: 0
    max: 1
    title: { zh: 机构有这个比例的证书颁证日期为月末时，月末日期视为取整, en: Month-end dates count as rounded where this share of the body's certificates carries one }
basis:
  - zh: 没有找到审核结束到颁证的法定最短时间，工作日数为经验值
    en: No statutory minimum between audit and issue was found; the number of working days is a heuristic
    source: { zh: 无, en: None }
    status: heuristic
  - zh: “当天出证/报告”是监管部门点名的问题
    en: Issuing on the same day is a practice that the regulator names as a warning sign
    source: { zh: 法治日报 2023-10-20 报道, en: Report in 《法治日报》 of 2023-10-20 }
    status: verified
  - zh: 工作日按国务院办公厅放假安排（含调休）计算
    en: Working days follow the State Council's holiday notices, shifted weekends included
    source: { zh: 国务院办公厅关于部分节假日安排的通知, en: Annual notices of the General Office of the State Council }
    status: verified
logic:
  zh: 初次认证或再认证的证书，在审核最后一天之后不超过限定的工作日内（含审核尚未结束时）颁发。
  en: The certificate of an initial certification or recertification is issued within a set number of working days after the last day of the audit, or before that day.
false_positives:
  - zh: 周末、节假日和调休按工作日历计算；日历未覆盖的年份列为无法判定
    en: Weekends, holidays and shifted weekends follow the calendar of working days; years that it does not cover are undetermined
    case:
      - 'two working days round a weekend'
      - 'a shifted weekend has working days'
      - 'beyond the calendar'
  - zh: 报送的审核截至日期可能包含之后的跟踪访问或结合审核的另一体系；审核组数据中有本证书该次审核的记录时，以其中最后一天为准
    en: The reported end may include a later follow-up visit or the other scheme of a combined audit; where the team sheet has this certificate's audit, its last day counts instead
    case: the reported end includes a follow-up visit
  - zh: 再认证证书接续旧证到期日（到期当日或次日）颁发的，颁证日期只表示有效期起点，不列
    en: A recertification dated to follow the old expiry (the same or the next day) carries the start of validity as its issue date and is not listed
    case: a recertification that follows the old expiry
  - zh: 行内颁证日期早于审核开始的，属于以前的周期，不作判断
    en: An issue date before the audit began belongs to an earlier cycle and is not judged
    case: the row repeats the issue date of the cycle before
  - zh: 机构的颁证日期大多是月末的，月末日期视为取整，列为无法判定
    en: Where most of a body's certificates are dated at the end of a month, such dates count as rounded - undetermined
    case: a body that dates its certificates at the end of the month
  - zh: 组织很小、没有不符合、评定会当周召开的，可能属实，需查档案
    en: A tiny client without nonconformities and a committee in the same week may be genuine - check the file
    by_hand: true
  - zh: 证书由系统批量签发、签发时刻与当地日期不一致的，需人工核对
    en: Certificates signed in batches, or stamped in another time zone, need a look by hand
    by_hand: true
message:
  zh: 证书 {cert_no} 于 {issue_date} 颁证，{when_zh}（{activity_zh}最后一天为 {last_day}）{chain_zh}
  en: Certificate {cert_no} was issued on {issue_date}, {when_en} ({activity_en}, last day {last_day}){chain_en}
---*/
WITH granted AS (
  SELECT cb_approval_no, certificate, activity, visit, first_day, audited_on, issue_date, _source, _row
  FROM reported_audit
  WHERE coalesce(activity IN ('initial', 'recertification'), true) AND (certificate, issue_date) NOT IN (SELECT (certificate, issue_date) FROM seamless_renewal)
), candidate AS (
  -- So few working days never take longer than this, whatever the holidays; the team may have stayed a few days longer than reported.
  SELECT * FROM granted
  WHERE coalesce(issue_date BETWEEN first_day AND audited_on + 2 * $p_days + 28, true)
), team AS (
  SELECT certificate, visit, max(last_day) AS last_day
  FROM team_member
  WHERE last_day IS NOT NULL AND coalesce(activity <> 'other', true)
  GROUP BY ALL
), ended AS (
  SELECT c.*, coalesce(team.last_day, audited_on) AS last_day
  FROM candidate AS c LEFT JOIN team ON team.certificate = c.certificate AND team.visit = c.visit
), rounding_body AS (
  SELECT cb_approval_no FROM granted
  WHERE issue_date IS NOT NULL
  GROUP BY cb_approval_no
  HAVING count(*) >= 10 AND avg(CAST(issue_date = last_day(issue_date) AS INTEGER)) >= $month_end_share
), counted AS (
  SELECT *, workdays_between(last_day, issue_date) AS workdays,
    issue_date = last_day(issue_date) AND cb_approval_no IN (SELECT cb_approval_no FROM rounding_body) AS rounded
  FROM ended
  WHERE coalesce(issue_date <= last_day + 2 * $p_days + 14, true)
), judged AS (
  SELECT *, workdays <= $p_days AND CASE WHEN activity IS NOT NULL AND NOT coalesce(rounded, false) THEN true END AS suspect
  FROM counted
), stayed AS (
  SELECT j._source, j._row, list(t.row_ref ORDER BY t.last_day DESC, t._source, t._row) AS row_refs
  FROM judged AS j JOIN team_member AS t ON t.certificate = j.certificate AND t.visit = j.visit
  WHERE suspect AND t.last_day IS NOT NULL AND coalesce(t.activity <> 'other', true)
  GROUP BY ALL
), chain AS (
  SELECT m.audit_source, m.audit_row, min(least(CAST(p.reported_at AS DATE), CAST(p.plan_start AS DATE))) AS planned_on,
    list(p.row_ref ORDER BY p._source, p._row) AS row_refs
  FROM plan_match AS m
  JOIN judged ON judged._source = m.audit_source AND judged._row = m.audit_row AND suspect
  JOIN current_plan AS p ON p._source = m.plan_source AND p._row = m.plan_row
  WHERE m.state <> 'ambiguous'
  GROUP BY ALL
), lasting AS (
  SELECT judged.*, issue_date - least(planned_on, first_day) AS chain_days, chain.row_refs AS plan_refs, stayed.row_refs AS team_refs,
    concat_ws(', ',
      CASE WHEN activity IS NULL THEN 'certificate.activity_code' END,
      CASE WHEN issue_date IS NULL OR rounded THEN 'certificate.issue_date' END,
      CASE WHEN last_day IS NULL THEN 'certificate.audit_end' END,
      CASE WHEN workdays IS NULL AND issue_date IS NOT NULL AND last_day IS NOT NULL THEN 'ref_workday.day' END) AS lacking
  FROM judged
  LEFT JOIN chain ON chain.audit_source = judged._source AND chain.audit_row = judged._row
  LEFT JOIN stayed ON stayed._source = judged._source AND stayed._row = judged._row
  -- What one report of the audit leaves open, another may have settled.
  WHERE suspect OR (suspect IS NULL AND (cb_approval_no, certificate, issue_date) NOT IN (
    SELECT (cb_approval_no, certificate, issue_date) FROM judged WHERE NOT suspect))
), found AS (
  SELECT lasting.*, a.cb_name, a.cert_no, a.org_uscc, a.org_name, ref('certificate', a._source, a._row) AS row_ref
  FROM lasting JOIN reported_audit AS a ON a._source = lasting._source AND a._row = lasting._row
), visited AS (
  -- The certificates of one combined audit are one lead.
  SELECT CASE WHEN suspect THEN 'lead' ELSE 'undetermined' END AS verdict,
    CASE WHEN verdict = 'undetermined' THEN string_agg(DISTINCT lacking, ', ' ORDER BY lacking) END AS missing,
    cb_approval_no, max(cb_name) AS cb_name, max(org_uscc) AS org_uscc, max(org_name) AS org_name,
    string_agg(DISTINCT cert_no, '; ' ORDER BY cert_no) AS cert_no, max(activity) AS activity,
    coalesce(arg_min(issue_date, workdays), min(issue_date)) AS issue_date, arg_min(last_day, workdays) AS last_day, min(workdays) AS workdays,
    min(chain_days) FILTER (plan_refs IS NOT NULL) AS chain_days,
    (list(row_ref ORDER BY workdays, _source, _row)
      || coalesce(flatten(list(team_refs[1:3] ORDER BY workdays, _source, _row) FILTER (suspect AND team_refs IS NOT NULL)), [])
      || coalesce(flatten(list(plan_refs ORDER BY workdays, _source, _row) FILTER (plan_refs IS NOT NULL)), []))[1:20] AS evidence
  FROM found
  GROUP BY cb_approval_no, visit, suspect
)
SELECT verdict, missing, CASE WHEN chain_days <= $p_chain_days THEN '高' ELSE '中' END AS severity,
  cb_approval_no, cb_name, org_uscc, org_name, cert_no, issue_date AS occurred_on, issue_date, last_day,
  activity_zh(activity) AS activity_zh, activity_en(activity) AS activity_en,
  CASE WHEN issue_date < last_day THEN '审核尚未结束' WHEN issue_date = last_day THEN '即审核结束当天'
    WHEN workdays = 0 THEN '审核结束后尚未到下一个工作日' ELSE '审核结束后第 ' || workdays || ' 个工作日' END AS when_zh,
  CASE WHEN issue_date < last_day THEN 'before the audit had ended' WHEN issue_date = last_day THEN 'the day the audit ended'
    WHEN workdays = 0 THEN 'before the next working day after the audit' ELSE workdays || ' working day(s) after the audit' END AS when_en,
  CASE WHEN chain_days <= $p_chain_days THEN '，从计划到颁证共 ' || chain_days || ' 天' ELSE '' END AS chain_zh,
  CASE WHEN chain_days <= $p_chain_days THEN ', ' || chain_days || ' day(s) from plan to issue' ELSE '' END AS chain_en,
  CASE WHEN verdict = 'lead' THEN CAST(workdays AS VARCHAR) END AS measured,
  CASE WHEN verdict = 'lead' THEN '> ' || $p_days END AS expected,
  evidence
FROM visited
