-- What rules share. Everything here can be made again at each start.
--
-- A macro's arguments are pasted into its text as they are, so the columns of a subquery inside a macro carry
-- a trailing underscore: a caller's `scheme` must not turn into the reference table's own.

-- A row of a typed table, as evidence names it.
CREATE OR REPLACE MACRO ref(in_dataset, in_source, in_row) AS
  {'dataset': CAST(in_dataset AS VARCHAR), 'source': CAST(in_source AS INTEGER), 'row': CAST(in_row AS INTEGER)};

-- Whether the file that a row came from has this column at all: an empty cell and a missing column differ.
CREATE OR REPLACE MACRO has_field(in_source, named) AS
  in_source IN (SELECT f.source_ FROM source_field AS f(source_, field_, header_, position_) WHERE f.field_ = named);

-- The rows of a list, as a table of its fields. For what is looked up: few((SELECT list(d) FROM (SELECT DISTINCT …) AS d)) joins
-- as the small table that it is. Of a plain SELECT DISTINCT DuckDB expects as many rows as there are in all; it then keeps
-- the large table in memory as a whole, to look its rows up in the small one.
CREATE OR REPLACE MACRO few(list_) AS TABLE SELECT unnest(list_, recursive := true);

-- What people write for "nothing" in a code column. Unlike is_blank() of the import this sees values that are
-- trimmed and half-width already, so a list will do.
CREATE OR REPLACE MACRO is_nothing(code) AS CASE WHEN code IS NULL THEN true WHEN length(code) > 4 THEN false
  ELSE upper(code) IN ('', '-', '--', '—', '——', '/', '\', '无', 'NULL', 'N/A', 'NA') END;

-- 2.50 → 2.5, 3.00 → 3
CREATE OR REPLACE MACRO amount(x) AS rtrim(rtrim(format('{:.2f}', CAST(x AS DOUBLE)), '0'), '.');


-- ## Codes and words (ref_vocabulary)

-- 01, 1, 1.0 and " 01" are one code; words compare without spaces and case.
CREATE OR REPLACE MACRO code_key(written) AS
  upper(replace(regexp_replace(written, '^ *0*(\d+?)(\.0+)? *$', '\1'), ' ', ''));

CREATE OR REPLACE MACRO meaning(in_vocabulary, written) AS (
  SELECT max_by(v.meaning_, CASE WHEN code_key(v.written_) = code_key(written) THEN 1000 ELSE length(v.written_) END)
  FROM ref_vocabulary AS v(vocabulary_, written_, matched_, meaning_, source_, status_)
  WHERE v.vocabulary_ = in_vocabulary
    AND (code_key(v.written_) = code_key(written)
      OR (v.matched_ = 'start' AND starts_with(code_key(written), v.written_))
      OR (v.matched_ = 'part' AND contains(code_key(written), v.written_))));

-- 'initial', 'recertification', 'surveillance' or 'other' (special audits, changes); NULL for nothing written.
CREATE OR REPLACE MACRO activity_kind(code) AS CASE WHEN NOT is_nothing(code) THEN coalesce(meaning('activity', code), 'other') END;
CREATE OR REPLACE MACRO activity_zh(kind) AS CASE kind WHEN 'initial' THEN '初次认证审核' WHEN 'recertification' THEN '再认证审核' WHEN 'surveillance' THEN '监督审核' END;
CREATE OR REPLACE MACRO activity_en(kind) AS CASE kind WHEN 'initial' THEN 'initial audit' WHEN 'recertification' THEN 'recertification audit' WHEN 'surveillance' THEN 'surveillance audit' END;
-- A special audit (特殊审核, 临时审核), which for activity_kind() is as little of the programme as a change is.
CREATE OR REPLACE MACRO is_special_audit(code) AS meaning('special_audit', code) IS NOT NULL;
-- 有效, 暂停, 撤销, 注销 or 过期失效.
CREATE OR REPLACE MACRO certificate_status(code) AS meaning('certificate_status', code);
-- 有效, 暂停, 撤销, 注销, 失联 or 过期.
CREATE OR REPLACE MACRO body_status(written) AS meaning('body_status', written);
-- 'new', 'reissue' or 'change'.
CREATE OR REPLACE MACRO report_kind(code) AS meaning('report_type', code);
-- 'grant' (renewals too), 'maintain', 'extend', 'reduce', 'suspend', 'restore', 'withdraw' or 'refuse'; NULL for other words.
CREATE OR REPLACE MACRO decision_kind(written) AS meaning('decision', written);
-- 'onsite', 'remote' or 'mixed'.
CREATE OR REPLACE MACRO mode_of_audit(code) AS meaning('audit_mode', code);
-- 'none' where the sign-in system found nothing; NULL for nothing written and for every anomaly that it names.
CREATE OR REPLACE MACRO sign_in_anomaly(written) AS meaning('sign_in_anomaly', written);
-- 'given', 'lacking' or 'none' (none is needed), by the status of an anomaly.
CREATE OR REPLACE MACRO explanation_status(written) AS meaning('explanation', written);
-- 'leader', 'member' or 'expert'.
CREATE OR REPLACE MACRO team_role(code) AS meaning('team_role', code);
-- 'trainee', 'auditor', 'senior', 'expert' or 'none' (it says that there is none); NULL for what nobody knows.
CREATE OR REPLACE MACRO qualification(written) AS meaning('qualification', written);
-- Trainee auditors do not count towards audit time; NULL when neither qualification nor role says. (实习组长 is an
-- auditor who learns to lead.)
CREATE OR REPLACE MACRO is_trainee(qual, role) AS CASE
  WHEN qualification(qual) = 'trainee' OR (contains(role, '实习') AND NOT contains(role, '组长')) THEN true
  WHEN NOT is_nothing(qual) THEN false END;
CREATE OR REPLACE MACRO team_role_zh(role) AS CASE role WHEN 'leader' THEN '组长' WHEN 'member' THEN '组员' WHEN 'expert' THEN '技术专家' END;
CREATE OR REPLACE MACRO team_role_en(role) AS CASE role WHEN 'leader' THEN 'leader' WHEN 'member' THEN 'member' WHEN 'expert' THEN 'technical expert' END;
-- What a measure does to a registration: 'suspended', 'ended' or 'none'; NULL for words that nobody knows.
CREATE OR REPLACE MACRO registration_measure(written) AS meaning('registration_measure', written);
-- Whether a measure stood in the way of a registration on the day; NULL when what or from when to when is not told.
CREATE OR REPLACE MACRO is_barred(on_day, measure, barred_from, barred_to) AS CASE
  WHEN measure = 'none' OR on_day < barred_from OR (measure = 'suspended' AND on_day > barred_to) THEN false
  WHEN on_day >= barred_from AND (measure = 'ended' OR (measure = 'suspended' AND on_day <= barred_to)) THEN true END;
-- 'stage 1' or 'stage 2' of an initial audit.
CREATE OR REPLACE MACRO audit_stage(code) AS CASE
  WHEN code_key(code) = '101' OR contains(code, '一阶段') OR contains(code, '第一阶段') THEN 'stage 1'
  WHEN code_key(code) = '102' OR contains(code, '二阶段') OR contains(code, '第二阶段') THEN 'stage 2' END;
-- 高, 中, 低 or 有限.
CREATE OR REPLACE MACRO risk_class(written) AS meaning('risk', written);
-- Of quality sampling: 'national' or 'local', 'failed' or 'passed'.
CREATE OR REPLACE MACRO sampling_level(written) AS meaning('sampling_level', written);
CREATE OR REPLACE MACRO sampling_conclusion(written) AS meaning('sampling_conclusion', written);
-- One spelling for each value of 结合审核类型, so that two rows can be compared.
CREATE OR REPLACE MACRO combined_key(code) AS code_key(coalesce(meaning('combined', code), code));
-- What a body is approved for or a certificate is of, finer than scheme_family(): a code (A01, A010201; A: every management
-- system), or a name for words whose code is not known (A-ISMS, services); NULL for other words.
CREATE OR REPLACE MACRO approved_field(written) AS
  coalesce(meaning('approved_field', written), CASE WHEN regexp_full_match(code_key(written), '[A-Z]\d*') THEN code_key(written) END);
-- Whether an approval of the one field holds for the other: coarse ones hold for fine ones. NULL where a name meets a
-- code that might be its own.
CREATE OR REPLACE MACRO is_same_field(a, b) AS CASE
  WHEN starts_with(a, b) OR starts_with(b, a) THEN true
  WHEN regexp_full_match(a, '[A-Z]\d*') = regexp_full_match(b, '[A-Z]\d*') THEN false
  WHEN regexp_matches(a || ' ' || b, '(^| )A0[1239]') OR starts_with(a, 'A') <> starts_with(b, 'A') THEN false END;
-- 有效, 暂停, 终止 or 过期.
CREATE OR REPLACE MACRO scope_status(written) AS meaning('scope_status', written);
-- 'active', 注销, 吊销, or 'merged' for what went on in another organisation.
CREATE OR REPLACE MACRO register_status(written) AS meaning('register_status', written);
-- By the first character of a credit code: 'business' for what the business register gave out, 'other' for other registers.
CREATE OR REPLACE MACRO registrar(initial) AS meaning('registrar', initial);
-- 'in force' or 'ended'.
CREATE OR REPLACE MACRO rule_status(written) AS meaning('rule_status', written);
-- 'off sale' or 'on sale'.
CREATE OR REPLACE MACRO listing_disposal(written) AS meaning('listing_disposal', written);
-- 'QMS', 'EMS', 'OHSMS', 'MS' (another management system) or 'other'; of several codes the first counts.
CREATE OR REPLACE MACRO scheme_family(code) AS CASE WHEN NOT is_nothing(code) THEN coalesce(meaning('scheme', code), 'other') END;
CREATE OR REPLACE MACRO is_overseas(region_code) AS coalesce(meaning('overseas_region', region_code) = 'overseas', false);


-- ## Phrases (ref_phrase)

-- A text as phrases are looked for in it: half-width capitals without spaces, brackets, quotation marks and ornaments.
-- A sentence ends with 。, a clause with ，; 、 stays.
CREATE OR REPLACE MACRO plain_text(written) AS regexp_replace(regexp_replace(regexp_replace(
  CASE WHEN regexp_matches(written, '[０-９Ａ-Ｚａ-ｚ％]') THEN translate(upper(written),
    '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ％', '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ%') ELSE upper(written) END,
  '[ \t\x{00A0}\x{3000}\x{200B}-\x{200F}\x{FE0F}\x{FEFF}·•.★☆✓✔~～^_|｜+＋\-—–/\\【】\[\]()（）「」『』“”"‘’''《》〈〉:：*＊#＃]+', '', 'g'),
  '[!！?？;；。…\n\r]+', '。', 'g'), '[,，]+', '，', 'g');

-- The phrases of one role, the longest first, so that none is found inside another.
CREATE OR REPLACE MACRO phrases(in_list, in_role) AS (
  SELECT coalesce(list(p.phrase_ ORDER BY length(p.phrase_) DESC, p.phrase_), [])
  FROM ref_phrase AS p(list_, role_, phrase_, meaning_, source_, status_)
  WHERE p.list_ = in_list AND p.role_ = in_role);

CREATE OR REPLACE MACRO holds_any(plain, of_phrases) AS len(list_filter(of_phrases, lambda phrase_: contains(plain, phrase_))) > 0;
-- The text with a sign in the place of each of the phrases.
CREATE OR REPLACE MACRO signed_text(plain, of_phrases, sign) AS
  list_reduce(list_prepend(plain, of_phrases), lambda kept_, phrase_: replace(kept_, phrase_, sign));
-- The text with each phrase in the place of its own sign: the character U+E000 and its number in the list.
CREATE OR REPLACE MACRO numbered_text(plain, of_phrases) AS
  list_reduce(list_prepend(plain, of_phrases), lambda kept_, phrase_: replace(kept_, phrase_, chr(CAST(57343 + list_position(of_phrases, phrase_) AS INTEGER))));
-- Which phrases a numbered text still holds.
CREATE OR REPLACE MACRO numbered_phrases(numbered, of_phrases) AS
  list_filter(of_phrases, lambda phrase_: contains(numbered, chr(CAST(57343 + list_position(of_phrases, phrase_) AS INTEGER))));


-- ## What was in force (ref_regulation)

-- 0.3 and 1/3 as numbers.
CREATE OR REPLACE MACRO number_of(written) AS
  CAST(split_part(written, '/', 1) AS DOUBLE) / CASE WHEN contains(written, '/') THEN CAST(split_part(written, '/', 2) AS DOUBLE) ELSE 1 END;

-- The parameter's value for the scheme on the day: the newest row, and the scheme's own before that of all
-- schemes. Rows without a value are slots for texts not read yet and do not count.
CREATE OR REPLACE MACRO in_force(named, for_scheme, on_day) AS (
  SELECT max_by(r.value_, {'since': coalesce(r.from_, DATE '0001-01-01'), 'own': r.scheme_ <> '*'})
  FROM ref_regulation AS r(regulation_, scheme_, parameter_, value_, from_, to_, source_, status_)
  WHERE r.parameter_ = named AND r.scheme_ IN (for_scheme, '*') AND r.value_ IS NOT NULL
    AND on_day IS NOT NULL AND coalesce(r.from_ <= on_day, true) AND coalesce(on_day <= r.to_, true));
CREATE OR REPLACE MACRO number_in_force(named, for_scheme, on_day) AS number_of(in_force(named, for_scheme, on_day));

-- The day so many months later: the same day of the month, or its last day where it has none (民法典 art. 202).
CREATE OR REPLACE MACRO months_after(day, months) AS CAST(day + to_months(CAST(months AS INTEGER)) AS DATE);

-- The day by which what happened is to be reported: that day of the next month, holidays or not.
CREATE OR REPLACE MACRO reported_by(day, day_of_month) AS CAST(date_trunc('month', day) + INTERVAL 1 MONTH AS DATE) + CAST(day_of_month AS INTEGER) - 1;


-- ## Time and place

-- Half-days since 1970-01-01, split at noon. The end of an audit up to 13:00 still belongs to the morning: the
-- sign-in system splits there, and 08:30–12:30 must not collide with an afternoon elsewhere.
CREATE OR REPLACE MACRO half_day(t) AS epoch_ms(t) // 43200000;
CREATE OR REPLACE MACRO last_half_day(t) AS half_day(t - INTERVAL 61 MINUTE);
CREATE OR REPLACE MACRO day_of_half_day(n) AS DATE '1970-01-01' + CAST(n // 2 AS INTEGER);

-- 2024-03-05 10:00, and 2024-03-05 for what has no time.
CREATE OR REPLACE MACRO moment_text(t) AS replace(left(CAST(t AS VARCHAR), 16), ' 00:00', '');

-- Working days by the State Council's notices, shifted weekends (调休) included. Beyond the days that the
-- calendar knows everything here is NULL, as it is for NULL; a rule then reports `ref_workday.day` as missing.
-- Usage: `workdays_between(decided_on, issued_on) > $p_days` (columns of dates or times), and
-- `CASE WHEN issued_on IS NOT NULL AND is_workday(issued_on) IS NULL THEN 'ref_workday.day' END AS missing`.
-- They run as hash joins. An argument must not be another look-up, as in workdays_between(a, add_workdays(a, 5)):
-- that runs out of memory. Name the inner one as a column of a CTE first.
CREATE OR REPLACE MACRO is_workday(d) AS (
  SELECT bool_or(w.workday_) FROM ref_workday AS w(day_, workday_, ordinal_) WHERE w.day_ = CAST(d AS DATE));
-- How many working days there were up to and including the day.
CREATE OR REPLACE MACRO workday_ordinal(d) AS (
  SELECT max(w.ordinal_) FROM ref_workday AS w(day_, workday_, ordinal_) WHERE w.day_ = CAST(d AS DATE));
-- Working days after the first day, up to and including the last: 0 on the same day, negative backwards.
CREATE OR REPLACE MACRO workdays_between(from_day, to_day) AS workday_ordinal(to_day) - workday_ordinal(from_day);
-- The n-th working day after the day; for 0 the day itself or else the last working day before it.
CREATE OR REPLACE MACRO add_workdays(d, n) AS (
  SELECT max(w.day_) FROM ref_workday AS f(day_, workday_, ordinal_) JOIN ref_workday AS w(day_, workday_, ordinal_)
    ON w.ordinal_ = f.ordinal_ + n
  WHERE w.workday_ AND f.day_ = CAST(d AS DATE) AND n >= 0);
CREATE OR REPLACE MACRO workdays_known_from() AS (SELECT min(w.day_) FROM ref_workday AS w(day_, workday_, ordinal_));
CREATE OR REPLACE MACRO workdays_known_until() AS (SELECT max(w.day_) FROM ref_workday AS w(day_, workday_, ordinal_));

-- 0,0 is what exports write for "no position".
CREATE OR REPLACE MACRO is_place(lat, lng) AS coalesce(abs(lat) <= 90 AND abs(lng) <= 180 AND NOT (lat = 0 AND lng = 0), false);

-- Great circle in km (haversine, mean earth radius); NULL unless both are places.
CREATE OR REPLACE MACRO distance_km(lat1, lng1, lat2, lng2) AS
  CASE WHEN is_place(lat1, lng1) AND is_place(lat2, lng2) THEN
    2 * 6371.0088 * asin(least(1, sqrt(pow(sin(radians(lat2 - lat1) / 2), 2)
      + cos(radians(lat1)) * cos(radians(lat2)) * pow(sin(radians(lng2 - lng1) / 2), 2)))) END;
-- Never less than that, and quick: as if every degree were as long as on the equator. For a first look at many.
CREATE OR REPLACE MACRO most_km(lat1, lng1, lat2, lng2) AS
  CASE WHEN is_place(lat1, lng1) AND is_place(lat2, lng2) THEN radians(6371.0088) * sqrt(pow(lat2 - lat1, 2) + pow(lng2 - lng1, 2)) END;


-- ## Identifiers

-- What the character at a place adds to a checksum: its value, by its position in the alphabet, times the weight.
-- (Terms written out one by one: lists with lambdas take five times as long.)
CREATE OR REPLACE MACRO weighed(code, place, weight, alphabet) AS weight * (strpos(alphabet, code[place]) - 1);

-- 统一社会信用代码 (GB 32100): the 18th character that the first 17 ask for, by weights 3^n mod 31.
CREATE OR REPLACE MACRO uscc_term(code, place, weight) AS weighed(code, place, weight, '0123456789ABCDEFGHJKLMNPQRTUWXY');
CREATE OR REPLACE MACRO uscc_check_character(code) AS
  substr('0123456789ABCDEFGHJKLMNPQRTUWXY', 1 + CAST((31 - (
    uscc_term(code, 1, 1) + uscc_term(code, 2, 3) + uscc_term(code, 3, 9) + uscc_term(code, 4, 27) + uscc_term(code, 5, 19) + uscc_term(code, 6, 26)
    + uscc_term(code, 7, 16) + uscc_term(code, 8, 17) + uscc_term(code, 9, 20) + uscc_term(code, 10, 29) + uscc_term(code, 11, 25) + uscc_term(code, 12, 13)
    + uscc_term(code, 13, 8) + uscc_term(code, 14, 24) + uscc_term(code, 15, 10) + uscc_term(code, 16, 30) + uscc_term(code, 17, 28)) % 31) % 31 AS INTEGER), 1);

-- 组织机构代码 (GB 11714): the 9th character that the first 8 ask for.
CREATE OR REPLACE MACRO organisation_code_term(code, place, weight) AS weighed(code, place, weight, '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');
CREATE OR REPLACE MACRO organisation_code_check_character(code) AS
  substr('0123456789X', 1 + CAST((11 - (
    organisation_code_term(code, 1, 3) + organisation_code_term(code, 2, 7) + organisation_code_term(code, 3, 9) + organisation_code_term(code, 4, 10)
    + organisation_code_term(code, 5, 5) + organisation_code_term(code, 6, 8) + organisation_code_term(code, 7, 4) + organisation_code_term(code, 8, 2)) % 11) % 11 AS INTEGER), 1);

-- What is wrong with a credit code: 'length', 'characters', 'check' or 'organisation code'; NULL when nothing is.
CREATE OR REPLACE MACRO uscc_problem(code) AS CASE
  WHEN length(code) <> 18 THEN 'length'
  WHEN NOT regexp_full_match(code, '[0-9A-HJ-NPQRTUWXY]{18}') THEN 'characters'
  WHEN uscc_check_character(code) <> substr(code, 18, 1) THEN 'check'
  WHEN organisation_code_check_character(substr(code, 9, 8)) <> substr(code, 17, 1) THEN 'organisation code' END;

-- Codes that came before the credit code: organisation code (8 + 1) and registration number (15 digits).
CREATE OR REPLACE MACRO is_old_code(code) AS regexp_full_match(code, '[0-9A-Z]{8}-?[0-9X]|\d{15}');

-- A credit code that fails. Old codes do not, nor does what passes once the letters O and I are read as 0 and 1.
CREATE OR REPLACE MACRO is_wrong_uscc(code) AS
  uscc_problem(code) IS NOT NULL AND uscc_problem(translate(code, 'OI', '01')) IS NOT NULL
    AND NOT is_old_code(code) AND NOT is_nothing(code);

-- 机构批准号 in one spelling, and whether it has the form that approvals have.
CREATE OR REPLACE MACRO approval_key(approval_no) AS upper(regexp_replace(approval_no, '[\s—–]', '', 'g'));
CREATE OR REPLACE MACRO is_approval_no(approval_no) AS
  regexp_full_match(approval_key(approval_no), 'CNCA-R-(19|20)\d{2}-\d{3,4}|CNCA-RF-(19|20)\d{2}-\d{2,3}');
-- What stays when a number is issued again under another year: R and the serial.
CREATE OR REPLACE MACRO approval_serial(approval_no) AS
  CASE WHEN is_approval_no(approval_no) THEN regexp_replace(approval_key(approval_no), '^CNCA-(RF?)-\d{4}-0*', '\1') END;

-- One key for a body, whatever year its number was issued under.
CREATE OR REPLACE MACRO body_key(approval_no) AS coalesce(approval_serial(approval_no), nullif(approval_key(approval_no), ''));

-- Certificate numbers in one spelling; a row without a number stands for itself.
CREATE OR REPLACE MACRO number_key(written) AS CASE WHEN NOT is_nothing(written) THEN upper(CASE WHEN contains(written, ' ') THEN replace(written, ' ', '') ELSE written END) END;
CREATE OR REPLACE MACRO certificate_key(cert_no, in_source, in_row) AS coalesce(number_key(cert_no), concat('row ', in_source, ':', in_row));

-- Names and addresses as they compare: brackets, spaces, points and width do not matter, nor does 责任.
-- (translate() drops the characters that have no twin. It takes a table anew for every value, so that what is nothing but
-- characters and capitals already goes past it.)
CREATE OR REPLACE MACRO letters_of(written) AS CASE WHEN regexp_full_match(written, '[\p{Han}A-Z0-9]*') THEN written ELSE translate(upper(written),
  '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ' || ' 　()（）[]【】〔〕《》「」·•.．,，。、;；:：_＿-－—#＃' || chr(9) || chr(160),
  '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') END;
CREATE OR REPLACE MACRO name_key(written) AS nullif(replace(letters_of(written), '有限责任公司', '有限公司'), '');
-- Without country and province, and up to the house number: rooms of one building are one address.
CREATE OR REPLACE MACRO street_of(letters) AS regexp_replace(letters, '^(中国)?([^省市区县]{2,8}?(省|自治区|特别行政区))?', '');
CREATE OR REPLACE MACRO address_key(written) AS coalesce(
  nullif(regexp_extract(street_of(letters_of(written)), '^.*?\d+号'), ''),
  nullif(street_of(letters_of(written)), ''));

-- One key for an organisation: the organisation code inside its credit code, the old code, or else its name.
-- Placeholders (one character repeated) are not codes.
CREATE OR REPLACE MACRO organisation_key(uscc, org_name) AS CASE
  WHEN regexp_full_match(upper(uscc), '[0-9A-Z]{18}') AND replace(uscc, left(uscc, 1), '') <> '' THEN substr(upper(uscc), 9, 9)
  WHEN is_old_code(upper(uscc)) AND replace(uscc, left(uscc, 1), '') <> '' THEN replace(upper(uscc), '-', '')
  ELSE name_key(org_name) END;

-- One key for a person. Masked numbers (with *) and what is too short for an ID number may belong to several
-- people, so they count together with the name; without any, the registration number and the name.
CREATE OR REPLACE MACRO person_key(id_no, reg_no, person_name) AS CASE
  WHEN length(id_no) >= 8 AND NOT contains(id_no, '*') THEN upper(id_no)
  ELSE coalesce(CASE WHEN NOT is_nothing(id_no) THEN upper(id_no) END, upper(reg_no)) || ' ' || name_key(person_name) END;

-- Whether two ID numbers, either of them masked with *, may be one.
CREATE OR REPLACE MACRO id_fits(one, other) AS
  upper(one) LIKE replace(upper(other), '*', '_') OR upper(other) LIKE replace(upper(one), '*', '_');

-- The people that a cell lists, as {'name', 'id'}: 张三（高级审核员）；李 四；评定人：王五 340104********1234. A list of names by
-- spaces alone is one too, unless a part has a single character (张 三). For few values: it takes a text apart.
CREATE OR REPLACE MACRO bare_name(piece) AS
  regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(piece, '[（(\[【].*$', ''), '[0-9][0-9*]{6,}[Xx]?', ''), '^.*[:：]', ''),
    '^\s*(认证)?(评定|复核|决定|审定)(组长|组员|人员|人|员|组)', ''),
    '^(.{2,}?)\s*(国家|注册|高级|正高级|主任|主管|首席|副|审核员|检查员|审查员|评定员|评定人员|工程师|技术专家|专家|组长|组员|总经理|经理|老师|先生|女士|博士|教授)+\s*$', '\1');
