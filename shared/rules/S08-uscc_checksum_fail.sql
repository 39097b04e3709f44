/*---
code: S08
id: uscc_checksum_fail
version: 1
title: { zh: 统一社会信用代码校验失败, en: Credit code fails its check }
severity: 低
evidence: E1
subject: organisation
keys: [measured]
needs:
  - organisation.uscc | certificate.org_uscc | audit_plan.org_uscc | certification_body.cb_uscc
basis:
  - zh: GB 32100-2015 统一社会信用代码的字符集、长度和校验码（模 31）；标准原文未读，算法在 34 个真实代码上全部吻合
    en: GB 32100-2015, characters, length and check character (mod 31) of the unified social credit code; the text was not read, the algorithm fits 34 of 34 real codes
    source: { zh: 算法由 34 个真实代码验证, en: Algorithm tried on 34 real codes }
    status: recall
  - zh: GB 11714 组织机构代码校验码（模 11，信用代码第 9–17 位）；同样在 34 个真实代码上吻合
    en: GB 11714, check character of the organisation code (mod 11, characters 9-17 of the credit code); fits the same 34 codes
    source: { zh: 算法由 34 个真实代码验证, en: Algorithm tried on 34 real codes }
    status: recall
logic:
  zh: 统一社会信用代码的长度、字符或校验码不符合编码规则；同一错误代码只列一条。
  en: The length, the characters or a check character of a unified social credit code does not follow its standard; one lead per distinct code.
false_positives:
  - zh: 9 位组织机构代码（含带连字符的）和 15 位旧注册号是旧代码，不列
    en: Nine-character organisation codes (with or without hyphen) and 15-digit registration numbers are old codes, not listed
    case:
      - 'old organisation codes, with and without hyphen'
      - an old registration number
  - zh: 港澳台和境外组织（按行政区划）没有统一社会信用代码，不列
    en: Organisations in Hong Kong, Macao, Taiwan or abroad (by region code) have no credit code, not listed
    case: 'Hong Kong, Macao, Taiwan, abroad'
  - zh: 把字母 O、I 改为数字 0、1 后校验通过的，是录入或识别错误，不列
    en: A code that passes once the letters O and I are read as 0 and 1 was mistyped or misread and is not listed
    case: 'O for 0 and I for 1, right once read as figures'
message:
  zh: 统一社会信用代码 {measured} {problem_zh}；出现于{places_zh}
  en: Credit code {measured} {problem_en}; found in {places_en}
---*/
WITH written AS NOT MATERIALIZED (
  -- Read several times, each time only what is needed of it.
  SELECT 1 AS rank, 'organisation' AS dataset, '企业登记' AS zh, 'organisations' AS en, uscc AS code, org_name AS name, CAST(NULL AS VARCHAR) AS cb_approval_no,
    CAST(NULL AS VARCHAR) AS region_code, 'organisation.uscc' AS field, _source, _row FROM organisation
  UNION ALL
  SELECT 2, 'certificate', '证书', 'certificates', org_uscc, org_name, NULL, region_code, 'certificate.org_uscc', _source, _row FROM certificate
  UNION ALL
  SELECT 3, 'audit_plan', '审核计划', 'audit plans', org_uscc, org_name, NULL, region_code, 'audit_plan.org_uscc', _source, _row FROM audit_plan
  UNION ALL
  SELECT 4, 'certification_body', '认证机构', 'certification bodies', cb_uscc, cb_name, cb_approval_no, NULL, 'certification_body.cb_uscc', _source, _row FROM certification_body
), wrong AS (
  -- A CASE, so that only codes that have a problem are looked at again.
  SELECT code, problem
  FROM (SELECT code, uscc_problem(code) AS problem FROM (SELECT DISTINCT upper(code) AS code FROM (SELECT DISTINCT code FROM written)))
  WHERE CASE WHEN problem IS NOT NULL THEN is_wrong_uscc(code) END
), found AS (
  SELECT written.* EXCLUDE (code), wrong.*, ref(dataset, _source, _row) AS row_ref, is_overseas(region_code) AS overseas
  FROM written JOIN wrong ON wrong.code = upper(written.code)
), place AS (
  SELECT code, any_value(problem) AS problem, rank, dataset, zh || ' ' || count(*) || ' 行' AS place_zh,
    en || ' (' || count(*) || ')' AS place_en, bool_or(overseas) AS overseas, max(name) AS name, max(cb_approval_no) AS cb_approval_no,
    -- A code that stands in thousands of rows is proved by the first of them.
    list(row_ref ORDER BY _source, _row)[1:20] AS rows
  FROM found
  GROUP BY code, rank, dataset, zh, en
), judged AS (
  SELECT code, any_value(problem) AS problem,
    max(name) FILTER (dataset <> 'certification_body') AS org_name, max(cb_approval_no) AS cb_approval_no,
    max(name) FILTER (dataset = 'certification_body') AS cb_name,
    string_agg(place_zh, '、' ORDER BY rank) AS places_zh, string_agg(place_en, ', ' ORDER BY rank) AS places_en,
    flatten(list(rows ORDER BY rank)) AS evidence
  FROM place
  GROUP BY code
  HAVING NOT bool_or(overseas)
)
SELECT 'lead' AS verdict, CAST(NULL AS VARCHAR) AS missing, cb_approval_no, cb_name,
  CASE WHEN list_bool_or([e.dataset <> 'certification_body' FOR e IN evidence]) THEN code END AS org_uscc, org_name,
  CAST(NULL AS DATE) AS occurred_on, code AS measured,
  CASE problem
    WHEN 'length' THEN 'GB 32100 (n = 18)'
    WHEN 'characters' THEN 'GB 32100 (0-9 A-H J-N P Q R T U W X Y)'
    WHEN 'check' THEN 'GB 32100 (#18 = ' || uscc_check_character(code) || ')'
    ELSE 'GB 11714 (#17 = ' || organisation_code_check_character(substr(code, 9, 8)) || ')' END AS expected,
  CASE problem
    WHEN 'length' THEN '长度为 ' || length(code) || ' 位，应为 18 位'
    WHEN 'characters' THEN '含有编码规则之外的字符'
    WHEN 'check' THEN '校验码（第 18 位）应为 ' || uscc_check_character(code) || '，实为 ' || right(code, 1)
    ELSE '内嵌组织机构代码的校验码（第 17 位）应为 ' || organisation_code_check_character(substr(code, 9, 8)) || '，实为 ' || substr(code, 17, 1) END AS problem_zh,
  CASE problem
    WHEN 'length' THEN 'has ' || length(code) || ' characters instead of 18'
    WHEN 'characters' THEN 'contains characters that the standard does not use'
    WHEN 'check' THEN 'ends in ' || right(code, 1) || ' where its check asks for ' || uscc_check_character(code)
    ELSE 'has ' || substr(code, 17, 1) || ' as check of its organisation code (17th character) instead of ' || organisation_code_check_character(substr(code, 9, 8)) END AS problem_en,
  places_zh, places_en,
  evidence
FROM judged
UNION ALL BY NAME
SELECT 'undetermined' AS verdict, field AS missing, CASE WHEN dataset = 'certification_body' THEN name END AS cb_name,
  CASE WHEN dataset <> 'certification_body' THEN name END AS org_name, cb_approval_no,
  list(ref(dataset, _source, _row) ORDER BY _source, _row)[1:20] AS evidence
FROM written
WHERE is_nothing(code) AND has_field(_source, split_part(field, '.', 2)) AND NOT is_overseas(region_code)
GROUP BY field, dataset, name, cb_approval_no
