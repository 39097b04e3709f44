/*---
code: M03
id: listing_ccc_invalid
version: 1
title: { zh: 在售商品CCC证书缺失或无效, en: CCC certificate missing or not valid on sale }
severity: 高
evidence: E2
subject: listing
keys: [platform, item]
needs:
  - listing.item_id | listing.url
  - listing.category | listing.title
  - listing.ccc_no
  - ccc_certificate.cert_no
  - ccc_certificate.status
params:
  model_match:
    type: text
    default: contained
    title: { zh: 是否核对型号（contained：商品型号应在证书型号之内；off：不核对）, en: 'Compare models (contained: the model must be among those of the certificate; off: not at all)' }
basis:
  - zh: 《认证认可条例》第二十七条、第六十六条：列入目录的产品未经认证不得出厂、销售、进口（5万–20万元）
    en: Regulation on Certification and Accreditation, arts. 27, 66 - products in the catalogue are not sold without certification (CNY 50,000-200,000)
    source: { zh: 2023-07-20 修订文本（公开文本的副本）, en: Text as revised on 2023-07-20 (copy of the public text) }
    status: verified
  - zh: 平台对无证书或者证书失效的商品拦截、下架
    en: Platforms block or take down goods without a certificate or with one that is no longer valid
    source: { zh: 监管部门通知和报道, en: Notices and reports }
    status: verified
  - zh: 哪些商品类目须有 CCC 证书，取自参考数据中的目录（不是完整目录，原文未读），按抓取日期适用
    en: Which categories need a certificate comes from the catalogue in the reference data (not the whole of it, the original was not read) as of the capture
    source: { zh: 目录附件的网上副本和新闻, en: Online copies of the annex and news }
    status: unverified
  - zh: 暂停期间不得出厂、进口；注销前已出厂的可以继续销售
    en: Nothing leaves the factory while a certificate is suspended; what left it before a cancellation may still be sold
    source: { zh: 认监委公告2008年第19号的二手资料, en: 'Secondary sources on CNCA announcement No. 19 of 2008' }
    status: unverified
logic:
  zh: 类目属于 CCC 目录的在售商品，没有标明证书编号，或所标证书在抓取之日查不到、已暂停、撤销、注销、到期，或不含该型号。
  en: A listing whose category is in the CCC catalogue gives no certificate number, or one that on the day of capture is unknown, suspended, withdrawn, cancelled or expired, or does not cover the model.
false_positives:
  - zh: 证书注销前已出厂的商品可以继续销售：生产日期不晚于注销日期的不列，没有生产日期的无法判定
    en: Goods that left the factory before the cancellation may still be sold - made by then, not listed; not known when made, undetermined
    case:
      - made before the cancellation
      - cancelled, not known when made
  - zh: 暂停前、到期前生产的存货，不列
    en: Stock made before a suspension or the expiry is not listed
    case: 'stock made before the suspension, before the expiry'
  - zh: 转为自我声明（CNCA-00C-008）的产品只有声明，没有机构签发的证书，不列；在此之前须有证书
    en: Products moved to self-declaration (CNCA-00C-008) have a declaration and no certificate of a body - not listed from then on
    case: a product under self-declaration
  - zh: 抓取之日尚未列入或已调出目录的，不列；类目按末级名称的结尾判断，配件、收纳用品不算
    en: What was not in the catalogue yet, or no longer, on the day of capture is not listed; categories are told by the end of their last part, so accessories do not count
    case:
      - not in the catalogue yet
      - accessories
  - zh: 编号写在标题或详情里的，视为已标明；暂停、撤销在抓取之后的，不列
    en: A number in the title or details counts as given; what happened after the capture does not matter
    case:
      - the number stands in the details
      - suspended after the capture
  - zh: 证书型号写成系列或通配符的，不能逐一核对，无法判定
    en: Models written as a series or with wildcards cannot be compared one by one - undetermined
    case: models with wildcards
  - zh: 已下架的商品不列
    en: Listings already taken down are not listed
    case: taken down
  - zh: 免于办理强制性产品认证的商品，以及证书数据不完整时查不到的证书，须人工核对
    en: Exempted goods, and numbers not found in incomplete certificate data, are to be checked by hand
    by_hand: true
message:
  zh: '{platform_zh}店铺“{shop_name}”的商品“{title_short}”（{product}，{captured} 抓取）{reason_zh}'
  en: 'The listing “{title_short}” (“{product}”, captured {captured}) of the shop “{shop_name}” on {platform_en} {reason_en}'
---*/
WITH page AS (
  SELECT coalesce(platform, '') AS platform, coalesce(item_id, url, title) AS item, shop_name, seller_uscc, title, CAST(captured_at AS DATE) AS day,
    plain_text(regexp_extract(category, '([^/>›»|\\＞－-]+)[/>›»|\\＞－\s-]*$', 1)) AS category,
    CASE WHEN category IS NULL THEN plain_text(title) END AS title_alone,
    ccc_no, has_field(_source, 'ccc_no') AS has_number, model, made_on,
    coalesce(captured_at, TIMESTAMP '0001-01-01') > coalesce(max(coalesce(captured_at, TIMESTAMP '0001-01-01')) FILTER (listing_disposal(disposal) = 'off sale')
      OVER (PARTITION BY coalesce(platform, ''), coalesce(item_id, url, title)), TIMESTAMP '0001-01-01' - INTERVAL 1 DAY) AS on_sale,
    _source, _row
  FROM listing
), known AS (
  -- Few categories, many listings: what the catalogue says of each is looked up once.
  SELECT place.category, place.title_alone, product, catalogue, regime, valid_from, valid_to
  FROM (SELECT DISTINCT category, title_alone FROM page) AS place
  JOIN ref_ccc_catalogue AS c ON CASE WHEN place.title_alone IS NOT NULL THEN contains(place.title_alone, keyword)
    WHEN matched = 'whole' THEN place.category = keyword ELSE ends_with(place.category, keyword) END
), demanded AS (
  SELECT page.* EXCLUDE (category, on_sale), page.title_alone IS NOT NULL AS uncertain, min(product) AS product, min(catalogue) AS catalogue
  FROM page JOIN known ON known.category IS NOT DISTINCT FROM page.category AND known.title_alone IS NOT DISTINCT FROM page.title_alone
  WHERE on_sale AND regime = 'certificate' AND coalesce(valid_from <= coalesce(day, $as_of), true) AND coalesce(coalesce(day, $as_of) <= valid_to, true)
  GROUP BY ALL
), numbered AS (
  -- The numbers in the cell, or else in the text of the page. Words (“见详情”) are no number.
  SELECT d.* EXCLUDE (ccc_no, title_alone), CASE
      WHEN len(regexp_extract_all(replace(d.ccc_no, ' ', ''), '\d{16}')) > 0 THEN regexp_extract_all(replace(d.ccc_no, ' ', ''), '\d{16}')
      WHEN len(regexp_extract_all(d.ccc_no, '\d')) >= 8 THEN [number_key(d.ccc_no)]
      ELSE regexp_extract_all(replace(concat_ws(' ', d.title, l.detail), ' ', '_'), '(?:^|\D)((?:19|20)\d{14})(?:\D|$)', 1) END AS numbers
  FROM demanded AS d JOIN listing AS l ON l._source = d._source AND l._row = d._row
), capture AS (
  -- Two exports of one capture are one.
  SELECT platform, item, day, coalesce(list_sort(list_distinct(flatten(list(numbers)))), []) AS numbers, bool_or(has_number) AS has_number, max(model) AS model, min(made_on) AS made_on,
    bool_and(uncertain) AS uncertain, min(product) AS product, min(catalogue) AS catalogue, max(shop_name) AS shop_name, max(seller_uscc) AS seller_uscc,
    max(title) AS title, list(ref('listing', _source, _row) ORDER BY _source, _row)[1:5] AS rows
  FROM numbered
  GROUP BY platform, item, day
), shown AS (
  SELECT platform, item, day, unnest(numbers) AS number FROM capture
), certificate_row AS (
  SELECT number_key(cert_no) AS number, certificate_status(status) AS state, status_on, expiry_date, models, report_date, _source, _row
  FROM ccc_certificate
  WHERE number_key(cert_no) IN (SELECT number FROM shown)
), standing AS (
  -- What is known of the certificate on the day: the last dated status by then, and what the newest row says.
  SELECT platform, item, day, number, count(c._row) > 0 AS found,
    max_by(state, {'on': status_on, 'source': c._source, 'row': c._row}) FILTER (status_on <= day AND state IS NOT NULL) AS dated,
    max(status_on) FILTER (status_on <= day AND state IS NOT NULL) AS dated_on,
    max_by({'state': state, 'since': status_on}, {'on': coalesce(report_date, status_on, DATE '0001-01-01'), 'source': c._source, 'row': c._row}) FILTER (state IS NOT NULL) AS newest,
    max(expiry_date) AS expiry, string_agg(DISTINCT models, ';') AS models,
    list(ref('ccc_certificate', c._source, c._row) ORDER BY c._source, c._row) FILTER (c._row IS NOT NULL) AS rows
  FROM shown LEFT JOIN certificate_row AS c USING (number)
  GROUP BY platform, item, day, number
), status AS (
  SELECT *, CASE
      WHEN NOT found THEN 'not found'
      WHEN newest IS NULL THEN 'unknown status'
      WHEN day IS NULL AND (newest.state <> '有效' OR expiry IS NOT NULL) THEN 'unknown day'
      WHEN newest.state = '有效' AND newest.since IS NULL AND dated <> '有效' THEN 'unknown since'
      WHEN coalesce(dated, '有效') IN ('有效', '过期失效') AND expiry < day THEN 'expired'
      WHEN dated IS NOT NULL THEN dated
      WHEN newest.state = '有效' OR newest.since > day THEN '有效'
      WHEN newest.state = '过期失效' AND expiry IS NOT NULL THEN '有效'
      ELSE 'unknown since' END AS standing
  FROM standing
), answer AS (
  SELECT capture.* EXCLUDE (rows), number, dated_on, expiry, capture.rows AS listing_rows, status.rows AS certificate_rows, CASE
      WHEN number IS NULL AND NOT has_number THEN 'unknown number'
      WHEN number IS NULL THEN 'missing'
      WHEN standing = '注销' THEN CASE WHEN made_on IS NULL THEN 'unknown made' WHEN made_on > dated_on THEN 'cancelled' END
      WHEN standing = '暂停' THEN CASE WHEN coalesce(made_on >= dated_on, true) THEN 'suspended' END
      WHEN standing = '撤销' THEN 'withdrawn'
      WHEN standing IN ('expired', '过期失效') THEN CASE WHEN coalesce(made_on > coalesce(expiry, dated_on), true) THEN 'expired' END
      WHEN standing <> '有效' THEN standing
      WHEN $model_match = 'off' THEN NULL
      WHEN model IS NULL THEN 'unknown model'
      WHEN models IS NULL THEN 'unknown models'
      -- The whole model, each of several, or one of the certificate's models within it.
      WHEN contains(letters_of(models), letters_of(model)) THEN NULL
      WHEN len(list_filter(regexp_split_to_array(model, '[;；,，、\s]+'), lambda part_: NOT contains(letters_of(models), letters_of(part_)))) = 0 THEN NULL
      WHEN len(list_filter(regexp_split_to_array(models, '[;；,，、\s]+'), lambda part_: length(letters_of(part_)) >= 3 AND contains(letters_of(model), letters_of(part_)))) > 0 THEN NULL
      WHEN regexp_matches(models, '[*＊□?？]|系列|代表|[XxＸ]{2}') THEN 'unknown models'
      ELSE 'model' END AS reason
  FROM capture LEFT JOIN status ON status.platform = capture.platform AND status.item IS NOT DISTINCT FROM capture.item AND status.day IS NOT DISTINCT FROM capture.day
), judged AS (
  -- One valid certificate is enough for a capture; a category known by the title alone is no lead.
  SELECT * EXCLUDE (reason), CASE WHEN uncertain AND reason IS NOT NULL AND NOT starts_with(reason, 'unknown') THEN 'unknown category' ELSE reason END AS reason
  FROM answer
  QUALIFY row_number() OVER (PARTITION BY platform, item, day ORDER BY reason IS NULL DESC, starts_with(reason, 'unknown') DESC, number) = 1
), told AS (
  SELECT * FROM judged
  WHERE reason IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY platform, item, CASE WHEN item IS NULL THEN CAST(listing_rows AS VARCHAR) END ORDER BY starts_with(reason, 'unknown'), day, number) = 1
)
SELECT
  CASE WHEN starts_with(reason, 'unknown') THEN 'undetermined' ELSE 'lead' END AS verdict,
  CASE reason WHEN 'unknown number' THEN 'listing.ccc_no' WHEN 'unknown made' THEN 'listing.made_on' WHEN 'unknown day' THEN 'listing.captured_at'
    WHEN 'unknown model' THEN 'listing.model' WHEN 'unknown category' THEN 'listing.category' WHEN 'unknown models' THEN 'ccc_certificate.models'
    WHEN 'unknown status' THEN 'ccc_certificate.status' WHEN 'unknown since' THEN 'ccc_certificate.status_on' END AS missing,
  platform, item, seller_uscc AS org_uscc, shop_name AS org_name, shop_name, number AS cert_no, day AS occurred_on,
  CASE reason WHEN 'missing' THEN '—' WHEN 'not found' THEN number WHEN 'suspended' THEN '暂停' WHEN 'withdrawn' THEN '撤销' WHEN 'cancelled' THEN '注销'
    WHEN 'expired' THEN CAST(day AS VARCHAR) WHEN 'model' THEN model END AS measured,
  CASE reason WHEN 'missing' THEN 'CCC · ' || catalogue WHEN 'not found' THEN '∈ CCC证书 (list)' WHEN 'expired' THEN '≤ ' || coalesce(expiry, dated_on)
    WHEN 'model' THEN '∈ 规格型号 (models)' WHEN 'suspended' THEN '有效' WHEN 'withdrawn' THEN '有效' WHEN 'cancelled' THEN '有效' END AS expected,
  product, CASE WHEN length(title) > 40 THEN left(title, 40) || '…' ELSE title END AS title_short, coalesce(CAST(day AS VARCHAR), '—') AS captured,
  CASE WHEN platform <> '' THEN platform || ' ' ELSE '' END AS platform_zh, CASE WHEN platform <> '' THEN '“' || platform || '”' ELSE 'its platform' END AS platform_en,
  CASE reason WHEN 'missing' THEN '没有标明 CCC 证书编号' WHEN 'not found' THEN '所标 CCC 证书 ' || number || ' 查不到'
    WHEN 'suspended' THEN '所标 CCC 证书 ' || number || ' 已于 ' || dated_on || ' 暂停' WHEN 'withdrawn' THEN '所标 CCC 证书 ' || number || ' 已于 ' || dated_on || ' 撤销'
    WHEN 'cancelled' THEN '所标 CCC 证书 ' || number || ' 已于 ' || dated_on || ' 注销，而产品于 ' || made_on || ' 生产'
    WHEN 'expired' THEN '所标 CCC 证书 ' || number || ' 已于 ' || coalesce(expiry, dated_on) || ' 到期'
    WHEN 'model' THEN '型号 ' || model || ' 不在 CCC 证书 ' || number || ' 的型号之内' END AS reason_zh,
  CASE reason WHEN 'missing' THEN 'gives no CCC certificate number' WHEN 'not found' THEN 'gives the CCC certificate ' || number || ', which is not in the data'
    WHEN 'suspended' THEN 'gives the CCC certificate ' || number || ', suspended on ' || dated_on WHEN 'withdrawn' THEN 'gives the CCC certificate ' || number || ', withdrawn on ' || dated_on
    WHEN 'cancelled' THEN 'gives the CCC certificate ' || number || ', cancelled on ' || dated_on || ', for goods made on ' || made_on
    WHEN 'expired' THEN 'gives the CCC certificate ' || number || ', which expired on ' || coalesce(expiry, dated_on)
    WHEN 'model' THEN 'is of the model “' || model || '”, which the CCC certificate ' || number || ' does not cover' END AS reason_en,
  listing_rows || coalesce(certificate_rows[1:8], []) AS evidence
FROM told