CREATE OR REPLACE MACRO people_in(written) AS list_filter(list_transform(flatten(list_transform(
    string_split_regex(regexp_replace(written, '[（(\[【][^（()）\[\]【】0-9]*[）)\]】]', '', 'g'), '[;；,，、/|+&\n\r\t]+'),
    lambda piece_: CASE WHEN regexp_full_match(trim(bare_name(piece_)), '\p{Han}{2,}([ 　]+\p{Han}{2,})+')
      THEN string_split_regex(trim(bare_name(piece_)), '[ 　]+') ELSE [piece_] END)),
    lambda piece_: {'name': name_key(bare_name(piece_)), 'id': nullif(upper(regexp_extract(piece_, '[0-9][0-9*]{6,}[0-9Xx*]')), '')}),
  lambda person_: person_.name IS NOT NULL OR person_.id IS NOT NULL);
-- Whether a person (person.person) is known by a full number, and the number to show.
CREATE OR REPLACE MACRO is_full_id(person) AS regexp_full_match(person, '[0-9A-Z()-]{8,}');
CREATE OR REPLACE MACRO shown_id(person, written) AS CASE WHEN is_full_id(person) THEN person ELSE written END;

CREATE OR REPLACE MACRO is_sub_certificate(is_sub, main_cert_no, cert_no) AS
  coalesce(is_sub, NOT is_nothing(main_cert_no) AND number_key(main_cert_no) <> number_key(cert_no));


