-- How raw text becomes a typed value. Each macro gives NULL for what it cannot read; the import compares
-- that with is_blank() and keeps the raw text in `problem`.

-- A million cells pass through these macros for every ten thousand rows. Each first asks a cheap question that most
-- values answer (the first and last character are letters, figures or Chinese; figures and capitals only; a plain day),
-- and only the others are taken apart: a CASE evaluates its later branches for the rows that come to them.

-- No space of any kind: printing ASCII, between the ideographic comma and the byte order mark, or beyond that.
CREATE OR REPLACE MACRO is_dense(c) AS c BETWEEN '!' AND '~' OR c BETWEEN '、' AND chr(65278) OR c > chr(65279);
CREATE OR REPLACE MACRO has_dense_ends(s) AS is_dense(s[1]) AND is_dense(s[-1]);

-- Surrounding spaces of every kind: ASCII white space, no-break, ideographic, zero-width, byte order mark.
-- Few values have any, and to look is cheaper than to replace.
CREATE OR REPLACE MACRO trim_all(s) AS CASE WHEN regexp_matches(s, '^[\s\x{00A0}\x{1680}\x{2000}-\x{200D}\x{202F}\x{205F}\x{2060}\x{3000}\x{FEFF}]|[\s\x{00A0}\x{1680}\x{2000}-\x{200D}\x{202F}\x{205F}\x{2060}\x{3000}\x{FEFF}]$') THEN regexp_replace(s, '^[\s\x{00A0}\x{1680}\x{2000}-\x{200D}\x{202F}\x{205F}\x{2060}\x{3000}\x{FEFF}]+|[\s\x{00A0}\x{1680}\x{2000}-\x{200D}\x{202F}\x{205F}\x{2060}\x{3000}\x{FEFF}]+$', '', 'g') ELSE s END;

-- Full-width digits, letters and signs become their ASCII twins. What has none of them, which is most of a file,
-- goes round translate(): that builds its table anew for every value.
CREATE OR REPLACE MACRO half_width(s) AS CASE WHEN NOT regexp_matches(s, '[\x{3000}\x{FF00}-\x{FF5E}]') THEN trim_all(s) ELSE translate(trim_all(s),
  '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ－／．：，＋％（）＿＃＊　',
  '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-/.:,+%()_#* ') END;

-- What exports write for "nothing". For text only the empty cell counts. Patterns and not IN: of a list of constants
-- the optimizer makes a join, and a sheet of 52 columns then takes seconds to plan.
CREATE OR REPLACE MACRO is_empty_text(s) AS s IS NULL OR trim_all(s) = '';
CREATE OR REPLACE MACRO is_blank(s) AS s IS NULL OR regexp_full_match(half_width(s), '(?i)(|--?|——?|/|\\|无|NULL|N/?A|0000-00-00( 00:00:00)?|0000/00/00|00000000|0000年00月00日)');

-- What a spreadsheet shows where a formula failed: never a value, whatever the column holds.
CREATE OR REPLACE MACRO is_error_cell(s) AS CASE WHEN contains(s, '#')
  THEN regexp_full_match(trim_all(s), '(?i)#(N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)')
  ELSE false END;

CREATE OR REPLACE MACRO read_text_value(s) AS CASE WHEN has_dense_ends(s) AND NOT contains(s, '#') THEN s WHEN is_error_cell(s) THEN NULL ELSE nullif(trim_all(s), '') END;

-- A number that a spreadsheet wrote in scientific notation has lost digits: reported, never guessed.
CREATE OR REPLACE MACRO is_damaged_identifier(s) AS coalesce(regexp_matches(half_width(s), '^\d(\.\d+)?[eE]\+?\d+$'), false);
-- Figures, capitals and dashes, and no E in second place, as scientific notation has it.
CREATE OR REPLACE MACRO read_identifier(s) AS CASE WHEN regexp_full_match(s, '[0-9A-Z-][0-9A-DF-Z-][0-9A-Z-]*|[0-9A-Z]') THEN s WHEN is_damaged_identifier(s) OR is_error_cell(s) THEN NULL ELSE nullif(half_width(s), '') END;

-- 2024-03-05, 2024/3/5, 2024.3.5, 2024年3月5日, 20240305, with or without a time behind; Excel serials.
CREATE OR REPLACE MACRO day_part(h) AS coalesce(
  TRY_CAST(nullif(regexp_replace(regexp_extract(h, '^(\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2})\s*日?(?:[\sT].*)?$', 1), '\s*[-/.年月]\s*', '-', 'g'), '') AS DATE),
  TRY_CAST(nullif(regexp_replace(regexp_extract(h, '^(\d{8})(?:\s.*)?$', 1), '^(\d{4})(\d\d)(\d\d)$', '\1-\2-\3'), '') AS DATE),
  CASE WHEN TRY_CAST(regexp_extract(h, '^(\d{5})(?:\.\d+)?$', 1) AS INTEGER) BETWEEN 18264 AND 73050
    THEN DATE '1899-12-30' + TRY_CAST(regexp_extract(h, '^(\d{5})(?:\.\d+)?$', 1) AS INTEGER) END);

