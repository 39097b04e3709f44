/*---
code: P01
id: signin_missing
version: 1
title: { zh: 未签到或签到不完整, en: Sign-in missing or incomplete }
severity: 高
evidence: E2
subject: audit_plan
keys: [plan_no]
needs:
  - audit_plan.plan_no
  - audit_plan.plan_end
  - sign_in.plan_no
  - sign_in.first_at
  - sign_in.last_at
basis:
  - zh: 国认监〔2021〕3号：审核组在首次、末次会议各签到一次（QMS、EMS、OHSMS 现场审核自 2021-12-01 起）
    en: Notice “国认监〔2021〕3号” - the team signs in at the opening and at the closing meeting (on-site QMS, EMS and OHSMS audits from 2021-12-01)
    source: { zh: 通知文本的转载件, en: Reprint of the notice }
    status: verified
  - zh: 自 2022 年 10 月起扩大到全部管理体系审核（含远程）
    en: From October 2022 extended to all management-system audits, remote ones included
    source: { zh: 2022-10-27 的报道，未见原文, en: News report of 2022-10-27; the text itself was not seen }
    status: unverified
  - zh: 审核签到系统异常规则一：未签到
    en: Rule 1 for anomalies of the sign-in system - no sign-in
    source: { zh: 签到系统常见问题解答的转载件, en: Reprint of the questions and answers on the sign-in system }
    status: verified
logic:
  zh: 审核计划已结束且未取消，按当时规定应当签到，但首次或末次会议签到缺失。
  en: The planned audit is over and was not cancelled, sign-in was mandatory at the time, and the opening or the closing sign-in is missing.
false_positives:
  - zh: 强制签到之前（试运行期、当时未纳入的体系、2022 年 10 月前的远程审核）的计划不列
    en: Plans from before sign-in was mandatory (trial period, schemes not yet included, remote audits before October 2022) are not listed
    case:
      - 'trial period: the day before'
      - another management system before October 2022
      - remote and mixed audits before October 2022
  - zh: 同一组织半天时段重叠的计划默认绑定、共用一次签到，其中一个签到完整即可
    en: Plans of one organisation with overlapping half-days are bound and share one sign-in; one that is complete is enough
    case:
      - bound to a plan of the same days that is signed
      - 'bound by one half-day, the organisation by its old code'
  - zh: 已取消的计划、截至判断日期尚未结束的计划不列；取消一列空白的按未取消
    en: Plans that were cancelled or are not over by the as-of date are not listed; a blank in the cancelled column counts as not cancelled
    case:
      - cancelled
      - over on the as-of date only
  - zh: 手机故障等已作说明的情况（说明附在消息中；是否被接受，导出数据不载明），以及签到数据的时段、地区未覆盖该计划的情况，需人工核对
    en: Explained failures (telephones and the like; the message quotes the explanation, the export does not say whether it was accepted) and plans outside the period or region of the sign-in extract need a look by hand
    by_hand: true
message:
  zh: 审核计划 {plan_no}（{org_name}，{first_day} 至 {last_day}）缺少{lacking_zh}{explained_zh}
  en: Plan {plan_no} ({org_name}, {first_day} to {last_day}) lacks {lacking_en}{explained_en}
---*/
WITH signed AS (
  SELECT plan_no, count(first_at) > 0 AS opened, count(last_at) > 0 AS closed FROM sign_in WHERE plan_no IS NOT NULL GROUP BY plan_no
), unsigned AS (
  -- Most plans are signed: only the others carry what is said of them.
  SELECT * FROM current_plan
  WHERE NOT cancelled AND coalesce(CAST(plan_end AS DATE) < $as_of, true) AND (plan_no IS NULL OR plan_no NOT IN (SELECT plan_no FROM signed WHERE opened AND closed))
), open AS (
  SELECT plan.* EXCLUDE (scheme), plan.scheme AS written_scheme, CAST(plan_start AS DATE) AS first_day, CAST(plan_end AS DATE) AS last_day,
    signed.plan_no IS NOT NULL AS has_sign_in, signed.opened, signed.closed
  FROM unsigned AS plan LEFT JOIN signed ON signed.plan_no = plan.plan_no
), beside AS MATERIALIZED (
  SELECT plan_no, organisation, first_half_day, last_half_day FROM current_plan WHERE NOT cancelled AND organisation IN (SELECT organisation FROM unsigned)
), complete AS (
  SELECT organisation, first_half_day, last_half_day FROM beside WHERE plan_no IN (SELECT plan_no FROM signed WHERE opened AND closed)
), told AS (
  -- Whether there was a column for it at all.
  SELECT plan_no, bool_or(has_field(_source, 'first_at')) AS of_opening, bool_or(has_field(_source, 'last_at')) AS of_closing
  FROM (FROM sign_in WHERE plan_no IN (SELECT plan_no FROM open))
  GROUP BY plan_no
), law AS (
  -- A plan sheet without a scheme column is taken for one of management systems, which it is meant for.
  SELECT open.* EXCLUDE (opened, closed), CASE WHEN has_field(_source, 'scheme_code') THEN written_scheme ELSE 'MS' END AS scheme, coalesce(first_day, last_day) AS day,
    CASE WHEN has_sign_in THEN CASE WHEN opened THEN true WHEN of_opening THEN false END WHEN open.plan_no IS NOT NULL THEN false END AS opened,
    CASE WHEN has_sign_in THEN CASE WHEN closed THEN true WHEN of_closing THEN false END WHEN open.plan_no IS NOT NULL THEN false END AS closed
  FROM open LEFT JOIN told ON told.plan_no = open.plan_no
), due AS (
  SELECT *,
    in_force('sign_in_onsite', scheme, day) IS NOT NULL AS onsite_due,
    in_force('sign_in_remote', scheme, day) IS NOT NULL AS remote_due
  FROM law
  WHERE coalesce(scheme <> 'other', true)
), judged AS (
  SELECT *,
    CASE
      WHEN scheme IS NULL OR day IS NULL THEN NULL
      WHEN mode = 'onsite' OR onsite_due = remote_due THEN onsite_due
      WHEN mode IS NOT NULL THEN remote_due
    END AS must_sign
  FROM due
), unbound AS (
  SELECT *,
    (SELECT list(ref('sign_in', s._source, s._row) ORDER BY s._source, s._row) FROM sign_in AS s WHERE s.plan_no = judged.plan_no) AS sign_ins,
    (SELECT max(s.explain_text) FROM sign_in AS s WHERE s.plan_no = judged.plan_no) AS explanation
  FROM judged
  ANTI JOIN complete ON complete.organisation = judged.organisation
    AND complete.first_half_day <= judged.last_half_day AND complete.last_half_day >= judged.first_half_day
  WHERE coalesce(must_sign, true)
)
SELECT
  CASE WHEN must_sign AND last_day IS NOT NULL AND (NOT opened OR NOT closed) THEN 'lead' ELSE 'undetermined' END AS verdict,
  CASE WHEN verdict = 'undetermined' THEN concat_ws(', ',
    CASE WHEN plan_no IS NULL THEN 'audit_plan.plan_no' END,
    CASE WHEN last_day IS NULL THEN 'audit_plan.plan_end' END,
    CASE WHEN scheme IS NULL THEN 'audit_plan.scheme_code' END,
    CASE WHEN scheme IS NOT NULL AND day IS NOT NULL AND must_sign IS NULL THEN 'audit_plan.audit_mode' END,
    CASE WHEN plan_no IS NOT NULL AND opened IS NULL THEN 'sign_in.first_at' END,
    CASE WHEN plan_no IS NOT NULL AND closed IS NULL THEN 'sign_in.last_at' END) END AS missing,
  plan_no, cb_approval_no, org_uscc, org_name, last_day AS occurred_on, first_day, last_day,
  CASE WHEN verdict = 'lead' THEN CAST(CAST(coalesce(opened, false) AS INTEGER) + CAST(coalesce(closed, false) AS INTEGER) AS VARCHAR) END AS measured,
  CASE WHEN verdict = 'lead' THEN '2' END AS expected,
  CASE WHEN NOT opened AND NOT closed THEN '首次和末次会议签到' WHEN NOT opened THEN '首次会议签到' ELSE '末次会议签到' END AS lacking_zh,
  CASE WHEN NOT opened AND NOT closed THEN 'both sign-ins' WHEN NOT opened THEN 'the sign-in at the opening meeting' ELSE 'the sign-in at the closing meeting' END AS lacking_en,
  coalesce('；已有说明：' || explanation, '') AS explained_zh, coalesce('; explained as: ' || explanation, '') AS explained_en,
  [row_ref] || coalesce(sign_ins, []) AS evidence
FROM unbound
