/*---
# 自有规则的模板。改好后保存，回到程序按“重新读取”。写法见 docs/own-rules.md。
# The template of a rule of your own. Save it, go back to the program and press Reload. See docs/own-rules.md.
code: X01                # X01 … X99，不得重复 · not used by another file
id: my_rule              # 小写字母、数字、下划线 · lower case, digits, underscores
version: 1               # 结果可能改变时加一 · raise it when results may change
title: { zh: 证书即将到期（示例）, en: Certificate about to expire (example) }
severity: 低             # 高 · 中 · 低
evidence: E1             # E1 数据本身即可见 · E2 需查档核实 · E3 统计或经验线索
subject: certificate     # 判断哪个数据集的记录 · the dataset whose records are judged
keys: [cb_approval_no, cert_no]
needs:                   # 数据集.字段；没有导入时规则不运行 · the rule waits until these are imported
  - certificate.cert_no
  - certificate.expiry_date
params:                  # 语句中写作 $days，可在程序里修改 · $days in the statement; to be changed in the program
  days:
    type: integer        # integer · decimal · text · date · list
    default: 90
    min: 1
    max: 3660
    title: { zh: 多少天内到期, en: Expires within (days) }
basis:
  - zh: 依据（法规条款或工作要求）
    en: What the rule rests on (a provision, or a requirement of the work)
    source: 出处
    status: heuristic    # verified · recall · unverified · heuristic
logic:
  zh: 证书的截止日期在截至日期之后、且不超过限定的天数。
  en: The certificate expires after the as-of date, within the number of days given.
false_positives:
  - zh: 已换发新证书的
    en: Already replaced by a new certificate
message:                 # {列名} 由 SELECT 的列填入 · {column} is filled from the SELECT
  zh: 证书 {cert_no} 将于 {expiry_date} 到期，还有 {days_left} 天
  en: Certificate {cert_no} expires on {expiry_date}, in {days_left} day(s)
---*/
-- 一条 SELECT；$as_of 是截至日期。必须给出 verdict、missing、evidence 和 keys 中的列。
-- One SELECT; $as_of is the as-of date. It gives verdict, missing, evidence, and the columns named in keys.
SELECT
  CASE WHEN expiry_date IS NULL THEN 'undetermined' ELSE 'lead' END AS verdict,
  CASE WHEN expiry_date IS NULL THEN 'certificate.expiry_date' END AS missing,
  cb_approval_no, cb_name, org_uscc, org_name, cert_no,
  expiry_date AS occurred_on,
  expiry_date,
  expiry_date - $as_of AS days_left,
  CAST(expiry_date AS VARCHAR) AS measured,
  [ref('certificate', _source, _row)] AS evidence
FROM certificate
WHERE expiry_date IS NULL OR expiry_date BETWEEN $as_of + 1 AND $as_of + $days
