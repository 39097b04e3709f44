/*---
code: A02
id: auditor_dual_practice
version: 1
title: { zh: 同时在两个以上机构执业, en: Practising with two bodies at once }
severity: 高
evidence: E1
subject: audit_team
keys: [auditor_id, auditor_name]
needs:
  - audit_team.auditor_id | audit_team.reg_no | auditor.auditor_id
  - audit_team.auditor_name | auditor.auditor_name
  - audit_team.cb_approval_no | auditor.cb_approval_no | auditor.cb_name
  - audit_team.t_start | auditor.employed_from
params:
  p_days:
    type: integer
    default: 30
    min: 0
    max: 366
    title: { zh: 在几天之内来回, en: There and back within (days) }
  max_days:
    type: integer
    default: 31
    min: 1
    max: 366
    title: { zh: 单条记录最长天数（更长的只计开始之日）, en: 'Longest record in days (of longer ones only the first day counts)' }
basis:
  - zh: 《认证认可条例》第十四条：认证人员应当在一个认证机构执业，不得同时在两个以上认证机构执业
    en: Regulation on Certification and Accreditation, art. 14 - certification personnel practise with one body, not with two or more at once
    source: { zh: 2023-07-20 修订文本（公开文本的副本）, en: Text as revised on 2023-07-20 (copy of the public text) }
    status: verified
  - zh: 同上，第六十二条：停止执业 6 个月以上 2 年以下等罚则
    en: Same regulation, art. 62 - practice stopped for 6 months to 2 years, and other penalties
    source: { zh: 2023-07-20 修订文本（公开文本的副本）, en: Text as revised on 2023-07-20 (copy of the public text) }
    status: verified
logic:
  zh: 同一审核员同一天在两个机构的审核组中，或在限定天数内为甲机构、乙机构、又为甲机构审核；或在两个机构的执业登记期间重叠。
  en: One auditor is in teams of two bodies on the same day, or within the days given audits for one body, for another, and for the first again; or is on record as practising with two bodies in overlapping periods.
false_positives:
  - zh: 转换机构（一个机构的审核全部结束后才为另一机构审核）属正常；间隔多短都不列，隔了限定天数以上又转回的也不列
    en: Moving between bodies on a clear cut-off date is legal, however short the time between; so is moving back after more than the days given
    case:
      - 'moved from one body to the other, from one day to the next'
      - moved back after thirty-one days
  - zh: 交接当日两边都有登记的不算重叠
    en: A hand-over day on record with both is no overlap
    case: the day of the hand-over is on record with both
  - zh: 不同时间导出的两份名录各列一个机构、都没有写结束日期的，列为无法判定
    en: Two registers drawn at different times that each name one body and no end are undetermined
    case: two registers name a body each, neither with an end
  - zh: 批准号换年份重发的是同一机构
    en: A body whose number was issued again under another year is one body
    case: one body under the numbers of two years
  - zh: 同一集团的几个机构，登记为不同机构，是否另有安排需人工核对
    en: Companies of one group are separate bodies on paper - a look by hand
    by_hand: true
  - zh: 技术专家不计（其是否属于执业人员，法律解释未核实）；组内身份和资格都不明的列为无法判定
    en: Technical experts are left out (whether the article means them is not verified); where neither role nor qualification says, undetermined
    case:
      - 'technical experts, by role and by qualification'
      - neither role nor qualification
  - zh: 脱敏号码须姓名相同，且可见字符不少于 7 位；同一号码而姓名不同的，列为无法判定
    en: Masked numbers count with the same name only and with at least 7 characters to be seen; one number under two names is undetermined
    case:
      - 'masked numbers coincide, the names differ'
      - a mask that leaves too little
      - one number under two names
message:
  zh: 审核员 {auditor_name} {how_zh}
  en: Auditor {auditor_name} {how_en}
---*/
WITH body AS (
  SELECT cb_approval_no, body_key(cb_approval_no) AS body FROM (SELECT DISTINCT cb_approval_no FROM audit_team WHERE cb_approval_no IS NOT NULL)
), mover AS (
  SELECT person FROM team_member JOIN body USING (cb_approval_no) WHERE person IS NOT NULL GROUP BY person HAVING min(body) <> max(body)
), member AS (
  SELECT person, auditor_id, auditor_name, body.body, cb_approval_no, cert_no, plan_no, first_day,
    CASE WHEN last_day BETWEEN first_day AND first_day + ($max_days - 1) THEN last_day ELSE first_day END AS last_day,
    role IS NOT NULL OR level IS NOT NULL AS has_role, row_ref
  FROM team_member LEFT JOIN body USING (cb_approval_no)
  WHERE (person IN (SELECT person FROM mover) OR person IS NULL OR cb_approval_no IS NULL OR first_day IS NULL)
    AND coalesce(role <> 'expert', true) AND coalesce(level <> 'expert', true)
), stay AS (
  SELECT DISTINCT person, body, first_day, last_day FROM member WHERE person IS NOT NULL AND body IS NOT NULL AND first_day IS NOT NULL
), run AS (
  SELECT *, count(*) FILTER (moved) OVER (PARTITION BY person ORDER BY first_day, last_day, body ROWS UNBOUNDED PRECEDING) AS run
  FROM (SELECT *, body <> lag(body) OVER (PARTITION BY person ORDER BY first_day, last_day, body) AS moved FROM stay)
), back AS (
  -- For this body before, for another in between, and for this one again.
  SELECT person, before AS since, first_day AS until
  FROM (SELECT *, lag(last_day) OVER each_body AS before, lag(run) OVER each_body AS run_before FROM run
    WINDOW each_body AS (PARTITION BY person, body ORDER BY first_day, last_day))
  WHERE run <> run_before AND first_day - before <= $p_days
), together AS (
  SELECT person, day AS since, day AS until
  FROM (SELECT person, body, CAST(unnest(generate_series(first_day, last_day, INTERVAL 1 DAY)) AS DATE) AS day FROM stay)
  GROUP BY person, day HAVING count(DISTINCT body) > 1
), audited AS (
  SELECT person, min({'since': since, 'until': greatest(since, until)}) AS proof FROM (FROM together UNION ALL BY NAME SELECT person, least(since, until) AS since, until FROM back)
  GROUP BY person
), employed AS (
  SELECT person, body, employed_from, employed_to, _source, min(_row) AS _row
  FROM registration
  WHERE body IS NOT NULL AND has_field(_source, 'employed_from')
    AND person IN (SELECT person FROM registration GROUP BY person HAVING min(body) <> max(body))
  GROUP BY ALL
), pair AS (
  -- The one that began first may have ended by the time the other register was drawn.
  SELECT a.person, greatest(a.employed_from, b.employed_from) AS since, least(a.employed_to, b.employed_to, $as_of) AS until,
    CASE WHEN a.employed_to <= b.employed_from OR b.employed_to <= a.employed_from THEN false
      WHEN a.employed_from IS NULL OR b.employed_from IS NULL THEN NULL
      WHEN greatest(a.employed_from, b.employed_from) >= $as_of THEN false
      WHEN a._source <> b._source AND CASE WHEN a.employed_from < b.employed_from THEN a.employed_to ELSE b.employed_to END IS NULL THEN NULL
      ELSE true END AS overlap,
    a.employed_from IS NULL OR b.employed_from IS NULL AS no_beginning,
    [ref('auditor', a._source, a._row), ref('auditor', b._source, b._row)] AS rows
  FROM employed AS a JOIN employed AS b ON b.person = a.person
  WHERE a.body < b.body
), registered AS (
  SELECT person, min({'since': since, 'until': until}) FILTER (overlap) AS proof, bool_or(overlap) AS overlap, bool_or(overlap IS NULL) AS open, bool_or(overlap IS NULL AND no_beginning) AS no_beginning,
    list_sort(list_distinct(coalesce(flatten(list(rows) FILTER (overlap)), flatten(list(rows) FILTER (overlap IS NULL)))))[1:6] AS rows
  FROM pair WHERE coalesce(overlap, true) GROUP BY person
), candidate AS (
  SELECT coalesce(a.person, r.person) AS person, a.proof AS audits, r.* EXCLUDE (person)
  FROM audited AS a FULL JOIN registered AS r ON r.person = a.person
), shown AS (
  -- The rows that prove it, of all that the person did.
  SELECT c.person, list(DISTINCT m.row_ref ORDER BY m.row_ref) AS rows, bool_and(m.has_role) AS has_role, list(DISTINCT m.cert_no ORDER BY m.cert_no) AS cert_nos, list(DISTINCT m.plan_no ORDER BY m.plan_no) AS plan_nos,
    list(DISTINCT m.cb_approval_no ORDER BY m.cb_approval_no) AS bodies
  FROM candidate AS c JOIN member AS m ON m.person = c.person
  WHERE m.first_day <= c.audits.until AND m.last_day >= c.audits.since
  GROUP BY c.person
), named AS (
  SELECT person, max(auditor_id) AS auditor_id, max(auditor_name) AS auditor_name, count(DISTINCT name_key(auditor_name)) AS names
  FROM (SELECT person, auditor_id, auditor_name FROM member UNION SELECT person, auditor_id, auditor_name FROM registration)
  WHERE person IN (SELECT person FROM candidate) GROUP BY person
), practising AS (
  SELECT person, list(DISTINCT coalesce(cb_approval_no, cb_name) ORDER BY coalesce(cb_approval_no, cb_name)) AS bodies
  FROM registration WHERE (_source, _row) IN (SELECT (r.source, r.row) FROM (SELECT unnest(rows) AS r FROM registered)) GROUP BY person
), judged AS (
  SELECT c.*, n.auditor_id, n.auditor_name, s.rows AS team_rows, s.cert_nos, s.plan_nos, list_sort(list_distinct(coalesce(s.bodies, []) || coalesce(p.bodies, []))) AS bodies,
    n.names = 1 AS one_name, is_full_id(c.person) OR NOT contains(c.person, '*') OR length(replace(split_part(c.person, ' ', 1), '*', '')) >= 7 AS is_known, coalesce(s.has_role, true) AS has_role,
    (audits IS NOT NULL AND coalesce(s.has_role, true)) OR coalesce(overlap, false) AS proved
  FROM candidate AS c JOIN named AS n ON n.person = c.person LEFT JOIN shown AS s ON s.person = c.person LEFT JOIN practising AS p ON p.person = c.person
), worded AS (
  SELECT *, one_name AND is_known AND proved AS suspect, audits IS NOT NULL AND has_role AS by_audits,
    (SELECT string_agg(coalesce(b.cb_name || '（' || no || '）', no), '、' ORDER BY no) FROM (SELECT unnest(judged.bodies) AS no) LEFT JOIN (SELECT cb_approval_no, any_value(cb_name) AS cb_name FROM certification_body GROUP BY ALL) AS b ON b.cb_approval_no = no) AS bodies_zh,
    array_to_string(bodies, ' and ') AS bodies_en
  FROM judged
)
SELECT
  CASE WHEN suspect THEN 'lead' ELSE 'undetermined' END AS verdict,
  CASE WHEN NOT suspect THEN concat_ws(', ',
    CASE WHEN NOT is_known THEN 'audit_team.auditor_id' END,
    CASE WHEN NOT one_name THEN 'audit_team.auditor_name' END,
    CASE WHEN audits IS NOT NULL AND NOT has_role THEN 'audit_team.role' END,
    CASE WHEN audits IS NULL AND NOT proved THEN CASE WHEN no_beginning THEN 'auditor.employed_from' ELSE 'auditor.employed_to' END END) END AS missing,
  shown_id(person, auditor_id) AS auditor_id, auditor_name, array_to_string(bodies, '; ') AS cb_approval_no,
  nullif(array_to_string(cert_nos[1:10], '; '), '') AS cert_no, nullif(array_to_string(plan_nos[1:10], '; '), '') AS plan_no,
  CASE WHEN by_audits THEN audits.since ELSE coalesce(proof.since, audits.since) END AS occurred_on,
  CASE WHEN suspect THEN (CASE WHEN by_audits THEN audits.until - audits.since ELSE proof.until - proof.since END) || ' d' END AS measured,
  CASE WHEN suspect THEN CASE WHEN by_audits THEN '> ' || $p_days || ' d' ELSE '0 d' END END AS expected,
  CASE WHEN by_audits AND audits.since = audits.until THEN audits.since || ' 同时在 ' || bodies_zh || ' 的审核组中'
    WHEN by_audits THEN '在 ' || audits.since || ' 至 ' || audits.until || ' 间为 ' || bodies_zh || ' 来回审核'
    ELSE '自 ' || proof.since || ' 起同时登记在 ' || bodies_zh || ' 执业（重叠 ' || (proof.until - proof.since) || ' 天）' END
    || CASE WHEN by_audits AND overlap THEN '，执业登记也有重叠' ELSE '' END AS how_zh,
  CASE WHEN by_audits AND audits.since = audits.until THEN 'was in teams of ' || bodies_en || ' on ' || audits.since
    WHEN by_audits THEN 'audited to and fro for ' || bodies_en || ' from ' || audits.since || ' to ' || audits.until
    ELSE 'is on record with ' || bodies_en || ' at once from ' || proof.since || ' (' || (proof.until - proof.since) || ' day(s))' END
    || CASE WHEN by_audits AND overlap THEN '; the records of practice overlap too' ELSE '' END AS how_en,
  coalesce(team_rows, [])[1:14] || coalesce(rows, []) AS evidence
FROM worded
UNION ALL BY NAME
SELECT 'undetermined' AS verdict,
  CASE WHEN person IS NULL THEN 'audit_team.auditor_id' WHEN body IS NULL THEN 'audit_team.cb_approval_no' ELSE 'audit_team.t_start' END AS missing,
  shown_id(person, max(auditor_id)) AS auditor_id, max(auditor_name) AS auditor_name, max(cb_approval_no) AS cb_approval_no, (list(row_ref ORDER BY row_ref))[1:20] AS evidence
FROM member
WHERE person IS NULL OR body IS NULL OR first_day IS NULL
GROUP BY person, CASE WHEN person IS NULL THEN name_key(auditor_name) END, body, missing
