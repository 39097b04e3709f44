/*---
code: L12
id: report_late
version: 1
title: { zh: 认证信息上报超期, en: Certification information reported late }
severity: 低
evidence: E1
subject: certificate
keys: [cb_approval_no, cert_no, event_date]
needs:
  - certificate.cert_no
  - certificate.activity_code
  - certificate.issue_date
  - certificate.report_date
params:
  grace_days:
    type: integer
    default: 0
    min: 0
    max: 366
    title: { zh: 宽限天数, en: Days of grace }
basis:
  - zh: 当月信息不晚于次月 10 日上报，遇节假日不顺延；截止日取自参考数据，按事项发生日适用
    en: The information of a month is reported by the 10th of the next, not shifted by holidays; the day comes from the reference data as of the event
    source:
      zh: 管理体系认证、服务认证信息报告规范（2021-09-24 修订，转载件）
      en: Specification for reporting management-system and service certification (revised 2021-09-24, copy)
    status: verified
logic:
  zh: 证书行报送的最近一项事项（颁证、认证决定、变更、换证、暂停、恢复、撤销）晚于次月截止日才上报。
  en: The latest event that a certificate row reports (issue, decision, change, re-issue, suspension, restoration, withdrawal) was reported after the closing day of the next month.
false_positives:
  - zh: 更正会改写上报日期：同一事项在其他导出中已按期出现（上报日期或取数截止日期在截止日之前）的，不列
    en: Corrections overwrite the report date; an event that another export shows in time (by its report date or the end of its extract) is not listed
    case:
      - an earlier export shows it in time
      - an extract that ended in time holds it
  - zh: 首次上报日期没有留存的，无法从数据看出更正，需查上报记录
    en: Where no export keeps the first report date a correction cannot be told from the data - check the upload log
    by_hand: true
  - zh: 查询结果等没有审核活动代码的行，上报日期是最近一次更新的日期，列为无法判定；授证行已有监督次数的同样处理
    en: In rows without an audit type, such as search results, the report date is that of the last update - undetermined; so are granting rows that already count surveillance audits
    case:
      - a search result keeps the last report date only
      - a granting row that was updated after surveillance
  - zh: 监督、特殊审核行重复原颁证日期，没有认证决定日期的列为无法判定
    en: Surveillance and special-audit rows repeat the old issue date; without a decision date they are undetermined
    case: a surveillance row without its decision date
  - zh: 再认证证书可接续旧证到期日，颁证日期晚于上报日期的按决定日期计算
    en: A recertification may be dated ahead; where the issue date is later than the report, the decision date counts
    case: a recertification dated ahead
message:
  zh: 证书 {cert_no} {event_zh}（{event_date}）应于 {due} 前上报，{reported_on} 才上报（晚 {days} 天）
  en: Certificate {cert_no} - {event_en} ({event_date}) was due for reporting by {due} and reported on {reported_on}, {days} day(s) late
---*/
WITH word AS (
  SELECT activity_code, activity_kind(activity_code) AS activity FROM (SELECT DISTINCT activity_code FROM certificate)
), reported AS (
  SELECT cb_approval_no, certificate_key(cert_no, _source, _row) AS certificate, word.activity,
    issue_date, decision_date, change_date, reissue_date, suspend_start, suspend_end, revoke_date, audit_end, report_date, pull_end, surv_count, _source, _row,
    least(report_date, pull_end) AS known_on
  FROM certificate AS c LEFT JOIN word ON word.activity_code = c.activity_code
), dated AS (
  -- What lies after the report was not what was reported.
  SELECT * EXCLUDE (issue_date, decision_date), greatest(
      CASE WHEN issue_date > known_on THEN NULL ELSE issue_date END, CASE WHEN decision_date > known_on THEN NULL ELSE decision_date END,
      CASE WHEN change_date > known_on THEN NULL ELSE change_date END, CASE WHEN reissue_date > known_on THEN NULL ELSE reissue_date END,
      CASE WHEN suspend_start > known_on THEN NULL ELSE suspend_start END, CASE WHEN suspend_end > known_on THEN NULL ELSE suspend_end END,
      CASE WHEN revoke_date > known_on THEN NULL ELSE revoke_date END) AS event_date,
    coalesce(activity IN ('initial', 'recertification'), false) AS grants, issue_date, decision_date
  FROM reported
), placed AS NOT MATERIALIZED (
  -- A surveillance, special or change row without a decision of its own says of no event when it was.
  SELECT * EXCLUDE (event_date), CASE WHEN activity IN ('surveillance', 'other') AND decision_date IS NULL AND (event_date = issue_date OR audit_end > event_date)
      THEN NULL ELSE event_date END AS event_date
  FROM dated
), doubtful AS (
  -- Nearly all is reported by the day of the next month that no law undercuts: nothing else is to be known of it.
  SELECT certificate FROM placed
  WHERE coalesce(known_on > reported_by(event_date, (SELECT min(CAST(r.value AS INTEGER)) FROM ref_regulation AS r WHERE r.parameter = 'report_day')) + $grace_days, true)
), kept AS (
  SELECT * FROM placed WHERE coalesce(certificate IN (SELECT certificate FROM doubtful), false)
), law AS (
  -- What was in force is looked up once for each day.
  SELECT event_date, CAST(date_trunc('month', event_date) + INTERVAL 1 MONTH AS DATE) + CAST(in_force('report_day', '*', event_date) AS INTEGER) - 1 AS due
  FROM (SELECT DISTINCT event_date FROM kept)
), explained AS (
  SELECT kept.*, law.due, CASE
      WHEN report_date IS NULL THEN 'certificate.report_date'
      WHEN activity = 'surveillance' AND decision_date IS NULL AND kept.event_date IS NULL THEN 'certificate.decision_date'
      WHEN activity = 'other' AND decision_date IS NULL AND kept.event_date IS NULL THEN 'certificate.change_date'
      WHEN kept.event_date IS NULL THEN 'certificate.issue_date'
      WHEN activity IS NULL THEN 'certificate.activity_code'
      WHEN grants AND kept.event_date = issue_date AND surv_count > 0 THEN 'certificate.report_date'
    END AS lacking
  FROM kept LEFT JOIN law ON law.event_date = kept.event_date
), judged AS (
  SELECT *, CASE
      WHEN event_date IS NOT NULL AND due IS NULL OR known_on <= due + $grace_days THEN false
      WHEN lacking IS NULL THEN true END AS suspect
  FROM explained
), left_open AS (
  -- Any export that shows the event in time settles it; what one row leaves open another may have settled.
  SELECT * FROM judged
  WHERE coalesce(suspect, true)
    AND (cb_approval_no, certificate, event_date) NOT IN (SELECT (cb_approval_no, certificate, event_date) FROM judged WHERE NOT suspect)
    AND (suspect OR (cb_approval_no, certificate, event_date) NOT IN (SELECT (cb_approval_no, certificate, event_date) FROM judged WHERE suspect))
), found AS (
  SELECT left_open.*, c.cb_name, c.org_uscc, c.org_name, c.cert_no, organisation_key(c.org_uscc, c.org_name) AS organisation
  FROM left_open JOIN certificate AS c ON c._source = left_open._source AND c._row = left_open._row
)
SELECT 'lead' AS verdict, CAST(NULL AS VARCHAR) AS missing, cb_approval_no, max(cb_name) AS cb_name, max(org_uscc) AS org_uscc, max(org_name) AS org_name,
  string_agg(DISTINCT cert_no, '; ' ORDER BY cert_no) AS cert_no, event_date, event_date AS occurred_on, due, min(known_on) AS reported_on, min(known_on) - due AS days,
  CASE event_date WHEN max(revoke_date) THEN '撤销' WHEN max(suspend_end) THEN '暂停期满或恢复' WHEN max(suspend_start) THEN '暂停' WHEN max(reissue_date) THEN '换证'
    WHEN max(change_date) THEN '变更' WHEN max(issue_date) THEN '颁证' ELSE '认证决定' END AS event_zh,
  CASE event_date WHEN max(revoke_date) THEN 'withdrawal' WHEN max(suspend_end) THEN 'end of the suspension' WHEN max(suspend_start) THEN 'suspension' WHEN max(reissue_date) THEN 're-issue'
    WHEN max(change_date) THEN 'change' WHEN max(issue_date) THEN 'issue' ELSE 'decision' END AS event_en,
  CAST(min(known_on) AS VARCHAR) AS measured, '≤ ' || (due + $grace_days) AS expected,
  list(ref('certificate', _source, _row) ORDER BY known_on, _source, _row)[1:20] AS evidence
FROM found
WHERE suspect
-- What a body reports of one organisation and day is one report.
GROUP BY cb_approval_no, coalesce(organisation, certificate), event_date, due
UNION ALL BY NAME
SELECT 'undetermined' AS verdict, max(lacking) AS missing, cb_approval_no, max(cb_name) AS cb_name, max(org_uscc) AS org_uscc, max(org_name) AS org_name, max(cert_no) AS cert_no,
  coalesce(event_date, max(audit_end)) AS occurred_on, list(ref('certificate', _source, _row) ORDER BY _source, _row)[1:20] AS evidence
FROM found
WHERE suspect IS NULL
GROUP BY cb_approval_no, certificate, event_date
