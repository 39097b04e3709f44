import { addMonths, type Day, day, iso } from '../days.ts';
import { change } from '../population.ts';
import type { CertificateRow, Visit } from '../records.ts';
import { established, newcomer, only } from '../setting.ts';
import { suspend } from '../status-rows.ts';
import { surveillance } from '../visit.ts';
import type { World } from '../world.ts';

/** The tenth of the month after. */
const closing = (on: string): Day => addMonths(day(`${on.slice(0, 8)}01`), 1) + 9;

/** L12 认证信息上报超期: reported after the tenth of the next month. */
export function plantL12(world: World): void {
  const r = world.random('L12');
  const late = (rows: readonly CertificateRow[], event: string, days: number) => {
    const on = iso(closing(event) + days);
    for (const row of rows) report(row, on);
    world.truth.lead({
      rule: 'L12',
      cert_no: rows
        .map((row) => row.cert_no)
        .sort()
        .join('; '),
      occurred_on: event,
      measured: on,
      note: `reported ${days} day(s) late`,
    });
  };
  for (const [on, days] of [
    ['2023-05-15', 1],
    ['2024-09-09', 34],
    ['2025-05-26', 6],
  ] as const) {
    const row = only(newcomer(world, r, ['A01'], day(on)).rows);
    late([row], row.issue_date, days);
    if (days === 6) world.reportedTwice.add(row);
  }
  const both = newcomer(world, r, ['A01', 'A02'], day('2025-03-10'));
  late(both.rows, both.rows[0]?.issue_date ?? '', 12);

  const due = day('2025-07-14');
  const watched = surveillance(world, r, established(world, r, ['A03'], due), { on: due });
  late([only(watched.rows)], only(watched.rows).decision_date ?? '', 3);

  const changed = newcomer(world, r, ['A01'], day('2024-05-20'));
  change(world, r, changed);
  const row = world.extraRows.at(-1) as CertificateRow;
  const [event = ''] = [row.change_date ?? '', row.decision_date ?? ''].sort().reverse();
  late([row], event, 20);

  const next = day('2025-10-06');
  const held = established(world, r, ['A01'], next);
  const suspended = suspend(world, r, only(held), next - 6);
  late([suspended], suspended.suspend_start ?? '', 2);
  surveillance(world, r, held, { on: day(suspended.report_date) + 20 });
  spare(world);
}

/** Reported on that day, in the extract of its month. */
function report(row: CertificateRow, on: string): void {
  const month = `${on.slice(0, 8)}01`;
  Object.assign(row, { report_date: on, pull_start: month, pull_end: iso(addMonths(day(month), 1) - 1) });
}

function spare(world: World): void {
  const r = world.random('L12 clean');
  const { truth } = world;
  const clean = (visit: Visit, why: string) => truth.clean('L12', only(visit.rows).cert_no, why);

  for (const on of ['2024-01-22', '2024-08-05', '2025-07-21']) {
    const visit = newcomer(world, r, ['A01'], day(on));
    report(only(visit.rows), iso(closing(only(visit.rows).issue_date)));
    clean(visit, 'boundary: reported on the tenth, weekend or not');
  }

  const corrected = newcomer(world, r, ['A02'], day('2024-10-28'));
  const again: CertificateRow = { ...only(corrected.rows) };
  report(again, iso(closing(again.issue_date) + 70));
  world.extraRows.push(again);
  clean(corrected, 'a correction months later; the first report was in time');

  const unsaid = newcomer(world, r, ['A01'], day('2025-09-08'));
  const row = only(unsaid.rows);
  report(row, iso(closing(row.issue_date) + 25));
  world.spoil(row, 'report_date', '见台账');
  truth.open(
    'L12',
    row.cert_no,
    'report_date cannot be read (见台账), the extract ended after the closing day',
  );

  const due = day('2025-06-16');
  const watched = surveillance(world, r, established(world, r, ['A01'], due), { on: due });
  only(watched.rows).decision_date = null;
  for (const rule of ['D03', 'L12'])
    truth.open(rule, only(watched.rows).cert_no, 'a surveillance row without its decision date');
}
