/*---
code: L02
id: no_suspension_or_revocation
version: 1
title: { zh: 逾期未暂停或暂停超期未撤销, en: Neither suspended when overdue nor withdrawn when suspended too long }
severity: 高
evidence: E1
subject: certificate
keys: [cb_approval_no, cert_no, since]
needs:
  - certificate.cert_no
  - certificate.scheme_code | certificate.basis
  - certificate.activity_code
  - certificate.audit_start | certificate.audit_end
  - certificate.issue_date
  - certificate.expiry_date
  - certificate.status
  - certificate.pull_end | certificate.report_date
params:
  grace_days:
    type: integer
    default: 0
    min: 0
    max: 366
    title: { zh: 应处理之日后再宽限的天数, en: Days of grace after the body had to act }
  report_lag_days:
    type: integer
    default: 60
    min: 0
    max: 366
    title: { zh: 监督到期后等待审核报送的天数, en: Days that the report of a surveillance audit may take }
basis:
  - zh: CNCA-QMS-01:2025 5.4.1.4：未按期接受监督审核的应当暂停证书并上报，暂停期满仍未恢复的应当撤销
    en: CNCA-QMS-01:2025, 5.4.1.4 - a certificate without surveillance in time is suspended and this reported; it is withdrawn when the suspension runs out
    source: { zh: 认证机构致客户函转述, en: Letter of a certification body quoting the clause }
    status: verified
  - zh: 此前的认证规则：暂停期限最长六个月；2025、2026 年新规则的期限未读到，未替换前仍按六个月
    en: Earlier certification rules - a suspension lasts at most six months; what the rules of 2025 and 2026 say was not read, so the six months go on applying
    source: { zh: 二手资料（条文未读）, en: Secondary sources (clause not read) }
    status: unverified
  - zh: 《认证认可条例》第二十七条、第五十九条第（三）项：不能持续符合认证要求的，认证机构应当暂停直至撤销认证证书
    en: Regulation on Certification and Accreditation, arts. 27 and 59(3) - a body suspends and in the end withdraws the certificate of those who no longer meet the requirements
    source: { zh: 条款号凭记忆，未核对原文, en: 'Article numbers from memory, not compared with the text' }
    status: recall
  - zh: 管理体系认证、服务认证信息报告规范：当月信息最迟次月 10 日报送
    en: Reporting specification for management-system and service certification - a month's information is reported by the 10th of the next
    source: { zh: 2021-09-24 修订版的转载件, en: Copy of the version of 2021-09-24 }
    status: verified
logic:
  zh: 管理体系证书监督审核逾期（同 L01）而报表中状态仍为有效；或者暂停超过当时有效的最长期限，既未恢复也未撤销、注销。
  en: Surveillance of a management-system certificate is overdue (as in L01) and the reports still show it as valid; or it has been suspended for longer than was then allowed and neither restored nor withdrawn.
false_positives:
  - zh: 2025、2026 年新规则规定的最长暂停期限未读到，按此前的六个月计算（参考数据可改）
    en: The longest suspension under the rules of 2025 and 2026 was not read; the earlier six months are applied (reference data, editable)
    by_hand: true
  - zh: 处理情况可在次月 10 日前报送，在此之前不作判断；监督审核的报送另等若干天（天数可调）
    en: What the body did may be reported up to the 10th of the next month and is not judged before; the report of the audit may take some days more (adjustable)
    case:
      - 'overdue, the report of an audit may be on its way'
      - 'six months over, the tenth of the next month not yet'
  - zh: 监督已做、已暂停、已撤销注销、已到期或已换发新证的，不列；到期前已处理的同样不列
    en: Not listed once audited, suspended, withdrawn, expired or replaced
    case:
      - 'audited meanwhile, though late'
      - 'suspended meanwhile, though late'
      - 'withdrawn before the six months were over'
      - 'expired before the six months were over'
  - zh: 恢复日期通常不上报，只有仍显示暂停的报表能证明暂停的长短；最后一次报表之后的月份没有覆盖的，列为无法判定
    en: The day of a restoration is seldom reported, so only reports that still show the suspension prove how long it was; where the months after the last report are not covered, undetermined
    case:
      - 'restored between two reports, the day is not known'
      - 'suspended in the last report, the months after it not in the data'
message:
  zh: 证书 {cert_no}（{scheme}）{what_zh}
  en: Certificate {cert_no} ({scheme}) {what_en}
---*/
WITH overdue AS (
  SELECT *, CASE WHEN empty_until IS NOT NULL THEN least($as_of, empty_until) END AS seen_until, least($as_of, coalesce(last_covered, $as_of)) AS data_end
  FROM surveillance_gap
  WHERE next_on IS NULL AND suspended_on IS NULL AND coalesce(state = '有效', true) AND strict_due_on < $as_of
), suspended AS (
  SELECT s.certificate, l.cb_approval_no, l.cycle, l.cert_no, l.scheme, s.suspended_from, coalesce(s.suspended_from, s.seen_from) AS begun, s.seen_until, s.ended_by, s.ended_on,
    least(l.expiry_date, l.succeeded_on, l.next_cycle_on) AS over_on, l.state, l._source, l._row, s.row_refs, s.after_ref, s.after_state, c.covered_to, reach.last_covered
  FROM certificate_suspension AS s
  JOIN certificate_life AS l ON l.certificate = s.certificate AND coalesce(l.cb_approval_no = s.cb_approval_no, true)
    AND coalesce(s.suspended_from, s.seen_from) >= coalesce(l.granted_on, DATE '0001-01-01') AND coalesce(coalesce(s.suspended_from, s.seen_from) < l.next_cycle_on, true)
  LEFT JOIN reporting_coverage AS c ON c.cb_approval_no = l.cb_approval_no AND s.seen_until BETWEEN c.covered_from AND c.covered_to
  LEFT JOIN (SELECT DISTINCT cb_approval_no, last_covered FROM reporting_coverage) AS reach ON reach.cb_approval_no = l.cb_approval_no
  WHERE coalesce(l.scheme <> 'other', true)
), day AS (
  SELECT DISTINCT scheme, begun AS since FROM suspended UNION SELECT DISTINCT scheme, due_on FROM overdue UNION SELECT DISTINCT scheme, strict_due_on FROM overdue
), law AS (
  SELECT scheme, since, CASE WHEN months_then = months_new THEN months_new ELSE months_old END AS months,
    coalesce(CAST(in_force('report_day', scheme, since) AS INTEGER), 1) AS report_day
  FROM (SELECT *, in_force('suspension_max_months', scheme, months_after(since, months_new)) AS months_then
    FROM (SELECT *, in_force('suspension_max_months', scheme, months_after(since, months_old)) AS months_new
      FROM (SELECT *, in_force('suspension_max_months', scheme, since) AS months_old FROM day)))
), unsuspended AS (
  SELECT o.*, CASE
      -- By the end of the data it had ended, or what happened may not have been reported yet.
      WHEN ended_on <= data_end THEN false
      WHEN greatest(data_end, seen_until) < greatest(strict_due_on + $report_lag_days, reported_by(strict_due_on + 1 + $grace_days, law.report_day)) THEN false
      WHEN lacking <> '' OR followed_on IS NOT NULL THEN NULL
      WHEN seen_until >= greatest(due_on + $report_lag_days, reported_by(due_on + 1 + $grace_days, law.report_day)) THEN true END AS suspect
  FROM overdue AS o LEFT JOIN law ON law.scheme IS NOT DISTINCT FROM o.scheme AND law.since = o.strict_due_on
), limited AS (
  SELECT s.*, law.months, law.report_day, months_after(begun, law.months) + $grace_days AS limit_on, reported_by(limit_on + 1, law.report_day) AS reported_by,
    -- The last day on which it is known to have been suspended still.
    CASE WHEN ended_by IS NULL THEN least($as_of, greatest(seen_until, covered_to)) ELSE least($as_of, seen_until) END AS known_until
  FROM suspended AS s LEFT JOIN law ON law.scheme IS NOT DISTINCT FROM s.scheme AND law.since = s.begun
), too_long AS (
  SELECT *, CASE
      WHEN over_on <= limit_on THEN false
      WHEN limit_on >= $as_of THEN CASE WHEN suspended_from IS NOT NULL THEN false END
      WHEN scheme IS NULL THEN NULL
      WHEN ended_on > limit_on OR known_until >= reported_by THEN true
      WHEN suspended_from IS NULL THEN NULL
      WHEN ended_by IS NULL AND least($as_of, coalesce(last_covered, $as_of)) >= reported_by THEN NULL
      ELSE false END AS suspect
  FROM limited
)
SELECT CASE WHEN suspect THEN 'lead' ELSE 'undetermined' END AS verdict,
  CASE WHEN suspect IS NULL THEN coalesce(nullif(concat_ws(', ', nullif(lacking, ''),
    CASE WHEN followed_on IS NOT NULL AND NOT contains(lacking, 'prev_cert_no') THEN 'certificate.prev_cert_no' END,
    CASE WHEN coalesce(seen_until < strict_due_on + $report_lag_days, true) THEN 'certificate.audit_start' END), ''), 'certificate.activity_code') END AS missing,
  u.cb_approval_no, c.cb_name, c.org_uscc, c.org_name, u.cert_no, CASE WHEN u.scheme IN ('QMS', 'EMS', 'OHSMS') THEN u.scheme ELSE coalesce(c.scheme_code, c.basis) END AS scheme,
  due_on AS since, due_on AS occurred_on,
  CASE WHEN suspect THEN '有效' END AS measured, CASE WHEN suspect THEN '暂停 ≤ ' || (due_on + $grace_days) END AS expected,
  '监督审核应于 ' || due_on || ' 前开始而未见，截至 ' || seen_until || ' 仍为有效，未暂停' AS what_zh,
  'was due for surveillance by ' || due_on || ' and none is seen, yet it is reported as valid, not suspended, up to ' || seen_until AS what_en,
  list_filter([life_ref, row_ref], lambda r: r IS NOT NULL) AS evidence
