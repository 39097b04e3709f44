/*---
code: T01
id: audit_time_below_minimum
version: 2
title: { zh: 审核人日低于应有值, en: Audit time below the minimum }
severity: 高
evidence: E2
subject: certificate
keys: [cb_approval_no, cert_no, audit_end]
needs:
  - certificate.cert_no
  - certificate.scheme_code | certificate.basis
  - certificate.activity_code
  - certificate.staff_system
  - certificate.mandays
  - certificate.audit_end | certificate.audit_start
params:
  default_risk:
    type: text
    default: 中
    title: { zh: 风险未报时按（高、中、低、有限）, en: 'Risk class where none is reported (“高”, “中”, “低” or “有限”)' }
  high_share:
    type: decimal
    default: 0.7
    min: 0
    max: 1
    title: { zh: 低于下限的这个比例时列为高, en: Severity “高” below this share of the floor }
  interpolate:
    type: integer
    default: 0
    min: 0
    max: 1
    title: { zh: 人数档之间按直线取值（1）而不是分档（0）, en: Read the table by lines between its bands (1) instead of by bands (0) }
basis:
  - zh: IAF MD 5 审核时间表（QMS、EMS、OHSMS），表版本按审核日期取自参考数据；认监委规则附录的数值未能取得，未替换前仍用 IAF 表
    en: IAF MD 5 audit-time tables (QMS, EMS, OHSMS); the version in force on the audit date comes from the reference data. The annexes of the CNCA rules could not be read, so the IAF figures go on applying
    source:
      zh: OHSMS 表读自 IAF MD 5:2019；QMS、EMS 表由三个公开实现互相印证
      en: OHSMS table read in IAF MD 5:2019; QMS and EMS tables agree in three public implementations
    status: unverified
  - zh: IAF MD 5 3.9：审核时间最多减少 30%
    en: IAF MD 5, 3.9 - audit time may be cut by at most 30 %
    source: EA FAQ 37.11
    status: verified
  - zh: 监督审核不少于初审的三分之一，再认证不少于三分之二
    en: Surveillance takes at least one third, recertification at least two thirds of the initial audit
    source: { zh: 认证规则解读（二手资料）, en: Commentary on the certification rules (secondary) }
    status: unverified
  - zh: IAF MD 11：结合审核再减少不超过 20%
    en: IAF MD 11 - integration cuts at most a further 20 %
    source: EA FAQ 37.23
    status: verified
logic:
  zh: 报送的审核人日，低于按覆盖人数、风险、审核类型查表并扣足可减幅度后的下限。
  en: The man-days reported are fewer than the table time for headcount, risk and type of audit with the largest permitted cuts already taken.
false_positives:
  - zh: 结合审核的人日列可能是本体系份额，也可能是整次合计；按整次审核判断（各行之和对应有值之和，再减 20% 和 30%），最有利的读法仍不足才列出
    en: On a combined audit the man-day column may hold the scheme's own share or the whole visit; the visit is judged as a whole (sum of the rows against the sum required, less 20 % and 30 %), so that only what falls short on the most favourable reading is listed
    case:
      - 'a combined visit, own shares, just enough after 20 % and 30 %: 17 → 9.5'
      - 'each row holds the whole visit of 9.5 days: alone enough for each, together beyond doubt'
      - 'one scheme short, the other with days to spare, audited together'
  - zh: 声明为结合审核而另一体系不在数据中的，也先减 20%
    en: Where the other scheme of a declared combined audit is not in the data, the 20 % are taken all the same
    case: 'declared combined, the other scheme not in the data: 5 × 0.8 × 0.7 is 2.8, and 2.5 is enough'
  - zh: 半天取整：下限一律向下取到半天，取整本身不产生线索
    en: Rounding - the floor is rounded down to the half day, so that rounding alone never makes a lead
    case: 'rounding down: 4 days less 30 % is 2.8, and 2.5 is enough'
  - zh: 有效人数可能少于覆盖人数（倒班、兼职、重复性岗位），非现场一阶段可能未计入，需查档案
    en: Effective personnel may be fewer than the headcount covered (shifts, part-time, repetitive work), and an off-site stage 1 may be left out - check the file
    by_hand: true
  - zh: 风险未报时按默认风险计算；子证书重复主证书的人日，不计；同一体系在一次审核中有几张证书的，人日相加，应有值取最小的一张；没有结合标记、也没有日期重叠的其他体系的，按单独审核；与没有审核人日表的体系（能源、信息安全等）结合的，也按结合审核
    en: Where no risk is reported the default class applies; sub-certificates repeat the man-days of their main certificate and are left out; several certificates of one scheme in one visit are summed against the smallest requirement; an audit neither declared as combined nor overlapping another scheme's counts as single; one combined with a scheme that has no table (energy, information security …) counts as combined
    case:
      - 'no risk class, 低 by default'
      - sub-certificates are left out
      - two certificates of one scheme in one visit are summed against the smaller requirement
      - 'combined with energy management, which has no table: 5 × 0.8 × 0.7 is 2.8, and 2.5 is enough'
message:
  zh: 证书 {cert_no}（{schemes}，{activity_zh}，覆盖 {staff} 人）报送审核人日 {measured}，低于下限 {floor}（按 {table_version} 应有 {required}，已扣足可减幅度）
  en: Certificate {cert_no} ({schemes}, {activity_en}, {staff} people covered) reports {measured} man-days, below the floor of {floor} ({table_version} asks for {required}; the largest cuts are already taken)
---*/
WITH audit AS NOT MATERIALIZED (
  -- Read several times, each time only what is needed of it.
  SELECT visit, cb_approval_no, cb_name, org_uscc, org_name, cert_no, scheme, activity, risk, staff_system, mandays, combined, audited_on, _source, _row,
    scheme IS NULL OR scheme IN (SELECT scheme FROM ref_regulation WHERE parameter = 'audit_time_table') AS tabled
  FROM reported_audit
  WHERE coalesce(activity <> 'other', true)
), law AS (
  -- What was in force is looked up once for each scheme, kind and day, not for each audit.
  SELECT *, in_force('audit_time_table', scheme, audited_on) AS table_version, time_share(activity, scheme, audited_on) AS share,
    number_in_force('max_cut', scheme, audited_on) AS max_cut, number_in_force('integration_cut', scheme, audited_on) AS integration_cut
  FROM few((SELECT list(d) FROM (SELECT DISTINCT scheme, activity, audited_on FROM audit WHERE tabled) AS d))
), tabulated AS (
  -- What the tables ask for likewise: once for each scheme, risk and headcount.
  SELECT *, CASE WHEN $interpolate = 1 THEN audit_time_between(table_version, scheme, risk, $default_risk, staff_system)
      ELSE audit_time(table_version, scheme, risk, $default_risk, staff_system) END AS initial_mandays
  FROM few((SELECT list(d) FROM (SELECT DISTINCT scheme, risk, staff_system FROM audit WHERE tabled) AS d)) JOIN (SELECT DISTINCT scheme, table_version FROM law) USING (scheme)
), low AS (
  -- What is enough without the cut for combined audits needs no closer look.
  SELECT visit
  FROM audit LEFT JOIN law ON law.scheme = audit.scheme AND law.activity = audit.activity AND law.audited_on = audit.audited_on
  LEFT JOIN tabulated AS t ON t.scheme = audit.scheme AND t.table_version = law.table_version AND t.risk IS NOT DISTINCT FROM audit.risk AND t.staff_system = audit.staff_system
  WHERE tabled
  GROUP BY visit
  HAVING count(mandays) < count(*) OR count(share * initial_mandays) < count(*) OR coalesce(sum(mandays) < half_days_down(sum(least_time(share * initial_mandays, max_cut))), true)
), required AS (
  SELECT audit.*, law.table_version, max_cut, integration_cut, share * initial_mandays AS required
  FROM (FROM audit WHERE visit IN (SELECT visit FROM low)) AS audit
  LEFT JOIN law ON law.scheme = audit.scheme AND law.activity = audit.activity AND law.audited_on = audit.audited_on
  LEFT JOIN tabulated AS t ON t.scheme = audit.scheme AND t.table_version = law.table_version AND t.risk IS NOT DISTINCT FROM audit.risk AND t.staff_system = audit.staff_system
), by_scheme AS (
  SELECT visit, scheme, bool_or(tabled) AS tabled, bool_or(combined <> '1') AS declared_combined,
    CASE WHEN count(mandays) = count(*) THEN sum(mandays) END AS mandays,
    CASE WHEN count(required) = count(*) THEN min(required) END AS required,
    CASE WHEN count(required) = count(*) THEN min(least_time(required, max_cut)) END AS cut,
    CASE WHEN count(required) = count(*) THEN min(combined_time(least_time(required, max_cut), integration_cut)) END AS cut_combined
  FROM required
  GROUP BY visit, scheme
), by_visit AS (
  -- A scheme without a table (energy, information security …) makes the audit a combined one all the same.
  SELECT visit,
    CASE WHEN count(mandays) FILTER (tabled) = count(*) FILTER (tabled) THEN sum(mandays) FILTER (tabled) END AS mandays,
    CASE WHEN count(required) FILTER (tabled) = count(*) FILTER (tabled) THEN sum(required) FILTER (tabled) END AS required,
    CASE WHEN count(required) FILTER (tabled) = count(*) FILTER (tabled) THEN half_days_down(CASE WHEN count(*) > 1 OR bool_or(declared_combined)
      THEN sum(cut_combined) FILTER (tabled) ELSE sum(cut) FILTER (tabled) END) END AS floor
  FROM by_scheme
  GROUP BY visit
  HAVING bool_or(tabled)
), short AS (
  SELECT *, mandays < floor AS suspect FROM by_visit WHERE coalesce(mandays < floor, true)
)
SELECT
  CASE WHEN suspect THEN 'lead' ELSE 'undetermined' END AS verdict,
  CASE WHEN suspect IS NULL THEN concat_ws(', ',
    CASE WHEN bool_or(v.scheme IS NULL) THEN 'certificate.scheme_code' END,
    CASE WHEN bool_or(v.activity IS NULL) THEN 'certificate.activity_code' END,
    CASE WHEN bool_or(v.audited_on IS NULL) THEN 'certificate.audit_end' END,
    CASE WHEN bool_or(v.mandays IS NULL) THEN 'certificate.mandays' END,
    CASE WHEN bool_or(v.staff_system IS NULL) THEN 'certificate.staff_system' END,
    CASE WHEN bool_or(v.required IS NULL AND v.scheme || v.activity || v.audited_on || v.staff_system IS NOT NULL) THEN 'ref_audit_time.mandays' END) END AS missing,
  CASE WHEN short.mandays < $high_share * floor THEN '高' ELSE '中' END AS severity,
  v.cb_approval_no, max(v.cb_name) AS cb_name, max(v.org_uscc) AS org_uscc, max(v.org_name) AS org_name,
  string_agg(DISTINCT v.cert_no, '; ' ORDER BY v.cert_no) AS cert_no, max(v.audited_on) AS audit_end, max(v.audited_on) AS occurred_on,
  CASE WHEN suspect THEN amount(short.mandays) END AS measured,
  CASE WHEN suspect THEN '≥ ' || amount(floor) END AS expected,
  string_agg(DISTINCT v.scheme, '+' ORDER BY v.scheme) AS schemes,
  activity_zh(max(v.activity)) AS activity_zh, activity_en(max(v.activity)) AS activity_en,
  string_agg(DISTINCT v.staff_system, '/' ORDER BY v.staff_system) AS staff,
  string_agg(DISTINCT v.table_version, '/' ORDER BY v.table_version) AS table_version,
  amount(short.required) AS required, amount(floor) AS floor,
  list(ref('certificate', v._source, v._row) ORDER BY v.scheme, v._source, v._row) AS evidence
FROM short
JOIN required AS v ON v.visit = short.visit AND v.tabled
GROUP BY v.visit, v.cb_approval_no, short.mandays, short.required, floor, suspect
