/*---
code: D02
id: cert_without_decision
version: 2
title: { zh: 有证书无认证决定记录, en: Certificate without a recorded decision }
severity: 高
evidence: E2
subject: certificate
keys: [cb_approval_no, cert_no, issue_date]
needs:
  - certificate.cert_no
  - certificate.issue_date
  - certificate.status
  - certificate.decision_date | decision.decision_date
params:
  from_issue_date:
    type: date
    default: '2016-07-01'
    title: { zh: 只看该日起颁发的证书, en: Issued on or after }
  include_status:
    type: list
    default: [有效, 暂停]
    title: { zh: 证书状态, en: Certificate status }
basis:
  - zh: 《认证认可条例》第二十二条：认证结论由认证人员签字后，再由认证机构负责人签署
    en: Regulation on Certification and Accreditation, art. 22 - conclusions are signed by certification personnel, then by the head of the body
    source: { zh: 2023-07-20 修订文本（公开文本的副本）, en: Text as revised on 2023-07-20 (copy of the public text) }
    status: verified
  - zh: 《认证认可条例》第二十三条、第五十九条第（二）项、第六十条第（四）项：证书的出具，遗漏程序和记录不完整的罚则
    en: Same regulation, arts. 23, 59(2), 60(4) - issue of certificates, penalties for steps left out and incomplete records
    source: { zh: 2023-07-20 修订文本（公开文本的副本）, en: Text as revised on 2023-07-20 (copy of the public text) }
    status: verified
  - zh: 起算日 2016-07-01 为现行信息报告规范的施行日期，此前迁移的旧证书不作判断
    en: 2016-07-01 is when the present reporting specification took effect; certificates migrated from before are not judged
    source:
      zh: 管理体系认证、服务认证信息报告规范（2015-06-30 发布）
      en: Specification for reporting management-system and service certification (published 2015-06-30)
    status: verified
logic:
  zh: 状态为有效或暂停的证书，其授证（初次认证、再认证）行中没有认证决定日期，或没有评定人员，决定记录中也没有。
  en: A valid or suspended certificate whose granting rows (initial certification, recertification) give no decision date, or nobody who decided, and no decision record does.
false_positives:
  - zh: 59 项月报没有认证决定日期一列，这类文件中的行只列为无法判定
    en: The 59-column monthly report has no decision-date column; its rows are undetermined, never leads
    case: the 59-column form has no decision column
  - zh: 取数时段未覆盖授证的那一行时，不以监督行代替，列为无法判定
    en: Where the extract does not reach back to the granting row, a surveillance row does not stand in for it - undetermined
    case: the extract does not reach back to the granting row
  - zh: 子证书沿用主证书的认证决定，主证书在数据中的由主证书代为判断
    en: Sub-certificates inherit the decision of their main certificate, which is judged in their place
    case: a sub-certificate inherits from its main certificate
  - zh: 早年迁移的旧证书（颁证日期早于起算日）
    en: Legacy certificates that were migrated (issued before the start date)
    case: issued before the start date
  - zh: 已撤销、注销或过期的证书不在所选状态之内
    en: Certificates withdrawn, cancelled or expired are not among the chosen status values
    case:
      - withdrawn
      - 'valid in the first report, cancelled in the last'
  - zh: 现场检查带回的决定记录中有本证书授予或更新决定的，不列；检查只抽部分档案，没有记录的证书不因此列出
    en: A record of granting or renewing that an on-site check brought back settles it; such checks draw some of the files, so that a certificate without a record is not listed for that
    case:
      - the decision record has what the export leaves out
      - 'the 59-column form, and a decision record'
      - 'the 59-column form, and decision records of other certificates'
message:
  zh: 证书 {cert_no}（{issue_date} 颁证，状态{state}）未见认证决定记录：{lacking_zh}
  en: Certificate {cert_no} (issued {issue_date}, status {state}) shows no record of a decision - {lacking_en}
---*/
WITH record AS (
  SELECT certificate_source, certificate_row, bool_or(kind = 'grant') AS recorded, bool_or(kind IS NULL) AS untyped,
    count(deciders) > 0 AS has_decider, bool_or(has_field(_source, 'deciders')) AS has_names, list(row_ref ORDER BY _source, _row) AS row_refs
  FROM decision_match
  GROUP BY ALL
), undated_record AS (
  SELECT DISTINCT number_key(cert_no) AS certificate FROM decision
  WHERE decision_date IS NULL AND coalesce(decision_kind(decision_type) = 'grant', true)
), word AS (
  -- What the words mean is looked up once for each of them.
  SELECT *, certificate_status(status) AS state, coalesce(activity_kind(activity_code) IN ('initial', 'recertification'), true) AS grants
  FROM (SELECT DISTINCT status, activity_code FROM certificate)
), doubtful AS (
  SELECT certificate_key(cert_no, _source, _row) AS certificate
  FROM certificate WHERE decision_date IS NULL OR (has_field(_source, 'deciders') AND deciders IS NULL)
), reported AS (
  SELECT cb_approval_no, cb_name, cert_no, org_uscc, org_name, issue_date, decision_date, deciders, _source, _row,
    certificate_key(cert_no, _source, _row) AS certificate,
    state, grants,
    CASE WHEN is_sub_certificate(is_sub, main_cert_no, cert_no) THEN coalesce(number_key(main_cert_no), '') END AS main_certificate,
    has_field(_source, 'decision_date') AS has_dates,
    has_field(_source, 'deciders') AS has_names,
    greatest(pull_end, report_date, audit_end, decision_date, issue_date) AS reported_on
  FROM certificate AS c
  JOIN word ON word.status IS NOT DISTINCT FROM c.status AND word.activity_code IS NOT DISTINCT FROM c.activity_code
  WHERE coalesce(certificate_key(cert_no, _source, _row) IN (SELECT certificate FROM doubtful), false)
), placed AS (
  SELECT reported.*, recorded, untyped, has_decider, record.has_names AS has_record_names, row_refs,
    certificate IN (SELECT certificate FROM undated_record) AS has_undated_record, ref('certificate', _source, _row) AS row_ref,
    bool_or(grants) OVER whole AS grant_is_here,
    max(issue_date) FILTER (grants) OVER whole AS granted_on,
    first_value(state) OVER latest AS state_now,
    first_value(ref('certificate', _source, _row)) OVER latest AS latest_row
  FROM reported LEFT JOIN record ON certificate_source = _source AND certificate_row = _row
  WHERE (cb_approval_no, certificate) IN (
    SELECT (cb_approval_no, certificate) FROM reported WHERE decision_date IS NULL OR (reported.has_names AND deciders IS NULL))
  WINDOW whole AS (PARTITION BY cb_approval_no, certificate),
    latest AS (PARTITION BY cb_approval_no, certificate ORDER BY reported_on DESC NULLS LAST, _source DESC, _row DESC)
), cycle AS (
  SELECT cb_approval_no, certificate, max(cb_name) AS cb_name, max(cert_no) AS cert_no, max(org_uscc) AS org_uscc,
    max(org_name) AS org_name, max(issue_date) AS issue_date, any_value(state_now) AS state, max(main_certificate) AS main_certificate,
    any_value(grant_is_here) AS grant_is_here,
    CASE WHEN bool_or(untyped) THEN 'decision.decision_type' WHEN bool_or(has_undated_record) THEN 'decision.decision_date'
      WHEN NOT bool_or(has_dates) THEN 'certificate.decision_date' END AS unclear,
    CASE WHEN count(decision_date) > 0 OR coalesce(bool_or(recorded), false) THEN false WHEN unclear IS NULL THEN true END AS undated,
    count(deciders) = 0 AND coalesce(NOT bool_or(has_decider), true) AND bool_or(has_names OR coalesce(has_record_names, false)) AS unnamed,
    list_append(list(row_ref ORDER BY _source, _row), any_value(latest_row))
      || coalesce(flatten(list(row_refs ORDER BY _source, _row) FILTER (row_refs IS NOT NULL)), []) AS evidence
  FROM placed
  WHERE NOT grant_is_here OR (grants AND issue_date IS NOT DISTINCT FROM granted_on)
  GROUP BY cb_approval_no, certificate
), main AS (
  SELECT certificate_key(cert_no, _source, _row) AS certificate
  FROM certificate WHERE coalesce(certificate_key(cert_no, _source, _row) IN (SELECT main_certificate FROM cycle), false)
), judged AS (
  SELECT *,
    CASE
      WHEN NOT undated AND NOT unnamed THEN false
      WHEN main_certificate IN (SELECT certificate FROM main) THEN false
      WHEN main_certificate IS NULL AND grant_is_here AND undated IS NOT NULL THEN true
    END AS lacks,
    state IN (SELECT certificate_status(chosen) FROM (SELECT unnest(CAST($include_status AS VARCHAR[])) AS chosen)) AS active
  FROM cycle
)
SELECT
  CASE WHEN lacks AND active AND issue_date >= $from_issue_date THEN 'lead' ELSE 'undetermined' END AS verdict,
  CASE WHEN verdict = 'undetermined' THEN concat_ws(', ',
    CASE WHEN issue_date IS NULL THEN 'certificate.issue_date' END,
    CASE WHEN active IS NULL THEN 'certificate.status' END,
    CASE WHEN lacks IS NULL THEN CASE main_certificate WHEN '' THEN 'certificate.main_cert_no' ELSE coalesce(unclear, 'certificate.decision_date') END END) END AS missing,
  cb_approval_no, cb_name, org_uscc, org_name, cert_no, issue_date AS occurred_on, issue_date, state,
  CASE WHEN verdict = 'lead' THEN CASE WHEN undated THEN '—' ELSE '0' END END AS measured,
  CASE WHEN verdict = 'lead' THEN CASE WHEN undated THEN '≤ ' || issue_date ELSE '≥ 1' END END AS expected,
  CASE WHEN undated AND unnamed THEN '认证决定日期和评定人员名单均为空' WHEN undated THEN '认证决定日期为空' ELSE '评定人员名单为空' END AS lacking_zh,
  CASE WHEN undated AND unnamed THEN 'neither a decision date nor anybody who decided' WHEN undated THEN 'no decision date' ELSE 'nobody named who decided' END AS lacking_en,
  evidence
FROM judged
WHERE coalesce(lacks AND active AND issue_date >= $from_issue_date, true)