FROM unsuspended AS u JOIN certificate AS c ON c._source = u._source AND c._row = u._row
WHERE coalesce(suspect, true)
QUALIFY suspect OR row_number() OVER (PARTITION BY u.cb_approval_no, certificate, suspect ORDER BY due_on) = 1
UNION ALL BY NAME
SELECT CASE WHEN suspect THEN 'lead' ELSE 'undetermined' END AS verdict,
  CASE WHEN suspect IS NULL THEN concat_ws(', ', CASE WHEN t.scheme IS NULL THEN 'certificate.scheme_code' END,
    CASE WHEN suspended_from IS NULL THEN 'certificate.suspend_start' WHEN t.scheme IS NOT NULL THEN 'certificate.status' END) END AS missing,
  t.cb_approval_no, c.cb_name, c.org_uscc, c.org_name, t.cert_no, CASE WHEN t.scheme IN ('QMS', 'EMS', 'OHSMS') THEN t.scheme ELSE coalesce(c.scheme_code, c.basis) END AS scheme,
  begun AS since, limit_on AS occurred_on,
  CASE WHEN suspect THEN coalesce(CAST(t.ended_on AS VARCHAR), '—') END AS measured, CASE WHEN suspect THEN '≤ ' || limit_on END AS expected,
  '自 ' || begun || CASE WHEN suspended_from IS NULL THEN '（最迟）' ELSE '' END || ' 暂停，满 ' || months || ' 个月为 ' || limit_on || '，' || CASE
    WHEN t.ended_on IS NOT NULL THEN t.ended_on || ' 才' || CASE WHEN after_state = '有效' THEN '恢复' ELSE after_state END || '（超 ' || (t.ended_on - limit_on) || ' 天）'
    ELSE '截至 ' || known_until || ' 仍为暂停（超 ' || (known_until - limit_on) || ' 天）' END AS what_zh,
  'was suspended from ' || begun || CASE WHEN suspended_from IS NULL THEN ' at the latest' ELSE '' END || '; the ' || months || ' months ended on ' || limit_on || ', and ' || CASE
    WHEN t.ended_on IS NOT NULL THEN 'it was ' || CASE WHEN after_state = '有效' THEN 'restored' ELSE 'withdrawn' END || ' only on ' || t.ended_on || ' (' || (t.ended_on - limit_on) || ' day(s) later)'
    ELSE 'it is still suspended on ' || known_until || ' (' || (known_until - limit_on) || ' day(s) longer)' END AS what_en,
  list_filter(list_append(row_refs[1:10], after_ref), lambda r: r IS NOT NULL) AS evidence
FROM too_long AS t JOIN certificate AS c ON c._source = t._source AND c._row = t._row
WHERE coalesce(suspect, true)
