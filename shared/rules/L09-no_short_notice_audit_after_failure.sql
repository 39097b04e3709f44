/*---
code: L09
id: no_short_notice_audit_after_failure
version: 1
title: { zh: 国抽不合格30日内未开展临时审核, en: No short-notice audit within 30 days of a national sampling failure }
severity: 中
evidence: E1
subject: certificate
keys: [cb_approval_no, cert_no, notified_on]
needs:
  - certificate.cert_no
  - certificate.org_uscc | certificate.org_name
  - certificate.scheme_code | certificate.basis
  - certificate.activity_code
  - certificate.audit_start | certificate.audit_end
  - certificate.issue_date
  - certificate.expiry_date
  - certificate.scope_text
  - certificate.pull_end
  - quality_sampling.notified_on
  - quality_sampling.product
params:
  report_lag_days:
    type: integer
    default: 30
    min: 0
    max: 366
    title: { zh: 期满后等待审核报送的天数, en: Days that the report of an audit may take }
basis:
  - zh: CNCA-QMS-01:2025 5.9.3：获证范围内产品国家监督抽查不合格的，自通报之日起 30 日内开展临时审核（2026-01-01 起）
    en: CNCA-QMS-01:2025, 5.9.3 - when a product within the certified scope fails national sampling, a short-notice audit follows within 30 days of the notice (from 2026-01-01)
    source: { zh: 认证机构致客户函转述, en: Letter of a certification body quoting the clause }
    status: verified
logic:
  zh: 有效的质量管理体系证书范围内的产品被通报国家监督抽查不合格，自通报之日起规定天数内没有开始审核（特殊审核、监督或再认证），证书也未暂停、撤销或注销。
  en: A product within the scope of a valid QMS certificate was notified as failing national sampling, and within the days then asked for no audit began (special, surveillance or recertification), nor was the certificate suspended or withdrawn.
false_positives:
  - zh: 只看认证范围内的产品：产品名称（或其末三字）在证书覆盖范围中出现才列
    en: Only products within the certified scope - listed only where the scope names the product (or the last three characters of its name)
    case: 'a product outside of the scope'
  - zh: 通报在规定施行之前的不作判断；其他体系尚无此项规定
    en: Notified before the rule was in force - not judged; other schemes have no such rule yet
    case:
      - 'notified before the rule was in force'
      - 'another scheme'
  - zh: 期限内的监督、再认证审核，以及已上报未取消的审核计划，都算已开展
    en: A surveillance or recertification audit within the days, and a plan reported and not cancelled, count as well
    case:
      - 'a surveillance audit within the days'
      - 'a plan within the days'
  - zh: 期限内已暂停、撤销、注销或到期的，不列
    en: Suspended, withdrawn or expired within the days - not listed
    case:
      - 'suspended within the days'
      - 'withdrawn within the days'
  - zh: 审核报送需要时间，报表未覆盖的月份无法判定
    en: The report of an audit takes time, and months that no report covers cannot be judged
    case:
      - 'the report may still be on its way'
      - 'the months are not in the data'
message:
  zh: 证书 {cert_no}（{scheme}）范围内的产品“{product}”于 {notified_on} 被通报国家监督抽查不合格，应于 {due_on} 前开展临时审核，{outcome_zh}
  en: Certificate {cert_no} ({scheme}) - “{product}”, within its scope, was notified on {notified_on} as failing national sampling; a short-notice audit was due by {due_on}, {outcome_en}
---*/
WITH held AS (
  SELECT l.cb_approval_no, l.certificate, l.cycle, l.cert_no, l.organisation, l.scheme, l.state, l.state_since, l.ended_by, l.granted_on, l.succeeded_on,
    least(l.expiry_date, l.next_cycle_on, l.succeeded_on) AS over_on, l.expiry_date, l._source, l._row, l.row_ref
  FROM certificate_life AS l
  WHERE coalesce(l.scheme <> 'other', true) AND l.organisation IN (SELECT organisation FROM sampling_failure)
), failed AS (
  SELECT h.*, f.product, f.notified_on, f.undecided, f.row_ref AS failure_ref, letters_of(c.scope_text) AS scope, letters_of(regexp_replace(f.product, '[（(\[].*$', '')) AS item
  FROM held AS h JOIN sampling_failure AS f ON f.organisation = h.organisation
  JOIN certificate AS c ON c._source = h._source AND c._row = h._row
  -- Of a failure without a day nothing can be said but that; otherwise the certificate was alive when it was notified.
  WHERE f.notified_on IS NULL OR (h.granted_on <= f.notified_on AND coalesce(f.notified_on < h.over_on, true))
), law AS (
  SELECT scheme, notified_on, CAST(in_force('short_notice_audit_days', coalesce(scheme, 'QMS'), notified_on) AS INTEGER) AS days
  FROM (SELECT DISTINCT scheme, notified_on FROM failed)
), due AS (
  SELECT failed.*, law.days, failed.notified_on + law.days AS due_on,
    contains(scope, item) OR (length(item) >= 3 AND contains(scope, right(item, 3))) AS in_scope
  FROM failed JOIN law ON law.scheme IS NOT DISTINCT FROM failed.scheme AND law.notified_on IS NOT DISTINCT FROM failed.notified_on
  WHERE (law.days IS NOT NULL OR failed.notified_on IS NULL) AND coalesce(contains(scope, item) OR (length(item) >= 3 AND contains(scope, right(item, 3))), true)
), audited AS (
  -- Audits of any certificate that the body holds the organisation to: one visit serves them all.
  SELECT d.cb_approval_no, d.organisation, d.notified_on, min(a.first_day) FILTER (counts) AS audited_on, min(a.row_ref) FILTER (counts) AS audit_ref,
    coalesce(bool_or(a.activity IS NULL AND a.first_day <= d.due_on), false) AS undecided_kind
  FROM (SELECT DISTINCT cb_approval_no, organisation, notified_on, due_on FROM due) AS d
  JOIN (SELECT r.cb_approval_no, r.organisation, r.activity, r.first_day, r.row_ref, coalesce(r.activity <> 'other', false) OR is_special_audit(c.activity_code) AS counts
    FROM reported_audit AS r JOIN certificate AS c ON c._source = r._source AND c._row = r._row
    WHERE r.organisation IN (SELECT organisation FROM due)
    UNION ALL
    SELECT p.cb_approval_no, p.organisation, p.activity, CAST(p.plan_start AS DATE), p.row_ref, true
    FROM current_plan AS p WHERE NOT cancelled AND p.organisation IN (SELECT organisation FROM due)) AS a
    ON a.organisation = d.organisation AND coalesce(a.cb_approval_no = d.cb_approval_no, true) AND a.first_day >= d.notified_on
  GROUP BY ALL
), suspended AS (
  SELECT d.certificate, d.notified_on, bool_or(s.suspended_from IS NULL AND s.seen_from > d.due_on) AS undated,
    bool_or(coalesce(s.suspended_from, s.seen_from) <= d.due_on) AS acted
  FROM (SELECT DISTINCT certificate, notified_on, due_on FROM due) AS d
  JOIN certificate_suspension AS s ON s.certificate = d.certificate AND coalesce(s.ended_by > d.notified_on, true)
  GROUP BY ALL
), known AS (
  SELECT d.*, a.audited_on, a.audit_ref, c.covered_to, least($as_of, coalesce(reach.last_covered, $as_of)) AS data_end, nullif(concat_ws(', ', undecided,
      CASE WHEN d.notified_on IS NULL THEN 'quality_sampling.notified_on' END,
      CASE WHEN d.scheme IS NULL THEN 'certificate.scheme_code' END,
      CASE WHEN d.expiry_date IS NULL THEN 'certificate.expiry_date' END,
      CASE WHEN d.in_scope IS NULL THEN CASE WHEN item IS NULL THEN 'quality_sampling.product' ELSE 'certificate.scope_text' END END,
      CASE WHEN a.undecided_kind THEN 'certificate.activity_code' END,
      CASE WHEN s.undated THEN 'certificate.suspend_start' END,
      CASE WHEN d.state IN ('撤销', '注销') AND d.state_since IS NULL AND d.ended_by > d.due_on THEN 'certificate.revoke_date' END), '') AS lacking,
    coalesce(s.acted, false) OR coalesce(d.over_on <= d.due_on, false) OR (d.state IN ('撤销', '注销') AND coalesce(d.state_since, d.ended_by) <= d.due_on) IS TRUE AS acted
  FROM due AS d
  LEFT JOIN audited AS a ON a.cb_approval_no IS NOT DISTINCT FROM d.cb_approval_no AND a.organisation = d.organisation AND a.notified_on = d.notified_on
  LEFT JOIN suspended AS s ON s.certificate = d.certificate AND s.notified_on = d.notified_on
  LEFT JOIN reporting_coverage AS c ON c.cb_approval_no = d.cb_approval_no AND d.notified_on BETWEEN c.covered_from AND c.covered_to
  LEFT JOIN (SELECT DISTINCT cb_approval_no, last_covered FROM reporting_coverage) AS reach ON reach.cb_approval_no = d.cb_approval_no
), judged AS (
  SELECT *, CASE
      WHEN audited_on <= due_on OR acted OR due_on >= $as_of THEN false
      WHEN audited_on IS NULL AND data_end < due_on + $report_lag_days THEN false
      WHEN lacking IS NOT NULL THEN NULL
      WHEN covered_to >= CASE WHEN audited_on IS NULL THEN due_on + $report_lag_days ELSE due_on END THEN true END AS suspect,
    CASE WHEN audited_on IS NULL THEN least($as_of, covered_to) END AS seen_until
  FROM known
), found AS (
  SELECT * FROM judged
  WHERE suspect OR (suspect IS NULL AND (cb_approval_no, organisation, notified_on) NOT IN (
    SELECT (cb_approval_no, organisation, notified_on) FROM judged WHERE suspect))
)
SELECT CASE WHEN bool_or(suspect) THEN 'lead' ELSE 'undetermined' END AS verdict,
  CASE WHEN verdict = 'undetermined' THEN coalesce(max(lacking), 'certificate.audit_start') END AS missing,
  f.cb_approval_no, max(c.cb_name) AS cb_name, max(c.org_uscc) AS org_uscc, max(c.org_name) AS org_name, string_agg(DISTINCT f.cert_no, '; ' ORDER BY f.cert_no) AS cert_no,
  coalesce(max(f.scheme), max(c.scheme_code)) AS scheme, f.notified_on, max(due_on) AS due_on, max(due_on) AS occurred_on, string_agg(DISTINCT f.product, '、' ORDER BY f.product) AS product,
  CASE WHEN max(audited_on) IS NOT NULL THEN '实际 ' || max(audited_on) || ' 才开始（晚 ' || (max(audited_on) - max(due_on)) || ' 天）' ELSE '截至 ' || max(seen_until) || ' 未见' END AS outcome_zh,
  CASE WHEN max(audited_on) IS NOT NULL THEN 'it began on ' || max(audited_on) || ' (' || (max(audited_on) - max(due_on)) || ' day(s) late)' ELSE 'none is seen up to ' || max(seen_until) END AS outcome_en,
  CASE WHEN verdict = 'lead' THEN coalesce(CAST(max(audited_on) AS VARCHAR), '—') END AS measured,
  CASE WHEN verdict = 'lead' THEN '≤ ' || max(due_on) END AS expected,
  list_filter(list(DISTINCT f.row_ref ORDER BY f.row_ref)[1:8] || list(DISTINCT failure_ref ORDER BY failure_ref)[1:8] || [max(audit_ref)], lambda r: r IS NOT NULL) AS evidence
FROM found AS f JOIN certificate AS c ON c._source = f._source AND c._row = f._row
GROUP BY f.cb_approval_no, f.organisation, f.notified_on
