/*---
code: L10
id: date_logic_error
version: 1
title: { zh: 证书日期逻辑错误, en: Dates of a certificate contradict each other }
severity: 低
evidence: E1
subject: certificate
keys: [cb_approval_no, cert_no, problem, wrong_date, other_date]
needs:
  - certificate.cert_no
  - certificate.issue_date
  - certificate.expiry_date
params:
  status_lag_days:
    type: integer
    default: 40
    min: 0
    max: 366
    title: { zh: 到期后状态更新的宽限天数, en: Days allowed for the status to follow the expiry }
basis:
  - zh: 数据质量检查：日期相互矛盾的报送应由认证机构更正
    en: Data quality - bodies are to correct reports whose dates contradict each other
    source:
      zh: 管理体系认证、服务认证信息报告规范（2021-09-24 修订，转载件）
      en: Specification for reporting management-system and service certification (revised 2021-09-24, copy)
    status: verified
  - zh: 宽限 40 天：当月信息在次月 10 日前上报
    en: 40 days allowed - the information of a month is reported by the 10th of the next
    source: { zh: 同一规范, en: Same specification }
    status: verified
logic:
  zh: 初次获证晚于颁证、到期不晚于颁证、审核开始晚于截至、暂停截至早于开始、到期后报送的状态仍为有效，或已经发生的日期晚于截至日期。
  en: First certified after the issue, expiry not after the issue, audit start after its end, suspension ending before it began, still reported as valid after the expiry, or something past dated after the as-of date.
false_positives:
  - zh: 有的系统用颁证日期回填初次获证日期，两者相同不算错误
    en: Some systems fill in the issue date as the first date; the same day is no contradiction
    case: the first date back-filled with the issue date
  - zh: 状态更新有滞后，到期后在宽限天数之内报送的，以及之后的报送已经更正的，不列
    en: Status lags - what was reported within the days allowed, or put right by a later report, is not listed
    case:
      - still valid within the lag
      - a later report put it right
      - 'renewed under the same number: the later report has the new expiry'
  - zh: 状态按报送当日判断：报送时尚未到期的，之后到期不算错误；没有报送日期和取数日期的列为无法判定
    en: A status is judged on the day it was reported - what was valid then is no error after it expired; without a report or extract date it is undetermined
    case:
      - reported as valid while it was
      - 'valid and expired, nobody knows when it was reported'
  - zh: 再认证证书可接续旧证到期日，颁证日期晚于截至日期不列
    en: A recertification may be dated to follow the old expiry, so that its issue date after the as-of date is not listed
    case: a recertification dated ahead
  - zh: 0000-00-00 等占位写法在导入时按空值处理，不作比较
    en: Placeholders such as 0000-00-00 are read as empty at the import and not compared
    case: optional dates that are empty
message:
  zh: 证书 {cert_no} {fact_zh}
  en: Certificate {cert_no} - {fact_en}
---*/
WITH reported AS NOT MATERIALIZED (
  SELECT cb_approval_no, cb_name, org_uscc, org_name, cert_no, is_sub, main_cert_no, activity_code, status, first_cert_date, issue_date, expiry_date, audit_start, audit_end,
    decision_date, change_date, reissue_date, suspend_start, suspend_end, revoke_date, report_date, _source, _row,
    greatest(CASE WHEN pull_end <= $as_of THEN pull_end END, CASE WHEN report_date <= $as_of THEN report_date END) AS reported_on, ref('certificate', _source, _row) AS row_ref,
    least(audit_start, audit_end) > $as_of OR greatest(audit_start, audit_end) > $as_of AS audit_ahead
  FROM certificate
), suspicious AS (
  SELECT cb_approval_no, cb_name, org_uscc, org_name, cert_no, certificate_key(cert_no, _source, _row) AS certificate, is_sub, main_cert_no, reported_on, row_ref, _source, _row,
    unnest(list_filter([
      CASE WHEN first_cert_date > issue_date THEN {'problem': 'first certified', 'wrong': first_cert_date, 'other': issue_date} END,
      CASE WHEN expiry_date <= issue_date THEN {'problem': 'expiry', 'wrong': expiry_date, 'other': issue_date} END,
      CASE WHEN audit_start > audit_end THEN {'problem': 'audit', 'wrong': audit_start, 'other': audit_end} END,
      CASE WHEN suspend_end < suspend_start THEN {'problem': 'suspension', 'wrong': suspend_end, 'other': suspend_start} END,
      CASE WHEN expiry_date + $status_lag_days < coalesce(reported_on, $as_of) AND certificate_status(status) = '有效'
        THEN {'problem': 'status', 'wrong': expiry_date, 'other': NULL} END,
      CASE WHEN audit_ahead THEN {'problem': 'audit ahead', 'wrong': greatest(audit_start, audit_end), 'other': NULL} END,
      CASE WHEN decision_date > $as_of THEN {'problem': 'decision ahead', 'wrong': decision_date, 'other': NULL} END,
      CASE WHEN issue_date > $as_of AND coalesce(activity_kind(activity_code) = 'initial', false) THEN {'problem': 'issue ahead', 'wrong': issue_date, 'other': NULL} END,
      CASE WHEN change_date > $as_of THEN {'problem': 'change ahead', 'wrong': change_date, 'other': NULL} END,
      CASE WHEN reissue_date > $as_of THEN {'problem': 're-issue ahead', 'wrong': reissue_date, 'other': NULL} END,
      CASE WHEN revoke_date > $as_of THEN {'problem': 'withdrawal ahead', 'wrong': revoke_date, 'other': NULL} END,
      CASE WHEN report_date > $as_of THEN {'problem': 'report ahead', 'wrong': report_date, 'other': NULL} END],
      lambda fact_: fact_ IS NOT NULL)) AS fact,
    organisation_key(org_uscc, org_name) AS organisation
  FROM reported
  WHERE first_cert_date > issue_date OR expiry_date <= issue_date OR audit_start > audit_end OR suspend_end < suspend_start
    OR expiry_date + $status_lag_days < coalesce(reported_on, $as_of) OR audit_ahead OR decision_date > $as_of OR issue_date > $as_of
    OR change_date > $as_of OR reissue_date > $as_of OR revoke_date > $as_of OR report_date > $as_of
), newest AS (
  SELECT cb_approval_no, number_key(cert_no) AS certificate, max(reported_on) AS reported_on
  FROM reported
  WHERE number_key(cert_no) IN (SELECT certificate FROM suspicious WHERE fact.problem = 'status')
  GROUP BY ALL
), fact AS (
  SELECT s.* EXCLUDE (fact), fact.problem, fact.wrong, fact.other,
    -- Sub-certificates repeat their main certificate, the certificates of a combined audit its days.
    CASE WHEN fact.problem IN ('audit', 'audit ahead', 'decision ahead', 'report ahead') THEN coalesce(organisation, s.certificate)
      WHEN is_sub_certificate(is_sub, main_cert_no, cert_no) THEN coalesce(number_key(main_cert_no), s.certificate)
      ELSE s.certificate END AS belongs_to,
    fact.problem = 'status' AND newest.reported_on IS NULL AND s.reported_on IS NULL AS undated
  FROM suspicious AS s
  LEFT JOIN newest ON fact.problem = 'status' AND newest.certificate = s.certificate AND newest.cb_approval_no IS NOT DISTINCT FROM s.cb_approval_no
  WHERE fact.problem <> 'status' OR s.reported_on IS NOT DISTINCT FROM newest.reported_on
), empty AS (
  SELECT cb_approval_no, cb_name, org_uscc, org_name, cert_no, certificate_key(cert_no, _source, _row) AS certificate, issue_date, expiry_date, audit_start, audit_end,
    row_ref, _source, _row
  FROM reported
  WHERE issue_date IS NULL OR expiry_date IS NULL OR (audit_start IS NULL) <> (audit_end IS NULL)
), settled AS (
  SELECT cb_approval_no, number_key(cert_no) AS certificate, count(issue_date) > 0 AS has_issue, count(expiry_date) > 0 AS has_expiry,
    list(DISTINCT audit_start) FILTER (audit_end IS NOT NULL) || list(DISTINCT audit_end) FILTER (audit_start IS NOT NULL) AS audit_days
  FROM reported
  WHERE number_key(cert_no) IN (SELECT certificate FROM empty)
  GROUP BY ALL
), open AS (
  SELECT empty.*, concat_ws(', ',
      CASE WHEN issue_date IS NULL AND NOT coalesce(has_issue, false) THEN 'certificate.issue_date' END,
      CASE WHEN expiry_date IS NULL AND NOT coalesce(has_expiry, false) THEN 'certificate.expiry_date' END,
      CASE WHEN audit_start IS NULL AND NOT coalesce(list_contains(audit_days, audit_end), false) AND audit_end IS NOT NULL THEN 'certificate.audit_start' END,
      CASE WHEN audit_end IS NULL AND NOT coalesce(list_contains(audit_days, audit_start), false) AND audit_start IS NOT NULL THEN 'certificate.audit_end' END) AS lacking
  FROM empty LEFT JOIN settled ON settled.certificate = empty.certificate AND settled.cb_approval_no IS NOT DISTINCT FROM empty.cb_approval_no
), found AS (
  SELECT CASE WHEN undated THEN 'undetermined' ELSE 'lead' END AS verdict, CASE WHEN undated THEN 'certificate.report_date' END AS missing,
    cb_approval_no, max(cb_name) AS cb_name, max(org_uscc) AS org_uscc, max(org_name) AS org_name,
    CASE WHEN bool_or(certificate = belongs_to) THEN max(cert_no) FILTER (certificate = belongs_to) ELSE string_agg(DISTINCT cert_no, '; ' ORDER BY cert_no) END AS cert_no,
    problem, wrong AS wrong_date, other AS other_date, max(reported_on) AS reported_on, list(row_ref ORDER BY _source, _row)[1:20] AS evidence
  FROM fact
  GROUP BY cb_approval_no, belongs_to, problem, wrong, other, undated
), worded AS (
  SELECT *, CASE problem
      WHEN 'first certified' THEN '初次获证日期 ' || wrong_date || ' 晚于颁证日期 ' || other_date || '（晚 ' || (wrong_date - other_date) || ' 天）'
      WHEN 'expiry' THEN '证书截止日期 ' || wrong_date || ' 不晚于颁证日期 ' || other_date
      WHEN 'audit' THEN '审核开始日期 ' || wrong_date || ' 晚于审核截至日期 ' || other_date || '（晚 ' || (wrong_date - other_date) || ' 天）'
      WHEN 'suspension' THEN '暂停截至时间 ' || wrong_date || ' 早于暂停开始时间 ' || other_date
      WHEN 'status' THEN '于 ' || wrong_date || ' 到期，' || reported_on || ' 报送的状态仍为有效'
      ELSE CASE problem WHEN 'audit ahead' THEN '审核日期 ' WHEN 'decision ahead' THEN '认证决定日期 ' WHEN 'issue ahead' THEN '颁证日期 '
        WHEN 'change ahead' THEN '变更日期 ' WHEN 're-issue ahead' THEN '换证日期 ' WHEN 'withdrawal ahead' THEN '撤销时间 ' ELSE '信息上报日期 ' END
        || wrong_date || ' 晚于截至日期 ' || $as_of END AS fact_zh,
    CASE problem
      WHEN 'first certified' THEN 'first certified on ' || wrong_date || ', ' || (wrong_date - other_date) || ' day(s) after the issue of ' || other_date
      WHEN 'expiry' THEN 'expires on ' || wrong_date || ', not after its issue on ' || other_date
      WHEN 'audit' THEN 'the audit starts on ' || wrong_date || ', ' || (wrong_date - other_date) || ' day(s) after its end on ' || other_date
      WHEN 'suspension' THEN 'suspended until ' || wrong_date || ', before the suspension began on ' || other_date
      WHEN 'status' THEN 'expired on ' || wrong_date || ', still reported as valid on ' || reported_on
      ELSE CASE problem WHEN 'audit ahead' THEN 'audited' WHEN 'decision ahead' THEN 'decided' WHEN 'issue ahead' THEN 'issued'
        WHEN 'change ahead' THEN 'changed' WHEN 're-issue ahead' THEN 're-issued' WHEN 'withdrawal ahead' THEN 'withdrawn' ELSE 'reported' END
        || ' on ' || wrong_date || ', after the as-of date ' || $as_of END AS fact_en,
    CASE problem WHEN 'status' THEN '≥ ' || reported_on WHEN 'expiry' THEN '> ' || other_date WHEN 'suspension' THEN '≥ ' || other_date
      ELSE '≤ ' || coalesce(other_date, $as_of) END AS expected
  FROM found
)
SELECT verdict, missing, cb_approval_no, cb_name, org_uscc, org_name, cert_no, problem, wrong_date, other_date,
  -- What lies ahead is placed where it was reported.
  CASE WHEN wrong_date > $as_of THEN coalesce(reported_on, $as_of) ELSE wrong_date END AS occurred_on, fact_zh, fact_en,
  CASE WHEN verdict = 'lead' THEN CAST(wrong_date AS VARCHAR) END AS measured, CASE WHEN verdict = 'lead' THEN expected END AS expected, evidence
FROM worded
UNION ALL BY NAME
SELECT 'undetermined' AS verdict, string_agg(DISTINCT lacking, ', ' ORDER BY lacking) AS missing, cb_approval_no, max(cb_name) AS cb_name, max(org_uscc) AS org_uscc,
  max(org_name) AS org_name, max(cert_no) AS cert_no, max(coalesce(issue_date, expiry_date, audit_end, audit_start)) AS occurred_on,
  list(row_ref ORDER BY _source, _row)[1:20] AS evidence
FROM open
WHERE lacking <> ''
GROUP BY cb_approval_no, certificate
