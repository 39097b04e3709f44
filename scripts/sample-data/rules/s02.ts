import { staffed } from '../bodies.ts';
import { day } from '../days.ts';
import type { Body, Visit } from '../records.ts';
import { newcomer, only } from '../setting.ts';
import { surveillance } from '../visit.ts';
import type { World } from '../world.ts';

/** S02 机构批准号不存在或已失效: issued under a number that is not in the list, malformed, or no longer good. */
export function plantS02(world: World): void {
  const r = world.random('S02');
  const lead = (visit: Visit, note: string) => {
    for (const row of visit.rows) {
      world.truth.lead({ rule: 'S02', cert_no: row.cert_no, occurred_on: row.issue_date, note });
    }
    return visit;
  };
  const ghost = (approvalNo: string, name: string, serial: string): Body =>
    staffed(
      world,
      r,
      {
        approvalNo,
        name,
        code: '',
        serial,
        planPrefix: `R0${serial.slice(-3)}00`,
        reportsTotal: false,
        lastIssue: '',
      },
      7,
    );

  const unknown = ghost('CNCA-R-2016-9377', '云泽虚衡认证有限公司', '9377');
  const first = lead(
    newcomer(world, r, ['A01'], day('2024-05-06'), { body: unknown }),
    'number not in the list',
  );
  surveillance(world, r, first.certificates, { on: day('2025-04-14') });
  lead(newcomer(world, r, ['A01', 'A02'], day('2025-08-04'), { body: unknown }), 'number not in the list');

  const short = ghost('CNCA-2016-9433', '霁川简度认证有限公司', '9433');
  lead(newcomer(world, r, ['A01'], day('2025-03-17'), { body: short }), 'malformed number: no R');
  const year = ghost('CNCA-R-16-9440', '朔溪略规认证有限公司', '9440');
  lead(newcomer(world, r, ['A03'], day('2025-09-01'), { body: year }), 'malformed number: two-digit year');

  lead(
    newcomer(world, r, ['A01'], day('2024-09-18'), { body: world.body('9008') }),
    'issued after the approval ran out on 2024-08-31',
  );
  lead(
    newcomer(world, r, ['A02'], day('2025-02-11'), { body: world.body('9008') }),
    'issued after the approval ran out on 2024-08-31',
  );
  lead(
    newcomer(world, r, ['A01'], day('2025-05-06'), { body: world.body('9014') }),
    'issued after the body was deregistered on 2025-04-18',
  );
  lead(
    newcomer(world, r, ['A01'], day('2024-12-02'), { body: world.body('9019') }),
    'issued after the approval was withdrawn on 2024-11-05',
  );

  for (const on of ['2022-10-17', '2023-08-14', '2024-07-15']) {
    const visit = newcomer(world, r, ['A01'], day(on), { body: world.body('9022') });
    world.truth.open(
      'S02',
      only(visit.rows).cert_no,
      'the body is listed as 注销 without a date: was it still approved at issue?',
    );
  }
  spare(world);
}

function spare(world: World): void {
  const r = world.random('S02 clean');
  const { truth } = world;

  const before = newcomer(world, r, ['A01'], day('2023-11-06'), { body: world.body('9008') });
  surveillance(world, r, before.certificates, { on: day('2024-10-14') });
  truth.clean(
    'S02',
    only(before.certificates).no,
    'issued while the approval was good; only the surveillance came after it ran out',
  );
  const live = newcomer(world, r, ['A01'], day('2025-01-13'), { body: world.body('9014') });
  truth.clean(
    'S02',
    only(live.certificates).no,
    'issued before the body was deregistered: the list shows a later state',
  );
  const good = newcomer(world, r, ['A03'], day('2024-06-24'), { body: world.body('9019') });
  truth.clean('S02', only(good.certificates).no, 'issued before the approval was withdrawn');

  const renamed = newcomer(world, r, ['A01'], day('2024-03-18'));
  only(renamed.rows).cb_name = '澜石旧衡认证有限公司';
  truth.clean(
    'S02',
    only(renamed.certificates).no,
    'the body has been renamed since; its number is in the list',
  );

  // 9011 was given a new number under a new name in 2024; the serial stayed.
  const body = world.body('9011');
  const listed = world.listed.find((l) => l.cb_approval_no === body.approvalNo);
  if (!listed) throw new Error('9011 is not listed');
  const older = newcomer(world, r, ['A01'], day('2023-04-24'), { body });
  const oldest = newcomer(world, r, ['A01'], day('2022-11-21'), { body });
  body.approvalNo = listed.cb_approval_no = 'CNCA-R-2024-9011';
  body.name = listed.cb_name = body.name.replace('认证', '新元认证');
  newcomer(world, r, ['A01'], day('2024-09-25'), { body });
  for (const visit of [older, oldest]) {
    truth.clean(
      'S02',
      only(visit.certificates).no,
      'number given anew after a change of name: another year, the same serial 9011',
    );
  }

  const wide = newcomer(world, r, ['A01'], day('2025-06-09'));
  const row = only(wide.rows);
  row.cb_approval_no = row.cb_approval_no.replace(/[!-~]/g, (c) =>
    String.fromCharCode(c.charCodeAt(0) + 0xfee0),
  );
  truth.clean('S02', row.cert_no, 'the number is written in full-width characters');
}
