import { area } from './area.ts';

export const rules = area({}, {});
