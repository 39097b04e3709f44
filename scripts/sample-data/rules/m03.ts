import { day, iso } from '../days.ts';
import { ccc, GOODS, type Good, listing } from '../ordinary-records.ts';
import type { Random } from '../random.ts';
import type { CccRow, ListingRow } from '../records.ts';
import type { World } from '../world.ts';

const good = (name: string): Good => GOODS.find((g) => g.name === name) as Good;
const DRYER = good('电吹风');
const FRIDGE = good('家用电冰箱');
const SOCKET = good('家用插座');
const TOY = good('塑胶玩具');
/** All listings are captured in the first months of 2026, after this day. */
const BEFORE = '2025-12-20';

/** Something of the catalogue for sale, with the certificate it names. */
function sale(
  world: World,
  r: Random,
  product: Good,
  certificate: Partial<CccRow> = {},
  changes: Partial<ListingRow> = {},
): ListingRow {
  const maker = world.organisation(r);
  return listing(world, r, maker, ccc(world, r, maker, product, certificate), changes);
}

/** M03 在售商品CCC证书缺失或无效: goods of the catalogue with no number, or with one that is not good for them. */
export function plantM03(world: World): void {
  const r = world.random('M03');
  const lead = (row: ListingRow, measured: string, note: string) =>
    world.truth.lead({
      rule: 'M03',
      org_uscc: row.seller_uscc ?? '',
      measured,
      occurred_on: row.captured_at.slice(0, 10),
      note,
    });
  lead(sale(world, r, DRYER, {}, { ccc_no: null }), '—', 'no number given');
  lead(sale(world, r, TOY, {}, { ccc_no: '已通过3C认证' }), '—', 'words instead of a number');
  const unknown = `2023009999${String(900_000 + world.block).slice(-6)}`;
  lead(sale(world, r, SOCKET, {}, { ccc_no: unknown }), unknown, 'a number that no certificate has');
  lead(sale(world, r, FRIDGE, { status: '暂停', status_on: BEFORE }), '暂停', 'suspended before the capture');
  lead(
    sale(world, r, DRYER, { status: '撤销', status_on: BEFORE }, { made_on: '2025-06-30' }),
    '撤销',
    'withdrawn before the capture',
  );
  lead(
    sale(world, r, SOCKET, { status: '注销', status_on: BEFORE }, { made_on: '2026-01-04' }),
    '注销',
    'cancelled, and made after that',
  );
  const late = sale(world, r, TOY, { expiry_date: BEFORE });
  lead(late, late.captured_at.slice(0, 10), 'expired before the capture');
  const other = sale(world, r, FRIDGE, {}, { model: 'BCD-418WT' });
  lead(other, 'BCD-418WT', 'a model the certificate does not cover');
  spare(world);
}

function spare(world: World): void {
  const r = world.random('M03 clean');
  const clean = (row: ListingRow, why: string) => world.truth.clean('M03', row.item_id, why);

  clean(
    sale(world, r, SOCKET, { status: '注销', status_on: BEFORE }, { made_on: BEFORE }),
    'made by the day the certificate was cancelled: what has left the factory may be sold',
  );
  clean(
    sale(world, r, FRIDGE, { status: '暂停', status_on: BEFORE }, { made_on: '2025-10-08' }),
    'stock made before the suspension',
  );
  const after = sale(world, r, DRYER, { status: '暂停' });
  const certificate = world.ccc.at(-1);
  if (certificate) certificate.status_on = iso(day(after.captured_at.slice(0, 10)) + 1);
  clean(after, 'suspended the day after the capture');
  const last = sale(world, r, TOY);
  const ending = world.ccc.at(-1);
  if (ending) ending.expiry_date = last.captured_at.slice(0, 10);
  clean(last, 'captured on the last day of the certificate');
  const inside = sale(world, r, DRYER);
  Object.assign(inside, { detail: `3C证书编号：${inside.ccc_no}，全国联保一年`, ccc_no: null });
  clean(inside, 'the number stands in the details');
  clean(
    sale(world, r, TOY, {}, { category: '母婴用品/玩具收纳', ccc_no: null, title: '塑胶玩具收纳箱' }),
    'an accessory, by the end of its category',
  );
  clean(
    sale(world, r, SOCKET, {}, { category: '五金工具/电钻', title: '冲击钻 家用', ccc_no: null }),
    'electric drills are under self-declaration since 2020',
  );
  clean(
    sale(
      world,
      r,
      DRYER,
      {},
      { category: '数码/充电宝', title: '充电宝 小巧', ccc_no: null, captured_at: '2024-07-20 10:30' },
    ),
    'power banks needed no certificate before 2024-08-01',
  );
  clean(sale(world, r, FRIDGE, {}, { ccc_no: null, disposal: '已下架' }), 'taken down already');
  const split = sale(world, r, SOCKET);
  world.listings.push({ ...split, ccc_no: null });
  clean(split, 'two exports of one capture, of which one has the number');

  const open = (row: ListingRow, why: string) => world.truth.open('M03', row.seller_uscc ?? '', why);
  open(
    sale(world, r, TOY, { status: '注销', status_on: BEFORE }),
    'cancelled; the page does not say when the goods were made',
  );
  open(sale(world, r, SOCKET, {}, { model: null }), 'the page gives no model');
  open(
    sale(world, r, FRIDGE, { models: 'BCD-***W 系列' }, { model: 'BCD-318WT' }),
    'the certificate gives a series',
  );
  open(sale(world, r, DRYER, { status: '撤销', status_on: null }), 'withdrawn, not said when');
}
