/*---
code: P06
id: auditor_double_booked
version: 2
title: { zh: 审核员同时段多地审核, en: Auditor in two places at once }
severity: 高
evidence: E1
subject: audit_team
keys: [auditor_id, auditor_name, org_uscc, org_name, occurred_on]
needs:
  - audit_team.auditor_id | audit_team.reg_no
  - audit_team.auditor_name
  - audit_team.role
  - audit_team.t_start
  - audit_team.t_end
  - audit_team.cert_no | audit_team.plan_no
  - certificate.org_uscc | certificate.org_name | audit_plan.org_uscc | audit_plan.org_name
params:
  p_km:
    type: decimal
    default: 1
    min: 0
    max: 500
    title: { zh: 两地相距超过（公里）, en: Places more than (km) apart }
  max_days:
    type: integer
    default: 31
    min: 1
    max: 366
    title: { zh: 单条记录最长天数（更长的视为日期不可用）, en: Longest record in days (longer ones have no usable dates) }
basis:
  - zh: 《认证认可条例》第二十一条：认证机构不得增加、减少、遗漏规定的程序
    en: Regulation on Certification and Accreditation, art. 21 - no step of the prescribed procedure may be added, cut or left out
    source: { zh: 2023-07-20 修订文本（公开文本的副本）, en: Text as revised on 2023-07-20 (copy of the public text) }
    status: verified
  - zh: 《认证认可条例》第六十一条：出具虚假或者严重失实认证结论的罚则
    en: Same regulation, art. 61 - penalty for false or seriously untrue conclusions
    source: { zh: 2023-07-20 修订文本（公开文本的副本）, en: Text as revised on 2023-07-20 (copy of the public text) }
    status: verified
logic:
  zh: 同一审核员在同一个半天被安排在（或签到于）两个不同组织的现场审核，且两地相距超过限定距离（没有坐标的，名称和地址都不同）。
  en: In one half-day the same auditor is assigned to, or signs in at, on-site audits of two different organisations whose places are further apart than allowed (without coordinates - whose names and addresses both differ).
false_positives:
  - zh: 同一组织的结合审核（几张证书、几个计划）属正常，按组织合并
    en: Combined audits of one organisation (several certificates or plans) are normal and count as one
    case: a combined audit of one organisation
  - zh: 证书后来转由其他组织持有的，按审核时的组织
    en: Where a certificate passed to another holder later, the organisation at the time of the audit counts
    case: a certificate that has passed to another holder since
  - zh: 关联企业同一地址（门牌号相同）或坐标相距不超过限定距离的不列
    en: Affiliated companies at one address (same house number), or within the distance, are not listed
    case:
      - affiliated companies in two rooms of one building
      - 'affiliated companies by the planned address, though registered elsewhere'
      - within the distance though the addresses differ
  - zh: 远程和混合审核（FS02、FS03）、技术专家不计；没有对应计划、方式未知的按现场审核
    en: Remote and mixed audits (FS02, FS03) and technical experts are left out; where no plan tells the mode the audit counts as on-site
    case:
      - 'remote, by the plan of organisation and days'
      - 'mixed, by the plan of organisation and days'
      - 'technical experts, by code and by word'
  - zh: 脱敏证件号码（含 *）和不足 8 位的号码可能重号，须姓名也相同才算同一人（首尾与唯一一个完整号码相符的，即为该人）；没有证件号码的按注册证书号加姓名
    en: Masked ID numbers (with *) and numbers of fewer than 8 characters may coincide and only match together with the name (one whose ends fit a single full number is that person); without an ID number, the registration number and the name
    case:
      - masked numbers coincide
      - a number too short to be one counts together with the name
  - zh: 同一号码同时出现在 50 个以上组织的是占位号码，列为无法判定
    en: A number in more than 50 organisations at once is a placeholder - undetermined
    case: 'fifty places at once, and one more: nobody, but a placeholder'
  - zh: 按半天比较，中午 13:00 前结束的属于上午
    en: Compared by half-days; what ends by 13:00 belongs to the morning
    case:
      - 'the morning here, the afternoon there'
      - 'by the clock: until 13:00 here, from 12:30 there'
message:
  zh: 审核员 {auditor_name} 自 {occurred_on} 起有 {half_days} 个半天同时在 {org_1} 和 {org_2} 审核，{apart_zh}
  en: Auditor {auditor_name} was assigned to {org_1} and {org_2} in the same {half_days} half-day(s) from {occurred_on}; {apart_en}
---*/
WITH signer AS (
  SELECT person.person, s.plan_no, coalesce(plan.organisation, s.plan_no) AS auditee, plan.organisation IS NOT NULL AS has_organisation,
    half_day(first_at) AS first_half_day, last_half_day(last_at) AS last_half_day, s._source, s._row
  FROM (SELECT plan_no, signer_id, signer_name, first_at, last_at, _source, _row FROM sign_in WHERE plan_no IS NOT NULL AND NOT is_nothing(signer_id)) AS s
  JOIN (SELECT key, person FROM person) AS person ON person.key = person_key(s.signer_id, NULL, s.signer_name)
  LEFT JOIN (SELECT plan_no, organisation FROM current_plan) AS plan ON plan.plan_no = s.plan_no
), member AS NOT MATERIALIZED (
  -- Read twice, each time only what is needed of it.
  SELECT person AS auditor, coalesce(organisation, certificate, plan_no) AS auditee, organisation IS NOT NULL AS has_organisation,
    first_half_day AS first, last_half_day AS last, coalesce(last_half_day BETWEEN first_half_day AND first_half_day + 2 * $max_days - 1, false) AS has_days,
    role IS NOT NULL AS has_role, auditor_id, auditor_name, cb_approval_no, cert_no, certificate, plan_no, _source, _row
  FROM team_member
  WHERE coalesce(role <> 'expert', true)
), moved AS (
  -- Most people are never in two places: by order of time somebody else's stay has always ended before the next begins.
  -- (Numbers sort faster than texts. Should two people share one, both are looked at; so are days between two sign-ins.)
  SELECT DISTINCT number
  FROM (SELECT number, first <= max(last) OVER sofar AND auditee <> lag(auditee) OVER sofar AS elsewhere
    FROM (SELECT hash(auditor) AS number, auditee, first, last FROM member WHERE auditor IS NOT NULL AND auditee IS NOT NULL AND has_days
      UNION ALL
      SELECT hash(person), auditee, least(first_half_day, last_half_day), greatest(first_half_day, last_half_day) FROM signer)
    WHERE first IS NOT NULL
    WINDOW sofar AS (PARTITION BY number ORDER BY first ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))
  WHERE elsewhere
), present AS (
  SELECT 'audit_team' AS dataset, *
  FROM member
  WHERE hash(auditor) IN (SELECT number FROM moved) OR auditor IS NULL OR auditee IS NULL OR NOT has_days
  UNION ALL
  -- Who signs is there: at the opening and at the closing meeting, whatever lies between.
  SELECT 'sign_in', person, auditee, has_organisation, half_day, half_day, true, true, s.signer_id, s.signer_name, NULL, NULL, NULL, plan_no, s._source, s._row
  FROM (SELECT * EXCLUDE (first_half_day, last_half_day), unnest([first_half_day, last_half_day]) AS half_day FROM signer WHERE hash(person) IN (SELECT number FROM moved)) AS meeting
  JOIN (SELECT signer_id, signer_name, _source, _row FROM sign_in) AS s ON s._source = meeting._source AND s._row = meeting._row
  WHERE half_day IS NOT NULL
), placed AS (
  SELECT * FROM present WHERE auditor IS NOT NULL AND auditee IS NOT NULL AND has_days
), stay AS (
  SELECT auditor, auditee, first, last FROM placed GROUP BY ALL
), clustered AS (
  -- Stays that touch each other, directly or through others, get one number: only these have to be compared.
  SELECT *, sum(CASE WHEN apart THEN 1 ELSE 0 END) OVER (PARTITION BY auditor ORDER BY first, last, auditee) AS cluster
  FROM (SELECT *, first > max(last) OVER (PARTITION BY auditor ORDER BY first, last, auditee
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS apart FROM stay)
), crowded AS (
  SELECT auditor, cluster, count(DISTINCT auditee) AS auditees FROM clustered GROUP BY auditor, cluster HAVING min(auditee) <> max(auditee)
), overlap AS (
  SELECT a.auditor, a.auditee AS auditee_1, b.auditee AS auditee_2, a.first AS first_1, a.last AS last_1, b.first AS first_2, b.last AS last_2,
    greatest(a.first, b.first) AS since, least(a.last, b.last) AS until
  -- Nobody is in more than fifty places: that is a placeholder, and comparing all with all would never end.
  FROM (FROM crowded WHERE auditees <= 50) JOIN clustered AS a USING (auditor, cluster) JOIN clustered AS b USING (auditor, cluster)
  WHERE a.auditee < b.auditee AND a.first <= b.last AND b.first <= a.last
), clash AS (
  -- Team sheets may hold one row per day: overlaps of the same two audits up to a weekend apart are one lead.
  SELECT *, sum(CASE WHEN anew THEN 1 ELSE 0 END) OVER (PARTITION BY auditor, auditee_1, auditee_2 ORDER BY since, until) AS nth
  FROM (SELECT *, since - max(until) OVER (PARTITION BY auditor, auditee_1, auditee_2 ORDER BY since, until
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) > 6 AS anew FROM overlap)
), side AS (
  SELECT auditor, auditee_1, auditee_2, nth, 1 AS side, auditee_1 AS auditee, first_1 AS first, last_1 AS last FROM clash
  UNION
  SELECT auditor, auditee_1, auditee_2, nth, 2, auditee_2, first_2, last_2 FROM clash
), engagement AS (
  SELECT auditee_1, auditee_2, nth, side, placed.* FROM side JOIN placed USING (auditor, auditee, first, last)
), unplaced AS (
  SELECT present.*, everywhere.auditor IS NOT NULL AS is_placeholder
  FROM present LEFT JOIN (SELECT DISTINCT auditor FROM crowded WHERE auditees > 50) AS everywhere USING (auditor)
  WHERE dataset = 'audit_team' AND (auditor IS NULL OR auditee IS NULL OR NOT has_days OR everywhere.auditor IS NOT NULL)
), named AS (
  SELECT number_key(cert_no) AS certificate, org_uscc, org_name, org_addr, _source, _row
  FROM certificate
  WHERE number_key(cert_no) IN (SELECT certificate FROM engagement UNION SELECT certificate FROM unplaced)
), held AS (
  SELECT certificate, organisation_key(org_uscc, org_name) AS organisation, org_uscc, org_name, org_addr, ref('certificate', _source, _row) AS certificate_row
  FROM named
  QUALIFY row_number() OVER (PARTITION BY certificate, organisation_key(org_uscc, org_name) ORDER BY org_addr IS NULL, _source DESC, _row DESC) = 1
), own_plan AS (
  SELECT plan_no, org_uscc, org_name, address, lat, lng, mode, cancelled, _source, _row FROM current_plan WHERE plan_no IN (SELECT plan_no FROM engagement)
), planned AS (
  SELECT e.dataset, e._source, e._row, side, plan.plan_no, org_uscc, org_name, address, lat, lng, mode, ref('audit_plan', plan._source, plan._row) AS plan_row
  FROM engagement AS e JOIN own_plan AS plan ON plan.plan_no = e.plan_no
  WHERE NOT plan.cancelled
  UNION ALL
  -- A row without a plan of its own goes by the plans of the organisation for these days.
  SELECT e.dataset, e._source, e._row, side, plan.plan_no, org_uscc, org_name, address, lat, lng, mode, ref('audit_plan', plan._source, plan._row) AS plan_row
  FROM (FROM engagement WHERE has_organisation AND NOT coalesce(plan_no IN (SELECT plan_no FROM own_plan), false)) AS e
  JOIN (SELECT plan_no, organisation, first_half_day, last_half_day, org_uscc, org_name, address, lat, lng, mode, _source, _row FROM current_plan WHERE NOT cancelled) AS plan
    ON plan.organisation = e.auditee AND plan.first_half_day <= e.last AND plan.last_half_day >= e.first
), engaged AS (
  SELECT auditor, auditee_1, auditee_2, nth, m.side, max(auditor_id) AS auditor_id, max(auditor_name) AS auditor_name,
    bool_and(has_organisation) AS organisation_known,
    max(coalesce(held.org_uscc, p.org_uscc)) AS org_uscc, max(coalesce(held.org_name, p.org_name)) AS org_name,
    list(m.cb_approval_no) AS bodies, list(m.cert_no) AS cert_nos, list(coalesce(p.plan_no, m.plan_no)) AS plan_nos,
    bool_and(has_role) AS roles_known,
    bool_or(mode IN ('remote', 'mixed')) AS remote,
    list_distinct(list(address_key(org_addr)) || list(address_key(p.address))) AS addresses,
    list_distinct(list({'lat': lat, 'lng': lng}) FILTER (is_place(lat, lng))) AS places,
    list(DISTINCT ref(m.dataset, m._source, m._row) ORDER BY ref(m.dataset, m._source, m._row)) AS rows,
    list_sort(list_distinct(list(plan_row))) AS plan_rows, list_sort(list_distinct(list(certificate_row))) AS certificate_rows
  FROM engagement AS m
  LEFT JOIN held ON held.certificate = m.certificate AND held.organisation = m.auditee
  LEFT JOIN planned AS p ON p.dataset = m.dataset AND p._source = m._source AND p._row = m._row AND p.side = m.side
  GROUP BY auditor, auditee_1, auditee_2, nth, m.side
), shared AS (
  SELECT auditor, auditee_1, auditee_2, nth, min(since) AS since, count(DISTINCT half_day) AS half_days
  FROM (SELECT *, unnest(range(since, until + 1)) AS half_day FROM clash)
  GROUP BY auditor, auditee_1, auditee_2, nth
), paired AS (
  SELECT a.auditor_id, coalesce(a.auditor_name, b.auditor_name) AS auditor_name, a.org_name AS org_1, b.org_name AS org_2,
    a.roles_known AND b.roles_known AS roles_known,
    a.organisation_known AND b.organisation_known AS organisations_known,
    (SELECT min(distance_km(p.lat, p.lng, q.lat, q.lng)) FROM (SELECT unnest(a.places) AS p), (SELECT unnest(b.places) AS q)) AS km,
    CASE WHEN len(a.addresses) > 0 AND len(b.addresses) > 0 THEN NOT list_has_any(a.addresses, b.addresses) END AS addresses_differ,
    a.bodies || b.bodies AS bodies, [a.org_uscc, b.org_uscc] AS usccs, [a.org_name, b.org_name] AS names,
    a.cert_nos || b.cert_nos AS cert_nos, a.plan_nos || b.plan_nos AS plan_nos,
    a.rows || b.rows || a.plan_rows || b.plan_rows || a.certificate_rows || b.certificate_rows AS evidence,
    since, half_days
  FROM shared
  JOIN (FROM engaged WHERE side = 1) AS a USING (auditor, auditee_1, auditee_2, nth)
  JOIN (FROM engaged WHERE side = 2) AS b USING (auditor, auditee_1, auditee_2, nth)
  WHERE NOT coalesce(a.remote OR b.remote, false) AND coalesce(name_key(a.org_name) <> name_key(b.org_name), true)
), judged AS (
  SELECT *,
    CASE WHEN roles_known AND organisations_known THEN true END AND coalesce(km > $p_km, addresses_differ) AS suspect
  FROM paired
)
SELECT
  CASE WHEN suspect THEN 'lead' ELSE 'undetermined' END AS verdict,
  nullif(concat_ws(', ',
    CASE WHEN NOT roles_known THEN 'audit_team.role' END,
    CASE WHEN NOT organisations_known THEN 'certificate.org_uscc' END,
    CASE WHEN organisations_known AND km IS NULL AND addresses_differ IS NULL THEN 'certificate.org_addr' END), '') AS missing,
  auditor_id, auditor_name, array_to_string(list_sort(list_distinct(bodies)), '; ') AS cb_approval_no,
  array_to_string(usccs, '; ') AS org_uscc, array_to_string(names, '; ') AS org_name,
  array_to_string(list_sort(list_distinct(cert_nos)), '; ') AS cert_no, array_to_string(list_sort(list_distinct(plan_nos)), '; ') AS plan_no,
  day_of_half_day(since) AS occurred_on, org_1, org_2, half_days,
  CASE WHEN suspect THEN coalesce(amount(km) || ' km', '2') END AS measured,
  CASE WHEN suspect THEN CASE WHEN km IS NULL THEN '≤ 1' ELSE '≤ ' || amount($p_km) || ' km' END END AS expected,
  CASE WHEN km IS NULL THEN '两地地址不同' ELSE '两地相距 ' || amount(km) || ' 公里' END AS apart_zh,
  CASE WHEN km IS NULL THEN 'their addresses differ' ELSE 'they are ' || amount(km) || ' km apart' END AS apart_en,
  evidence
FROM judged
WHERE coalesce(suspect, true)
UNION ALL BY NAME
SELECT 'undetermined' AS verdict,
  concat_ws(', ',
    CASE WHEN auditor IS NULL OR is_placeholder THEN 'audit_team.auditor_id' END,
    CASE WHEN auditee IS NULL THEN 'audit_team.cert_no' END,
    CASE WHEN first IS NULL THEN 'audit_team.t_start' END,
    CASE WHEN NOT has_days THEN 'audit_team.t_end' END) AS missing,
  auditor_id, auditor_name, t.cb_approval_no, max(coalesce(c.org_uscc, p.org_uscc)) AS org_uscc,
  max(coalesce(c.org_name, p.org_name)) AS org_name, t.cert_no, t.plan_no,
  list(DISTINCT ref('audit_team', t._source, t._row) ORDER BY ref('audit_team', t._source, t._row)) AS evidence
FROM unplaced AS t
LEFT JOIN named AS c ON c.certificate = t.certificate
LEFT JOIN (SELECT plan_no, org_uscc, org_name FROM audit_plan) AS p ON p.plan_no = t.plan_no
GROUP BY missing, auditor_id, auditor_name, t.cb_approval_no, t.cert_no, t.plan_no
