/*---
code: T13
id: remote_recertification
version: 1
title: { zh: 再认证采用远程审核, en: Remote recertification audit }
severity: 高
evidence: E1
subject: audit_plan
keys: [auditee, occurred_on]
needs:
  - audit_plan.plan_no
  - audit_plan.plan_start
  - audit_plan.activity_code
  - audit_plan.scheme_code
  - audit_plan.audit_mode | sign_in.audit_mode
  - audit_plan.org_uscc | audit_plan.org_name
params:
  same_audit_days:
    type: integer
    default: 30
    min: 0
    max: 365
    title: { zh: 相隔不超过（天）的计划属于同一次审核, en: Plans at most (days) apart belong to one audit }
basis:
  - zh: CNCA-QMS-01:2025 第5.8.2条（2026-01-01 起）：再认证审核应在客户现场进行
    en: CNCA-QMS-01:2025, 5.8.2 (from 2026-01-01) - the recertification audit takes place on the client's site
    source: { zh: 认证机构致客户的告知函转述条款, en: Letter of a certification body to its clients that quotes the clause }
    status: verified
  - zh: 审核方式代码 FS01 现场、FS02 远程、FS03 现场与远程结合（市监认证(司)函〔2021〕102号）
    en: Codes of the audit mode - FS01 on site, FS02 remote, FS03 both (letter 102 of 2021 of the certification department)
    source: { zh: 公开文本的两份副本, en: Two copies of the public text }
    status: verified
logic:
  zh: 再认证审核计划的审核方式为远程，而计划开始之日有效的规则要求再认证在受审核方现场进行。
  en: A recertification audit was planned as remote while the rule in force on its first day asks for it on the client's site.
false_positives:
  - zh: 现场与远程结合（FS03）的需查阅方案，不列
    en: Mixed audits (FS03) need reading and are not listed
    case: 'FS03, by code and by word'
  - zh: 只适用于条款已核实的体系（现为质量管理体系，2026-01-01 起），其他体系不列
    en: Only schemes whose clause is verified count (at present QMS, from 2026-01-01)
    case:
      - other schemes
      - the last day before the rule
  - zh: 同一次审核另有现场或结合方式计划的（远程只是其中一部分、多场所之一），不列
    en: Not listed where the same audit has an on-site or mixed plan as well (the remote part, or one site of several)
    case:
      - an on-site plan of the same audit
      - 'a mixed plan of the same audit, thirty days later'
  - zh: 签到数据中该计划为现场或结合方式的，说明方式已变更，不列
    en: Where the sign-ins of the plan say on site or mixed the mode was changed since, and it is not listed
    case: the sign-in says on site
  - zh: 已取消的计划不列；证书行报送为其他类型审核的不列
    en: Cancelled plans are left out, and so are audits that the certificate row reports as another kind
    case:
      - cancelled
      - the certificate row reports surveillance
  - zh: 不可抗力等经批准的远程审核，需查档案
    en: Force majeure and the like - check the file
    by_hand: true
message:
  zh: 计划 {plan_no}（{org_name}，{schemes} 再认证审核，{occurred_on} 开始）的审核方式为远程（{mode}），按当时有效的规则应在受审核方现场进行
  en: Plan {plan_no} ({schemes} recertification of {org_name}, from {occurred_on}) is remote ({mode}); the rule in force then asks for it on the client's site
---*/
WITH law AS (
  -- A scheme or day that is not known may be one of those that the rule is for.
  SELECT scheme, first_day, CASE
    WHEN scheme IS NOT NULL AND first_day IS NOT NULL THEN coalesce(in_force('recertification_on_site', scheme, first_day) = 'required', false)
    WHEN scheme IN (SELECT r.scheme FROM ref_regulation AS r WHERE r.parameter = 'recertification_on_site') IS FALSE THEN false
    WHEN first_day < (SELECT min(r.valid_from) FROM ref_regulation AS r WHERE r.parameter = 'recertification_on_site') THEN false END AS required
  FROM (SELECT DISTINCT scheme, CAST(plan_start AS DATE) AS first_day FROM current_plan
    UNION SELECT a.scheme, CAST(p.plan_start AS DATE) FROM plan_match AS m
      JOIN reported_audit AS a ON a._source = m.audit_source AND a._row = m.audit_row
      JOIN current_plan AS p ON p._source = m.plan_source AND p._row = m.plan_row
      WHERE p.scheme IS NULL)
), remote AS (
  SELECT p.*, CAST(plan_start AS DATE) AS first_day, coalesce(CAST(plan_end AS DATE), CAST(plan_start AS DATE)) AS last_day
  FROM current_plan AS p
  WHERE NOT cancelled AND coalesce(mode = 'remote', true) AND coalesce(activity = 'recertification', true)
), matched AS (
  SELECT m.plan_source, m.plan_row, max(a.scheme) AS scheme, bool_or(a.activity = 'recertification') AS recertified,
    list({'dataset': 'certificate', 'source': a._source, 'row': a._row} ORDER BY a._source, a._row) AS rows
  FROM plan_match AS m JOIN reported_audit AS a ON a._source = m.audit_source AND a._row = m.audit_row
  WHERE m.state <> 'ambiguous' AND (m.plan_source, m.plan_row) IN (SELECT (_source, _row) FROM remote)
  GROUP BY m.plan_source, m.plan_row
), signed AS (
  SELECT plan_no, bool_or(mode_of_audit(audit_mode) = 'remote') AS remote, bool_or(mode_of_audit(audit_mode) <> 'remote') AS present
  FROM sign_in
  WHERE plan_no IN (SELECT plan_no FROM remote)
  GROUP BY plan_no
), asked AS (
  SELECT remote.*, matched.rows AS audit_rows, coalesce(remote.scheme, matched.scheme) AS audited_scheme, law.required,
    CASE WHEN signed.present THEN false WHEN mode = 'remote' OR signed.remote THEN true END AS is_remote,
    CASE WHEN activity IS NULL THEN recertified ELSE coalesce(recertified, true) END AS is_recertification
  FROM remote
  LEFT JOIN matched ON matched.plan_source = remote._source AND matched.plan_row = remote._row
  LEFT JOIN signed ON signed.plan_no = remote.plan_no
  LEFT JOIN law ON law.scheme IS NOT DISTINCT FROM coalesce(remote.scheme, matched.scheme) AND law.first_day IS NOT DISTINCT FROM remote.first_day
), candidate AS (
  SELECT *, is_remote AND is_recertification AND required AS suspect FROM asked WHERE coalesce(is_remote AND is_recertification AND required, true)
), on_site AS (
  SELECT c._source, c._row
  FROM candidate AS c JOIN (SELECT plan_no, organisation, cb_approval_no, scheme, activity, mode, cancelled, plan_start, plan_end, _source, _row FROM current_plan) AS other ON other.organisation = c.organisation
  LEFT JOIN (SELECT plan_no, bool_or(mode_of_audit(audit_mode) <> 'remote') AS present FROM sign_in GROUP BY plan_no) AS s ON s.plan_no = other.plan_no
  WHERE NOT other.cancelled AND (other.mode <> 'remote' OR coalesce(s.present, false)) AND (other._source, other._row) <> (c._source, c._row)
    AND coalesce(other.activity = 'recertification', true)
    AND coalesce(other.cb_approval_no = c.cb_approval_no, true) AND coalesce(other.scheme = c.audited_scheme, true)
    AND CAST(other.plan_start AS DATE) <= c.last_day + $same_audit_days AND coalesce(other.plan_end, other.plan_start) >= c.first_day - $same_audit_days
), held AS (
  -- The plans of one audit are one lead.
  SELECT *, coalesce(organisation, concat('row ', _source, ':', _row)) AS auditee,
    coalesce(first_day - max(last_day) OVER earlier > $same_audit_days, false) AS anew
  FROM candidate
  WHERE (_source, _row) NOT IN (SELECT (_source, _row) FROM on_site)
  WINDOW earlier AS (PARTITION BY cb_approval_no, coalesce(organisation, concat('row ', _source, ':', _row)) ORDER BY first_day, last_day, _source, _row
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), numbered AS (
  SELECT *, count(*) FILTER (anew) OVER (PARTITION BY cb_approval_no, auditee ORDER BY first_day, last_day, _source, _row ROWS UNBOUNDED PRECEDING) AS nth FROM held
), found AS (
  SELECT *, bool_or(suspect) OVER audit AS is_lead FROM numbered
  WINDOW audit AS (PARTITION BY cb_approval_no, auditee, nth)
  QUALIFY NOT coalesce(bool_or(suspect) OVER audit, false) OR suspect
)
SELECT
  CASE WHEN is_lead THEN 'lead' ELSE 'undetermined' END AS verdict,
  CASE WHEN is_lead IS NULL THEN concat_ws(', ',
    CASE WHEN bool_or(is_remote IS NULL) THEN 'audit_plan.audit_mode' END,
    CASE WHEN bool_or(is_recertification IS NULL) THEN 'audit_plan.activity_code' END,
    CASE WHEN bool_or(required IS NULL AND audited_scheme IS NULL) THEN 'audit_plan.scheme_code' END,
    CASE WHEN bool_or(required IS NULL AND first_day IS NULL) THEN 'audit_plan.plan_start' END) END AS missing,
  cb_approval_no, auditee, max(org_uscc) AS org_uscc, max(org_name) AS org_name,
  string_agg(DISTINCT plan_no, '; ' ORDER BY plan_no) AS plan_no, min(first_day) AS occurred_on,
  string_agg(DISTINCT audited_scheme, '+' ORDER BY audited_scheme) AS schemes, coalesce(max(audit_mode), 'FS02') AS mode,
  CASE WHEN is_lead THEN coalesce(max(audit_mode), 'FS02') END AS measured,
  CASE WHEN is_lead THEN 'FS01' END AS expected,
  (list(row_ref ORDER BY first_day, _source, _row) || coalesce(flatten(list(audit_rows ORDER BY first_day, _source, _row) FILTER (audit_rows IS NOT NULL)), []))[1:20] AS evidence
FROM found
GROUP BY cb_approval_no, auditee, nth, is_lead
