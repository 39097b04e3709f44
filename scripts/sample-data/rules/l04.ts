import { day, dayOf, iso } from '../days.ts';
import type { Visit } from '../records.ts';
import { newcomer, only, renewable, type Setting } from '../setting.ts';
import { expire } from '../status-rows.ts';
import { recertification } from '../visit.ts';
import type { World } from '../world.ts';

/** L04 再认证审核晚于证书到期: a recertification audit that ended after the expiry, of QMS in 2026. */
export function plantL04(world: World): void {
  const r = world.random('L04');
  /** Certificates that expire about that day, and their recertification so many days later. */
  const renewedAfter = (scheme: 'A01' | 'A02', expiry: string, days: number, setting: Setting = {}) => {
    const old = renewable(world, r, [scheme], day(expiry) - 60, setting);
    return recertification(world, r, old, { on: day(only(old).expires) + days, decideAfter: 6 });
  };
  const lead = (visit: Visit, note: string) => {
    const row = only(visit.rows);
    if (row.audit_end <= expiryOf(visit) || row.audit_end < '2026-01-01')
      throw new Error(`${row.cert_no} was in time`);
    world.truth.lead({
      rule: 'L04',
      cert_no: row.cert_no,
      occurred_on: row.audit_end,
      measured: row.audit_end,
      note,
    });
  };
  const clean = (visit: Visit, why: string) => world.truth.clean('L04', only(visit.rows).cert_no, why);
  const expiryOf = (visit: Visit) => only(visit.certificates).previous?.expires ?? '';

  lead(renewedAfter('A01', '2025-12-20', 25), 'the old certificate expired in December, audited in January');
  lead(renewedAfter('A01', '2026-01-12', 10), 'ten days after the expiry');
  lead(renewedAfter('A01', '2026-01-08', 5), 'some days after the expiry');
  lead(renewedAfter('A01', '2025-11-28', 45), 'six weeks after the expiry');
  const nameless = renewedAfter('A01', '2026-01-05', 14);
  Object.assign(only(nameless.rows), { prev_cert_no: null, prev_cb: null });
  lead(nameless, 'the old certificate is not named, only known by body, organisation and scheme');

  clean(renewedAfter('A02', '2026-01-14', 12), 'EMS: the rule is that of QMS');
  clean(
    renewedAfter('A01', '2025-09-15', 20),
    'before 2026 a certificate could be restored after its expiry',
  );

  const follow = renewable(world, r, ['A01'], day('2025-11-24'));
  const end = day(only(follow).expires);
  const visit = recertification(world, r, follow, { on: end - 20, decideAfter: 30 });
  if (dayOf(visit.to) > end) throw new Error('the team was late');
  only(visit.rows).audit_end = iso(end + 3);
  clean(visit, 'the reported end is a follow-up visit, the team was there before the expiry');

  const lapsed = only(renewable(world, r, ['A01'], day('2025-11-10')));
  expire(world, r, lapsed);
  const { body, org, staff } = lapsed;
  const anew = newcomer(world, r, ['A01'], day(lapsed.expires) + 21, { body, org, staff });
  clean(anew, 'audited after the expiry as an initial certification, as the rule asks');
}
