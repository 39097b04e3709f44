/*---
code: D09
id: nc_open_at_decision
version: 1
title: { zh: 不符合未关闭即作决定, en: Decided with a nonconformity still open }
severity: 高
evidence: E1
subject: decision
keys: [cb_approval_no, cert_no, decision_date]
needs:
  - decision.cert_no
  - decision.decision_date
  - decision.nc_major
  - decision.nc_closed_on
params:
  severity:
    type: text
    default: major
    title: { zh: 看哪些不符合（major 只看严重，all 含一般）, en: Which nonconformities - “major” only or “all” }
  decisions:
    type: list
    default: [授予, 更新, 保持, 扩大, 恢复]
    title: { zh: 看哪些决定, en: Decisions to look at }
  tolerance_days:
    type: integer
    default: 0
    min: 0
    max: 60
    title: { zh: 容许天数, en: Days tolerated }
basis:
  - zh: ISO/IEC 17021-1:2015 9.5.2、9.5.3.2：作出决定前，严重不符合的纠正和纠正措施应已评审、接受并验证有效
    en: ISO/IEC 17021-1:2015, 9.5.2 and 9.5.3.2 - before a decision, correction and corrective action for major nonconformities have been reviewed, accepted and verified
    source: { zh: 凭记忆，未核对原文, en: 'From memory, not compared with the text' }
    status: recall
  - zh: 未验证纠正措施即发证是公开处罚中列出的理由
    en: Issuing without verified corrective action is a ground given in published penalties
    source: { zh: 2023 年处罚汇编（二手资料）, en: Compilation of penalties of 2023 (secondary) }
    status: unverified
logic:
  zh: 授予、更新、保持、扩大或恢复认证的决定作出时，严重不符合没有关闭日期，或关闭日期晚于决定日期。
  en: When the decision to grant, renew, maintain, extend or restore certification was taken, major nonconformities had no closing date, or one later than the decision.
false_positives:
  - zh: 一般不符合可以凭纠正计划接受，默认不看
    en: Minor nonconformities may be accepted on a plan and are left out by default
    case: minor ones only
  - zh: 关闭日期可能是归档时补录的，可用容许天数放宽
    en: The closing date may have been typed when the file was archived; the tolerance helps
    case: closed within the tolerance
  - zh: 暂停、撤销、缩小和不予认证的决定正是因为不符合没有解决，不列
    en: Decisions to suspend, withdraw, reduce or refuse are taken because something is unresolved and are not listed
    case: 'decisions to suspend, withdraw, reduce or refuse'
  - zh: 文件没有关闭日期一列的，列为无法判定
    en: A file without a column for the closing date leaves its records undetermined
    case: no column for the closing date
message:
  zh: 证书 {cert_no} 于 {decision_date} 作出{decision_zh}决定，{findings} 项{severity_zh}不符合{state_zh}
  en: Certificate {cert_no} - decision to {decision_en} taken on {decision_date}; {findings} {severity_en} {state_en}
---*/
WITH chosen AS (
  SELECT decision_kind(word) AS kind FROM (SELECT unnest(CAST($decisions AS VARCHAR[])) AS word)
), record AS (
  SELECT cb_approval_no, org_name, cert_no, certificate_key(cert_no, _source, _row) AS certificate, decision_kind(decision_type) AS kind, decision_date,
    CASE WHEN $severity = 'all' THEN nc_major + coalesce(nc_minor, 0) ELSE nc_major END AS findings,
    nc_closed_on, has_field(_source, 'nc_closed_on') AS has_closing, _source, _row, ref('decision', _source, _row) AS row_ref
  FROM decision
), audit AS (
  SELECT m._source, m._row, min(a.visit) AS visit, max(a.cb_approval_no) AS cb_approval_no, max(a.cb_name) AS cb_name, max(a.org_uscc) AS org_uscc,
    max(a.org_name) AS org_name, list(a.row_ref ORDER BY a._source, a._row) AS audit_refs
  FROM decision_match AS m JOIN reported_audit AS a ON a._source = m.certificate_source AND a._row = m.certificate_row
  GROUP BY ALL
), decided AS (
  -- Of several records of one decision, the one kinder to the body.
  SELECT coalesce(record.cb_approval_no, audit.cb_approval_no) AS cb_approval_no, certificate, decision_date, max(cb_name) AS cb_name,
    max(org_uscc) AS org_uscc, coalesce(max(record.org_name), max(audit.org_name)) AS org_name, max(cert_no) AS cert_no, max(kind) AS kind,
    min(visit) AS visit, max(findings) AS findings, min(nc_closed_on) AS closed_on, bool_or(has_closing) AS has_closing,
    list(row_ref ORDER BY record._source, record._row) AS row_refs, coalesce(flatten(list(audit_refs) FILTER (audit_refs IS NOT NULL)), []) AS audit_refs,
    min(record._source) AS source, min(record._row) AS row
  FROM record LEFT JOIN audit ON audit._source = record._source AND audit._row = record._row
  WHERE kind IS NULL OR kind IN (SELECT kind FROM chosen)
  GROUP BY ALL
), judged AS (
  SELECT *, CASE
      WHEN findings = 0 OR closed_on <= decision_date + $tolerance_days THEN false
      WHEN kind IS NULL OR coalesce(findings < 0, true) OR decision_date IS NULL THEN NULL
      WHEN closed_on IS NOT NULL OR has_closing THEN true END AS suspect
  FROM decided
)
SELECT
  CASE WHEN suspect THEN 'lead' ELSE 'undetermined' END AS verdict,
  CASE WHEN suspect IS NULL THEN concat_ws(', ',
    CASE WHEN bool_or(kind IS NULL) THEN 'decision.decision_type' END,
    CASE WHEN bool_or(decision_date IS NULL) THEN 'decision.decision_date' END,
    CASE WHEN bool_or(coalesce(findings < 0, true)) THEN 'decision.nc_major' END,
    CASE WHEN bool_or(closed_on IS NULL AND NOT has_closing) THEN 'decision.nc_closed_on' END) END AS missing,
  cb_approval_no, max(cb_name) AS cb_name, max(org_uscc) AS org_uscc, max(org_name) AS org_name,
  string_agg(DISTINCT cert_no, '; ' ORDER BY cert_no) AS cert_no, decision_date, decision_date AS occurred_on,
  max(findings) AS findings,
  CASE max(kind) WHEN 'grant' THEN '授予（更新）' WHEN 'maintain' THEN '保持' WHEN 'extend' THEN '扩大' WHEN 'restore' THEN '恢复' ELSE '其他' END AS decision_zh,
  CASE max(kind) WHEN 'grant' THEN 'grant or renew' WHEN 'maintain' THEN 'maintain' WHEN 'extend' THEN 'extend' WHEN 'restore' THEN 'restore' ELSE 'do otherwise' END AS decision_en,
  CASE WHEN $severity = 'all' THEN '' ELSE '严重' END AS severity_zh,
  CASE WHEN $severity = 'all' THEN 'nonconformity(ies)' ELSE 'major nonconformity(ies)' END AS severity_en,
  CASE WHEN closed_on IS NULL THEN '没有关闭日期' ELSE '到 ' || closed_on || ' 才关闭（晚 ' || (closed_on - decision_date) || ' 天）' END AS state_zh,
  CASE WHEN closed_on IS NULL THEN 'without a closing date' ELSE 'closed on ' || closed_on || ' only, ' || (closed_on - decision_date) || ' day(s) later' END AS state_en,
  CASE WHEN suspect THEN coalesce(CAST(closed_on AS VARCHAR), '—') END AS measured,
  CASE WHEN suspect THEN '≤ ' || (decision_date + $tolerance_days) END AS expected,
  (flatten(list(row_refs ORDER BY source, row)) || flatten(list(audit_refs ORDER BY source, row)))[1:20] AS evidence
FROM judged
WHERE coalesce(suspect, true)
-- One combined audit, decided and closed on the same days, is one lead.
GROUP BY cb_approval_no, coalesce('visit ' || visit, certificate), decision_date, closed_on, suspect
