-- Rows of one file that repeat an audit and each name another site share out its days.
SELECT cert_no, activity_code, audit_start, audit_end, _source, sum(mandays) AS days
FROM certificate
WHERE sites IS NOT NULL AND cert_no IS NOT NULL
GROUP BY cert_no, activity_code, audit_start, audit_end, _source
HAVING count(*) > 1 AND count(DISTINCT sites) = count(*)
