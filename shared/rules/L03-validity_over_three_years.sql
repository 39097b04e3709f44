/*---
code: L03
id: validity_over_three_years
version: 1
title: { zh: 有效期超过三年, en: Validity of more than three years }
severity: 中
evidence: E1
subject: certificate
keys: [cb_approval_no, cert_no, issue_date]
needs:
  - certificate.cert_no
  - certificate.scheme_code | certificate.basis
  - certificate.activity_code | certificate.recert_count
  - certificate.issue_date
  - certificate.expiry_date
params:
  slack_days:
    type: integer
    default: 0
    min: 0
    max: 366
    title: { zh: 宽限天数, en: Days of slack }
basis:
  - zh: ISO/IEC 17021-1:2015 9.1.3.2：管理体系认证周期为三年；年限取自参考数据，按颁证日期适用
    en: ISO/IEC 17021-1:2015, 9.1.3.2 - three-year certification cycle; the number of years comes from the reference data as of the issue date
    source: { zh: 二手资料，条款号凭记忆, en: Secondary sources; clause number from memory }
    status: recall
logic:
  zh: 管理体系证书的截止日期晚于颁证日期加三年；再认证的可从原证书到期日起算。
  en: A management-system certificate expires more than three years after its issue; on recertification the three years may follow the old expiry.
false_positives:
  - zh: 到期前完成再认证的，新有效期可接续原到期日；按原证书号，或同一机构、组织、体系更早的证书取原到期日，找不到的列为无法判定
    en: Recertified before expiry, the new period may follow the old one; the old expiry comes from the previous certificate number or from an earlier certificate of the same body, organisation and scheme - if neither is in the data, undetermined
    case:
      - 'recertified early: three years from the expiry of the previous number'
      - 'the previous certificate by body, organisation and scheme'
      - 'recertification, the previous certificate not in the data'
  - zh: 服务认证、产品认证的有效期规定不同，不作判断
    en: Service and product certification have other periods and are not judged
    case: service and product certification
message:
  zh: 证书 {cert_no} 于 {issue_date} 颁证，截止日期 {expiry_date}，比最晚可到期日 {latest} 多 {days} 天{carried_zh}
  en: Certificate {cert_no}, issued {issue_date}, expires on {expiry_date}, {days} day(s) after the latest permissible {latest}{carried_en}
---*/
WITH word AS (
  -- What the words mean is looked up once for each of them.
  SELECT *, CASE WHEN scheme = 'MS' THEN code_key(written) ELSE scheme END AS series
  FROM (SELECT written, scheme_family(written) AS scheme FROM (SELECT DISTINCT coalesce(scheme_code, basis) AS written FROM certificate))
), kind AS (
  SELECT activity_code, activity_kind(activity_code) AS activity FROM (SELECT DISTINCT activity_code FROM certificate)
), reported AS NOT MATERIALIZED (
  SELECT cb_approval_no, issue_date, expiry_date, recert_count, prev_cert_no, org_uscc, org_name, activity_code, _source, _row,
    certificate_key(cert_no, _source, _row) AS certificate, word.scheme, word.series
  FROM certificate AS c LEFT JOIN word ON word.written = coalesce(c.scheme_code, c.basis)
  WHERE coalesce(word.scheme <> 'other', true)
), strictest AS (
  SELECT issue_date, CASE WHEN count(years) = count(*) THEN CAST(issue_date + to_years(min(years)) + to_days($slack_days) AS DATE) END AS latest
  FROM (SELECT issue_date, CAST(in_force('validity_years', scheme, issue_date) AS INTEGER) AS years
    FROM (SELECT DISTINCT issue_date FROM certificate), (SELECT DISTINCT scheme FROM word WHERE scheme IS NOT NULL))
  GROUP BY issue_date
), doubtful AS (
  -- Most certificates keep within the shortest period of any scheme: nothing else is to be known of them.
  SELECT DISTINCT certificate
  FROM reported AS r LEFT JOIN strictest ON strictest.issue_date = r.issue_date
  WHERE scheme IS NULL OR coalesce(expiry_date > strictest.latest, true)
), kept AS (
  SELECT *, number_key(prev_cert_no) AS previous_number, organisation_key(org_uscc, org_name) AS organisation,
    activity_code IN (SELECT activity_code FROM kind WHERE activity = 'recertification') AS renews,
    activity_code IN (SELECT activity_code FROM kind WHERE activity = 'initial') AS begins
  FROM reported WHERE certificate IN (SELECT certificate FROM doubtful)
), cycle AS (
  SELECT cb_approval_no, certificate, issue_date, max(organisation) AS organisation, max(scheme) AS scheme, max(series) AS series,
    max(expiry_date) AS expiry_date, max(previous_number) AS previous_number,
    coalesce(bool_or(renews) OR max(recert_count) > 0, false) AS renewed,
    coalesce(bool_or(begins) OR max(recert_count) = 0, false) AS initial
  FROM kept
  GROUP BY cb_approval_no, certificate, issue_date
), long AS (
  SELECT * FROM (SELECT *, to_years(CAST(in_force('validity_years', scheme, issue_date) AS INTEGER)) + to_days($slack_days) AS period FROM cycle)
  WHERE coalesce(expiry_date > CAST(issue_date + period AS DATE), true)
    AND (issue_date IS NOT NULL OR (cb_approval_no, certificate) NOT IN (SELECT (cb_approval_no, certificate) FROM cycle WHERE issue_date IS NOT NULL))
), numbered AS (
  SELECT long.*, old.expiry_date AS previous_expiry
  -- (Within coalesce() the few are what is looked up: DuckDB takes them for many and would gather all certificates instead.)
  FROM long LEFT JOIN (SELECT certificate, max(expiry_date) AS expiry_date FROM reported WHERE coalesce(certificate IN (SELECT previous_number FROM long), false) GROUP BY certificate) AS old
    ON old.certificate = nullif(long.previous_number, long.certificate)
), orphan AS (
  SELECT cb_approval_no, certificate, organisation, series, issue_date FROM numbered WHERE previous_expiry IS NULL AND (renewed OR NOT initial)
), of_organisation AS (
  SELECT cb_approval_no, certificate, issue_date, max(organisation_key(org_uscc, org_name)) AS organisation, max(series) AS series, max(expiry_date) AS expiry_date
  FROM reported
  WHERE certificate IN (SELECT certificate FROM reported WHERE organisation_key(org_uscc, org_name) IN (SELECT organisation FROM orphan))
  GROUP BY cb_approval_no, certificate, issue_date
), chained AS (
  SELECT n.* EXCLUDE (previous_expiry), coalesce(previous_expiry, older.expiry_date) AS previous_expiry
  FROM numbered AS n LEFT JOIN (
    SELECT o.cb_approval_no, o.certificate, o.issue_date, max(old.expiry_date) AS expiry_date
    FROM orphan AS o JOIN of_organisation AS old ON old.cb_approval_no = o.cb_approval_no AND old.organisation = o.organisation AND old.series = o.series
    WHERE old.issue_date < o.issue_date
    GROUP BY ALL) AS older
    ON older.certificate = n.certificate AND older.cb_approval_no = n.cb_approval_no AND older.issue_date = n.issue_date
), limited AS (
  SELECT *, CAST(issue_date + period AS DATE) AS latest_alone,
    CASE WHEN initial AND NOT renewed THEN CAST(issue_date + period AS DATE)
      WHEN previous_expiry IS NOT NULL THEN CAST(greatest(issue_date, previous_expiry) + period AS DATE) END AS latest
  FROM chained
), judged AS (
  SELECT *,
    CASE WHEN scheme IS NOT NULL THEN true END
      AND CASE WHEN expiry_date > latest THEN true WHEN renewed AND expiry_date <= latest THEN false END AS suspect
  FROM limited
), named AS (
  SELECT r.cb_approval_no, r.certificate, r.issue_date, max(cb_name) AS cb_name, max(cert_no) AS cert_no, max(c.org_uscc) AS org_uscc, max(c.org_name) AS org_name
  FROM (FROM kept WHERE certificate IN (SELECT certificate FROM judged WHERE coalesce(suspect, true))) AS r
  JOIN certificate AS c ON c._source = r._source AND c._row = r._row
  GROUP BY ALL
), carried AS (
  SELECT certificate, issue_date, expiry_date, scheme, organisation_key(org_uscc, org_name) AS organisation, _source, _row
  FROM reported WHERE coalesce(expiry_date IN (SELECT previous_expiry FROM judged WHERE latest > latest_alone AND coalesce(suspect, true)), false)
)
SELECT
  CASE WHEN suspect THEN 'lead' ELSE 'undetermined' END AS verdict,
  CASE WHEN suspect IS NULL THEN concat_ws(', ',
    CASE WHEN scheme IS NULL THEN 'certificate.scheme_code' END,
    CASE WHEN judged.issue_date IS NULL THEN 'certificate.issue_date' END,
    CASE WHEN expiry_date IS NULL THEN 'certificate.expiry_date' END,
    CASE WHEN NOT initial AND NOT renewed THEN 'certificate.activity_code' END,
    CASE WHEN renewed AND expiry_date > latest_alone AND previous_expiry IS NULL THEN 'certificate.prev_cert_no' END) END AS missing,
  judged.cb_approval_no, named.cb_name, named.org_uscc, named.org_name, named.cert_no, judged.issue_date AS occurred_on, judged.issue_date, expiry_date, latest,
  CASE WHEN suspect THEN expiry_date - latest END AS days,
  CASE WHEN suspect THEN CAST(expiry_date AS VARCHAR) END AS measured,
  CASE WHEN suspect THEN '≤ ' || latest END AS expected,
  CASE WHEN latest > latest_alone THEN '（已从原证书到期日 ' || previous_expiry || ' 起算）' ELSE '' END AS carried_zh,
  CASE WHEN latest > latest_alone THEN ' (already counted from the old expiry, ' || previous_expiry || ')' ELSE '' END AS carried_en,
  (SELECT list(ref('certificate', r._source, r._row) ORDER BY r.expiry_date DESC NULLS LAST, r._source, r._row) FROM kept AS r
    WHERE r.certificate = judged.certificate AND r.issue_date IS NOT DISTINCT FROM judged.issue_date
      AND r.cb_approval_no IS NOT DISTINCT FROM judged.cb_approval_no)
  || coalesce((SELECT list(ref('certificate', r._source, r._row) ORDER BY r._source, r._row) FROM carried AS r
    WHERE judged.latest > judged.latest_alone AND r.expiry_date = judged.previous_expiry AND (r.certificate = judged.previous_number
      OR (r.organisation = judged.organisation AND r.scheme = judged.scheme AND r.issue_date < judged.issue_date))), []) AS evidence
FROM judged
LEFT JOIN named ON named.certificate = judged.certificate AND named.cb_approval_no IS NOT DISTINCT FROM judged.cb_approval_no
  AND named.issue_date IS NOT DISTINCT FROM judged.issue_date
WHERE coalesce(suspect, true)
