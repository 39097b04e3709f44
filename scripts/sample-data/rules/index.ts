import type { World } from '../world.ts';
import { plantD01 } from './d01.ts';
import { plantD02 } from './d02.ts';
import { plantD03 } from './d03.ts';
import { plantD07 } from './d07.ts';
import { plantL01 } from './l01.ts';
import { plantL02 } from './l02.ts';
import { plantL03 } from './l03.ts';
import { plantL04 } from './l04.ts';
import { plantL06 } from './l06.ts';
import { plantL08 } from './l08.ts';
import { plantL09 } from './l09.ts';
import { plantP01 } from './p01.ts';
import { plantP02 } from './p02.ts';
import { plantP06 } from './p06.ts';
import { plantP09 } from './p09.ts';
import { plantS02 } from './s02.ts';
import { plantS08 } from './s08.ts';
import { plantT01 } from './t01.ts';
import { plantT05 } from './t05.ts';

/** What is planted, by rule. A new rule is a file, an import and a line here, each in its place in the alphabet. */
export const plants: Readonly<Record<string, (world: World) => void>> = {
  D01: plantD01,
  D02: plantD02,
  D03: plantD03,
  D07: plantD07,
  L01: plantL01,
  L02: plantL02,
  L03: plantL03,
  L04: plantL04,
  L06: plantL06,
  L08: plantL08,
  L09: plantL09,
  P01: plantP01,
  P02: plantP02,
  P06: plantP06,
  P09: plantP09,
  S02: plantS02,
  S08: plantS08,
  T01: plantT01,
  T05: plantT05,
};
