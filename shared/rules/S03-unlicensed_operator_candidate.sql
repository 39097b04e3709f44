/*---
code: S03
id: unlicensed_operator_candidate
version: 1
title: { zh: 疑似无资质从事认证检测, en: Certification or testing named without an approval }
severity: 中
evidence: E3
subject: organisation
keys: [organisation]
needs:
  - organisation.org_name
  - organisation.biz_scope
  - certification_body.cb_name
params:
  keywords:
    type: list
    default: [认证, 检验, 检测]
    title: { zh: 关键词（含“认证”的查机构批准号，其余查 CMA）, en: 'Keywords (those with “认证” ask for an approval, the others for a CMA number)' }
basis:
  - zh: 《认证认可条例》第九条、第五十六条：未经批准不得从事认证活动（10万–50万元）
    en: Regulation on Certification and Accreditation, arts. 9, 56 - no certification without approval (CNY 100,000-500,000)
    source: { zh: 2023-07-20 修订文本（公开文本的副本）, en: Text as revised on 2023-07-20 (copy of the public text) }
    status: verified
  - zh: 按企业名称或经营范围中的“认证”“认证服务”“检验”“检测”等字词排查经营主体
    en: Sweep of business names and scopes for “认证”, “认证服务”, “检验”, “检测” and the like
    source: { zh: 谯市监办〔2023〕78号（已失效，仅说明做法）, en: 'Local notice of 2023, lapsed; shows the practice only' }
    status: heuristic
logic:
  zh: 登记在业的经营主体名称或经营范围写有认证，而批准名录中没有该机构；或者写有检验、检测，而没有资质认定（CMA）证书编号。
  en: The name or business scope of an entity in business names certification but the list of approved bodies does not have it, or names testing or inspection without a CMA number.
false_positives:
  - zh: 身份认证、电子认证、CA 认证等是另一行业，不列
    en: Identity and electronic certification (CA) are another trade and are not listed
    case: identity and electronic certification
  - zh: 只做认证咨询、代理、培训的不是认证，不列
    en: Consulting, agency and training are not certification and are not listed
    case: consulting and agency only
  - zh: 检测设备、仪器、软件、试剂的生产销售，质检岗位、检验检疫、医学检验、检测维修，不是对外检测，不列
    en: Goods and software for testing, posts of quality inspection, quarantine, medicine and repair are no testing for others and are not listed
    case:
      - 'goods for testing, repair, quarantine'
      - a post of quality inspection in the name
  - zh: 经营范围写明“不含认证”“……除外”的，不列
    en: What the scope itself leaves out (“不含认证”, “除外”) is not listed
    case:
      - the scope leaves it out
      - the scope leaves it out behind the words
  - zh: 获批机构及其分支机构（按信用代码、现名、曾用名）不列
    en: Approved bodies and their branches (by code, present or former name) are not listed
    case:
      - approved, by code, name or former name
      - a branch of an approved body
  - zh: 已注销、吊销的不列
    en: Entities deregistered or without licence are not listed
    case: no longer in business
  - zh: 经营范围只是登记文字，不等于从事了该活动，须现场核实
    en: A scope is a text in a register, not an activity - to be checked on site
    by_hand: true
message:
  zh: '{holder_name} 的{where_zh}写有“{measured}”，{lacking_zh}'
  en: 'The {where_en} of {holder_name} says “{measured}”, {lacking_en}'
---*/
WITH words AS (
  SELECT CAST($keywords AS VARCHAR[]) AS keywords, phrases('operator_activity', 'except') AS excepted, phrases('operator_activity', 'negation') AS negations,
    phrases('operator_activity', 'negation after') AS negations_after
), approved AS (
  SELECT DISTINCT upper(cb_uscc) AS code, name_key(cb_name) AS name FROM certification_body
), entity AS (
  SELECT organisation_key(uscc, org_name) AS organisation, org_name, biz_scope, _source, _row FROM organisation
), candidate AS (
  SELECT entity.*, unnest(['name', 'scope']) AS place
  FROM entity, words
  WHERE holds_any(org_name, keywords) OR holds_any(biz_scope, keywords)
), segment AS (
  -- A sentence or bracket of the scope, up to where it leaves something out.
  SELECT c.* EXCLUDE (biz_scope), unnest(string_split(plain_text(CASE place WHEN 'name' THEN org_name ELSE regexp_replace(regexp_replace(biz_scope, '[()（）\[\]【】]', '。', 'g'), '[:：]', '，', 'g') END), '。')) AS text
  FROM candidate AS c
), item AS (
  SELECT s.* EXCLUDE (text), unnest(string_split(regexp_replace(signed_text(signed_text(text, negations, '¬'), excepted, '□'), '¬.*$', ''), '，')) AS part
  FROM segment AS s, words
  WHERE NOT holds_any(text, negations_after)
), hit AS (
  SELECT item.*, keyword, contains(keyword, '认证') AS certifies
  FROM (SELECT * EXCLUDE (part), unnest(string_split(part, '、')) AS part FROM item) AS item JOIN (SELECT unnest(keywords) AS keyword FROM words) ON contains(part, keyword)
), found AS (
  SELECT organisation, bool_or(certifies) AS certifies, bool_or(NOT certifies) AS tests,
    string_agg(DISTINCT replace(part, '□', ''), '、' ORDER BY replace(part, '□', '')) FILTER (certifies) AS certification,
    string_agg(DISTINCT replace(part, '□', ''), '、' ORDER BY replace(part, '□', '')) FILTER (NOT certifies) AS testing,
    bool_or(place = 'name') FILTER (certifies) AS certification_named, bool_or(place = 'name') FILTER (NOT certifies) AS testing_named
  FROM hit
  GROUP BY organisation
), concerned AS (
  -- Every extract of these entities: what one leaves open another may settle.
  SELECT entity.organisation, upper(o.uscc) AS uscc, o.org_name, o.former_name, o.biz_scope, o.reg_status, o.cma_no, o._source, o._row
  FROM (FROM entity WHERE organisation IN (SELECT organisation FROM found UNION SELECT organisation FROM entity WHERE biz_scope IS NULL)) AS entity
  JOIN organisation AS o ON o._source = entity._source AND o._row = entity._row
), named AS (
  SELECT *, coalesce(register_status(reg_status), '') AS state, has_field(_source, 'cma_no') AS has_cma, name_key(org_name) AS present, name_key(former_name) AS former
  FROM concerned
), whole AS (
  SELECT organisation, max(uscc) AS uscc, max(org_name) AS org_name, max(CASE WHEN NOT is_nothing(cma_no) THEN cma_no END) AS cma_no, bool_or(has_cma) AS has_cma,
    bool_or(state IN ('注销', '吊销')) AS ended, count(biz_scope) > 0 AS scoped,
    coalesce(bool_or(uscc IN (SELECT code FROM approved) OR present IN (SELECT name FROM approved) OR former IN (SELECT name FROM approved)
      OR regexp_extract(present, '^(.+?公司).+(?:分公司|分部|办事处|分中心)$', 1) IN (SELECT name FROM approved)
      OR regexp_extract(present, '^(.+?(?:中心|研究院|协会|所)).+(?:分公司|分部|办事处|分中心)$', 1) IN (SELECT name FROM approved)), false) AS approved,
    list(ref('organisation', _source, _row) ORDER BY _source, _row)[1:10] AS rows
  FROM named
  GROUP BY organisation
), judged AS (
  SELECT whole.*, found.* EXCLUDE (organisation), CASE
      WHEN ended THEN NULL
      WHEN certifies AND NOT approved THEN 'approval'
      WHEN tests AND cma_no IS NULL AND has_cma THEN 'CMA'
      WHEN tests AND cma_no IS NULL THEN 'unknown CMA'
      WHEN NOT scoped THEN 'unknown scope' END AS reason
  FROM whole LEFT JOIN found USING (organisation)
)
SELECT
  CASE WHEN starts_with(reason, 'unknown') THEN 'undetermined' ELSE 'lead' END AS verdict,
  CASE reason WHEN 'unknown CMA' THEN 'organisation.cma_no' WHEN 'unknown scope' THEN 'organisation.biz_scope' END AS missing,
  organisation, uscc AS org_uscc, org_name, coalesce(org_name, uscc) AS holder_name, CAST(NULL AS DATE) AS occurred_on,
  CASE reason WHEN 'approval' THEN certification WHEN 'CMA' THEN testing END AS measured,
  CASE reason WHEN 'approval' THEN 'CNCA-R-YYYY-NNN' WHEN 'CMA' THEN 'CMA' END AS expected,
  CASE WHEN CASE reason WHEN 'approval' THEN certification_named ELSE testing_named END THEN '名称' ELSE '经营范围' END AS where_zh,
  CASE WHEN CASE reason WHEN 'approval' THEN certification_named ELSE testing_named END THEN 'name' ELSE 'business scope' END AS where_en,
  CASE reason WHEN 'approval' THEN '批准名录中查不到该机构' ELSE '登记数据中没有资质认定（CMA）证书编号' END AS lacking_zh,
  CASE reason WHEN 'approval' THEN 'but the list of approved bodies does not have it' ELSE 'but the register gives no CMA number' END AS lacking_en,
  rows AS evidence
FROM judged
WHERE reason IS NOT NULL
