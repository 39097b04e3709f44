import { reported, setDates } from '../certificate-row.ts';
import { day } from '../days.ts';
import type { Body, Visit } from '../records.ts';
import { established, newcomer, only } from '../setting.ts';
import { giveUp } from '../status-rows.ts';
import { surveillance } from '../visit.ts';
import type { World } from '../world.ts';

/**
 * S01 超出批准范围发证: 9006 is approved for A01 (and was for A02 until 2022), 9010 for A01 and A02, 9016 for A03 from
 * 2023-06-15 only. Issued from mid-2023 on, so that no recertification repeats it.
 */
export function plantS01(world: World): void {
  const r = world.random('S01');
  const lead = (visit: Visit, scheme: string, note: string) => {
    for (const row of visit.rows.filter((one) => one.scheme_code === scheme)) {
      world.truth.lead({
        rule: 'S01',
        cert_no: row.cert_no,
        measured: scheme,
        occurred_on: row.issue_date,
        note,
      });
    }
    return visit;
  };
  const only1 = world.body('9006');
  const only2 = world.body('9010');
  lead(newcomer(world, r, ['A03'], day('2024-04-15'), { body: only1 }), 'A03', 'approved for QMS only');
  lead(
    newcomer(world, r, ['A01', 'A02', 'A03'], day('2024-08-26'), { body: only2 }),
    'A03',
    'a combined audit of three schemes, of which the body may certify two',
  );
  lead(
    newcomer(world, r, ['A02'], day('2024-10-14'), { body: only1 }),
    'A02',
    'the approval for EMS ended with 2022',
  );
  const twice = newcomer(world, r, ['A03'], day('2025-03-10'), { body: only2 });
  world.reportedTwice.add(only(lead(twice, 'A03', 'approved for QMS and EMS; two exports report it').rows));
  const watched = established(world, r, ['A03'], day('2025-05-12'), { body: only1 });
  const first = world.lastVisit.get(only(watched)) as Visit;
  lead(first, 'A03', 'approved for QMS only; the surveillance row repeats the date of issue');
  surveillance(world, r, watched, { on: day('2025-05-12') });
  lead(
    newcomer(world, r, ['A03'], day('2023-03-13'), {
      body: world.body('9016'),
      decideAfter: 6,
      issueAfter: 1,
    }),
    'A03',
    'the extension to OHSMS was approved on 2023-06-15',
  );
  spare(world);
  world.atEnd(() => unlisted(world));
}

function spare(world: World): void {
  const r = world.random('S01 clean');
  const clean = (visit: Visit, why: string) => world.truth.clean('S01', visit.rows[0]?.cert_no ?? '', why);

  const extended = newcomer(world, r, ['A03'], day('2023-05-08'), {
    body: world.body('9016'),
    decideAfter: 6,
  });
  setDates(extended, 0, '2023-06-08', '2026-06-07');
  Object.assign(only(extended.rows), reported(r, day('2023-06-08')));
  clean(extended, 'issued on 2023-06-08; the extension was approved on the 15th of the same month');

  const old = newcomer(world, r, ['A02'], day('2022-09-05'), { body: world.body('9006'), decideAfter: 8 });
  surveillance(world, r, old.certificates, { on: day('2023-08-14') });
  giveUp(world, r, only(old.certificates), day('2024-07-22'));
  clean(old, 'issued while EMS was approved; only the surveillance came after the approval ended');

  const finer = newcomer(world, r, ['A01'], day('2024-05-20'), { body: world.body('9006') });
  for (const row of finer.rows) Object.assign(row, { scheme_code: 'A010201' });
  giveUp(world, r, only(finer.certificates), day('2025-04-14'));
  clean(finer, 'A010201 is part of what is approved as A01');

  const here = (serial: string): Body | undefined => world.bodies.find((b) => b.serial === serial);
  const written: readonly (readonly [string, 'A02' | 'A01', string])[] = [
    ['9007', 'A02', 'the list of scopes names the field of management systems as a whole'],
    ['9009', 'A02', 'the list of scopes names the field in words, the certificate gives its code'],
    ['9013', 'A02', 'the list of scopes names the standard, the certificate gives its code'],
    ['9015', 'A01', 'the list of scopes gives one scope code; approvals are by field'],
  ];
  for (const [serial, scheme, why] of written) {
    const body = here(serial);
    if (body) clean(newcomer(world, r, [scheme], day('2025-06-16'), { body }), why);
  }
}

/** Bodies that are in no list have no scopes either: one row for each. */
function unlisted(world: World): void {
  const listed = new Set(world.province.bodies.map((b) => b.serial));
  const numbers = new Set(
    world.visits.filter((v) => !listed.has(v.body.serial)).map((v) => v.body.approvalNo),
  );
  for (const number of [...numbers].sort()) {
    world.truth.open(
      'S01',
      number,
      'no list of scopes has the body: nothing to compare its certificates with',
    );
  }
}
