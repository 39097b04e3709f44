/*---
code: A04
id: auditor_annual_cap
version: 1
title: { zh: 审核员年度审核量超限, en: Auditor beyond the yearly cap }
severity: 中
evidence: E2
subject: audit_team
keys: [person, year, counted]
needs:
  - audit_team.auditor_id | audit_team.reg_no
  - audit_team.auditor_name
  - audit_team.role
  - audit_team.qual
  - audit_team.t_start
  - audit_team.t_end
  - audit_team.cert_no | audit_team.plan_no
  - certificate.org_uscc | certificate.org_name | audit_plan.org_uscc | audit_plan.org_name
params:
  p_days:
    type: integer
    default: 220
    min: 1
    max: 366
    title: { zh: 全年审核超过（天）, en: Days on audits in a year beyond }
  max_days:
    type: integer
    default: 31
    min: 1
    max: 366
    title: { zh: 单条记录最长天数（更长的视为日期不可用）, en: Longest record in days (longer ones have no usable dates) }
basis:
  - zh: CNCA-QMS-01:2025（2026-01-01 起）：一名审核员一年审核的组织不超过 50 家；条款原文未能取得，是否各体系合并计算未知，按只计质量管理体系
    en: CNCA-QMS-01:2025 (from 2026-01-01) - one auditor audits at most 50 organisations a year. The clause could not be read, nor whether all schemes count; only QMS is counted
    source: { zh: 一份商业解读, en: One commercial commentary }
    status: unverified
  - zh: 每年 220 个审核日为经验值（全年工作日约 250 天）
    en: 220 days on audits a year are a rule of thumb (a year has about 250 working days)
    source: { zh: 经验阈值, en: Heuristic threshold }
    status: heuristic
logic:
  zh: 一名审核员在一个自然年内审核的不同组织超过当时规定的家数，或者在审核现场的天数超过限定值。
  en: In one calendar year one auditor audited more different organisations than the rule in force allows, or spent more days on audits than the limit.
false_positives:
  - zh: 一次结合审核、一个组织的几张证书和几次审核，只算一家组织；同一天在审核组数据中出现几行的只算一天
    en: A combined audit, several certificates and several audits of one organisation count as one organisation; a day that stands in several rows counts once
    case:
      - 'fifty organisations, each with two schemes, audited twice'
      - a day in several rows is one day
  - zh: 2026 年以前、质量管理体系以外的审核不计入家数
    en: Audits before 2026 and of other schemes do not count as organisations
    case:
      - 'fifty organisations in 2026, one more in 2025'
      - 'fifty organisations for QMS, one more for EMS'
  - zh: 技术专家、实习审核员不计
    en: Technical experts and trainee auditors are not counted
    case: 'the fifty-first as technical expert, or as trainee'
  - zh: 不足一年的按实际发生数，不推算到全年
    en: A year that is not over, or begun late, counts as it is and is not projected
    case: fifty organisations by March
  - zh: 组织在一处用代码、另一处只有名称的，按名称归并
    en: An organisation by its code in one place and by its name alone in another counts once
    case: 'an organisation by code here, by name there'
  - zh: 超过两天的记录中的休息日不计；日期不可用的记录不作为天数
    en: Days off within records of more than two days do not count, nor do records without usable dates
    case: a weekend within a long audit
  - zh: 一个证件号码下有 4 个以上姓名的是占位号码，列为无法判定
    en: A number with more than three names is a placeholder - undetermined
    case: a number under four names
message:
  zh: 审核员 {auditor_name} 在 {year} 年{found_zh}
  en: Auditor {auditor_name} in {year} - {found_en}
---*/
WITH member AS NOT MATERIALIZED (
  -- Read anew where it is used: all of it at once is more than memory holds.
  SELECT person, coalesce(organisation, certificate, plan_no) AS auditee, organisation, org_name, scheme,
    -- Who leads is no trainee; for others the qualification must say so.
    coalesce(role = 'leader', false) OR coalesce(role = 'member' AND NOT trainee, false) AS counts, role IS NOT NULL AS has_role,
    coalesce(first_day, last_day) AS day, first_half_day AS first, last_half_day AS last,
    last_half_day BETWEEN first_half_day AND first_half_day + 2 * $max_days - 1 AS has_days, _source, _row
  FROM team_member
  WHERE coalesce(role <> 'expert', true) AND (role = 'leader' OR NOT coalesce(trainee, false))
), yearly AS (
  -- Few people can be over a limit at all, even if all their rows were audits of their own: only those are looked at.
  -- (Numbers group faster than texts. Should two people share one, both are looked at.)
  SELECT hash(person) AS number, year(day) AS year, count(*) AS rows, coalesce(sum(last - first + 1) FILTER (has_days), 0) AS half_days
  FROM member
  GROUP BY ALL
), crowd AS (
  SELECT person, auditee, organisation, name_key(org_name) AS auditee_name, scheme, counts, has_role, day, _source, _row
  FROM member
  WHERE hash(person) IN (
    SELECT y.number FROM yearly AS y LEFT JOIN yearly AS undated ON undated.number = y.number AND undated.year IS NULL
    WHERE y.rows + coalesce(undated.rows, 0) > (SELECT min(number_of(value)) FROM ref_regulation WHERE parameter = 'auditor_organisations_max'))
), law AS (
  SELECT scheme, day, counted_scheme, number_in_force('auditor_organisations_max', counted_scheme, day) AS cap
  FROM (SELECT scheme, day, scheme AS counted_scheme FROM crowd WHERE scheme IS NOT NULL AND day IS NOT NULL
    UNION
    -- An unknown scheme may be any that has a cap.
    SELECT NULL, day, r.scheme FROM crowd JOIN ref_regulation AS r ON r.parameter = 'auditor_organisations_max' WHERE crowd.scheme IS NULL AND day IS NOT NULL)
), capped AS (
  SELECT person, year(crowd.day) AS year, counted_scheme, cap, auditee, organisation, auditee_name, counts AND organisation IS NOT NULL AND crowd.scheme IS NOT NULL AS certain,
    counts, has_role, crowd.scheme, crowd.day, _source, _row
  FROM crowd JOIN law ON law.scheme IS NOT DISTINCT FROM crowd.scheme AND law.day = crowd.day
  WHERE cap IS NOT NULL
), undated AS (
  SELECT person, count(DISTINCT auditee) AS auditees FROM crowd WHERE day IS NULL GROUP BY person
), by_organisation AS (
  SELECT person, year, counted_scheme, max(cap) AS cap,
    -- One organisation may stand here by its code and there by its name.
    least(count(DISTINCT auditee), CASE WHEN count(auditee_name) = count(*) THEN count(DISTINCT auditee_name) END) + coalesce(max(undated.auditees), 0) AS possible,
    least(count(DISTINCT organisation) FILTER (certain),
      CASE WHEN count(auditee_name) FILTER (certain) = count(*) FILTER (certain) THEN count(DISTINCT auditee_name) FILTER (certain) END) AS certain,
    concat_ws(', ',
      CASE WHEN person IS NULL THEN 'audit_team.auditor_id' END,
      CASE WHEN bool_or(NOT has_role) THEN 'audit_team.role' END,
      CASE WHEN bool_or(has_role AND NOT counts) THEN 'audit_team.qual' END,
      CASE WHEN max(undated.auditees) > 0 THEN 'audit_team.t_start' END,
      CASE WHEN bool_or(organisation IS NULL) THEN 'certificate.org_uscc' END,
      CASE WHEN bool_or(scheme IS NULL) THEN 'certificate.scheme_code' END) AS lacking
  FROM capped LEFT JOIN undated USING (person)
  GROUP BY person, year, counted_scheme
  HAVING possible > max(cap)
), first_visit AS (
  -- One row for each organisation proves the count.
  SELECT c.person, c.year, c.counted_scheme, c.auditee, min(c.day) AS day, min({'day': c.day, 'source': c._source, 'row': c._row}) AS earliest
  FROM capped AS c JOIN by_organisation AS o ON o.person IS NOT DISTINCT FROM c.person AND o.year = c.year AND o.counted_scheme = c.counted_scheme
  WHERE c.certain OR o.certain <= o.cap
  GROUP BY c.person, c.year, c.counted_scheme, c.auditee
), many_organisations AS (
  SELECT 'organisations' AS counted, o.person, o.year, o.certain > o.cap AS suspect, o.lacking,
    CASE WHEN o.certain > o.cap THEN list_sort(list(v.day))[CAST(o.cap AS INTEGER) + 1] ELSE max(v.day) END AS occurred_on,
    CAST(o.certain AS VARCHAR) AS measured, '≤ ' || amount(o.cap) AS expected,
    '审核了 ' || o.certain || ' 家组织的' || o.counted_scheme || '，超过每年 ' || amount(o.cap) || ' 家' AS found_zh,
    o.certain || ' organisations audited for ' || o.counted_scheme || ', more than ' || amount(o.cap) || ' a year' AS found_en,
    list(v.earliest ORDER BY v.earliest)[1:100] AS rows
  FROM by_organisation AS o
  JOIN first_visit AS v ON v.person IS NOT DISTINCT FROM o.person AND v.year = o.year AND v.counted_scheme = o.counted_scheme
  GROUP BY o.person, o.year, o.counted_scheme, o.certain, o.cap, o.lacking
), stay AS (
  SELECT person, first, last, bool_or(counts) AS certain, bool_or(has_role) AS has_role, min(day) AS day, min(place_of_row(_source, _row)) AS place
  FROM member
  WHERE has_days AND hash(person) IN (SELECT number FROM yearly WHERE half_days + 2 * $max_days > 2 * $p_days)
  GROUP BY person, first, last
), busy AS (
  -- The half-days of these are counted one by one.
  SELECT person FROM stay GROUP BY person, year(day) HAVING sum(last - first + 1) + 2 * $max_days > 2 * $p_days
), spent AS (
  SELECT person, certain, has_role, {'day': stay.day, 'source': row_at_place(place).source, 'row': row_at_place(place).row} AS earliest,
    half_day, day_of_half_day(half_day) AS day
  FROM (SELECT *, unnest(range(first, last + 1)) AS half_day, last - first > 3 AS is_long FROM stay WHERE person IN (SELECT person FROM busy)) AS stay
  LEFT JOIN ref_workday AS calendar ON calendar.day = day_of_half_day(half_day)
  WHERE NOT is_long OR coalesce(calendar.workday, isodow(day_of_half_day(half_day)) < 6)
), by_days AS (
  SELECT person, year(day) AS year, max(day) AS occurred_on, count(DISTINCT half_day) / 2 AS possible, count(DISTINCT half_day) FILTER (certain) / 2 AS certain,
    concat_ws(', ', CASE WHEN bool_or(NOT has_role) THEN 'audit_team.role' END, CASE WHEN bool_or(has_role AND NOT certain) THEN 'audit_team.qual' END) AS lacking,
    list_sort(list(DISTINCT earliest))[1:20] AS rows
  FROM spent
  GROUP BY person, year(day)
  HAVING count(DISTINCT half_day) > 2 * $p_days
), many_days AS (
  SELECT 'days' AS counted, person, year, certain > $p_days AS suspect, lacking, occurred_on, amount(certain) || ' d' AS measured, '≤ ' || $p_days || ' d' AS expected,
    '在审核现场 ' || amount(certain) || ' 天，超过 ' || $p_days || ' 天' AS found_zh, amount(certain) || ' days on audits, more than ' || $p_days AS found_en, rows
  FROM by_days
), found AS (
  FROM many_organisations UNION ALL BY NAME FROM many_days
), named AS (
  SELECT person, auditor_id, auditor_name, cb_approval_no, _source, _row FROM team_member WHERE hash(person) IN (SELECT hash(person) FROM found)
), known AS (
  SELECT person, count(DISTINCT name_key(auditor_name)) > 3 AS is_placeholder FROM named WHERE person IN (SELECT person FROM found) GROUP BY person
), judged AS (
  SELECT found.*, unnest(rows) AS one, coalesce(suspect AND person IS NOT NULL AND NOT is_placeholder, false) AS is_lead,
    CASE WHEN is_placeholder THEN 'audit_team.auditor_id' ELSE lacking END AS missing_fields
  FROM found LEFT JOIN known USING (person)
)
SELECT
  CASE WHEN is_lead THEN 'lead' ELSE 'undetermined' END AS verdict, CASE WHEN NOT is_lead THEN missing_fields END AS missing,
  judged.person, year, counted, string_agg(DISTINCT t.cb_approval_no, '; ' ORDER BY t.cb_approval_no) AS cb_approval_no,
  max(t.auditor_id) AS auditor_id, coalesce(max(t.auditor_name), '') AS auditor_name, occurred_on,
  CASE WHEN is_lead THEN measured END AS measured, CASE WHEN is_lead THEN expected END AS expected, found_zh, found_en,
  list(ref('audit_team', t._source, t._row) ORDER BY one) AS evidence
FROM judged JOIN named AS t ON t._source = one.source AND t._row = one.row
GROUP BY judged.person, year, counted, is_lead, missing_fields, occurred_on, measured, expected, found_zh, found_en
