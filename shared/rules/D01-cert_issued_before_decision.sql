/*---
code: D01
id: cert_issued_before_decision
version: 2
title: { zh: 发证早于认证决定, en: Certificate issued before the decision }
severity: 高
evidence: E1
subject: certificate
keys: [cb_approval_no, cert_no, issue_date]
needs:
  - certificate.cert_no
  - certificate.issue_date
  - certificate.decision_date | decision.decision_date
  - certificate.activity_code | certificate.report_type
params:
  tolerance_days:
    type: integer
    default: 0
    min: 0
    max: 60
    title: { zh: 容许天数, en: Days tolerated }
basis:
  - zh: 《认证认可条例》第二十一条：认证机构不得增加、减少、遗漏规定的程序
    en: Regulation on Certification and Accreditation, art. 21 - no step of the prescribed procedure may be added, cut or left out
    source: { zh: 2023-07-20 修订文本（公开文本的副本）, en: Text as revised on 2023-07-20 (copy of the public text) }
    status: verified
  - zh: 《认证认可条例》第五十九条第（二）项：增加、减少、遗漏程序的罚则（5万–20万元）
    en: Same regulation, art. 59(2) - penalty for adding, cutting or leaving out steps (CNY 50,000-200,000)
    source: { zh: 2023-07-20 修订文本（公开文本的副本）, en: Text as revised on 2023-07-20 (copy of the public text) }
    status: verified
  - zh: ISO/IEC 17021-1:2015 8.2.2 b)：证书生效日期不早于认证决定日期
    en: ISO/IEC 17021-1:2015, 8.2.2 b) - a certificate is not effective before the date of the decision
    source: { zh: 凭记忆，未核对原文, en: 'From memory, not compared with the text' }
    status: recall
logic:
  zh: 初次认证或再认证的证书，颁证日期早于认证决定日期。
  en: The certificate of an initial certification or recertification carries an issue date earlier than the date of the decision to grant it.
false_positives:
  - zh: 监督、变更行沿用原颁证日期而报送最新决定日期，故只看初次认证和再认证行；文件没有审核活动代码时只看上报类型为新发证的行
    en: Surveillance and change rows repeat the old issue date beside the newest decision, so only initial and recertification rows count; without an audit-type column, only rows reported as newly issued
    case:
      - a surveillance row repeats the old issue date beside the newest decision
      - so do the surveillance codes of the older form and change rows
  - zh: 颁证之后又变更或换证的行，决定日期属于那次变更，不作判断
    en: A row with a change or re-issue after the issue date carries the decision of that change and is not judged
    case:
      - a later change of name brought its own decision
      - so did a later re-issue
  - zh: 再认证证书接续旧证到期日（到期当日或次日）颁发的，不列
    en: A recertification dated to follow the old expiry (the same or the next day) is not listed
    case: a recertification that follows the old expiry
  - zh: 决定日期可能被系统录入日期覆盖，可用容许天数放宽
    en: The decision date may have been overwritten by the date of data entry; the tolerance helps
    case: within the tolerance
  - zh: 证书行没有决定日期的，取现场检查带回的同一证书号、同一机构授予或更新的决定记录；保持、暂停等决定和其他周期（相差18个月以上）的决定不作数
    en: Where the certificate row gives no decision date, the record of granting or renewing the same number by the same body counts, as an on-site check brought it back; decisions to maintain, suspend and so on, and those of another cycle (more than 18 months away), do not
    case:
      - the decision record is dated before the issue
      - a decision to maintain, extend or suspend grants nothing
      - the decision of another cycle
      - the decision of another body
message:
  zh: 证书 {cert_no} 颁证日期 {issue_date} 早于认证决定日期 {decision_date}（早 {days} 天）
  en: Certificate {cert_no} was issued on {issue_date}, {days} day(s) before the decision of {decision_date}
---*/
WITH record AS (
  SELECT certificate_source, certificate_row, min(decision_date) FILTER (kind = 'grant') AS decision_date,
    list(row_ref ORDER BY _source, _row) FILTER (kind = 'grant') AS row_refs, bool_or(kind IS NULL) AS untyped
  FROM decision_match
  WHERE NOT dated
  GROUP BY ALL
), word AS (
  -- What the words mean is looked up once for each of them.
  SELECT *, activity_kind(activity_code) IN ('initial', 'recertification') AS is_granted, report_kind(report_type) = 'new' AS is_new
  FROM (SELECT DISTINCT activity_code, report_type FROM certificate)
), doubtful AS (
  -- Where the certificate followed the decision, or the row grants none, nothing else is to be known.
  SELECT certificate_key(cert_no, _source, _row) AS certificate
  FROM certificate
  WHERE coalesce(issue_date < decision_date - $tolerance_days, true)
    AND NOT (has_field(_source, 'activity_code') AND coalesce(activity_code IN (SELECT activity_code FROM word WHERE NOT is_granted), false))
), kept AS MATERIALIZED (
  SELECT cb_approval_no, cb_name, org_uscc, org_name, cert_no, activity_code, report_type, issue_date, decision_date, _source, _row
  FROM certificate
  WHERE coalesce(certificate_key(cert_no, _source, _row) IN (SELECT certificate FROM doubtful), false)
    AND NOT coalesce(change_date > issue_date OR reissue_date > issue_date, false)
    AND (number_key(cert_no), issue_date) NOT IN (SELECT (certificate, issue_date) FROM seamless_renewal)
), reported AS (
  SELECT cb_approval_no, cb_name, org_uscc, org_name, cert_no, issue_date, coalesce(c.decision_date, record.decision_date) AS decision_date,
    record.row_refs AS record_refs, untyped, _source, _row,
    certificate_key(cert_no, _source, _row) AS certificate,
    CASE
      WHEN has_field(_source, 'activity_code') THEN is_granted
      WHEN has_field(_source, 'report_type') THEN is_new
    END AS grants,
    has_field(_source, 'report_type') AND NOT has_field(_source, 'activity_code') AS by_report_type
  FROM kept AS c
  JOIN word ON word.activity_code IS NOT DISTINCT FROM c.activity_code AND word.report_type IS NOT DISTINCT FROM c.report_type
  LEFT JOIN record ON certificate_source = _source AND certificate_row = _row
), judged AS (
  SELECT *, grants AND issue_date < decision_date - $tolerance_days AS suspect
  FROM reported
  WHERE coalesce(grants, true)
), found AS (
  SELECT *, ref('certificate', _source, _row) AS row_ref,
    concat_ws(', ',
      CASE WHEN grants IS NULL THEN CASE WHEN by_report_type THEN 'certificate.report_type' ELSE 'certificate.activity_code' END END,
      CASE WHEN issue_date IS NULL THEN 'certificate.issue_date' END,
      CASE WHEN decision_date IS NULL THEN CASE WHEN untyped THEN 'decision.decision_type' ELSE 'certificate.decision_date' END END) AS lacking
  FROM judged
  -- What one row leaves open, another row of the same certificate may have settled.
  WHERE suspect OR (suspect IS NULL AND (cb_approval_no, certificate, issue_date) NOT IN (
    SELECT (cb_approval_no, certificate, issue_date) FROM judged WHERE NOT suspect))
)
SELECT
  CASE WHEN bool_or(suspect) THEN 'lead' ELSE 'undetermined' END AS verdict,
  CASE WHEN verdict = 'undetermined' THEN max(lacking) END AS missing,
  cb_approval_no, max(cb_name) AS cb_name, max(org_uscc) AS org_uscc, max(org_name) AS org_name, max(cert_no) AS cert_no,
  issue_date AS occurred_on, issue_date,
  min(decision_date) FILTER (suspect) AS decision_date,
  min(decision_date - issue_date) FILTER (suspect) AS days,
  CASE WHEN bool_or(suspect) THEN CAST(issue_date AS VARCHAR) END AS measured,
  '≥ ' || (min(decision_date - $tolerance_days) FILTER (suspect)) AS expected,
  coalesce(list(row_ref ORDER BY _source, _row) FILTER (suspect), list(row_ref ORDER BY _source, _row))
    || coalesce(flatten(list(record_refs ORDER BY _source, _row) FILTER (suspect)), []) AS evidence
FROM found
GROUP BY cb_approval_no, certificate, issue_date
