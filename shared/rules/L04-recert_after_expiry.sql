/*---
code: L04
id: recert_after_expiry
version: 1
title: { zh: 再认证审核晚于证书到期, en: Recertification audit after expiry }
severity: 高
evidence: E1
subject: certificate
keys: [cb_approval_no, cert_no, audit_end]
needs:
  - certificate.cert_no
  - certificate.scheme_code | certificate.basis
  - certificate.activity_code
  - certificate.audit_end | certificate.audit_start
  - certificate.issue_date
  - certificate.expiry_date
params:
  tolerance_days:
    type: integer
    default: 0
    min: 0
    max: 366
    title: { zh: 容许天数, en: Days tolerated }
basis:
  - zh: CNCA-QMS-01:2025 5.8.2：再认证审核应在证书到期前完成，否则按初次认证实施（2026-01-01 起的质量管理体系）
    en: CNCA-QMS-01:2025, 5.8.2 - the recertification audit is completed before the certificate expires, otherwise it counts as initial certification (QMS, from 2026-01-01)
    source: { zh: 认证机构致客户函转述, en: Letter of a certification body quoting the clause }
    status: verified
logic:
  zh: 按再认证报送的审核，最后一天晚于原证书截止日期；只判断审核当日规定须在到期前完成再认证的体系。
  en: An audit reported as recertification ended after the previous certificate had expired; judged only where the rule in force on that day asks for recertification before the expiry.
false_positives:
  - zh: 2026 年以前，证书到期后六个月内可以恢复认证，当时的审核不作判断；其他体系尚无此项规定的同样不判断
    en: Before 2026 a certificate could be restored within six months of its expiry - audits of that time are not judged, nor are schemes that have no such rule yet
    case:
      - 'audited on the last day of the earlier rule'
      - 'another scheme'
  - zh: 按初次认证报送的，正是规定的处理方式，不列
    en: Reported as initial certification, as the rule asks - not listed
    case: coded as initial certification
  - zh: 审核截至日期可能包含之后的跟踪访问；审核组数据中有该次审核的，以其中最后一天为准
    en: The reported end may include a later follow-up visit; where the team sheet has the audit, its last day counts
    case: the reported end includes a follow-up visit
  - zh: 原证书按原证书号、同号的上一周期、或同一机构同一组织同一体系更早的证书查找，有几张的按到期最晚的一张；都没有的，列为无法判定
    en: The previous certificate is found by its number, as the earlier cycle of the number kept, or as an earlier certificate of the same body, organisation and scheme - of several the one that expired last; if none is in the data, undetermined
    case:
      - 'of several earlier certificates the last to expire counts'
      - 'the previous certificate is not in the data'
message:
  zh: 证书 {cert_no}（{scheme}）再认证审核 {last_day} 结束，晚于原证书到期日 {previous_expiry}（晚 {days} 天），仍按再认证报送
  en: Certificate {cert_no} ({scheme}) - the recertification audit ended on {last_day}, {days} day(s) after the previous certificate had expired on {previous_expiry}, and is reported as recertification all the same
---*/
WITH renewal AS (
  SELECT cb_approval_no, certificate, scheme, activity, audit_end, audited_on, issue_date, _source, _row
  FROM reported_audit
  WHERE (activity = 'recertification' OR (activity IS NULL AND coalesce(audited_on <= issue_date, true))) AND coalesce(scheme <> 'other', true)
), law AS (
  -- Of an unknown scheme the strictest is asked.
  SELECT scheme, audited_on FROM (SELECT DISTINCT scheme, audited_on FROM renewal)
  WHERE in_force('recertification_before_expiry', coalesce(scheme, 'QMS'), audited_on) = 'required'
), asked AS (
  SELECT r.*, l.previous, l.previous_expiry, l.organisation, l.series, l.granted_on, l.cert_no
  FROM renewal AS r
  JOIN law ON law.scheme IS NOT DISTINCT FROM r.scheme AND law.audited_on = r.audited_on
  JOIN (SELECT certificate, cb_approval_no, previous, previous_expiry, organisation, series, granted_on, next_cycle_on, cert_no FROM certificate_life) AS l ON l.certificate = r.certificate AND coalesce(l.cb_approval_no = r.cb_approval_no, true)
    AND coalesce(r.issue_date >= l.granted_on AND coalesce(r.issue_date < l.next_cycle_on, true), l.next_cycle_on IS NULL)
), on_site AS (
  SELECT audit.source AS _source, audit.row AS _row, max(last_day) AS last_day, any_value(row_ref ORDER BY last_day DESC, _source, _row) AS team_ref
  FROM team_member
  WHERE audit IS NOT NULL AND certificate IN (FROM few((SELECT list({'certificate': certificate}) FROM asked)))
  GROUP BY ALL
), judged AS (
  SELECT asked.*, team_ref, coalesce(on_site.last_day, audited_on) AS last_day, CASE
      WHEN coalesce(on_site.last_day, audited_on) <= previous_expiry + $tolerance_days
        THEN CASE WHEN on_site.last_day IS NOT NULL OR audit_end IS NOT NULL THEN false END
      WHEN activity IS NULL AND previous_expiry IS NULL THEN false
      WHEN coalesce(on_site.last_day, audited_on) > previous_expiry + $tolerance_days AND asked.scheme IS NOT NULL AND activity IS NOT NULL THEN true END AS suspect
  FROM asked LEFT JOIN on_site ON on_site._source = asked._source AND on_site._row = asked._row
), found AS (
  SELECT *, concat_ws(', ',
      CASE WHEN scheme IS NULL THEN 'certificate.scheme_code' END,
      CASE WHEN activity IS NULL THEN 'certificate.activity_code' END,
      CASE WHEN previous_expiry IS NULL THEN 'certificate.prev_cert_no' WHEN last_day <= previous_expiry + $tolerance_days THEN 'certificate.audit_end' END) AS lacking
  FROM judged
  -- What one row leaves open, another row of the same audit may have settled.
  WHERE suspect OR (suspect IS NULL AND (cb_approval_no, certificate, audited_on) NOT IN (
    SELECT (cb_approval_no, certificate, audited_on) FROM judged WHERE suspect IS NOT NULL))
), before AS (
  -- An inner join: with its OR a left one would compare all with all.
  SELECT DISTINCT f._source, f._row, f.granted_on, f.previous_expiry, l.row_ref
  FROM found AS f
  JOIN (SELECT certificate, cb_approval_no, organisation, series, granted_on, expiry_date, row_ref FROM certificate_life) AS l ON l.expiry_date = f.previous_expiry AND l.cb_approval_no IS NOT DISTINCT FROM f.cb_approval_no AND l.granted_on < f.granted_on
  WHERE l.certificate = f.certificate OR (l.organisation = f.organisation AND l.series = f.series)
)
SELECT
  CASE WHEN bool_or(suspect) THEN 'lead' ELSE 'undetermined' END AS verdict,
  CASE WHEN verdict = 'undetermined' THEN max(lacking) END AS missing,
  f.cb_approval_no, max(c.cb_name) AS cb_name, max(c.org_uscc) AS org_uscc, max(c.org_name) AS org_name, max(f.cert_no) AS cert_no,
  f.audited_on AS audit_end, max(f.last_day) AS occurred_on, max(f.last_day) AS last_day, max(f.previous_expiry) AS previous_expiry,
  max(f.last_day) - max(f.previous_expiry) AS days, coalesce(max(f.scheme), max(c.scheme_code)) AS scheme,
  CASE WHEN verdict = 'lead' THEN CAST(max(f.last_day) AS VARCHAR) END AS measured,
  CASE WHEN verdict = 'lead' THEN '≤ ' || (max(f.previous_expiry) + $tolerance_days) END AS expected,
  list_filter(list(ref('certificate', f._source, f._row) ORDER BY f._source, f._row) || list(DISTINCT team_ref) || list(DISTINCT coalesce(named.row_ref, before.row_ref)),
    lambda r: r IS NOT NULL) AS evidence
FROM found AS f
JOIN (SELECT cb_name, org_uscc, org_name, scheme_code, _source, _row FROM certificate) AS c ON c._source = f._source AND c._row = f._row
LEFT JOIN (SELECT certificate, expiry_date, row_ref FROM certificate_life) AS named ON named.certificate = f.previous AND named.expiry_date = f.previous_expiry
LEFT JOIN before ON before._source = f._source AND before._row = f._row AND before.granted_on = f.granted_on AND before.previous_expiry = f.previous_expiry
GROUP BY f.cb_approval_no, f.certificate, f.audited_on
