/*---
code: S02
id: cb_invalid_at_issue
version: 1
title: { zh: 机构批准号不存在或已失效, en: Body not approved at issue }
severity: 高
evidence: E1
subject: certificate
keys: [cb_approval_no, cert_no, issue_date]
needs:
  - certificate.cert_no
  - certificate.cb_approval_no
  - certificate.issue_date
  - certification_body.cb_approval_no
  - certification_body.cb_status | certification_body.valid_to
basis:
  - zh: 《认证认可条例》第九条：取得认证机构资质应当经批准
    en: Regulation on Certification and Accreditation, art. 9 - acting as a certification body requires approval
    source: { zh: 2023-07-20 修订文本（公开文本的副本）, en: Text as revised on 2023-07-20 (copy of the public text) }
    status: verified
  - zh: 《认证认可条例》第五十六条：未经批准从事认证活动的罚则（10万–50万元）
    en: Same regulation, art. 56 - penalty for certifying without approval (CNY 100,000-500,000)
    source: { zh: 2023-07-20 修订文本（公开文本的副本）, en: Text as revised on 2023-07-20 (copy of the public text) }
    status: verified
logic:
  zh: 证书上的机构批准号格式不符、不在批准名录中，或颁证时该机构已注销、撤销、批准到期或尚未获批。
  en: The approval number on the certificate is malformed or not on the list of approved bodies, or at issue the body was withdrawn, cancelled, expired or not approved yet.
false_positives:
  - zh: 机构更名等原因重新发号，序号不变、年份改变，不列
    en: A number issued again (change of name and the like) keeps its serial under another year - not listed
    case: the number was issued again under another year
  - zh: 名录只是某一时点或某一地区的快照时，名录之外的机构会全部列出，请先确认名录完整
    en: Where the list is a snapshot of one day or region, every body beyond it is listed - make sure the list is complete first
    by_hand: true
  - zh: 已注销、撤销但没有状态日期的，无法判定颁证在前还是在后
    en: Withdrawn or cancelled without a date - it cannot be told whether the issue came before
    case: withdrawn without a date
  - zh: 批准日期可能是换发批准书的日期
    en: The approval date may be that of a renewed approval
    by_hand: true
message:
  zh: 证书 {cert_no}（{issue_date} 颁证）所用机构批准号 {cb_approval_no} {reason_zh}
  en: Certificate {cert_no} (issued {issue_date}) uses the approval number {cb_approval_no}, {reason_en}
---*/
WITH approved AS (
  SELECT approval_key(cb_approval_no) AS number, approval_serial(cb_approval_no) AS serial, body_status(cb_status) AS state, cb_status,
    status_on, valid_to, approved_on, ref('certification_body', _source, _row) AS row_ref
  FROM certification_body
  WHERE cb_approval_no IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY approval_key(cb_approval_no)
    ORDER BY status_on DESC NULLS LAST, valid_to DESC NULLS LAST, _source DESC, _row DESC) = 1
), used AS (
  -- Thousands of certificates share a number: what it is worth is found once.
  SELECT written, approval_key(written) AS number, approved.* EXCLUDE (number, serial), approved.number IS NOT NULL AS listed,
    NOT is_approval_no(written) AS malformed,
    approval_serial(written) IN (SELECT serial FROM approved WHERE serial IS NOT NULL) AS serial_listed
  FROM few((SELECT list(d) FROM (SELECT DISTINCT cb_approval_no AS written FROM certificate) AS d)) LEFT JOIN approved ON approved.number = approval_key(written)
), judged AS (
  SELECT certificate_key(cert_no, _source, _row) AS certificate, c.cb_approval_no, c.cb_name, c.cert_no, c.org_uscc, c.org_name, c.issue_date,
    c._source, c._row, used.*, CASE
      WHEN is_nothing(c.cb_approval_no) THEN 'unknown number'
      WHEN malformed AND NOT listed THEN 'malformed'
      WHEN NOT listed AND serial_listed THEN NULL
      WHEN NOT listed THEN 'absent'
      WHEN issue_date IS NULL THEN 'unknown issue'
      WHEN issue_date < approved_on THEN 'early'
      WHEN state IN ('撤销', '注销') AND status_on <= issue_date THEN 'withdrawn'
      WHEN valid_to < issue_date THEN 'expired'
      WHEN state IN ('撤销', '注销') AND status_on IS NULL THEN 'unknown since'
      WHEN state = '过期' AND valid_to IS NULL THEN 'unknown end'
      WHEN state IS NULL AND valid_to IS NULL THEN 'unknown status'
    END AS reason
  FROM certificate AS c LEFT JOIN used ON used.written = c.cb_approval_no
)
SELECT
  CASE WHEN starts_with(reason, 'unknown') THEN 'undetermined' ELSE 'lead' END AS verdict,
  CASE reason
    WHEN 'unknown number' THEN 'certificate.cb_approval_no'
    WHEN 'unknown issue' THEN 'certificate.issue_date'
    WHEN 'unknown since' THEN 'certification_body.status_on'
    WHEN 'unknown end' THEN 'certification_body.valid_to'
    WHEN 'unknown status' THEN 'certification_body.cb_status' END AS missing,
  max(cb_approval_no) AS cb_approval_no, max(cb_name) AS cb_name, max(org_uscc) AS org_uscc, max(org_name) AS org_name, max(cert_no) AS cert_no,
  issue_date AS occurred_on, issue_date,
  CASE WHEN reason IN ('malformed', 'absent') THEN max(cb_approval_no) WHEN verdict = 'lead' THEN CAST(issue_date AS VARCHAR) END AS measured,
  CASE reason
    WHEN 'malformed' THEN 'CNCA-R-YYYY-NNN'
    WHEN 'absent' THEN '∈ 名录 (list)'
    WHEN 'early' THEN '≥ ' || max(approved_on)
    WHEN 'withdrawn' THEN '< ' || max(status_on)
    WHEN 'expired' THEN '≤ ' || max(valid_to) END AS expected,
  CASE reason
    WHEN 'malformed' THEN '格式不符'
    WHEN 'absent' THEN '不在批准名录中'
    WHEN 'early' THEN '当时尚未获批（' || max(approved_on) || ' 批准）'
    WHEN 'withdrawn' THEN '当时已' || max(state) || '（' || max(status_on) || '）'
    WHEN 'expired' THEN '当时已到期（有效期至 ' || max(valid_to) || '）' END AS reason_zh,
  CASE reason
    WHEN 'malformed' THEN 'which does not have the form of one'
    WHEN 'absent' THEN 'which is not on the list of approved bodies'
    WHEN 'early' THEN 'not approved before ' || max(approved_on)
    WHEN 'withdrawn' THEN 'no longer approved since ' || max(status_on) || ' (' || max(cb_status) || ')'
    WHEN 'expired' THEN 'whose approval ended on ' || max(valid_to) END AS reason_en,
  list(ref('certificate', _source, _row) ORDER BY _source, _row) || list_distinct([max(row_ref)]) AS evidence
FROM judged
WHERE reason IS NOT NULL
GROUP BY number, certificate, issue_date, reason
