import { day, dayOf, morning } from '../days.ts';
import { isReported } from '../files/certificate-files.ts';
import { decision } from '../ordinary-records.ts';
import { teamRow } from '../plan-row.ts';
import { change } from '../population.ts';
import type { Random } from '../random.ts';
import type { Certificate, CertificateRow, Person, PlanRow, TeamRow, Visit } from '../records.ts';
import { established, newcomer, only, renewable, renewed } from '../setting.ts';
import { surveillance } from '../visit.ts';
import type { World } from '../world.ts';

/** D05 认证决定人员为审核组成员: somebody of the audit team decided. */
export function plantD05(world: World): void {
  const r = world.random('D05');
  const decides = (visit: Visit, named: string, note: string) => {
    for (const row of visit.rows) row.deciders = named;
    lead(world, visit, note);
  };
  const another = (visit: Visit) => r.pick(visit.body.deciders).name;

  const first = newcomer(world, r, ['A01'], day('2024-06-24'));
  decides(first, joins(world, r, first).name, 'a member decided');

  const titled = newcomer(world, r, ['A02'], day('2025-02-24'));
  const member = joins(world, r, titled);
  decides(titled, `评定组：${another(titled)}，${member.name}（高级审核员）`, 'named with a title');
  world.reportedTwice.add(only(titled.rows));

  const numbered = newcomer(world, r, ['A01'], day('2025-08-11'));
  const [leader] = numbered.team as [Person];
  decides(numbered, `${another(numbered)}；${leader.name}（${leader.id}）`, 'the leader, by ID number');

  const again = renewed(world, r, renewable(world, r, ['A01'], day('2025-04-21')));
  decides(again, joins(world, r, again).name, 'recertification');

  const due = day('2025-05-19');
  const watched = surveillance(world, r, established(world, r, ['A03'], due), { on: due });
  decides(watched, joins(world, r, watched).name, 'surveillance');

  const both = newcomer(world, r, ['A01', 'A02'], day('2024-09-09'));
  decides(both, joins(world, r, both).name, 'two certificates of one visit');

  const expert = newcomer(world, r, ['A01'], day('2025-10-20'));
  decides(expert, joins(world, r, expert, '04').name, 'the technical expert');

  const recorded = newcomer(world, r, ['A01'], day('2025-06-23'));
  decision(world, r, recorded, 0, { deciders: joins(world, r, recorded).name });
  lead(world, recorded, 'the export names others, the decision record a member');

  spare(world);
  world.atEnd(() => whatNobodyKnows(world));
}

function lead(world: World, visit: Visit, note: string): void {
  const cert_no = visit.rows
    .map((row) => row.cert_no)
    .sort()
    .join('; ');
  world.truth.lead({ rule: 'D05', cert_no, occurred_on: visit.rows[0]?.audit_end ?? '', note });
}

/** One more member for the whole of the visit. */
function joins(world: World, r: Random, visit: Visit, role: TeamRow['role'] = '02'): Person {
  const person = world.unmistakable(r);
  world.register(r, person, visit.body);
  world.occupy(person, visit.from, visit.to);
  const stage = { '01': '0102', '02': '0201', '03': '03', '04': '04' } as const;
  for (const [i, c] of visit.certificates.entries()) {
    const plan = visit.plans[i] as PlanRow;
    if (role === '04') plan.tech_experts = person.name;
    else plan.team_members += `；${person.name}`;
    if (role !== '04') plan.team_ids += `；${person.id}`;
    visit.members.push(teamRow(r, c, plan, person, role, stage[visit.kind], visit));
  }
  return person;
}

function spare(world: World): void {
  const r = world.random('D05 clean');
  const { truth } = world;
  const clean = (visit: Visit, why: string) => truth.clean('D05', only(visit.rows).cert_no, why);

  const longer = newcomer(world, r, ['A01'], day('2024-07-15'));
  only(longer.rows).deciders = `${joins(world, r, longer).name}华`;
  clean(longer, 'a member’s name is part of the decider’s');

  const listed = newcomer(world, r, ['A01'], day('2025-01-06'));
  const [a, b] = listed.body.deciders as [Person, Person];
  only(listed.rows).deciders = `评定人员：${a.name}（高级审核员、组长），${b.name}主任`;
  clean(listed, 'a list with titles, none of them of the team');

  const namesake = newcomer(world, r, ['A01'], day('2025-03-24'));
  const [leader] = namesake.team as [Person];
  only(namesake.rows).deciders = `${leader.name}（${leader.id.slice(0, 6)}********${other(leader.id)}）`;
  clean(namesake, 'the leader’s name with another ID number');

  const old = renewable(world, r, ['A01'], day('2025-07-21'));
  const before = world.lastVisit.get(only(old)) as Visit;
  const renewal = renewed(world, r, old);
  const stayed = before.team.find((p) => !renewal.team.includes(p)) ?? joins(world, r, before);
  only(renewal.rows).deciders = stayed.name;
  clean(renewal, 'who audited the year before decides now');

  const later = day('2025-09-22');
  const [held] = established(world, r, ['A01'], later) as [Certificate];
  const initial = world.lastVisit.get(held) as Visit;
  const next = surveillance(world, r, [held], { on: later });
  only(initial.rows).deciders = joins(world, r, next).name;
  clean(initial, 'who decided the first time is on the team of the next year');

  const changed = newcomer(world, r, ['A01'], day('2024-04-22'));
  change(world, r, changed);
  for (const row of world.extraRows)
    if (row.cert_no === held.no || row.cert_no === only(changed.certificates).no)
      row.deciders = (changed.team[0] as Person).name;
  clean(changed, 'the change row names somebody of the last team');

  const doubtful = newcomer(world, r, ['A01'], day('2025-11-10'));
  const person = joins(world, r, doubtful);
  world.register(r, { ...world.person(r), name: person.name }, doubtful.body);
  only(doubtful.rows).deciders = person.name;
  truth.open(
    'D05',
    only(doubtful.rows).cert_no,
    'the body has two people of that name, the list no ID number',
  );
}

const other = (id: string) => (id.endsWith('0001') ? '0002' : '0001');

/** Audits whose deciders no file names, and months with audits that no team sheet covers. */
function whatNobodyKnows(world: World): void {
  const members = new Map<string, TeamRow[]>();
  for (const m of world.visits.flatMap((v) => v.members))
    members.set(m.cert_no, [...(members.get(m.cert_no) ?? []), m]);
  const recorded = new Set(
    world.decisions.filter((d) => d.deciders !== null).map((d) => d.cert_no + d.decision_date),
  );
  const hasTeam = (row: CertificateRow) =>
    (members.get(row.cert_no) ?? []).some(
      (m) => m.from >= morning(day(row.audit_start)) && dayOf(m.from) <= day(row.audit_end),
    );
  const isAudit = (row: CertificateRow) =>
    ['01', '02', '03'].includes(row.activity_code) && !row.is_sub && isReported(world, row);
  const uncovered = new Set<string>();
  for (const visit of world.visits) {
    const rows = visit.rows.filter(isAudit);
    const unnamed = rows.filter(
      (row) =>
        hasTeam(row) &&
        (row.deciders === null || world.oldForm.has(row)) &&
        !recorded.has(row.cert_no + row.decision_date),
    );
    if (unnamed[0]) world.truth.open('D05', unnamed[0].cert_no, 'no decider is named');
    for (const row of rows) if (!hasTeam(row)) uncovered.add(`${row.audit_end.slice(0, 7)}-01`);
  }
  for (const month of uncovered)
    world.truth.open('D05', month, 'no team sheet covers some audits of it', true);
}
