/*---
code: L11
id: cert_no_duplicate_or_malformed
version: 1
title: { zh: 证书编号重复或格式异常, en: Certificate number used twice or malformed }
severity: 中
evidence: E1
subject: certificate
keys: [cert_no, problem]
needs:
  - certificate.cert_no
  - certificate.cb_approval_no
  - certificate.org_uscc | certificate.org_name
  - certificate.issue_date
params:
  from_issue_date:
    type: date
    default: '2016-07-01'
    title: { zh: 只看该日起颁发的证书的编号格式, en: Form of numbers issued on or after }
  min_numbers:
    type: integer
    default: 20
    min: 2
    max: 10000
    title: { zh: 机构同类证书至少有几个编号，才由此得出编号规律, en: Fewest numbers of a body from which its pattern is learnt }
  min_share:
    type: decimal
    default: 0.9
    min: 0.5
    max: 1
    title: { zh: 至少有这个比例的编号符合，才算机构的规律, en: Share of them that must follow a pattern }
basis:
  - zh: 报送的字母一律大写、不含空格
    en: Letters are reported in upper case, without spaces
    source:
      zh: 管理体系认证、服务认证信息报告规范（2021-09-24 修订，转载件）
      en: Specification for reporting management-system and service certification (revised 2021-09-24, copy)
    status: verified
  - zh: 编号的常见构成：机构号、年份、体系字母、流水号、R 加再认证次数、规模字母
    en: Usual make-up - digits of the body, year, letter of the scheme, serial number, R with the number of recertifications, letter of the size
    source: { zh: 介绍证书编号的二手资料, en: Secondary sources on certificate numbers }
    status: unverified
  - zh: 2025、2026 年的认证规则以附录规定编号，内容未能取得；规则施行后的编号另行归纳
    en: The certification rules of 2025 and 2026 prescribe numbers in an annex that could not be read; numbers under them are learnt apart
    source: { zh: CNCA-OHSMS-01:2026 目录（附录C）, en: Contents of CNCA-OHSMS-01:2026 (annex C) }
    status: unverified
  - zh: 机构的编号规律由其自身的编号归纳，不符合只说明需要核对
    en: A body's pattern is learnt from its own numbers; what departs from it needs a look
    source: { zh: 无, en: None }
    status: heuristic
logic:
  zh: 同一证书编号用于两个获证组织或两家机构；编号含空格或小写字母；编号与该机构同类证书的规律、批准号、年份、再认证次数或规模不符。
  en: One certificate number is used for two holders or by two bodies, holds spaces or lower-case letters, or departs from the body's own pattern - its form, the digits of the approval, the year, the number of recertifications or the size.
false_positives:
  - zh: 子证书可与主证书共用编号或加后缀，不作重复处理
    en: Sub-certificates may share the number of the main certificate, or add a suffix, and count as no repetition
    case:
      - a sub-certificate under the number of its main certificate
      - 'sub-certificates with a suffix keep the form'
  - zh: 组织更名、旧组织机构代码换成统一社会信用代码的，按代码、曾用名识别为同一组织
    en: Renamed holders, and old organisation codes replaced by credit codes, are one holder by code or former name
    case:
      - 'renamed, the code stays'
      - renamed without codes
      - an old organisation code and the credit code
      - 'renamed, known from the register'
  - zh: 同一证书的外文版只有外文名称、没有代码的，不算另一组织
    en: A version in another language, with a foreign name and no code, is no other holder
    case: the English version
  - zh: 机构批准号换年重发、序号不变的，是同一机构
    en: An approval number issued again under another year keeps its serial and is the same body
    case: the approval number was issued again
  - zh: 较短的流水号在不同机构之间相同，不算重复
    en: Short running numbers may be the same at different bodies
    case: short running numbers of two bodies
  - zh: 起算日之前的旧编号不看格式
    en: The form of older numbers is not looked at
    case: a legacy number
  - zh: 编号各有规律，规律只由该机构同一体系的多数编号归纳，数量或一致程度不够的不作判断
    en: Bodies number in their own ways; a pattern counts only if most numbers of the body and scheme follow it, and if there are enough of them
    case:
      - a body with a style of its own
      - too few numbers to learn from
      - a body without a common pattern
  - zh: 其他导出中编号写法正确的，空格和大小写视为该导出的格式问题
    en: Where another export spells the number right, spaces and case are a matter of that export
    case: another export spells it right
message:
  zh: 证书编号 {cert_no} {fact_zh}
  en: Certificate number {cert_no} {fact_en}
---*/
WITH repeated AS (
  -- Raw texts first: most numbers have one holder, written in one way. (Numbers that stand for the texts: groups of texts
  -- and the least of them take several times as long. Two texts with one number only mean a closer look at both, and so does
  -- a cell that is empty in one of two rows.)
  SELECT hash(number_key(cert_no)) AS number
  FROM certificate
  WHERE NOT is_nothing(cert_no) AND NOT is_sub_certificate(is_sub, main_cert_no, cert_no)
  GROUP BY 1
  HAVING vary(hash(org_uscc, org_name, cb_approval_no))
), holder AS (
  SELECT number_key(cert_no) AS number, coalesce(approval_serial(cb_approval_no), approval_key(cb_approval_no)) AS body, organisation_key(org_uscc, org_name) AS organisation,
    name_key(org_name) AS name, name_key(org_name_old) AS old_name, NOT is_nothing(org_uscc) AS coded, NOT regexp_matches(org_name, '\p{Han}') AS foreign_name,
    bool_or(change_date IS NOT NULL OR coalesce(is_reissue, false) OR NOT is_nothing(change_code)) AS changed,
    max(cert_no) AS cert_no, max(cb_approval_no) AS cb_approval_no, max(cb_name) AS cb_name, max(org_uscc) AS org_uscc, max(org_name) AS org_name, max(issue_date) AS issue_date,
    list(ref('certificate', _source, _row) ORDER BY _source, _row) AS row_refs
  FROM certificate
  WHERE NOT is_nothing(cert_no) AND hash(number_key(cert_no)) IN (SELECT number FROM repeated) AND NOT is_sub_certificate(is_sub, main_cert_no, cert_no)
  GROUP BY ALL
), former AS (
  SELECT organisation_key(uscc, org_name) AS organisation, name_key(former_name) AS name FROM organisation WHERE former_name IS NOT NULL
), pair AS (
  SELECT a.number, a.body AS body_a, b.body AS body_b, a.organisation AS organisation_a, b.organisation AS organisation_b,
    a.body <> b.body AND length(a.number) >= 8 AS two_bodies,
    a.organisation <> b.organisation AND a.name <> b.name
      AND coalesce(a.old_name <> b.name, true) AND coalesce(b.old_name <> a.name, true)
      AND (a.organisation, b.name) NOT IN (SELECT (organisation, name) FROM former) AND (b.organisation, a.name) NOT IN (SELECT (organisation, name) FROM former)
      AND (a.coded AND b.coded OR (a.foreign_name = b.foreign_name AND NOT a.changed AND NOT b.changed))
      AND (a.body = b.body OR length(a.number) >= 8) AS two_holders
  FROM holder AS a JOIN holder AS b ON b.number = a.number
  WHERE (a.body, a.organisation) < (b.body, b.organisation)
), shared AS (
  SELECT number, 'holders' AS problem, unnest([organisation_a, organisation_b]) AS member FROM pair WHERE two_holders
  UNION
  SELECT number, 'bodies', unnest([body_a, body_b]) FROM pair WHERE two_bodies AND NOT coalesce(two_holders, false)
), twice AS (
  SELECT shared.number, shared.problem, max(cert_no) AS cert_no, count(DISTINCT member) AS members, max(issue_date) AS issue_date,
    CASE WHEN count(DISTINCT body) = 1 THEN max(cb_approval_no) END AS cb_approval_no, CASE WHEN count(DISTINCT body) = 1 THEN max(cb_name) END AS cb_name,
    CASE WHEN count(DISTINCT organisation) = 1 THEN max(org_uscc) END AS org_uscc, CASE WHEN count(DISTINCT organisation) = 1 THEN max(org_name) END AS org_name,
    list_sort(list(DISTINCT CASE shared.problem WHEN 'holders' THEN coalesce(org_name, org_uscc) ELSE coalesce(cb_name, cb_approval_no) END)) AS names,
    flatten(list(row_refs[1:3] ORDER BY body, organisation))[1:20] AS evidence
  FROM shared JOIN holder ON holder.number = shared.number
    AND CASE shared.problem WHEN 'holders' THEN holder.organisation ELSE holder.body END = shared.member
  GROUP BY shared.number, shared.problem
), word AS (
  -- What the words mean is looked up once for each of them.
  SELECT *, row_number() OVER (ORDER BY scheme NULLS FIRST, code NULLS FIRST, activity_code, scheme_code, basis) AS word
  FROM (SELECT *, activity_kind(activity_code) IN ('initial', 'recertification') AS grants, scheme_family(coalesce(scheme_code, basis)) AS scheme,
      code_key(coalesce(scheme_code, basis)) AS code
    FROM few((SELECT list(d) FROM (SELECT DISTINCT activity_code, scheme_code, basis FROM certificate) AS d)))
), spelt AS (
  SELECT cb_approval_no, number_key(cert_no) AS number, max(word) FILTER (scheme IS NOT NULL) AS word,
    bool_or(is_sub_certificate(is_sub, main_cert_no, cert_no)) AS is_sub,
    bool_and(contains(cert_no, ' ')) AS spaced, bool_and(cert_no <> upper(cert_no)) AS lower_case,
    min(issue_date) AS first_issue, max(issue_date) AS issue_date, min(first_cert_date) AS first_certified, max(reissue_date) AS reissued,
    min(decision_date) FILTER (grants) AS decided, max(audit_end) FILTER (grants) AS audited, min(recert_count) AS least_cycle, max(recert_count) AS cycle,
    max(staff_system) FILTER (grants) AS staff
  FROM certificate AS c
  LEFT JOIN word ON word.activity_code IS NOT DISTINCT FROM c.activity_code AND word.scheme_code IS NOT DISTINCT FROM c.scheme_code AND word.basis IS NOT DISTINCT FROM c.basis
  WHERE NOT is_nothing(cert_no)
  GROUP BY cb_approval_no, number
), kind AS (
  -- Numbers that are formed alike: of a body, by the same law and of the same scheme. What was in force is looked up once
  -- for each scheme and day.
  SELECT *, dense_rank() OVER (ORDER BY cb_approval_no, series, numbering) AS kind,
    -- Three digits at least: lpad() alone would cut the fourth.
    regexp_replace(regexp_extract(approval_key(cb_approval_no), '(\d+)$', 1), '^(\d{1,2})$', '0\1') AS body_digits
  FROM (SELECT s.*, in_force('certificate_number_rule', scheme, issue_date) AS numbering, CASE WHEN scheme = 'MS' THEN code ELSE scheme END AS series
    FROM (SELECT DISTINCT cb_approval_no, word, issue_date FROM spelt WHERE NOT is_sub AND issue_date IS NOT NULL) AS s
    JOIN word USING (word)
    WHERE scheme <> 'other')
), taken_apart AS (
  SELECT spelt.*, kind, body_digits, regexp_extract(number, '^(\d{3,4})(\d\d)([A-Z]{1,3})\d{2,6}R(\d{1,2})([SML]?)$', ['body', 'year', 'letters', 'cycle', 'size']) AS part
  FROM spelt JOIN kind ON kind.cb_approval_no IS NOT DISTINCT FROM spelt.cb_approval_no AND kind.word = spelt.word AND kind.issue_date = spelt.issue_date
  WHERE NOT is_sub
), own AS (
  SELECT *, CASE WHEN part.body <> '' THEN '9' || part.letters || '9R9' || part.size ELSE regexp_replace(number, '\d+', '9', 'g') END AS digits,
    CASE WHEN part.body <> '' THEN part.body = body_digits END AS of_body,
    CASE WHEN part.body <> '' THEN coalesce(CAST(part.year AS BIGINT) IN (year(first_certified) % 100, year(first_issue) % 100, year(issue_date) % 100, year(reissued) % 100,
      year(decided) % 100, year(audited) % 100), false) END AS in_year,
    CASE WHEN part.body <> '' THEN CAST(part.cycle AS INTEGER) IN (least_cycle, cycle) END AS in_cycle, nullif(part.size, '') AS size
  FROM taken_apart
), drawn AS (
  SELECT *, regexp_replace(digits, '[A-Z]+', 'A', 'g') AS shape
  FROM (SELECT kind, digits, count(*) AS numbers, min(number) FILTER (coalesce(of_body AND in_year AND in_cycle, true)) AS example FROM own GROUP BY ALL)
), style AS (
  SELECT kind, arg_max(shape, numbers) AS shape, arg_max(example, numbers) AS example,
    sum(numbers) >= $min_numbers AND max(numbers) >= $min_share * sum(numbers) AS kept
  FROM (SELECT kind, shape, sum(numbers) AS numbers, min(example) AS example FROM drawn GROUP BY ALL)
  GROUP BY ALL
), habit AS (
  SELECT kind,
    count(of_body) >= $min_numbers AND avg(CAST(of_body AS INTEGER)) >= $min_share AS keeps_body,
    count(in_year) >= $min_numbers AND avg(CAST(in_year AS INTEGER)) >= $min_share AS keeps_year,
    count(in_cycle) >= $min_numbers AND avg(CAST(in_cycle AS INTEGER)) >= $min_share AS keeps_cycle,
    quantile_cont(staff, 0.5) FILTER (size = 'S') AS s_median, quantile_cont(staff, 0.05) FILTER (size = 'M') AS m_low,
    quantile_cont(staff, 0.95) FILTER (size = 'M') AS m_high, quantile_cont(staff, 0.5) FILTER (size = 'L') AS l_median,
    count(staff) FILTER (size = 'S') >= $min_numbers AS many_s, count(staff) FILTER (size = 'M') >= $min_numbers AS many_m, count(staff) FILTER (size = 'L') >= $min_numbers AS many_l
  FROM own GROUP BY ALL
), law AS (
  -- What the numbers of a kind have in common, and what of that a form departs from.
  SELECT habit.*, drawn.digits, style.example, style.kept AND drawn.shape <> style.shape AS wrong_form
  FROM drawn JOIN style USING (kind) JOIN habit USING (kind)
), odd AS (
  SELECT * FROM (
    SELECT own.*, law.example, wrong_form, keeps_body AND NOT of_body AS wrong_body, keeps_year AND NOT in_year AS wrong_year,
      keeps_cycle AND NOT in_cycle AS wrong_cycle,
      CASE size WHEN 'S' THEN many_m AND staff > m_high WHEN 'L' THEN many_m AND staff < m_low
        WHEN 'M' THEN (many_s AND staff < s_median) OR (many_l AND staff > l_median) END AS wrong_size
    FROM own JOIN law ON law.kind = own.kind AND law.digits = own.digits)
  WHERE spaced OR lower_case OR wrong_form OR wrong_body OR wrong_year OR wrong_cycle OR wrong_size
), malformed AS (
  SELECT cb_approval_no, number, issue_date, spaced, lower_case,
    -- A suffix to the number of another certificate marks a sub-certificate, whether the row says so or not.
    coalesce(wrong_form AND (NOT regexp_matches(number, '[-/(]\d{1,2}\)?$')
      OR regexp_replace(number, '[-/(]\d{1,2}\)?$', '') NOT IN (SELECT number FROM spelt)), false) AS wrong_form,
    coalesce(wrong_body, false) AS wrong_body, coalesce(wrong_year, false) AS wrong_year, coalesce(wrong_cycle, false) AS wrong_cycle, coalesce(wrong_size, false) AS wrong_size,
    example, part, body_digits, size, staff, cycle, first_certified
  FROM (FROM odd UNION ALL BY NAME FROM spelt WHERE (spaced OR lower_case) AND (cb_approval_no, number) NOT IN (SELECT (cb_approval_no, number) FROM odd))
  -- What is odd about a number that is used twice follows from that.
  WHERE (spaced OR lower_case OR (wrong_form OR wrong_body OR wrong_year OR wrong_cycle OR wrong_size) AND number NOT IN (SELECT number FROM twice))
    AND coalesce(issue_date >= $from_issue_date, true)
), described AS (
  SELECT m.*, c.cert_no, c.cb_name, c.org_uscc, c.org_name, c.evidence
  FROM malformed AS m
  JOIN (SELECT cb_approval_no, number_key(cert_no) AS number, max(cert_no) AS cert_no, max(cb_name) AS cb_name, max(org_uscc) AS org_uscc, max(org_name) AS org_name,
      list(ref('certificate', _source, _row) ORDER BY _source, _row)[1:20] AS evidence
    FROM certificate WHERE number_key(cert_no) IN (SELECT number FROM malformed) GROUP BY ALL) AS c
    ON c.number = m.number AND c.cb_approval_no IS NOT DISTINCT FROM m.cb_approval_no
)
SELECT 'lead' AS verdict, CAST(NULL AS VARCHAR) AS missing, '中' AS severity, cb_approval_no, cb_name, org_uscc, org_name, cert_no, problem, issue_date AS occurred_on,
  CASE problem WHEN 'holders' THEN '用于 ' || members || ' 个获证组织：' ELSE '由 ' || members || ' 家认证机构报送：' END || array_to_string(names[1:5], '、') AS fact_zh,
  CASE problem WHEN 'holders' THEN 'is used for ' || members || ' holders: ' ELSE 'is reported by ' || members || ' bodies: ' END || array_to_string(names[1:5], ', ') AS fact_en,
  CAST(members AS VARCHAR) AS measured, '1' AS expected, evidence
