import { bare, ours } from './import.ts';

/** What the bench can ask this page to do. */
const bench = { bare, ours };

export type Bench = typeof bench;

Object.assign(window, { bench });
