import { listing } from '../ordinary-records.ts';
import type { Random } from '../random.ts';
import type { ListingRow } from '../records.ts';
import type { World } from '../world.ts';

/** A shop that sells certification or testing; its business is consulting. */
function offer(
  world: World,
  r: Random,
  title: string,
  detail: string | null,
  changes: Partial<ListingRow> = {},
) {
  const shop = world.organisation(r, { business: '企业管理咨询、认证咨询' });
  return listing(world, r, shop, undefined, {
    shop_name: `${shop.name.slice(2, 6)}企业服务`,
    title,
    detail,
    category: '商务服务/认证检测',
    ...changes,
  });
}

/** M01 网售虚假认证宣传用语: what shops promise, and what only looks like it. */
export function plantM01(world: World): void {
  const r = world.random('M01');
  const lead = (row: ListingRow, measured: string, note: string) =>
    world.truth.lead({
      rule: 'M01',
      org_uscc: row.seller_uscc ?? '',
      measured,
      occurred_on: row.captured_at.slice(0, 10),
      note,
    });
  lead(
    offer(world, r, 'ISO9001体系认证办理', '材料齐全当天出证，全国可办。'),
    '当天出证',
    'a certificate on the day',
  );
  lead(
    offer(world, r, '质检报告 检测报告代办', '不送样检测，24小时出报告！加急出报告，低价。'),
    '24小时出报告、不送样',
    'no samples, a report in a day; rush service and low prices beside it',
  );
  lead(
    offer(world, r, '三体系认证 【直·出 证 书】', null),
    '直出证书',
    'in the title, spelt apart; no details captured',
  );
  lead(
    offer(world, r, '产品认证咨询 3C认证代办', '拒绝拖延，包过，不通过全额退款'),
    '不通过全额退款、包过',
    'what is refused is delay, not the promise',
  );
  lead(
    offer(world, r, '售后服务认证 证书办理', '我们不承诺当天出证。无需现场审核，确保通过。'),
    '无需现场审核、确保通过',
    'one phrase denied, two promised',
  );
  const twice = offer(world, r, '管理体系认证服务', '免送样，免审核');
  world.listings.push({
    ...twice,
    captured_at: '2026-03-28 11:20',
    screenshot: twice.screenshot.replace('.png', '-2.png'),
  });
  lead(twice, '免审核、免送样', 'captured twice');

  const spare = (title: string, detail: string, why: string, changes: Partial<ListingRow> = {}) =>
    world.truth.clean('M01', offer(world, r, title, detail, changes).item_id, why);
  spare('ISO14001体系认证办理', '按程序审核。本店拒绝当天出证、包过。', 'refuses it');
  spare(
    '检测报告办理',
    '谨防当天出报告，不送样，直出证书等骗局，请认准正规机构。',
    'warns of a list of phrases',
  );
  spare('认证咨询', '凡宣称“直出证书”的机构请警惕，要求包过的一律不接。', 'quotes it and declines');
  spare('质检报告', '样品检测后出具报告，不满意七天内可退款。', 'an ordinary refund');
  spare('棉质四件套', '本店不送样品，不议价。', 'goods; samples are gifts', { category: '家纺/床品' });
  spare('内审员培训 结业证书办理', '通过率高，包过，不过退款。', 'an examination course', {
    category: '教育培训',
  });
  spare('食品检测服务', '面包过期、变质检测，按标准取样。', '面包过期: other words with the same characters');
  spare('体系认证咨询', '可加急出证，价格低价透明，cnca可查。', 'rush service and low prices alone');
  spare('认证证书办理', '当天出证，包过。', 'taken down already', { disposal: '已下架' });

  const blank = offer(world, r, '第三方检测报告办理', null);
  world.truth.open('M01', blank.seller_uscc ?? '', 'no details were captured and the title promises nothing');
}
