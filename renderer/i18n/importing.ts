import { area } from './area.ts';

export const importing = area({}, {});
