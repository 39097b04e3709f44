/*---
code: S11
id: holder_not_valid
version: 1
title: { zh: 获证组织主体资格无效, en: Holder no longer exists }
severity: 高
evidence: E1
subject: certificate
keys: [cb_approval_no, holder]
needs:
  - certificate.cert_no
  - certificate.org_uscc | certificate.org_name
  - certificate.issue_date
  - organisation.uscc | organisation.org_name
  - organisation.reg_status
params:
  grace_days:
    type: integer
    default: 30
    min: 0
    max: 366
    title: { zh: 注销、吊销后容许机构处理证书的天数, en: Days a body may take to act after a deregistration }
  not_found:
    type: text
    default: undetermined
    title:
      zh: 登记数据中查不到的获证组织（undetermined：无法判定；lead：列为线索；ignore：不列）
      en: 'Holders that the register extract does not have (undetermined, lead or ignore)'
basis:
  - zh: 《认证认可条例》第二十六条：认证机构应当对获证对象有效跟踪，不能持续符合要求的，暂停直至撤销证书
    en: Regulation on Certification and Accreditation, art. 26 - bodies follow up what they certified, and suspend or withdraw what no longer qualifies
    source: { zh: 2023-07-20 修订文本（公开文本的副本）, en: Text as revised on 2023-07-20 (copy of the public text) }
    status: verified
  - zh: CNCA-QMS-01:2025 5.1.2（1）：申请组织应当具有合法的主体资格（2026-01-01 起）
    en: CNCA-QMS-01:2025, 5.1.2(1) - the applicant must be a lawful entity (from 2026-01-01)
    source: { zh: 引用该条款的认证机构通知, en: Letter of a certification body quoting the clause }
    status: verified
  - zh: 注销、吊销后 30 天内仍报为有效的不列；天数没有依据，由分析人员确定
    en: What is still reported valid within 30 days of the deregistration is not listed; the number has no legal source and is the analyst's
    source: { zh: 经验值, en: Rule of thumb }
    status: heuristic
logic:
  zh: 获证组织在颁证或审核之日已经注销、吊销，或尚未成立；或者注销、吊销之后其证书仍报为有效。
  en: On the day of issue or of an audit the holder was deregistered, had lost its licence or was not founded yet; or its certificate is still reported valid after that.
false_positives:
  - zh: 因合并、分立而注销的，由存续的组织承接，不列
    en: What was deregistered by merger or division goes on in another organisation and is not listed
    case: deregistered by merger
  - zh: 更名不改变主体：按统一社会信用代码，没有代码的按现名和曾用名查找；迁出、歇业不是注销
    en: A change of name is no change of the holder, who is found by code or else by present and former name; moving to another registrar or resting is no deregistration
    case:
      - renamed since
      - moved to another registrar, resting
  - zh: 证书后来变更到另一持有人的，不再按原持有人判断是否仍有效
    en: A certificate that has passed to another holder is no longer judged by the former one
    case: the certificate has passed to another holder
  - zh: 机关、事业单位、社会团体和境外组织不在企业登记数据中，查不到不说明问题
    en: Public institutions, associations and overseas holders are outside the business register - not found says nothing
    case: public institutions and holders overseas
  - zh: 登记数据往往只是部分地区或某一时点的摘录，查不到的默认只列为无法判定
    en: Register extracts often cover a region or a day only; what they do not have is undetermined by default
    case: not in the extract
  - zh: 机构需要时间获知并处理：宽限天数内仍报为有效的不列
    en: A body needs time to learn of it - what is still reported valid within the grace period is not listed
    case: still valid on the last day of grace
  - zh: 成立日期可能是改制、个转企后的新日期；变更行、监督行重复原颁证日期，不据此判断
    en: The founding date may be that of a conversion; change and surveillance rows repeat the old date of issue and are not judged by it
    case: a change row under a holder founded later
message:
  zh: 获证组织 {holder_name} {state_zh}，{fact_zh}
  en: The holder {holder_name} {state_en}; {fact_en}
---*/
WITH register AS (
  SELECT organisation_key(uscc, org_name) AS organisation, org_name, former_name, register_status(reg_status) AS state, status_on, approved_on, founded_on, _source, _row
  FROM organisation
), standing AS (
  -- Of several extracts the one with the newest date counts; since when it ended, the earliest that says so.
  SELECT organisation, org_name, state,
    CASE WHEN state IN ('注销', '吊销') THEN min(status_on) FILTER (state IN ('注销', '吊销')) OVER (PARTITION BY organisation) END AS ended_on,
    min(founded_on) OVER (PARTITION BY organisation) AS founded_on, _source, _row
  FROM register
  QUALIFY row_number() OVER (PARTITION BY organisation
    ORDER BY coalesce(status_on, approved_on) DESC NULLS LAST, state IN ('注销', '吊销') DESC NULLS LAST, state IS NOT NULL DESC, _source DESC, _row DESC) = 1
), written AS (
  -- Certificates repeat their holders: each spelling is keyed once.
  SELECT *, organisation_key(org_uscc, org_name) AS holder
  FROM (SELECT org_uscc, org_name, min(issue_date) AS first_issue, max(region_code) AS region FROM certificate GROUP BY org_uscc, org_name)
), holder AS (
  -- Overseas regions come last in order, and so do the words for them.
  SELECT holder, min(first_issue) AS first_issue, max(region) AS region, max(left(upper(org_uscc), 1)) FILTER (length(org_uscc) = 18) AS initial
  FROM written
  WHERE holder IS NOT NULL
  GROUP BY holder
), named AS (
  SELECT name, min(organisation) AS organisation
  FROM (SELECT name_key(org_name) AS name, organisation FROM register UNION ALL SELECT name_key(former_name), organisation FROM register WHERE former_name IS NOT NULL)
  WHERE name IN (SELECT holder FROM holder)
  GROUP BY name
  HAVING min(organisation) = max(organisation)
), troubled AS (
  SELECT holder, region, initial, s.*, CASE
      WHEN s.organisation IS NULL THEN 'absent'
      WHEN s.state IS NULL THEN 'unknown'
      WHEN s.state IN ('注销', '吊销') THEN 'ended'
      WHEN s.founded_on > first_issue THEN 'young' END AS trouble
  FROM holder LEFT JOIN named ON named.name = holder.holder
  LEFT JOIN standing AS s ON s.organisation = coalesce(named.organisation, holder.holder)
  WHERE s.organisation IS NULL OR s.state IS NULL OR s.state IN ('注销', '吊销') OR s.founded_on > first_issue
), suspect AS (
  -- Few holders are: only their certificates are looked at.
  SELECT * EXCLUDE (region, initial) FROM troubled
  WHERE trouble <> 'absent' OR (NOT is_overseas(region) AND registrar(initial) IS DISTINCT FROM 'other' AND $not_found <> 'ignore')
), held AS (
  SELECT approval_key(c.cb_approval_no) AS body, c.cb_approval_no, c.cb_name, certificate_key(c.cert_no, c._source, c._row) AS certificate, c.cert_no, c.org_uscc,
    c.org_name, suspect.holder, trouble, ended_on, founded_on, c.issue_date, coalesce(c.audit_start, c.audit_end) AS audited_from, activity_kind(c.activity_code) AS activity,
    c._source, c._row, ref('certificate', c._source, c._row) AS row_ref
  FROM few((SELECT list(spelling) FROM (
    SELECT suspect.holder, trouble, ended_on, founded_on, written.org_uscc, written.org_name FROM suspect JOIN written ON written.holder = suspect.holder) AS spelling)) AS suspect
  JOIN (SELECT cb_approval_no, cb_name, cert_no, org_uscc, org_name, issue_date, audit_start, audit_end, activity_code, is_sub, main_cert_no, _source, _row FROM certificate) AS c
    ON c.org_uscc IS NOT DISTINCT FROM suspect.org_uscc AND c.org_name IS NOT DISTINCT FROM suspect.org_name
  WHERE NOT is_sub_certificate(c.is_sub, c.main_cert_no, c.cert_no)
), latest AS (
  -- The last word on each of these certificates, whoever holds them by then.
  SELECT approval_key(c.cb_approval_no) AS body, number_key(c.cert_no) AS certificate, organisation_key(c.org_uscc, c.org_name) AS holder,
    certificate_status(c.status) AS state, greatest(pull_end, report_date) AS reported_on, c.expiry_date, ref('certificate', c._source, c._row) AS row_ref
  FROM certificate AS c
  WHERE number_key(c.cert_no) IN (FROM few((SELECT list({'certificate': certificate}) FROM held WHERE trouble = 'ended')))
  QUALIFY row_number() OVER (PARTITION BY approval_key(c.cb_approval_no), number_key(c.cert_no)
    ORDER BY greatest(pull_end, report_date, audit_end, issue_date) DESC NULLS LAST, c._source DESC, c._row DESC) = 1
), fact AS (
  SELECT body, holder, certificate, 'issued' AS fact, issue_date AS day, row_ref FROM held WHERE issue_date >= ended_on
  UNION ALL
  SELECT body, holder, certificate, 'audited', audited_from, row_ref FROM held WHERE audited_from >= ended_on AND activity IS DISTINCT FROM 'other'
  UNION ALL
  SELECT held.body, held.holder, held.certificate, CASE WHEN reported_on IS NULL THEN 'undated' ELSE 'valid' END, reported_on, latest.row_ref
  FROM (SELECT DISTINCT body, holder, certificate, ended_on FROM held WHERE ended_on IS NOT NULL) AS held
  JOIN latest ON latest.certificate = held.certificate AND latest.body IS NOT DISTINCT FROM held.body AND latest.holder = held.holder
  WHERE latest.state = '有效' AND coalesce(reported_on > ended_on + $grace_days, true) AND coalesce(latest.expiry_date > ended_on + $grace_days, true)
  UNION ALL
  SELECT body, holder, certificate, 'unfounded', issue_date, row_ref FROM held
  WHERE issue_date < founded_on AND activity IN ('initial', 'recertification')
  UNION ALL
  SELECT body, holder, certificate, CASE
      WHEN trouble = 'absent' AND $not_found = 'lead' THEN 'absent'
      WHEN trouble = 'absent' THEN 'unknown holder'
      WHEN trouble = 'unknown' THEN 'unknown state'
      WHEN trouble = 'ended' AND ended_on IS NULL THEN 'unknown since'
      WHEN ended_on IS NOT NULL AND issue_date IS NULL THEN 'unknown issue' END, issue_date, row_ref
  FROM held
  WHERE trouble IN ('absent', 'unknown') OR (trouble = 'ended' AND (ended_on IS NULL OR issue_date IS NULL))
), chosen AS (
  -- One lead for a holder and a body: the gravest of what is known.
  SELECT *, CASE WHEN reason = 'undated' OR starts_with(reason, 'unknown') THEN 'undetermined' ELSE 'lead' END AS verdict
  FROM (SELECT body, holder, min_by(fact, CASE fact WHEN 'issued' THEN 1 WHEN 'audited' THEN 2 WHEN 'unfounded' THEN 3 WHEN 'valid' THEN 4 WHEN 'absent' THEN 5
      WHEN 'undated' THEN 6 ELSE 7 END) AS reason
    FROM fact GROUP BY body, holder)
), proved AS (
  SELECT fact.holder, fact.body, chosen.reason, chosen.verdict, min(day) AS first_day, max(day) AS last_day,
    list(DISTINCT fact.certificate) FILTER (fact = reason) AS certificates,
    min(day) FILTER (fact = reason) AS reason_first, max(day) FILTER (fact = reason) AS reason_last,
    list(DISTINCT row_ref) FILTER (fact = reason) AS own_rows, list(DISTINCT row_ref) FILTER (fact <> reason) AS other_rows
  FROM fact JOIN chosen ON chosen.holder = fact.holder AND chosen.body IS NOT DISTINCT FROM fact.body
  GROUP BY ALL
), told AS (
  -- What nobody knows of a holder is one row, however many bodies certified it.
  SELECT proved.* EXCLUDE (body, own_rows, other_rows, certificates), CASE WHEN verdict = 'lead' OR reason IN ('undated', 'unknown issue') THEN proved.body END AS body,
    list_sort(own_rows)[1:10] || coalesce(list_sort(other_rows)[1:8], []) AS rows, certificates
  FROM proved
), judged AS (
  SELECT told.holder, told.body, reason, verdict, min(reason_first) AS first_day, max(reason_last) AS last_day, flatten(list(rows ORDER BY rows))[1:18] AS rows,
    list_sort(list_distinct(flatten(list(certificates)))) AS certificates
  FROM told
  GROUP BY told.holder, told.body, reason, verdict
), subject AS (
  SELECT j.holder, j.body, j.reason, max(held.cb_approval_no) AS cb_approval_no, max(held.cb_name) AS cb_name, max(held.org_uscc) AS org_uscc, max(held.org_name) AS org_name,
    string_agg(DISTINCT held.cert_no, '; ' ORDER BY held.cert_no) FILTER (list_contains(j.certificates, held.certificate)) AS cert_no
  FROM judged AS j JOIN held ON held.holder = j.holder AND (j.body IS NULL OR held.body = j.body)
  GROUP BY j.holder, j.body, j.reason
)
SELECT j.verdict,
  CASE j.reason
    WHEN 'undated' THEN 'certificate.report_date'
    WHEN 'unknown holder' THEN 'organisation.reg_status'
    WHEN 'unknown state' THEN 'organisation.reg_status'
    WHEN 'unknown since' THEN 'organisation.status_on'
    WHEN 'unknown issue' THEN 'certificate.issue_date' END AS missing,
  j.holder, j.reason, CASE WHEN j.body IS NOT NULL THEN s.cb_approval_no END AS cb_approval_no, CASE WHEN j.body IS NOT NULL THEN s.cb_name END AS cb_name,
  s.org_uscc, coalesce(s.org_name, suspect.org_name) AS org_name, coalesce(s.org_name, suspect.org_name, s.org_uscc) AS holder_name, s.cert_no,
  CASE WHEN j.verdict = 'lead' THEN CASE j.reason WHEN 'valid' THEN ended_on ELSE j.first_day END END AS occurred_on,
  CASE WHEN j.verdict = 'lead' THEN CASE j.reason WHEN 'absent' THEN coalesce(s.org_uscc, s.org_name) WHEN 'valid' THEN CAST(j.last_day AS VARCHAR) ELSE CAST(j.first_day AS VARCHAR) END END AS measured,
  CASE WHEN j.verdict = 'lead' THEN CASE j.reason WHEN 'absent' THEN '∈ 登记数据 (register)' WHEN 'unfounded' THEN '≥ ' || founded_on
    WHEN 'valid' THEN '≤ ' || (ended_on + $grace_days) ELSE '< ' || ended_on END END AS expected,
  CASE j.reason WHEN 'absent' THEN '在登记数据中查不到' WHEN 'unfounded' THEN founded_on || ' 才成立' ELSE '已于 ' || ended_on || ' ' || state END AS state_zh,
  CASE j.reason WHEN 'absent' THEN 'is not in the register extract' WHEN 'unfounded' THEN 'was founded on ' || founded_on
    ELSE CASE state WHEN '注销' THEN 'was deregistered on ' ELSE 'lost its licence on ' END || ended_on END AS state_en,
  CASE j.reason WHEN 'issued' THEN '认证机构仍于 ' || j.first_day || ' 向其颁发证书 ' || s.cert_no
    WHEN 'audited' THEN '认证机构仍于 ' || j.first_day || ' 对其审核（证书 ' || s.cert_no || '）'
    WHEN 'valid' THEN '证书 ' || s.cert_no || ' 到 ' || j.last_day || ' 仍报为有效'
    WHEN 'unfounded' THEN '证书 ' || s.cert_no || ' 却于 ' || j.first_day || ' 颁发' ELSE '持有证书 ' || s.cert_no END AS fact_zh,
  CASE j.reason WHEN 'issued' THEN 'the body issued certificate ' || s.cert_no || ' to it on ' || j.first_day
    WHEN 'audited' THEN 'the body still audited it on ' || j.first_day || ' (certificate ' || s.cert_no || ')'
    WHEN 'valid' THEN 'certificate ' || s.cert_no || ' is still reported valid on ' || j.last_day
    WHEN 'unfounded' THEN 'certificate ' || s.cert_no || ' was issued on ' || j.first_day ELSE 'it holds certificate ' || s.cert_no END AS fact_en,
  j.rows || CASE WHEN suspect._source IS NOT NULL THEN [ref('organisation', suspect._source, suspect._row)] ELSE [] END AS evidence
FROM judged AS j
JOIN subject AS s ON s.holder = j.holder AND s.body IS NOT DISTINCT FROM j.body AND s.reason = j.reason
JOIN suspect ON suspect.holder = j.holder
UNION ALL BY NAME
-- A certificate that names no holder at all.
SELECT 'undetermined' AS verdict, 'certificate.org_uscc' AS missing, cb_approval_no, cb_name, cert_no, [ref('certificate', _source, _row)] AS evidence
FROM few((SELECT list(spelling) FROM (SELECT org_uscc, org_name FROM written WHERE holder IS NULL) AS spelling)) AS nobody
JOIN (SELECT cb_approval_no, cb_name, cert_no, org_uscc, org_name, _source, _row FROM certificate) AS c ON c.org_uscc IS NOT DISTINCT FROM nobody.org_uscc AND c.org_name IS NOT DISTINCT FROM nobody.org_name
