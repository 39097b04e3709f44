/*---
code: L01
id: surveillance_overdue
version: 1
title: { zh: 监督审核逾期, en: Surveillance audit overdue }
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
  - certificate.pull_end | certificate.surv_count
params:
  tolerance_days:
    type: integer
    default: 0
    min: 0
    max: 366
    title: { zh: 容许晚开始的天数, en: Days of delay tolerated }
  action_days:
    type: integer
    default: 30
    min: 0
    max: 366
    title: { zh: 到期后这么多天内暂停、撤销或注销的不列（天）, en: Not listed where the certificate was suspended or withdrawn within so many days }
  report_lag_days:
    type: integer
    default: 60
    min: 0
    max: 366
    title: { zh: 到期后等待审核报送的天数, en: Days that the report of an audit may take }
basis:
  - zh: CNCA-QMS-01:2025 5.4.1.4：首次监督审核自证书签发起、此后自上次审核起，均不超过 12 个月（2026-01-01 起的质量管理体系）
    en: CNCA-QMS-01:2025, 5.4.1.4 - the first surveillance within 12 months of the issue of the certificate, each later one within 12 months of the one before (QMS, from 2026-01-01)
    source: { zh: 认证机构致客户函转述, en: Letter of a certification body quoting the clause }
    status: verified
  - zh: 此前的认证规则：首次不超过 12 个月，此后间隔不超过 15 个月；其他体系至今仍按此适用
    en: Earlier certification rules - the first within 12 months, then at most 15 months apart; still applied to the other management systems
    source: { zh: 二手资料（条文未读）, en: Secondary sources (clause not read) }
    status: unverified
  - zh: ISO/IEC 17021-1:2015 9.1.3.3：除再认证年份外，每个日历年至少一次监督审核
    en: ISO/IEC 17021-1:2015, 9.1.3.3 - surveillance at least once a calendar year except in years of recertification
    source: { zh: 二手资料，条款号凭记忆, en: Secondary sources; clause number from memory }
    status: recall
  - zh: 《认证认可条例》第二十六条、第五十九条第（三）项：认证机构应当对获证组织实施有效跟踪调查
    en: Regulation on Certification and Accreditation, arts. 26 and 59(3) - a body keeps following up those it has certified
    source: { zh: 2023-07-20 修订文本（公开文本的副本）, en: Text as revised on 2023-07-20 (copy of the public text) }
    status: verified
logic:
  zh: 管理体系证书自颁证（首次）或上次审核起，在当时有效的期限内没有开始监督审核或再认证审核，其间证书也未暂停、撤销、注销或到期；期限按到期之日有效的规定计算。
  en: After its issue (for the first) or the audit before, no surveillance or recertification audit of a management-system certificate began within the time then allowed, nor was the certificate suspended, withdrawn, cancelled or expired; the time is that of the rule in force on the day it ran out.
false_positives:
  - zh: 再认证代替监督：证书最后一年，已做过两次监督的（或转入的证书）不再要求监督，再认证审核与监督同样算作审核
    en: Recertification stands in for surveillance - in the last year of a certificate nothing more is asked once there were two surveillance audits (or the certificate was taken over); a recertification audit counts like a surveillance audit
    case:
      - 'the last year belongs to recertification'
      - 'recertified early instead of the second surveillance'
      - 'recertified under a new number that names the old one'
  - zh: 暂停期间不计入期限，到期时处于暂停状态的不列
    en: Days of suspension do not count, and what is suspended when the time runs out is not listed
    case:
      - 'suspended when it fell due, audited before it was restored'
      - 'suspended before it fell due, and still'
      - 'a suspension within the time moves the due day by its length'
  - zh: 到期后不久即暂停、撤销或注销的，机构已作处理，不列（天数可调）；到期后审核还可能在报送途中，等待若干天再判断（天数可调）
    en: Suspended, withdrawn or cancelled soon after, the body has acted - not listed (days adjustable); the report of an audit may still be on its way, so some days pass before judging (adjustable)
    case:
      - 'suspended within the days for action'
      - 'the report may still be on its way'
  - zh: 2020—2022 年疫情期间的监督审核可顺延六个月（顺延期间为参考数据，可改）
    en: In the epidemic years 2020-2022 surveillance could be put off by six months (the period is reference data)
    case: 'put off in the epidemic, six months to the day'
  - zh: 审核组数据或有签到的计划表明已做监督、证书行尚未更新的，以审核组和签到为准
    en: Where the team sheet, or a plan with sign-ins, shows the audit and the certificate row was not refreshed, these count
    case:
      - 'only the team sheet has the audit'
      - 'planned and signed in, not reported yet'
  - zh: 从其他机构转入的证书沿用原审核方案，不按首次 12 个月判断
    en: A certificate taken over from another body goes on with its programme; the 12 months of a first surveillance do not apply
    case: 'taken over from another body: no first year'
  - zh: 导入的报表没有覆盖的月份里可能有未见的审核，列为无法判定；证书行自报的监督次数能够说明的除外
    en: Audits may lie in months that the imported reports do not cover - undetermined, unless the rows' own count of surveillance audits tells
    case:
      - 'the months between are not in the data'
      - 'the count of the rows says that one is missing from the data'
      - 'the count of the rows says that one was held before the data begin'
  - zh: 换证、再认证后启用新号的，原号自新证颁发之日起不再要求；未填原证书号、只是同机构同组织同体系的，列为无法判定
    en: Once a new number has replaced it, nothing more is asked of the old one; where the new one does not name it and only body, organisation and scheme agree, undetermined
    case:
      - 'replaced by a number that names it'
      - 'perhaps replaced by a number that does not name it'
message:
  zh: 证书 {cert_no}（{scheme}）自 {since} {base_zh}起{limit_zh}，监督审核最晚应于 {due_on} 开始，{outcome_zh}（逾期 {days} 天）
  en: Certificate {cert_no} ({scheme}) - after its {base_en} of {since} surveillance was to begin by {due_on} ({limit_en}); {outcome_en} ({days} day(s) overdue)
---*/
WITH gap AS (
  SELECT *, CASE WHEN next_on IS NULL AND empty_until > $as_of THEN $as_of ELSE empty_until END AS seen_until,
    least($as_of, coalesce(last_covered, $as_of)) AS data_end, least(ended_on, suspended_on) AS acted_on
  FROM surveillance_gap
  WHERE strict_due_on < $as_of
), told AS (
  -- What came after the next audit, or lies beyond the data, did not end the gap.
  SELECT * REPLACE (CASE WHEN acted_on < coalesce(next_on, data_end) THEN acted_on END AS acted_on) FROM gap
), judged AS (
  SELECT *, CASE
      WHEN acted_on <= due_on + $action_days THEN false
      WHEN acted_on IS NULL AND next_on > due_on AND next_on <= due_on + $tolerance_days THEN false
      WHEN next_on IS NULL AND greatest(data_end, seen_until) < strict_due_on + $report_lag_days THEN false
      WHEN lacking <> '' THEN NULL
      WHEN seen_until >= CASE WHEN next_on IS NULL THEN due_on + greatest($report_lag_days, $tolerance_days) ELSE due_on END THEN true
    END AS suspect,
    coalesce(acted_on, next_on, seen_until) AS until
  FROM told
), found AS (
  SELECT *, CASE WHEN suspect THEN 'lead' ELSE 'undetermined' END AS verdict,
    CASE WHEN suspect IS NULL THEN concat_ws(', ', nullif(lacking, ''),
      CASE WHEN coalesce(seen_until < CASE WHEN next_on IS NULL THEN strict_due_on + $report_lag_days END, seen_until IS NULL) THEN 'certificate.audit_start'
        WHEN lacking = '' THEN 'certificate.activity_code' END) END AS missing
  FROM judged
  WHERE coalesce(suspect, true)
  -- What is open of a certificate is one row.
  QUALIFY suspect OR row_number() OVER (PARTITION BY cb_approval_no, certificate, suspect ORDER BY since) = 1
)
SELECT verdict, missing, f.cb_approval_no, c.cb_name, c.org_uscc, c.org_name, f.cert_no,
  CASE WHEN f.scheme IN ('QMS', 'EMS', 'OHSMS') THEN f.scheme ELSE coalesce(c.scheme_code, c.basis) END AS scheme, since, due_on, due_on AS occurred_on,
  CASE WHEN since_issue THEN '颁证' ELSE '上次审核' END AS base_zh, CASE WHEN since_issue THEN 'issue' ELSE 'last audit' END AS base_en,
  CASE WHEN by_year THEN '每个日历年至少一次' ELSE '不超过 ' || months || ' 个月' END || CASE WHEN extension > 0 THEN '，疫情期间顺延 ' || extension || ' 个月' ELSE '' END
    || CASE WHEN suspended_days > 0 THEN '，另加暂停 ' || suspended_days || ' 天' ELSE '' END AS limit_zh,
  CASE WHEN by_year THEN 'once a calendar year' ELSE 'within ' || months || ' months' END || CASE WHEN extension > 0 THEN ', put off by ' || extension || ' months in the epidemic' ELSE '' END
    || CASE WHEN suspended_days > 0 THEN ', plus ' || suspended_days || ' day(s) of suspension' ELSE '' END AS limit_en,
  CASE WHEN acted_on = suspended_on THEN '至 ' || until || ' 暂停时未见'
    WHEN acted_on IS NOT NULL THEN '至 ' || until || CASE ended_as WHEN 'expiry' THEN ' 证书到期' WHEN 'body' THEN ' 机构资质终止' WHEN 'replaced' THEN ' 换发证书' ELSE ' 证书' || ended_as END || '时未见'
    WHEN next_on IS NOT NULL THEN '实际 ' || next_on || ' 才开始' ELSE '截至 ' || until || ' 未见' END AS outcome_zh,
  CASE WHEN acted_on = suspended_on THEN 'none is seen before the suspension of ' || until
    WHEN acted_on IS NOT NULL THEN 'none is seen before ' || CASE ended_as WHEN 'expiry' THEN 'the certificate expired' WHEN 'body' THEN 'the approval of the body ended' WHEN 'replaced' THEN 'another certificate replaced it' ELSE 'the certificate was withdrawn' END || ' on ' || until
    WHEN next_on IS NOT NULL THEN 'it began on ' || next_on ELSE 'none is seen up to ' || until END AS outcome_en,
  until - due_on AS days,
  CASE WHEN suspect THEN CASE WHEN acted_on IS NULL AND next_on IS NOT NULL THEN CAST(next_on AS VARCHAR) ELSE '—' END END AS measured,
  CASE WHEN suspect THEN '≤ ' || due_on END AS expected,
  list_filter([CASE WHEN next_on IS NULL THEN life_ref ELSE next_ref END, row_ref, life_ref], lambda r: r IS NOT NULL) AS evidence
FROM found AS f JOIN certificate AS c ON c._source = f._source AND c._row = f._row
UNION ALL BY NAME
-- Without an issue date the first surveillance has no beginning.
SELECT 'undetermined' AS verdict, 'certificate.issue_date' AS missing, l.cb_approval_no, c.cb_name, c.org_uscc, c.org_name, l.cert_no, [l.row_ref] AS evidence
FROM certificate_life AS l JOIN certificate AS c ON c._source = l._source AND c._row = l._row
WHERE granted_on IS NULL AND coalesce(l.scheme <> 'other', true)
