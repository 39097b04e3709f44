import { FATES } from '../bodies.ts';
import { day } from '../days.ts';
import type { CertificateRow, Visit } from '../records.ts';
import { newcomer, only, type Setting } from '../setting.ts';
import { LAST_DAY, type World } from '../world.ts';

/** Numbers of one body and scheme from which its habits are learnt. */
const HABIT = 20;

/** L11 证书编号重复或格式异常: one number twice, or one that is not like the body's others. */
export function plantL11(world: World): void {
  const r = world.random('L11');
  const lead = (row: CertificateRow, note: string) =>
    world.truth.lead({ rule: 'L11', cert_no: row.cert_no, occurred_on: row.issue_date, note });

  // Two holders under one number, just certified: their team rows would be nobody's.
  const one = newcomer(world, r, ['A01'], day('2026-01-19'));
  const other = newcomer(world, r, ['A01'], day('2026-02-09'), { body: one.body });
  renumber(other, only(one.certificates).no);
  for (const visit of [one, other]) visit.members.splice(0);
  lead(only(other.rows), 'two holders');

  for (const [on, spelt] of [
    ['2025-10-27', (no: string) => `${no.slice(0, 5)} ${no.slice(5)}`],
    ['2025-11-17', (no: string) => no.toLowerCase()],
  ] as const) {
    const visit = newcomer(world, r, ['A02'], day(on));
    renumber(visit, spelt(only(visit.certificates).no));
    lead(only(visit.rows), 'spelt with a space or in lower case');
  }

  const body = world.someBody(
    r,
    LAST_DAY,
    (b) =>
      b.width >= 300 &&
      /^9\d{3}$/.test(b.serial) &&
      Number(b.serial) % 5 !== 3 &&
      !FATES[b.serial] &&
      b.serial !== '9017',
  );
  const certified = (n: number, setting: Setting) =>
    newcomer(world, r, ['A01'], day('2025-03-03') + 11 * n, { body, ...setting });
  for (let n = 0; n < HABIT; n++) certified(n, { staff: r.int(26, 60) });
  const odd = (n: number, staff: number, change: (no: string) => string, note: string) => {
    const visit = certified(HABIT + n, { staff });
    renumber(visit, change(only(visit.certificates).no));
    lead(only(visit.rows), note);
    if (n === 0) world.reportedTwice.add(only(visit.rows));
  };
  // Not the same digits for two bodies: they would have one number in two blocks.
  odd(0, 30, (no) => `5${no.slice(1)}`, 'the digits of a body that does not exist');
  odd(1, 40, (no) => `${no.slice(0, 4)}13${no.slice(6)}`, 'a year long before the first certificate');
  odd(2, 50, (no) => no.replace('R0', 'R1'), 'R1 without a recertification');
  odd(3, 4, (no) => no.replace(/S$/, 'M'), 'M for four people, fewer than most with S');
  odd(4, 35, (no) => `${no.slice(0, 4)}-${no.slice(4, 6)}-${no.slice(7, 12)}`, 'another form altogether');

  spare(world);
}

/** Gives the only certificate of a visit another number, wherever it stands. */
function renumber(visit: Visit, no: string): void {
  const c = only(visit.certificates);
  for (const m of visit.members) if (m.cert_no === c.no) m.cert_no = no;
  only(visit.rows).cert_no = no;
  Object.assign(c, { no });
}

function spare(world: World): void {
  const r = world.random('L11 clean');
  const { truth } = world;

  const main = newcomer(world, r, ['A01'], day('2025-12-01'), { staff: 120 });
  const row = only(main.rows);
  world.extraRows.push({
    ...row,
    cert_no: `${row.cert_no}-1`,
    is_sub: true,
    main_cert_no: row.cert_no,
    staff_system: 20,
  });
  truth.clean('L11', `${row.cert_no}-1`, 'a sub-certificate adds a suffix');

  const exporting = newcomer(world, r, ['A01'], day('2026-01-12'));
  const original = only(exporting.rows);
  const english = `Lanzhou No. ${world.block + 1} Works Co., Ltd.`;
  world.extraRows.push({ ...original, org_name: english, org_uscc: '', mandays: null, combined_type: '' });
  for (const rule of ['S08', 'S11']) truth.open(rule, english, 'a row without a code');
  truth.clean('L11', original.cert_no, 'the English version has no code');

  const own = newcomer(world, r, ['A01'], day('2025-07-07'), {
    body: world.someBody(r, LAST_DAY, (b) => Number(b.serial) % 5 === 3),
  });
  truth.clean('L11', only(own.rows).cert_no, 'the body numbers in its own way');
}
