/*---
code: D07
id: cert_without_audit
version: 1
title: { zh: 有证书无审核活动, en: Certificate without an audit }
severity: 高
evidence: E2
subject: certificate
keys: [cb_approval_no, cert_no, issue_date]
needs:
  - certificate.cert_no
  - certificate.issue_date
  - certificate.activity_code
  - certificate.org_uscc | certificate.org_name
  - audit_plan.plan_start
  - audit_plan.org_uscc | audit_plan.org_name
params:
  p_look_days:
    type: integer
    default: 180
    min: 1
    max: 1095
    title: { zh: 向颁证日期之前查找（天）, en: Days before the issue to look at }
  min_coverage:
    type: decimal
    default: 0.8
    min: 0
    max: 1
    title: { zh: 当月开始的审核至少有这个比例找得到计划或审核组，才认为数据覆盖该月, en: A month counts as covered from this share of its audits with a plan or team }
basis:
  - zh: 《认证认可条例》第二十一条：认证机构不得增加、减少、遗漏规定的程序
    en: Regulation on Certification and Accreditation, art. 21 - no step of the prescribed procedure may be added, cut or left out
    source: { zh: 2023-07-20 修订文本（公开文本的副本）, en: "text as revised 2023-07-20 (copy of the public text)" }
    status: verified
  - zh: 《认证认可条例》第六十一条：出具虚假或者严重失实认证结论的罚则
    en: Same regulation, art. 61 - penalty for false or seriously untrue conclusions
    source: { zh: 2023-07-20 修订文本（公开文本的副本）, en: "text as revised 2023-07-20 (copy of the public text)" }
    status: verified
  - zh: 管理体系认证、服务认证信息报告规范：审核计划、审核结果应当报送
    en: Reporting specification for management-system and service certification - audit plans and results are to be reported
    source: { zh: 2021-09-24 修订版的转载件, en: "copy of the version of 2021-09-24" }
    status: verified
logic:
  zh: 初次认证或再认证的证书，颁证前限定天数内既没有审核组记录，也没有对应的审核计划。
  en: For the certificate of an initial certification or recertification there is neither a team record nor a matching audit plan within the days before its issue.
false_positives:
  - zh: 2021-09-15 起审核计划不再带证书号，按组织、体系、日期匹配；有几个同样可能的计划时列为无法判定，待人工确认
    en: Since 2021-09-15 plans carry no certificate number and are matched by organisation, scheme and days; where several fit as well the row is undetermined until someone settles it
    case: the plan may belong to this certificate or to another
  - zh: 组织更名的，按曾用名匹配
    en: A renamed organisation is matched by its former name
    case: planned under the former name
  - zh: 由其他机构转换来的证书可不重新全面审核，不列
    en: A certificate transferred from another body may do without a new full audit and is not listed
    case: transferred from another body
  - zh: 体系代码粗细不同（A01 与 A010201）按同一领域匹配
    en: Scheme codes of different detail (A01, A010201) match within the field
    case: the plan gives the scheme in finer detail
  - zh: 计划和审核组数据没有覆盖的月份（该月开始的审核多数找不到计划和审核组），每月合为一条无法判定
    en: Months that the plan and team data do not cover (where most audits begun in them show neither) are undetermined, one row a month
    case: a month without plans
  - zh: 计划以母公司名义报送的，需人工核对
    en: Plans reported under the parent company need a look by hand
    by_hand: true
message:
  zh: 证书 {cert_no}（{org_name}，{scheme}）于 {issue_date} 颁证，此前 {look_days} 天内未见审核组记录，也没有对应的审核计划
  en: Certificate {cert_no} ({org_name}, {scheme}) was issued on {issue_date}; in the {look_days} days before there is neither a team record nor a matching audit plan
---*/
WITH granted AS (
  SELECT cb_approval_no, certificate, activity, issue_date,
    -- Plans are exported by the days of the audits, not of the certificates.
    date_trunc('month', coalesce(first_day, issue_date)) AS month, _source, _row
  FROM reported_audit
  WHERE coalesce(activity IN ('initial', 'recertification'), true) AND coalesce(scheme <> 'other', true)
    -- Named with another body: transferred. (Spellings are compared where the names differ.)
    AND CASE WHEN prev_cb IS NULL OR prev_cb = cb_name THEN true
      ELSE coalesce(name_key(prev_cb) = name_key(cb_name) OR contains(approval_key(prev_cb), approval_key(cb_approval_no)), true) END
), planned AS (
  SELECT audit_source, audit_row, bool_or(state <> 'ambiguous') AS surely
  FROM plan_match AS m
  JOIN granted AS g ON g._source = m.audit_source AND g._row = m.audit_row
  JOIN current_plan AS p ON p._source = m.plan_source AND p._row = m.plan_row
  WHERE CAST(p.plan_start AS DATE) BETWEEN g.issue_date - CAST($p_look_days AS INTEGER) AND g.issue_date
  GROUP BY audit_source, audit_row
), matched AS (
  SELECT g.*, surely FROM granted AS g LEFT JOIN planned ON planned.audit_source = g._source AND planned.audit_row = g._row
), attended AS (
  SELECT DISTINCT g._source, g._row
  FROM (FROM matched WHERE NOT coalesce(surely, false)) AS g JOIN team_member AS t ON t.certificate = g.certificate
  WHERE coalesce(t.cb_approval_no = g.cb_approval_no, true)
    AND coalesce(t.last_day, t.first_day) BETWEEN g.issue_date - CAST($p_look_days AS INTEGER) AND g.issue_date
), judged AS (
  SELECT g.*, CASE
      WHEN attended._row IS NOT NULL OR surely THEN true
      WHEN surely IS NOT NULL OR activity IS NULL OR issue_date IS NULL THEN NULL
      ELSE false END AS audited,
    surely IS NOT NULL AS maybe
  FROM matched AS g LEFT JOIN attended ON attended._source = g._source AND attended._row = g._row
), coverage AS (
  SELECT month, count(DISTINCT certificate) FILTER (coalesce(audited, maybe)) >= $min_coverage * count(DISTINCT certificate) AS covered
  FROM judged WHERE month IS NOT NULL GROUP BY month
), settled AS (
  -- What one row of the certificate leaves open, another may have settled.
  SELECT judged.*, coalesce(coverage.covered, true) AS covered
  FROM judged LEFT JOIN coverage ON coverage.month = judged.month
  WHERE NOT coalesce(audited, false) AND (cb_approval_no, certificate, issue_date) NOT IN (
    SELECT (cb_approval_no, certificate, issue_date) FROM judged WHERE audited)
), found AS (
  SELECT settled.*, a.cb_name, a.org_uscc, a.org_name, a.cert_no, a.scheme_written
  FROM (FROM settled WHERE covered) AS settled JOIN reported_audit AS a ON a._source = settled._source AND a._row = settled._row
)
SELECT CASE WHEN bool_or(audited IS NULL) THEN 'undetermined' ELSE 'lead' END AS verdict,
  CASE WHEN verdict = 'undetermined' THEN concat_ws(', ',
    CASE WHEN bool_or(issue_date IS NULL) THEN 'certificate.issue_date' END,
    CASE WHEN bool_or(activity IS NULL) THEN 'certificate.activity_code' END,
    CASE WHEN bool_or(maybe) THEN 'audit_plan.cert_no' END) END AS missing,
  cb_approval_no, max(cb_name) AS cb_name, max(org_uscc) AS org_uscc, max(org_name) AS org_name, max(cert_no) AS cert_no,
  issue_date AS occurred_on, issue_date, coalesce(max(scheme_written), '—') AS scheme, $p_look_days AS look_days,
  CASE WHEN verdict = 'lead' THEN '0' END AS measured, CASE WHEN verdict = 'lead' THEN '≥ 1' END AS expected,
  list(ref('certificate', _source, _row) ORDER BY _source, _row)[1:20] AS evidence
FROM found
GROUP BY cb_approval_no, certificate, issue_date
UNION ALL BY NAME
SELECT 'undetermined' AS verdict, 'audit_plan.plan_start' AS missing, CAST(month AS DATE) AS occurred_on,
  CAST(count(DISTINCT certificate) AS VARCHAR) AS measured, list_transform(min(place_of_row(_source, _row), 20), lambda first: ref_at_place('certificate', first)) AS evidence
FROM settled
WHERE NOT covered
GROUP BY month
