/*---
code: A05
id: unqualified_leader
version: 1
title: { zh: 实习或无资格人员任组长, en: Team led by a trainee or by somebody unqualified }
severity: 高
evidence: E1
subject: audit_team
keys: [cb_approval_no, org_uscc, org_name, occurred_on, auditor_id, auditor_name]
needs:
  - audit_team.role
  - audit_team.qual | auditor.reg_level
  - audit_team.auditor_name
  - audit_team.t_start
  - audit_team.cert_no | audit_team.plan_no
basis:
  - zh: ISO/IEC 17021-1:2015 9.2.2：审核组应具备完成审核所需的能力，组长由其中具备相应能力的审核员担任
    en: ISO/IEC 17021-1:2015, 9.2.2 - the team has the competence that the audit needs, and an auditor who has it leads
    source: { zh: 凭记忆，未核对原文, en: 'From memory, not compared with the text' }
    status: recall
  - zh: 《认证认可条例》第三十八条：从事审核等认证活动的人员，应当经注册后方可从事相应的认证活动
    en: Regulation on Certification and Accreditation, art. 38 - whoever audits must be registered for that activity first
    source: { zh: 2023-07-20 修订文本（公开文本的副本）, en: Text as revised on 2023-07-20 (copy of the public text) }
    status: verified
logic:
  zh: 审核组组长的人员资格（有当日有效注册的，按注册级别）为实习审核员、技术专家或无资格，且没有另一名合格的组长。
  en: Whoever led the team was a trainee, a technical expert or unqualified by the team sheet (by the level of the registration in force that day, where there is one), and no qualified leader stood beside.
false_positives:
  - zh: 实习组长（已是审核员、在带教下学习任组长）不是实习审核员
    en: A trainee leader (“实习组长”) is an auditor who learns to lead, not a trainee auditor
    case: a trainee leader by role
  - zh: 带教时实习人员也可能标为组长：同一次审核（同一阶段）另有合格组长的不列；带教人标为组员的，需查档案
    en: Under supervision a trainee may stand as leader - with a qualified leader in the same audit and stage it is not listed
    case: a qualified leader beside the trainee
  - zh: 带教人标为组员的，数据中看不出
    en: A supervisor who stands as member cannot be told from the data
    by_hand: true
  - zh: 资格代码表可能变动：名录中当日有审核员、高级审核员注册的，以名录为准；含义不明的代码列为无法判定
    en: Code tables drift - a registration as auditor in force that day goes before the sheet, and codes that nobody knows are undetermined
    case:
      - 'a trainee by the sheet, an auditor by the register'
      - a code that nobody knows
  - zh: 结合审核中对其中一个体系合格的，可任组长
    en: In a combined audit it is enough to be qualified for one of the schemes
    case: 'a combined audit, a trainee for one scheme only'
message:
  zh: '{org_name} 的审核（{first_day} 起，证书 {cert_no}）由 {auditor_name} 任组长，{why_zh}'
  en: The audit of {org_name} (from {first_day}, certificate {cert_no}) was led by {auditor_name}, {why_en}
---*/
WITH doubtful AS (
  -- Whoever is an auditor by the sheet and nowhere a trainee by the register is qualified, and so is who leads beside.
  SELECT DISTINCT visit
  FROM team_member
  WHERE role = 'leader' AND (coalesce(level NOT IN ('auditor', 'senior'), true) OR person IN (SELECT person FROM registration WHERE level = 'trainee'))
), leader AS (
  SELECT person, auditor_id, auditor_name, qual, level, coalesce(person, name_key(auditor_name), concat('row ', _source, ':', _row)) AS who,
    cb_approval_no, cert_no, plan_no, org_uscc, org_name, scheme, first_day, coalesce(stage, '') AS stage,
    coalesce('visit ' || visit, concat_ws(' ', cb_approval_no, coalesce(organisation, certificate, plan_no, concat('row ', _source, ':', _row)), first_day)) AS occasion, _source, _row,
    ref('audit_team', _source, _row) AS row_ref
  FROM (FROM team_member WHERE role = 'leader') AS t SEMI JOIN doubtful ON doubtful.visit IS NOT DISTINCT FROM t.visit
), held AS (
  SELECT d.person, d.first_day, bool_or(r.level IN ('auditor', 'senior')) AS qualified, list(DISTINCT r.scheme) FILTER (r.level = 'trainee') AS trainee_for
  FROM (SELECT DISTINCT person, first_day FROM leader) AS d JOIN registration AS r ON r.person = d.person
  WHERE d.first_day BETWEEN r.reg_from AND r.reg_to AND NOT is_barred(d.first_day, r.measure, r.sanction_from, r.sanction_to)
  GROUP BY ALL
), weighed AS (
  SELECT leader.*,
    CASE WHEN held.qualified THEN true WHEN list_contains(held.trainee_for, scheme) THEN false END AS by_register,
    CASE WHEN level IN ('auditor', 'senior') THEN true WHEN level IS NOT NULL THEN false END AS by_sheet
  FROM leader LEFT JOIN held ON held.person = leader.person AND held.first_day = leader.first_day
), unled AS (
  -- Unqualified when nobody who leads this stage of the audit is qualified for any of its schemes.
  SELECT occasion, stage, bool_and(coalesce(by_register, by_sheet) IS NOT NULL) AS settled
  FROM weighed
  GROUP BY ALL
  HAVING coalesce(NOT bool_or(coalesce(by_register, by_sheet)), true)
), suspected AS (
  SELECT weighed.*, settled AS suspect
  FROM weighed JOIN unled ON unled.occasion = weighed.occasion AND unled.stage = weighed.stage
  WHERE settled OR coalesce(by_register, by_sheet) IS NULL
), registered AS (
  SELECT d.person, d.first_day, (list(DISTINCT r.row_ref ORDER BY r.row_ref))[1:6] AS register_rows
  FROM (SELECT DISTINCT person, first_day FROM suspected) AS d JOIN registration AS r ON r.person = d.person
  WHERE d.first_day BETWEEN r.reg_from AND r.reg_to AND NOT is_barred(d.first_day, r.measure, r.sanction_from, r.sanction_to)
  GROUP BY ALL
), found AS (
  SELECT suspected.*, register_rows
  FROM suspected LEFT JOIN registered ON registered.person = suspected.person AND registered.first_day = suspected.first_day
)
SELECT
  CASE WHEN suspect THEN 'lead' ELSE 'undetermined' END AS verdict,
  CASE WHEN NOT suspect THEN 'audit_team.qual' END AS missing,
  max(cb_approval_no) AS cb_approval_no, max(org_uscc) AS org_uscc, max(org_name) AS org_name,
  string_agg(DISTINCT cert_no, '; ' ORDER BY cert_no) AS cert_no, string_agg(DISTINCT plan_no, '; ' ORDER BY plan_no) AS plan_no,
  shown_id(max(person), max(auditor_id)) AS auditor_id, max(auditor_name) AS auditor_name, min(first_day) AS occurred_on, min(first_day) AS first_day,
  CASE WHEN suspect THEN coalesce(max(qual) FILTER (NOT by_sheet), '实习审核员') END AS measured, CASE WHEN suspect THEN '∈ 审核员, 高级审核员' END AS expected,
  CASE WHEN bool_or(NOT by_sheet) THEN '人员资格为“' || (max(qual) FILTER (NOT by_sheet)) || '”' ELSE '当日只有实习审核员注册' END AS why_zh,
  CASE WHEN bool_or(NOT by_sheet) THEN 'whose qualification is “' || (max(qual) FILTER (NOT by_sheet)) || '”' ELSE 'who was registered only as a trainee that day' END AS why_en,
  (list(row_ref ORDER BY _source, _row))[1:14] || list_sort(list_distinct(flatten(list(coalesce(register_rows, [])))))[1:6] AS evidence
FROM found
GROUP BY occasion, who, suspect
