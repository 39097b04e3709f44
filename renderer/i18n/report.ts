import { area } from './area.ts';

export const report = area({}, {});
