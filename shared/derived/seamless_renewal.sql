-- Certificates of a recertification that are dated to follow the previous certificate (or the previous cycle, where the
-- number was kept): issued on the day it expired, or the day after. Such an issue date says when validity begins, not
-- when the certificate was made out.
SELECT DISTINCT number_key(new.cert_no) AS certificate, new.issue_date
FROM certificate AS new JOIN certificate AS old
  ON number_key(old.cert_no) = coalesce(number_key(new.prev_cert_no), number_key(new.cert_no))
    AND new.issue_date BETWEEN old.expiry_date AND old.expiry_date + 1
WHERE activity_kind(new.activity_code) = 'recertification' AND number_key(new.cert_no) IS NOT NULL