-- ## The matcher (plan_match)

-- How well a plan and an audit agree, 0 to 100: who (30), which scheme (20), when (25), which body (15), which people
-- (5) and which kind of audit (5). What cannot be compared counts half; a number that joins them counts for all.
CREATE OR REPLACE MACRO match_score(by_number, by_code, by_scheme, same_family, by_body, days_apart, by_team, by_activity) AS
  CASE WHEN by_number THEN 100 ELSE
    CASE WHEN by_code THEN 30 ELSE 20 END
    + CASE WHEN by_scheme THEN 20 WHEN same_family THEN 12 ELSE 6 END
    + CASE WHEN days_apart IS NULL THEN 10 ELSE 25 - days_apart END
    + CASE WHEN by_body THEN 15 WHEN by_body IS NULL THEN 7 ELSE 0 END
    + CASE WHEN by_team THEN 5 WHEN by_team IS NULL THEN 2 ELSE 0 END
    + CASE WHEN by_activity THEN 5 WHEN by_activity IS NULL THEN 2 ELSE 0 END END;
CREATE OR REPLACE MACRO match_reasons_zh(by_number, by_code, by_scheme, by_body, by_team, by_activity, days_apart, days_to_issue) AS concat_ws('；',
  CASE WHEN by_number THEN '编号直接对应' END,
  CASE WHEN by_code THEN '统一社会信用代码相同' ELSE '组织名称（含曾用名）相同' END,
  CASE WHEN by_scheme THEN '认证项目代码相同' ELSE '认证领域相同，代码不同或缺失' END,
  CASE WHEN days_apart = 0 THEN '计划日期在审核日期之内' WHEN days_apart > 0 THEN '计划与审核日期相差 ' || days_apart || ' 天' ELSE '计划结束后 ' || days_to_issue || ' 天颁证' END,
  CASE WHEN by_body THEN '计划编号前缀与机构相符' WHEN by_body IS NULL THEN '计划编号前缀无法辨认机构' END,
  CASE WHEN by_team THEN '审核组成员相符' WHEN NOT by_team THEN '审核组成员不同' END,
  CASE WHEN by_activity THEN '审核类型相同' WHEN NOT by_activity THEN '审核类型不同' END);
