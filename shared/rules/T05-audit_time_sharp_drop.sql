/*---
code: T05
id: audit_time_sharp_drop
version: 2
title: { zh: 同一组织审核时间骤降, en: Sharp drop in audit time }
severity: 高
evidence: E3
subject: certificate
keys: [cb_approval_no, cert_no, audit_end]
needs:
  - certificate.cert_no
  - certificate.org_uscc | certificate.org_name
  - certificate.scheme_code | certificate.basis
  - certificate.activity_code
  - certificate.staff_system
  - certificate.mandays
  - certificate.combined_type
  - certificate.audit_end | certificate.audit_start
params:
  p_drop:
    type: decimal
    default: 0.5
    min: 0.05
    max: 1
    title: { zh: 人日降幅达到, en: Drop in man-days of at least }
  p_staff:
    type: decimal
    default: 0.2
    min: 0
    max: 1
    title: { zh: 覆盖人数变化小于, en: Change in headcount of less than }
basis:
  - zh: 经验阈值；依据《认证认可条例》第二十一条（不得减少规定的程序）提示查档案
    en: Heuristic threshold, pointing to art. 21 of the Regulation on Certification and Accreditation (no step may be cut) - check the file
    source: { zh: 2023-07-20 修订文本（公开文本的副本）, en: Text as revised on 2023-07-20 (copy of the public text) }
    status: heuristic
logic:
  zh: 同一机构对同一组织、同一体系、同一类型的相邻两次审核，人日大幅下降而覆盖人数基本不变。
  en: Between two consecutive audits of the same type, of one organisation and scheme by one body, the man-days fell sharply while the headcount hardly changed.
false_positives:
  - zh: 单独审核与结合审核之间的切换（人日由合计改报份额会正好减少一半或三分之二），两次结合类型不同的不列
    en: A switch between single and combined audits (total to own share is exactly one half or two thirds less) - not listed where the combined-audit type differs
    case:
      - 'single before, combined now'
      - 'combined of two before, of three now'
  - zh: 上次各体系报的是同一个整次合计、这次改报各自份额的，按整次比较
    en: Where every scheme carried the total of the visit last time and its own share this time, the visits are compared as wholes
    case: 'the total on every scheme last time, own shares this time'
  - zh: 认证范围缩小（业务范围代码减少）的不列；任一次没有范围代码的无法比较
    en: Not listed where the scope shrank (fewer scope codes); where either audit gives no codes this cannot be compared
    case: the scope shrank
  - zh: 换了认证机构的不比较
    en: Audits by different bodies are not compared
    case: another body
message:
  zh: 证书 {cert_no}（{activity_zh}）审核人日由 {previous} 降至 {measured}（{previous_on} → {occurred_on}，降 {percent}%），覆盖人数 {previous_staff} → {staff}
  en: Certificate {cert_no}, {activity_en} - man-days fell from {previous} to {measured} ({previous_on} → {occurred_on}, {percent} % less) with headcount {previous_staff} → {staff}
---*/
WITH audit AS NOT MATERIALIZED (
  -- Read several times, each time only what is needed of it.
  SELECT visit, cb_approval_no, cb_name, org_uscc, org_name, cert_no, activity, audited_on, mandays, staff_system, combined, scope_codes, _source, _row,
    coalesce(organisation, 'certificate ' || cert_no) AS auditee,
    CASE WHEN scheme IN ('MS', 'other') THEN code_key(scheme_written) ELSE scheme END AS audited_scheme
  FROM reported_audit
  WHERE coalesce(activity <> 'other', true)
), wavering AS (
  -- Only auditees whose figures differ that much at all, or are not all known, need a closer look.
  -- (Numbers group faster than texts. Should two series share one, both are looked at.)
  SELECT number
  FROM (SELECT hash(auditee) AS number, hash(cb_approval_no, audited_scheme, activity) AS series, audited_on, mandays, staff_system, combined
    FROM audit WHERE audited_scheme IS NOT NULL AND activity IS NOT NULL AND audited_on IS NOT NULL AND auditee IS NOT NULL)
  GROUP BY number, series
  HAVING min(audited_on) < max(audited_on)
    AND (min(mandays) <= round(max(mandays) * (1 - $p_drop), 6) OR bool_or(mandays IS NULL OR staff_system IS NULL OR combined IS NULL))
), placed AS (
  -- Several certificates of one scheme may come from one audit; they are one step of the series.
  SELECT cb_approval_no, auditee, audited_scheme, activity, audited_on, max(mandays) AS mandays, max(staff_system) AS staff,
    max(combined) AS combined, string_agg(scope_codes, ';') AS scope_codes, max(visit) AS visit
  FROM audit
  WHERE audited_scheme IS NOT NULL AND activity IS NOT NULL AND audited_on IS NOT NULL AND hash(auditee) IN (SELECT number FROM wavering)
  GROUP BY cb_approval_no, auditee, audited_scheme, activity, audited_on
), compared AS (
  SELECT *,
    lag(audited_on) OVER series AS previous_on, lag(mandays) OVER series AS previous, lag(staff) OVER series AS previous_staff,
    lag(combined) OVER series AS previous_combined, lag(scope_codes) OVER series AS previous_scope_codes, lag(visit) OVER series AS previous_visit
  FROM placed
  WINDOW series AS (PARTITION BY cb_approval_no, auditee, audited_scheme, activity ORDER BY audited_on)
), dropped AS (
  SELECT *,
    previous > 0 AND mandays <= round(previous * (1 - $p_drop), 6)
      AND abs(staff - previous_staff) < $p_staff * previous_staff
      AND combined = previous_combined AS suspect,
    list_transform(string_split_regex(scope_codes, '[;；,，、\s]+'), lambda code: left(code, 8)) AS scopes,
    list_transform(string_split_regex(previous_scope_codes, '[;；,，、\s]+'), lambda code: left(code, 8)) AS previous_scopes
  FROM compared
  WHERE previous_on IS NOT NULL AND coalesce(suspect, true)
), visited AS (
  -- The same figure on every scheme of one combined audit may be the total of the visit.
  SELECT visit, sum(mandays) AS together, CASE WHEN count(*) > 1 AND min(mandays) = max(mandays) THEN max(mandays) END AS total
  FROM placed
  WHERE visit IN (SELECT visit FROM dropped UNION ALL SELECT previous_visit FROM dropped)
  GROUP BY visit
), judged AS (
  SELECT dropped.*
  FROM dropped
  LEFT JOIN visited AS this ON this.visit = dropped.visit
  LEFT JOIN visited AS before ON before.visit = dropped.previous_visit
  WHERE NOT coalesce(this.total IS NULL AND this.together > before.total * (1 - $p_drop), false)
    AND NOT coalesce(NOT list_has_all(scopes, previous_scopes), false)
)
SELECT
  CASE WHEN suspect THEN 'lead' ELSE 'undetermined' END AS verdict,
  nullif(concat_ws(', ',
    CASE WHEN j.combined IS NULL OR previous_combined IS NULL THEN 'certificate.combined_type' END,
    CASE WHEN j.mandays IS NULL OR previous IS NULL THEN 'certificate.mandays' END,
    CASE WHEN staff IS NULL OR previous_staff IS NULL THEN 'certificate.staff_system' END), '') AS missing,
  j.cb_approval_no, j.auditee, j.audited_scheme, max(a.cb_name) AS cb_name, max(a.org_uscc) FILTER (a.audited_on = j.audited_on) AS org_uscc,
  max(a.org_name) FILTER (a.audited_on = j.audited_on) AS org_name, string_agg(DISTINCT a.cert_no, '; ' ORDER BY a.cert_no) FILTER (a.audited_on = j.audited_on) AS cert_no,
  j.audited_on AS audit_end, j.audited_on AS occurred_on,
  CASE WHEN suspect THEN amount(j.mandays) END AS measured,
  CASE WHEN suspect THEN '> ' || amount(previous * (1 - $p_drop)) END AS expected,
  activity_zh(j.activity) AS activity_zh, activity_en(j.activity) AS activity_en, amount(previous) AS previous, previous_on,
  amount(round(100 * (1 - j.mandays / previous))) AS percent, previous_staff, staff,
  list(ref('certificate', a._source, a._row) ORDER BY a.audited_on DESC, a._source, a._row) AS evidence
FROM judged AS j
JOIN audit AS a ON a.cb_approval_no IS NOT DISTINCT FROM j.cb_approval_no AND a.auditee = j.auditee AND a.audited_scheme = j.audited_scheme
  AND a.activity = j.activity AND a.audited_on IN (j.audited_on, j.previous_on)
GROUP BY ALL
UNION ALL BY NAME
SELECT 'undetermined' AS verdict,
  concat_ws(', ',
    CASE WHEN audited_scheme IS NULL THEN 'certificate.scheme_code' END,
    CASE WHEN activity IS NULL THEN 'certificate.activity_code' END,
    CASE WHEN audited_on IS NULL THEN 'certificate.audit_end' END) AS missing,
  cb_approval_no, cb_name, org_uscc, org_name, cert_no, audited_on AS audit_end, audited_on AS occurred_on,
  [ref('certificate', a._source, a._row)] AS evidence
FROM audit AS a
WHERE (audited_scheme IS NULL OR activity IS NULL OR audited_on IS NULL)
  AND EXISTS (SELECT 1 FROM audit AS other WHERE other.auditee = a.auditee AND other.cb_approval_no IS NOT DISTINCT FROM a.cb_approval_no
    AND (other._source, other._row) <> (a._source, a._row))
