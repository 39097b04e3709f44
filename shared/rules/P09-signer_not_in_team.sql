/*---
code: P09
id: signer_not_in_team
version: 1
title: { zh: 签到人不在审核组, en: Signed in by somebody outside the team }
severity: 高
evidence: E1
subject: sign_in
keys: [plan_no, auditor_id, signer]
needs:
  - sign_in.plan_no
  - sign_in.signer_id | sign_in.signer_name
  - audit_team.auditor_id | audit_team.auditor_name
  - audit_team.cert_no | audit_team.plan_no
basis:
  - zh: 国认监〔2021〕3号：由审核组成员在首次、末次会议签到
    en: Notice “国认监〔2021〕3号” - a member of the audit team signs in at the opening and the closing meeting
    source: { zh: 通知文本的转载件, en: copy of the notice }
    status: verified
logic:
  zh: 签到人不在该次审核报送的审核组成员之中。
  en: Whoever signed in is not among the people reported as the team of that audit.
false_positives:
  - zh: 报送计划后调整了审核组的，以审核结果中的审核组为准；计划和结果任一处有此人即不列；只有计划名单而其中没有此人的，列为无法判定
    en: Where the team changed after the plan, the team of the result counts; anyone in either is not listed, and where only the planned team is known the row is undetermined
    case: [joined the team after the plan was reported, 'only the planned team is known, and the signer is not in it']
  - zh: 技术专家签到的不列
    en: Technical experts may sign
    case: a technical expert signed
  - zh: 证件号码不同（身份证、护照）但姓名相同的，视为同一人
    en: Another number (identity card, passport) with the same name counts as the same person
    case: signed with a passport number
  - zh: 同一组织半天时段重叠的计划共用一次签到，任一计划的审核组成员均可签到
    en: Plans of one organisation with overlapping half-days share a sign-in; a member of either team may sign
    case: a member of the other scheme's team signed for both
  - zh: 观察员、见证人员代签的，需人工核对
    en: Observers and witnesses who signed need a look by hand
    by_hand: true
message:
  zh: 审核计划 {plan_no}（{org_name}）由 {signer} 签到，报送的审核组（{team}）中没有此人
  en: Plan {plan_no} ({org_name}) was signed in by {signer}, who is not in the reported team ({team})
---*/
WITH signed AS (
  SELECT place_of_row(s._source, s._row) AS sign_in, place_of_row(plan._source, plan._row) AS plan, person.person, name_key(s.signer_name) AS name
  FROM (SELECT plan_no, signer_id, signer_name, _source, _row FROM sign_in WHERE first_at IS NOT NULL OR last_at IS NOT NULL) AS s
  LEFT JOIN (SELECT key, person FROM person) AS person ON person.key = person_key(s.signer_id, NULL, s.signer_name)
  LEFT JOIN (SELECT plan_no, _source, _row FROM current_plan WHERE NOT cancelled) AS plan ON plan.plan_no = s.plan_no
), stranger AS (
  -- Most signers stand in the plan itself; only of the others is the rest looked up.
  SELECT s.plan_no, s.signer_id, s.signer_name, u.person, u.name, s.first_at, s.last_at, s._source, s._row
  FROM (FROM signed WHERE sign_in NOT IN (SELECT own.sign_in
    FROM signed AS own JOIN (SELECT place_of_row(_source, _row) AS plan, person, name FROM plan_team) AS t ON t.plan = own.plan
    WHERE t.person = own.person OR t.name = own.name)) AS u
  JOIN (SELECT plan_no, signer_id, signer_name, first_at, last_at, _source, _row FROM sign_in) AS s ON place_of_row(s._source, s._row) = u.sign_in
), plan AS MATERIALIZED (
  SELECT plan_no, cb_approval_no, organisation, org_uscc, org_name, first_half_day, last_half_day, _source, _row, ref('audit_plan', _source, _row) AS row_ref
  FROM current_plan WHERE NOT cancelled AND plan_no IN (SELECT plan_no FROM stranger)
), bound AS (
  SELECT plan_no, plan_no AS bound_no, _source, _row FROM plan
  UNION
  SELECT p.plan_no, other.plan_no, other._source, other._row
  FROM plan AS p JOIN (SELECT plan_no, organisation, first_half_day, last_half_day, _source, _row FROM current_plan WHERE NOT cancelled) AS other ON other.organisation = p.organisation
  WHERE other.first_half_day <= p.last_half_day AND other.last_half_day >= p.first_half_day
), visit AS (
  SELECT DISTINCT bound.plan_no, m.visit, m.state <> 'ambiguous' AS surely
  FROM bound JOIN (SELECT visit, state, plan_source, plan_row FROM plan_match) AS m ON m.plan_source = bound._source AND m.plan_row = bound._row
), member AS (
  SELECT bound.plan_no, t.person, t.name, false AS came, NULL AS display, NULL AS row_ref
  FROM bound JOIN plan_team AS t ON t._source = bound._source AND t._row = bound._row
  UNION ALL
  SELECT bound.plan_no, t.person, name_key(t.auditor_name), true, t.auditor_name, t.row_ref
  FROM bound JOIN (SELECT plan_no, person, auditor_name, ref('audit_team', _source, _row) AS row_ref FROM team_member) AS t ON t.plan_no = bound.bound_no
  UNION ALL
  SELECT visit.plan_no, t.person, name_key(t.auditor_name), visit.surely, t.auditor_name, t.row_ref
  FROM visit JOIN (SELECT visit, person, auditor_name, ref('audit_team', _source, _row) AS row_ref FROM team_member) AS t ON t.visit = visit.visit
), team AS (
  SELECT plan_no, count(*) FILTER (came) > 0 AS is_known, list(DISTINCT person) AS people, list(DISTINCT name) AS names,
    bool_or(came AND (person IS NULL OR contains(person, '*') OR contains(person, ' '))) AS has_masked,
    string_agg(DISTINCT display, '、' ORDER BY display) FILTER (came) AS written,
    (list(DISTINCT row_ref ORDER BY row_ref) FILTER (came))[1:10] AS rows
  FROM member GROUP BY plan_no
), judged AS (
  SELECT s.*, plan.cb_approval_no, plan.org_uscc, plan.org_name, plan.row_ref AS plan_row, team.written, team.rows,
    CASE
      WHEN coalesce(list_contains(team.people, s.person), false) OR coalesce(list_contains(team.names, s.name), false) THEN false
      WHEN plan.plan_no IS NULL OR NOT coalesce(team.is_known, false) THEN NULL
      WHEN s.person IS NULL AND s.name IS NULL THEN NULL
      WHEN s.name IS NULL AND team.has_masked THEN NULL
      ELSE true END AS suspect
  FROM stranger AS s LEFT JOIN plan ON plan.plan_no = s.plan_no LEFT JOIN team ON team.plan_no = s.plan_no
)
SELECT CASE WHEN suspect THEN 'lead' ELSE 'undetermined' END AS verdict,
  CASE WHEN verdict = 'undetermined' THEN concat_ws(', ',
    CASE WHEN plan_no IS NULL THEN 'sign_in.plan_no' WHEN bool_or(plan_row IS NULL) THEN 'audit_plan.plan_no' END,
    CASE WHEN bool_or(person IS NULL AND name IS NULL) THEN 'sign_in.signer_id' WHEN bool_or(name IS NULL AND written IS NOT NULL) THEN 'sign_in.signer_name' END,
    CASE WHEN bool_or(written IS NULL AND plan_row IS NOT NULL) THEN 'audit_team.auditor_name' END) END AS missing,
  plan_no, max(cb_approval_no) AS cb_approval_no, max(org_uscc) AS org_uscc, max(org_name) AS org_name, max(signer_id) AS auditor_id,
  coalesce(max(signer_name), max(signer_id)) AS signer, CAST(min(coalesce(first_at, last_at)) AS DATE) AS occurred_on,
  CASE WHEN suspect THEN coalesce(max(signer_name), max(signer_id)) END AS measured,
  CASE WHEN suspect THEN '∈ ' || max(written) END AS expected, max(written) AS team,
  (list(ref('sign_in', _source, _row) ORDER BY _source, _row))[1:5] || list_distinct([max(plan_row)]) || coalesce(max(rows), []) AS evidence
FROM judged
WHERE coalesce(suspect, true)
GROUP BY plan_no, coalesce(person, name), suspect
