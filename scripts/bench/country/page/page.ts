import { bare, ours } from './import.ts';
import { again, judgeAll, load } from './rules.ts';

/** What the bench can ask this page to do. */
const bench = { bare, ours, load, judgeAll, again };

export type Bench = typeof bench;

Object.assign(window, { bench });
