/*---
code: S01
id: out_of_scope_issue
version: 1
title: { zh: 超出批准范围发证, en: Issued beyond the approved scope }
severity: 高
evidence: E1
subject: certificate
keys: [cb_approval_no, cert_no, issue_date]
needs:
  - certificate.cert_no
  - certificate.cb_approval_no
  - certificate.issue_date
  - certificate.scheme_code | certificate.basis
  - cb_scope.scheme_code
params:
  check_level:
    type: text
    default: scheme
    title: { zh: 核对到哪一级（scheme：认证领域；scope：业务范围代码）, en: 'How far to compare (scheme: field; scope: scope codes as well)' }
basis:
  - zh: 《认证认可条例》第九条：认证机构应当在批准范围内从事认证活动
    en: Regulation on Certification and Accreditation, art. 9 - certification within the scope of the approval
    source: { zh: 2023-07-20 修订文本（公开文本的副本）, en: Text as revised on 2023-07-20 (copy of the public text) }
    status: verified
  - zh: 《认证认可条例》第五十九条第（一）项：超出批准范围从事认证活动的罚则（5万–20万元）
    en: Same regulation, art. 59(1) - penalty for certifying beyond the approved scope (CNY 50,000-200,000)
    source: { zh: 2023-07-20 修订文本（公开文本的副本）, en: Text as revised on 2023-07-20 (copy of the public text) }
    status: verified
logic:
  zh: 颁证之日，证书的认证领域（按参数也核对业务范围代码）不在该机构当时有效的批准业务范围之内。
  en: On the day of issue the field of the certificate (with the parameter also its scope codes) is not within the approvals the body had then.
false_positives:
  - zh: 批准以认证领域为单位，不精确到每个业务范围代码；默认只核对领域，粗的批准（如 A、A01）包含其下的细项
    en: Approvals are by field, not by every scope code; by default only the field is compared, and a coarse approval (A, A01) holds for what is finer
    case:
      - a code below an approved one
      - a scope code that the list does not have, compared by field
      - approved for the whole field of management systems
  - zh: 扩项批准与颁证在同一个月的，不列
    en: An extension approved in the month of the issue is not listed
    case: the extension was approved later in the same month
  - zh: 机构更名等原因重新发号，序号不变、年份改变，按同一机构核对
    en: A number issued again (change of name and the like) keeps its serial under another year and is the same body
    case: the scopes stand under the number of another year
  - zh: 领域写法不同（代码、中文名、标准号），看作同一领域；名称与代码无法对应的，无法判定
    en: A field may be written as code, name or standard; a name that may or may not stand for a code cannot be judged
    case:
      - codes, names and standards of one field
      - a name whose code is not known
  - zh: 监督行、变更行重复原颁证日期，按原颁证日期核对；之后批准终止不影响
    en: Surveillance and change rows repeat the date of issue and are judged by it; an approval that ended later does not matter
    case: a surveillance row after the approval ended
  - zh: 名录可能是认可（CNAS）范围而不是批准范围，或者不是颁证当时的完整名录，请先确认
    en: The list may be one of accreditation (CNAS), not of approval, or incomplete for the time of issue - make sure first
    by_hand: true
message:
  zh: 证书 {cert_no}（{issue_date} 颁证）的{what_zh} {measured} {reason_zh}
  en: Certificate {cert_no} (issued {issue_date}) is of the {what_en} {measured}, {reason_en}
---*/
WITH scope AS (
  SELECT coalesce(approval_serial(cb_approval_no), approval_key(cb_approval_no)) AS body, trim(part) AS written, approved_field(trim(part)) AS field,
    nullif(upper(replace(scope_code, ' ', '')), '') AS scope_code, valid_from, valid_to, scope_status(scope_status) AS state, status_on,
    ref('cb_scope', _source, _row) AS row_ref
  FROM (SELECT *, unnest(regexp_split_to_array(scheme_code, '[;；,，、]')) AS part FROM cb_scope WHERE NOT is_nothing(scheme_code))
  WHERE cb_approval_no IS NOT NULL AND trim(part) <> ''
), snapshot AS (
  -- The list of bodies may name fields too, without dates: enough to leave a body alone, not for a lead.
  SELECT coalesce(approval_serial(cb_approval_no), approval_key(cb_approval_no)) AS body, approved_field(trim(part)) AS field
  FROM (SELECT cb_approval_no, unnest(regexp_split_to_array(scope_list, '[;；,，、\s]+')) AS part FROM certification_body)
  WHERE trim(part) <> ''
), spelling AS (
  -- Thousands of certificates share body and field: what the body was approved for is looked up once.
  SELECT *, approval_key(cb_approval_no) AS number, CASE WHEN NOT is_nothing(scheme_code) THEN scheme_code WHEN NOT is_nothing(basis) THEN basis END AS written
  FROM (SELECT DISTINCT cb_approval_no, scheme_code, basis FROM certificate)
), body AS (
  SELECT number, coalesce(approval_serial(number), number) AS body, coalesce(approval_serial(number), number) IN (SELECT body FROM scope) AS listed
  FROM (SELECT DISTINCT number FROM spelling WHERE NOT is_nothing(number))
), kind AS (
  SELECT spelt.number, body, spelt.written, approved_field(spelt.written) AS field
  FROM (SELECT DISTINCT number, written FROM spelling WHERE written IS NOT NULL) AS spelt JOIN body USING (number)
), pair AS (
  SELECT kind.number, kind.written, is_same_field(kind.field, scope.field) AS same, scope.* EXCLUDE (body, written, field),
    least(valid_to, CASE WHEN state = '终止' THEN status_on - 1 END) AS last_day
  FROM kind JOIN scope USING (body)
), mentioned AS (
  SELECT DISTINCT kind.number, kind.written FROM kind JOIN snapshot ON snapshot.body = kind.body WHERE is_same_field(kind.field, snapshot.field)
), approved AS (
  -- The longest approval of the body for the field: most certificates were issued under it.
  SELECT number, written, max_by({'since': since, 'until': until}, until - since) AS longest
  FROM (SELECT number, written, coalesce(CAST(date_trunc('month', valid_from) AS DATE), DATE '0001-01-01') AS since, coalesce(last_day, DATE '9999-12-31') AS until
    FROM pair
    WHERE same AND NOT coalesce((state = '终止' AND status_on IS NULL) OR (state = '过期' AND valid_to IS NULL), false))
  GROUP BY number, written
), doubtful AS (
  SELECT certificate_key(c.cert_no, c._source, c._row) AS certificate
  FROM certificate AS c
  JOIN (SELECT s.cb_approval_no, s.scheme_code, s.basis, longest FROM spelling AS s LEFT JOIN approved AS a ON a.number = s.number AND a.written = s.written) AS s
    ON s.cb_approval_no IS NOT DISTINCT FROM c.cb_approval_no AND s.scheme_code IS NOT DISTINCT FROM c.scheme_code AND s.basis IS NOT DISTINCT FROM c.basis
  WHERE NOT coalesce(c.issue_date BETWEEN longest.since AND longest.until, false) OR $check_level = 'scope'
), reported AS (
  SELECT cb_approval_no, cb_name, org_uscc, org_name, cert_no, issue_date, scope_codes, _source, _row,
    approval_key(cb_approval_no) AS number, certificate_key(cert_no, _source, _row) AS certificate,
    CASE WHEN NOT is_nothing(scheme_code) THEN scheme_code WHEN NOT is_nothing(basis) THEN basis END AS written
  FROM certificate
  WHERE NOT is_sub_certificate(is_sub, main_cert_no, cert_no)
    -- Within coalesce() the few are what is looked up: DuckDB takes them for many and would gather all certificates instead.
    AND coalesce(certificate_key(cert_no, _source, _row) IN (SELECT certificate FROM doubtful), false)
), issued AS (
  SELECT max(cb_approval_no) AS cb_approval_no, max(cb_name) AS cb_name, max(org_uscc) AS org_uscc, max(org_name) AS org_name, max(cert_no) AS cert_no,
    number, certificate, issue_date, max(written) AS written, max(scope_codes) AS scope_codes
  FROM reported
  GROUP BY number, certificate, issue_date
), approval AS (
  SELECT issued.number, certificate, issue_date, same, scope_code, valid_from, state, row_ref,
    CASE WHEN date_trunc('month', valid_from) > date_trunc('month', issue_date) OR valid_to < issue_date
        OR (state = '终止' AND status_on <= issue_date) THEN false
      WHEN state = '终止' AND status_on IS NULL THEN NULL
      WHEN state = '过期' AND valid_to IS NULL THEN NULL
      WHEN issue_date IS NULL AND (valid_from IS NOT NULL OR valid_to IS NOT NULL OR state IN ('终止', '过期')) THEN NULL
      ELSE true END AS held, last_day
  FROM issued JOIN pair ON pair.number = issued.number AND pair.written = issued.written
), found AS (
  SELECT number, certificate, issue_date, bool_or(same AND held) AS covered, coalesce(bool_or(same AND held AND scope_code IS NULL), false) AS whole_field,
    bool_or(same IS NULL AND held IS NOT false) AS unclear,
    max(CASE WHEN state = '终止' THEN 'cb_scope.status_on' ELSE 'cb_scope.valid_to' END) FILTER (same AND held IS NULL AND issue_date IS NOT NULL) AS undated,
    min(valid_from) FILTER (same AND valid_from > issue_date) AS approved_later,
    max(last_day) FILTER (same AND last_day < issue_date) AS held_until,
    list(DISTINCT row_ref) FILTER (same) AS own_rows, list(DISTINCT row_ref) AS all_rows
  FROM approval
  WHERE NOT (same IS false AND held IS false)
  GROUP BY number, certificate, issue_date
), beyond AS (
  -- Codes of the certificate that no approval in force holds; an approval without codes holds for the whole field.
  SELECT number, certificate, issue_date, string_agg(code, '; ' ORDER BY code) AS codes
  FROM (
    SELECT i.number, i.certificate, i.issue_date, trim(code) AS code,
      bool_or(scope_code IS NULL OR starts_with(regexp_replace(trim(code), '(^|\.)0+(\d)', '\1\2', 'g') || '.', regexp_replace(scope_code, '(^|\.)0+(\d)', '\1\2', 'g') || '.')) AS held
    FROM (SELECT number, certificate, issue_date, unnest(regexp_split_to_array(upper(scope_codes), '[;；,，、\s]+')) AS code
      FROM issued WHERE $check_level = 'scope') AS i
    JOIN approval ON approval.number = i.number AND approval.certificate = i.certificate AND approval.issue_date IS NOT DISTINCT FROM i.issue_date
      AND same AND approval.held
    WHERE trim(code) <> ''
    GROUP BY ALL)
  WHERE NOT held
  GROUP BY number, certificate, issue_date
), judged AS (
  SELECT issued.*, kind.field, body.listed, beyond.codes, approved_later, held_until, undated, own_rows, all_rows,
    CASE
      WHEN is_nothing(issued.number) THEN 'unknown number'
      WHEN issued.written IS NULL THEN 'unknown scheme'
      WHEN covered AND beyond.codes IS NOT NULL THEN 'codes'
      WHEN covered AND $check_level = 'scope' AND scope_codes IS NULL AND NOT whole_field THEN 'unknown codes'
      WHEN covered OR mentioned.number IS NOT NULL AND NOT body.listed THEN NULL
      WHEN NOT body.listed THEN 'unknown list'
      WHEN kind.field IS NULL THEN 'unknown scheme'
      WHEN unclear THEN 'unknown field'
      WHEN undated IS NOT NULL THEN 'unknown end'
      WHEN issued.issue_date IS NULL AND own_rows IS NOT NULL THEN 'unknown issue'
      WHEN approved_later IS NOT NULL THEN 'early'
      WHEN held_until IS NOT NULL THEN 'late'
      ELSE 'never' END AS reason
  FROM issued LEFT JOIN body ON body.number = issued.number
  LEFT JOIN kind ON kind.number = issued.number AND kind.written = issued.written
  LEFT JOIN mentioned ON mentioned.number = issued.number AND mentioned.written = issued.written
  LEFT JOIN found ON found.number = issued.number AND found.certificate = issued.certificate AND found.issue_date IS NOT DISTINCT FROM issued.issue_date
  LEFT JOIN beyond ON beyond.number = issued.number AND beyond.certificate = issued.certificate AND beyond.issue_date IS NOT DISTINCT FROM issued.issue_date
), proof AS (
  SELECT judged.number, judged.certificate, judged.issue_date, list(ref('certificate', r._source, r._row) ORDER BY r._source, r._row)[1:10] AS rows
  FROM judged JOIN reported AS r ON r.certificate = judged.certificate AND r.issue_date IS NOT DISTINCT FROM judged.issue_date
    AND r.number IS NOT DISTINCT FROM judged.number
  WHERE reason IS NOT NULL AND reason <> 'unknown list'
  GROUP BY ALL
)
SELECT
  CASE WHEN starts_with(reason, 'unknown') THEN 'undetermined' ELSE 'lead' END AS verdict,
  CASE reason
    WHEN 'unknown number' THEN 'certificate.cb_approval_no'
    WHEN 'unknown scheme' THEN 'certificate.scheme_code'
    WHEN 'unknown codes' THEN 'certificate.scope_codes'
    WHEN 'unknown field' THEN 'cb_scope.scheme_code'
    WHEN 'unknown end' THEN undated
    WHEN 'unknown issue' THEN 'certificate.issue_date' END AS missing,
  cb_approval_no, cb_name, org_uscc, org_name, cert_no, j.issue_date AS occurred_on, j.issue_date,
  CASE WHEN NOT starts_with(reason, 'unknown') THEN coalesce(codes, written) END AS measured,
  CASE reason WHEN 'early' THEN '≥ ' || approved_later WHEN 'late' THEN '≤ ' || held_until
    WHEN 'never' THEN '∈ 批准范围 (approved scope)' WHEN 'codes' THEN '∈ 批准范围 (approved scope)' END AS expected,
  CASE WHEN reason = 'codes' THEN '业务范围代码' ELSE '认证领域' END AS what_zh, CASE WHEN reason = 'codes' THEN 'scope code' ELSE 'field' END AS what_en,
  CASE reason WHEN 'early' THEN '当时尚未获批（' || approved_later || ' 批准）' WHEN 'late' THEN '当时已不在批准范围内（' || held_until || ' 止）'
    ELSE '不在机构 ' || cb_approval_no || ' 的批准范围内' END AS reason_zh,
  CASE reason WHEN 'early' THEN 'not approved before ' || approved_later WHEN 'late' THEN 'no longer approved after ' || held_until
    ELSE 'which is not within the approved scope of body ' || cb_approval_no END AS reason_en,
  proof.rows || list_sort(coalesce(own_rows, all_rows, []))[1:10] AS evidence
FROM judged AS j JOIN proof ON proof.number IS NOT DISTINCT FROM j.number AND proof.certificate = j.certificate AND proof.issue_date IS NOT DISTINCT FROM j.issue_date
WHERE reason IS NOT NULL AND reason <> 'unknown list'
UNION ALL BY NAME
-- A body whose scopes are not in the data is one row, whatever it certified.
SELECT 'undetermined' AS verdict, 'cb_scope.scheme_code' AS missing, max(cb_approval_no) AS cb_approval_no, max(cb_name) AS cb_name,
  list(ref('certificate', r._source, r._row) ORDER BY r._source, r._row)[1:10] AS evidence
FROM (SELECT DISTINCT number, written FROM judged WHERE reason = 'unknown list') AS j
JOIN reported AS r ON r.number = j.number AND r.written = j.written
GROUP BY j.number
