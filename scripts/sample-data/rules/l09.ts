import type { Scheme } from '../audit-time.ts';
import { day, dayOf, iso } from '../days.ts';
import { sampling } from '../ordinary-records.ts';
import type { Certificate } from '../records.ts';
import { established, newcomer, only } from '../setting.ts';
import { suspend } from '../status-rows.ts';
import { special, surveillance } from '../visit.ts';
import { TRADES } from '../words.ts';
import type { World } from '../world.ts';

/** L09 国抽不合格30日内未开展临时审核: no audit within thirty days of the notice, QMS from 2026. */
export function plantL09(world: World): void {
  const r = world.random('L09');
  const trade = TRADES.find((t) => t.noun === '金属制品');
  const PRODUCT = '金属结构件';
  const holders = (on: string, schemes: Scheme[] = ['A01']) =>
    newcomer(world, r, schemes, day(on), { staff: 40, ...(trade && { trade }) }).certificates;
  const failed = (c: Certificate, on: string, changes: Parameters<typeof sampling>[4] = {}) =>
    sampling(world, r, c.org, on, { product: PRODUCT, conclusion: '不合格', ...changes });
  const lead = (c: Certificate, notified: string, note: string) =>
    world.truth.lead({ rule: 'L09', cert_no: c.no, occurred_on: iso(day(notified) + 30), note });
  const clean = (c: Certificate, why: string) => world.truth.clean('L09', c.no, why);

  for (const [since, notified] of [
    ['2025-06-09', '2026-01-06'],
    ['2025-07-14', '2026-01-15'],
    ['2025-08-11', '2026-01-22'],
  ] as const) {
    const c = only(holders(since));
    failed(c, notified);
    lead(c, notified, 'no audit followed the notice');
  }
  const late = holders('2025-06-16');
  failed(only(late), '2026-01-08');
  if (
    dayOf(special(world, r, late, { on: day('2026-01-08') + 36, decideAfter: 5 }).from) <=
    day('2026-01-08') + 30
  )
    throw new Error('the special audit was in time');
  lead(only(late), '2026-01-08', 'the special audit came a week too late');
  const longer = only(holders('2025-09-08'));
  failed(longer, '2026-01-20', { product: '轻型金属结构件（Q235B）' });
  failed(longer, '2026-01-20', { product: '重型金属结构件' });
  lead(longer, '2026-01-20', 'two products of one notice, whose names end in what the scope says');
  const both = holders('2025-07-21', ['A01', 'A02']);
  failed(both[0] as Certificate, '2026-01-13');
  lead(both[0] as Certificate, '2026-01-13', 'the QMS certificate of a holder of two');

  const quick = holders('2025-06-23');
  failed(only(quick), '2026-01-09');
  special(world, r, quick, { on: day('2026-01-09') + 18, by: day('2026-01-09') + 28, decideAfter: 5 });
  clean(only(quick), 'a special audit within the days');
  const due = established(world, r, ['A01'], day('2026-01-26'), trade ? { trade } : {});
  failed(only(due), '2026-01-12');
  surveillance(world, r, due, { on: day('2026-01-26'), by: day('2026-02-10') });
  clean(only(due), 'the surveillance audit came within the days');
  const acted = only(holders('2025-08-18'));
  failed(acted, '2026-01-14');
  suspend(world, r, acted, day('2026-02-06'), '国家监督抽查不合格');
  world.settled.add(acted);
  clean(acted, 'suspended within the days');
  const foreign = only(holders('2025-08-25'));
  failed(foreign, '2026-01-16', { product: '儿童座椅' });
  clean(foreign, 'a product outside of the certified scope');
  const ems = only(holders('2025-09-15', ['A02']));
  failed(ems, '2026-01-16');
  clean(ems, 'EMS: no such rule yet');
  const before = only(holders('2025-05-19'));
  failed(before, '2025-12-22');
  clean(before, 'notified before the rule was in force');
  const local = only(holders('2025-09-22'));
  failed(local, '2026-01-19', { level: '市级监督抽查' });
  clean(local, 'failed in municipal sampling');
  const recent = only(holders('2025-10-13'));
  failed(recent, '2026-02-16');
  clean(recent, 'the thirty days ended so lately that a report may be on its way');
}
