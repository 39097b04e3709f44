import { BRANCHES, branch } from '../bodies.ts';
import { day } from '../days.ts';
import type { Body, Visit } from '../records.ts';
import { newcomer, only } from '../setting.ts';
import { giveUp } from '../status-rows.ts';
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
  // Serials of nobody, in the list or outside; every block has others.
  const [first3, second3, third3] = [0, 1, 2].map((k) => String(7301 + ((3 * world.block + k) % 699)));
  const turn = Math.floor((3 * world.block) / 699);
  const ghost = (form: (serial: string) => string, name: string, serial = ''): Body =>
    world.staffed(
      r,
      {
        approvalNo: form(serial),
        name,
        code: '',
        serial,
        planPrefix: `R0${serial.slice(-3)}${branch(BRANCHES - 1 - turn)}`,
        share: 0,
        base: 10_000 + turn * 900,
        width: 900,
        schemes: ['A01', 'A02', 'A03'],
        archived: false,
        reportsTotal: false,
        lastIssue: '',
      },
      7,
    );

  const unknown = ghost((s) => `CNCA-R-2016-${s}`, '云泽虚衡认证有限公司', first3);
  const first = lead(
    newcomer(world, r, ['A01'], day('2024-05-06'), { body: unknown }),
    'number not in the list',
  );
  surveillance(world, r, first.certificates, { on: day('2025-04-14') });
  lead(newcomer(world, r, ['A01', 'A02'], day('2025-08-04'), { body: unknown }), 'number not in the list');

  const short = ghost((s) => `CNCA-2016-${s}`, '霁川简度认证有限公司', second3);
  lead(newcomer(world, r, ['A01'], day('2025-03-17'), { body: short }), 'malformed number: no R');
  const year = ghost((s) => `CNCA-R-16-${s}`, '朔溪略规认证有限公司', third3);
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
  const former = { ...body, approvalNo: 'CNCA-R-2013-9011', name: body.name.replace('新元认证', '认证') };
  const older = newcomer(world, r, ['A01'], day('2023-04-24'), { body: former });
  const oldest = newcomer(world, r, ['A01'], day('2022-11-21'), { body: former });
  newcomer(world, r, ['A01'], day('2024-09-25'), { body });
  for (const visit of [older, oldest]) {
    const until = Math.min(day(only(visit.certificates).issued) + 330, day('2024-03-01'));
    giveUp(world, r, only(visit.certificates), until);
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
