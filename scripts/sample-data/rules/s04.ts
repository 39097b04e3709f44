import { day, iso } from '../days.ts';
import type { Random } from '../random.ts';
import type { Body, FiledRuleRow } from '../records.ts';
import { newcomer, only } from '../setting.ts';
import type { World } from '../world.ts';

/** S04 证书或规则冠用禁用字样: names of rules and marks that bodies made themselves. */
export function plantS04(world: World): void {
  const r = world.random('S04');
  /** A word that no other block has. */
  const brand = () => world.organisation(r).name.slice(2, 5);
  const lead = (row: FiledRuleRow, measured: string, note: string) =>
    world.truth.lead({
      rule: 'S04',
      cb_approval_no: row.cb_approval_no,
      measured,
      ...(row.published_on && { occurred_on: row.published_on }),
      note,
    });
  const spare = (row: FiledRuleRow, why: string) => world.truth.clean('S04', row.rule_no, why);

  const first = file(world, r, `中国${brand()}服务认证实施规则`);
  lead(first, first.rule_name ?? '', 'the rule carries 中国');
  const second = file(world, r, `${brand()}全国优选商品认证规则`);
  lead(second, second.rule_name ?? '', '全国 in the middle of the name');
  const third = file(world, r, `${brand()}服务认证实施规则`, { mark_name: `国家${brand()}优品` });
  lead(third, third.mark_name ?? '', 'the mark carries 国家, the rule does not');
  const fourth = file(world, r, `中华${brand()}品牌认证规则`);
  world.filedRules.push({ ...fourth, rule_status: '已备案' });
  lead(fourth, fourth.rule_name ?? '', '中华; filed twice in the list');

  // A certificate of a rule that nobody filed.
  const service = newcomer(world, r, ['C01'], day('2025-04-21'), { body: world.body('9002') });
  const row = only(service.rows);
  const name = `全国${brand()}售后服务认证实施规则`;
  row.basis = `${row.basis}；《${name}》`;
  world.truth.lead({
    rule: 'S04',
    cb_approval_no: row.cb_approval_no,
    measured: name,
    occurred_on: row.issue_date,
    note: 'only the basis of a service certificate names the rule',
  });

  spare(
    file(world, r, `${brand()}有机产品认证实施细则`, { mark_name: '中国有机产品' }),
    'organic is a national scheme',
  );
  spare(file(world, r, '中国强制性产品认证工厂检查细则'), 'CCC is a national scheme');
  spare(file(world, r, `依据国家标准的${brand()}服务认证规则`), 'refers to national standards');
  spare(
    file(world, r, `${brand()}大型企业（其中国有企业适用）诚信认证规则`),
    '其中国有: the characters only stand side by side',
  );
  spare(file(world, r, `中国${brand()}餐饮服务认证规则`, { rule_status: '已废止' }), 'the rule was repealed');
  const holder = world.organisation(r);
  holder.name = `中华${holder.name.slice(2)}`;
  spare(
    file(world, r, `${holder.name.replace(/(股份)?有限公司$/, '')}供应商认证规则`),
    'holds the registered name of the holder it is made for',
  );

  const unnamed = file(world, r, null);
  world.truth.open('S04', unnamed.cb_approval_no, `rule ${unnamed.rule_no} has no name`);
}

/** A filed rule of some body for service certification. */
function file(
  world: World,
  r: Random,
  rule_name: string | null,
  changes: Partial<FiledRuleRow> = {},
): FiledRuleRow {
  const body: Body = world.someBody(r);
  const published = day('2021-03-01') + r.int(0, 1400);
  const made: FiledRuleRow = {
    cb_approval_no: body.approvalNo,
    cb_name: body.name,
    rule_no: `${body.approvalNo.replace('CNCA-', '')}-${String(100 * world.block + world.next('rule') + 20).padStart(2, '0')}`,
    rule_name,
    mark_name: null,
    scheme_code: 'C01',
    published_on: iso(published),
    filed_on: iso(published + r.int(5, 25)),
    rule_status: '有效',
    ...changes,
  };
  world.filedRules.push(made);
  return made;
}
