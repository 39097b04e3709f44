/*---
code: P02
id: signin_location_deviation
version: 2
title: { zh: 签到地点偏差, en: Signed in elsewhere }
severity: 中
evidence: E2
subject: sign_in
keys: [plan_no]
needs:
  - sign_in.plan_no
  - sign_in.first_at | sign_in.last_at
  - sign_in.first_lat | sign_in.deviation_km
  - audit_plan.lat | sign_in.deviation_km
  - audit_plan.audit_mode | sign_in.audit_mode
params:
  p_km:
    type: decimal
    default: 5
    min: 0
    max: 500
    title: { zh: 偏差超过（公里）, en: Distance of more than (km) }
  datum_tolerance_km:
    type: decimal
    default: 0.7
    min: 0
    max: 5
    title: { zh: 坐标系容差（公里，只加于按坐标计算的距离）, en: "Tolerance for coordinate systems (km, computed distances only)" }
basis:
  - zh: 审核签到系统异常规则二：地点偏差超过 5 公里（官方说明为暂定值，2021 年之后是否沿用未核实）
    en: Rule 2 for anomalies of the sign-in system - more than 5 km away (stated as provisional; whether it still holds after 2021 is not known)
    source: { zh: 签到系统常见问题解答的转载件, en: Reprint of the questions and answers on the sign-in system }
    status: verified
logic:
  zh: 首次或末次会议的签到位置，距审核计划填报的审核地址超过限定距离。按坐标计算的距离，因两处坐标所用坐标系未知，超过限定距离加坐标系容差才算；系统导出的偏差距离不加容差。
  en: The position signed at the opening or closing meeting is further from the planned audit address than allowed. A distance computed from coordinates counts only beyond the limit plus a tolerance, because nobody says in which system either position was written; the deviation that the system exported gets no tolerance.
false_positives:
  - zh: 计划填的是注册地址而非生产地址，或在施工、临时场所审核
    en: The plan holds the registered rather than the production address, or the audit was at a construction or temporary site
    by_hand: true
  - zh: 坐标系不同：GCJ-02 与 WGS-84 在境内相差约 50 至 700 米，容差即为此
    en: Coordinate systems differ - GCJ-02 and WGS-84 by 50 to 700 m in mainland China, which the tolerance is for
    case:
      - 'beyond 5 km, but another coordinate system could be the reason: 5.69 km'
  - zh: BD-09 与 WGS-84 可差约 1.5 公里，有此情况应调大容差
    en: BD-09 and WGS-84 differ by up to about 1.5 km, which asks for a greater tolerance
    case:
      - the analyst allows a greater tolerance
  - zh: 地址解析可能落在区县中心
    en: An address may have been resolved to the centre of a county
    by_hand: true
  - zh: 坐标缺失或为 0,0 时不计算距离，改用系统导出的偏差距离
    en: Where coordinates are missing or 0,0 no distance is computed and the deviation that the system exported counts instead
    case:
      - an exported deviation of exactly 5 km
      - 'the plan is at 0,0: the exported deviation counts'
  - zh: 远程审核（FS02）和已取消的计划不作判断
    en: Remote audits (FS02) and cancelled plans are not judged
    case:
      - a remote audit by its plan
      - a remote audit by its sign-in
      - a cancelled plan
message:
  zh: 审核计划 {plan_no}（{org_name}）{meeting_zh}签到位置距计划审核地址 {measured}，超过 {limit} 公里{by_zh}
  en: Plan {plan_no} ({org_name}) - the {meeting_en} sign-in is {measured} from the planned address, more than {limit} km{by_en}
---*/
WITH far AS (
  -- Most people sign where they should, twice: only the other plans need a closer look.
  SELECT s.plan_no
  FROM sign_in AS s LEFT JOIN current_plan AS p ON p.plan_no = s.plan_no
  WHERE NOT coalesce(p.cancelled, false) AND p.mode IS DISTINCT FROM 'remote'
    AND NOT (coalesce(most_km(p.lat, p.lng, s.first_lat, s.first_lng) <= $p_km + $datum_tolerance_km, s.deviation_km <= $p_km, false)
      AND coalesce(most_km(p.lat, p.lng, s.last_lat, s.last_lng) <= $p_km + $datum_tolerance_km, s.deviation_km <= $p_km, false))
), signed AS (
  SELECT s.plan_no, s.deviation_km, s.first_at, s.first_lat, s.first_lng, s.last_at, s.last_lat, s.last_lng, s._source, s._row,
    p.row_ref AS plan_row, p.lat, p.lng, p.plan_start, p.cb_approval_no, p.org_uscc, coalesce(p.org_name, s.org_name) AS org_name,
    coalesce(s.plan_no, concat('row ', s._source, ':', s._row)) AS plan,
    coalesce(p.audit_mode, s.audit_mode) IS NOT NULL AS has_mode,
    -- A deviation without any time of signing is told of the opening meeting.
    s.first_at IS NOT NULL OR is_place(s.first_lat, s.first_lng) OR (s.last_at IS NULL AND s.deviation_km IS NOT NULL) AS opened,
    s.last_at IS NOT NULL OR is_place(s.last_lat, s.last_lng) AS closed
  FROM (FROM sign_in WHERE plan_no IS NULL OR plan_no IN (SELECT plan_no FROM far)) AS s LEFT JOIN current_plan AS p ON p.plan_no = s.plan_no
  WHERE NOT coalesce(p.cancelled, false)
    AND coalesce(p.mode <> 'remote', true) AND coalesce(mode_of_audit(s.audit_mode) <> 'remote', true)
), measured AS (
  SELECT *,
    CASE WHEN opened THEN coalesce(distance_km(lat, lng, first_lat, first_lng), deviation_km) END AS first_km,
    CASE WHEN closed THEN coalesce(distance_km(lat, lng, last_lat, last_lng), deviation_km) END AS last_km,
    $p_km + CASE WHEN distance_km(lat, lng, first_lat, first_lng) IS NULL THEN 0 ELSE $datum_tolerance_km END AS first_limit,
    $p_km + CASE WHEN distance_km(lat, lng, last_lat, last_lng) IS NULL THEN 0 ELSE $datum_tolerance_km END AS last_limit
  FROM signed
), meeting AS (
  SELECT 'first' AS meeting, first_at AS met_at, first_lat AS met_lat, first_lng AS met_lng, first_km AS km, first_limit AS limit_km, * FROM measured
  WHERE opened AND (first_km > first_limit OR (first_km IS NULL AND plan NOT IN (SELECT plan FROM measured WHERE first_km IS NOT NULL)))
  UNION ALL
  SELECT 'last', last_at, last_lat, last_lng, last_km, last_limit, * FROM measured
  WHERE closed AND (last_km > last_limit OR (last_km IS NULL AND plan NOT IN (SELECT plan FROM measured WHERE last_km IS NOT NULL)))
), found AS (
  SELECT *, CASE WHEN has_mode THEN true END AND km > limit_km AS suspect, ref('sign_in', _source, _row) AS sign_in_row,
    distance_km(lat, lng, met_lat, met_lng) IS NULL AS as_exported
  FROM meeting
)
SELECT
  CASE WHEN bool_or(suspect) THEN 'lead' ELSE 'undetermined' END AS verdict,
  CASE WHEN verdict = 'undetermined' THEN concat_ws(', ',
    CASE WHEN bool_or(NOT has_mode) THEN 'audit_plan.audit_mode' END,
    CASE WHEN bool_or(km IS NULL AND NOT is_place(lat, lng)) THEN 'audit_plan.lat' END,
    CASE WHEN bool_or(km IS NULL AND meeting = 'first' AND NOT is_place(met_lat, met_lng)) THEN 'sign_in.first_lat' END,
    CASE WHEN bool_or(km IS NULL AND meeting = 'last' AND NOT is_place(met_lat, met_lng)) THEN 'sign_in.last_lat' END,
    CASE WHEN bool_or(km IS NULL) THEN 'sign_in.deviation_km' END) END AS missing,
  max(plan_no) AS plan_no, max(cb_approval_no) AS cb_approval_no, max(org_uscc) AS org_uscc, max(org_name) AS org_name,
  CAST(coalesce(min(met_at) FILTER (suspect), min(met_at), max(plan_start)) AS DATE) AS occurred_on,
  amount(max(km) FILTER (suspect)) || ' km' AS measured,
  CASE WHEN bool_or(suspect) THEN '≤ ' || amount(max_by(limit_km, km)) || ' km' || CASE WHEN max_by(limit_km, km) > $p_km THEN ' (' || amount($p_km) || ' + ' || amount($datum_tolerance_km) || ')' ELSE '' END END AS expected,
  amount($p_km) AS limit,
  CASE count(DISTINCT meeting) FILTER (suspect) WHEN 2 THEN '首次和末次会议' ELSE CASE max(meeting) FILTER (suspect) WHEN 'first' THEN '首次会议' ELSE '末次会议' END END AS meeting_zh,
  CASE count(DISTINCT meeting) FILTER (suspect) WHEN 2 THEN 'opening and closing' ELSE CASE max(meeting) FILTER (suspect) WHEN 'first' THEN 'opening' ELSE 'closing' END END AS meeting_en,
  CASE WHEN max_by(as_exported, km) THEN '（系统导出的偏差距离）' WHEN $datum_tolerance_km > 0 THEN '（另加坐标系容差 ' || amount($datum_tolerance_km) || ' 公里）' ELSE '' END AS by_zh,
  CASE WHEN max_by(as_exported, km) THEN ' (deviation as exported)' WHEN $datum_tolerance_km > 0 THEN ' (and ' || amount($datum_tolerance_km) || ' km for the coordinate system)' ELSE '' END AS by_en,
  coalesce(list(sign_in_row ORDER BY km DESC, _source, _row) FILTER (suspect), list(sign_in_row ORDER BY _source, _row))
    || list_distinct([max(plan_row)]) AS evidence
FROM found
GROUP BY plan
