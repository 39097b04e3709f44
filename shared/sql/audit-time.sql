-- Audit time in man-days of 8 hours: IAF MD 5 (tables, cuts, share on site), MD 11 (integration), MD 1 (sampled
-- sites). Loaded after judging.sql. Figures are data: the tables in ref_audit_time (by version), the shares and cuts in
-- ref_regulation. A rule asks once for each scheme and day what is in force, and prints the version of the table:
--
--   in_force('audit_time_table', scheme, day)          'IAF-MD5'
--   number_in_force('max_cut', scheme, day)            0.3, the most that may be taken off the table
--   number_in_force('integration_cut', scheme, day)    0.2, the most that a combined audit may take off the sum
--   number_in_force('onsite_share', scheme, day)       0.8
--   number_in_force('sampled_site_cut', scheme, day)   0.5, the most that may be taken off for a sampled site
--   time_share(activity, scheme, day)                  1, 1/3, 2/3
--
-- Nothing is rounded on the way. In the end nearest_half_day() gives what a body plans and reports, and
-- half_days_down() what may be held against it: rounding alone never makes a lead.
--
--   QMS, 60 people                 audit_time = 5
--   its floor                      half_days_down(least_time(5, 0.3)) = 3.5
--   on site                        onsite_time(5, 0.8) = 4; at the largest cut onsite_time(3.5, 0.8) = 2.8 → 3
--   surveillance, recertification  5 × 1/3 = 1.67 → 1.5, 5 × 2/3 = 3.33 → 3.5
--   with EMS and OHSMS             combined_time(5 + 6 + 6, 0.2) = 13.6 → 13.5; least_time of that = 9.52 → 9.5

-- Man-days of an initial audit, by the class given or else the default one; NULL when the headcount is beyond the
-- table. (OHSMS has no class 有限: there too the default applies.)
CREATE OR REPLACE MACRO audit_time(in_version, for_scheme, with_risk, or_risk, staff) AS (
  SELECT max_by(t.mandays_, t.risk_ IS NOT DISTINCT FROM with_risk)
  FROM ref_audit_time AS t(version_, scheme_, risk_, from_, to_, mandays_, source_, status_)
  WHERE t.version_ = in_version AND t.scheme_ = for_scheme AND staff BETWEEN t.from_ AND t.to_
    AND (t.risk_ = '*' OR t.risk_ = with_risk OR t.risk_ = or_risk));

-- The tables as lines: IAF MD 5 calls the headcount a continuum and not steps, but does not say where on the line the
-- figures stand. Here a band's figure stands at its middle, so that the line is no more and no less than the steps;
-- before the first middle and after the last one it is level. A band without an upper end (2147483647) has no middle: its
-- figure stands where it begins.
CREATE OR REPLACE MACRO audit_time_line() AS TABLE (
  WITH placed AS (
    SELECT *, CASE WHEN staff_to = 2147483647 THEN staff_from ELSE (CAST(staff_from AS BIGINT) + staff_to) / 2 END AS middle
    FROM ref_audit_time
  ), band AS (
    SELECT table_version, scheme, risk, staff_from, staff_to, mandays, middle,
      lag(mandays) OVER up AS mandays_before, lag(middle) OVER up AS middle_before, lead(staff_from) OVER up IS NULL AS is_last
    FROM placed
    WINDOW up AS (PARTITION BY table_version, scheme, risk ORDER BY staff_from)
  )
  SELECT table_version, scheme, risk, coalesce(middle_before, staff_from) AS since, middle AS until,
    coalesce(mandays_before, mandays) AS mandays_since, mandays AS mandays_until
  FROM band
  UNION ALL
  SELECT table_version, scheme, risk, middle, CAST(staff_to AS BIGINT) + 1, mandays, mandays FROM band WHERE is_last
);

-- audit_time() by straight lines between the bands.
CREATE OR REPLACE MACRO audit_time_between(in_version, for_scheme, with_risk, or_risk, staff) AS (
  SELECT max_by(t.low_ + (t.high_ - t.low_) * (staff - t.since_) / (t.until_ - t.since_), t.risk_ IS NOT DISTINCT FROM with_risk)
  FROM audit_time_line() AS t(version_, scheme_, risk_, since_, until_, low_, high_)
  WHERE t.version_ = in_version AND t.scheme_ = for_scheme AND staff >= t.since_ AND staff < t.until_
    AND (t.risk_ = '*' OR t.risk_ = with_risk OR t.risk_ = or_risk));

-- What an audit of this kind takes of the time of an initial one.
CREATE OR REPLACE MACRO time_share(activity, for_scheme, on_day) AS number_in_force('time_share_' || activity, for_scheme, on_day);

-- The least time after the largest cut (effective personnel, maturity, simple processes ...).
CREATE OR REPLACE MACRO least_time(mandays, max_cut) AS mandays * (1 - max_cut);
-- The least time of a combined audit, from the sum over its schemes.
CREATE OR REPLACE MACRO combined_time(mandays, integration_cut) AS mandays * (1 - integration_cut);
-- The least time for one sampled site, from what it would take alone.
CREATE OR REPLACE MACRO sampled_site_time(mandays, sampled_site_cut) AS mandays * (1 - sampled_site_cut);
-- The least time on site, from the whole; planning, review of documents and the report are the rest.
CREATE OR REPLACE MACRO onsite_time(mandays, onsite_share) AS mandays * onsite_share;

-- 5.3 → 5.5, 5.2 → 5, 5.25 → 5.5. The rounding to cents takes out what binary fractions leave behind (5 × 0.7).
CREATE OR REPLACE MACRO nearest_half_day(mandays) AS round(round(mandays * 2, 2)) / 2;
CREATE OR REPLACE MACRO half_days_down(mandays) AS floor(round(mandays * 2, 2)) / 2;
