import { day } from '../days.ts';
import { isReported } from '../files/certificate-files.ts';
import { planFor } from '../plan-row.ts';
import type { Person, PlanRow, Visit } from '../records.ts';
import { type Slot, slotFor } from '../schedule.ts';
import { established, newcomer, only, renewable, type Setting } from '../setting.ts';
import { signIn } from '../sign-ins.ts';
import { recertification, surveillance } from '../visit.ts';
import type { World } from '../world.ts';

/** T02 现场审核时间不足总审核时间80%: people × half-days against the man-days reported, the floor down to half a day. */
export function plantT02(world: World): void {
  const r = world.random('T02');
  const lead = (visit: Visit, note: string) => {
    const certificates = visit.rows.map((row) => row.cert_no).sort();
    world.truth.lead({
      rule: 'T02',
      cert_no: certificates.join('; '),
      occurred_on: visit.rows[0]?.audit_end ?? '',
      note,
    });
  };

  lead(watched(world, '2024-05-14', [3], [1, 3]), '1.5 of 3 on site, floor 2');
  lead(watched(world, '2025-11-11', [3.5], [2, 2]), '2 of 3.5 on site, floor 2.5');
  lead(
    watched(world, '2024-10-15', [2, 2.5], [2, 3], {
      schemes: ['A01', 'A02'],
      total: false,
      staff: 80,
      initialMandays: [5, 5.5],
    }),
    'own shares of a combined audit: 3 of 4.5 on site, floor 3.5',
  );
  lead(
    watched(world, '2022-06-14', [3], [1, 3], { archived: true }),
    'no team sheet: one person from the morning to noon of the next day, 1.5 of 3',
  );

  const body = world.someBody(r);
  const held = renewable(world, r, ['A01'], day('2025-03-11'), { body, staff: 90 });
  const slot = slotFor(world, r, body, day('2025-03-11'), 2, 3);
  lead(
    recertification(world, r, held, { on: day('2025-03-11'), staff: 90, mandays: [5], slot }),
    'recertification: 3 of 5 on site, floor 4',
  );

  const first = slotFor(world, r, body, day('2025-06-17'), 2, 2);
  lead(
    newcomer(world, r, ['A01'], day('2025-06-17'), { body, staff: 60, mandays: [5], slot: first }),
    'initial audit: stage 1 (1) and stage 2 (2) on site, of 5; floor 4',
  );

  lead(
    remoteFrom(world, watched(world, '2025-09-16', [3.5], [2, 4], { staff: 150 })),
    'the second of two days was remote: 2 of 3.5 on site, floor 2.5',
  );
  spare(world);
  world.atEnd(() => untold(world));
}

interface WatchWish extends Setting {
  readonly schemes?: readonly ('A01' | 'A02')[];
  readonly initialMandays?: readonly number[];
}

/** A surveillance by so many people for so many half-days. */
function watched(
  world: World,
  on: string,
  mandays: readonly number[],
  [people, halves]: readonly [number, number],
  { schemes = ['A01'], mode, ...wish }: WatchWish = {},
): Visit {
  const r = world.random(`T02 ${on}`);
  const staff = wish.staff ?? 110;
  const certificates = established(world, r, schemes, day(on), { ...wish, staff });
  const { body } = certificates[0] as (typeof certificates)[0];
  const slot: Slot = slotFor(world, r, body, day(on), people, halves);
  return surveillance(world, r, certificates, {
    on: day(on),
    staff,
    mandays,
    slot,
    bound: false,
    ...(mode && { mode }),
  });
}

/** From its second day on the audit was remote, by a plan of its own. */
function remoteFrom(world: World, visit: Visit): Visit {
  const r = world.random(`T02 ${only(visit.rows).cert_no}`);
  const plan = only(visit.plans);
  const second = planFor(world, r, { ...visit, from: visit.from + 2 }, 'A01', 'FS02');
  Object.assign(second, { plan_mandays: 1.5, reported_at: plan.reported_at });
  Object.assign(plan, { to: visit.from + 1, plan_mandays: 2 });
  const [opening, closing] = [plan, second].map((p) => signIn(r, p, visit.team[0] as Person));
  visit.plans.push(second);
  visit.signIns.splice(0, 1, opening as Visit['signIns'][0], closing as Visit['signIns'][0]);
  const members = visit.members.splice(0);
  for (const m of members)
    visit.members.push({ ...m, to: visit.from + 1 }, { ...m, plan_no: second.plan_no, from: visit.from + 2 });
  return visit;
}

