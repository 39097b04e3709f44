/*---
code: L06
id: transfer_within_3_months_of_cb_revocation
version: 1
title: { zh: 原机构被撤销资质后三个月内转证, en: Transfer within three months of the revocation of the previous body }
severity: 中
evidence: E1
subject: certificate
keys: [cb_approval_no, cert_no, issue_date]
needs:
  - certificate.cert_no
  - certificate.scheme_code | certificate.basis
  - certificate.issue_date
  - certificate.prev_cb | certificate.prev_cert_no
  - certification_body.cb_status | cb_scope.scope_status
  - certification_body.status_on | cb_scope.status_on
basis:
  - zh: CNCA-QMS-01:2025 5.1.2(5)：原认证机构被撤销该领域资质的，三个月内不得受理转换（2026-01-01 起）
    en: CNCA-QMS-01:2025, 5.1.2(5) - no transfer is accepted within three months of the previous body losing its approval for the scheme (from 2026-01-01)
    source: { zh: 认证机构通知转述, en: Notice of a certification body quoting the clause }
    status: verified
  - zh: CNCA-OHSMS-01:2026 5.1.2(5)：同上（2026-03-01 起）
    en: CNCA-OHSMS-01:2026, 5.1.2(5) - the same (from 2026-03-01)
    source: { zh: 指定机构致客户函转述, en: Letter of a designated body quoting the clause }
    status: verified
logic:
  zh: 从其他机构转入的证书，已知最早的一步（审核计划上报或审核开始，申请只会更早）在原机构被撤销该领域资质之后、规定的月数未满之前。
  en: A certificate was taken over from another body, and the first step known of it (plan reported or audit begun; the application was earlier still) lies after the previous body was revoked for the scheme and before the months asked for had passed.
false_positives:
  - zh: 机构自愿注销、暂停、到期不是撤销，不列
    en: A body that gave up its approval, was suspended or whose approval expired was not revoked - not listed
    case: 'the previous body gave up its approval'
  - zh: 撤销之前已经开始的转换（计划已上报或审核已开始），申请在撤销之前，不列
    en: Where the plan was reported or the audit had begun before the revocation, so had the application - not listed
    case:
      - 'the audit had begun before the revocation'
      - 'the plan was reported before the revocation'
  - zh: 只撤销了其他领域，或只撤销了该领域的部分业务范围的，不列
    en: Revoked for another scheme, or only for some scope codes of it - not listed
    case:
      - 'revoked for another scheme'
      - 'revoked for one scope code only'
  - zh: 原机构按批准号、机构名称或原证书查找；名录中没有的，列为无法判定
    en: The previous body is found by its approval number, its name or the previous certificate; if it is on no list, undetermined
    case: 'the previous body is on no list'
message:
  zh: 证书 {cert_no}（{scheme}）由 {prev_name} 转入；该机构于 {revoked_on} 被撤销{what_zh}，{began} 即{step_zh}，未满 {months} 个月（{wait_until}）
  en: Certificate {cert_no} ({scheme}) was taken over from {prev_name}, whose {what_en} was revoked on {revoked_on}; {step_en} on {began}, before {months} months had passed ({wait_until})
---*/
WITH moved AS (
  SELECT cb_approval_no, certificate, cycle, cert_no, scheme, granted_on, previous, prev_cb, _source, _row, row_ref, granted_ref,
    nullif(regexp_extract(approval_key(prev_cb), 'CNCA-RF?-\d{4}-\d{2,4}'), '') AS prev_number,
    name_key(regexp_replace(upper(prev_cb), 'CNCA-RF?-\d{4}-\d{2,4}', '', 'g')) AS prev_name
  FROM certificate_life
  WHERE transferred AND granted_on IS NOT NULL AND coalesce(scheme <> 'other', true)
), started AS (
  -- The first step known: an audit that came before the issue, or the report of its plan.
  SELECT moved.cb_approval_no, moved.certificate, cycle, min(a.first_day) AS audited_on, min(CAST(p.reported_at AS DATE)) AS planned_on, min(p.row_ref) AS plan_ref
  FROM moved
  JOIN (SELECT certificate, cb_approval_no, first_day, _source, _row FROM reported_audit) AS a ON a.certificate = moved.certificate AND coalesce(a.cb_approval_no = moved.cb_approval_no, true) AND a.first_day <= moved.granted_on
  LEFT JOIN (SELECT audit_source, audit_row, plan_source, plan_row, state FROM plan_match) AS m ON m.audit_source = a._source AND m.audit_row = a._row AND m.state <> 'ambiguous'
  LEFT JOIN (SELECT reported_at, row_ref, _source, _row FROM current_plan) AS p ON p._source = m.plan_source AND p._row = m.plan_row
  GROUP BY ALL
), body AS (
  SELECT DISTINCT approval_key(cb_approval_no) AS number, name_key(cb_name) AS name FROM (
    SELECT cb_approval_no, cb_name FROM certification_body UNION ALL SELECT cb_approval_no, cb_name FROM cb_scope)
), origin AS (
  SELECT cb_approval_no, certificate, cycle, prev_number AS number FROM moved WHERE prev_number IN (SELECT number FROM body)
  UNION SELECT moved.cb_approval_no, certificate, cycle, number FROM moved JOIN body ON body.name = moved.prev_name
  UNION SELECT moved.cb_approval_no, moved.certificate, moved.cycle, approval_key(old.cb_approval_no)
  FROM moved JOIN (SELECT certificate, cb_approval_no FROM certificate_life) AS old ON old.certificate = moved.previous
  WHERE old.cb_approval_no <> moved.cb_approval_no AND approval_key(old.cb_approval_no) IN (SELECT number FROM body)
), revoked AS (
  SELECT approval_key(cb_approval_no) AS number, NULL AS scheme, status_on, 'certification_body.status_on' AS field, ref('certification_body', _source, _row) AS row_ref
  FROM certification_body WHERE body_status(cb_status) = '撤销'
  UNION ALL
  SELECT approval_key(cb_approval_no), scheme_family(scheme_code), status_on, 'cb_scope.status_on', ref('cb_scope', _source, _row)
  FROM cb_scope WHERE body_status(scope_status) = '撤销' AND is_nothing(scope_code)
), stepped AS (
  SELECT moved.*, least(audited_on, planned_on) AS began, audited_on, planned_on, plan_ref
  FROM moved LEFT JOIN started ON started.cb_approval_no IS NOT DISTINCT FROM moved.cb_approval_no
    AND started.certificate = moved.certificate AND started.cycle = moved.cycle
), law AS (
  -- Of an unknown scheme the strictest is asked; without an audit the rule on the day of issue.
  SELECT scheme, day, in_force('transfer_wait_months', coalesce(scheme, 'QMS'), day) AS months
  FROM (SELECT DISTINCT scheme, coalesce(began, granted_on) AS day FROM stepped)
), judged AS (
  SELECT s.*, law.months, origin.number, r.status_on AS revoked_on, r.scheme AS revoked_scheme, r.field, r.row_ref AS revoked_ref, months_after(r.status_on, law.months) AS wait_until,
    CASE WHEN origin.number IS NULL THEN CASE WHEN prev_name IS NULL AND prev_number IS NULL THEN false END
      WHEN r.number IS NULL OR (r.status_on > coalesce(began, granted_on)) THEN false
      WHEN began >= months_after(r.status_on, law.months) THEN false
      WHEN r.status_on IS NOT NULL AND began IS NOT NULL AND s.scheme IS NOT NULL THEN true END AS suspect
  FROM stepped AS s
  JOIN law ON law.scheme IS NOT DISTINCT FROM s.scheme AND law.day = coalesce(began, granted_on) AND law.months IS NOT NULL
  LEFT JOIN origin ON origin.cb_approval_no IS NOT DISTINCT FROM s.cb_approval_no AND origin.certificate = s.certificate AND origin.cycle = s.cycle
  LEFT JOIN revoked AS r ON r.number = origin.number AND coalesce(r.scheme = s.scheme, true)
), found AS (
  -- Approval and scheme may both be revoked; the earliest tells.
  SELECT * FROM judged WHERE coalesce(suspect, true)
  QUALIFY row_number() OVER (PARTITION BY cb_approval_no, certificate, cycle ORDER BY suspect DESC NULLS LAST, revoked_on, number) = 1
)
SELECT CASE WHEN suspect THEN 'lead' ELSE 'undetermined' END AS verdict,
  CASE WHEN suspect IS NULL THEN concat_ws(', ',
    CASE WHEN f.number IS NULL THEN 'certification_body.cb_name' END,
    CASE WHEN f.number IS NOT NULL AND f.scheme IS NULL THEN 'certificate.scheme_code' END,
    CASE WHEN f.number IS NOT NULL AND revoked_on IS NULL THEN field END,
    CASE WHEN f.number IS NOT NULL AND began IS NULL THEN 'certificate.audit_start' END) END AS missing,
  f.cb_approval_no, c.cb_name, c.org_uscc, c.org_name, f.cert_no, f.granted_on AS issue_date, coalesce(began, f.granted_on) AS occurred_on,
  coalesce(f.scheme, c.scheme_code) AS scheme, coalesce((SELECT max(b.cb_name) FROM certification_body AS b WHERE approval_key(b.cb_approval_no) = f.number), f.prev_cb, f.number) AS prev_name,
  revoked_on, began, months, wait_until,
  CASE WHEN revoked_scheme IS NULL THEN '认证机构资质' ELSE revoked_scheme || ' 资质' END AS what_zh, CASE WHEN revoked_scheme IS NULL THEN 'approval' ELSE 'approval for ' || revoked_scheme END AS what_en,
  CASE WHEN began = audited_on THEN '开始审核' ELSE '上报审核计划' END AS step_zh, CASE WHEN began = audited_on THEN 'the audit began' ELSE 'the audit plan was reported' END AS step_en,
  CASE WHEN suspect THEN CAST(began AS VARCHAR) END AS measured, CASE WHEN suspect THEN '≥ ' || wait_until END AS expected,
  list_filter([granted_ref, f.row_ref, revoked_ref, CASE WHEN began = planned_on THEN plan_ref END], lambda r: r IS NOT NULL) AS evidence
FROM found AS f JOIN (SELECT cb_name, org_uscc, org_name, scheme_code, _source, _row FROM certificate
  WHERE place_of_row(_source, _row) IN (FROM few((SELECT list({'place': place_of_row(_source, _row)}) FROM found)))) AS c ON c._source = f._source AND c._row = f._row
