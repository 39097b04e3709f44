/*---
code: A01
id: auditor_not_registered
version: 1
title: { zh: 审核员未注册或注册失效, en: "Auditor not registered, or no longer" }
severity: 高
evidence: E1
subject: audit_team
keys: [auditor_id, auditor_name, cb_approval_no]
needs:
  - audit_team.auditor_id | audit_team.reg_no
  - audit_team.auditor_name
  - audit_team.role | audit_team.qual
  - audit_team.t_start
  - audit_team.cert_no | audit_team.plan_no
  - certificate.scheme_code | certificate.basis | audit_plan.scheme_code
  - auditor.auditor_name
  - auditor.reg_scheme
  - auditor.reg_from
  - auditor.reg_to
params:
  grace_days:
    type: integer
    default: 0
    min: 0
    max: 365
    title: { zh: 注册到期后容许天数, en: Days tolerated after a registration ended }
  renewal_gap_days:
    type: integer
    default: 30
    min: 0
    max: 365
    title: { zh: 续注册的间隔不超过（天）视为连续, en: A renewal within so many days counts as unbroken }
basis:
  - zh: 《认证认可条例》第三十八条：从事审核等认证活动的人员，应当经注册后方可从事相应的认证活动
    en: Regulation on Certification and Accreditation, art. 38 - whoever audits must be registered for that activity first
    source: { zh: 2023-07-20 修订文本（公开文本的副本）, en: Text as revised on 2023-07-20 (copy of the public text) }
    status: verified
  - zh: 同上，第五十九条第四项：聘用未经注册的人员从事认证活动的罚则
    en: Same regulation, art. 59 (4) - penalty for employing people who are not registered
    source: { zh: 2023-07-20 修订文本（公开文本的副本）, en: Text as revised on 2023-07-20 (copy of the public text) }
    status: verified
logic:
  zh: 审核组成员（技术专家除外）在审核开始之日，对该次审核的任何一个体系都没有有效注册（没有注册、尚未注册、已到期，或注册被暂停、撤销）。
  en: On the day the audit began a member of the team (technical experts aside) held no valid registration for any of its schemes (none, not yet, no longer, or suspended or withdrawn).
false_positives:
  - zh: 没有注册制度或注册制度未核实的领域（参考数据中未列的）、以及含有这类领域的结合审核不列；服务、产品认证的检查员另有注册
    en: Schemes without a register, or whose register was not verified (not in the reference data), and combined audits that include one are not listed; service and product inspectors have registers of their own
    case:
      - 'schemes without a register, and service certification'
      - a combined audit with a scheme that has no register
  - zh: 结合审核时全组列在每张证书下：对其中一个体系有有效注册的不列
    en: In a combined audit the whole team stands under every certificate - a valid registration for one of the schemes is enough
    case: 'a combined audit, registered for one of the schemes'
  - zh: 续注册的间隔不超过限定天数的视为连续
    en: A renewal within the days allowed counts as unbroken
    case: renewed after thirty days
  - zh: 证件号码脱敏、为护照或写错的，名录中另有同名者（同一机构，或号码不完整）时列为无法判定；注册证书号和姓名都相同的视为同一人
    en: Where the ID number is masked, a passport's or mistyped and the register has somebody of that name (with the same body, or one of the numbers is not complete), undetermined; the same registration number and name are the same person
    case:
      - 'the number is masked, and two of that name fit'
      - another number with the same name and body
      - another number with the same name and registration number
  - zh: 技术专家不列；组内身份和资格都不明的列为无法判定
    en: Technical experts are not listed; where neither role nor qualification says, undetermined
    case:
      - 'technical experts, by role and by qualification'
      - neither role nor qualification
  - zh: 名录可能只列现行注册、某个机构或某个领域，或早于审核：名录中没有当时已失效的注册、没有该机构或该领域的人员、没有更新的注册的，列为无法判定
    en: The register may hold present registrations only, or those of one body or field, or be older than the audit - without registrations that had ended by then, without anybody of that body or field, or without anything newer, undetermined
    case:
      - the register holds present registrations only
      - the register has nobody of this body
      - the register has nobody of this field
      - the register is older than the end of the registration
  - zh: 警告、告诫等不影响注册效力的处理不计
    en: Warnings and other measures that leave the registration as it is do not count
    case: a warning leaves the registration as it is
message:
  zh: 审核员 {auditor_name} 参加 {schemes} 审核 {audits} 次（自 {first_day} 起），审核开始时没有有效注册：{why_zh}
  en: Auditor {auditor_name} took part in {audits} audit(s) of {schemes} (from {first_day}) without a registration in force - {why_en}
---*/
WITH present AS NOT MATERIALIZED (
  SELECT * FROM team_member WHERE coalesce(role <> 'expert', true) AND coalesce(level <> 'expert', true)
), doubtful AS (
  -- Nearly everybody was plainly registered that day: the rest of the rule looks at the others, and at who else they were there as.
  SELECT DISTINCT m.person, m.visit
  FROM present AS m
  ANTI JOIN (SELECT person, scheme, reg_from, reg_to FROM registration WHERE measure = 'none') AS r
    ON r.person = m.person AND r.scheme = m.scheme AND m.first_day >= r.reg_from AND m.first_day <= r.reg_to
), member AS (
  SELECT person, auditor_id, auditor_name, name_key(auditor_name) AS name, upper(reg_no) AS reg_no, cb_approval_no, body_key(cb_approval_no) AS body, cert_no, plan_no,
    scheme, first_day, role IS NOT NULL OR level IS NOT NULL AS has_role,
    coalesce('visit ' || visit, concat_ws(' ', coalesce(organisation, certificate, plan_no, concat('row ', _source, ':', _row)), first_day)) AS occasion, _source, _row,
    ref('audit_team', _source, _row) AS row_ref
  FROM (FROM present AS m SEMI JOIN doubtful AS d ON d.person IS NOT DISTINCT FROM m.person AND d.visit IS NOT DISTINCT FROM m.visit)
), law AS (
  SELECT *, in_force('auditor_registration', scheme, first_day) IS NOT NULL AS due
  FROM (SELECT DISTINCT scheme, first_day FROM member WHERE scheme IS NOT NULL AND first_day IS NOT NULL)
), period AS (
  SELECT person, scheme, reg_from, reg_to, measure, sanction_from, sanction_to, row_ref,
    CASE WHEN renewed_on - reached BETWEEN 1 AND $renewal_gap_days + 1 THEN renewed_on - 1 ELSE reg_to + $grace_days END AS until
  FROM (SELECT *, max(reg_to) OVER (PARTITION BY person, scheme ORDER BY reg_from, reg_to ROWS UNBOUNDED PRECEDING) AS reached,
      lead(reg_from) OVER (PARTITION BY person, scheme ORDER BY reg_from, reg_to) AS renewed_on FROM registration)
), covered AS (
  SELECT DISTINCT m.person, m.occasion
  FROM member AS m JOIN period AS p ON p.person = m.person AND p.scheme = m.scheme
  WHERE m.first_day BETWEEN p.reg_from AND p.until AND NOT is_barred(m.first_day, measure, sanction_from, sanction_to)
), uncovered AS (
  SELECT m.*, law.due
  FROM (FROM member ANTI JOIN covered ON covered.person = member.person AND covered.occasion = member.occasion) AS m
  LEFT JOIN law ON law.scheme = m.scheme AND law.first_day = m.first_day
), alias AS (
  -- The same name and registration number are the same person.
  SELECT u.person, min(r.person) AS registered
  FROM (SELECT DISTINCT person, name, reg_no FROM uncovered) AS u JOIN registration AS r ON r.name = u.name AND r.reg_no = u.reg_no
  WHERE NOT is_nothing(u.reg_no)
  GROUP BY u.person HAVING count(DISTINCT r.person) = 1
), known AS (
  -- Registrations that had ended before this day need not be in the register, nor what came after that.
  SELECT min(reg_to) AS since, max(greatest(reg_from, employed_from, sanction_from)) FILTER (greatest(reg_from, employed_from, sanction_from) <= $as_of) AS until FROM registration
), held AS (
  SELECT u._source, u._row, p.* EXCLUDE (person), u.first_day, p.scheme = u.scheme AS fits,
    u.first_day BETWEEN p.reg_from AND p.until AS in_time, is_barred(u.first_day, measure, sanction_from, sanction_to) AS barred
  FROM uncovered AS u LEFT JOIN alias ON alias.person = u.person
  JOIN period AS p ON p.person = coalesce(alias.registered, u.person)
), looked_up AS (
  SELECT _source, _row, bool_or(fits AND in_time AND NOT barred) AS valid, bool_or((fits AND in_time AND NOT barred) IS NULL) AS open,
    concat_ws(', ', max('auditor.reg_scheme') FILTER (may_fit AND scheme IS NULL), max('auditor.reg_from') FILTER (may_fit AND reg_from IS NULL),
      max('auditor.reg_to') FILTER (may_fit AND reg_to IS NULL), max('auditor.sanction') FILTER (may_fit AND measure IS NULL AND barred IS NULL),
      max('auditor.sanction_from') FILTER (may_fit AND measure IS NOT NULL AND barred IS NULL AND sanction_from IS NULL),
      max('auditor.sanction_to') FILTER (may_fit AND measure IS NOT NULL AND barred IS NULL AND sanction_from IS NOT NULL)) AS open_fields,
    max(sanction_from) FILTER (fits AND in_time AND barred) AS barred_from,
    max(reg_to) FILTER (fits AND until < first_day) AS ended_on, min(reg_from) FILTER (fits AND reg_from > first_day) AS begins_on,
    string_agg(DISTINCT scheme, '/' ORDER BY scheme) AS schemes_held, (list(DISTINCT row_ref ORDER BY row_ref))[1:6] AS register_rows
  FROM (SELECT *, coalesce(fits AND in_time, true) AS may_fit FROM held)
  GROUP BY _source, _row
), namesake AS (
  SELECT DISTINCT u.person, u.name, u.body
  FROM (SELECT DISTINCT person, name, body, coalesce(is_full_id(person), false) AS is_full FROM uncovered) AS u
  JOIN (SELECT DISTINCT name, body, coalesce(is_full_id(person), false) AS is_full FROM registration WHERE name IN (SELECT name FROM uncovered)) AS r ON r.name = u.name
  WHERE NOT (u.is_full AND r.is_full) OR coalesce(r.body = u.body, true)
), traced AS (
  SELECT u.*, l.* EXCLUDE (_source, _row), l._row IS NOT NULL AS in_register, namesake.name IS NOT NULL AS namesake,
    u.body IN (SELECT body FROM registration WHERE body IS NOT NULL) AS body_listed, u.scheme IN (SELECT scheme FROM registration WHERE scheme IS NOT NULL) AS scheme_listed
  FROM uncovered AS u LEFT JOIN looked_up AS l ON l._source = u._source AND l._row = u._row
  LEFT JOIN namesake ON namesake.name = u.name AND namesake.person IS NOT DISTINCT FROM u.person AND namesake.body IS NOT DISTINCT FROM u.body
), judged AS (
  SELECT *,
    CASE
      WHEN valid OR NOT due THEN false
      WHEN person IS NULL OR due IS NULL OR open OR NOT has_role THEN NULL
      WHEN barred_from IS NOT NULL THEN true
      WHEN ended_on IS NOT NULL THEN CASE WHEN (SELECT until FROM known) > ended_on THEN true END
      WHEN begins_on IS NOT NULL THEN CASE WHEN (SELECT since FROM known) <= first_day THEN true END
      WHEN NOT in_register AND (namesake OR NOT coalesce(body_listed, false)) OR in_register AND NOT coalesce(scheme_listed, false) THEN NULL
      ELSE CASE WHEN first_day BETWEEN (SELECT since FROM known) AND (SELECT until FROM known) THEN true END END AS suspect
  FROM traced
), audited AS (
  SELECT *, bool_and(coalesce(suspect, true)) OVER each_audit AS nothing_valid, bool_and(suspect IS NOT NULL) OVER each_audit AS settled,
    concat_ws(', ',
      CASE WHEN person IS NULL THEN 'audit_team.auditor_id' END,
      CASE WHEN first_day IS NULL THEN 'audit_team.t_start' END,
      CASE WHEN scheme IS NULL THEN 'certificate.scheme_code' END,
      CASE WHEN NOT has_role THEN 'audit_team.role' END,
      CASE WHEN due THEN nullif(open_fields, '') END,
      CASE WHEN due AND person IS NOT NULL AND NOT coalesce(open, false) AND barred_from IS NULL THEN CASE
        WHEN ended_on IS NULL AND begins_on IS NULL AND NOT in_register AND namesake THEN 'audit_team.auditor_id'
        WHEN ended_on IS NULL AND begins_on IS NULL AND NOT in_register AND NOT coalesce(body_listed, false) THEN 'auditor.cb_approval_no'
        WHEN ended_on IS NULL AND begins_on IS NULL AND in_register AND NOT coalesce(scheme_listed, false) THEN 'auditor.reg_scheme'
        WHEN suspect IS NULL AND has_role THEN 'auditor.reg_from' END END) AS lacking
  FROM judged
  WINDOW each_audit AS (PARTITION BY coalesce(person, concat(_source, ':', _row)), occasion)
), found AS (
  SELECT *, row_number() OVER (PARTITION BY person, body, settled ORDER BY first_day, _source, _row) AS nth FROM audited WHERE nothing_valid AND (suspect IS NULL OR settled)
)
SELECT
  CASE WHEN settled THEN 'lead' ELSE 'undetermined' END AS verdict,
  CASE WHEN NOT settled THEN lacking END AS missing,
  shown_id(max(person), max(auditor_id)) AS auditor_id, max(auditor_name) AS auditor_name, max(cb_approval_no) AS cb_approval_no,
  array_to_string((list(DISTINCT cert_no ORDER BY cert_no) FILTER (nth <= 10)), '; ') AS cert_no, array_to_string((list(DISTINCT plan_no ORDER BY plan_no) FILTER (nth <= 10)), '; ') AS plan_no,
  min(first_day) AS occurred_on, min(first_day) AS first_day, count(DISTINCT occasion) AS audits, string_agg(DISTINCT scheme, '/' ORDER BY scheme) AS schemes,
  CASE WHEN settled THEN coalesce(CAST(min_by(coalesce(barred_from, ended_on, begins_on), nth) AS VARCHAR), '0') END AS measured,
  CASE WHEN settled THEN CASE WHEN min_by(barred_from, nth) IS NOT NULL THEN '> ' || min(first_day) WHEN min_by(ended_on, nth) IS NOT NULL THEN '≥ ' || min(first_day)
    WHEN min_by(begins_on, nth) IS NOT NULL THEN '≤ ' || min(first_day) ELSE '≥ 1' END END AS expected,
  CASE WHEN settled THEN min_by(CASE
    WHEN barred_from IS NOT NULL THEN '注册自 ' || barred_from || ' 起被暂停或撤销'
    WHEN ended_on IS NOT NULL THEN '注册有效期至 ' || ended_on || coalesce('，' || begins_on || ' 才再注册', '')
    WHEN begins_on IS NOT NULL THEN begins_on || ' 才注册'
    WHEN in_register THEN '名录中只有 ' || schemes_held || ' 注册'
    ELSE '名录中没有此人' END, nth) END AS why_zh,
  CASE WHEN settled THEN min_by(CASE
    WHEN barred_from IS NOT NULL THEN 'suspended or withdrawn from ' || barred_from
    WHEN ended_on IS NOT NULL THEN 'the registration ended on ' || ended_on || coalesce(' and began again on ' || begins_on, '')
    WHEN begins_on IS NOT NULL THEN 'registered only from ' || begins_on
    WHEN in_register THEN 'registered for ' || schemes_held || ' only'
    ELSE 'not in the register' END, nth) END AS why_en,
  (list(row_ref ORDER BY nth))[1:12] || list_sort(list_distinct(flatten(list(coalesce(register_rows, [])) FILTER (nth <= 3))))[1:8] AS evidence
FROM found
GROUP BY person, body, settled, CASE WHEN NOT settled THEN lacking END, CASE WHEN person IS NULL THEN concat(_source, ':', _row) END
