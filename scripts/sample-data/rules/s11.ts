import { usccCheck } from '../codes.ts';
import { type Day, day, iso } from '../days.ts';
import type { Random } from '../random.ts';
import type { Organisation, Visit } from '../records.ts';
import { established, newcomer, only } from '../setting.ts';
import { giveUp, statusRow } from '../status-rows.ts';
import { surveillance } from '../visit.ts';
import type { World } from '../world.ts';

function ended(org: Organisation, on: Day, status = '注销'): Day {
  org.status = status;
  org.statusOn = iso(on);
  return on;
}

/** S11 获证组织主体资格无效: issued to, audited at or still valid for somebody who is no longer (or not yet) there. */
export function plantS11(world: World): void {
  const r = world.random('S11');
  const lead = (visit: Visit, measured: string, occurred: string, note: string) =>
    world.truth.lead({
      rule: 'S11',
      cert_no: visit.rows
        .map((row) => row.cert_no)
        .sort()
        .join('; '),
      measured,
      occurred_on: occurred,
      note,
    });
  const issued = (visit: Visit, note: string) => {
    const on = visit.rows[0]?.issue_date ?? '';
    lead(visit, on, on, note);
  };

  const gone = newcomer(world, r, ['A01'], day('2024-06-17'));
  ended(gone.org, day(only(gone.rows).issue_date) - 9);
  issued(gone, 'issued nine days after the holder was deregistered');
  const three = newcomer(world, r, ['A01', 'A02', 'A03'], day('2025-02-17'));
  ended(three.org, day(three.rows[0]?.audit_start ?? '') - 30, '吊销，未注销');
  issued(three, 'three certificates of one audit for a holder without licence: one lead');
  const sameDay = newcomer(world, r, ['A02'], day('2025-07-07'));
  ended(sameDay.org, day(only(sameDay.rows).issue_date));
  issued(sameDay, 'issued on the day of the deregistration');

  const watched = established(world, r, ['A01'], day('2025-03-17'));
  const audit = surveillance(world, r, watched, { on: day('2025-03-17') });
  const start = only(audit.rows).audit_start;
  ended(audit.org, day(start) - 40, '吊销');
  lead(audit, start, start, 'a surveillance forty days after the licence was revoked');

  const still = newcomer(world, r, ['A03'], day('2025-05-12'));
  const c = only(still.certificates);
  const end = ended(still.org, day('2025-08-04'));
  const told = statusRow(world, r, c, day('2025-12-08'), { change_code: '01' });
  world.settled.add(c);
  lead(still, told.pull_end, iso(end), 'reported valid four months after the deregistration');

  const young = newcomer(world, r, ['A01'], day('2025-04-14'));
  young.org.founded = iso(day(only(young.rows).issue_date) + 21);
  issued(young, 'the holder was founded three weeks after the issue');

  spare(world);
  world.atEnd(() => unregistered(world));
}

function spare(world: World): void {
  const r = world.random('S11 clean');
  const clean = (visit: Visit, why: string) => {
    for (const row of visit.rows) world.truth.clean('S11', row.cert_no, why);
  };

  const merged = newcomer(world, r, ['A01'], day('2024-09-09'));
  ended(merged.org, day('2025-01-20'), '注销（吸收合并）');
  clean(merged, 'deregistered by merger; goes on in another organisation');
  const renamed = newcomer(world, r, ['A02'], day('2024-03-11'));
  renamed.org.formerName = renamed.org.name;
  renamed.org.name = renamed.org.name.replace(/(股份)?有限公司$/, '实业有限公司');
  clean(renamed, 'renamed since; the code is the same');
  const moved = newcomer(world, r, ['A01'], day('2025-03-03'));
  ended(moved.org, day('2025-09-01'), '迁出');
  clean(moved, 'moved to another registrar');

  const prompt = newcomer(world, r, ['A01'], day('2024-07-15'));
  const on = ended(prompt.org, day('2025-04-08'));
  giveUp(world, r, only(prompt.certificates), on + 16);
  clean(prompt, 'the body ended the certificate sixteen days after the deregistration');
  const recent = newcomer(world, r, ['A03'], day('2025-06-16'));
  ended(recent.org, day('2026-03-05'));
  statusRow(world, r, only(recent.certificates), day('2026-03-16'), { change_code: '01' });
  world.settled.add(only(recent.certificates));
  clean(recent, 'still reported valid at the end of the month, within the thirty days');

  const passed = newcomer(world, r, ['A01'], day('2025-05-19'));
  const heir = world.organisation(r);
  ended(passed.org, day('2025-09-15'));
  statusRow(world, r, only(passed.certificates), day('2025-09-08'), {
    change_code: '02',
    org_name: heir.name,
    org_uscc: heir.code,
    org_name_old: passed.org.name,
    region_code: heir.place.district.code,
    org_addr: heir.place.address,
  });
  world.settled.add(only(passed.certificates));
  clean(passed, 'the certificate had passed to another holder before the former one was deregistered');

  const converted = newcomer(world, r, ['A02'], day('2025-05-26'));
  const company = world.organisation(r, { founded: '2025-10-20' });
  statusRow(world, r, only(converted.certificates), day('2025-11-10'), {
    change_code: '02',
    org_name: company.name,
    org_uscc: company.code,
    org_name_old: converted.org.name,
    region_code: company.place.district.code,
    org_addr: company.place.address,
  });
  world.settled.add(only(converted.certificates));
  clean(converted, 'a change row under a holder founded after the first issue');

  const institution = newcomer(world, r, ['A01'], day('2025-07-21'), { org: publicCentre(world, r) });
  clean(institution, 'a public institution: in another register than the extract is from');

  const undated = newcomer(world, r, ['A01'], day('2025-08-11'));
  undated.org.status = '注销';
  world.truth.open('S11', only(undated.rows).cert_no, 'deregistered, the extract does not say when');
}

/** 事业单位: its credit code begins with 12. */
function publicCentre(world: World, r: Random): Organisation {
  const org = world.organisation(r);
  const first17 = `12${org.code.slice(2, 17)}`;
  org.code = org.registeredCode = first17 + usccCheck(first17);
  org.name = org.name.replace(/(股份)?有限公司$/, '服务中心');
  org.inRegister = false;
  return org;
}

/** Nine characters that make the organisation, as an export gives them. */
const inner = (code: string) =>
  /^[0-9A-Z]{18}$/.test(code)
    ? code.slice(8, 17)
    : /^([0-9A-Z]{8}-?[0-9X]|\d{15})$/.test(code)
      ? code.replace('-', '')
      : '';

/** Holders whom the register extract does not have, unless they are overseas or in another register. */
function unregistered(world: World): void {
  const known = new Set(world.organisations.filter((o) => o.inRegister).map((o) => inner(o.registeredCode)));
  const names = new Set(world.organisations.filter((o) => o.inRegister).map((o) => o.name));
  const said = new Set<Organisation>();
  for (const { org, certificates } of world.visits) {
    if (said.has(org)) continue;
    said.add(org);
    const key = inner(org.code);
    const overseas = /^(71|81|82)/.test(org.place.district.code);
    const found = key === '' ? names.has(org.name) : known.has(key);
    if (found || overseas || /^[^9].{17}$/.test(org.code)) continue;
    world.truth.open(
      'S11',
      org.code,
      `the register extract does not have the holder of ${certificates[0]?.no}`,
    );
  }
}
