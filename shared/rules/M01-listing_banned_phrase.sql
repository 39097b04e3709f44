/*---
code: M01
id: listing_banned_phrase
version: 1
title: { zh: 网售认证检测服务的可疑承诺用语, en: Doubtful promises in online listings }
severity: 中
evidence: E2
subject: listing
keys: [platform, item]
needs:
  - listing.title
  - listing.item_id | listing.url
params:
  more_phrases:
    type: list
    default: []
    title: { zh: 另外要查的用语, en: Further phrases to look for }
basis:
  - zh: 《电子商务法》第二十七、二十九、三十八、八十条：平台对经营者资质的核验和处置义务
    en: E-Commerce Law, arts. 27, 29, 38, 80 - platforms verify who sells, and act
    source: { zh: 2018 年文本（公开文本的副本）, en: Text of 2018 (copy of the public text) }
    status: verified
  - zh: 《广告法》第二十八、五十五条；《反不正当竞争法》第八、二十条（2019 年文本，其后的修订未核对）
    en: Advertising Law, arts. 28, 55; Anti-Unfair Competition Law, arts. 8, 20 (text of 2019, later revision not checked)
    source: { zh: 公开文本的副本, en: Copies of the public texts }
    status: verified
  - zh: “当天出证/报告”“直出证书”“不送样检测”“确保通过”见于监管部门的排查要求；其余用语是延伸
    en: “当天出证/报告”, “直出证书”, “不送样检测” and “确保通过” are what authorities asked to look for; the other phrases are extensions
    source: { zh: 监管部门通知和报道；延伸部分为经验, en: Notices and reports; the extensions are experience }
    status: heuristic
logic:
  zh: 出售认证、检测服务的商品，其标题或详情承诺当天出证、不送样、包过等，而不是在否认或引述这些说法。
  en: A listing that sells certification or testing promises a certificate on the day, no samples, a sure pass and the like, and does not deny or quote such words.
false_positives:
  - zh: 否认或警示这些说法的（“拒绝当天出证”“包过都是骗局”），不列
    en: Words that deny or warn of them (“拒绝当天出证”, “包过都是骗局”) are not listed
    case:
      - 'refused, warned of, quoted'
      - denied behind the words
      - a list of phrases under one denial
  - zh: 一般的退款、退货承诺不是“不通过退款”，不列
    en: Ordinary promises of refund are not “不通过退款” and are not listed
    case: ordinary refunds
  - zh: 不是出售认证、检测服务的商品（食品的“不送样品”、驾考的“包过”等），不列
    en: Listings that sell something else (no free samples, driving tests and the like) are not listed
    case:
      - 'goods, and gifts that are not sent'
      - examinations and training
  - zh: 字面相连的词（“面包过期”“当天出证明”）不列
    en: Other words with the same characters (“面包过期”, “当天出证明”) are not listed
    case: other words with the same characters
  - zh: “加急”“低价”“cnca可查”本身不违反规定，只随其他用语一并列出
    en: Rush service, low prices and “cnca可查” are lawful by themselves and only named beside a promise
    case: rush service and low prices alone
  - zh: 已下架、删除的商品不列
    en: Listings already taken down are not listed
    case: taken down
  - zh: 玩笑、反语须人工阅读；保留截图和抓取时间作为证据
    en: Jokes and irony need reading; keep screenshot and time of capture
    by_hand: true
message:
  zh: '{platform_zh}店铺“{shop_name}”的商品“{title_short}”（{captured} 抓取）写有“{measured}”{beside_zh}'
  en: 'The listing “{title_short}” of the shop “{shop_name}” on {platform_en} (captured {captured}) says “{measured}”{beside_en}'
---*/
WITH words AS (
  SELECT (SELECT list(p ORDER BY length(p) DESC, p) FROM (
      SELECT DISTINCT unnest(list_concat(phrases('listing_promise', 'promise'), [plain_text(m) FOR m IN CAST($more_phrases AS VARCHAR[])])) AS p) WHERE p <> '') AS promises,
    phrases('listing_promise', 'supporting') AS supporting, phrases('listing_promise', 'except') AS excepted,
    phrases('listing_promise', 'before') AS denying, phrases('listing_promise', 'after') AS denying_after, phrases('listing_promise', 'filler') AS fillers,
    phrases('listing_service', 'service') AS services, phrases('listing_service', 'other') AS other_trades
), page AS (
  SELECT coalesce(platform, '') AS platform, coalesce(item_id, url, title) AS item, captured_at, title, category, _source, _row,
    plain_text(concat_ws('。', title, category)) AS headline, detail IS NULL AS bare,
    coalesce(captured_at, TIMESTAMP '0001-01-01') > coalesce(max(coalesce(captured_at, TIMESTAMP '0001-01-01')) FILTER (listing_disposal(disposal) = 'off sale')
      OVER (PARTITION BY coalesce(platform, ''), coalesce(item_id, url, title)), TIMESTAMP '0001-01-01' - INTERVAL 1 DAY) AS on_sale
  FROM listing
), service AS (
  SELECT * EXCLUDE (headline), headline = '' AS unnamed
  FROM page, words
  WHERE on_sale AND (headline = '' OR (holds_any(headline, services) AND NOT holds_any(headline, other_trades)))
), said AS (
  SELECT s.platform, s.item, s._source, s._row, plain_text(concat_ws('。', l.title, l.detail)) AS text
  FROM service AS s JOIN listing AS l ON l._source = s._source AND l._row = s._row
  WHERE NOT unnamed
), marked AS (
  -- Each phrase becomes one character (U+E000 …). What follows a phrase in a list of phrases belongs to it, so that one
  -- denial counts for the whole list.
  SELECT platform, item, _source, _row, text, regexp_replace(regexp_replace(regexp_replace(regexp_replace(numbered_text(signed_text(text, excepted, '□'), promises),
      '([\x{E000}-\x{F8FF}]等?)，((?:[\x{E000}-\x{F8FF}]|[、等和及或与])+)([，。]|$)', '\1、\2\3', 'g'),
      '([\x{E000}-\x{F8FF}]等?)，((?:[\x{E000}-\x{F8FF}]|[、等和及或与])+)([，。]|$)', '\1、\2\3', 'g'),
      '(^|[，。])((?:[\x{E000}-\x{F8FF}]|[、和及或与])+)，([\x{E000}-\x{F8FF}])', '\1\2、\3', 'g'),
      '(^|[，。])((?:[\x{E000}-\x{F8FF}]|[、和及或与])+)，([\x{E000}-\x{F8FF}])', '\1\2、\3', 'g') AS numbered
  FROM said, words
  WHERE holds_any(text, promises)
), meant AS (
  -- ¬ denies what comes next, ¶ what came before; words that may stand between are taken out first.
  SELECT m.* EXCLUDE (numbered), regexp_replace(regexp_replace(
      signed_text(signed_text(signed_text(numbered, denying_after, '¶'), denying, '¬'), fillers, ''),
      '¬(?:[、和及或与等]*[\x{E000}-\x{F8FF}])+', '¬', 'g'), '(?:[\x{E000}-\x{F8FF}][、和及或与等]*)+¶', '¶', 'g') AS meant
  FROM marked AS m, words
), hit AS (
  SELECT platform, item, _source, _row, numbered_phrases(meant, promises) AS found, list_filter(supporting, lambda phrase_: contains(text, phrase_)) AS beside
  FROM meant, words
  WHERE regexp_matches(meant, '[\x{E000}-\x{F8FF}]')
), lead AS (
  SELECT platform, item, list_sort(list_distinct(flatten(list(found)))) AS found, list_sort(list_distinct(flatten(list(beside)))) AS beside,
    list(ref('listing', hit._source, hit._row) ORDER BY captured_at, hit._source, hit._row)[1:20] AS evidence,
    min_by({'shop': shop_name, 'seller': seller_uscc, 'title': title, 'day': CAST(captured_at AS DATE)}, (captured_at IS NULL, captured_at, hit._source, hit._row)) AS first
  FROM hit JOIN (SELECT _source, _row, captured_at, shop_name, seller_uscc, title FROM listing) AS l ON l._source = hit._source AND l._row = hit._row
  GROUP BY platform, item
)
SELECT 'lead' AS verdict, CAST(NULL AS VARCHAR) AS missing, platform, item, first.seller AS org_uscc, first.shop AS org_name, first.shop AS shop_name,
  first.day AS occurred_on, array_to_string(found, '、') AS measured, CAST(NULL AS VARCHAR) AS expected,
  CASE WHEN length(first.title) > 40 THEN left(first.title, 40) || '…' ELSE first.title END AS title_short, coalesce(CAST(first.day AS VARCHAR), '—') AS captured,
  CASE WHEN platform <> '' THEN platform || ' ' ELSE '' END AS platform_zh, CASE WHEN platform <> '' THEN '“' || platform || '”' ELSE 'its platform' END AS platform_en,
  CASE WHEN len(beside) > 0 THEN '，同时写有“' || array_to_string(beside, '、') || '”' ELSE '' END AS beside_zh,
  CASE WHEN len(beside) > 0 THEN ', and beside it “' || array_to_string(beside, '、') || '”' ELSE '' END AS beside_en,
  evidence
FROM lead
UNION ALL BY NAME
-- Nothing to read: no title, or a service whose details were captured in no row of it.
SELECT 'undetermined' AS verdict, CASE WHEN bool_and(unnamed) THEN 'listing.title' ELSE 'listing.detail' END AS missing, s.platform, s.item,
  max(seller_uscc) AS org_uscc, max(shop_name) AS org_name, list(ref('listing', s._source, s._row) ORDER BY s._source, s._row)[1:10] AS evidence
FROM service AS s JOIN listing AS l ON l._source = s._source AND l._row = s._row
WHERE (s.platform, coalesce(s.item, '')) NOT IN (SELECT (platform, coalesce(item, '')) FROM lead)
GROUP BY s.platform, s.item, CASE WHEN s.item IS NULL THEN concat(s._source, ':', s._row) END
HAVING bool_and(unnamed OR bare)
