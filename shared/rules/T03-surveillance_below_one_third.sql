/*---
code: T03
id: surveillance_below_one_third
version: 1
title: { zh: 监督审核人日低于初审三分之一, en: Surveillance below one third of the initial audit }
severity: 中
evidence: E2
subject: certificate
keys: [cb_approval_no, cert_no, audit_end]
needs:
  - certificate.cert_no
  - certificate.activity_code
  - certificate.mandays
  - certificate.staff_system
  - certificate.audit_end | certificate.audit_start
params:
  cycle_months:
    type: integer
    default: 36
    min: 12
    max: 60
    title: { zh: 初审之后不超过（月）的监督审核属于同一周期, en: Surveillance belongs to the cycle up to (months) after the initial audit }
  split_days:
    type: integer
    default: 240
    min: 0
    max: 330
    title: { zh: 相隔不超过（天）的两次监督审核合并计算（半年监督）, en: Surveillance audits at most (days) apart are added up (half-yearly surveillance) }
  default_risk:
    type: text
    default: 中
    title: { zh: 折算人数时，风险未报的按（高、中、低、有限）, en: 'Risk class for conversion where none is reported (“高”, “中”, “低” or “有限”)' }
basis:
  - zh: 监督审核时间不少于初次审核的三分之一
    en: Surveillance takes at least one third of the initial audit
    source: { zh: 认证规则解读（二手资料）, en: Commentary on the certification rules (secondary) }
    status: unverified
  - zh: IAF MD 5 审核时间表：用于把初审人日折算到现有人数，表版本按审核日期取自参考数据
    en: IAF MD 5 audit-time tables, to convert the time of the initial audit to today's headcount; the version in force on the audit date comes from the reference data
    source:
      zh: OHSMS 表读自 IAF MD 5:2019；QMS、EMS 表由三个公开实现互相印证
      en: OHSMS table read in IAF MD 5:2019; QMS and EMS tables agree in three public implementations
    status: unverified
  - zh: IAF MD 11：结合审核再减少不超过 20%
    en: IAF MD 11 - integration cuts at most a further 20 %
    source: EA FAQ 37.23
    status: verified
logic:
  zh: 监督审核的人日，低于同一认证周期初次审核人日（人数减少的先折算）的三分之一，向下取到半天。
  en: The man-days of a surveillance audit are fewer than one third of those of the initial audit of the same cycle (converted to today's headcount where that fell), rounded down to the half day.
false_positives:
  - zh: 人数减少的，初审人日按审核时间表折算到现有人数（分档和直线两种读法取小）；没有审核时间表的体系，人数减少的不列
    en: Where the headcount fell the initial time is converted by the audit-time table (by bands or by lines, whichever gives less); for schemes without a table nothing is listed then
    case:
      - 'fewer people: the initial audit would take 4 days now'
      - 'fewer people within one band'
      - 'fewer people, a scheme without a table'
  - zh: 认证范围缩小（业务范围代码减少）的不列
    en: Not listed where the scope shrank (fewer scope codes)
    case: the scope shrank
  - zh: 半年一次的监督审核分担全年时间，相隔不超过限定天数的合并计算
    en: Half-yearly surveillance splits the time of the year; audits within the days allowed are added up
    case: 'half-yearly: together enough'
  - zh: 下半年的监督审核尚未进行的，需查方案
    en: Where the second half of the year is still to come - check the programme
    by_hand: true
  - zh: 结合审核按整次比较：各体系之和对应初审之和；初审单独、监督结合的再减 20%；初审各行为同一个数（可能是整次合计）的，按平分计
    en: Combined audits are compared as wholes (sum against sum); where only the surveillance is combined a further 20 % is taken off; where the rows of the initial audit all carry one figure (perhaps its total) it is divided among them
    case:
      - 'combined, one scheme short, the other with days to spare'
      - 'single before, combined now: 5 / 3 × 0.8 is 1.33, and 1 is enough'
      - 'the total on both rows of the initial audit, own shares now'
      - 'declared combined at first, the other scheme not in the data'
  - zh: 再认证之后的周期不以更早的初审比较；再认证人日的三分之一不是下限
    en: Cycles that began with a recertification are not compared with an older initial audit, nor with the recertification
    case: after recertification
  - zh: 初审不在数据中的监督审核，每月合为一条无法判定
    en: Surveillance whose initial audit is not in the data is undetermined, one row a month
    case: the initial audit is not in the data
  - zh: 子证书重复主证书的审核，不计
    en: Sub-certificates repeat the audit of their main certificate and are left out
    case: sub-certificates
message:
  zh: 证书 {cert_no}（{schemes}）监督审核人日 {measured}{times_zh}，低于同一周期初次审核（{initial_on}，{initial} 人日{converted_zh}）的 {share_of}，下限 {floor}
  en: Certificate {cert_no} ({schemes}) - surveillance took {measured} man-days{times_en}, less than {share_of} of the initial audit of the cycle ({initial_on}, {initial} man-days{converted_en}), floor {floor}
---*/
WITH audit AS NOT MATERIALIZED (
  -- Read several times, each time only what is needed of it.
  SELECT visit, coalesce(cb_approval_no, '') AS body, certificate, prev_cert_no,
    CASE WHEN scheme IN ('MS', 'other') THEN code_key(scheme_written) ELSE scheme END AS audited_scheme, scheme, activity, risk, staff_system AS staff,
    mandays, combined, scope_codes, audited_on, _source, _row
  FROM reported_audit
  WHERE coalesce(activity <> 'other', true)
), share AS (
  SELECT *, time_share('surveillance', scheme, audited_on) AS share, in_force('time_share_surveillance', scheme, audited_on) AS share_of, in_force('audit_time_table', scheme, audited_on) AS table_version,
    number_in_force('integration_cut', scheme, audited_on) AS integration_cut
  FROM (SELECT DISTINCT scheme, audited_on FROM audit WHERE coalesce(activity = 'surveillance', true))
), longest AS (
  SELECT body, certificate, max(mandays) AS mandays FROM audit WHERE activity <> 'surveillance' AND audited_on IS NOT NULL GROUP BY body, certificate
), low AS (
  -- Most surveillance is long enough beside the longest audit that opened any cycle: only the rest needs a closer look.
  SELECT a.visit
  FROM audit AS a JOIN share ON share.scheme IS NOT DISTINCT FROM a.scheme AND share.audited_on = a.audited_on
  LEFT JOIN longest AS own ON own.body = a.body AND own.certificate = a.certificate
  LEFT JOIN longest AS earlier ON earlier.body = a.body AND earlier.certificate = number_key(a.prev_cert_no)
  WHERE coalesce(activity = 'surveillance', true)
  GROUP BY a.visit
  HAVING coalesce(sum(a.mandays) < half_days_down(sum(share * greatest(own.mandays, earlier.mandays))), true)
), course AS (
  -- All audits of the certificates that these visits were for.
  SELECT *, number_key(prev_cert_no) AS previous
  FROM (FROM audit WHERE certificate IN (
    SELECT unnest([certificate, number_key(prev_cert_no)]) FROM (SELECT certificate, prev_cert_no FROM audit WHERE visit IN (SELECT visit FROM low))))
), shape AS (
  SELECT visit, greatest(count(DISTINCT audited_scheme), 1) AS schemes, greatest(count(DISTINCT audited_scheme), max(TRY_CAST(combined AS INTEGER)), 1) AS declared,
    count(DISTINCT audited_scheme) > 1 OR coalesce(bool_or(combined <> '1'), false) AS is_combined, min(mandays) = max(mandays) AS alike
  FROM audit
  WHERE visit IN (SELECT visit FROM course)
  GROUP BY visit
), opening AS (
  -- One figure on all rows of a combined audit may be its total: each scheme then gets an equal part.
  SELECT DISTINCT ON (body, certificate, audited_on) body, certificate, audited_on, {'activity': activity, 'audited_on': audited_on, 'is_combined': is_combined,
    'mandays': mandays / CASE WHEN alike THEN declared ELSE 1 END, 'staff': staff, 'scopes': scope_codes, 'risk': risk, 'source': _source, 'row': _row} AS initial
  FROM course JOIN shape USING (visit)
  WHERE activity <> 'surveillance' AND audited_on IS NOT NULL
  ORDER BY body, certificate, audited_on, activity, _source, _row
), followed AS (
  SELECT * FROM course WHERE coalesce(activity = 'surveillance', true) AND audited_on IS NOT NULL
), renumbered AS (
  -- The number changed within the cycle.
  SELECT f._source, f._row, o.initial
  FROM followed AS f ASOF JOIN opening AS o ON o.body = f.body AND o.certificate = f.previous AND o.audited_on < f.audited_on
  WHERE f.previous <> f.certificate
), based AS (
  SELECT f.*, coalesce(o.initial, r.initial) AS initial,
    coalesce(o.initial, r.initial).activity = 'recertification' AS is_later_cycle,
    f.audited_on <= coalesce(o.initial, r.initial).audited_on + to_months($cycle_months) AS in_cycle
  FROM followed AS f
  ASOF LEFT JOIN opening AS o ON o.body = f.body AND o.certificate = f.certificate AND o.audited_on < f.audited_on
  LEFT JOIN renumbered AS r ON r._source = f._source AND r._row = f._row
), spaced AS (
  SELECT *, sum(mandays) OVER a_while AS mandays_together, count(*) OVER a_while AS times,
    coalesce(min(audited_on) OVER later - audited_on <= $split_days, false) AS goes_on
  FROM based
  WINDOW a_while AS (PARTITION BY body, certificate ORDER BY audited_on RANGE BETWEEN to_days($split_days) PRECEDING AND CURRENT ROW),
    later AS (PARTITION BY body, certificate ORDER BY audited_on RANGE BETWEEN INTERVAL 1 DAY FOLLOWING AND UNBOUNDED FOLLOWING)
), compared AS (
  SELECT s.*, share.* EXCLUDE (scheme, audited_on), CASE WHEN in_cycle AND NOT is_later_cycle THEN initial.mandays END AS initial_mandays
  FROM spaced AS s JOIN share ON share.scheme IS NOT DISTINCT FROM s.scheme AND share.audited_on = s.audited_on
  WHERE visit IN (SELECT visit FROM low)
), near AS (
  -- What is enough without any allowance needs no closer look.
  SELECT visit, sum(mandays) AS mandays, bool_and(has_mandays) AS has_mandays, bool_and(is_surveillance) AS is_surveillance
  FROM (SELECT visit, sum(mandays_together) AS mandays, min(initial_mandays * share) AS least, count(mandays) = count(*) AS has_mandays,
      bool_and(activity IS NOT NULL) AS is_surveillance, bool_or(goes_on) AS goes_on, bool_and(coalesce(is_later_cycle, false)) AS is_later_cycle
    FROM compared GROUP BY visit, audited_scheme)
  GROUP BY visit
  HAVING NOT bool_or(goes_on) AND NOT bool_and(is_later_cycle) AND coalesce(sum(mandays) < half_days_down(sum(least)), true)
), headcount AS (
  -- What the tables say is looked up once for each scheme, risk and headcount.
  SELECT *, audit_time(table_version, scheme, risk, $default_risk, staff) / audit_time(table_version, scheme, risk, $default_risk, initial_staff) AS by_bands,
    audit_time_between(table_version, scheme, risk, $default_risk, staff) / audit_time_between(table_version, scheme, risk, $default_risk, initial_staff) AS by_lines
  FROM (SELECT DISTINCT table_version, scheme, coalesce(initial.risk, risk) AS risk, staff, initial.staff AS initial_staff
    FROM compared WHERE staff < initial.staff AND visit IN (SELECT visit FROM near))
), tabled AS (
  SELECT c.*, near.mandays AS visit_mandays, has_mandays, is_surveillance,
    CASE WHEN shape.is_combined AND NOT initial.is_combined THEN 1 - integration_cut ELSE 1 END AS after_integration,
    list_transform(string_split_regex(c.scope_codes, '[;；,，、\s]+'), lambda code: left(code, 8)) AS scopes,
    list_transform(string_split_regex(initial.scopes, '[;；,，、\s]+'), lambda code: left(code, 8)) AS initial_scopes,
    c.staff < initial.staff AS fewer, by_bands, by_lines
  FROM compared AS c JOIN near ON near.visit = c.visit JOIN shape ON shape.visit = c.visit
  LEFT JOIN headcount AS h ON h.table_version = c.table_version AND h.scheme = c.scheme AND h.risk IS NOT DISTINCT FROM coalesce(c.initial.risk, c.risk)
    AND h.staff = c.staff AND h.initial_staff = c.initial.staff
), converted AS (
  SELECT *, CASE WHEN fewer THEN initial_mandays * least(1, by_bands, by_lines) WHEN NOT fewer THEN initial_mandays END AS now_mandays,
    coalesce(fewer AND least(1, by_bands, by_lines) < 1, false) AS is_converted,
    coalesce(fewer AND by_bands IS NULL, false) OR coalesce(NOT list_has_all(scopes, initial_scopes), false) AS is_reduced
  FROM tabled
), judged AS (
  SELECT visit, visit_mandays, has_mandays, is_surveillance, max(times) AS times, sum(initial_mandays) AS initial_mandays, sum(now_mandays) AS now_mandays,
    half_days_down(sum(least)) AS floor,
    CASE WHEN bool_or(is_reduced) THEN false
      WHEN visit_mandays >= half_days_down(sum(at_most)) THEN false
      WHEN count(least) = count(at_most) THEN visit_mandays < half_days_down(sum(least)) END AS short,
    bool_or(has_initial) AS has_initial
  FROM (SELECT visit, audited_scheme, visit_mandays, has_mandays, is_surveillance, max(times) AS times, min(initial_mandays) AS initial_mandays,
      min(now_mandays) AS now_mandays, bool_or(is_reduced) AS is_reduced, coalesce(bool_or(in_cycle AND NOT is_later_cycle), false) AS has_initial, min(initial_mandays * share * after_integration) AS at_most,
      CASE WHEN count(now_mandays) = count(initial_mandays) THEN min(now_mandays * share * after_integration) END AS least
    FROM converted GROUP BY visit, audited_scheme, visit_mandays, has_mandays, is_surveillance)
  GROUP BY visit, visit_mandays, has_mandays, is_surveillance
), found AS (
  SELECT *, CASE WHEN has_mandays AND is_surveillance THEN short END AS suspect FROM judged WHERE coalesce(short, true)
)
SELECT
  CASE WHEN suspect THEN 'lead' ELSE 'undetermined' END AS verdict,
  CASE WHEN suspect IS NULL THEN concat_ws(', ',
    CASE WHEN bool_or(v.activity IS NULL) THEN 'certificate.activity_code' END,
    CASE WHEN bool_or(v.mandays IS NULL) OR bool_and(v.initial_mandays IS NULL) THEN 'certificate.mandays' END,
    CASE WHEN bool_or(v.initial_mandays IS NOT NULL AND v.fewer IS NULL) THEN 'certificate.staff_system' END) END AS missing,
  max(c.cb_approval_no) AS cb_approval_no, max(c.cb_name) AS cb_name, max(c.org_uscc) AS org_uscc, max(c.org_name) AS org_name,
  string_agg(DISTINCT c.cert_no, '; ' ORDER BY c.cert_no) AS cert_no, max(v.audited_on) AS audit_end, max(v.audited_on) AS occurred_on,
  CASE WHEN suspect THEN amount(found.visit_mandays) END AS measured, CASE WHEN suspect THEN '≥ ' || amount(floor) END AS expected,
  string_agg(DISTINCT v.audited_scheme, '+' ORDER BY v.audited_scheme) AS schemes,
  max(v.initial.audited_on) AS initial_on, amount(found.initial_mandays) AS initial, amount(floor) AS floor, max(v.share_of) AS share_of,
  CASE WHEN found.times > 1 THEN '（' || found.times || ' 次合计）' ELSE '' END AS times_zh,
  CASE WHEN found.times > 1 THEN ' (' || found.times || ' audits together)' ELSE '' END AS times_en,
  CASE WHEN bool_or(v.is_converted) THEN '，按 ' || max(v.table_version) || ' 折算到现有人数为 ' || amount(found.now_mandays) ELSE '' END AS converted_zh,
  CASE WHEN bool_or(v.is_converted) THEN ', ' || amount(found.now_mandays) || ' for today''s headcount by ' || max(v.table_version) ELSE '' END AS converted_en,
  (list(ref('certificate', v._source, v._row) ORDER BY v.audited_scheme, v._source, v._row)
    || coalesce(list(ref('certificate', s._source, s._row) ORDER BY s.audited_on DESC, s._source, s._row) FILTER (s._row IS NOT NULL), [])
    || coalesce(list(ref('certificate', v.initial.source, v.initial.row) ORDER BY v.audited_scheme, v._source, v._row) FILTER (v.initial.row IS NOT NULL), []))[1:20] AS evidence
