import { bare, ours } from './import.ts';
import { again, judgeAll, load } from './rules.ts';
import { cycle, rowsThere } from './soak.ts';
import { sortTexts } from './spill.ts';
import { importChosen } from './workbooks.ts';

/** What the bench can ask this page to do. */
const bench = { bare, ours, load, judgeAll, again, importChosen, cycle, rowsThere, sortTexts };

export type Bench = typeof bench;

Object.assign(window, { bench });
