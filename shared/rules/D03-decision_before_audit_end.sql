/*---
code: D03
id: decision_before_audit_end
version: 2
title: { zh: 认证决定早于审核结束, en: Decision before the end of the audit }
severity: 高
evidence: E1
subject: certificate
keys: [cb_approval_no, cert_no, audit_end]
needs:
  - certificate.cert_no
  - certificate.activity_code
  - certificate.decision_date | decision.decision_date
  - certificate.audit_end
params:
  tolerance_days:
    type: integer
    default: 0
    min: 0
    max: 60
    title: { zh: 容许天数, en: Days tolerated }
basis:
  - zh: 《认证认可条例》第二十一条：认证机构不得增加、减少、遗漏规定的程序
    en: Regulation on Certification and Accreditation, art. 21 - no step of the prescribed procedure may be added, cut or left out
    source: { zh: 2023-07-20 修订文本（公开文本的副本）, en: Text as revised on 2023-07-20 (copy of the public text) }
    status: verified
  - zh: ISO/IEC 17021-1:2015 9.5.2：作出决定前应对审核结果进行有效评审
    en: ISO/IEC 17021-1:2015, 9.5.2 - an effective review of the audit comes before the decision
    source: { zh: 凭记忆，未核对原文, en: 'From memory, not compared with the text' }
    status: recall
logic:
  zh: 认证决定日期早于该次审核（初次认证、再认证、监督）最后一个审核日。
  en: The decision is dated before the last day of the audit (initial, recertification or surveillance) that it rests on.
false_positives:
  - zh: 审核截至日期可能包含之后的跟踪访问或结合审核的另一体系；审核组数据中有本证书该次审核的记录时，以其中最后一天为准（特殊审核除外）
    en: The reported end may include a later follow-up visit or the other scheme of a combined audit; where the team sheet has this certificate's audit, its last day counts instead (special audits aside)
    case:
      - 'the reported end includes a follow-up visit, the team was done before'
      - the second scheme of a combined audit has team rows of its own number
  - zh: 按日比较，不比较上午、下午
    en: Days are compared, not half-days
    case: decided on the last day
  - zh: 变更和特殊审核行不作判断
    en: Change and special-audit rows are not judged
    case: change and special-audit rows
  - zh: 证书行没有决定日期的，取现场检查带回的同一证书号、同一机构的决定记录：初次认证、再认证取授予或更新，监督取保持；几条记录取最晚的一条
    en: Where the certificate row gives no decision date, the decision records of the same number and body count, as an on-site check brought them back - granting or renewing for initial and recertification audits, maintaining for surveillance; of several the latest
    case:
      - the decision record is dated after the audit
      - of two records the later one counts
      - a decision to suspend follows no audit
      - the decision was taken before this audit began
message:
  zh: 证书 {cert_no} 认证决定日期 {decision_date} 早于{activity_zh}最后一天 {last_day}（早 {days} 天）
  en: Certificate {cert_no}, {activity_en} - decided on {decision_date}, {days} day(s) before its last day, {last_day}
---*/
WITH record AS (
  SELECT certificate_source, certificate_row, max(decision_date) FILTER (kind IS NOT NULL) AS decision_date,
    arg_max(row_ref, decision_date) FILTER (kind IS NOT NULL) AS record_ref, bool_or(kind IS NULL) AS untyped
  FROM decision_match
  WHERE NOT dated
  GROUP BY ALL
), word AS (
  SELECT activity_code, activity_kind(activity_code) AS activity FROM (SELECT DISTINCT activity_code FROM certificate UNION SELECT DISTINCT stage_code FROM audit_team)
), dated AS NOT MATERIALIZED (
  SELECT cb_approval_no, activity_code, audit_start, audit_end, decision_date, _source, _row, certificate_key(cert_no, _source, _row) AS certificate
  FROM certificate
  WHERE coalesce(activity_code NOT IN (SELECT activity_code FROM word WHERE activity = 'other'), true)
), member AS NOT MATERIALIZED (
  SELECT cb_approval_no, number_key(cert_no) AS certificate, CAST(t_start AS DATE) AS first_day, CAST(t_end AS DATE) AS last_day, _source, _row
  FROM audit_team
  WHERE t_end IS NOT NULL AND coalesce(stage_code NOT IN (SELECT activity_code FROM word WHERE activity = 'other'), true)
), doubtful AS (
  -- Who was there when it had been decided stayed for more than three days, or it was decided within three days of the end.
  SELECT certificate FROM dated WHERE coalesce(decision_date < audit_end + 3, true)
  UNION
  SELECT certificate FROM member WHERE last_day > first_day + 3
), audit AS (
  SELECT cb_approval_no, audit_start, audit_end, coalesce(dated.decision_date, record.decision_date) AS decision_date, record_ref, untyped,
    _source, _row, certificate, word.activity
  FROM (FROM dated WHERE certificate IN (FROM few((SELECT list(d) FROM doubtful AS d)))) AS dated
  LEFT JOIN record ON certificate_source = _source AND certificate_row = _row
  LEFT JOIN word ON word.activity_code = dated.activity_code
), team AS (
  FROM member WHERE certificate IN (FROM few((SELECT list(d) FROM doubtful AS d)))
), on_site AS (
  SELECT audit._source, audit._row, max(team.last_day) AS last_day
  FROM audit JOIN team ON team.certificate = audit.certificate
    AND coalesce(team.cb_approval_no = audit.cb_approval_no, true)
    AND team.first_day BETWEEN audit.audit_start AND audit.audit_end
  GROUP BY audit._source, audit._row
), judged AS (
  SELECT audit.*, on_site.last_day AS team_day, coalesce(on_site.last_day, audit_end) AS last_day,
    CASE WHEN activity IS NOT NULL THEN true END AND decision_date < coalesce(on_site.last_day, audit_end) - $tolerance_days AS suspect
  FROM audit LEFT JOIN on_site ON on_site._source = audit._source AND on_site._row = audit._row
), left_open AS (
  SELECT *, ref('certificate', _source, _row) AS row_ref,
    (SELECT list(ref('audit_team', t._source, t._row) ORDER BY t._source, t._row) FROM team AS t
      WHERE t.certificate = judged.certificate AND t.last_day = judged.team_day
        AND t.first_day BETWEEN judged.audit_start AND judged.audit_end
        AND coalesce(t.cb_approval_no = judged.cb_approval_no, true)) AS team_rows,
    concat_ws(', ',
      CASE WHEN activity IS NULL THEN 'certificate.activity_code' END,
      CASE WHEN decision_date IS NULL THEN CASE WHEN untyped THEN 'decision.decision_type' ELSE 'certificate.decision_date' END END,
      CASE WHEN last_day IS NULL THEN 'certificate.audit_end' END) AS lacking
  FROM judged
  -- What one row leaves open, another row of the same audit may have settled.
  WHERE suspect OR (suspect IS NULL AND (cb_approval_no, certificate, audit_end) NOT IN (
    SELECT (cb_approval_no, certificate, audit_end) FROM judged WHERE NOT suspect))
), found AS (
  SELECT left_open.*, c.cb_name, c.cert_no, c.org_uscc, c.org_name
  FROM left_open JOIN certificate AS c ON c._source = left_open._source AND c._row = left_open._row
)
SELECT
  CASE WHEN bool_or(suspect) THEN 'lead' ELSE 'undetermined' END AS verdict,
  CASE WHEN verdict = 'undetermined' THEN max(lacking) END AS missing,
  cb_approval_no, max(cb_name) AS cb_name, max(org_uscc) AS org_uscc, max(org_name) AS org_name, max(cert_no) AS cert_no, audit_end,
  coalesce(max(decision_date) FILTER (suspect), max(decision_date)) AS occurred_on,
  max(decision_date) FILTER (suspect) AS decision_date,
  max(last_day) FILTER (suspect) AS last_day,
  max(last_day) FILTER (suspect) - max(decision_date) FILTER (suspect) AS days,
  activity_zh(max(activity)) AS activity_zh, activity_en(max(activity)) AS activity_en,
  CAST(max(decision_date) FILTER (suspect) AS VARCHAR) AS measured,
  '≥ ' || (max(last_day - $tolerance_days) FILTER (suspect)) AS expected,
  coalesce(list(row_ref ORDER BY _source, _row) FILTER (suspect), list(row_ref ORDER BY _source, _row))
    || coalesce(list(record_ref ORDER BY _source, _row) FILTER (suspect AND record_ref IS NOT NULL), [])
    || coalesce(flatten(list(team_rows ORDER BY _source, _row) FILTER (suspect)), []) AS evidence
FROM found
GROUP BY cb_approval_no, certificate, audit_end