CREATE OR REPLACE MACRO match_reasons_en(by_number, by_code, by_scheme, by_body, by_team, by_activity, days_apart, days_to_issue) AS concat_ws('; ',
  CASE WHEN by_number THEN 'joined by number' END,
  CASE WHEN by_code THEN 'same credit code' ELSE 'same name, present or former' END,
  CASE WHEN by_scheme THEN 'same scheme code' ELSE 'same field, code different or missing' END,
  CASE WHEN days_apart = 0 THEN 'planned within the days of the audit' WHEN days_apart > 0 THEN days_apart || ' day(s) apart' ELSE 'issued ' || days_to_issue || ' day(s) after the plan' END,
  CASE WHEN by_body THEN 'plan number fits the body' WHEN by_body IS NULL THEN 'plan number does not tell the body' END,
  CASE WHEN by_team THEN 'people in common' WHEN NOT by_team THEN 'other people' END,
  CASE WHEN by_activity THEN 'same kind of audit' WHEN NOT by_activity THEN 'another kind of audit' END);


-- ## Rows that repeat each other

-- Of several rows that report the same thing, the one to keep: the fullest, then the newest, then the one read
-- last. One number to take the maximum of; its last ten digits are the row's _id. (A window over whole rows would
-- say the same and take ten times as long.)
CREATE OR REPLACE MACRO rank_of_row(fullness, reported_on, row_id) AS
  fullness * 1000000000000000000 + greatest(0, coalesce(epoch_ms(CAST(reported_on AS TIMESTAMP)) // 60000, 0)) * 10000000000 + row_id;
CREATE OR REPLACE MACRO ranked_row(rank) AS rank % 10000000000;

-- Of a group: whether its texts differ.
CREATE OR REPLACE MACRO vary(written) AS min(CASE WHEN written IS NOT NULL THEN hash(written) END) <> max(CASE WHEN written IS NOT NULL THEN hash(written) END);

-- The place of a row among all, in the order of sources, as one number, and the row at such a place.
CREATE OR REPLACE MACRO place_of_row(in_source, in_row) AS CAST(in_source AS BIGINT) * 4294967296 + in_row;
CREATE OR REPLACE MACRO row_at_place(place) AS
  CASE WHEN place IS NOT NULL THEN {'source': CAST(place // 4294967296 AS INTEGER), 'row': CAST(place % 4294967296 AS INTEGER)} END;
CREATE OR REPLACE MACRO ref_at_place(in_dataset, place) AS CASE WHEN place IS NOT NULL THEN ref(in_dataset, place // 4294967296, place % 4294967296) END;
