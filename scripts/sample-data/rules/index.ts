import type { World } from '../world.ts';
import { plantA01 } from './a01.ts';
import { plantA02 } from './a02.ts';
import { plantA04 } from './a04.ts';
import { plantA05 } from './a05.ts';
import { plantD01 } from './d01.ts';
import { plantD02 } from './d02.ts';
import { plantD03 } from './d03.ts';
import { plantD04 } from './d04.ts';
import { plantD05 } from './d05.ts';
import { plantD07 } from './d07.ts';
import { plantD09 } from './d09.ts';
import { plantL01 } from './l01.ts';
import { plantL02 } from './l02.ts';
import { plantL03 } from './l03.ts';
import { plantL04 } from './l04.ts';
import { plantL06 } from './l06.ts';
import { plantL08 } from './l08.ts';
import { plantL09 } from './l09.ts';
import { plantL10 } from './l10.ts';
import { plantL11 } from './l11.ts';
import { plantL12 } from './l12.ts';
import { plantM01 } from './m01.ts';
import { plantM03 } from './m03.ts';
import { plantP01 } from './p01.ts';
import { plantP02 } from './p02.ts';
import { plantP04 } from './p04.ts';
import { plantP06 } from './p06.ts';
import { plantP08 } from './p08.ts';
import { plantP09 } from './p09.ts';
import { plantP11 } from './p11.ts';
import { plantS01 } from './s01.ts';
import { plantS02 } from './s02.ts';
import { plantS03 } from './s03.ts';
import { plantS04 } from './s04.ts';
import { plantS08 } from './s08.ts';
import { plantS11 } from './s11.ts';
import { plantT01 } from './t01.ts';
import { plantT02 } from './t02.ts';
import { plantT03 } from './t03.ts';
import { plantT05 } from './t05.ts';
import { plantT08 } from './t08.ts';
import { plantT13 } from './t13.ts';

/** What is planted, by rule. A new rule is a file, an import and a line here, each in its place in the alphabet. */
export const plants: Readonly<Record<string, (world: World) => void>> = {
  A01: plantA01,
  A02: plantA02,
  A04: plantA04,
  A05: plantA05,
  D01: plantD01,
  D02: plantD02,
  D03: plantD03,
  D04: plantD04,
  D05: plantD05,
  D07: plantD07,
  D09: plantD09,
  L01: plantL01,
  L02: plantL02,
  L03: plantL03,
  L04: plantL04,
  L06: plantL06,
  L08: plantL08,
  L09: plantL09,
  L10: plantL10,
  L11: plantL11,
  L12: plantL12,
  M01: plantM01,
  M03: plantM03,
  P01: plantP01,
  P02: plantP02,
  P04: plantP04,
  P06: plantP06,
  P08: plantP08,
  P09: plantP09,
  P11: plantP11,
  S01: plantS01,
  S02: plantS02,
  S03: plantS03,
  S04: plantS04,
  S08: plantS08,
  S11: plantS11,
  T01: plantT01,
  T02: plantT02,
  T03: plantT03,
  T05: plantT05,
  T08: plantT08,
  T13: plantT13,
};