function spare(world: World): void {
  const r = world.random('T02 clean');
  const clean = (visit: Visit, why: string) => world.truth.clean('T02', visit.rows[0]?.cert_no ?? '', why);

  clean(watched(world, '2024-06-18', [2.5], [1, 4]), 'boundary: 2 of 2.5 on site is 80 %');
  clean(
    watched(world, '2025-02-18', [3], [1, 4]),
    'rounding: 80 % of 3 is 2.4, and with 2 on site it is half a day that is lacking at most',
  );
  clean(
    watched(world, '2025-04-15', [3], [1, 3], { mode: 'FS02' }),
    'remote altogether: another matter than the share on site',
  );
  clean(
    watched(world, '2025-07-15', [4, 4], [2, 4], { schemes: ['A01', 'A02'], total: true, staff: 80 }),
    'both rows carry the total of 4, all of it on site',
  );
  const { archived } = { archived: true };
  clean(
    watched(world, '2023-03-14', [3], [2, 4], { archived }),
    'no team sheet: 4 man-days between the sign-ins, for 3 reported',
  );

  const body = world.someBody(r);
  const slot = slotFor(world, r, body, day('2025-08-19'), 2, 3);
  const visit = newcomer(world, r, ['A01'], day('2025-08-19'), { body, staff: 60, mandays: [5], slot });
  const stage1 = visit.members.filter((m) => m.stage_code === '0101');
  const at = stage1[0] as Visit['members'][0];
  const documents = planFor(world, r, { ...visit, from: at.from, to: at.to }, 'A01', 'FS02');
  visit.plans.push(documents);
  visit.signIns.push(signIn(r, documents, visit.team[0] as Person));
  for (const m of stage1) m.plan_no = documents.plan_no;
  clean(visit, 'stage 1 held remotely counts: 1 and 3 of 5');

  const unnamed = watched(world, '2024-09-10', [3], [2, 3]);
  world.spoil(unnamed.members[1] as object, 'role', '');
  world.truth.open(
    'T02',
    only(unnamed.rows).cert_no,
    'the role of one of two is not told: 3 or 1.5 on site, floor 2',
  );
}

/** What nobody can tell of ordinary audits: by our own reading of what is exported. */
function untold(world: World): void {
  const months = new Map<string, number>();
  for (const visit of world.visits) {
    const rows = visit.rows.filter((row) => isReported(world, row));
    const row = rows[0];
    if (!row || visit.kind === '04') continue;
    if (visit.members.length === 0 && !isSignedThroughout(visit)) {
      const month = `${row.audit_end.slice(0, 7)}-01`;
      months.set(month, (months.get(month) ?? 0) + 1);
    } else if (rows.some((one) => one.mandays === null))
      world.truth.open('T02', row.cert_no, 'mandays is empty');
    else if (visit.members.length > 0 && has(visit, 'FS03'))
      world.truth.open('T02', row.cert_no, 'partly remote: how much of it is not told');
  }
  for (const [month, audits] of months)
    world.truth.open('T02', month, `${audits} audits of the month left neither team rows nor sign-ins`, true);
}

const has = (visit: Visit, mode: PlanRow['audit_mode']) => visit.plans.some((p) => p.audit_mode === mode);

/** Opened and closed under each plan, or under another for the same days; all of it on site. */
function isSignedThroughout(visit: Visit): boolean {
  const signed = new Set(visit.signIns.filter((s) => s.first_at && s.last_at).map((s) => s.plan_no));
  const half = new Set(visit.signIns.filter((s) => !s.first_at !== !s.last_at).map((s) => s.plan_no));
  return (
    visit.plans.some((p) => signed.has(p.plan_no)) &&
    visit.plans.every((p) => p.audit_mode === 'FS01' && !half.has(p.plan_no))
  );
}