CREATE OR REPLACE MACRO clock_text(h) AS regexp_replace(regexp_extract(h, '(?:[\sT日])\s*(\d{1,2}\s*[:时点]\s*\d{1,2}(?:\s*[:分]\s*\d{1,2}(?:\.\d+)?)?)\s*[秒分]?\s*$', 1), '\s*[:时点分]\s*', ':', 'g');

-- What may stand behind a day: nothing, a clock time or the half-day suffix A/P (上午/下午).
CREATE OR REPLACE MACRO tail_is_known(h) AS
  regexp_matches(h, '^(\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?|\d{8}|\d{5}(\.\d+)?)([\sT]*(\d{1,2}\s*[:时点]\s*\d{1,2}\s*([:分]\s*\d{1,2}(\.\d+)?)?\s*[秒分]?|[AaPp]|[AaPp][Mm]|上午|下午))?$');

-- Most dates are written plainly and need no taking apart; so is what stands for none, and a failing cast takes long.
CREATE OR REPLACE MACRO read_date(s) AS CASE WHEN s = '0000-00-00' THEN NULL WHEN strlen(s) = 10 AND s BETWEEN '0001-01-01' AND '9999-12-31' AND s LIKE '____-__-__' AND TRY_CAST(s AS DATE) IS NOT NULL THEN CAST(s AS DATE) WHEN regexp_full_match(s, '\d{4}(-\d\d?-|/\d\d?/)\d\d?') THEN TRY_CAST(s AS DATE) WHEN NOT is_blank(s) AND tail_is_known(half_width(s)) THEN day_part(regexp_replace(half_width(s), '\s*([AaPp][Mm]?|上午|下午)$', '')) END;

-- The time within the day, as an interval: clock text, Excel fraction, or the half-day; a bare day counts from
-- its start or to its end, as `edge` says. The half-days meet at noon.
CREATE OR REPLACE MACRO time_part(h, edge) AS CASE
  WHEN clock_text(h) <> '' THEN CASE
    WHEN regexp_matches(clock_text(h), '^([01]?\d|2[0-3]):[0-5]?\d(:[0-5]?\d(\.\d+)?)?$')
    THEN to_minutes(60 * CAST(split_part(clock_text(h), ':', 1) AS INTEGER) + CAST(split_part(clock_text(h), ':', 2) AS INTEGER))
      + to_seconds(coalesce(TRY_CAST(nullif(split_part(clock_text(h), ':', 3), '') AS DOUBLE), 0)) END
  WHEN regexp_matches(h, '^\d{5}\.\d+$') THEN to_seconds(round((CAST(h AS DOUBLE) % 1) * 86400))
  WHEN regexp_matches(h, '([Aa][Mm]?|上午)$') THEN CASE edge WHEN 'end' THEN to_minutes(719) ELSE to_minutes(0) END
  WHEN regexp_matches(h, '([Pp][Mm]?|下午)$') THEN CASE edge WHEN 'end' THEN to_minutes(1439) ELSE to_minutes(720) END
  WHEN edge = 'end' THEN to_minutes(1439)
  ELSE to_minutes(0) END;
-- 2024-03-05 09:00 and 20240305 P, as sign-ins and team sheets have it, need no taking apart.
CREATE OR REPLACE MACRO read_moment(s, edge) AS CASE WHEN regexp_full_match(s, '\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?') THEN TRY_CAST(s AS TIMESTAMP)
  WHEN regexp_full_match(s, '\d{8} [AP]') THEN TRY_CAST(concat(s[1:4], '-', s[5:6], '-', s[7:8]) AS TIMESTAMP)
    + to_minutes(CASE WHEN s[10] = 'P' THEN 720 ELSE 0 END + CASE edge WHEN 'end' THEN 719 ELSE 0 END)
  WHEN read_date(s) IS NOT NULL THEN CAST(read_date(s) AS TIMESTAMP) + time_part(half_width(s), edge) END;

CREATE OR REPLACE MACRO number_text(s) AS CASE WHEN regexp_matches(half_width(s), '^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$') THEN replace(half_width(s), ',', '') ELSE half_width(s) END;
-- 1e999 would become infinity, which no export means.
CREATE OR REPLACE MACRO read_decimal(s) AS CASE WHEN regexp_full_match(s, '\d{1,15}(\.\d{1,15})?') THEN CAST(s AS DOUBLE) WHEN NOT is_blank(s) AND regexp_matches(number_text(s), '^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$') AND isfinite(TRY_CAST(number_text(s) AS DOUBLE)) THEN TRY_CAST(number_text(s) AS DOUBLE) END;
CREATE OR REPLACE MACRO read_integer(s) AS CASE WHEN regexp_full_match(s, '\d{1,9}') THEN CAST(s AS INTEGER) WHEN NOT is_blank(s) AND regexp_matches(number_text(s), '^[-+]?\d+(\.0*)?$') THEN TRY_CAST(number_text(s) AS INTEGER) END;

CREATE OR REPLACE MACRO read_boolean(s) AS CASE
  WHEN is_blank(s) THEN NULL
  WHEN regexp_full_match(half_width(s), '(?i)(1|01|是|Y|YES|TRUE|T|有|已取消)') THEN true
  WHEN regexp_full_match(half_width(s), '(?i)(0|00|否|N|NO|FALSE|F|没有|未取消|正常)') THEN false END;