FROM found
JOIN converted AS v ON v.visit = found.visit
JOIN (SELECT cb_approval_no, cb_name, org_uscc, org_name, cert_no, _source, _row FROM certificate) AS c ON c._source = v._source AND c._row = v._row
LEFT JOIN followed AS s ON s.certificate = CASE WHEN v.times > 1 THEN v.certificate END AND s.body = v.body AND s.audited_on < v.audited_on AND s.audited_on >= v.audited_on - $split_days
WHERE has_initial OR NOT found.is_surveillance
GROUP BY found.visit, suspect, found.visit_mandays, found.initial_mandays, found.now_mandays, found.times, floor
UNION ALL BY NAME
-- Surveillance whose initial audit is not in the data, one row for each month.
SELECT 'undetermined' AS verdict, 'certificate.mandays' AS missing, CAST(date_trunc('month', v.audited_on) AS DATE) AS occurred_on,
  CAST(count(DISTINCT v.visit) AS VARCHAR) AS measured, list(ref('certificate', v._source, v._row) ORDER BY v._source, v._row)[1:20] AS evidence
FROM found JOIN converted AS v ON v.visit = found.visit
WHERE NOT has_initial AND found.is_surveillance
GROUP BY date_trunc('month', v.audited_on)
UNION ALL BY NAME
SELECT 'undetermined' AS verdict,
  concat_ws(', ', CASE WHEN a.activity IS NULL THEN 'certificate.activity_code' END, 'certificate.audit_end') AS missing,
  c.cb_approval_no, c.cb_name, c.org_uscc, c.org_name, c.cert_no, [ref('certificate', a._source, a._row)] AS evidence
FROM (SELECT activity, _source, _row FROM audit WHERE audited_on IS NULL AND coalesce(activity = 'surveillance', true)) AS a
JOIN (SELECT cb_approval_no, cb_name, org_uscc, org_name, cert_no, _source, _row FROM certificate) AS c ON c._source = a._source AND c._row = a._row
