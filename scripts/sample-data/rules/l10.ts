import { reported } from '../certificate-row.ts';
import { addMonths, day, iso } from '../days.ts';
import { change } from '../population.ts';
import type { CertificateRow, Visit } from '../records.ts';
import { established, newcomer, only, renewable } from '../setting.ts';
import { revoke, statusRow, suspend } from '../status-rows.ts';
import { surveillance } from '../visit.ts';
import { LAST_DAY, type World } from '../world.ts';

const reportedOn = ({ report_date, pull_end }: CertificateRow): string =>
  day(pull_end) <= LAST_DAY && pull_end > report_date ? pull_end : report_date;

/** L10 证书日期逻辑错误: dates of a row that cannot all be right. */
export function plantL10(world: World): void {
  const r = world.random('L10');
  // What lies ahead is known by when it was reported, at the latest by the end of what the extract covers.
  const lead = (row: CertificateRow, wrong: string, note: string, cert_no = row.cert_no) =>
    world.truth.lead({
      rule: 'L10',
      cert_no,
      occurred_on: day(wrong) > LAST_DAY ? reportedOn(row) : wrong,
      measured: wrong,
      note,
    });

  for (const [on, later] of [
    ['2024-06-10', 30],
    ['2025-04-14', 1],
  ] as const) {
    const row = only(newcomer(world, r, ['A01'], day(on)).rows);
    row.first_cert_date = iso(day(row.issue_date) + later);
    lead(row, row.first_cert_date, `first certified ${later} day(s) after the issue`);
    if (later === 30) world.reportedTwice.add(row);
  }

  const short = only(newcomer(world, r, ['A01'], day('2025-09-15')).rows);
  short.expiry_date = iso(day(short.issue_date) - 1);
  lead(short, short.expiry_date, 'expires the day before its issue: the year is that of the issue');

  const two = newcomer(world, r, ['A01', 'A02'], day('2025-10-20'));
  for (const row of two.rows) row.audit_start = iso(day(row.audit_end) + 3);
  const both = two.rows.map((row) => row.cert_no).sort();
  lead(
    two.rows[0] as CertificateRow,
    two.rows[0]?.audit_start ?? '',
    'audit days of both rows',
    both.join('; '),
  );

  const due = day('2025-05-12');
  const held = only(established(world, r, ['A01'], due));
  const paused = suspend(world, r, held, due - 20);
  paused.suspend_end = iso(due - 21);
  lead(paused, paused.suspend_end, 'the suspension ends the day before it began');
  revoke(world, r, held, addMonths(due - 20, 5));

  const old = only(renewable(world, r, ['A02'], day('2024-09-16')));
  world.settled.add(old);
  lead(
    statusRow(world, r, old, day(old.expires) + 60, { change_code: '01' }),
    old.expires,
    'a change two months after the expiry still says valid',
  );

  const changed = newcomer(world, r, ['A01'], day('2024-03-18'));
  change(world, r, changed);
  const ahead = world.extraRows.at(-1) as CertificateRow;
  // Reported in time after its decision, whatever the date of the change.
  ahead.decision_date = ahead.change_date;
  ahead.change_date = `2052${ahead.change_date?.slice(4)}`;
  lead(ahead, ahead.change_date, 'the change is dated decades ahead');

  spare(world);
}

function spare(world: World): void {
  const r = world.random('L10 clean');
  const { truth } = world;
  const clean = (visit: Visit, why: string) => truth.clean('L10', only(visit.rows).cert_no, why);

  clean(newcomer(world, r, ['A01'], day('2025-02-17')), 'first certified on the day of issue');

  const due = day('2025-08-18');
  const held = established(world, r, ['A01'], due);
  const oneDay = suspend(world, r, only(held), due - 120, '组织申请');
  oneDay.suspend_end = oneDay.suspend_start;
  surveillance(world, r, held, { on: due - 10, by: due });
  truth.clean('L10', only(held).no, 'boundary: suspended for a day');

  const lagging = only(renewable(world, r, ['A01'], day('2025-02-10')));
  const endOfMonth = addMonths(day(`${lagging.expires.slice(0, 8)}01`), 1) - 1;
  statusRow(world, r, lagging, Math.min(day(lagging.expires) + 20, endOfMonth), { change_code: '01' });
  world.settled.add(lagging);
  statusRow(world, r, lagging, day(lagging.expires) + 45, { status: '05' });
  truth.clean('L10', lagging.no, 'still valid up to 20 days after the expiry, put right in the next report');

  const open = newcomer(world, r, ['A03'], day('2025-06-16'));
  world.spoil(only(open.rows), 'expiry_date', '长期');
  for (const rule of ['L03', 'L10'])
    truth.open(rule, only(open.rows).cert_no, 'expiry_date cannot be read (长期)');
  Object.assign(only(open.rows), reported(r, day(only(open.rows).issue_date)));
}
