/*---
code: L08
id: applicant_blacklisted
version: 1
title: { zh: 申请时主体失信或停产, en: Applicant listed as dishonest or ordered to stop }
severity: 高
evidence: E1
subject: certificate
keys: [cb_approval_no, cert_no, applied_by]
needs:
  - certificate.cert_no
  - certificate.org_uscc | certificate.org_name
  - certificate.scheme_code | certificate.basis
  - certificate.activity_code
  - certificate.audit_start | certificate.audit_end
  - organisation.dishonest_from | organisation.stopped_from | quality_sampling.notified_on
params:
  application_days:
    type: integer
    default: 30
    min: 0
    max: 366
    title: { zh: 申请最早可能在已知的第一步之前多少天, en: Days by which the application may precede the first step known }
basis:
  - zh: CNCA-QMS-01:2025 5.1.2(6)—(9)：列入《严重违法失信名单》、被责令停产停业、一年内国家监督抽查不合格且未完成整改的组织，不得受理（2026-01-01 起的质量管理体系）
    en: CNCA-QMS-01:2025, 5.1.2(6)-(9) - no application is accepted from an organisation on the list 《严重违法失信名单》, under an order to stop production, or with a national sampling failure within a year that is not put right (QMS, from 2026-01-01)
    source: { zh: 认证机构通知转述, en: Notice of a certification body quoting the clause }
    status: verified
logic:
  zh: 初次认证申请时（已知的第一步，即审核计划上报或审核开始，及其之前的若干天内），组织一直在《严重违法失信名单》上、处于责令停产停业期间，或者有一年内的国家监督抽查不合格而未完成整改。
  en: When it applied for initial certification (all through the days before the first step known, the report of the plan or the beginning of the audit) the organisation was on the list 《严重违法失信名单》, under an order to stop production, or had failed national sampling within a year and not put it right.
false_positives:
  - zh: 已移出名单、已恢复生产、已完成整改的，以其日期为准
    en: Taken off the list, allowed to produce again, put right - the day of that counts
    case:
      - 'taken off the list before the first step'
      - 'allowed to produce again before the first step'
      - 'put right before the first step'
  - zh: 经营异常名录是另一种名单，不影响申请
    en: The list of abnormal operations is another list and no obstacle
    case: 'on the list of abnormal operations'
  - zh: 申请日期不上报；名单、停产或通报开始于第一步之前不久的，可能晚于申请，不列（天数可调）
    en: The day of application is not reported; what began shortly before the first step may be later than the application - not listed (days adjustable)
    case: 'listed less than thirty days before the first step'
  - zh: 只看国家级监督抽查；没有级别一列的抽查结果视为国家级
    en: Only national sampling counts; results without a column for the level are taken as national
    case: 'failed in local sampling'
message:
  zh: 证书 {cert_no}（{scheme}）的组织申请初次认证时（不晚于 {applied_by}）{reasons_zh}
  en: Certificate {cert_no} ({scheme}) - when it applied for initial certification (by {applied_by}) the organisation {reasons_en}
---*/
WITH known AS (
  SELECT organisation, kind, since, until, max(field) AS field, any_value(row_ref ORDER BY row_ref) AS row_ref, product FROM (
    SELECT unnest([organisation_key(uscc, org_name), name_key(org_name)]) AS organisation, 'listed' AS kind, dishonest_from AS since, dishonest_to AS until,
      CASE WHEN dishonest_from IS NULL THEN 'organisation.dishonest_from' END AS field, NULL AS product, ref('organisation', _source, _row) AS row_ref
    FROM organisation WHERE dishonest_from IS NOT NULL OR dishonest_to IS NOT NULL
    UNION ALL
    SELECT unnest([organisation_key(uscc, org_name), name_key(org_name)]), 'stopped', stopped_from, stopped_to,
      CASE WHEN stopped_from IS NULL THEN 'organisation.stopped_from' END, NULL, ref('organisation', _source, _row)
    FROM organisation WHERE stopped_from IS NOT NULL OR stopped_to IS NOT NULL
    UNION ALL
    SELECT organisation, 'failed', notified_on, rectified_on,
      concat_ws(', ', undecided, CASE WHEN notified_on IS NULL THEN 'quality_sampling.notified_on' END, CASE WHEN NOT tells_rectified THEN 'quality_sampling.rectified_on' END), product, row_ref
    FROM sampling_failure)
  WHERE organisation IS NOT NULL
  GROUP BY organisation, kind, since, until, product
), applied AS (
  SELECT a.cb_approval_no, a.cert_no, a.organisation, a.org_uscc, a.org_name, a.scheme, a.activity, a.visit, a.first_day, a.issue_date, a._source, a._row, a.row_ref
  FROM reported_audit AS a
  WHERE (a.activity = 'initial' OR (a.activity IS NULL AND coalesce(a.audited_on <= a.issue_date, true))) AND coalesce(a.scheme <> 'other', true)
    AND a.organisation IN (SELECT organisation FROM known)
), stepped AS (
  SELECT applied.*, least(min(first_day) OVER (PARTITION BY visit), min(planned_on) OVER (PARTITION BY visit)) AS applied_by
  FROM applied LEFT JOIN (
    SELECT m.audit_source, m.audit_row, min(CAST(p.reported_at AS DATE)) AS planned_on
    FROM plan_match AS m JOIN current_plan AS p ON p._source = m.plan_source AND p._row = m.plan_row
    WHERE m.state <> 'ambiguous' GROUP BY ALL) AS plan ON plan.audit_source = applied._source AND plan.audit_row = applied._row
), law AS (
  -- Of an unknown scheme the strictest is asked; the rule is that of the audit's day.
  SELECT scheme, first_day, issue_date, in_force('sampling_failure_months', coalesce(scheme, 'QMS'), coalesce(first_day, issue_date)) AS months
  FROM (SELECT DISTINCT scheme, first_day, issue_date FROM stepped)
  WHERE in_force('applicant_in_good_standing', coalesce(scheme, 'QMS'), coalesce(first_day, issue_date)) = 'required'
), judged AS (
  SELECT s.*, kind, since, until, product, known.row_ref AS known_ref, nullif(known.field, '') AS field, CASE
      -- Over before the first step, not begun well before it, or a failure of more than a year ago.
      WHEN until <= coalesce(applied_by, s.issue_date) OR since > coalesce(applied_by, s.issue_date) - $application_days THEN false
      WHEN kind = 'failed' AND months_after(since, law.months) <= applied_by - $application_days THEN false
      WHEN applied_by IS NOT NULL AND s.scheme IS NOT NULL AND activity IS NOT NULL AND nullif(known.field, '') IS NULL AND since IS NOT NULL THEN true END AS suspect
  FROM stepped AS s
  JOIN law ON law.scheme IS NOT DISTINCT FROM s.scheme AND law.first_day IS NOT DISTINCT FROM s.first_day AND law.issue_date IS NOT DISTINCT FROM s.issue_date
  JOIN known ON known.organisation = s.organisation
), found AS (
  SELECT *, concat_ws(', ', CASE WHEN scheme IS NULL THEN 'certificate.scheme_code' END, CASE WHEN activity IS NULL THEN 'certificate.activity_code' END,
      CASE WHEN applied_by IS NULL THEN 'certificate.audit_start' END, field) AS lacking,
    CASE kind WHEN 'listed' THEN '自 ' || since || ' 起在《严重违法失信名单》上' || coalesce('（' || until || ' 移出）', '')
      WHEN 'stopped' THEN '自 ' || since || ' 起被责令停产停业' || coalesce('（' || until || ' 恢复）', '')
      ELSE '于 ' || since || ' 被通报国家监督抽查不合格' || coalesce('（' || product || '）', '') || coalesce('，' || until || ' 才完成整改', '，未见完成整改') END AS reason_zh,
    CASE kind WHEN 'listed' THEN 'had been on the list 《严重违法失信名单》 since ' || since || coalesce(' (until ' || until || ')', '')
      WHEN 'stopped' THEN 'had been ordered to stop production since ' || since || coalesce(' (until ' || until || ')', '')
      ELSE 'had failed national sampling (' || since || coalesce(', “' || product || '”', '') || ')' || coalesce(' and put it right only on ' || until, ' and is not seen to have put it right') END AS reason_en
  FROM judged
  WHERE suspect OR (suspect IS NULL AND visit NOT IN (SELECT visit FROM judged WHERE suspect))
)
SELECT CASE WHEN bool_or(suspect) THEN 'lead' ELSE 'undetermined' END AS verdict,
  CASE WHEN verdict = 'undetermined' THEN max(lacking) END AS missing,
  f.cb_approval_no, max(c.cb_name) AS cb_name, max(f.org_uscc) AS org_uscc, max(f.org_name) AS org_name, string_agg(DISTINCT f.cert_no, '; ' ORDER BY f.cert_no) AS cert_no,
  min(applied_by) AS applied_by, coalesce(min(applied_by), min(f.issue_date)) AS occurred_on, coalesce(max(f.scheme), max(c.scheme_code)) AS scheme,
  string_agg(DISTINCT reason_zh, '；' ORDER BY reason_zh) AS reasons_zh, string_agg(DISTINCT reason_en, '; and it ' ORDER BY reason_en) AS reasons_en,
  CASE WHEN verdict = 'lead' THEN string_agg(DISTINCT CAST(since AS VARCHAR), '; ' ORDER BY CAST(since AS VARCHAR)) END AS measured,
  CASE WHEN verdict = 'lead' THEN '> ' || min(applied_by) END AS expected,
  list(DISTINCT f.row_ref ORDER BY f.row_ref)[1:10] || list(DISTINCT known_ref ORDER BY known_ref)[1:10] AS evidence
FROM found AS f JOIN certificate AS c ON c._source = f._source AND c._row = f._row
GROUP BY f.cb_approval_no, f.visit
