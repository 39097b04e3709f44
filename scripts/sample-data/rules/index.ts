import type { World } from '../world.ts';
import { plantA01 } from './a01.ts';
import { plantA02 } from './a02.ts';
import { plantA05 } from './a05.ts';
import { plantD01 } from './d01.ts';
import { plantD02 } from './d02.ts';
import { plantD03 } from './d03.ts';
import { plantD07 } from './d07.ts';
import { plantL03 } from './l03.ts';
import { plantP01 } from './p01.ts';
import { plantP02 } from './p02.ts';
import { plantP04 } from './p04.ts';
import { plantP06 } from './p06.ts';
import { plantP08 } from './p08.ts';
import { plantP09 } from './p09.ts';
import { plantP11 } from './p11.ts';
import { plantS02 } from './s02.ts';
import { plantS08 } from './s08.ts';
import { plantT01 } from './t01.ts';
import { plantT05 } from './t05.ts';

/** What is planted, by rule. A new rule is a file, an import and a line here, each in its place in the alphabet. */
export const plants: Readonly<Record<string, (world: World) => void>> = {
  A01: plantA01,
  A02: plantA02,
  A05: plantA05,
  D01: plantD01,
  D02: plantD02,
  D03: plantD03,
  D07: plantD07,
  L03: plantL03,
  P01: plantP01,
  P02: plantP02,
  P04: plantP04,
  P06: plantP06,
  P08: plantP08,
  P09: plantP09,
  P11: plantP11,
  S02: plantS02,
  S08: plantS08,
  T01: plantT01,
  T05: plantT05,
};
