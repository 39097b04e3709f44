/*---
code: S04
id: banned_words
version: 1
title: { zh: 证书或规则冠用禁用字样, en: Barred words in the name of a rule or mark }
severity: 中
evidence: E1
subject: cb_rule
keys: [body, name]
needs:
  - cb_rule.cb_approval_no | cb_rule.cb_name
  - cb_rule.rule_name
params:
  words:
    type: list
    default: [中国, 中华, 全国, 国家]
    title: { zh: 不得冠用的字样, en: Words that are barred }
  allowed:
    type: list
    default: []
    title: { zh: 另外允许的字样（如新的国家统一制度）, en: 'Further words that are allowed (a new national scheme, say)' }
basis:
  - zh: 机构自行开展的认证，其证书、标志不得冠以“中国”“中华”“全国”“国家”等字样；上位法条未查到
    en: Certificates and marks of schemes of a body's own must not carry “中国”, “中华”, “全国”, “国家”; no article of law was found
    source: { zh: 谯市监办〔2023〕78号（已失效，仅说明做法）, en: 'Local notice of 2023, lapsed; shows the practice only' }
    status: unverified
logic:
  zh: 机构自行制定的认证规则、认证标志或以其为依据的证书，名称中有不得冠用的字样，而不是国家统一的认证制度。
  en: The name of a body's own rule or mark, or of the rule a certificate is based on, carries a barred word and is no national scheme.
false_positives:
  - zh: 强制性产品认证、有机产品等国家统一的认证制度，不列
    en: National schemes such as compulsory product certification and organic products are not listed
    case: national schemes
  - zh: 名称引用国家标准、主管部门或法律的，不列
    en: Titles that refer to national standards, authorities or laws are not listed
    case: 'national standards, authorities and laws'
  - zh: 机构或持有人登记名称本身含有该字样的，不列
    en: Names that hold the registered name of a body or holder are not listed
    case:
      - the registered name of the body
      - the registered name of a holder
  - zh: 已废止、注销的规则不列
    en: Rules that have ended are not listed
    case: a rule that has ended
  - zh: “其中国有企业”等只是字面相连的，不列
    en: Characters that only happen to stand side by side are not listed
    case: characters that only stand side by side
  - zh: 管理体系证书的认证依据是标准名称，不看
    en: Management-system certificates are based on standards, whose titles are not looked at
    case: the standard of a management system
message:
  zh: '{holder_name} 的{what_zh}“{measured}”名称中有“{word}”字样{extent_zh}'
  en: 'The {what_en} “{measured}” of {holder_name} carries the word “{word}”{extent_en}'
---*/
WITH words AS (
  SELECT CAST($words AS VARCHAR[]) AS barred, list_concat(CAST($allowed AS VARCHAR[]), phrases('banned_word', 'national scheme')) AS national,
    phrases('banned_word', 'except') AS excepted
), filed AS (
  SELECT coalesce(approval_key(cb_approval_no), name_key(cb_name)) AS body, cb_approval_no, cb_name, rule_no, rule_name, mark_name, least(published_on, filed_on) AS on_day,
    coalesce(rule_status(rule_status) = 'ended', false) AS ended, _source, _row
  FROM cb_rule
), named AS (
  SELECT body, cb_approval_no, cb_name, 'rule' AS what, rule_name AS name, plain_text(rule_name) AS plain, on_day, ref('cb_rule', _source, _row) AS row_ref
  FROM filed, words WHERE NOT ended AND holds_any(plain_text(rule_name), barred)
  UNION ALL
  SELECT body, cb_approval_no, cb_name, 'mark', mark_name, plain_text(mark_name), on_day, ref('cb_rule', _source, _row)
  FROM filed, words WHERE NOT ended AND holds_any(plain_text(mark_name), barred)
  UNION ALL
  -- What a certificate is of, in words, and the rule it is based on: not the standards of management systems.
  SELECT body, cb_approval_no, cb_name, 'certificate', trim(name), plain_text(name), issue_date, ref('certificate', _source, _row)
  FROM (
    SELECT approval_key(cb_approval_no) AS body, cb_approval_no, cb_name, issue_date, _source, _row, unnest(list_distinct([scheme_code] || coalesce(regexp_split_to_array(basis, '[;；,，《》\n]'), []))) AS name
    FROM certificate, words
    WHERE (holds_any(scheme_code, barred) OR holds_any(basis, barred)) AND scheme_family(coalesce(scheme_code, basis)) = 'other'), words
  WHERE holds_any(name, barred) AND regexp_matches(name, '认证') AND regexp_matches(name, '认证(证书|标志|制度)?$|规则|规范|细则|方案|要求|准则')
), registered AS (
  -- Registered names that hold a barred word themselves, with and without their legal form.
  SELECT DISTINCT plain_text(regexp_replace(name, '(股份有限|有限责任|有限|股份)?公司$', '')) AS name
  FROM (SELECT cb_name AS name FROM certification_body UNION SELECT org_name FROM organisation UNION SELECT former_name FROM organisation
    UNION SELECT org_name FROM certificate), words
  WHERE holds_any(name, barred) AND length(name) >= 6
), own AS (
  SELECT plain, list(registered.name ORDER BY length(registered.name) DESC, registered.name) AS names
  FROM (SELECT DISTINCT plain FROM named) JOIN registered ON contains(plain, registered.name)
  GROUP BY plain
), left_over AS (
  SELECT named.plain, any_value(list_filter(barred, lambda word_: contains(signed_text(signed_text(named.plain, coalesce(own.names, []), '□'), excepted, '□'), word_))) AS found
  FROM (SELECT DISTINCT plain FROM named) AS named LEFT JOIN own ON own.plain = named.plain CROSS JOIN words
  WHERE NOT holds_any(named.plain, national)
  GROUP BY named.plain
), lead AS (
  SELECT body, plain AS name, max(cb_approval_no) AS cb_approval_no, max(cb_name) AS cb_name, min(name) AS written, min(on_day) AS on_day,
    CASE WHEN bool_or(what = 'rule') THEN 'rule' WHEN bool_or(what = 'mark') THEN 'mark' ELSE 'certificate' END AS what,
    array_to_string(any_value(found), '”“') AS word, count(*) FILTER (what = 'certificate') AS certificates,
    list(DISTINCT row_ref) FILTER (what <> 'certificate') AS rule_rows, list(DISTINCT row_ref) FILTER (what = 'certificate') AS certificate_rows
  FROM named JOIN left_over USING (plain)
  WHERE len(found) > 0
  GROUP BY body, plain
), offered AS (
  SELECT lead.name, list(ref('listing', _source, _row) ORDER BY _source, _row)[1:5] AS rows
  FROM (SELECT DISTINCT name FROM lead) AS lead
  JOIN (SELECT plain_text(title) AS plain, _source, _row FROM listing, words WHERE holds_any(title, barred)) ON contains(plain, lead.name)
  GROUP BY lead.name
)
SELECT 'lead' AS verdict, CAST(NULL AS VARCHAR) AS missing, lead.body, lead.name, lead.cb_approval_no, coalesce(lead.cb_name, b.cb_name) AS cb_name,
  coalesce(lead.cb_name, b.cb_name, lead.cb_approval_no) AS holder_name, on_day AS occurred_on, written AS measured, '∌ ' || replace(word, '”“', '、') AS expected, word,
  CASE what WHEN 'rule' THEN '认证规则' WHEN 'mark' THEN '认证标志' ELSE '认证' END AS what_zh,
  CASE what WHEN 'rule' THEN 'rule' WHEN 'mark' THEN 'mark' ELSE 'certification' END AS what_en,
  CASE WHEN certificates > 0 THEN '（证书 ' || certificates || ' 行）' ELSE '' END AS extent_zh,
  CASE WHEN certificates > 0 THEN ' (certificate rows: ' || certificates || ')' ELSE '' END AS extent_en,
  coalesce(list_sort(rule_rows)[1:8], []) || coalesce(list_sort(certificate_rows)[1:7], []) || coalesce(offered.rows, []) AS evidence
FROM lead
LEFT JOIN (SELECT approval_key(cb_approval_no) AS body, max(cb_name) AS cb_name FROM certification_body GROUP BY 1) AS b ON b.body = lead.body
LEFT JOIN offered ON offered.name = lead.name
UNION ALL BY NAME
-- A filed rule without a name, unless another export of it has one.
SELECT 'undetermined' AS verdict, 'cb_rule.rule_name' AS missing, max(cb_approval_no) AS cb_approval_no, max(cb_name) AS cb_name,
  list(ref('cb_rule', _source, _row) ORDER BY _source, _row)[1:10] AS evidence
FROM filed, words
WHERE NOT ended
GROUP BY body, coalesce(rule_no, concat(_source, ':', _row))
HAVING count(rule_name) = 0 AND NOT coalesce(bool_or(holds_any(plain_text(mark_name), barred)), false)
