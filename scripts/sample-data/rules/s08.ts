import { isValidUscc, registrationNumber, usccCheck } from '../codes.ts';
import { day } from '../days.ts';
import type { Place } from '../places.ts';
import { DISTRICTS, place } from '../places.ts';
import { planFor } from '../plan-row.ts';
import type { Organisation } from '../records.ts';
import { schedule } from '../schedule.ts';
import { newcomer } from '../setting.ts';
import { signIn } from '../sign-ins.ts';
import type { World } from '../world.ts';

/** S08 统一社会信用代码校验失败: wrong check digit, length or alphabet, whichever export says it. */
export function plantS08(world: World): void {
  const r = world.random('S08');
  const lead = (code: string, note: string) => {
    if (isValidUscc(code)) throw new Error(`${code} is a good code`);
    world.truth.lead({ rule: 'S08', measured: code, note });
  };
  const otherLast = (code: string) => code.slice(0, 17) + (code.at(-1) === '7' ? '4' : '7');
  const certified = (on: string, spoil: (code: string) => string, note: string) => {
    const org = world.organisation(r);
    org.code = spoil(org.registeredCode);
    newcomer(world, r, ['A01'], day(on), { org });
    lead(org.code, note);
  };
  certified('2025-01-13', otherLast, 'certificate and plan: wrong check character');
  certified('2024-08-12', swapDigits, 'certificate and plan: two digits exchanged');
  certified(
    '2023-10-16',
    (code) => code.slice(0, 10) + code.slice(11),
    'certificate: 17 characters, one was lost',
  );
  certified(
    '2025-09-08',
    wrongInside,
    'certificate and plan: the code’s own check is right, that of the organisation code in it is wrong',
  );

  const listed = (spoil: (code: string) => string, note: string) => {
    const org = world.organisation(r);
    org.registeredCode = spoil(org.registeredCode);
    lead(org.registeredCode, note);
  };
  listed(otherLast, 'register extract: wrong check character');
  listed((code) => `${code.slice(0, 12)}Z${code.slice(13)}`, 'register extract: Z is not in the alphabet');

  const body = world.listed[14];
  if (world.block === 0 && body) {
    body.cb_uscc = swapDigits(body.cb_uscc);
    lead(body.cb_uscc, 'list of bodies: two digits exchanged');
  }

  const org = world.organisation(r);
  org.code = otherLast(org.registeredCode);
  const by = world.someBody(r);
  const slot = schedule(world, r, by, day('2025-12-08'), 2);
  const plan = planFor(world, r, { ...slot, body: by, org, kind: '01' }, 'A01', 'FS01');
  world.extraPlans.push(plan);
  world.extraSignIns.push(signIn(r, plan, r.pick(slot.team)));
  lead(org.code, 'plan only: wrong check character');
  spare(world);
}

/** The first two unlike neighbours after the division, exchanged, so that the check fails. */
function swapDigits(code: string): string {
  for (let i = 9; i < 16; i++) {
    const swapped = code.slice(0, i) + code[i + 1] + code[i] + code.slice(i + 2);
    if (code[i] !== code[i + 1] && !isValidUscc(swapped)) return swapped;
  }
  throw new Error(`nothing to exchange in ${code}`);
}

/** Another organisation code whose check digit is wrong, under a right check character. */
function wrongInside(code: string): string {
  const inner = code[16] === '3' ? '5' : '3';
  const first17 = code.slice(0, 16) + inner;
  return first17 + usccCheck(first17);
}

function spare(world: World): void {
  const r = world.random('S08 clean');
  const clean = (on: string, change: (org: Organisation) => void, why: string, at?: Place) => {
    const org = world.organisation(r, at ? { place: at } : {});
    change(org);
    newcomer(world, r, ['A01'], day(on), { org });
    world.truth.clean('S08', org.code, why);
  };
  const overseas = (division: string, number: string): [(org: Organisation) => void, Place] => [
    (org) => {
      org.code = number;
      org.name = org.name.replace(/^../, '蓝汀岛');
      org.inRegister = false;
    },
    {
      ...place(r, { ...(DISTRICTS[0] as Place['district']), code: division, city: '', name: '蓝汀岛' }),
      address: `蓝汀岛栈桥道${r.int(1, 99)}号`,
    },
  ];
  const [hk, hkPlace] = overseas('810000', 'BR-90417293-000');
  clean('2024-11-18', hk, 'overseas holder (division 810000) with a registration number of its own', hkPlace);
  const [tw, twPlace] = overseas('710000', '99417028');
  clean('2025-04-07', tw, 'overseas holder (division 710000) with an eight-digit number', twPlace);

  clean(
    '2022-03-28',
    (org) => (org.code = org.registeredCode.slice(8, 17)),
    'old row with the 9-character organisation code',
  );
  clean(
    '2022-07-11',
    (org) => {
      org.code = registrationNumber(org.place.district.code, r);
      org.name = org.name.replace(/(股份)?有限公司$/, '经营部');
      org.inRegister = false;
    },
    'individual business with its old 15-digit registration number',
  );
  clean(
    '2025-07-28',
    (org) => (org.code = readAloud(world, org)),
    'read by OCR: O for 0 and I for 1; right once they are put back',
  );
}

/** The code as a scanner may read it: the first 0 as O, the first 1 after the class as I. */
function readAloud(world: World, org: Organisation): string {
  while (!/1/.test(org.registeredCode.slice(8, 17))) {
    org.registeredCode = world.uscc(org.place.district.code);
  }
  const code = org.registeredCode;
  return code.slice(0, 8).replace('0', 'O') + code.slice(8).replace('1', 'I');
}
