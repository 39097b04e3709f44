/*---
code: D05
id: decider_in_audit_team
version: 1
title: { zh: 认证决定人员为审核组成员, en: Decider was on the audit team }
severity: 高
evidence: E1
subject: certificate
keys: [cb_approval_no, cert_no, audit_end]
needs:
  - certificate.cert_no
  - certificate.activity_code
  - certificate.audit_end | certificate.audit_start
  - certificate.deciders | decision.deciders
  - audit_team.cert_no
  - audit_team.auditor_name
params:
  match:
    type: text
    default: name
    title: { zh: 只凭姓名相同是否列出（name 列出，id 须证件号码相符）, en: What makes one person - “name” (same name within the body) or “id” (the ID number must fit) }
basis:
  - zh: ISO/IEC 17021-1:2015 9.5.1.1：作出认证决定的人员不同于实施审核的人员
    en: ISO/IEC 17021-1:2015, 9.5.1.1 - those who decide on certification are others than those who audited
    source: { zh: 凭记忆，未核对原文, en: 'From memory, not compared with the text' }
    status: recall
  - zh: 认证申请受理、审核、评价、决定或复核各环节的负责人是相应活动的责任主体
    en: Whoever heads application review, audit, evaluation, decision or review answers for that step
    source: { zh: 质量认证行业公信力建设行动方案（2024—2026年）, en: Action plan for the credibility of the certification sector (2024-2026) }
    status: verified
logic:
  zh: 评定人员名单中有该次审核（初次认证、再认证、监督）的审核组成员；先比对证件号码，名单没有号码的比对同一机构内的姓名。
  en: The deciders named for an audit (initial, recertification or surveillance) include a member of its team; ID numbers are compared first, names within the body where the list has no numbers.
false_positives:
  - zh: 本机构有同名人员、名单又没有证件号码的，列为无法判定
    en: Where the body has several people of that name and the list gives no ID number - undetermined
    case: two people of that name at the body
  - zh: 名单中的证件号码与组员不同的，不是同一人
    en: An ID number in the list that differs from the member's means another person
    case: 'the same name, another ID number'
  - zh: 名单以分号等连写或带职务、职称的，逐个拆开后比对全名，名字的一部分相同不算
    en: Lists are taken apart (separators, titles, brackets) and whole names compared; part of a name does not count
    case:
      - part of a longer name
      - a list with titles and labels
  - zh: 审核组只取审核日期落在该次审核之内的行，上一周期或其他审核的组员不算
    en: Only team rows within the days of this audit count, not the team of the last cycle or of another audit
    case:
      - the team of the last cycle
      - the team of the surveillance audit the year after
  - zh: 特殊审核和变更行不作判断：有的系统在这些行写固定的名字
    en: Special-audit and change rows are not judged, since some systems write one fixed name there
    case: change and special-audit rows
  - zh: 只参加文件评审、未到现场的人员，可能也列在审核组中，需查档案
    en: Somebody who only reviewed documents may be listed as a team member - check the file
    by_hand: true
message:
  zh: 证书 {cert_no} {activity_zh}（至 {audit_end}）的评定人员 {people_zh} 同时是该次审核的审核组成员
  en: Certificate {cert_no}, {activity_en} until {audit_end} - {people_en} decided on it and was on the audit team
---*/
WITH said AS NOT MATERIALIZED (
  SELECT certificate, visit, _source, _row, upper(deciders) AS named, NULL AS record FROM reported_audit WHERE deciders IS NOT NULL AND coalesce(activity <> 'other', true)
  UNION ALL
  SELECT audit.certificate, audit.visit, audit._source, audit._row, upper(d.deciders), place_of_row(d._source, d._row)
  FROM decision_match AS d JOIN reported_audit AS audit ON audit._source = certificate_source AND audit._row = certificate_row
  WHERE d.deciders IS NOT NULL AND coalesce(audit.activity <> 'other', true)
), met_in_text AS MATERIALIZED (
  -- Whoever is named shares at least the first and last character, or the ID number, with the text. (Few do: what else
  -- is to be said of them comes later, and no row is carried along that can be told by its number.)
  SELECT place_of_row(said._source, said._row) AS audit, named, record, t.auditor_id, t.auditor_name, t.role, t._source AS team_source, t._row AS team_row
  FROM said JOIN team_member AS t ON t.certificate = said.certificate AND t.visit = said.visit
  WHERE contains(named, upper(left(auditor_name, 1))) AND contains(named, upper(right(auditor_name, 1)))
    OR length(auditor_id) <= length(named) AND contains(named, upper(auditor_id))
), candidate AS (
  SELECT audit.cb_approval_no, audit.cb_name, audit.certificate, audit.cert_no, audit.org_uscc, audit.org_name, audit.activity, audit.visit, audit.audited_on,
    ref('certificate', audit._source, audit._row) AS row_ref, named, ref_at_place('decision', record) AS record_ref,
    m.auditor_id, name_key(m.auditor_name) AS name, m.auditor_name, m.role, ref('audit_team', team_source, team_row) AS team_ref
  FROM met_in_text AS m JOIN reported_audit AS audit ON place_of_row(audit._source, audit._row) = m.audit
), listed AS (
  SELECT named, unnest(people_in(named)) AS person FROM (SELECT DISTINCT named FROM candidate)
), met AS (
  SELECT c.*, CASE WHEN id_fits(person.id, c.auditor_id) THEN true WHEN person.id IS NULL OR c.auditor_id IS NULL THEN NULL ELSE false END AS same_id
  FROM candidate AS c JOIN listed ON listed.named = c.named
  WHERE person.name = c.name OR id_fits(person.id, c.auditor_id)
), spelling AS (
  SELECT auditor_name, name_key(auditor_name) AS name
  FROM (SELECT DISTINCT auditor_name FROM team_member UNION SELECT DISTINCT auditor_name FROM auditor)
  WHERE name_key(auditor_name) IN (SELECT name FROM met)
), namesake AS (
  SELECT cb_approval_no, name FROM (
    SELECT t.cb_approval_no, spelling.name, t.person FROM team_member AS t JOIN spelling ON spelling.auditor_name = t.auditor_name
    UNION
    SELECT a.cb_approval_no, a.name, person.person
    FROM (SELECT cb_approval_no, name, person_key(auditor_id, reg_no, auditor.auditor_name) AS key FROM auditor JOIN spelling ON spelling.auditor_name = auditor.auditor_name) AS a
    JOIN person ON person.key = a.key)
  GROUP BY ALL
  HAVING count(DISTINCT person) > 1
), judged AS (
  SELECT met.*, same_id IS NULL AND ($match <> 'name' OR namesake.name IS NOT NULL) AS needs_id,
    CASE WHEN activity IS NOT NULL THEN true END
      AND CASE WHEN same_id IS NOT NULL THEN same_id WHEN NOT needs_id THEN true END AS suspect
  FROM met LEFT JOIN namesake ON namesake.name = met.name AND namesake.cb_approval_no IS NOT DISTINCT FROM met.cb_approval_no
), person AS (
  -- An ID number settles what a name alone leaves open.
  SELECT cb_approval_no, visit, name, suspect, max(auditor_name) AS auditor_name,
    CASE WHEN bool_or(role = 'leader') THEN 'leader' WHEN bool_or(role = 'member') THEN 'member' ELSE max(role) END AS role,
    bool_or(activity IS NULL) AS no_activity, bool_or(needs_id) AS no_id
  FROM judged
  WHERE suspect OR (suspect IS NULL AND (visit, certificate, name) NOT IN (SELECT (visit, certificate, name) FROM judged WHERE suspect IS NOT NULL))
  GROUP BY ALL
), people AS (
  -- The certificates of one combined audit are one lead.
  SELECT cb_approval_no, visit, suspect, count(*) AS people, bool_and(coalesce(role = 'expert', false)) AS experts_only,
    concat_ws(', ', CASE WHEN bool_or(no_activity) THEN 'certificate.activity_code' END, CASE WHEN bool_or(no_id) THEN 'decider.id_no' END) AS lacking,
    string_agg(auditor_name || coalesce('（' || team_role_zh(role) || '）', ''), '、' ORDER BY auditor_name) AS people_zh,
    string_agg(auditor_name || coalesce(' (' || team_role_en(role) || ')', ''), ', ' ORDER BY auditor_name) AS people_en
  FROM person
  GROUP BY cb_approval_no, visit, suspect
), found AS (
  SELECT CASE WHEN people.suspect THEN 'lead' ELSE 'undetermined' END AS verdict, CASE WHEN people.suspect IS NULL THEN any_value(lacking) END AS missing,
    people.cb_approval_no, max(cb_name) AS cb_name, max(org_uscc) AS org_uscc, max(org_name) AS org_name,
    string_agg(DISTINCT cert_no, '; ' ORDER BY cert_no) AS cert_no, max(audited_on) AS audit_end, max(activity) AS activity,
    any_value(people_zh) AS people_zh, any_value(people_en) AS people_en, any_value(people) AS people, any_value(experts_only) AS experts_only,
    (list(DISTINCT row_ref ORDER BY row_ref) || coalesce(list(DISTINCT record_ref ORDER BY record_ref) FILTER (record_ref IS NOT NULL), [])
      || list(DISTINCT team_ref ORDER BY team_ref))[1:20] AS evidence
  FROM people
  JOIN judged ON judged.visit = people.visit AND judged.suspect IS NOT DISTINCT FROM people.suspect
  GROUP BY people.cb_approval_no, people.visit, people.suspect
), undecided AS (
  -- (Whoever decided is said by the row itself or else by another of the audit.)
  SELECT cb_approval_no, cb_name, org_uscc, org_name, cert_no, visit, audited_on, _source, _row
  FROM reported_audit AS audit
  ANTI JOIN said ON said.visit = audit.visit AND said.certificate = audit.certificate
  SEMI JOIN (SELECT visit, certificate FROM team_member WHERE auditor_name IS NOT NULL) AS seated ON seated.visit = audit.visit AND seated.certificate = audit.certificate
  WHERE audit.deciders IS NULL AND coalesce(audit.activity <> 'other', true)
), unseated AS (
  SELECT audited_on, visit, place_of_row(_source, _row) AS place
  FROM reported_audit AS audit
  ANTI JOIN (SELECT DISTINCT visit, certificate FROM team_member WHERE auditor_name IS NOT NULL) AS seated
    ON seated.visit = audit.visit AND seated.certificate = audit.certificate
  WHERE coalesce(audit.activity <> 'other', true)
)
SELECT verdict, missing, CASE WHEN experts_only THEN '中' ELSE '高' END AS severity,
  cb_approval_no, cb_name, org_uscc, org_name, cert_no, audit_end, audit_end AS occurred_on,
  activity_zh(activity) AS activity_zh, activity_en(activity) AS activity_en, people_zh, people_en,
  CASE WHEN verdict = 'lead' THEN CAST(people AS VARCHAR) END AS measured,
  CASE WHEN verdict = 'lead' THEN '0' END AS expected,
  evidence
FROM found
UNION ALL BY NAME
SELECT 'undetermined' AS verdict, 'certificate.deciders' AS missing, cb_approval_no, max(cb_name) AS cb_name, max(org_uscc) AS org_uscc,
  max(org_name) AS org_name, string_agg(DISTINCT cert_no, '; ' ORDER BY cert_no) AS cert_no, max(audited_on) AS occurred_on,
  list(ref('certificate', _source, _row) ORDER BY _source, _row)[1:20] AS evidence
FROM undecided
GROUP BY cb_approval_no, visit
UNION ALL BY NAME
-- Audits that no team sheet covers: one row a month.
SELECT 'undetermined' AS verdict, 'audit_team.auditor_name' AS missing, CAST(date_trunc('month', audited_on) AS DATE) AS occurred_on,
  CAST(count(DISTINCT visit) AS VARCHAR) AS measured, list_transform(min(place, 20), lambda first: ref_at_place('certificate', first)) AS evidence
FROM unseated
GROUP BY date_trunc('month', audited_on)