FROM twice
UNION ALL BY NAME
SELECT CASE WHEN issue_date IS NULL THEN 'undetermined' ELSE 'lead' END AS verdict, CASE WHEN issue_date IS NULL THEN 'certificate.issue_date' END AS missing,
  CASE WHEN spaced OR lower_case OR wrong_form OR wrong_body THEN '中' ELSE '低' END AS severity,
  cb_approval_no, cb_name, org_uscc, org_name, cert_no, 'form' AS problem, issue_date AS occurred_on,
  concat_ws('；', CASE WHEN spaced THEN '含空格' END, CASE WHEN lower_case THEN '含小写字母' END,
    CASE WHEN wrong_form THEN '不合该机构同类证书的编号形式' || coalesce('（如 ' || example || '）', '') END,
    CASE WHEN wrong_body THEN '机构号 ' || part.body || ' 与批准号 ' || cb_approval_no || ' 不符' END,
    CASE WHEN wrong_year THEN '年份 ' || part.year || ' 与初次获证、颁证年份（' || concat_ws('、', year(first_certified), nullif(year(issue_date), year(first_certified))) || '）不符' END,
    CASE WHEN wrong_cycle THEN 'R' || part.cycle || ' 与再认证次数 ' || cycle || ' 不符' END,
    CASE WHEN wrong_size THEN '规模字母 ' || size || ' 与覆盖人数 ' || staff || ' 不符' END) AS fact_zh,
  concat_ws('; ', CASE WHEN spaced THEN 'holds spaces' END, CASE WHEN lower_case THEN 'holds lower-case letters' END,
    CASE WHEN wrong_form THEN 'departs from the form of the body''s other numbers' || coalesce(' (such as ' || example || ')', '') END,
    CASE WHEN wrong_body THEN 'gives ' || part.body || ' for the body approved as ' || cb_approval_no END,
    CASE WHEN wrong_year THEN 'gives the year ' || part.year || ', certified and issued in ' || concat_ws(', ', year(first_certified), nullif(year(issue_date), year(first_certified))) END,
    CASE WHEN wrong_cycle THEN 'gives R' || part.cycle || ' after ' || cycle || ' recertification(s)' END,
    CASE WHEN wrong_size THEN 'gives the size ' || size || ' for ' || staff || ' people' END) AS fact_en,
  CASE WHEN issue_date IS NOT NULL THEN cert_no END AS measured, CASE WHEN issue_date IS NOT NULL THEN concat_ws('; ',
    CASE WHEN spaced OR lower_case THEN number END, CASE WHEN wrong_form THEN example END,
    CASE WHEN wrong_body THEN body_digits END,
    CASE WHEN wrong_year THEN right(CAST(year(first_certified) AS VARCHAR), 2) END, CASE WHEN wrong_cycle THEN 'R' || cycle END,
    CASE WHEN wrong_size THEN '≠ ' || size END) END AS expected, evidence
FROM described
WHERE spaced OR lower_case OR wrong_form OR wrong_body OR wrong_year OR wrong_cycle OR wrong_size
UNION ALL BY NAME
SELECT 'undetermined' AS verdict, 'certificate.cert_no' AS missing, cb_approval_no, cb_name, org_uscc, org_name, issue_date AS occurred_on,
  [ref('certificate', _source, _row)] AS evidence
FROM certificate
WHERE is_nothing(cert_no)
