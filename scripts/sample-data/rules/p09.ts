import { day, dayOf, iso } from '../days.ts';
import { planFor } from '../plan-row.ts';
import type { Person, Visit } from '../records.ts';
import { schedule } from '../schedule.ts';
import { established, newcomer, only } from '../setting.ts';
import { signIn } from '../sign-ins.ts';
import { surveillance } from '../visit.ts';
import type { World } from '../world.ts';

/** P09 签到人不在审核组: signed in by somebody whom neither the plan nor the team sheet names. */
export function plantP09(world: World): void {
  const r = world.random('P09');
  for (const on of ['2024-04-16', '2024-10-22', '2025-02-25', '2025-08-19', '2025-12-09']) {
    const visit = surveillance(world, r, established(world, r, ['A01'], day(on)), { on: day(on) });
    const stranger = world.person(r);
    signedBy(visit, stranger);
    world.truth.lead({
      rule: 'P09',
      plan_no: only(visit.plans).plan_no,
      auditor_id: stranger.id,
      occurred_on: iso(dayOf(visit.from)),
      note: `signed by ${stranger.name}, who is not in the team`,
    });
  }
  spare(world);
}

function signedBy(visit: Visit, person: { readonly name: string; readonly id: string }): void {
  for (const row of visit.signIns) Object.assign(row, { signer_name: person.name, signer_id: person.id });
}

function spare(world: World): void {
  const r = world.random('P09 clean');
  const watched = (on: string) =>
    surveillance(world, r, established(world, r, ['A01'], day(on), { staff: r.int(70, 160) }), {
      on: day(on),
    });
  const clean = (visit: Visit, why: string) =>
    world.truth.clean('P09', (visit.plans[0] as Visit['plans'][0]).plan_no, why);

  const changed = watched('2024-06-11');
  const joined = changed.team.at(-1) as Person;
  const plan = only(changed.plans);
  plan.team_members = changed.team
    .filter((p) => p !== joined)
    .map((p) => p.name)
    .join('；');
  signedBy(changed, joined);
  clean(changed, 'the signer joined the team after the plan was reported');

  const abroad = watched('2024-09-10');
  signedBy(abroad, { name: (abroad.team[0] as Person).name, id: `E${r.int(10_000_000, 99_999_999)}` });
  clean(abroad, 'signed with the number of a passport, under the same name');

  const masked = watched('2025-05-13');
  const leader = masked.team[0] as Person;
  signedBy(masked, { name: leader.name, id: `${leader.id.slice(0, 6)}********${leader.id.slice(-4)}` });
  clean(masked, 'signed with a masked number');

  const combined = newcomer(world, r, ['A01', 'A02'], day('2025-09-16'), { bound: false });
  const [first, second] = combined.team as [Person, Person];
  for (const [i, p] of combined.plans.entries()) p.team_members = (i === 0 ? first : second).name;
  signedBy(combined, second);
  clean(combined, 'a member of the other scheme’s plan signed for both');

  const org = world.organisation(r);
  const body = world.someBody(r);
  const slot = schedule(world, r, body, day('2026-03-10'), 2);
  const pending = planFor(world, r, { ...slot, body, org, kind: '01' }, 'A01', 'FS01');
  const stranger = world.person(r);
  world.extraPlans.push(pending);
  world.extraSignIns.push(signIn(r, pending, stranger));
  world.truth.open('P09', pending.plan_no, 'no result yet: the team may have changed after the plan');
}
