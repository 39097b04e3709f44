import { day } from '../days.ts';
import { isReported } from '../files/certificate-files.ts';
import type { Visit } from '../records.ts';
import { established, newcomer, only, transfer } from '../setting.ts';
import { surveillance } from '../visit.ts';
import type { World } from '../world.ts';

/** D07 有证书无审核活动: a certificate whose audit left neither a plan nor a team record. */
export function plantD07(world: World): void {
  const r = world.random('D07');
  for (const [on, scheme] of [
    ['2024-03-18', 'A01'],
    ['2024-07-22', 'A01'],
    ['2024-11-12', 'A02'],
    ['2025-03-04', 'A03'],
    ['2025-06-17', 'A01'],
    ['2025-10-21', 'A01'],
  ] as const) {
    const visit = newcomer(world, r, [scheme], day(on));
    withoutTrace(visit);
    lead(world, visit, 'neither plan nor team record nor sign-in of its audit');
  }
  spare(world);
  twins(world);
  world.atEnd(() => uncoveredMonths(world));
}

function lead(world: World, visit: Visit, note: string): void {
  const row = only(visit.rows);
  world.truth.lead({ rule: 'D07', cert_no: row.cert_no, occurred_on: row.issue_date, note });
}

function withoutTrace(visit: Visit): void {
  visit.plans.splice(0);
  visit.signIns.splice(0);
  visit.members.splice(0);
}

function spare(world: World): void {
  const r = world.random('D07 clean');
  const clean = (visit: Visit, why: string) => world.truth.clean('D07', only(visit.rows).cert_no, why);

  const unplanned = newcomer(world, r, ['A01'], day('2024-05-14'));
  unplanned.plans.splice(0);
  unplanned.signIns.splice(0);
  clean(unplanned, 'no plan, but a team record');

  const renamed = newcomer(world, r, ['A02'], day('2025-04-15'));
  const before = `${renamed.org.name.replace(/(股份)?有限公司$/, '')}贸易有限公司`;
  renamed.org.formerName = before;
  only(renamed.rows).org_name_old = before;
  for (const plan of renamed.plans) Object.assign(plan, { org_name: before, org_uscc: '' });
  renamed.members.splice(0);
  world.truth.open('S08', before, 'a plan without a code');
  clean(renamed, 'planned under the former name, without a code');

  const finer = newcomer(world, r, ['A01'], day('2025-01-14'));
  for (const plan of finer.plans) plan.scheme_code = 'A010201';
  finer.members.splice(0);
  clean(finer, 'the plan says A010201, the certificate A01');

  const held = only(established(world, r, ['A01'], day('2025-05-20')));
  surveillance(world, r, [held], { on: day('2025-05-20') });
  const moved = transfer(
    world,
    r,
    held,
    world.someBody(r, undefined, (b) => b !== held.body, ['A01']),
    {
      on: day('2025-11-04'),
    },
  );
  withoutTrace(moved);
  clean(moved, 'transferred from another body without a new full audit');
}

/** Two certificates of one scheme from one visit, and one plan that may mean either. */
function twins(world: World): void {
  const r = world.random('D07 twins');
  const one = newcomer(world, r, ['A01'], day('2025-11-04'));
  const { org, body, from, to, team } = one;
  const other = newcomer(world, r, ['A01'], day('2025-11-04'), { org, body, slot: { from, to, team } });
  other.plans.splice(0);
  other.signIns.splice(0);
  for (const visit of [one, other]) {
    visit.members.splice(0);
    world.truth.open('D07', only(visit.rows).cert_no, 'one plan fits two certificates as well');
  }
}

/** Months of which most audits left nothing, since plans and teams are exported only of archived bodies. */
function uncoveredMonths(world: World): void {
  const granted = new Map<string, { all: Set<string>; seen: Set<string>; lost: Set<string> }>();
  for (const visit of world.visits.filter((v) => v.kind === '01' || v.kind === '02'))
    for (const row of visit.rows) {
      if (!isReported(world, row)) continue;
      if (row.prev_cb !== null && !row.prev_cb.startsWith(row.cb_name)) continue;
      const month = `${row.audit_start.slice(0, 7)}-01`;
      const counts = granted.get(month) ?? { all: new Set(), seen: new Set(), lost: new Set() };
      granted.set(month, counts);
      counts.all.add(row.cert_no);
      (visit.plans.length + visit.members.length > 0 ? counts.seen : counts.lost).add(row.cert_no);
    }
  for (const [month, { all, seen, lost }] of granted)
    if (seen.size < 0.8 * all.size && lost.size > 0)
      world.truth.open(
        'D07',
        month,
        `${lost.size} certificates of a month that the plans do not cover`,
        true,
      );
}
