/*---
code: T08
id: stage_gap_too_short
version: 1
title: { zh: 两阶段审核间隔过短, en: Stage 2 too soon after stage 1 }
severity: 中
evidence: E2
subject: audit_team
keys: [cb_approval_no, auditee, stage_2_from]
needs:
  - audit_team.cert_no | audit_team.plan_no
  - audit_team.stage_code
  - audit_team.t_start
  - audit_team.t_end
  - certificate.scheme_code | certificate.basis | audit_plan.scheme_code
params:
  max_apart_days:
    type: integer
    default: 180
    min: 30
    max: 1095
    title: { zh: 相隔超过（天）的两次记录不属于同一次初次审核, en: Entries more than (days) apart belong to different initial audits }
basis:
  - zh: CNCA-QMS-01:2025（2026-01-01 起）：一、二阶段审核间隔不少于 5 天；条款原文未能取得，按自然日还是工作日计未知，按较宽的自然日计
    en: CNCA-QMS-01:2025 (from 2026-01-01) - at least 5 days between the stages. The clause could not be read, nor whether it means working days; calendar days, the wider reading, are counted
    source: { zh: 一份商业解读, en: One commercial commentary }
    status: unverified
  - zh: 此前没有间隔天数的规定，前后相接的两阶段较为普遍；只看二阶段是否在一阶段结束当天或之前开始
    en: Before that no number of days was laid down and back-to-back stages were common; only a stage 2 that begins no later than the day stage 1 ends counts
    source: { zh: 上海 2025 年公开处罚案例涉及 6 月 25 日一阶段、26 日二阶段等情节, en: 'A penalty published in Shanghai in 2025 names stage 1 on 25 June and stage 2 on 26 June among other omissions' }
    status: heuristic
logic:
  zh: 初次认证的二阶段审核，在一阶段审核结束后不足规定天数即开始（按一阶段开始之日有效的规定）。
  en: Stage 2 of an initial audit began fewer days after the end of stage 1 than the rule in force when stage 1 began asks for.
false_positives:
  - zh: 2026 年以前两阶段次日相接普遍且被容许，只有同日或更早才列出
    en: Before 2026 stage 2 on the next day was common and tolerated; only the same day or earlier is listed
    case: 'before 2026, stage 2 on the next day'
  - zh: 2026 年以后 5 天的间隔只适用于质量管理体系；其他体系的条款未核实，仍按原来的口径
    en: From 2026 the 5 days hold for QMS only; the clauses of other schemes are not verified and the earlier practice goes on
    case: 'EMS in 2026, stage 2 on the next day'
  - zh: 一阶段在新规则施行前开始的，按原规则
    en: An audit whose stage 1 began before the new rule is judged by the old one
    case: 'stage 1 in the last days of 2025, stage 2 in 2026'
  - zh: 一阶段可能是文件审核，填的是报告日期：一阶段日期晚于二阶段开始，或者两阶段填了同一段日期的，不作判断
    en: Stage 1 may be documentary and dated by its report - where it is dated after stage 2 began, or both carry one and the same span of days, nothing is concluded
    case:
      - 'stage 1 dated by its report, after stage 2 began'
      - both stages carry the days of the whole audit
      - 'a second entry of stage 1, dated by its report'
  - zh: 按自然日计算，跨周末的 5 天也算 5 天
    en: Calendar days count, a weekend included
    case: '2026, five days with a weekend among them'
  - zh: 一次结合审核的几张证书只列一条；只在一张证书上报了一阶段的，其他证书随之
    en: The certificates of one combined audit make one lead; where only one of them reports stage 1, the others go with it
    case: stage 1 reported for one certificate of the visit only
message:
  zh: 证书 {cert_no}（{schemes}）一阶段审核 {stage_1_to} 结束，二阶段审核 {stage_2_from} 开始，{apart_zh}，应至少相隔 {required} 天
  en: Certificate {cert_no} ({schemes}) - stage 1 ended on {stage_1_to}, stage 2 began on {stage_2_from}, {apart_en}; at least {required} day(s) are asked for
---*/
WITH row_of_initial AS NOT MATERIALIZED (
  FROM team_member WHERE coalesce(activity = 'initial', true)
), open_visit AS (
  -- Most visits have every stage 1 early enough before every stage 2, by whatever was ever asked for: they hold no lead, and
  -- settle what one of their certificates leaves open. (Nothing is enough unless some rule has held for all schemes ever since.)
  SELECT visit
  FROM row_of_initial
  WHERE visit IS NOT NULL
  GROUP BY visit, cb_approval_no
  HAVING NOT coalesce(count(activity) = count(*) AND count(stage) = count(*) AND count(first_day) = count(*) AND count(last_day) = count(*)
    AND coalesce(min(CASE WHEN stage = 'stage 2' THEN first_day END), DATE '9999-12-31') - max(CASE WHEN stage = 'stage 1' THEN greatest(first_day, last_day) END)
      >= (SELECT max(number_of(value)) FROM ref_regulation WHERE parameter = 'stage_gap_days'
        HAVING bool_or(scheme = '*' AND value IS NOT NULL AND valid_from IS NULL AND valid_to IS NULL)), false)
), astray AS (
  -- The stages of one certificate may stand in several visits: these are looked at together.
  SELECT certificate FROM row_of_initial GROUP BY certificate HAVING min(visit) <> max(visit) OR count(visit) < count(*)
), entry AS (
  SELECT m.cb_approval_no, coalesce(m.certificate, m.organisation || ' ' || coalesce(m.scheme, ''), concat('row ', m._source, ':', m._row)) AS series, m.organisation, m.scheme, m.visit,
    m.stage, m.first_day, m.last_day, m._source, m._row
  FROM (SELECT cb_approval_no, certificate, organisation, scheme, visit, activity, stage, first_day, last_day, audit, _source, _row FROM row_of_initial
    WHERE visit IS NULL OR visit IN (SELECT visit FROM open_visit UNION ALL SELECT visit FROM row_of_initial WHERE visit IS NOT NULL AND certificate IN (SELECT certificate FROM astray))) AS m
  LEFT JOIN (SELECT activity, _source, _row FROM reported_audit) AS a ON a._source = CASE WHEN m.activity IS NULL THEN m.audit.source END AND a._row = m.audit.row
  WHERE coalesce(m.activity, a.activity, 'initial') = 'initial'
), distinct_entry AS (
  SELECT cb_approval_no, series, stage, first_day, last_day, max(organisation) AS organisation, max(scheme) AS scheme, max(visit) AS visit
  FROM entry
  GROUP BY cb_approval_no, series, stage, first_day, last_day
), episode AS (
  -- One number may have had two initial audits, years apart.
  SELECT *, sum(CASE WHEN anew THEN 1 ELSE 0 END) OVER (PARTITION BY cb_approval_no, series ORDER BY first_day, last_day, stage) AS nth
  FROM (SELECT *, first_day - max(coalesce(last_day, first_day)) OVER (PARTITION BY cb_approval_no, series ORDER BY first_day, last_day, stage
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) > $max_apart_days AS anew FROM distinct_entry)
), opened AS (
  SELECT *, min(first_day) FILTER (stage = 'stage 2') OVER audit AS stage_2_from, max(last_day) FILTER (stage = 'stage 2') OVER audit AS stage_2_to
  FROM episode
  WINDOW audit AS (PARTITION BY cb_approval_no, series, nth)
), audited AS (
  SELECT cb_approval_no, series, nth, max(organisation) AS organisation, max(scheme) AS scheme, max(visit) AS visit,
    coalesce(bool_or(stage = 'stage 1'), false) AS has_1, coalesce(bool_or(stage = 'stage 2'), false) AS has_2, bool_or(stage IS NULL) AS has_unknown,
    stage_2_from, min(first_day) FILTER (stage = 'stage 1' AND first_day <= coalesce(stage_2_from, first_day)) AS stage_1_from,
    max(last_day) FILTER (stage = 'stage 1' AND first_day <= coalesce(stage_2_from, first_day)) AS stage_1_to,
    coalesce(bool_or(stage = 'stage 1' AND first_day = stage_2_from AND last_day = stage_2_to AND stage_2_to > stage_2_from), false) AS same_span,
    coalesce(bool_and(first_day > stage_2_from) FILTER (stage = 'stage 1'), false) AS too_late
  FROM opened
  GROUP BY cb_approval_no, series, nth, stage_2_from
), law AS (
  -- For an unknown scheme: what holds for each, and the most that any asks for.
  SELECT *, number_in_force('stage_gap_days', scheme, stage_1_from) AS required,
    CASE WHEN scheme IS NULL THEN (SELECT max(number_of(r.value)) FROM ref_regulation AS r
      WHERE r.parameter = 'stage_gap_days' AND coalesce(r.valid_from <= stage_1_from, true)) END AS at_most
  FROM (SELECT DISTINCT scheme, stage_1_from FROM audited)
), judged AS (
  SELECT audited.*, required, stage_2_from - stage_1_to AS days,
    coalesce('visit ' || visit, organisation || ' ' || stage_2_from, series) AS held,
    CASE WHEN NOT has_2 AND NOT has_unknown THEN false
      WHEN same_span OR too_late THEN NULL
      WHEN stage_2_from - stage_1_to < required THEN true
      WHEN stage_2_from - stage_1_to >= coalesce(at_most, required) THEN false END AS suspect
  FROM audited LEFT JOIN law ON law.scheme IS NOT DISTINCT FROM audited.scheme AND law.stage_1_from IS NOT DISTINCT FROM audited.stage_1_from
), found AS (
  SELECT *, bool_or(suspect) OVER visit AS is_lead,
    concat_ws(', ',
      CASE WHEN NOT has_1 OR NOT has_2 THEN 'audit_team.stage_code' END,
      CASE WHEN has_1 AND has_2 AND (stage_2_from IS NULL OR stage_1_from IS NULL OR too_late OR same_span) THEN 'audit_team.t_start' END,
      CASE WHEN has_1 AND has_2 AND stage_1_from IS NOT NULL AND (stage_1_to IS NULL OR same_span) THEN 'audit_team.t_end' END,
      CASE WHEN scheme IS NULL AND stage_2_from - stage_1_to >= required AND NOT same_span THEN 'certificate.scheme_code' END) AS lacking
  FROM judged
  WINDOW visit AS (PARTITION BY cb_approval_no, held)
  -- What one certificate of the visit leaves open, another may have settled.
  QUALIFY CASE WHEN bool_or(suspect) OVER visit THEN suspect ELSE bool_and(suspect IS NULL) OVER visit END
)
SELECT
  CASE WHEN is_lead THEN 'lead' ELSE 'undetermined' END AS verdict,
  CASE WHEN NOT coalesce(is_lead, false) THEN max(lacking) END AS missing,
  f.cb_approval_no, max(m.org_uscc) AS org_uscc, max(m.org_name) AS org_name,
  string_agg(DISTINCT m.cert_no, '; ' ORDER BY m.cert_no) AS cert_no, coalesce(max(f.organisation), max(f.series)) AS auditee,
  min(f.stage_2_from) AS stage_2_from, min(f.stage_2_from) AS occurred_on, max(f.stage_1_to) AS stage_1_to,
  string_agg(DISTINCT f.scheme, '+' ORDER BY f.scheme) AS schemes,
  CASE WHEN is_lead THEN CAST(min(days) AS VARCHAR) END AS measured,
  CASE WHEN is_lead THEN '≥ ' || amount(max(required)) END AS expected, amount(max(required)) AS required,
  CASE WHEN min(days) < 0 THEN '早 ' || -min(days) || ' 天' WHEN min(days) = 0 THEN '在同一天' ELSE '相隔 ' || min(days) || ' 天' END AS apart_zh,
  CASE WHEN min(days) < 0 THEN -min(days) || ' day(s) earlier' WHEN min(days) = 0 THEN 'the same day' ELSE min(days) || ' day(s) later' END AS apart_en,
  list(ref('audit_team', m._source, m._row) ORDER BY m.stage DESC, m.first_day, m._source, m._row)[1:20] AS evidence
FROM found AS f
JOIN episode AS d ON d.cb_approval_no IS NOT DISTINCT FROM f.cb_approval_no AND d.series = f.series AND d.nth = f.nth
JOIN entry AS e ON e.cb_approval_no IS NOT DISTINCT FROM d.cb_approval_no AND e.series = d.series AND e.stage IS NOT DISTINCT FROM d.stage
  AND e.first_day IS NOT DISTINCT FROM d.first_day AND e.last_day IS NOT DISTINCT FROM d.last_day
JOIN (SELECT cert_no, org_uscc, org_name, stage, first_day, _source, _row FROM team_member) AS m ON m._source = e._source AND m._row = e._row
GROUP BY f.cb_approval_no, f.held, is_lead
