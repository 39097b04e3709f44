-- Who a plan says will come: one row for each name (or ID number) of its team and its experts, with the person it means
-- and whether it is listed as a technical expert.
WITH listed AS (
  SELECT _source, _row, list_filter(string_split_regex(team_members, '[;；,，、/\s]+'), lambda n: n <> '') AS names,
    list_filter(string_split_regex(team_ids, '[;；,，、/\s]+'), lambda n: n <> '') AS ids
  FROM audit_plan
  WHERE team_members IS NOT NULL OR team_ids IS NOT NULL
), paired AS (
  -- Numbers stand in the order of the names, or else say nothing of whose they are.
  SELECT _source, _row, false AS expert, unnest(CASE
    WHEN coalesce(len(ids), 0) = 0 THEN [{'name': n, 'id': NULL} FOR n IN names]
    WHEN len(names) = len(ids) THEN [{'name': names[i], 'id': ids[i]} FOR i IN range(1, len(ids) + 1)]
    ELSE [{'name': n, 'id': NULL} FOR n IN coalesce(names, [])] || [{'name': NULL, 'id': n} FOR n IN ids] END) AS member
  FROM listed
  UNION ALL
  SELECT _source, _row, true, {'name': unnest(list_filter(string_split_regex(tech_experts, '[;；,，、/\s]+'), lambda n: n <> '')), 'id': NULL}
  FROM audit_plan WHERE tech_experts IS NOT NULL
), keyed AS (
  -- 张三（组长） is 张三.
  SELECT _source, _row, expert, name_key(regexp_replace(member.name, '[（(].*$', '')) AS name, person_key(member.id, NULL, regexp_replace(member.name, '[（(].*$', '')) AS key
  FROM paired
)
SELECT DISTINCT _source, _row, name, coalesce(person.person, key) AS person, expert
FROM keyed LEFT JOIN person USING (key)
