/*---
code: P04
id: explanation_overdue
version: 1
title: { zh: 签到异常未在5个工作日内说明, en: Sign-in anomaly explained late or not at all }
severity: 中
evidence: E1
subject: sign_in
keys: [plan_no]
needs:
  - sign_in.plan_no
  - sign_in.anomaly_type | sign_in.anomaly_status
  - sign_in.explained_at | sign_in.anomaly_status
  - audit_plan.plan_end | sign_in.last_at
params:
  grace_workdays:
    type: integer
    default: 0
    min: 0
    max: 60
    title: { zh: 另宽限（工作日）, en: Further working days allowed }
basis:
  - zh: 出现签到异常的，认证机构应在审核结束后 5 个工作日内提交异常说明
    en: Where a sign-in is anomalous the body explains it within 5 working days after the audit
    source: { zh: 监管部门需求材料；签到系统的异常状态, en: A paper of the authorities; the statuses of the sign-in system }
    status: verified
  - zh: 工作日按国务院办公厅关于部分节假日安排的通知计算（含调休）
    en: Working days follow the State Council's notices on public holidays, shifted weekends included
    source: { zh: 国务院办公厅历年通知, en: The yearly notices of the General Office of the State Council }
    status: verified
logic:
  zh: 签到有异常，审核结束后规定的工作日内没有提交说明（晚于期限才提交，或期限已过仍未提交）。
  en: A sign-in was anomalous and was not explained within the working days allowed after the audit (later, or not at all although they are over).
false_positives:
  - zh: 调休上班的周末算工作日，法定节假日不算；日历未覆盖的日期列为无法判定
    en: Shifted weekends count as working days and public holidays do not; days that the calendar does not cover are undetermined
    case:
      - 'over Spring Festival: explained on the fifth working day'
      - beyond the calendar
  - zh: 审核实际结束晚于计划的，从末次会议签到之日起算
    en: An audit that ended later than planned counts from the closing sign-in
    case: the audit ended later than planned
  - zh: 计划结束之后才由系统判定的异常，导出不载明判定时间
    en: Anomalies that the system raised only after the plan was over - the export does not say when
    by_hand: true
  - zh: 另一份导出中已有说明的，以说明为准
    en: Where another export holds the explanation, that counts
    case: another export holds the explanation
  - zh: 签到数据导出之后、判断日期之前才提交的说明不在数据中
    en: Explanations given after the export was drawn and before the as-of date are not in the data
    by_hand: true
  - zh: 已取消的计划、强制签到之前（2021-12-01 前）结束的审核不列；期限在判断日期当日或之后的不列
    en: Cancelled plans, audits from before sign-in was mandatory (2021-12-01) and anomalies that may still be explained on the as-of date are not listed
    case:
      - cancelled
      - from before sign-in was mandatory
      - may still be explained on the as-of date
  - zh: 异常类型写“正常”“无异常”的不算异常
    en: An anomaly type that says “正常” or “无异常” is none
    case: types that say there is none
message:
  zh: 审核计划 {plan_no}（{org_name}）的审核于 {ended} 结束，签到异常（{anomalies}）应在 {due} 前说明，{how_zh}
  en: Plan {plan_no} ({org_name}) - the audit ended on {ended}, and the sign-in anomaly ({anomalies}) was to be explained by {due}; {how_en}
---*/
WITH spelling AS (
  -- Sign-ins repeat the same few words: what they mean is looked up once.
  SELECT *, CASE WHEN NOT is_nothing(anomaly_type) THEN letters_of(anomaly_type) END AS type, explanation_status(anomaly_status) AS status,
    CASE
      WHEN NOT is_nothing(anomaly_type) THEN sign_in_anomaly(anomaly_type) IS NULL
      WHEN is_nothing(anomaly_status) OR explanation_status(anomaly_status) = 'none' THEN false
      -- A status without a type, where there is a column for types: perhaps it stands on every row.
      WHEN NOT has_field(_source, 'anomaly_type') THEN true END AS anomalous
  FROM (SELECT DISTINCT _source, anomaly_type, anomaly_status FROM sign_in)
), odd AS (
  SELECT s.plan_no
  FROM sign_in AS s JOIN (FROM spelling WHERE coalesce(anomalous, true)) AS w
    ON w._source = s._source AND w.anomaly_type IS NOT DISTINCT FROM s.anomaly_type AND w.anomaly_status IS NOT DISTINCT FROM s.anomaly_status
), written AS (
  SELECT coalesce(plan_no, concat('row ', s._source, ':', _row)) AS plan, s.plan_no, s.org_name, s.anomaly_type, s.last_at, s.explained_at, s.explain_text, s._source, s._row,
    w.type, w.status, w.anomalous
  FROM (FROM sign_in WHERE plan_no IS NULL OR plan_no IN (SELECT plan_no FROM odd)) AS s
  JOIN spelling AS w ON w._source = s._source AND w.anomaly_type IS NOT DISTINCT FROM s.anomaly_type AND w.anomaly_status IS NOT DISTINCT FROM s.anomaly_status
), anomaly AS (
  SELECT plan, type, max(plan_no) AS plan_no, max(org_name) AS org_name, bool_or(anomalous) AS anomalous, max(anomaly_type) AS written,
    max(last_at) AS last_at, min(explained_at) AS explained_at,
    bool_or(status = 'given' OR explain_text IS NOT NULL) AS given,
    bool_or(status = 'lacking' OR has_field(_source, 'explained_at')) AS told
  FROM written
  WHERE coalesce(anomalous, true)
  GROUP BY plan, type
), elsewhere AS (
  -- A row that names no type explains whatever its plan has.
  SELECT plan, min(explained_at) AS explained_at, bool_or(status = 'given' OR explain_text IS NOT NULL) AS given
  FROM written WHERE type IS NULL AND plan IN (SELECT plan FROM anomaly) GROUP BY plan
), ended AS (
  SELECT a.* EXCLUDE (explained_at, given, org_name), CAST(least(a.explained_at, e.explained_at) AS DATE) AS explained_on, coalesce(a.given OR e.given, a.given, e.given, false) AS given,
    p.cb_approval_no, p.org_uscc, coalesce(p.org_name, a.org_name) AS org_name, p.row_ref AS plan_row, coalesce(p.scheme, '') AS scheme,
    CAST(greatest(p.plan_end, a.last_at) AS DATE) AS ended
  FROM anomaly AS a LEFT JOIN elsewhere AS e ON e.plan = a.plan LEFT JOIN (SELECT plan_no, cb_approval_no, org_uscc, org_name, scheme, plan_end, cancelled, ref('audit_plan', _source, _row) AS row_ref
    FROM current_plan WHERE plan_no IN (FROM few((SELECT list({'plan_no': plan_no}) FROM anomaly)))) AS p ON p.plan_no = a.plan_no
  WHERE NOT coalesce(p.cancelled, false)
), law AS (
  SELECT *, CAST(number_of(in_force('explanation_workdays', scheme, ended)) AS INTEGER) AS days
  FROM (SELECT DISTINCT scheme, ended FROM ended WHERE ended IS NOT NULL)
), allowed AS (
  SELECT *, days + $grace_workdays AS workdays FROM law WHERE days IS NOT NULL
), calendar AS (
  SELECT *, add_workdays(ended, workdays) AS due FROM allowed
), timed AS (
  SELECT ended.*, calendar.workdays, calendar.due
  FROM ended LEFT JOIN calendar ON calendar.scheme = ended.scheme AND calendar.ended = ended.ended
  WHERE ended.ended IS NULL OR calendar.ended IS NOT NULL
), judged AS (
  SELECT *,
    CASE
      -- So many working days are never fewer days.
      WHEN explained_on <= ended + workdays OR $as_of <= ended + workdays OR explained_on <= due OR $as_of <= due THEN false
      WHEN due IS NULL OR anomalous IS NULL THEN NULL
      WHEN explained_on > due THEN true
      WHEN NOT given AND told THEN true END AS late
  FROM timed
), found AS (
  SELECT *, workdays_between(due, explained_on) AS workdays_late FROM judged WHERE coalesce(late, true)
)
SELECT
  CASE WHEN bool_or(late) THEN 'lead' ELSE 'undetermined' END AS verdict,
  CASE WHEN verdict = 'undetermined' THEN concat_ws(', ',
    CASE WHEN bool_or(ended IS NULL AND plan_row IS NULL) THEN 'audit_plan.plan_no' END,
    CASE WHEN bool_or(ended IS NULL AND plan_row IS NOT NULL) THEN 'audit_plan.plan_end' END,
    CASE WHEN bool_or(ended IS NOT NULL AND due IS NULL) THEN 'ref_workday.day' END,
    CASE WHEN bool_or(due IS NOT NULL AND anomalous IS NULL) THEN 'sign_in.anomaly_type' END,
    CASE WHEN bool_or(due IS NOT NULL AND anomalous AND explained_on IS NULL) THEN 'sign_in.explained_at' END) END AS missing,
  max(plan_no) AS plan_no, max(cb_approval_no) AS cb_approval_no, max(org_uscc) AS org_uscc, max(org_name) AS org_name,
  max(ended) AS occurred_on, max(ended) AS ended, max(due) AS due,
  coalesce(string_agg(written, '、' ORDER BY written) FILTER (late), '—') AS anomalies,
  CASE WHEN bool_or(late AND explained_on IS NULL) THEN '> ' || $as_of WHEN bool_or(late) THEN CAST(max(explained_on) FILTER (late) AS VARCHAR) END AS measured,
  CASE WHEN bool_or(late) THEN '≤ ' || max(due) END AS expected,
  CASE WHEN bool_or(late AND explained_on IS NULL) THEN '截至 ' || $as_of || ' 未见说明'
    ELSE max(explained_on) FILTER (late) || ' 才说明' || coalesce('（晚 ' || (max(workdays_late) FILTER (late)) || ' 个工作日）', '') END AS how_zh,
  CASE WHEN bool_or(late AND explained_on IS NULL) THEN 'no explanation by ' || $as_of
    ELSE 'it was on ' || (max(explained_on) FILTER (late)) || coalesce(' (' || (max(workdays_late) FILTER (late)) || ' working day(s) late)', '') END AS how_en,
  coalesce(flatten(list(rows ORDER BY late DESC NULLS LAST, found.type)), [])[1:18] || list_distinct([max(plan_row)]) AS evidence
FROM found
JOIN (SELECT plan, type, list(ref('sign_in', _source, _row) ORDER BY _source, _row) AS rows
  FROM written WHERE coalesce(anomalous, true) AND plan IN (SELECT plan FROM found) GROUP BY plan, type) AS proof
  ON proof.plan = found.plan AND proof.type IS NOT DISTINCT FROM found.type
GROUP BY found.plan
